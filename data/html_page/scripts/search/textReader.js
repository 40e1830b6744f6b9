/**
 * How much of a question the texts of reviews answer, where, and why.
 *
 * @typedef {import("./clues.js").Clue} Clue
 * @typedef {import("./clues.js").Part} Part
 * @typedef {import("./highlight.js").Reason} Reason
 * @typedef {import("./highlight.js").ShownText} ShownText
 * @typedef {import("./places.js").Spans} Spans
 * @typedef {import("../ground/store.js").Store} Store
 * @typedef {import("../ground/types.js").Passage} Passage
 * @typedef {Map<string, Spans>} SpansByPhrase what a text has: phrases with their spans, and codes with none
 *
 * @typedef {object} PartMatch how far a text answers one part
 * @property {number} worth
 * @property {number} extra
 * @property {boolean} has whether it has the part: its words, synonyms or code
 * @property {readonly Clue[]} clues that it has
 * @property {readonly string[]} words that it has of a row, where these are worth more than the clues
 */

import { getOrMake } from "../ground/maps.js";
import { APART, SOME_APART } from "./clues.js";
import { mergedSpans } from "./places.js";
import { ShownWords } from "./shownWords.js";
import { Texts } from "./texts.js";

const AGAIN = 0.03; // for each further occurrence of the words, up to three
const CODED_TOO = 0.03; // where a text with the words also has their code

/** The most that a part can be worth in a text. */
export const MOST_WORTH = 1 + 3 * AGAIN + CODED_TOO;

/** @type {PartMatch} */
const NO_MATCH = { worth: 0, extra: 0, has: false, clues: [], words: [] };

/** A text that answers some of a question. */
export class TextAnswer {
  /**
   * @param {TextReader} reader
   * @param {Passage} passage
   * @param {SpansByPhrase} here what it has
   * @param {readonly PartMatch[]} found how far it answers each part
   */
  constructor(reader, passage, here, found) {
    this.reader = reader;
    this.passage = passage;
    this.number = passage.number;
    this.here = here;
    this.found = found;
    /** The share of the question that it answers. */
    this.score = reader.score(found);
  }

  /**
   * The text as it is shown, with what was found in it.
   * @returns {ShownText}
   */
  shown() {
    const { number, review, section, id, text } = this.passage;
    const words = new ShownWords(this.reader.store, this.passage);
    const marks = words.marks(this.found.flatMap((one) => spansOf(this.here, [...phrasesOf(one.clues), ...one.words])));
    const why = this.reader.parts.flatMap((part, index) => this.reasons(part, this.found[index], words));
    return { number, review, section, id, text, score: this.score, marks, why };
  }

  /**
   * Why it answers a part, each reason once.
   * @param {Part} part
   * @param {PartMatch} found
   * @param {ShownWords} words
   * @returns {Reason[]}
   */
  reasons(part, found, words) {
    const apart = words.said(spansOf(this.here, found.words)).map((what) => ({ query: part.typed, how: "word", what }));
    const reasons = found.clues.flatMap((clue) => {
      const said = clue.isCode ? [clue.shown] : words.said(spansOf(this.here, [clue.what]));
      return said.map((what) => ({ query: part.typed, how: clue.how, what }));
    });
    return [...new Map([...apart, ...reasons].map((reason) => [`${reason.how} ${reason.what}`, reason])).values()];
  }
}

/** Reads texts for the parts of a question. */
export class TextReader {
  /**
   * @param {Store} store
   * @param {readonly Part[]} parts
   * @param {readonly number[]} weights
   * @param {Iterable<string>} telling the words of their rows that tell something here
   */
  constructor(store, parts, weights, telling) {
    this.store = store;
    this.parts = parts;
    this.weights = weights;
    this.total = weights.reduce((sum, weight) => sum + weight, 0);
    this.telling = new Set(telling);
    const clues = parts.flatMap((part) => part.clues);
    this.phrases = [...new Set([...phrasesOf(clues), ...parts.flatMap((part) => part.words)])];
    this.codes = [...new Set(clues.filter((clue) => clue.isCode).map((clue) => clue.what))];
  }

