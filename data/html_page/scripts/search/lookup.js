/** Looking up typed words in a collection and its vocabulary. */

import { Likeness } from "../ground/likeness.js";
import { getOrMake, grouped } from "../ground/maps.js";
import { words } from "../ground/stemming.js";
import { quoted } from "../ground/text.js";
import { lengthOf } from "./characters.js";
import { UsageError } from "./errors.js";
import { Everyday } from "./everyday.js";
import { noForms, occurs, otherForms } from "./joined.js";

/** @typedef {import("../ground/store.js").Store} Store */
/** @typedef {import("../ground/vocabulary.js").Term} Term */

/**
 * @typedef {object} Lookup the look-ups in a collection that the parser needs
 * @property {(stems: string) => Term[]} terms the terms that the stems of a word or phrase, joined by spaces, are for
 * @property {(text: string) => string[]} beginning the words of the collection with a prefix
 * @property {(texts: readonly string[]) => import("./joined.js").Forms} forms the other forms in which the collection
 *   has words that are side by side
 */

const MOST_BEGINNINGS = 1000;
const SUGGESTED_LIKENESS = 0.82; // at which a word is worth suggesting, by difflib's ratio
const MOST_SUGGESTED_FOR = 8; // words of a phrase, for which suggestions are made
const SHORTEST_SUGGESTED_FOR = 4; // letters of a word for which another is suggested
const LONGEST_SUGGESTED_FOR = 40;

/**
 * The look-ups in a store that understanding a query needs.
 * @param {Store} store
 * @param {boolean} expand
 * @returns {Lookup}
 */
export function lookupIn(store, expand = true) {
  const everyday = new Everyday(store);
  const beginning = (/** @type {string} */ text) => {
    const found = store.wordsBeginning(text.toLowerCase(), MOST_BEGINNINGS + 1);
    if (found.length > MOST_BEGINNINGS) {
      throw new UsageError(`more than ${MOST_BEGINNINGS} words begin with ${quoted(text)}`, "write more letters");
    }
    return found;
  };
  if (!expand) {
    return { terms: () => [], beginning, forms: noForms };
  }
  return { terms: (found) => everyday.named(found), beginning, forms: (texts) => otherForms(store, texts) };
}

/**
 * The words of the collection most like those that it lacks, quoted, for a suggestion.
 * @param {Store} store
 * @param {string} typed
 */
export function nearWords(store, typed) {
  /** @type {Set<string>} */
  const suggested = new Set();
  for (const word of words(typed).slice(0, MOST_SUGGESTED_FOR)) {
    const length = lengthOf(word);
    if (length < SHORTEST_SUGGESTED_FOR || length > LONGEST_SUGGESTED_FOR || occurs(store, word)) {
      continue;
    }
    const likely = aboutAsLong(store, length).filter((other) => isLikely(word, other));
    for (const other of new Likeness(likely).closest(word, 2, SUGGESTED_LIKENESS)) {
      suggested.add(other);
    }
  }
  return [...suggested].map((word) => `"${word}"`).join(" or ");
}

/** @type {WeakMap<Store, Map<number, string[]>>} the words of a store by their lengths */
const WORDS_BY_LENGTH = new WeakMap();

/**
 * The words of a store that are about as long as a word.
 * @param {Store} store
 * @param {number} length
 */
function aboutAsLong(store, length) {
  const words = getOrMake(WORDS_BY_LENGTH, store, () => grouped(store.words, lengthOf));
  return [-2, -1, 0, 1, 2]
    .map((more) => length + more)
    .flatMap((own) => (own < SHORTEST_SUGGESTED_FOR ? [] : (words.get(own) ?? [])));
}

/**
 * Whether a word has one of the first two letters of another where that has it.
 * @param {string} word
 * @param {string} other
 */
function isLikely(word, other) {
  const [first, second] = word;
  const [initial, next] = other;
  return first === initial || second === next;
}
