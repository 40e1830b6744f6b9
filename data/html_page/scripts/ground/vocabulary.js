/** The field's terms, and which of them a typed word means. */

import { fold } from "./text.js";

/** @typedef {import("./types.js").TermRecord} TermRecord */
/** @typedef {import("./types.js").VocabularyRecord} VocabularyRecord */

/** The kinds of terms, in their order. */
const KINDS = Object.freeze(["harm", "outcome", "type", "theme", "factor", "agency"]);

/** One entry of the vocabulary. */
export class Term {
  /** @param {TermRecord} record */
  constructor(record) {
    this.kind = record.kind;
    this.slug = record.slug;
    this.label = record.label;
    this.definition = record.definition;
    /** @type {readonly string[]} What practitioners call it. */
    this.synonyms = record.synonyms;
    /** @type {readonly string[]} Words for a part of what it covers; some may be in `avoid` too. */
    this.narrower = record.narrower;
    /** @type {ReadonlyMap<string, string>} Words that are best avoided, each with what to say instead. */
    this.avoid = new Map(Object.entries(record.avoid));
    /** @type {readonly string[]} Terms whose statements concern this one too, each as kind/slug. */
    this.related = record.related;
    this.group = record.group;
    /** @type {readonly string[]} Everyday words for it. */
    this.lay = record.lay;
    /** @type {readonly string[]} Everyday words for a part of what it covers. */
    this.layNarrower = record.lay_narrower;
    /** @type {readonly string[]} Its label and every word for it, each once. */
    this.names = [...new Set([this.label, ...this.synonyms, ...this.narrower, ...this.avoid.keys()])];
  }
}

/** All terms, by kind and slug. */
export class Vocabulary {
  /** @param {VocabularyRecord} record */
  constructor(record) {
    /** @type {Map<string, Map<string, string>>} */
    this.groups = new Map();
    for (const [kind, labels] of Object.entries(record.groups)) {
      this.groups.set(kind, new Map(Object.entries(labels)));
    }
    /** @type {readonly (readonly string[])[]} Groups of everyday words that mean the same without being terms. */
    this.equals = record.equals;
    /** @type {Map<string, Map<string, Term>>} */
    this.byKind = new Map(KINDS.map((kind) => [kind, new Map()]));
    for (const one of record.terms) {
      this.terms(one.kind).set(one.slug, new Term(one));
    }
  }

  /**
   * The terms of a kind by slug, in their order.
   * @param {string} kind
   * @returns {Map<string, Term>}
   */
  terms(kind) {
    return this.byKind.get(kind) ?? new Map();
  }

  /** All terms, by the order of their kinds. */
  all() {
    return KINDS.flatMap((kind) => [...this.terms(kind).values()]);
  }

  /**
   * A term that is known to be there. Throws where it is not.
   * @param {string} kind
   * @param {string} slug
   */
  term(kind, slug) {
    const found = this.terms(kind).get(slug);
    if (!found) {
      throw new Error(`no ${kind} ${slug}`);
    }
    return found;
  }

  /**
   * The label of a term; the slug itself where the vocabulary lacks it.
   * @param {string} kind
   * @param {string} slug
   */
  label(kind, slug) {
    return this.terms(kind).get(slug)?.label ?? slug;
  }

  /**
   * The definition of a term; null where the vocabulary lacks it.
   * @param {string} kind
   * @param {string} slug
   */
  definition(kind, slug) {
    return this.terms(kind).get(slug)?.definition ?? null;
  }

  /**
   * The terms that a slug, label, synonym or group means, in any case; none where it is unknown.
   * @param {string} kind
   * @param {string} typed
   * @returns {Term[]}
   */
  meaning(kind, typed) {
    const exact = this.terms(kind).get(typed);
    if (exact) {
      return [exact];
    }
    const word = fold(typed);
    const terms = [...this.terms(kind).values()];
    const named = terms.filter((term) => [term.slug, ...term.names].some((name) => fold(name) === word));
    return named.length > 0 ? named : terms.filter((term) => term.group !== null && fold(term.group) === word);
  }
}
