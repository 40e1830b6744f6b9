/** The fields of a filter: as the command line's, in choices that a person can tick. */

import { NONE, NOT_STATED } from "../ground/indexWords.js";
import { AGE_BANDS, COUNT_FIELDS } from "./countFields.js";
import { ageSpan, yearSpan } from "./spans.js";

/** @typedef {import("../ground/types.js").Child} Child */
/** @typedef {import("../ground/types.js").Review} Review */
/** @typedef {import("./countFields.js").CountField} CountField */

/**
 * The fields. An age that is told broadly has each band that it can mean, and an incident over several years has each
 * of these, so that a filter leaves out no review that it may mean.
 * @type {CountField[]}
 */
export const FACET_FIELDS = [
  ...["harm", "theme", "factor", "agency", "type", "outcome", "sex"].map(countField),
  { name: "age", title: "Age", said: "age", owner: "child", inOrder: true, values: possibleBands },
  {
    name: "year",
    title: "Year of the incident",
    said: "incident date",
    owner: "review",
    inOrder: true,
    values: (/** @type {Review} */ review) => possibleYears(review.incident_date),
  },
  {
    name: "listed",
    title: "Year listed",
    said: "month listed",
    owner: "review",
    inOrder: true,
    values: (/** @type {Review} */ review) => possibleYears(review.listed),
  },
  countField("area"),
];

/** @param {string} name */
function countField(name) {
  return /** @type {CountField} */ (COUNT_FIELDS.get(name));
}

/**
 * The bands of ages that a child may have been in.
 * @param {Child} child
 */
function possibleBands({ age }) {
  if (age === null || age === NONE) {
    return [age ?? NOT_STATED];
  }
  const [from, to] = ageSpan(age);
  return AGE_BANDS.filter(([, , low, high]) => (!low || to > 12 * low) && from < 12 * high).map(([value]) => value);
}

/**
 * The years in which a date may lie.
 * @param {string | null} date
 */
function possibleYears(date) {
  if (date === null) {
    return [NOT_STATED];
  }
  const [first, last] = yearSpan(date);
  return Array.from({ length: last - first + 1 }, (_, more) => String(first + more).padStart(4, "0"));
}
