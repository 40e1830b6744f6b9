/**
 * How much the reviews may answer of each part of a question, as the index has it, without reading their texts.
 *
 * @typedef {import("./clues.js").Part} Part
 * @typedef {import("../ground/store.js").Store} Store
 * @typedef {import("../ground/types.js").ReviewSet} ReviewSet
 * @typedef {{worth: number, level: number | null, reviews: ReviewSet}} Clued reviews with a clue of a worth and a level
 */

import { grouped } from "../ground/maps.js";
import { reviewSets } from "../ground/reviewSets.js";
import { APART, SOME_APART, SURE } from "./clues.js";
import { columnsOf } from "./sections.js";

const LOST = 0.65; // share of the weight: if so much is in rare words that nothing here has, nothing is an answer
const IN_MOST = 0.85; // of the reviews: what is in so many tells too little to be an answer alone
const FEW = 5; // reviews: among fewer, "most" means nothing
const ONE_PHRASE = /^"[\p{L}\p{N}][^"]*"$/u;

/** What the index has of the parts of a question, in some sections of a store. */
export class Reach {
  /**
   * @param {Store} store
   * @param {readonly Part[]} parts
   * @param {readonly string[]} sections
   */
  constructor(store, parts, sections) {
    this.store = store;
    this.parts = parts;
    this.columns = columnsOf(sections);
    this.size = store.size;
    this.clued = parts.map((part) => this.cluesOf(part));
    /** For each part, the reviews by the most that it can be worth in them, the greatest first; each review once. */
    this.ofParts = parts.map((part, index) => this.reachOf(part, this.clued[index]));
    /** Whether each part is answered anywhere here, regardless of the filters. */
    this.answered = this.ofParts.map((reach) => [...reach.keys()].some((worth) => worth >= SURE));
    /** How many reviews have each part; where none does, how many have what is near it. */
    this.counts = parts.map((part, index) => this.countOf(part, this.ofParts[index]));
    /** The weight of each part: the rarer, the greater. */
    this.weights = parts.map((part, index) => this.weightOf(part, this.counts[index]));
    this.total = this.weights.reduce((sum, weight) => sum + weight, 0);
    /** Whether each part can be an answer alone: it is known to the vocabulary, or not in most reviews. */
    this.carries = parts.map((part, index) => isCoded(part) || !this.isMost(this.counts[index]));
  }

  /**
   * The reviews that match an FTS5 expression in the sections.
   * @param {string} expression
   */
  numbers(expression) {
    return this.store.numbers(`${this.columns}(${expression})`);
  }

  /**
   * The reviews that have any of the clues of a part, by the worth and level of these.
   * @param {Part} part
   * @returns {Clued[]}
   */
  cluesOf(part) {
    const groups = grouped(part.clues, ({ worth, level }) => `${worth} ${level}`);
    return [...groups.values()].map((clues) => ({
      worth: clues[0].worth,
      level: clues[0].level,
      reviews: this.numbers(widest(clues.map(({ what }) => what)).join(" OR ")),
    }));
  }

  /**
   * The worth of the words of a row that are not side by side, with the reviews that have them.
   * @param {Part} part
   * @returns {Clued[]}
   */
  apart(part) {
    const most = part.words.length;
    if (!most) {
      return [];
    }
    const having = Array.from({ length: most + 1 }, () => this.none()); // the reviews that have so many of the words
    let some = this.none();
    for (const word of part.words) {
      const reviews = this.numbers(word);
      for (let number = most; number > 1; number -= 1) {
        having[number] = reviewSets.union(having[number], reviewSets.intersection(having[number - 1], reviews));
      }
      having[1] = reviewSets.union(having[1], reviews);
      if (!this.isInMost(word)) {
        some = reviewSets.union(some, reviews);
      }
    }
    const found = [{ worth: APART, level: null, reviews: having[most] }];
    for (let number = 1; number < most; number += 1) {
      const worth = (number / most) * SOME_APART;
      found.push({ worth, level: null, reviews: reviewSets.intersection(having[number], some) });
    }
    return found;
  }

  /** The set of no review. */
  none() {
    return reviewSets.none(this.size);
  }

  /**
   * The reviews of any of some sets.
   * @param {readonly ReviewSet[]} sets
   */
  any(sets) {
    return sets.reduce(reviewSets.union, this.none());
  }

