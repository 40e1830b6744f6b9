/**
 * What nobody has read in reviews: empty fields of which nothing was read either, so that it is not known whether their
 * sources state them. Reviews name them in `not_read`.
 */

import { counted } from "../ground/numbers.js";

/** @typedef {import("../ground/types.js").Review} Review */

/**
 * The fields of a review by the names of those that are filtered on or counted by; those of statements are not among
 * them, for what nobody has read of these is called not coded.
 * @type {Map<string, string>}
 */
const FIELDS_BY_NAME = new Map([
  ["harm", "harms"],
  ["factor", "factors"],
  ["type", "review_type"],
  ["outcome", "outcome"],
  ["area", "area"],
  ["sex", "sex"],
  ["age", "age"],
  ["listed", "listed"],
  ["published", "published"],
  ["incident", "incident_date"],
  ["year", "incident_date"],
]);

/**
 * Whether nobody has read a field of a review, and nothing was read of it.
 * @param {{not_read?: readonly string[]}} review
 * @param {string} field as the record calls it
 */
export function isNotRead(review, field) {
  return review.not_read?.includes(field) ?? false;
}

/**
 * The same of what is filtered on or counted by.
 * @param {Review} review
 * @param {string} name
 */
export function isUnread(review, name) {
  return isNotRead(review, FIELDS_BY_NAME.get(name) ?? "");
}

/**
 * How many do not state something, or are not known to: `number` with those that nobody has read, `notRead`.
 * @typedef {{number: number, notRead: number}} Silent
 */

/**
 * The same in words: `2 reviews do not state any harm, and in 1 other no harm was read and nobody has read it`.
 * @param {Silent} silent
 * @param {(number: number) => string} who some of them
 * @param {string} what
 * @param {string} [verb] which goes with `what`
 */
export function silenceInWords({ number, notRead }, who, what, verb = "was") {
  const stated = number - notRead;
  const known = `${who(stated)} ${stated === 1 ? "does" : "do"} not state ${what}`;
  if (!notRead) {
    return known;
  }
  const it = notRead === 1 ? "it" : "them";
  const lacking = `no ${what.replace(/^(?:any|the) /, "")} ${verb} read`;
  return stated
    ? `${known}, and in ${counted(notRead, "other")} ${lacking} and nobody has read ${it}`
    : `in ${who(number)} ${lacking}, and nobody has read ${it}`;
}
