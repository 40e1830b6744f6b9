/**
 * Parsing a search query.
 *
 * It may have words, "phrases", prefix*, OR and NOT (in capitals, or a hyphen before the word) and parentheses. Words
 * side by side must all occur in a review, not necessarily in the same sentence; NOT binds most tightly, OR least.
 * Endings do not matter: `bruise` finds bruising. Any text is a query: what is neither word nor operator is ignored.
 *
 * Plain words that the vocabulary knows also mean the term, with all its other names and its codes: `CSA` finds child
 * sexual abuse. A phrase in quotation marks and a prefix mean only themselves.
 */

import { codeToken } from "../ground/indexWords.js";
import { stems } from "../ground/stemming.js";
import { isUpper, lengthOf } from "./characters.js";
import { codeLabel, Notes } from "./notes.js";
import { distinct, flat, operation } from "./queryOperations.js";
import { isPlainToken, isSign, isSmall, phraseOfToken, plainText, shownAs, tokensOf } from "./queryTokens.js";
import { Operation, Query, Unit } from "./queryTree.js";
import { otherNamesOf, PlainWords, quotedUnit } from "./queryUnits.js";
import { anyOf } from "./wordForms.js";

/** @typedef {import("./lookup.js").Lookup} Lookup */
/** @typedef {import("../ground/vocabulary.js").Term} Term */
/** @typedef {import("./queryOperations.js").Operand} Operand */

const LONGEST_TERM = 8; // words
const NO_ABBREVIATION = 6; // letters of a word that is not an abbreviation, though in capitals

const IN_SMALL_LETTERS = new Map([
  ["or", '"or" is ignored; OR (in capitals) separates alternatives'],
  ["not", '"not" is looked for as a word; NOT (in capitals) leaves out what has the next word'],
]);

/**
 * The query that was typed; without a lookup its words mean only themselves. Throws UsageError where it exceeds the
 * limits.
 * @param {string} query
 * @param {Lookup | null} lookup
 */
export function parse(query, lookup = null) {
  return new Parser(tokensOf(query), lookup).query();
}

/**
 * Whether a query has no operator. Throws UsageError where it exceeds the limits.
 * @param {string} query
 */
export function isPlain(query) {
  return !tokensOf(query).some(isSign);
}

/** Parses `a b OR (c NOT d)` from the left. What does not fit, such as a surplus parenthesis, is ignored. */
class Parser {
  /**
   * @param {string[]} tokens
   * @param {Lookup | null} lookup
   */
  constructor(tokens, lookup) {
    const own = tokens.filter((token) => isSign(token) || phraseOfToken(token));
    this.tokens = own;
    this.lookup = lookup;
    this.notes = new Notes([...IN_SMALL_LETTERS].filter(([sign]) => own.includes(sign)).map(([, note]) => note));
    const plain = own.filter(isPlainToken);
    this.whole = plain.length > 1 && plain.length === own.length ? `"${plain.map(plainText).join(" ")}"` : null;
    this.hasSigns = own.some(isSign);
    const isLong = tokens.some((token) => lengthOf(token) >= NO_ABBREVIATION);
    if (this.hasSigns && isUpper(own.join(" ")) && isLong) {
      this.notes.tell("AND, OR and NOT in capitals are operators; in small letters they are words");
    }
    this.hasTelling = own.some((token) => !isSign(token) && !isSmall(token));
  }

  /** The query of all tokens. */
  query() {
    /** @type {(Operation | Unit)[]} */
    const parts = [];
    while (this.tokens.length) {
      parts.push(...flat("and", [this.parseOr(true)]));
      this.tokens.shift(); // a parenthesis that closes nothing
    }
    return new Query(new Operation("and", distinct(parts)), this.whole, this.notes.lines(), !this.hasSigns);
  }

  /** The next token; empty at the end. */
  get next() {
    return this.tokens[0] ?? "";
  }

  /**
   * Alternatives separated by OR.
   * @param {boolean} wanted
   * @returns {Operand}
   */
  parseOr(wanted) {
    const parts = [this.parseAnd(wanted)];
    while (this.next === "OR") {
      this.tokens.shift();
      parts.push(this.parseAnd(wanted));
    }
    return operation("or", parts);
  }

  /**
   * Operands side by side, all of which are required.
   * @param {boolean} wanted
   * @returns {Operand}
   */
  parseAnd(wanted) {
    /** @type {Operand[]} */
    const parts = [];
    while (this.tokens.length && this.next !== "OR" && this.next !== ")") {
      const run = this.takeWords();
      parts.push(...(run.length ? this.units(run, wanted) : [this.parseOperand(wanted)]));
    }
    return operation("and", parts);
  }

