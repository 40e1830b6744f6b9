/**
 * Where a query matches the texts of a few reviews, why, and the score of each text.
 *
 * @typedef {import("./queryTree.js").Unit} Unit
 * @typedef {import("./strict.js").Search} Search
 * @typedef {import("./places.js").Spans} Spans
 * @typedef {import("../ground/types.js").Passage} Passage
 * @typedef {import("../ground/types.js").Span} Span
 *
 * @typedef {object} Reason why a text was found
 * @property {string} query what was typed
 * @property {string} how `word`, `phrase`, `beginning`, `spelling`, `synonym`, `everyday`, `code`, `wider`, `related` or
 *   `subject`
 * @property {string} what what is in the text; for a code, its label
 *
 * @typedef {object} ShownText a text in which something was found
 * @property {number} number
 * @property {number} review
 * @property {string} section
 * @property {string} id
 * @property {string} text
 * @property {number} score
 * @property {Span[]} marks where each word that was found begins and ends
 * @property {Reason[]} why
 *
 * @typedef {object} Finding a review that a search found, or a statement for itself
 * @property {number} review the number of the review
 * @property {number} score
 * @property {readonly string[]} missing the words typed that it lacks
 * @property {ShownText[]} passages its texts in which something was found, the best first; of a statement that alone
 *
 * @typedef {object} UnitMatch how a unit was found in a text
 * @property {number} worth
 * @property {string} how
 * @property {Spans[]} words where it has the words of the unit
 * @property {Spans[]} others where it has synonyms
 * @property {number} count how often it has any of these
 */

import { getOrMake } from "../ground/maps.js";
import { lengthOf } from "./characters.js";
import { CODES, SYNONYMS } from "./queryTree.js";
import { SECTIONS } from "./sections.js";
import { ShownWords } from "./shownWords.js";
import { Texts } from "./texts.js";

/** @type {Record<string, number>} */
const SECTION_WORTHS = { title: 1.06, learning: 1.03, recommendations: 1.03, actions: 1.03, summary: 1.0 };
const DIRECT_WORTH = 1.0;
const SYNONYM_WORTH = 0.66;
const CODE_WORTH = 0.45;
const TERM_FACTOR = 2.5; // for a phrase, or what the vocabulary knows, compared with any other word
const AGAIN_FACTOR = 0.03; // for each further occurrence of a unit, up to three
const PHRASE_FACTOR = 1.5; // for the whole query as one phrase
const PARTLY_WORTH = 0.4; // for several words of which only some are there, times their share

/** A text in which something was found. */
export class TextMatch {
  /**
   * @param {TextMatcher} matcher
   * @param {Passage} passage
   * @param {readonly (UnitMatch | undefined)[]} found how each unit was found in it, if it was
   * @param {readonly (string | undefined)[]} coded the label of a code of each unit
   * @param {number} score
   */
  constructor(matcher, passage, found, coded, score) {
    this.matcher = matcher;
    this.passage = passage;
    this.number = passage.number;
    this.found = found;
    this.coded = coded;
    this.score = score;
  }

  /**
   * The text as it is shown, with what was found in it.
   * @returns {ShownText}
   */
  shown() {
    const { number, review, section, id, text } = this.passage;
    const words = new ShownWords(this.matcher.asked.store, this.passage);
    const why = this.matcher.units.flatMap((unit, index) => this.reasons(unit, index, words));
    const whats = this.found.flatMap((one) => (one ? [...one.words, ...one.others] : []));
    return { number, review, section, id, text, score: this.score, marks: words.marks(whats), why };
  }

  /**
   * @param {Unit} unit
   * @param {number} index
   * @param {ShownWords} words
   * @returns {Reason[]}
   */
  reasons(unit, index, words) {
    const found = this.found[index];
    const said = found ? words.said(found.words) : [];
    const others = found ? words.said(found.others).filter((what) => !said.includes(what)) : [];
    const label = this.coded[index];
    return [
      ...said.map((what) => ({ query: unit.typed, how: found ? found.how : "", what })),
      ...others.map((what) => ({ query: unit.typed, how: "synonym", what })),
      ...(label === undefined ? [] : [{ query: unit.typed, how: "code", what: label }]),
    ];
  }
}

