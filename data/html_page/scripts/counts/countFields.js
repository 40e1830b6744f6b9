/** What reviews and statements can be counted by: the values of each field, in which order, and what they are called. */

import { NONE, NOT_STATED } from "../ground/indexWords.js";
import { casefold, compareTexts } from "../ground/text.js";
import { ageSpan, yearSpan } from "./spans.js";

/** @typedef {import("../ground/types.js").Review} Review */
/** @typedef {import("../ground/types.js").Child} Child */
/** @typedef {import("../ground/vocabulary.js").Vocabulary} Vocabulary */
/** @typedef {{themes: string[] | null, agencies: string[] | null}} Coded a review, or a statement, with its codes */

/**
 * @typedef {object} CountField
 * @property {string} name
 * @property {string} title as the head of a column
 * @property {string} said what it is called in a sentence
 * @property {"review" | "child" | "statement"} owner whose a value is; two of a child, or of a statement, are counted
 *   together where the same one has both
 * @property {boolean} inOrder whether rows are sorted by value, as years are, and not the most frequent first
 * @property {(item: any) => string[]} values those of its owner, of which there is always one; of a statement's field
 *   those of a review too
 */

/** The value of what is told too broadly for one of the others: `under 5 years` is no band, 2016/2018 no year. */
export const SEVERAL = "several";

/**
 * The bands of ages: value, label, the first year and the first that is no longer in it.
 * @type {[string, string, number, number][]}
 */
export const AGE_BANDS = [
  ["under-1", "Under 1 year", 0, 1],
  ["1-to-5", "1 to 5 years", 1, 6],
  ["6-to-10", "6 to 10 years", 6, 11],
  ["11-to-15", "11 to 15 years", 11, 16],
  ["16-and-over", "16 and over", 16, 1000],
];

/** The children of a review that says nothing of them, and of one that says there are none. */
const UNKNOWN_CHILDREN = [{ age: null, age_months: null, sex: null }];
const NO_CHILDREN = [{ age: NONE, age_months: null, sex: NONE }];

/** @type {CountField[]} */
const ALL_FIELDS = [
  ofReview("harm", "Harm", (review) => codeValues(review.harms)),
  ofReview("factor", "Factor", (review) => codeValues(review.factors)),
  ofStatement("theme", "Theme", (coded) => codeValues(coded.themes)),
  ofStatement("agency", "Agency", (coded) => codeValues(coded.agencies)),
  ofReview("type", "Type", (review) => [review.review_type ?? NOT_STATED]),
  ofReview("outcome", "Outcome", (review) => [review.outcome ?? NOT_STATED]),
  ofChild("sex", "Sex", (child) => [child.sex ?? NOT_STATED]),
  ofChild("age", "Age", bandOf, { inOrder: true }),
  ofReview("area", "Area", (review) => [review.area ?? NOT_STATED]),
  ofReview("listed", "Listed", (review) => [review.listed ?? NOT_STATED], { said: "month listed", inOrder: true }),
  ofReview("published", "Published", (review) => yearOf(review.published), {
    said: "year of publication",
    inOrder: true,
  }),
  ofReview("incident", "Incident", (review) => yearOf(review.incident_date), {
    said: "year of the incident",
    inOrder: true,
  }),
  ofReview("collection", "Collection", (review) => [review.collection ?? NOT_STATED]),
  ofReview("coding", "Coding", (review) => [review.coding ?? NOT_STATED]),
];

/** What can be counted by, by its names. */
export const COUNT_FIELDS = new Map(ALL_FIELDS.map((field) => [field.name, field]));

/** @type {Record<string, string>} */
const TOO_BROAD = { age: "Told too broadly for one band", incident: "Over several years" };

/** @type {Record<string, Map<string, string>>} */
const FIELD_LABELS = {
  sex: new Map([
    ["female", "Girl"],
    ["male", "Boy"],
  ]),
  age: new Map(AGE_BANDS.map(([value, label]) => [value, label])),
  coding: new Map([
    ["curated", "Coded by a person"],
    ["automatic", "Coded automatically"],
  ]),
};

const CODED_FIELDS = ["harm", "outcome", "type", "theme", "factor", "agency"];

/**
 * The children of a review, or what stands in their place.
 * @param {Review} review
 */
