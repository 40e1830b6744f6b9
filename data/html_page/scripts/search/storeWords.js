/** What a store knows of the words of questions. */

import { getOrMake } from "../ground/maps.js";
import { Everyday } from "./everyday.js";
import { Spelling } from "./spelling.js";
import { VocabularyClues } from "./vocabularyClues.js";

/** @typedef {import("../ground/store.js").Store} Store */

/** Words of questions, looked up in a store. */
export class StoreWords {
  /** @param {Store} store */
  constructor(store) {
    this.everyday = new Everyday(store);
    this.spelling = new Spelling(store, this.everyday);
    this.clues = new VocabularyClues(this.everyday);
  }

  /**
   * Those of a store. They are kept, with what they have found: a question that is being typed has been asked before
   * but for its last letter.
   * @param {Store} store
   */
  static of(store) {
    return getOrMake(wordsOfStores, store, () => new StoreWords(store));
  }
}

/** @type {WeakMap<Store, StoreWords>} */
const wordsOfStores = new WeakMap();
