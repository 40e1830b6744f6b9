/** The full-text index of a store: which reviews match FTS5's expressions, and by how much. */

import { parseExpression } from "./expressions.js";
import { PARTS } from "./indexWords.js";
import { getOrMakeAmong } from "./maps.js";
import { areAt, partsOf, placesOf, startsOf } from "./postings.js";
import { reviewSets } from "./reviewSets.js";

/** @typedef {import("./types.js").ReviewSet} ReviewSet */
/** @typedef {import("./expressions.js").ExpressionNode} ExpressionNode */
/** @typedef {import("./expressions.js").PhraseNode} PhraseNode */
/** @typedef {import("./tokens.js").Tokens} Tokens */

const COLUMN_WEIGHTS = [4, 1, 2, 2, 2]; // of the parts, for bm25
const K1 = 1.2; // bm25's usual parameters, which are those of FTS5
const B = 0.75;
const LEAST_RARITY = 1e-6; // of what is in more than half of the reviews
const MOST_KEPT = 20000; // sets of reviews

/** The index. */
export class FullTextIndex {
  /**
   * @param {Tokens} tokens the words of all parts of all reviews, with a break after each part
   * @param {Uint32Array} ends where each part ends in these
   */
  constructor(tokens, ends) {
    this.tokens = tokens;
    this.list = tokens.list.subarray(0, tokens.length);
    this.ends = ends;
    this.size = ends.length / PARTS.length;
    this.parts = partsOf(ends, this.list.length);
    this.starts = startsOf(this.list, tokens.ids.size);
    this.places = placesOf(this.list, this.starts);
    this.mean = (this.list.length - ends.length) / this.size; // the breaks are no words
    /** @type {Map<string, ReviewSet>} */
    this.found = new Map(); // by expression, and by the key of a phrase
    this.counts = new Float64Array(this.size); // of a phrase in each review, while scores are computed
  }

  /**
   * The reviews that match an expression; not to be changed. Throws where the expression cannot be read.
   * @param {string} expression
   * @returns {ReviewSet}
   */
  numbers(expression) {
    return this.kept(`? ${expression}`, () => {
      const node = parseExpression(expression);
      return node ? this.matching(node) : reviewSets.none(this.size);
    });
  }

  /**
   * Whether any review matches an expression.
   * @param {string} expression
   */
  finds(expression) {
    return !reviewSets.isEmpty(this.numbers(expression));
  }

  /**
   * The reviews that match an expression with their bm25 (below 0), the best first; equals in their order.
   *
   * SQLite itself may leave a phrase out of a score where an AND is within an OR, as it then forgets places that it has
   * read ahead. That is not imitated here: every phrase counts that is in a review and helps to match it.
   * @param {string} expression
   * @returns {[number, number][]}
   */
  ranked(expression) {
    const node = parseExpression(expression);
    if (!node) {
      return [];
    }
    const matching = this.matching(node);
    const scores = new Float64Array(this.size);
    this.addScores(scores, node, matching);
    /** @type {[number, number][]} */
    const found = reviewSets.numbers(matching).map((number) => [number, -(scores[number - 1] ?? 0)]);
    return found.sort((one, other) => one[1] - other[1] || one[0] - other[0]);
  }

  /**
   * @param {string} key
   * @param {() => ReviewSet} find
   */
  kept(key, find) {
    return getOrMakeAmong(this.found, key, MOST_KEPT, find);
  }

  /**
   * The reviews that match a part of an expression.
   * @param {ExpressionNode} node
   * @returns {ReviewSet}
   */
  matching(node) {
    if (node.sign === "phrase") {
      return this.kept(node.key, () => this.withPhrase(node));
    }
    const left = this.matching(node.left);
    const right = this.matching(node.right);
    const joins = { and: reviewSets.intersection, or: reviewSets.union, not: reviewSets.difference };
    return joins[node.sign](left, right);
  }

  /** @param {PhraseNode} phrase */
  withPhrase(phrase) {
    const reviews = reviewSets.none(this.size);
    this.eachMatch(phrase, (review) => {
      reviews[review >>> 5] |= 1 << review;
    });
    return reviews;
  }

  /**
   * Call a function with the review, less one, and the column of each place where a phrase is.
   * @param {PhraseNode} phrase
   * @param {(review: number, column: number) => void} visit
   */
  eachMatch(phrase, visit) {
    const { parts } = this;
    const width = PARTS.length;
    this.eachPlace(phrase.stems, (place) => {
      const part = parts[place];
      const column = part % width;
      if ((phrase.columns >>> column) & 1) {
        visit((part - column) / width, column);
      }
    });
  }

  /**
   * Call a function with each place where words are side by side, given by their stems.
   * @param {readonly string[]} stems
   * @param {(place: number) => void} visit
   */
  eachPlace(stems, visit) {
    const ids = stems.map((stem) => this.tokens.ids.get(stem) ?? 0);
    const rarest = this.rarestOf(ids);
    if (rarest < 0) {
      return;
    }
    const { list, places, starts } = this;
    const last = starts[ids[rarest] + 1];
    for (let index = starts[ids[rarest]]; index < last; index++) {
      const place = places[index] - rarest;
      if (areAt(list, place, ids)) {
        visit(place);
      }
    }
  }

  /**
   * The place in a phrase of the word that is rarest here; -1 where it has none, or one that is nowhere.
   * @param {readonly number[]} ids
   */
  rarestOf(ids) {
    let rarest = -1;
    let least = Infinity;
    for (const [index, id] of ids.entries()) {
      const count = id && this.starts[id + 1] - this.starts[id];
      if (!count) {
        return -1;
      }
      if (count < least) {
        [rarest, least] = [index, count];
      }
    }
    return rarest;
  }

  /**
   * Add bm25's terms of the phrases of an expression, in their order, to the scores of the reviews that match it.
   * @param {Float64Array} scores
   * @param {ExpressionNode} node
   * @param {ReviewSet} matching
   */
  addScores(scores, node, matching) {
    if (node.sign === "phrase") {
      this.addScoresOfPhrase(scores, node, matching);
      return;
    }
    for (const part of node.sign === "not" ? [node.left] : [node.left, node.right]) {
      this.addScores(
        scores,
        part,
        node.sign === "or" ? reviewSets.intersection(matching, this.matching(part)) : matching,
      );
    }
  }

  /**
   * @param {Float64Array} scores
   * @param {PhraseNode} phrase
   * @param {ReviewSet} matching
   */
  addScoresOfPhrase(scores, phrase, matching) {
    const having = reviewSets.count(this.matching(phrase));
    const rarity = Math.log((this.size - having + 0.5) / (having + 0.5));
    const worth = rarity <= 0 ? LEAST_RARITY : rarity;
    const counts = this.counts.fill(0);
    this.eachMatch(phrase, (review, column) => {
      counts[review] += COLUMN_WEIGHTS[column];
    });
    for (const number of reviewSets.numbers(matching)) {
      const count = counts[number - 1];
      const length = this.lengthOfReview(number);
      scores[number - 1] += worth * ((count * (K1 + 1)) / (count + K1 * (1 - B + (B * length) / this.mean)));
    }
  }

  /**
   * How many words the index holds of a review.
   * @param {number} number
   */
  lengthOfReview(number) {
    const width = PARTS.length;
    const start = number === 1 ? 0 : this.ends[(number - 1) * width - 1];
    return this.ends[number * width - 1] - start - width;
  }
}
