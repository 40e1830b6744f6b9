// Facts in words, as the command line has them. What a source does not state is called so.

/** @typedef {import("../ground/types.js").Review} ReviewRecord */
/** @typedef {import("../ground/types.js").Child} ChildRecord */

export const NOT_STATED_WORDS = "not stated";

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
 * A date in words, as exact as it is: `June 2019`.
 * @param {string | null} date
 * @returns {string}
 */
export function dateInWords(date) {
  if (!date) return NOT_STATED_WORDS;
  if (date.includes("/")) return date.split("/").map(dateInWords).join(" to ");
  const [year, month, day] = date.split("-");
  return [day && String(Number(day)), month && MONTHS[Number(month) - 1], year].filter(Boolean).join(" ");
}

/**
 * The children of a review, alike ones together: `girl, 3 years 6 months; 2 boys, 4 weeks`.
 * @param {ChildRecord[] | null} children
 */
export function childrenInWords(children) {
  if (!children) return NOT_STATED_WORDS;
  /** @type {Map<string, {child: ChildRecord, number: number}>} */
  const alike = new Map();
  for (const child of children) {
    const key = JSON.stringify([child.sex, child.age]);
    const group = alike.get(key);
    if (group) group.number++;
    else alike.set(key, { child, number: 1 });
  }
  return [...alike.values()].map(({ child, number }) => alikeInWords(number, child)).join("; ") || "none";
}

/**
 * Children of whom the same is stated.
 * @param {number} number
 * @param {ChildRecord} child
 */
function alikeInWords(number, { sex, age }) {
  let who = sex ? CHILD_WORDS[sex] : "";
  if (number > 1) {
    who = sex ? `${number} ${who}s` : `${number} children`;
    if (!sex && !age) return `${who}, nothing stated of them`;
  }
  return [who, age || "age not stated", sex ? "" : "sex not stated"].filter(Boolean).join(", ");
}
