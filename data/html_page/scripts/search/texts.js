/**
 * Some texts of a store, and where phrases and codes are in them, by the tokens of the index.
 *
 * @typedef {import("../ground/store.js").Store} Store
 * @typedef {import("./places.js").Spans} Spans
 */

import { addTo } from "../ground/maps.js";
import { phrasePlaces } from "./places.js";
import { textsByCode } from "./textsByCode.js";

/** The texts of some reviews in some sections. */
export class Texts {
  /**
   * @param {Store} store
   * @param {Iterable<number>} reviews
   * @param {readonly string[]} sections
   */
  constructor(store, reviews, sections) {
    this.store = store;
    /** Whether each text of the store is one of these, by its number. */
    this.isWanted = new Uint8Array(store.passages.length + 1);
    for (const review of reviews) {
      for (const { number, section } of store.passagesOf(review)) {
        if (sections.includes(section)) {
          this.isWanted[number] = 1;
        }
      }
    }
  }

  /**
   * The spans of a phrase in tokens, by the numbers of the texts, in order; overlapping ones are merged.
   * @param {string} phrase in FTS5's quoting: `"child"`, or `("child" OR "strategy meeting")`
   * @returns {Map<number, Spans>}
   */
  spans(phrase) {
    const { passages, spans } = phrasePlaces(this.store, phrase);
    const found = new Map();
    for (let index = 0; index < passages.length; index += 1) {
      if (this.isWanted[passages[index]]) {
        addTo(found, passages[index], spans[2 * index], spans[2 * index + 1]);
      }
    }
    return found;
  }

  /**
   * The numbers of the texts with a code; a review's own is shown with its summary, or else with its title.
   * @param {string} token the code as a word of the index
   * @param {readonly string[]} homes the sections in which that text is looked for
   */
  coded(token, homes) {
    const { passages, reviews } = textsByCode(this.store);
    const found = [...(passages.get(token) ?? []), ...(reviews.get(token) ?? []).map((one) => this.homeOf(one, homes))];
    return found.filter((number) => this.isWanted[number]);
  }

  /**
   * The number of the text that a review's own codes are shown with; 0 where there is none.
   * @param {number} review
   * @param {readonly string[]} homes
   */
  homeOf(review, homes) {
    const [title, summary] = ["title", "summary"].map(
      (section) => homes.includes(section) && this.store.passagesOf(review).find((one) => one.section === section),
    );
    return (summary || title || { number: 0 }).number;
  }
}
