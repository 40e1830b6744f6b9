/** Compiling reviews: their texts in the order of the index, the codes that occur, and the words. */

import { words } from "./stemming.js";
import { codeToken, END, EVERY, NONE, NOT_STATED, REVIEW_KINDS, STATEMENTS, statementTokens } from "./tables.js";
import { fold } from "./text.js";
import { Tokens } from "./tokens.js";
import { Vocabulary } from "./vocabulary.js";
import { WordTables } from "./wordTables.js";

/** @typedef {import("./types.js").CodeTerm} CodeTerm */
/** @typedef {import("./types.js").Part} Part */
/** @typedef {import("./types.js").Passage} Passage */
/** @typedef {import("./types.js").Review} Review */
/** @typedef {import("./types.js").Statement} Statement */
/** @typedef {import("./types.js").VocabularyRecord} VocabularyRecord */

/** @typedef {Map<string, readonly string[] | null>} CodesByKind Of a review; null where nothing is stated. */

/** Takes reviews one after the other. */
export class Compiler {
  /** @param {VocabularyRecord} vocabulary */
  constructor(vocabulary) {
    this.vocabulary = new Vocabulary(vocabulary);
    this.wordTables = new WordTables(this.vocabulary);
    this.commonWords = vocabulary.common_words.map((tier) => new Set(tier.split(" ")));
    this.tokens = new Tokens();
    /** @type {Review[]} */
    this.reviews = [];
    /** @type {Passage[]} */
    this.passages = [];
    /** @type {number[]} For each review, and at last, how many texts come before it. */
    this.firstPassages = [0];
    /** @type {number[]} Where the words of each text begin and end. */
    this.spans = [];
    /** @type {number[]} Where each part of each review ends. */
    this.ends = [];
    /** @type {CodeTerm[]} */
    this.codes = [];
    /** @type {Map<string, CodeTerm>} */
    this.codesByName = new Map();
    /** @type {number[][]} */
    this.codesByReview = [];
    /** @type {string[]} */
    this.words = [];
  }

  /**
   * Add a review.
   * @param {Review} review
   */
  add(review) {
    this.reviews.push(review);
    const codes = codesOf(review);
    this.codesByReview.push([...codes].flatMap(([kind, slugs]) => this.numbersOf(kind, slugs)));
    const tokens = REVIEW_KINDS.flatMap((kind) => (codes.get(kind) ?? []).map((slug) => codeToken(kind, slug)));
    const { titles, spelled } = titlesOf(review);
    const summary = review.summary === null ? [] : [statementOf(review, review.summary)];
    this.addPart("title", titles, [EVERY], review.summary === null ? [...spelled, ...tokens] : spelled);
    this.addPart("summary", summary, [], review.summary === null ? [] : tokens);
    for (const section of STATEMENTS) {
      this.addPart(section, review[section] ?? [], [], []);
    }
    this.firstPassages.push(this.passages.length);
  }

  /**
   * Add a part of the last review. Between two texts, or other words, is one that no phrase matches across.
   * @param {Part} section
   * @param {readonly Statement[]} texts
   * @param {readonly string[]} before
   * @param {readonly string[]} after
   */
  addPart(section, texts, before, after) {
    let isFirst = true;
    const next = () => {
      if (!isFirst) {
        this.tokens.add(END);
      }
      isFirst = false;
    };
    for (const word of before) {
      next();
      this.tokens.add(word);
    }
    for (const { id, text, themes, agencies } of texts) {
      next();
      const [number, review, plain] = [this.passages.length + 1, this.reviews.length, text.replace(/\0/g, " ")];
      this.passages.push({ number, review, section, id, text: plain, themes, agencies });
      this.spans.push(this.tokens.length);
      this.tokens.addText(plain);
      this.spans.push(this.tokens.length);
      for (const code of statementTokens(themes, agencies)) {
        next();
        this.tokens.add(code);
      }
    }
    for (const word of after) {
      next();
      this.tokens.add(word);
    }
    this.tokens.addBreak();
    this.ends.push(this.tokens.length);
  }

  /**
   * The numbers of some codes; those that were not seen before get the next.
   * @param {string} kind
   * @param {readonly string[] | null} slugs
   */
  numbersOf(kind, slugs) {
    const stated = slugs === null ? [NOT_STATED] : slugs.length === 0 ? [NONE] : slugs;
    return stated.map((slug) => {
      const name = `${kind}/${slug}`;
      let code = this.codesByName.get(name);
      if (!code) {
        code = { number: this.codes.length + 1, kind, slug, token: codeToken(kind, slug) };
        this.codes.push(code);
        this.codesByName.set(name, code);
      }
      return code.number;
    });
  }

  /** Gather the words, when all reviews were added. */
  finishWords() {
    this.words = this.tokens.words();
  }
}

/**
 * The codes of a review by their kinds, the area among them, as the source writes it.
 * @param {Review} review
 * @returns {CodesByKind}
 */
function codesOf(review) {
  const statements = STATEMENTS.flatMap((section) => review[section] ?? []);
  return new Map([
    ["harm", review.harms && once(review.harms)],
    ["factor", review.factors && once(review.factors)],
    ["outcome", review.outcome ? [review.outcome] : null],
    ["type", review.review_type ? [review.review_type] : null],
    ["area", review.area ? [review.area] : null],
    ["theme", statedIn(statements.map((statement) => statement.themes))],
    ["agency", statedIn(statements.map((statement) => statement.agencies))],
  ]);
}

/**
 * What some lists have, in order of first occurrence; null where that is nothing, unless every list is stated.
 * @param {readonly (readonly string[] | null)[]} lists
 */
function statedIn(lists) {
  const found = once(lists.flatMap((list) => list ?? []));
  const isStated = found.length > 0 || (lists.length > 0 && lists.every((list) => list !== null));
  return isStated ? found : null;
}

/** @param {readonly string[]} slugs */
function once(slugs) {
  return [...new Set(slugs)];
}

/**
 * A review's title, and its name unless the title has it; and how they are looked up.
 *
 * That is given where it differs from the index: O'Shea is looked up as oshea.
 * @param {Review} review
 */
function titlesOf(review) {
  /** @type {Map<string, string>} */
  const spellings = new Map([review.title, review.name].map((title) => [title, words(fold(title)).join(" ")]));
  if (review.title !== review.name && ` ${spellings.get(review.title)} `.includes(` ${spellings.get(review.name)} `)) {
    spellings.delete(review.name);
  }
  const titles = [...spellings.keys()].map((title) => statementOf(review, title));
  const differing = [...spellings].filter(([title, spelled]) => spelled !== words(title).join(" "));
  return { titles, spelled: differing.map(([, spelled]) => spelled) };
}

/**
 * A text of a review in the form of a statement.
 * @param {Review} review
 * @param {string} text
 * @returns {Statement}
 */
function statementOf(review, text) {
  return { id: review.id, text, themes: null, agencies: null };
}
