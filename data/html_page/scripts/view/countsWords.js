/** What is said of counts, in sentences. */

import { COUNTED, REVIEWS } from "../counts/counted.js";
import { COUNT_FIELDS } from "../counts/countFields.js";
import { LEAST_FOR_SHARES } from "../counts/tally.js";
import { NOT_STATED } from "../ground/indexWords.js";
import { counted, inThousands } from "../ground/numbers.js";
import { listed } from "../ground/text.js";

/** @typedef {import("../counts/tally.js").Tally} Tally */

/** How a field is told: of what was counted itself, of a statement's own codes, and of the review of a statement. */
const TOLD = {
  stated: {
    silent: ["does not state it", "do not state it"],
    unread: ["does not state it or was not read for it", "do not state it or were not read for it"],
    said: "state it",
  },
  coded: {
    silent: ["is not coded by it", "are not coded by it"],
    unread: ["is not coded by it", "are not coded by it"],
    said: "are coded by it",
  },
  review: {
    silent: ["has a review that does not", "have a review that does not"],
    unread: [
      "has a review that does not, or was not read for it",
      "have a review that does not, or was not read for it",
    ],
    said: "have a review that states it",
  },
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
  const [one, many] = toldOf(counts, counts.by[0])[counts.hasUnread[0] ? "unread" : "silent"];
  const unstated = silent ? `; ${inThousands(silent)} ${silent === 1 ? one : many}` : "";
  const ofReviews = [...new Set(counts.by)].filter((name) => toldOf(counts, name) === TOLD.review);
  const whose = ofReviews.length ? `, by the ${listed(ofReviews.map(saidOf), "and")} that their review states` : "";
  return `${titleOfCounts(counts)}, of ${countedNoun(counts, counts.total)}${whose}${unstated}.`;
}

/**
 * How a field is told of what was counted.
 * @param {Tally} counts
 * @param {string} name
 */
function toldOf({ of }, name) {
  const isOwn = COUNT_FIELDS.get(name)?.owner === "statement";
  return isOwn ? TOLD.coded : of === REVIEWS ? TOLD.stated : TOLD.review;
}

/**
 * What a number is of, where it stands for itself: `1 review: Whole family and Neglect`.
 * @param {Tally} counts
 * @param {number} number
 * @param {string[]} labels
 */
export function numberInWords(counts, number, labels) {
  return [countedNoun(counts, number), listed(labels, "and")].filter(Boolean).join(": ");
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
  const { said } = toldOf(counts, counts.by[0]);
  if (!hasShares(counts)) {
    return `No percentages: fewer than ${LEAST_FOR_SHARES} ${what} ${said}.`;
  }
  const stated = counts.stated.get("")?.length ?? 0;
  if (stated === counts.total) {
    return `Percentages are of all ${inThousands(stated)} ${what}.`;
  }
  return `Percentages are of the ${inThousands(stated)} ${what} that ${said}.`;
}

/** @param {string} name */
function saidOf(name) {
  return COUNT_FIELDS.get(name)?.said ?? name;
}