/** Reads the texts of a search. */
export class TextMatcher {
  /**
   * @param {Search} asked
   * @param {readonly number[]} weights of the units of its query
   */
  constructor(asked, weights) {
    this.asked = asked;
    this.units = asked.query.units;
    this.weights = weights;
  }

  /**
   * The texts of some reviews in which something was found, in order.
   * @param {Iterable<number>} reviews
   */
  read(reviews) {
    const { store, query, sections, level } = this.asked;
    const texts = new Texts(store, reviews, sections);
    const found = this.units.map((unit) => matchesOf(texts, unit, level));
    const coded = this.units.map((unit) => codedOf(texts, unit, level));
    const whole = query.phrase === null ? new Map() : texts.spans(query.phrase);
    const numbers = [...new Set([...found, ...coded].flatMap((ofUnit) => [...ofUnit.keys()]))];
    numbers.sort((one, other) => one - other);
    return numbers.map((number) => {
      const byUnit = found.map((ofUnit) => ofUnit.get(number));
      const labels = coded.map((ofUnit) => ofUnit.get(number));
      const passage = store.passages[number - 1];
      const phrase = whole.has(number) ? PHRASE_FACTOR : 1;
      const score =
        this.score(byUnit, labels) * (SECTION_WORTHS[passage.section] * phrase * lengthFactor(passage.text));
      return new TextMatch(this, passage, byUnit, labels, score);
    });
  }

  /**
   * The score of a text by how each unit was found in it, and by its codes.
   * @param {readonly (UnitMatch | undefined)[]} found
   * @param {readonly (string | undefined)[]} coded
   */
  score(found, coded) {
    return this.units.reduce((score, unit, index) => {
      const what = found[index];
      const again = what ? Math.max(0, Math.min(3, what.count - unit.words.length)) : 0;
      const said = what ? what.worth * (1 + AGAIN_FACTOR * again) : 0;
      const worth = coded[index] === undefined ? said : Math.max(said, CODE_WORTH) + 0.02;
      return score + this.weights[index] * worth * (unit.codes.length || unit.how === "phrase" ? TERM_FACTOR : 1);
    }, 0);
  }
}

/**
 * A factor that favours short texts a little, as they say less besides.
 * @param {string} text
 */
function lengthFactor(text) {
  return 1.04 - 0.08 * Math.min(1, lengthOf(text) / 600);
}

/**
 * The texts that have the words of a unit, or synonyms.
 * @param {Texts} texts
 * @param {Unit} unit
 * @param {number} level
 */
function matchesOf(texts, unit, level) {
  const found = directOf(texts, unit);
  for (const [phrase] of level >= SYNONYMS ? unit.synonyms : []) {
    for (const [number, spans] of texts.spans(phrase)) {
      const known = matchOf(found, number, unit);
      known.worth = Math.max(known.worth, SYNONYM_WORTH);
      known.others.push(spans);
      known.count += spans.length / 2;
    }
  }
  return found;
}

/**
 * The texts with the words of a unit. For a term of several words, some are worth less than all.
 * @param {Texts} texts
 * @param {Unit} unit
 */
function directOf(texts, unit) {
  /** @type {Map<number, UnitMatch>} */
  const found = new Map();
  for (const word of unit.words) {
    for (const [number, spans] of texts.spans(word)) {
      const known = matchOf(found, number, unit);
      known.words.push(spans);
      known.count += spans.length / 2;
    }
  }
  for (const one of found.values()) {
    const share = one.words.length / unit.words.length;
    one.worth = share === 1 ? DIRECT_WORTH : PARTLY_WORTH * share;
  }
  return found;
}

/**
 * How a unit was found in a text.
 * @param {Map<number, UnitMatch>} found
 * @param {number} number
 * @param {Unit} unit
 */
function matchOf(found, number, unit) {
  return getOrMake(found, number, () => ({ worth: 0, how: unit.how, words: [], others: [], count: 0 }));
}

/**
 * The label of the code that matches a unit, by the numbers of the texts; of several the first.
 * @param {Texts} texts
 * @param {Unit} unit
 * @param {number} level
 */
function codedOf(texts, unit, level) {
  /** @type {Map<number, string>} */
  const found = new Map();
  for (const [token, label] of level >= CODES ? [...unit.codes].reverse() : []) {
    for (const number of texts.coded(token, SECTIONS)) {
      found.set(number, label);
    }
  }
  return found;
}
