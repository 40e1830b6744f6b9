/** Reviews compiled for search: their texts, the index, the words, and the codes that occur. */

import { Compiler } from "./compiling.js";
import { FullTextIndex } from "./fullTextIndex.js";
import { compareTexts } from "./text.js";
import { offsetsOfWords } from "./wordOffsets.js";

/** @typedef {import("./types.js").CodeTerm} CodeTerm */
/** @typedef {import("./types.js").Passage} Passage */
/** @typedef {import("./types.js").Review} Review */
/** @typedef {import("./vocabulary.js").Vocabulary} Vocabulary */
/** @typedef {import("./types.js").VocabularyRecord} VocabularyRecord */

const COMPILED_AT_ONCE = 20; // reviews

/** Reviews with their vocabulary, as `casereviews` compiles them. Numbers of reviews and texts begin at 1. */
export class Store {
  /** @param {Compiler} compiled which has finished */
  constructor(compiled) {
    /** @type {readonly Review[]} */
    this.reviews = compiled.reviews;
    this.size = compiled.reviews.length;
    this.vocabulary = compiled.vocabulary;
    this.wordTables = compiled.wordTables;
    /** @type {readonly ReadonlySet<string>[]} The stems of the most common words of English, in two tiers. */
    this.commonWords = compiled.commonWords;
    /** @type {readonly Passage[]} */
    this.passages = compiled.passages;
    this.firstPassages = compiled.firstPassages;
    /** @type {readonly number[]} For each text, the start and the end of its words in the index. */
    this.spans = compiled.spans;
    /** @type {(Uint32Array | undefined)[]} */
    this.offsets = new Array(compiled.passages.length);
    /** @type {readonly CodeTerm[]} */
    this.codes = compiled.codes;
    this.codesByReview = compiled.codesByReview;
    this.index = new FullTextIndex(compiled.tokens, Uint32Array.from(compiled.ends));
    /** @type {readonly string[]} Every word of the texts, in lower case, sorted. */
    this.words = compiled.words;
    this.knownWords = new Set(this.words);
  }

  /**
   * The store of some reviews.
   * @param {readonly Review[]} reviews
   * @param {VocabularyRecord} vocabulary
   */
  static of(reviews, vocabulary) {
    const compiling = Store.compiling(reviews, vocabulary);
    for (;;) {
      const step = compiling.next();
      if (step.done) {
        return step.value;
      }
    }
  }

  /**
   * The same in steps.
   * @param {readonly Review[]} reviews
   * @param {VocabularyRecord} record
   * @param {Vocabulary} [vocabulary] that of the record
   * @returns {Generator<void, Store>}
   */
  static *compiling(reviews, record, vocabulary) {
    const compiler = new Compiler(record, vocabulary);
    for (const review of reviews) {
      compiler.add(review);
      if (compiler.reviews.length % COMPILED_AT_ONCE === 0) {
        yield;
      }
    }
    compiler.finishWords();
    yield;
    return new Store(compiler);
  }

  /**
   * The reviews that match an FTS5 expression; not to be changed.
   * @param {string} expression
   */
  numbers(expression) {
    return this.index.numbers(expression);
  }

  /**
   * Whether any review matches an FTS5 expression.
   * @param {string} expression
   */
  finds(expression) {
    return this.index.finds(expression);
  }

  /**
   * The reviews that match an FTS5 expression with their bm25, the best first.
   * @param {string} expression
   */
  ranked(expression) {
    return this.index.ranked(expression);
  }

  /**
   * The review with a number.
   * @param {number} number
   */
  review(number) {
    return this.reviews[number - 1];
  }

  /**
   * The text with a number.
   * @param {number} number
   */
  passage(number) {
    return this.passages[number - 1];
  }

  /**
   * The texts of a review, in order.
   * @param {number} review
   */
  passagesOf(review) {
    return this.passages.slice(this.firstPassages[review - 1], this.firstPassages[review]);
  }

  /**
   * Where the words of a text are in it: the start and the end of each in turn, in the order of the index.
   * @param {number} number
   */
  offsetsOf(number) {
    let offsets = this.offsets[number - 1];
    if (!offsets) {
      offsets = offsetsOfWords(this.passage(number).text);
      this.offsets[number - 1] = offsets;
    }
    return offsets;
  }

  /**
   * The numbers of the codes of a review, `not-stated` and `none` among them.
   * @param {number} review
   * @returns {readonly number[]}
   */
  codesOf(review) {
    return this.codesByReview[review - 1] ?? [];
  }

  /**
   * Whether a word, in lower case, is in the texts just so.
   * @param {string} word
   */
  hasWord(word) {
    return this.knownWords.has(word);
  }

  /**
   * The words of the texts with a beginning, at most so many.
   * @param {string} beginning
   * @param {number} most
   */
  wordsBeginning(beginning, most = Infinity) {
    return beginningWith(this.words, beginning, most);
  }
}

/**
 * Those of some sorted words that have a beginning, at most so many.
 * @param {readonly string[]} sorted
 * @param {string} beginning
 * @param {number} most
 */
export function beginningWith(sorted, beginning, most = Infinity) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareTexts(sorted[middle], beginning) < 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  high = low;
  while (high < sorted.length && high - low < most && sorted[high]?.startsWith(beginning)) {
    high += 1;
  }
  return sorted.slice(low, high);
}
