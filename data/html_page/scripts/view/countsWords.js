/** What is said of counts, in sentences. */

import { COUNTED, REVIEWS } from "../counts/counted.js";
import { COUNT_FIELDS } from "../counts/countFields.js";
import { LEAST_FOR_SHARES } from "../counts/tally.js";
import { NOT_STATED } from "../ground/indexWords.js";
import { counted, inThousands } from "../ground/numbers.js";
import { listed } from "../ground/text.js";

/** @typedef {import("../counts/tally.js").Tally} Tally */

/** What is said of one, and of several, that say nothing of a field. */
const SILENCE = {
  coded: ["is not coded by it", "are not coded by it"],
  stated: ["does not state it", "do not state it"],
};

/**
 * The title of a count: `Reviews by theme and harm`.
 * @param {Tally} counts
 */
export function titleOfCounts({ by, of }) {
  return `${COUNTED.get(of)?.title} by ${listed(by.map(saidOf), "and")}`;
}

/**
 * What is counted, and of how many: `Reviews by sex, of 8 reviews; 2 do not state it.`
 * @param {Tally} counts
 */
export function captionOfCounts(counts) {
  const silent = counts.by.length === 1 ? counts.having(NOT_STATED) : 0;
  const [one, many] = SILENCE[COUNT_FIELDS.get(counts.by[0])?.owner === "statement" ? "coded" : "stated"];
  const unstated = silent ? `; ${inThousands(silent)} ${silent === 1 ? one : many}` : "";
  return `${titleOfCounts(counts)}, of ${countedNoun(counts, counts.total)}${unstated}.`;
}

/**
 * What a reader must know of the numbers.
 * @param {Tally} counts
 * @returns {string[]}
 */
export function notesOfCounts(counts) {
  return [...severalNotes(counts), ...togetherNotes(counts), ...(counts.by.length === 1 ? [shareNote(counts)] : [])];
}

/**
 * Whether there is any share to tell.
 * @param {Tally} counts
 */
export function hasShares(counts) {
  return (counts.stated.get("")?.length ?? 0) >= LEAST_FOR_SHARES;
}

/**
 * A number of what was counted: `1 review`, `2,000 learning points`.
 * @param {Tally} counts
 * @param {number} number
 */
function countedNoun({ of }, number) {
  return counted(number, COUNTED.get(of)?.one ?? of);
}

/**
 * How what has several values is counted, and which therefore add up to more than all.
 * @param {Tally} counts
 */
function severalNotes(counts) {
  const sums = counts.bases.map((base) => [...base.values()].reduce((sum, having) => sum + having.length, 0));
  const over = ["rows", "columns"].filter((_, place) => sums[place] > counts.total);
  if (!over.length) {
    return [];
  }
  const what = counts.of === REVIEWS ? "review" : "statement";
  return [
    `A ${what} with several of these counts under each, so the ${over.join(" and ")} add up to more than ` +
      `${inThousands(counts.total)}.`,
  ];
}

/**
 * That two fields of a child, or of a statement, are those of one and the same.
 * @param {Tally} counts
 */
function togetherNotes({ by }) {
  const owners = new Set(by.map((name) => COUNT_FIELDS.get(name)?.owner));
  if (new Set(by).size < 2 || owners.size > 1 || owners.has("review")) {
    return [];
  }
  const together = by.map(saidOf).join(" and ");
  const whose = owners.has("child") ? "child" : "statement";
  return [`${together.charAt(0).toUpperCase()}${together.slice(1)} are those of one and the same ${whose}.`];
}

/**
 * What percentages are of, or why there are none.
 * @param {Tally} counts
 */
function shareNote(counts) {
  const what = COUNTED.get(counts.of)?.many ?? counts.of;
  if (!hasShares(counts)) {
    return `No percentages: fewer than ${LEAST_FOR_SHARES} ${what} state it.`;
  }
  return `Percentages are of the ${inThousands(counts.stated.get("")?.length ?? 0)} ${what} that state it.`;
}

/** @param {string} name */
function saidOf(name) {
  return COUNT_FIELDS.get(name)?.said ?? name;
}
