/** What a store knows of words beyond its texts: words for terms by layer, equals, and the terms with a word. */

import { grouped } from "../ground/maps.js";
import { NAME } from "../ground/wordTables.js";

/** @typedef {import("../ground/store.js").Store} Store */
/** @typedef {import("../ground/vocabulary.js").Term} Term */

/** Queries the word tables of a store. */
export class Everyday {
  /** @param {Store} store */
  constructor(store) {
    this.vocabulary = store.vocabulary;
    this.tables = store.wordTables;
  }

  /**
   * The terms that the stems of a word or phrase, joined by spaces, are for, each with the layer.
   * @param {string} stems
   * @returns {[Term, string][]}
   */
  terms(stems) {
    return (this.tables.synonymsByStems.get(stems) ?? []).map((row) => [row.term, row.layer]);
  }

  /**
   * The terms of which the stems are a name, or a narrower word.
   * @param {string} stems
   * @returns {Term[]}
   */
  named(stems) {
    const rows = this.tables.synonymsByStems.get(stems) ?? [];
    return rows.filter((row) => row.layer === NAME || row.layer === "narrower").map((row) => row.term);
  }

  /**
   * The other words of the groups of equals with these stems.
   * @param {string} stems
   * @returns {string[]}
   */
  equals(stems) {
    const numbers = new Set((this.tables.equalsByStems.get(stems) ?? []).map((row) => row.number));
    if (numbers.size === 0) {
      return [];
    }
    const rows = this.tables.equals.filter((row) => numbers.has(row.number) && row.stems !== stems);
    return [...new Set(rows.map((row) => row.words))];
  }

  /**
   * Whether the stems are of a word for a term, or have equals.
   * @param {string} stems
   */
  isKnown(stems) {
    return this.tables.synonymsByStems.has(stems) || this.tables.equalsByStems.has(stems);
  }

  /**
   * The terms with a word in any of their names, each with its share of all names with the word.
   * @param {string} stem or several, where the index splits the word
   * @returns {[Term, number][]}
   */
  spokenOf(stem) {
    const [first] = stem.split(" ");
    const rows = (this.tables.synonymsByStem.get(first) ?? []).filter((row) => ` ${row.stems} `.includes(` ${stem} `));
    return [...grouped(rows, (row) => row.term)].map(([term, own]) => [term, own.length / rows.length]);
  }

  /**
   * The terms that are related to a term, stated on either side.
   * @param {Term} term
   * @returns {Term[]}
   */
  related(term) {
    const others = this.vocabulary.all().filter((other) => other.related.includes(`${term.kind}/${term.slug}`));
    for (const name of term.related) {
      const [kind = "", ...slug] = name.split("/");
      const other = this.vocabulary.terms(kind).get(slug.join("/"));
      others.push(...(other ? [other] : []));
    }
    return [...new Set(others)];
  }

  /**
   * Whether a word occurs in the words for terms or in equals.
   * @param {string} word
   */
  has(word) {
    return this.tables.knownWords.has(word.toLowerCase());
  }
}
