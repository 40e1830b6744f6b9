/**
 * Best match: how much of a question each review and text answers, the best first.
 *
 * A text answers a part of a question by the best clue that it has. The score of a text is the share of the question that
 * it answers, with each part weighted by its rarity here and by how much such a word tells; the score of a review is the
 * mean of what its texts answer together and of what the best of them answers alone. The index first gives an upper
 * bound for each review, so that only the texts of the best need be read.
 *
 * @typedef {import("./clues.js").Question} Question
 * @typedef {import("./strict.js").Filters} Filters
 * @typedef {import("./textReader.js").TextAnswer} TextAnswer
 * @typedef {import("../ground/store.js").Store} Store
 *
 * @typedef {object} Scored a review, or a text, that answers some of a question
 * @property {number} number
 * @property {number} score from 0 to 1, or a little more
 * @property {string[]} missing the parts that it does not answer, as typed
 * @property {TextAnswer | null} answer of a text
 */

import { reviewSets } from "../ground/reviewSets.js";
import { SURE } from "./clues.js";
import { Reach } from "./reach.js";
import { byScore } from "./records.js";
import { MOST_WORTH, TextReader } from "./textReader.js";

const LEAST = 0.1; // share of the question
const LEAST_OF_BEST = 0.2; // and of what the best answer has of it
const WORTH = 0.05; // least score of the best review for any to be an answer
const WORTH_OF_GONE = 0.4; // more by the share that is nowhere
const WORTH_NEAR = 0.35; // the same, where the best answer has only what is near the parts
const AT_A_TIME = 50; // reviews whose texts are read
const MOST_READ = 100;

/** A question put to some sections of a store. */
export class BestMatch {
  /**
   * @param {Store} store
   * @param {Question} question
   * @param {Filters} filters
   * @param {readonly string[]} sections
   */
  constructor(store, question, filters, sections) {
    this.store = store;
    this.parts = question.parts;
    this.filters = filters;
    this.sections = sections;
    this.reach = new Reach(store, this.parts, sections);
    this.letIn = filters.reviews ?? reviewSets.all(store.size);
    this.whole = reviewSets.none(store.size); // the reviews known to have all parts
    const words = [...new Set(this.parts.flatMap((part) => part.words))];
    const telling = words.filter((word) => !this.reach.isInMost(word));
    this.reader = new TextReader(store, this.parts, this.reach.weights, telling);
    /** @type {Map<number, TextAnswer[]>} answers read for ranking, which may be shown later */
    this.read = new Map();
  }

  /**
   * The reviews that pass the filters and have all parts, by clues up to a level of a query.
   * @param {number} level
   */
  allAt(level) {
    return this.reach.allAt(level, this.letIn);
  }

  /**
   * The best reviews, up to a number, of those not known to have all parts.
   * @param {number} most
   * @returns {Scored[]}
   */
  reviews(most) {
    /** @type {[number, Scored][]} */
    const found = [];
    for (const [bound, chunk] of this.candidates(this.whole)) {
      if (areEnough(found, most, (bound * (1 + MOST_WORTH)) / 2)) {
        break;
      }
      for (const [number, answers] of chunk) {
        if (answers.some((answer) => this.isAnswer(answer.found))) {
          const covered = this.share(
            this.parts.map((_, index) => Math.max(...answers.map((one) => one.found[index].worth))),
          );
          const has = this.parts.map((_, index) => answers.some((answer) => answer.found[index].has));
          const score = (covered + Math.max(...answers.map((answer) => answer.score))) / 2;
          found.push([covered, { number, score, missing: this.missing(has), answer: null }]);
        }
      }
    }
    const hits = bestOf(found).slice(0, most);
    return this.areAnswers(hits, WORTH) ? hits : [];
  }

  /**
   * The texts that have all parts, followed by the best that have some, up to a number in all.
   * @param {number} most
   * @returns {Scored[]}
   */
  statements(most) {
    /** @type {Scored[]} */
    const whole = [];
    /** @type {[number, Scored][]} */
    const found = [];
    for (const [bound, chunk] of this.candidates()) {
      if (areEnough(found, most - whole.length, bound * MOST_WORTH)) {
        break;
      }
      for (const answer of [...chunk.values()].flat().filter((one) => this.isLetIn(one))) {
        const missing = this.missing(answer.found.map((one) => one.has));
        const hit = { number: answer.passage.number, score: answer.score, missing, answer };
        if (!missing.length) {
          whole.push(hit);
        } else if (this.isAnswer(answer.found)) {
          found.push([hit.score, hit]);
        }
      }
    }
    const best = whole.reduce((score, hit) => Math.max(score, hit.score), 0);
    const some = bestOf(found, best).slice(0, Math.max(0, most - whole.length));
    if (!whole.length && !this.areAnswers(some, 0)) {
      return [];
    }
    return [...whole.sort(byScore), ...some];
  }

