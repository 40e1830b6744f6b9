/**
 * The codes of texts: of statements their own, and of a review those that it is shown with.
 *
 * @typedef {import("../ground/store.js").Store} Store
 */

import { REVIEW_KINDS, statementTokens } from "../ground/indexWords.js";
import { addTo, getOrMake } from "../ground/maps.js";

/** What has each code, by the code as a word of the index. */
class TextsByCode {
  constructor() {
    /** @type {Map<string, number[]>} the numbers of the statements */
    this.passages = new Map();
    /** @type {Map<string, number[]>} the numbers of the reviews, of the kinds of codes that a review itself has */
    this.reviews = new Map();
  }

  /**
   * What has each code in a store.
   * @param {Store} store
   */
  static of(store) {
    const codes = new TextsByCode();
    for (const { number, themes, agencies } of store.passages) {
      for (const token of statementTokens(themes, agencies)) {
        addTo(codes.passages, token, number);
      }
    }
    for (let review = 1; review <= store.size; review += 1) {
      const own = store.codesOf(review).map((number) => store.codes[number - 1]);
      for (const { kind, token } of own) {
        if (REVIEW_KINDS.includes(kind)) {
          addTo(codes.reviews, token, review);
        }
      }
    }
    return codes;
  }
}

/** @type {WeakMap<Store, TextsByCode>} */
const TEXTS_BY_CODE = new WeakMap();

/**
 * What has each code in a store; worked out once.
 * @param {Store} store
 */
export function textsByCode(store) {
  return getOrMake(TEXTS_BY_CODE, store, () => TextsByCode.of(store));
}

/**
 * How many reviews have a term.
 * @param {Store} store
 * @param {string} kind
 * @param {string} slug
 */
export function countHaving(store, kind, slug) {
  const term = store.codes.find((code) => code.kind === kind && code.slug === slug);
  return term ? store.reviews.filter((_, index) => store.codesOf(index + 1).includes(term.number)).length : 0;
}
