/** What can be counted: reviews, their statements, or those of a section; and what these are called. */

import { STATEMENTS } from "../ground/indexWords.js";

/**
 * @typedef {object} Counted
 * @property {string} one what one of them is called
 * @property {string} many what several are called
 * @property {string} title what the head of a column is
 * @property {readonly string[]} sections those whose statements are counted; none where reviews are
 */

export const REVIEWS = "reviews";

/**
 * By their names, which are those of `count --of`; each section of statements is one.
 * @type {Map<string, Counted>}
 */
export const COUNTED = new Map([
  [REVIEWS, countedAs("review", [])],
  ["statements", countedAs("statement", STATEMENTS)],
  ["learning", countedAs("learning point", ["learning"])],
  ["recommendations", countedAs("recommendation", ["recommendations"])],
  ["actions", countedAs("action", ["actions"])],
]);

/**
 * What a section's statement is called.
 * @param {string} section
 */
export function sectionInWords(section) {
  return COUNTED.get(section)?.one ?? section;
}

/**
 * What is shown or counted, where it is one: a review, a statement, or that of the only section which is asked.
 * @param {{show: string, sections: readonly string[]}} asked
 */
export function nounOf({ show, sections }) {
  return sectionInWords(show === "statements" && sections.length === 1 ? sections[0] : show);
}

/**
 * @param {string} one
 * @param {readonly string[]} sections
 * @returns {Counted}
 */
function countedAs(one, sections) {
  return { one, many: `${one}s`, title: `${one.charAt(0).toUpperCase()}${one.slice(1)}s`, sections };
}
