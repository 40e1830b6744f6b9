// The reviews of the page by their ids, with their statements and what describes them.

import { STATEMENT_SECTIONS } from "./state.js";

/** @typedef {import("../ground/types.js").Review} ReviewRecord */
/** @typedef {import("../ground/types.js").Statement} StatementRecord */
/** @typedef {{reviews: ReviewRecord[], article: (index: number) => HTMLElement}} Read */

/** @typedef {{review: ReviewRecord, section: string, statement: StatementRecord}} Placed A statement where it stands. */

/** The reviews of the page. */
export class Catalogue {
  /**
   * @param {Read} read
   * @param {number} [size] How many reviews there are; more than these, as long as some are still to be read.
   */
  constructor({ reviews, article }, size = reviews.length) {
    this.reviews = reviews;
    this.article = article;
    this.size = size;
    this.isWhole = size <= reviews.length;
    /** @type {Map<string, number>} */
    this.indexes = new Map(reviews.map((review, index) => [review.id, index]));
    /** @type {Map<string, Placed> | null} */
    this.placed = null;
  }

  /**
   * The place of a review among all, from 0; undefined of one that the page does not have.
   * @param {string} id
   */
  indexOf(id) {
    return this.indexes.get(id);
  }

  /**
   * A statement by its id, with its review.
   * @param {string} id
   */
  statement(id) {
    this.placed = this.placed ?? new Map(this.statements().map((each) => [each.statement.id, each]));
    return this.placed.get(id);
  }

  /**
   * All statements in order, or those of some sections.
   * @param {string[]} sections
   * @returns {Placed[]}
   */
  statements(sections = STATEMENT_SECTIONS) {
    return this.reviews.flatMap((review) => sections.flatMap((section) => placedOf(review, section)));
  }
}

/**
 * The statements of a section of a review.
 * @param {ReviewRecord} review
 * @param {string} section
 * @returns {Placed[]}
 */
function placedOf(review, section) {
  const { learning, recommendations, actions } = review;
  const statements = { learning, recommendations, actions }[section] ?? [];
  return statements.map((statement) => ({ review, section, statement }));
}