  /**
   * Whether a text passes the filter of statements, where there is one.
   * @param {TextAnswer} answer
   */
  isLetIn(answer) {
    return this.filters.statement === null || this.filters.statement(answer.passage);
  }

  /**
   * Whether the best of some incomplete hits answers enough for any of them to be an answer.
   * @param {readonly Scored[]} hits
   * @param {number} least
   */
  areAnswers(hits, least) {
    if (hits.every((hit) => hit.missing.length === this.parts.length)) {
      return hits.length > 0 && hits[0].score >= WORTH_NEAR;
    }
    const { answered, weights, total } = this.reach;
    const gone = weights.reduce((sum, weight, index) => (answered[index] ? sum : sum + weight), 0);
    return hits[0].score >= least + (WORTH_OF_GONE * gone) / total;
  }

  /**
   * The parts that are missing, as typed.
   * @param {readonly boolean[]} has
   */
  missing(has) {
    return this.parts.filter((_, index) => !has[index]).map((part) => part.typed);
  }

  /**
   * The reviews that may be an answer, the best first, in chunks, each with its texts that are answers.
   *
   * First come those known to have all parts, together. Each chunk of the others comes with an upper bound on how much
   * of the question they, and all that follow, can answer.
   * @param {import("../ground/types.js").ReviewSet} without
   * @returns {Generator<[number, Map<number, TextAnswer[]>]>}
   */
  *candidates(without = reviewSets.none(this.store.size)) {
    const { best, bounds } = this.reach.bounds(reviewSets.difference(this.letIn, without));
    const whole = best.filter((number) => reviewSets.has(this.whole, number));
    const others = best.filter((number) => !reviewSets.has(this.whole, number)).slice(0, MOST_READ);
    if (whole.length) {
      yield [Number.POSITIVE_INFINITY, this.answersOf(whole)];
    }
    for (let start = 0; start < others.length; start += AT_A_TIME) {
      yield [bounds[others[start]], this.answersOf(others.slice(start, start + AT_A_TIME))];
    }
  }

  /**
   * For each of some reviews, its texts that answer anything, in order.
   * @param {readonly number[]} reviews
   * @returns {Map<number, TextAnswer[]>}
   */
  answersOf(reviews) {
    const fresh = reviews.filter((number) => !this.read.has(number));
    for (const number of fresh) {
      this.read.set(number, []);
    }
    for (const answer of fresh.length ? this.reader.read(fresh, this.sections) : []) {
      this.read.get(answer.passage.review)?.push(answer);
    }
    return new Map(reviews.map((number) => [number, this.read.get(number) ?? []]));
  }

  /**
   * The share of the question that is answered.
   * @param {readonly number[]} worths
   */
  share(worths) {
    return this.reach.weights.reduce((sum, weight, index) => sum + weight * worths[index], 0) / this.reach.total;
  }

  /**
   * Whether a text is an answer: it has all parts, or one that is an answer alone.
   * @param {readonly import("./textReader.js").PartMatch[]} found
   */
  isAnswer(found) {
    const sure = found.map((one) => one.worth >= SURE);
    return sure.every(Boolean) || sure.some((isSure, index) => isSure && this.reach.carries[index]);
  }
}

/**
 * Whether there are already so many answers above a bound.
 * @param {readonly [number, Scored][]} found
 * @param {number} most
 * @param {number} bound
 */
function areEnough(found, most, bound) {
  return bound < Number.POSITIVE_INFINITY && found.filter(([, hit]) => hit.score > bound).length >= most;
}

/**
 * The hits, the best first, without those that answer too little, absolutely or compared with the best.
 * @param {readonly [number, Scored][]} found
 * @param {number} best
 */
function bestOf(found, best = 0) {
  const most = found.length ? Math.max(...found.map(([covered]) => covered)) : best;
  const least = Math.max(LEAST, LEAST_OF_BEST * most, LEAST_OF_BEST * best);
  return found
    .filter(([covered]) => covered >= least)
    .map(([, hit]) => hit)
    .sort(byScore);
}
