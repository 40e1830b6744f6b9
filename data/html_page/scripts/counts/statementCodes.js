/** Codes of statements: what a choice of themes and agencies asks of a statement itself, and what of its review. */

import { NONE, NOT_STATED } from "../ground/indexWords.js";

/** @typedef {import("../ground/types.js").Passage} Passage */
/** @typedef {import("./facets.js").Chosen} Chosen */

/**
 * The fields that are asked of a statement itself, where statements are listed.
 * @type {Map<string, "themes" | "agencies">}
 */
export const STATEMENT_FIELDS = new Map([
  ["theme", "themes"],
  ["agency", "agencies"],
]);

/** The parts of a review that are no statements. */
const NOT_CODED = ["title", "summary"];

/**
 * The conditions on a passage that a choice makes.
 * @param {Chosen} chosen
 * @returns {((passage: Passage) => boolean)[]}
 */
export function conditionsOn(chosen) {
  return [...STATEMENT_FIELDS].flatMap(([name, key]) => {
    const values = new Set(chosen[name]);
    return values.size ? [(/** @type {Passage} */ passage) => isCodedBy(passage, key, values)] : [];
  });
}

/**
 * Whether a statement has any of some codes; NONE and NOT_STATED among them. A title or a summary is not coded.
 * @param {Passage} passage
 * @param {"themes" | "agencies"} key
 * @param {Set<string>} values
 */
function isCodedBy(passage, key, values) {
  const slugs = passage[key];
  if (slugs === null) {
    return values.has(NOT_STATED) && !NOT_CODED.includes(passage.section);
  }
  return slugs.length ? slugs.some((slug) => values.has(slug)) : values.has(NONE);
}

/**
 * A choice as a condition on the reviews of statements: where NONE or NOT_STATED is asked of these, not on the reviews.
 * @param {Chosen} chosen
 * @returns {Chosen}
 */
export function onTheirReviews(chosen) {
  /** @param {[string, string[]]} one */
  const isLeft = ([name, values]) =>
    STATEMENT_FIELDS.has(name) && [NONE, NOT_STATED].some((value) => values.includes(value));
  return Object.fromEntries(Object.entries(chosen).filter((one) => !isLeft(one)));
}