  /**
   * The texts of some reviews that answer anything, in order.
   * @param {readonly number[]} reviews
   * @param {readonly string[]} sections
   */
  read(reviews, sections) {
    const texts = new Texts(this.store, reviews, sections);
    /** @type {Map<number, SpansByPhrase>} */
    const found = new Map();
    const of = (/** @type {number} */ number) => getOrMake(found, number, () => new Map());
    for (const phrase of this.phrases) {
      for (const [number, spans] of texts.spans(phrase)) {
        of(number).set(phrase, spans);
      }
    }
    for (const token of this.codes) {
      for (const number of texts.coded(token, sections)) {
        of(number).set(token, []);
      }
    }
    const numbers = [...found.keys()].sort((one, other) => one - other);
    return numbers.flatMap((number) => this.answer(number, of(number)));
  }

  /**
   * A text as an answer; none where it answers nothing.
   * @param {number} number
   * @param {SpansByPhrase} here
   */
  answer(number, here) {
    const found = this.parts.map((part) => this.partIn(part, here));
    if (!found.some((one) => one.worth)) {
      return [];
    }
    return [new TextAnswer(this, this.store.passage(number), here, found)];
  }

  /**
   * How far a text answers a part, given what it has.
   * @param {Part} part
   * @param {SpansByPhrase} here
   * @returns {PartMatch}
   */
  partIn(part, here) {
    const all = part.clues.filter((clue) => here.has(clue.what));
    const surely = all.filter((clue) => !clue.isNear);
    const clues = surely.length ? surely : all; // what is only near counts if there is nothing else
    const words = this.wordsOf(part, here);
    const apart = worthApart(words.length / part.words.length);
    const worth = Math.max(clues.length ? clues[0].worth : 0, words.length ? apart : 0);
    if (!worth) {
      return NO_MATCH;
    }
    const isApart = words.length > 0 && apart > (clues.length ? clues[0].worth : 0);
    const spans = mergedSpans(spansOf(here, [...phrasesOf(clues), ...(isApart ? words : [])]));
    const count = spans.length / 2;
    const again = Math.min(3, Math.max(0, count - (words.length && apart === worth ? part.words.length : 1)));
    const isCoded = count > 0 && clues.some((clue) => clue.how === "code");
    return {
      worth,
      extra: AGAIN * again + (isCoded ? CODED_TOO : 0),
      has: surely.length > 0,
      clues,
      words: isApart ? words : [],
    };
  }

  /**
   * The words of a row that a text has, side by side or not, if they tell anything.
   * @param {Part} part
   * @param {SpansByPhrase} here
   */
  wordsOf(part, here) {
    const words = part.words.filter((word) => here.has(word));
    return words.length < part.words.length ? words.filter((word) => this.telling.has(word)) : words;
  }

  /**
   * The share of the question that a text answers.
   * @param {readonly PartMatch[]} found
   */
  score(found) {
    const score = found.reduce((sum, one, index) => sum + this.weights[index] * one.worth * (1 + one.extra), 0);
    return this.total ? score / this.total : 0;
  }
}

/**
 * The worth of a share of the words of a row, where they are not side by side.
 * @param {number} share
 */
function worthApart(share) {
  return share === 1 ? APART : share * SOME_APART;
}

/**
 * The words and phrases among some clues.
 * @param {readonly Clue[]} clues
 */
function phrasesOf(clues) {
  return clues.filter((clue) => !clue.isCode).map((clue) => clue.what);
}

/**
 * Where a text has some phrases.
 * @param {SpansByPhrase} here
 * @param {readonly string[]} phrases
 */
function spansOf(here, phrases) {
  return phrases.map((phrase) => here.get(phrase) ?? []);
}
