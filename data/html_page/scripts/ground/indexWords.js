/** What a store is made of: the parts of reviews, and the index's own words. */

import { getOrMake } from "./maps.js";
import { OWN } from "./text.js";

/** @typedef {import("./types.js").Part} Part */

/** Words of the index: one that is in every review, and one between two texts. */
export const EVERY = `${OWN}every`;
export const END = `${OWN}end`;

/** The sections that hold statements. */
export const STATEMENTS = Object.freeze(/** @type {const} */ (["learning", "recommendations", "actions"]));

/**
 * The parts of a review that have texts, each a column of the index.
 * @type {readonly Part[]}
 */
export const PARTS = Object.freeze(["title", "summary", ...STATEMENTS]);

/** The kinds of codes that a review itself has; those of the others are its statements'. */
export const REVIEW_KINDS = Object.freeze(["harm", "factor", "outcome", "type"]);

/** Values of filters that are never terms: what the source does not state, and what it states to be none. */
export const NOT_STATED = "not-stated";
export const NONE = "none";

/**
 * A code as a word of the index: for the theme `fathers`, `themefathers` between two of the index's own characters.
 *
 * These replace hyphens too. So each term has a word of its own, and none has an ending that the index would remove.
 * @param {string} kind
 * @param {string} slug
 */
export function codeToken(kind, slug) {
  const tokens = getOrMake(codeTokens, kind, () => new Map());
  return getOrMake(tokens, slug, () => `${OWN}${kind}${slug.replace(/-/g, OWN)}${OWN}`);
}

/** @type {Map<string, Map<string, string>>} */
const codeTokens = new Map();

/**
 * The codes of a statement as words of the index.
 * @param {readonly string[] | null} themes
 * @param {readonly string[] | null} agencies
 */
export function statementTokens(themes, agencies) {
  const tokens = [];
  for (const slug of themes ?? []) {
    tokens.push(codeToken("theme", slug));
  }
  for (const slug of agencies ?? []) {
    tokens.push(codeToken("agency", slug));
  }
  return tokens;
}
