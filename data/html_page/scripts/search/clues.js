/** A question as parts, and the clues by which texts and reviews answer them. */

import { fold, OWN } from "../ground/text.js";
import { wholeWords } from "../ground/wholeWords.js";
import { CODES, Operation, Query, SYNONYMS, Unit, WORDS } from "./queryTree.js";

/** @typedef {import("../ground/vocabulary.js").Term} Term */

/**
 * The worth of the words themselves, of all words of a row that are not side by side, of a related term, and of the
 * only term with the word in its names.
 */
export const DIRECT = 1.0;
export const APART = 0.85;
export const RELATED = 0.4;
export const SPOKEN_OF = 0.7;

/** The worth of some words of a row, times the share of the row that they are. */
export const SOME_APART = 0.5;

/** The least worth at which a part counts as found. */
export const SURE = RELATED;

/**
 * A name of the vocabulary as it is searched for, in FTS5's quoting.
 * @param {string} name
 */
export function namePhrase(name) {
  return `"${wholeWords(fold(name))}"`;
}

/** Something that answers a part of a question. */
export class Clue {
  /**
   * @param {string} what words of texts, or a code as a word of the index, in FTS5's quoting
   * @param {string} shown the words, or the label of a code
   * @param {string} how `word`, `phrase`, `beginning`, `spelling`, `synonym`, `everyday`, `code`, `wider`, `related` or
   *   `subject`
   * @param {number} worth
   */
  constructor(what, shown, how, worth) {
    this.what = what;
    this.shown = shown;
    this.how = how;
    this.worth = worth;
  }

  /** Whether it is a code. */
  get isCode() {
    return this.what.startsWith(OWN);
  }

  /** The level of a query at which it is looked for; null for what is only near. */
  get level() {
    if (this.isNear) {
      return null;
    }
    if (this.how === "code") {
      return CODES;
    }
    return this.how === "synonym" || this.how === "everyday" ? SYNONYMS : WORDS;
  }

  /** Whether it leads only to a related subject: what it finds may not concern what was asked. */
  get isNear() {
    return this.how === "wider" || this.how === "related" || this.how === "subject";
  }
}

/** A part of a question: a word, a phrase, or a known row of words. */
export class Part {
  /**
   * @param {string} typed
   * @param {readonly [Clue, ...Clue[]]} clues the best first
   * @param {object} more
   * @param {readonly string[]} [more.words] for a row of words, those of them that tell something, in FTS5's quoting
   * @param {number} [more.telling] a factor of its weight where it is found somewhere, besides rarity
   * @param {number} [more.lacking] a factor of its weight where it is found nowhere
   * @param {string | null} [more.name] the label of the term that it names, which must then be found for anything to be
   *   an answer
   * @param {readonly string[]} [more.knownBy] the codes and names of such terms, in FTS5's quoting
   */
  constructor(typed, clues, { words = [], telling = 1.0, lacking = 1.0, name = null, knownBy = [] } = {}) {
    this.typed = typed;
    this.clues = clues;
    this.words = words;
    this.telling = telling;
    this.lacking = lacking;
    this.name = name;
    this.knownBy = knownBy;
  }

  /** Whether it can mean little else: a rare word, or a name, but not an everyday word for a term. */
  get isExact() {
    return this.lacking === 1 && (this.name !== null || this.clues.every((clue) => clue.how !== "code"));
  }

  /**
   * The same part, as it was typed.
   * @param {string} typed
   */
  as(typed) {
    return new Part(typed, this.clues, this);
  }

  /** The part as a unit of a query that requires all of its words. */
  unit() {
    const direct = this.clues.filter((clue) => clue.level === WORDS).map((clue) => clue.what);
    const others = this.clues.filter((clue) => clue.level === SYNONYMS);
    const codes = this.clues.filter((clue) => clue.level === CODES);
    const words = direct.length < 2 ? direct : [`(${direct.join(" OR ")})`];
    return new Unit(this.typed, words, this.clues[0].how, {
      synonyms: others.map((clue) => [clue.what, clue.shown]),
      codes: codes.map((clue) => [clue.what, clue.shown]),
    });
  }
}

/**
 * @typedef {object} Spelt a word of a question, and the form that is looked for
 * @property {string} typed
 * @property {string} text several words where they were typed as one
 * @property {readonly string[]} near equally similar words, where it is unclear which was meant; it is then looked for
 *   as typed
 */

/** What a person asks. */
export class Question {
  /**
   * @param {readonly Part[]} parts
   * @param {string | null} phrase the whole question as one phrase, where it has several words
   * @param {readonly string[]} notes on how it was understood
   * @param {readonly Spelt[]} unclear misspelt words that may be any of several others
   * @param {readonly [string, Term][]} wider what was typed that covers only a part of a term, with the term
   */
  constructor(parts, phrase, notes, unclear, wider) {
    this.parts = parts;
    this.phrase = phrase;
    this.notes = notes;
    this.unclear = unclear;
    this.wider = wider;
  }

  /** The question as a query that requires all of its parts. */
  query() {
    const units = this.parts.map((part) => part.unit());
    return new Query(new Operation("and", units), this.phrase, this.notes);
  }
}
