// Facts in words, as the command line has them. What a source does not state is called so, and so is what nobody has read.

import { isNotRead } from "../counts/unread.js";

/** @typedef {import("../ground/types.js").Review} ReviewRecord */
/** @typedef {import("../ground/types.js").Child} ChildRecord */

const NOT_STATED_WORDS = "not stated";
const NOT_READ_WORDS = "not read";

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** @type {Record<string, string>} */
const CHILD_WORDS = { female: "girl", male: "boy" };

/**
 * What an empty field of a review is called.
 * @param {{not_read?: readonly string[]}} review
 * @param {string} field
 */
export function missingInWords(review, field) {
  return isNotRead(review, field) ? NOT_READ_WORDS : NOT_STATED_WORDS;
}

/**
 * A date in words, as exact as it is: `June 2019`.
 * @param {string | null} date
 * @param {string} [missing] where there is none
 * @returns {string}
 */
export function dateInWords(date, missing = NOT_STATED_WORDS) {
  if (!date) return missing;
  if (date.includes("/"))
    return date
      .split("/")
      .map((one) => dateInWords(one))
      .join(" to ");
  const [year, month, day] = date.split("-");
  return [day && String(Number(day)), month && MONTHS[Number(month) - 1], year].filter(Boolean).join(" ");
}

/**
 * The children of a review, alike ones together: `girl, 3 years 6 months; 2 boys, 4 weeks`.
 * @param {{children: ChildRecord[] | null, not_read?: readonly string[]}} review
 */
export function childrenInWords(review) {
  const { children } = review;
  if (!children) return missingInWords(review, "children");
  /** @type {Map<string, {child: ChildRecord, number: number}>} */
  const alike = new Map();
  for (const child of children) {
    const key = JSON.stringify([child.sex, child.age]);
    const group = alike.get(key);
    if (group) group.number++;
    else alike.set(key, { child, number: 1 });
  }
  return [...alike.values()].map(({ child, number }) => alikeInWords(review, number, child)).join("; ") || "none";
}

/**
 * Children of whom the same is stated.
 * @param {{not_read?: readonly string[]}} review
 * @param {number} number
 * @param {ChildRecord} child
 */
function alikeInWords(review, number, { sex, age }) {
  const [noAge, noSex] = ["age", "sex"].map((field) => missingInWords(review, field));
  let who = sex ? CHILD_WORDS[sex] : "";
  if (number > 1) {
    who = sex ? `${number} ${who}s` : `${number} children`;
    if (!sex && !age) {
      return `${who}, nothing ${[noAge, noSex].includes(NOT_READ_WORDS) ? "read" : "stated"} of them`;
    }
  }
  return [who, age || `age ${noAge}`, sex ? "" : `sex ${noSex}`].filter(Boolean).join(", ");
}