export function childrenOf(review) {
  return review.children === null ? UNKNOWN_CHILDREN : review.children.length ? review.children : NO_CHILDREN;
}

/**
 * What a value of a field is called.
 * @param {Vocabulary} terms
 * @param {string} field
 * @param {string} value
 * @param {boolean} [hasUnread] whether nobody has read some of those that do not state it
 */
export function labelOf(terms, field, value, hasUnread = false) {
  if (value === NOT_STATED) {
    return hasUnread ? "Not stated or not read" : "Not stated";
  }
  if (value === NONE) {
    return field === "agency" ? "No agency named" : "None";
  }
  if (value === SEVERAL && TOO_BROAD[field]) {
    return TOO_BROAD[field];
  }
  return CODED_FIELDS.includes(field) ? terms.label(field, value) : (FIELD_LABELS[field]?.get(value) ?? value);
}

/**
 * Values of a field in the vocabulary's order, or in their natural one; behind them what is told too broadly, none and
 * not stated.
 * @param {Vocabulary} terms
 * @param {string} field
 * @param {Iterable<string>} values
 */
export function sortedValues(terms, field, values) {
  const known = CODED_FIELDS.includes(field) ? terms.terms(field).keys() : (FIELD_LABELS[field]?.keys() ?? []);
  const ranks = new Map([...known].map((value, rank) => [value, rank]));
  /** @param {string} value */
  const placeOf = (value) => latenessOf(field, value) * (ranks.size + 1) + (ranks.get(value) ?? ranks.size);
  const folded = new Map([...values].map((value) => [value, casefold(value)]));
  /** @param {string} value */
  const nameOf = (value) => folded.get(value) ?? value;
  return [...folded.keys()].sort(
    (one, other) =>
      placeOf(one) - placeOf(other) || compareTexts(nameOf(one), nameOf(other)) || compareTexts(one, other),
  );
}

/**
 * 0 of a value proper; of others, which stand behind all of these in whatever order, the more the later.
 * @param {string} field
 * @param {string} value
 */
export function latenessOf(field, value) {
  return value === SEVERAL && !TOO_BROAD[field] ? 0 : 1 + [SEVERAL, NONE, NOT_STATED].indexOf(value);
}

/** @param {string[] | null} slugs */
function codeValues(slugs) {
  return slugs === null ? [NOT_STATED] : slugs.length ? slugs : [NONE];
}

/**
 * The year of a date; SEVERAL where it may lie in more than one.
 * @param {string | null} date
 */
function yearOf(date) {
  if (date === null) {
    return [NOT_STATED];
  }
  const [first, last] = yearSpan(date);
  return [first === last ? date.slice(0, 4) : SEVERAL];
}

/**
 * The band in which all of a child's possible age lies.
 * @param {Child} child
 */
function bandOf({ age }) {
  if (age === null || age === NONE) {
    return [age ?? NOT_STATED];
  }
  const [from, to] = ageSpan(age);
  return [AGE_BANDS.find(([, , low, high]) => from >= 12 * low && to <= 12 * high)?.[0] ?? SEVERAL];
}

/**
 * @param {string} name
 * @param {string} title
 * @param {(item: Review) => string[]} values
 * @param {{said?: string, inOrder?: boolean}} [more]
 * @returns {CountField}
 */
function ofReview(name, title, values, { said = title.toLowerCase(), inOrder = false } = {}) {
  return { name, title, owner: "review", values, said, inOrder };
}

/**
 * @param {string} name
 * @param {string} title
 * @param {(item: Child) => string[]} values
 * @param {{inOrder?: boolean}} [more]
 * @returns {CountField}
 */
function ofChild(name, title, values, { inOrder = false } = {}) {
  return { name, title, owner: "child", values, said: title.toLowerCase(), inOrder };
}

/**
 * @param {string} name
 * @param {string} title
 * @param {(item: Coded) => string[]} values
 * @returns {CountField}
 */
function ofStatement(name, title, values) {
  return { name, title, owner: "statement", values, said: title.toLowerCase(), inOrder: false };
}

/**
 * What a field is called, as the head of a column.
 * @param {string} name
 */
export function titleOfField(name) {
  return COUNT_FIELDS.get(name)?.title ?? name;
}
