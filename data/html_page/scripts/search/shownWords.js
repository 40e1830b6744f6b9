/**
 * The words that were found in a text, as it is shown.
 *
 * @typedef {import("./places.js").Spans} Spans
 * @typedef {import("../ground/store.js").Store} Store
 * @typedef {import("../ground/types.js").Passage} Passage
 * @typedef {import("../ground/types.js").Span} Span
 */

import { casefold } from "../ground/text.js";
import { mergedSpans } from "./places.js";

/** The words of a text, from the places that they have in the index. */
export class ShownWords {
  /**
   * @param {Store} store
   * @param {Passage} passage
   */
  constructor(store, passage) {
    this.text = passage.text;
    this.first = store.spans[2 * passage.number - 2];
    this.offsets = store.offsetsOf(passage.number);
  }

  /**
   * Where some spans of words begin and end in the text, in order, with overlapping ones merged.
   * @param {readonly Spans[]} lists
   * @returns {Span[]}
   */
  marks(lists) {
    const spans = mergedSpans(lists);
    /** @type {Span[]} */
    const marks = [];
    for (let index = 0; index < spans.length; index += 2) {
      const [start, end] = [spans[index] - this.first, spans[index + 1] - this.first];
      marks.push([this.offsets[2 * start], this.offsets[2 * end - 1]]);
    }
    return marks;
  }

  /**
   * What the text has at some spans of words, in order, in lower case and without duplicates.
   * @param {readonly Spans[]} lists
   */
  said(lists) {
    return [...new Set(this.marks(lists).map(([start, end]) => casefold(this.text.slice(start, end))))];
  }
}
