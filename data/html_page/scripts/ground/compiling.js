/** Compiling reviews: their texts in the order of the index, the codes that occur, and the words. */

import { codeToken, END, EVERY, NONE, NOT_STATED, REVIEW_KINDS, STATEMENTS, statementTokens } from "./indexWords.js";
import { ONLY_ASCII } from "./letters.js";
import { words } from "./stemming.js";
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

const ONLY_NOT_STATED = [NOT_STATED];
const ONLY_NONE = [NONE];

/** @typedef {Map<string, readonly string[] | null>} CodesByKind Of a review; null where nothing is stated. */

/** Takes reviews one after the other. */
export class Compiler {
  /**
   * @param {VocabularyRecord} record
   * @param {Vocabulary} [vocabulary] that of the record
   */
  constructor(record, vocabulary = new Vocabulary(record)) {
    this.vocabulary = vocabulary;
    this.wordTables = new WordTables(vocabulary);
    this.commonWords = record.common_words.map((tier) => new Set(tier.split(" ")));
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
    /** @type {Map<string, Map<string, CodeTerm>>} By kind and slug. */
    this.codesByKind = new Map();
    /** @type {number[][]} */
    this.codesByReview = [];
    /** @type {string[]} */
    this.words = [];
    this.isFirst = true; // what is added next to a part
  }

  /**
   * Add a review.
   * @param {Review} review
   */
  add(review) {
    this.reviews.push(review);
    const codes = codesOf(review);
    /** @type {number[]} */
    const numbers = [];
    for (const [kind, slugs] of codes) {
      this.addNumbers(numbers, kind, slugs);
    }
    this.codesByReview.push(numbers);
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
    this.isFirst = true;
    this.addWords(before);
    for (const statement of texts) {
      this.addEnd();
      this.addStatement(section, statement);
      this.addWords(statementTokens(statement.themes, statement.agencies));
    }
    this.addWords(after);
    this.tokens.addBreak();
    this.ends.push(this.tokens.length);
  }

  /**
   * @param {Part} section
   * @param {Statement} statement
   */
  addStatement(section, { id, text, themes, agencies }) {
    const plain = text.includes("\0") ? text.replace(/\0/g, " ") : text;
    const [number, review] = [this.passages.length + 1, this.reviews.length];
    this.passages.push({ number, review, section, id, text: plain, themes, agencies });
    this.spans.push(this.tokens.length);
    this.tokens.addText(plain);
    this.spans.push(this.tokens.length);
  }

  /** @param {readonly string[]} words of the index itself */
  addWords(words) {
    for (const word of words) {
      this.addEnd();
      this.tokens.addOwn(word);
    }
  }

  /** End a text, or a word of the index itself, unless none was added to the part. */
  addEnd() {
    if (!this.isFirst) {
      this.tokens.addOwn(END);
    }
    this.isFirst = false;
  }

  /**
   * Add the numbers of some codes to others; those that were not seen before get the next.
   * @param {number[]} numbers
   * @param {string} kind
   * @param {readonly string[] | null} slugs
   */
  addNumbers(numbers, kind, slugs) {
    const known = this.codesByKind.get(kind) ?? new Map();
    this.codesByKind.set(kind, known);
    for (const slug of slugs === null ? ONLY_NOT_STATED : slugs.length === 0 ? ONLY_NONE : slugs) {
      let code = known.get(slug);
      if (!code) {
        code = { number: this.codes.length + 1, kind, slug, token: codeToken(kind, slug) };
        this.codes.push(code);
        known.set(slug, code);
      }
      numbers.push(code.number);
    }
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
  /** @type {Set<string>} */
  const found = new Set();
  let areStated = lists.length > 0;
  for (const list of lists) {
    areStated = areStated && list !== null;
    for (const slug of list ?? []) {
      found.add(slug);
    }
  }
  return found.size > 0 || areStated ? [...found] : null;
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
  const spellings =
    review.name === review.title ? [spellingOf(review.title)] : [review.title, review.name].map(spellingOf);
  const [ofTitle, ofName] = spellings;
  if (ofName && ` ${ofTitle.spelled} `.includes(` ${ofName.spelled} `)) {
    spellings.pop();
  }
  return {
    titles: spellings.map(({ title }) => statementOf(review, title)),
    spelled: spellings.filter(({ spelled, indexed }) => spelled !== indexed).map(({ spelled }) => spelled),
  };
}

/**
 * A title with its words as they are looked up, and as the index has them.
 * @param {string} title
 */
function spellingOf(title) {
  const folded = fold(title);
  const spelled = words(folded).join(" ");
  const isSame = ONLY_ASCII.test(title) && folded === title.toLowerCase();
  return { title, spelled, indexed: isSame ? spelled : words(title).join(" ") };
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
