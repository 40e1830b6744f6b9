/** The sections of reviews that are searched. */

import { PARTS, STATEMENTS } from "../ground/indexWords.js";
import { listed } from "../ground/text.js";

/** The sections that are searched; `title` includes the name. */
export const SECTIONS = PARTS;

/**
 * The sections in their order.
 * @param {readonly string[]} sections
 */
export function inOrder(sections) {
  return SECTIONS.filter((section) => sections.includes(section));
}

/**
 * The subject of the message that no section has a word: `nothing here`, `no statement`.
 * @param {readonly string[]} sections
 */
export function nothingIn(sections) {
  if (sections.join() === SECTIONS.join()) {
    return "nothing here";
  }
  return sections.join() === STATEMENTS.join() ? "no statement" : `nothing in ${listed(sections)}`;
}

/**
 * The FTS5 column filter of some sections; empty for all of them, as filtering is slower.
 * @param {readonly string[]} sections
 */
export function columnsOf(sections) {
  return SECTIONS.every((section) => sections.includes(section)) ? "" : `{${sections.join(" ")}} : `;
}
