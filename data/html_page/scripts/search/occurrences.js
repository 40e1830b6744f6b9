/** Where words and phrases occur in texts, by the words of the index. */

import { stemsWithBytes } from "../ground/stemming.js";

/** @typedef {import("../ground/store.js").Store} Store */
/** @typedef {import("../ground/types.js").Passage} Passage */
/** @typedef {import("../ground/types.js").Span} Span */

const QUOTED_PHRASE = /"([^"]*)"/g;

/** @typedef {Map<number, Map<number, number[]>>} WordPlaces By the number of a stem and of a text, the words that have it. */

/** Finds phrases in the texts of a store. */
export class Finder {
  /**
   * @param {Store} store
   * @param {Iterable<string>} phrases in FTS5's quoting: `"child"`, or `("child" OR "strategy meeting")`
   */
  constructor(store, phrases) {
    this.store = store;
    /** @type {Map<string, number[][]>} The numbers of the stems of each phrase, where all of them occur. */
    this.phrases = new Map();
    this.wanted = new Uint8Array(store.index.tokens.ids.size + 1);
    for (const phrase of phrases) {
      this.phrases.set(phrase, this.idsOf(phrase));
    }
  }

  /** @param {string} phrase */
  idsOf(phrase) {
    const { ids } = this.store.index.tokens;
    /** @type {number[][]} */
    const found = [];
    for (const text of new Set(Array.from(phrase.matchAll(QUOTED_PHRASE), ([, words = ""]) => words))) {
      const own = stemsWithBytes(text).map((stem) => ids.get(stem) ?? 0);
      if (own.length > 0 && own.every((id) => id > 0)) {
        found.push(own);
        own.forEach((id) => {
          this.wanted[id] = 1;
        });
      }
    }
    return found;
  }

  /**
   * The given texts, prepared for finding the phrases.
   * @param {Iterable<Passage>} passages
   */
  texts(passages) {
    /** @type {WordPlaces} */
    const places = new Map();
    for (const { number } of passages) {
      this.note(places, number);
    }
    return new SearchedTexts(this, places);
  }

  /**
   * Note the words of a text that are wanted.
   * @param {WordPlaces} places
   * @param {number} number
   */
  note(places, number) {
    const { store, wanted } = this;
    const list = store.index.list;
    const start = store.spans[2 * number - 2];
    const end = store.spans[2 * number - 1];
    for (let place = start; place < end; place++) {
      const id = list[place];
      if (wanted[id]) {
        let ofStem = places.get(id);
        if (!ofStem) {
          ofStem = new Map();
          places.set(id, ofStem);
        }
        const ofText = ofStem.get(number);
        if (ofText) {
          ofText.push(place);
        } else {
          ofStem.set(number, [place]);
        }
      }
    }
  }
}

/** Texts in which phrases can be found. */
export class SearchedTexts {
  /**
   * @param {Finder} finder
   * @param {WordPlaces} places
   */
  constructor(finder, places) {
    this.finder = finder;
    this.places = places;
  }

  /**
   * The numbers of the texts with a phrase, in order, with its spans; overlapping ones are merged.
   * @param {string} phrase
   * @returns {[number, Span[]][]}
   */
  spans(phrase) {
    /** @type {Map<number, Span[]>} */
    const found = new Map();
    for (const ids of this.finder.phrases.get(phrase) ?? []) {
      for (const [number, places] of this.places.get(ids[0]) ?? []) {
        const runs = this.runs(ids, number, places);
        if (runs.length > 0) {
          found.set(number, [...(found.get(number) ?? []), ...runs]);
        }
      }
    }
    const numbers = [...found.keys()].sort((one, other) => one - other);
    return numbers.map((number) => [number, merged(found.get(number) ?? [])]);
  }

  /**
   * The spans in a text where the words of a phrase are side by side, given where its first word is.
   * @param {readonly number[]} ids
   * @param {number} number
   * @param {readonly number[]} places
   * @returns {Span[]}
   */
  runs(ids, number, places) {
    const { store } = this.finder;
    const { list } = store.index;
    const end = store.spans[2 * number - 1];
    const whole = places.filter(
      (place) => place + ids.length <= end && ids.every((id, index) => list[place + index] === id),
    );
    if (whole.length === 0) {
      return [];
    }
    const offsets = store.offsetsOf(number);
    const start = store.spans[2 * number - 2];
    return whole.map((place) => [offsets[2 * (place - start)], offsets[2 * (place - start + ids.length) - 1]]);
  }
}

/**
 * The spans in order, with overlapping ones merged.
 * @param {readonly Span[]} spans
 * @returns {Span[]}
 */
export function merged(spans) {
  if (spans.length < 2) {
    return [...spans];
  }
  /** @type {Span[]} */
  const found = [];
  for (const [start, end] of [...spans].sort((one, other) => one[0] - other[0] || one[1] - other[1])) {
    const last = found[found.length - 1];
    if (last && start < last[1]) {
      last[1] = Math.max(last[1], end);
    } else {
      found.push([start, end]);
    }
  }
  return found;
}
