/**
 * Where phrases are in the texts of a store, by the words of its index.
 *
 * @typedef {import("../ground/store.js").Store} Store
 *
 * @typedef {object} Places the places of a phrase, in order
 * @property {number[]} passages the number of the text that each is in
 * @property {Spans} spans in words of the index
 *
 * @typedef {number[]} Spans where each span begins and where it ends, in turn
 */

import { getOrMake, getOrMakeAmong } from "../ground/maps.js";
import { stems } from "../ground/stemming.js";

const MOST_PHRASES = 2000; // phrases
const IN_QUOTES = /"([^"]*)"/g;

/** The texts of a store by the words of its index. */
class PlacesInTexts {
  /** @param {Store} store */
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
    return getOrMakeAmong(this.kept, phrase, MOST_PHRASES, () => this.find(phrase));
  }

  /**
   * @param {string} phrase
   * @returns {Places}
   */
  find(phrase) {
    const texts = Array.from(phrase.matchAll(IN_QUOTES), ([, text]) => text);
    const spans = merged(stems(texts).map((own) => this.spans(own)));
    const passages = [];
    for (let index = 0; index < spans.length; index += 2) {
      passages.push(this.numberOf[spans[index]]);
    }
    return { passages, spans };
  }

  /**
   * Where words are side by side in texts.
   * @param {readonly string[]} words by their stems
   */
  spans(words) {
    /** @type {Spans} */
    const found = [];
    this.index.eachPlace(words, (start) => {
      if (this.numberOf[start]) {
        found.push(start, start + words.length);
      }
    });
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
  return getOrMake(PLACES, store, () => new PlacesInTexts(store)).of(phrase);
}

/**
 * The spans of some lists in order, with overlapping ones merged.
 * @param {readonly Spans[]} lists each in order, without overlapping ones
 */
export function mergedSpans(lists) {
  return lists.length === 1 ? lists[0] : merged(lists);
}

/**
 * The same of lists that may have overlapping ones.
 * @param {readonly Spans[]} lists
 */
function merged(lists) {
  /** @type {[number, number][]} */
  const spans = [];
  for (const list of lists) {
    for (let index = 0; index < list.length; index += 2) {
      spans.push([list[index], list[index + 1]]);
    }
  }
  if (lists.length > 1) {
    spans.sort((one, other) => one[0] - other[0] || one[1] - other[1]);
  }
  /** @type {Spans} */
  const found = [];
  for (const [start, end] of spans) {
    const last = found.length - 1;
    if (start < found[last]) {
      found[last] = Math.max(found[last], end);
    } else {
      found.push(start, end);
    }
  }
  return found;
}
