/** A parsed query: units joined by `and`, `or` and `not`, and their FTS5 expressions. */

import { EVERY } from "../ground/indexWords.js";

/** How far a search goes: to the words typed, to their synonyms, to codes. */
export const WORDS = 0;
export const SYNONYMS = 1;
export const CODES = 2;

/** @typedef {[string, string]} Other words or a code in FTS5's quoting, and as it is shown */

/** Something to look for: a word, a phrase, a prefix, or the words of one term. */
export class Unit {
  /**
   * @param {string} typed
   * @param {readonly string[]} words which must all occur, in FTS5's quoting
   * @param {string} how `word`, `phrase` or `beginning`
   * @param {object} more
   * @param {readonly Other[]} [more.synonyms] other words for it
   * @param {readonly Other[]} [more.codes] its codes, each as a word of the index and with its label
   * @param {boolean} [more.wanted] false where negated
   * @param {boolean} [more.isLoose] whether some of its parts are enough
   * @param {readonly string[]} [more.parts] the single words of a term of several words
   */
  constructor(typed, words, how, { synonyms = [], codes = [], wanted = true, isLoose = false, parts = [] } = {}) {
    this.typed = typed;
    this.words = words;
    this.how = how;
    this.synonyms = synonyms;
    this.codes = codes;
    this.wanted = wanted;
    this.isLoose = isLoose;
    this.parts = parts;
  }

  /**
   * A unit for each word of a term; for anything else, the unit itself.
   * @returns {Unit[]}
   */
  apart() {
    const own = this.parts.map(
      (word) => new Unit(word.replace(/^"+|"+$/g, ""), [word], "word", { wanted: this.wanted }),
    );
    return own.length ? own : [this];
  }

  /** The same unit, some of whose parts are enough. */
  loose() {
    return new Unit(this.typed, this.words, this.how, { ...this, isLoose: true });
  }

  /**
   * The FTS5 expression of the unit, in some columns: `{title} : `.
   * @param {number} level
   * @param {string} columns
   */
  expression(level, columns) {
    const words = this.isLoose ? [...this.words, ...this.parts] : this.words;
    const direct = words.map((word) => columns + word).join(this.isLoose ? " OR " : " AND ");
    const others = level >= SYNONYMS ? this.synonyms.map(([phrase]) => phrase) : [];
    if (level >= CODES) {
      others.push(...this.codes.map(([token]) => token));
    }
    if (!others.length) {
      return words.length > 1 ? `(${direct})` : direct;
    }
    return `((${direct}) OR ${columns}(${others.join(" OR ")}))`;
  }
}

/** `and`, `or` or `not`, with what it joins. */
export class Operation {
  /**
   * @param {"and" | "or" | "not"} sign
   * @param {readonly (Operation | Unit)[]} parts
   */
  constructor(sign, parts) {
    this.sign = sign;
    this.parts = parts;
  }

  /**
   * The FTS5 expression. What is negated is looked for in columns of its own, and by all its names.
   * @param {number} level
   * @param {string} columns
   * @param {string} negatedColumns
   * @returns {string}
   */
  expression(level, columns, negatedColumns = "") {
    const parts = this.parts.map((part) => expressionOf(part, level, columns, negatedColumns));
    return this.sign === "not" ? `(${EVERY} NOT ${parts[0]})` : `(${parts.join(` ${this.sign.toUpperCase()} `)})`;
  }
}

/**
 * @param {Operation | Unit} part
 * @param {number} level
 * @param {string} columns
 * @param {string} negatedColumns
 */
function expressionOf(part, level, columns, negatedColumns) {
  if (part instanceof Operation) {
    return part.expression(level, columns, negatedColumns);
  }
  return part.wanted ? part.expression(level, columns) : part.expression(SYNONYMS, negatedColumns);
}

/** A parsed query. */
export class Query {
  /**
   * @param {Operation} root an `and`; without parts where there is nothing to look for
   * @param {string | null} phrase the whole query as one phrase in FTS5's quoting, where it is several plain words
   * @param {readonly string[]} notes on two meanings, words that are best avoided, and what was added
   * @param {boolean} isPlain whether it has no operator
   */
  constructor(root, phrase, notes = [], isPlain = true) {
    this.root = root;
    this.phrase = phrase;
    this.notes = notes;
    this.isPlain = isPlain;
  }

  /** The wanted units in the order typed, without duplicates: of those with the same words, the last. */
  get units() {
    const wanted = unitsOf(this.root).filter((unit) => unit.wanted);
    return [...new Map(wanted.map((unit) => [JSON.stringify(unit.words), unit])).values()];
  }

  /** All that is looked for in texts, negated or not, in FTS5's quoting. */
  get phrases() {
    const found = unitsOf(this.root).flatMap((unit) => [
      ...unit.words,
      ...unit.parts,
      ...unit.synonyms.map(([phrase]) => phrase),
    ]);
    return [...new Set(this.phrase ? [this.phrase, ...found] : found)];
  }

  /**
   * The FTS5 expression of the query.
   * @param {number} level
   * @param {string} columns
   * @param {string} negatedColumns
   */
  expression(level, columns = "", negatedColumns = "") {
    return this.root.expression(level, columns, negatedColumns);
  }

  /** Whether all of its units are required. */
  get wantsAll() {
    return this.root.parts.every((part) => part instanceof Unit);
  }

  /** Whether it can be true only where something wanted is found. */
  get needsWanted() {
    return needsWanted(this.root);
  }

  /**
   * A query for any of some units, or for some words of a unit.
   * @param {readonly Unit[]} units
   */
  anyOf(units) {
    const loose = units.map((unit) => unit.loose());
    const root = new Operation("and", loose.length < 2 ? loose : [new Operation("or", loose)]);
    return new Query(root, this.phrase, this.notes, this.isPlain);
  }
}

/**
 * @param {Operation | Unit} part
 * @returns {boolean}
 */
function needsWanted(part) {
  if (part instanceof Unit) {
    return part.wanted;
  }
  const needs = part.parts.map(needsWanted);
  return part.sign !== "not" && (part.sign === "and" ? needs.some(Boolean) : needs.every(Boolean));
}

/**
 * The units of a part of a query, in the order typed.
 * @param {Operation | Unit} part
 * @returns {Unit[]}
 */
function unitsOf(part) {
  return part instanceof Unit ? [part] : part.parts.flatMap(unitsOf);
}
