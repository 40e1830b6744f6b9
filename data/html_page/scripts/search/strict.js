/**
 * A query put to a store, all of which must match: the reviews that it finds, ranked by class.
 *
 * A review with the words typed comes before one with only synonyms, and that before one with only the codes. Matches of
 * the whole phrase precede those of its words apart; the name and title precede the statements, and these the summary.
 * Within a class bm25 decides, and between equals the order of the collections.
 *
 * @typedef {import("./queryTree.js").Unit} Unit
 * @typedef {import("../ground/store.js").Store} Store
 * @typedef {import("../ground/types.js").Passage} Passage
 * @typedef {import("../ground/types.js").ReviewSet} ReviewSet
 *
 * @typedef {object} Filters
 * @property {ReviewSet | null} reviews the reviews that are searched; null for all
 * @property {((passage: Passage) => boolean) | null} statement whether a text is shown where statements are ranked; null
 *   for all texts of those reviews, as the command has it
 */

import { STATEMENTS } from "../ground/indexWords.js";
import { getOrMake } from "../ground/maps.js";
import { reviewSets } from "../ground/reviewSets.js";
import { lookupIn } from "./lookup.js";
import { parse } from "./queryParser.js";
import { CODES, Operation, Query, SYNONYMS, WORDS } from "./queryTree.js";
import { rounded } from "./records.js";
import { columnsOf, inOrder, SECTIONS } from "./sections.js";

/**
 * No filters: all reviews, and all that they say.
 * @type {Filters}
 */
export const NO_FILTERS = { reviews: null, statement: null };

/** A query put to a store. */
export class Search {
  /**
   * @param {Store} store
   * @param {Query} query
   * @param {Filters} filters
   * @param {readonly string[]} sections
   * @param {number} level how far it goes: to words, synonyms or codes
   */
  constructor(store, query, filters, sections, level) {
    this.store = store;
    this.query = query;
    this.filters = filters;
    this.sections = sections;
    this.level = level;
    this.columns = columnsOf(sections);
  }

  /**
   * The same search with other filters.
   * @param {Filters} filters
   */
  under(filters) {
    return new Search(this.store, this.query, filters, this.sections, this.level);
  }

  /**
   * The same search for another query.
   * @param {Query} query
   */
  forQuery(query) {
    return new Search(this.store, query, this.filters, this.sections, this.level);
  }

  /**
   * The same search in other sections.
   * @param {readonly string[]} sections
   */
  within(sections) {
    return new Search(this.store, this.query, this.filters, sections, this.level);
  }

  /**
   * The FTS5 expression of the query.
   * @param {number} level
   * @param {string} within
   */
  expression(level = this.level, within = this.columns) {
    return this.query.expression(level, within, this.columns);
  }

  /** The reviews that pass the filters. */
  get letIn() {
    return this.filters.reviews ?? reviewSets.all(this.store.size);
  }

  /**
   * The reviews of a set that match an expression with their bm25, the best first; in order where nothing is wanted.
   * @param {string} expression
   * @param {ReviewSet} among
   * @returns {(readonly [number, number])[]}
   */
  ranked(expression = this.expression(), among = this.letIn) {
    if (!this.query.units.length) {
      return reviewSets
        .numbers(reviewSets.intersection(this.store.numbers(expression), among))
        .map((number) => [number, 0]);
    }
    return this.store.ranked(expression).filter(([number]) => reviewSets.has(among, number));
  }

  /** The reviews found. */
  found() {
    return reviewSets.intersection(this.store.numbers(this.expression()), this.letIn);
  }

  /** How many reviews are found. */
  total() {
    return this.query.root.parts.length ? reviewSets.count(this.found()) : 0;
  }

  /**
   * Whether one unit alone finds anything.
   * @param {Unit} unit
   */
  has(unit) {
    return this.forQuery(onlyUnit(unit)).findsAny();
  }

  /** Whether anything is found. */
  findsAny() {
    return !reviewSets.isEmpty(this.found());
  }

  /**
   * The expressions of the classes of hits, the best first; a later one may match what an earlier one did.
   *
   * Each comes with its level, or null for the phrase.
   * @returns {[string, number | null][]}
   */
  classes() {
    const groups = [["title"], STATEMENTS, SECTIONS].map((group) =>
      group.filter((name) => this.sections.includes(name)),
    );
    const withins = groups
      .filter((names) => names.length)
      .map((names) => [`{${names.join(" ")}} : `, columnsOf(names)]);
    /** @type {Map<string, [string, number | null]>} by their form with all sections named */
    const found = new Map();
    const add = (/** @type {string} */ key, /** @type {string} */ expression, /** @type {number | null} */ level) =>
      getOrMake(found, key, () => [expression, level]);
    const { phrase } = this.query;
    if (phrase !== null) {
      for (const [within, put] of withins) {
        add(within + phrase, put + phrase, null);
      }
    }
    for (const level of this.levels()) {
      for (const [within, put] of withins) {
        add(this.expression(level, within), this.expression(level, put), level);
      }
      add(this.expression(level), this.expression(level), level);
    }
    return [...found.values()];
  }

  /** The levels at which more may be found. */
  levels() {
    const { units } = this.query;
    const levels = [WORDS];
    if (this.level >= SYNONYMS && units.some((unit) => unit.synonyms.length)) {
      levels.push(SYNONYMS);
    }
    if (this.level >= CODES && units.some((unit) => unit.codes.length)) {
      levels.push(CODES);
    }
    return levels;
  }

  /**
   * The numbers of the best reviews, with their scores.
   * @param {number} most
   * @param {((level: number) => ReviewSet) | null} having the reviews that the query finds up to a level, where known
   * @returns {Map<number, number>}
   */
  best(most = Number.POSITIVE_INFINITY, having = null) {
    /** @type {Map<number, number>} */
    const found = new Map();
    const hasPhrase = this.query.phrase !== null && this.store.finds(this.columns + this.query.phrase);
    const classes = this.classes();
    /** @type {Set<string>} */
    const asked = new Set();
    let rest = this.letIn;
    for (const [index, [expression, level]] of classes.entries()) {
      const mayHave =
        level === null ? hasPhrase : !having || !reviewSets.isEmpty(reviewSets.intersection(having(level), rest));
      if (mayHave && !asked.has(`${level} ${expression}`)) {
        for (const [number, rank] of this.ranked(expression, rest).slice(0, most - found.size)) {
          const within = -rank / (1 - rank); // bm25 scores are negative and unbounded; this is from 0 to 1
          found.set(number, rounded(classes.length - index - 1 + Math.max(0, within)));
        }
        rest = reviewSets.difference(rest, reviewSets.of(found.keys(), this.store.size));
      }
      asked.add(`${level} ${expression}`);
      if (found.size >= most) {
        break;
      }
    }
    return found;
  }
}

/**
 * The search for a query. Throws UsageError.
 * @param {Store} store
 * @param {string} query
 * @param {Filters} filters
 * @param {readonly string[]} sections
 * @param {boolean} expand
 */
export function askedOf(store, query, filters, sections, expand) {
  const parsed = parse(query, lookupIn(store, expand));
  return new Search(store, parsed, filters, inOrder(sections), expand ? CODES : WORDS);
}

/**
 * A query for one unit.
 * @param {Unit} unit
 */
export function onlyUnit(unit) {
  return new Query(new Operation("and", [unit]), null);
}