  /** The plain words that come next, taken off the tokens. */
  takeWords() {
    const end = this.tokens.findIndex((token) => !isPlainToken(token));
    return this.tokens.splice(0, end < 0 ? this.tokens.length : end);
  }

  /**
   * A phrase, a prefix, a negation or a group in parentheses.
   * @param {boolean} wanted
   * @returns {Operand}
   */
  parseOperand(wanted) {
    const first = this.tokens.shift() ?? "";
    if (first === "AND") {
      return null;
    }
    if (first === "NOT") {
      return this.parseNegated(wanted);
    }
    if (first === "(") {
      const part = this.parseOr(wanted);
      this.tokens.shift();
      return part;
    }
    return quotedUnit(first, this.lookup, wanted);
  }

  /**
   * What follows NOT, negated unless there are two.
   * @param {boolean} wanted
   * @returns {Operand}
   */
  parseNegated(wanted) {
    let negated = true;
    while (this.next === "NOT") {
      this.tokens.shift();
      negated = !negated;
    }
    if (!this.tokens.length || this.next === "OR" || this.next === ")") {
      return null;
    }
    const isWanted = wanted !== negated;
    const part = isPlainToken(this.next) ? this.parseWords(isWanted) : this.parseOperand(isWanted);
    return part && negated ? new Operation("not", [part]) : part;
  }

  /**
   * The longest row of next words that the vocabulary knows, or else the next word.
   * @param {boolean} wanted
   */
  parseWords(wanted) {
    const tokens = this.takeWords();
    const [end, terms] = this.longest(new PlainWords(tokens, this.lookup), 0);
    this.tokens.unshift(...tokens.slice(end));
    return this.unit(new PlainWords(tokens.slice(0, end), this.lookup), 0, end, terms, wanted);
  }

  /**
   * The units of plain words: the longest rows of words that the vocabulary knows, and the words between.
   * @param {string[]} tokens
   * @param {boolean} wanted
   */
  units(tokens, wanted) {
    const run = new PlainWords(tokens, this.lookup);
    /** @type {Unit[]} */
    const units = [];
    for (let start = 0; start < tokens.length; ) {
      const [end, terms] = this.longest(run, start);
      units.push(this.unit(run, start, end, terms, wanted));
      start = end;
    }
    return units.filter(
      (unit) => unit.codes.length || unit.synonyms.length || !this.hasTelling || !isSmall(unit.typed),
    );
  }

  /**
   * The end of the longest row of words that is a name of terms, and the terms.
   * @param {PlainWords} run
   * @param {number} start
   * @returns {[number, Term[]]}
   */
  longest(run, start) {
    if (this.lookup) {
      for (let end = Math.min(run.tokens.length, start + LONGEST_TERM); end > start; end--) {
        for (const own of [run.stem(start, end), ...stems(run.rows(start, end))]) {
          const terms = this.lookup.terms(own.join(" "));
          if (terms.length) {
            return [end, terms];
          }
        }
      }
    }
    return [start + 1, []];
  }

  /**
   * A unit for one word, or for several that name one term.
   * @param {PlainWords} run
   * @param {number} start
   * @param {number} end
   * @param {Term[]} terms
   * @param {boolean} wanted
   */
  unit(run, start, end, terms, wanted) {
    const tokens = run.tokens.slice(start, end);
    const typed = tokens.map(shownAs).join(" ");
    const row = tokens.map((_, index) => start + index);
    const telling = row.filter((index) => !isSmall(run.tokens[index] ?? ""));
    const words = [...new Set((telling.length ? telling : row).map((index) => anyOf(run.forms(index))))];
    if (!terms.length) {
      return new Unit(typed, words, "word", { wanted });
    }
    const synonyms = otherNamesOf(terms, run.stem(start, end));
    const codes = new Map(terms.map((term) => [codeToken(term.kind, term.slug), codeLabel(term)]));
    this.notes.terms(
      typed,
      terms,
      synonyms.map(([, shown]) => shown),
      wanted,
    );
    const more = { synonyms, codes: wanted ? [...codes] : [], wanted };
    if (row.length === 1) {
      return new Unit(typed, words, "word", more);
    }
    // the name of a term is looked for as a phrase: its words apart may mean anything
    const whole = anyOf([run.texts.slice(start, end).join(" "), ...run.rows(start, end)]);
    return new Unit(typed, [whole], "word", { ...more, parts: words });
  }
}