  /**
   * @param {Part} part
   * @param {Clued[]} clued
   * @returns {Map<number, ReviewSet>}
   */
  reachOf(part, clued) {
    /** @type {Map<number, ReviewSet>} */
    const byWorth = new Map();
    for (const { worth, reviews } of [...clued, ...this.apart(part)]) {
      const known = byWorth.get(worth);
      byWorth.set(worth, known ? reviewSets.union(known, reviews) : reviews);
    }
    const found = new Map();
    let seen = this.none();
    for (const [worth, reviews] of [...byWorth].sort(([one], [other]) => other - one)) {
      const fresh = reviewSets.difference(reviews, seen);
      if (!reviewSets.isEmpty(fresh)) {
        found.set(worth, fresh);
        seen = reviewSets.union(seen, fresh);
      }
    }
    return found;
  }

  /**
   * The reviews of a set that have all parts, by clues up to a level of a query.
   * @param {number} level
   * @param {ReviewSet} among
   */
  allAt(level, among) {
    return this.clued.reduce((found, clued) => {
      const upTo = clued.filter((one) => one.level !== null && one.level <= level);
      return reviewSets.intersection(found, this.any(upTo.map((one) => one.reviews)));
    }, among);
  }

  /**
   * Whether a word is in most reviews.
   * @param {string} word
   */
  isInMost(word) {
    return this.isMost(reviewSets.count(this.numbers(word)));
  }

  /** @param {number} number */
  isMost(number) {
    return this.size >= FEW && number >= IN_MOST * this.size;
  }

  /**
   * @param {Part} part
   * @param {Map<number, ReviewSet>} reach
   */
  countOf(part, reach) {
    const plain = new Set([APART, ...part.clues.filter((clue) => !clue.isNear).map((clue) => clue.worth)]);
    const surely = [...reach].filter(([worth]) => plain.has(worth)).map(([, reviews]) => reviews);
    return reviewSets.count(this.any(surely)) || reviewSets.count(this.any([...reach.values()]));
  }

  /**
   * @param {Part} part
   * @param {number} count
   */
  weightOf(part, count) {
    return Math.log(1 + (this.size + 1) / (count + 1)) * (count ? part.telling : part.lacking);
  }

  /** The labels of terms that a part names but nothing here has; if there are any, nothing is an answer. */
  get absent() {
    const lost = this.parts.filter((part, index) => part.name && !this.answered[index]);
    const named = lost.filter((part) => !part.knownBy.some((expression) => this.store.finds(expression)));
    return named.map((part) => part.name ?? "");
  }

  /** Whether most of the question is about what nothing here has: rare words, and names of terms. */
  get isLost() {
    const lost = this.parts.map((part, index) => (part.isExact && !this.answered[index] ? this.weights[index] : 0));
    return lost.reduce((sum, weight) => sum + weight, 0) > LOST * this.total;
  }

  /**
   * The reviews of a set that may be an answer, the best first, and the most that each review can be worth.
   * @param {ReviewSet} among
   */
  bounds(among) {
    const sure = this.ofParts.map((reach) => {
      const surely = [...reach].filter(([worth]) => worth >= SURE).map(([, reviews]) => reviews);
      return this.any(surely);
    });
    const carrying = sure.filter((_, index) => this.carries[index]);
    const wanted = this.any([sure.reduce(reviewSets.intersection), ...carrying]);
    const worths = new Float64Array(this.size + 1);
    this.ofParts.forEach((reach, index) => {
      for (const [worth, reviews] of reach) {
        for (const number of reviewSets.numbers(reviews)) {
          worths[number] += this.weights[index] * worth;
        }
      }
    });
    const bounds = worths.map((worth) => worth / this.total);
    const best = [...reviewSets.numbers(reviewSets.intersection(wanted, among))];
    best.sort((one, other) => bounds[other] - bounds[one] || one - other);
    return { best, bounds };
  }
}

/**
 * Whether a part is known to the vocabulary.
 * @param {Part} part
 */
function isCoded(part) {
  return part.clues.some((clue) => clue.how === "code" || clue.how === "wider");
}

/**
 * The words and phrases that find all that the given ones do, without phrases that contain another of them.
 *
 * A phrase with common words is slow to find, and of `"crying"` and `"coping with crying"` the first finds both.
 * @param {readonly string[]} whats
 */
function widest(whats) {
  const inner = whats.map((what) => what.replace(/"/g, " "));
  const words = new Set(inner.filter((_, index) => ONE_PHRASE.test(whats[index])));
  return whats.filter((_, index) => {
    const text = inner[index];
    return !(words.has(text) && [...words].some((other) => other !== text && text.includes(other)));
  });
}
