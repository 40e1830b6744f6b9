/**
 * Where phrases are in the texts of a store, by the words of its index.
 *
 * @typedef {import("../ground/store.js").Store} Store
 *
 * @typedef {object} Places the places of a phrase, in order
 * @property {number[]} passages the number of the text that each is in
 * @property {number[]} starts where each begins, in words of the index
 * @property {number[]} ends
 */

import { areAt } from "../ground/postings.js";
import { stems } from "../ground/stemming.js";

const MOST_PHRASES = 2000; // phrases
const IN_QUOTES = /"([^"]*)"/g;

/** The texts of a store by the words of its index. */
class PlacesInTexts {
  /**
   * Takes the store.
   * @param {Store} store
   */
  constructor(store) {
    const { index, spans, passages } = store;
    this.index = index;
    this.numberOf = new Uint32Array(index.list.length); // of the text that each word is in
    for (const { number } of passages) {
      this.numberOf.fill(number, spans[2 * number - 2], spans[2 * number - 1]);
    }
    /** @type {Map<string, Places>} */
    this.kept = new Map();
  }

  /**
   * The places of a phrase in texts.
   * @param {string} phrase
   */
  of(phrase) {
    let places = this.kept.get(phrase);
    if (!places) {
      places = this.find(phrase);
      if (this.kept.size >= MOST_PHRASES) {
        this.kept.clear();
      }
      this.kept.set(phrase, places);
    }
    return places;
  }

  /**
   * @param {string} phrase
   * @returns {Places}
   */
  find(phrase) {
    const texts = Array.from(phrase.matchAll(IN_QUOTES), ([, text]) => text);
    const spans = stems(texts).flatMap((own) => this.spans(own));
    spans.sort(([one, its], [other, others]) => one - other || its - others);
    /** @type {Places} */
    const places = { passages: [], starts: [], ends: [] };
    for (const [start, end] of spans) {
      const last = places.ends.length - 1;
      if (last >= 0 && start < places.ends[last]) {
        places.ends[last] = Math.max(end, places.ends[last]);
      } else {
        places.passages.push(this.numberOf[start]);
        places.starts.push(start);
        places.ends.push(end);
      }
    }
    return places;
  }

  /**
   * Where words are side by side in texts.
   * @param {readonly string[]} words by their stems
   * @returns {[number, number][]}
   */
  spans(words) {
    const { list, places, starts, tokens } = this.index;
    const ids = words.map((word) => tokens.ids.get(word) ?? 0);
    const rarest = this.index.rarestOf(ids);
    /** @type {[number, number][]} */
    const found = [];
    for (let at = rarest < 0 ? 0 : starts[ids[rarest]]; rarest >= 0 && at < starts[ids[rarest] + 1]; at += 1) {
      const start = places[at] - rarest;
      if (this.numberOf[places[at]] && areAt(list, start, ids)) {
        found.push([start, start + ids.length]);
      }
    }
    return found;
  }
}

/** @type {WeakMap<Store, PlacesInTexts>} */
const PLACES = new WeakMap();

/**
 * The places of a phrase in the texts of a store; overlapping ones are one.
 * @param {Store} store
 * @param {string} phrase in FTS5's quoting: `"child"`, or `("child" OR "strategy meeting")`
 */
export function phrasePlaces(store, phrase) {
  let places = PLACES.get(store);
  if (!places) {
    places = new PlacesInTexts(store);
    PLACES.set(store, places);
  }
  return places.of(phrase);
}
