// What a state asks for: the reviews or statements to show, in order, and what is said of them.

import { isUnread, silenceInWords } from "../counts/unread.js";
import { leftOut, leftOutWithNone } from "../counts/unstated.js";
import { counted } from "../ground/numbers.js";
import { reviewSets } from "../ground/reviewSets.js";
import { compareTexts } from "../ground/text.js";
import { answer } from "../search/engine.js";
import { UsageError } from "../search/errors.js";
import { STATEMENT_SECTIONS } from "./state.js";

/** @typedef {import("../ground/types.js").Review} ReviewRecord */
/** @typedef {import("../search/highlight.js").ShownText} FoundPassage */
/** @typedef {import("../search/highlight.js").Finding} Finding */
/** @typedef {import("../counts/unstated.js").LeftOut} LeftOut */
/** @typedef {import("./context.js").Context} Context */
/** @typedef {import("./context.js").Ready} Ready */
/** @typedef {import("./state.js").State} State */

/**
 * @typedef {object} Shown A review, or one statement of it, as it is shown.
 * @property {ReviewRecord} review
 * @property {FoundPassage[]} passages What was found in it; for all that is only listed, nothing.
 * @property {readonly string[]} missing The words that it lacks.
 * @property {string} statement The id of the statement that it is; empty for a review.
 */

/**
 * @typedef {object} Found
 * @property {number} total
 * @property {number} size How many there are in all.
 * @property {(start: number, end: number) => Shown[]} slice
 * @property {number} near How many of them have only some of the words, or a subject near them.
 * @property {number} summaries How many of them are summaries, among statements.
 * @property {readonly string[]} notes What is said of how the query was read.
 * @property {readonly string[]} missing What is said of what was not found.
 * @property {LeftOut[]} left Those that are left out only because they do not state what is asked.
 * @property {string | null} between The line before the first that has only some of the words.
 */

/**
 * What a state asks for.
 * @param {Ready} ready
 * @param {State} state
 * @returns {Found}
 */
export function shownResults(ready, state) {
  if (state.query.trim()) return searched(ready, state);
  return state.show === "statements" ? listedStatements(ready, state) : listedReviews(ready, state);
}

/**
 * The texts of one review in which the query of a state finds something, whatever the filters.
 * @param {Context} context
 * @param {State} state
 * @param {number} index The review's place among all, from 0.
 * @returns {FoundPassage[]}
 */
export function textsFoundIn({ ready }, state, index) {
  if (!ready) return [];
  const reviews = reviewSets.of([index + 1], ready.store.size);
  const { exact, query } = state;
  const found = answered(() => answer(ready.store, query, { filters: { reviews, statement: null }, exact }));
  return (found.findings?.slice(0, 1) ?? []).flatMap((finding) => finding.passages);
}

/**
 * @param {Ready} ready
 * @param {State} state
 * @returns {Found}
 */
function searched(ready, state) {
  const { store, facets } = ready;
  const byStatement = state.show === "statements";
  const filters = facets.filters(state.chosen, byStatement);
  const { allWords, exact } = state;
  const sections = byStatement && state.sections.length ? { sections: state.sections } : {};
  const found = answered(() => answer(store, state.query, { byStatement, filters, allWords, exact, ...sections }));
  if (!found.findings) return { ...nothingSaid(), missing: found.lines, size: sizeOf(ready, state) };
  const { total, near = 0, summaries = 0, notes, missing, between } = found;
  return {
    ...{ total, near, summaries, notes, missing, between },
    size: sizeOf(ready, state),
    slice: (start, end) => found.findings.slice(start, end).map((each) => shownOf(ready, each, byStatement)),
    left: leftOut(facets, state.chosen, { countUnder: found.countUnder }),
  };
}

/**
 * Nothing found, and nothing said of it.
 * @returns {Found}
 */
export function nothingSaid() {
  const numbers = { total: 0, size: 0, near: 0, summaries: 0 };
  return { ...numbers, slice: () => [], notes: [], missing: [], left: [], between: null };
}

/**
 * An answer, or why a query cannot be answered, as where it is too long.
 * @template Answer
 * @param {() => Answer} ask
 * @returns {Answer | {findings: null, lines: string[]}}
 */
function answered(ask) {
  try {
    return ask();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { findings: null, lines: [error.message, ...(error.hint ? [error.hint] : [])] };
  }
}

/**
 * @param {Ready} ready
 * @param {Finding} finding
 * @param {boolean} byStatement
 * @returns {Shown}
 */
function shownOf({ store }, { review, passages, missing }, byStatement) {
  const statement = byStatement ? passages[0].id : "";
  return { review: store.reviews[review - 1], passages, missing, statement };
}

/**
 * @param {Ready} ready
 * @param {State} state
 * @returns {Found}
 */
function listedReviews({ store, facets }, state) {
  const numbers = reviewSets.numbers(facets.select(state.chosen));
  const listing = (/** @type {number} */ number) => store.reviews[number - 1].listed ?? "";
  const selected = state.sort === "listed" ? sortedBy(numbers, listing) : numbers;
  const silent = state.sort === "listed" ? numbers.filter((number) => !listing(number)) : [];
  const notRead = silent.filter((number) => isUnread(store.reviews[number - 1], "listed")).length;
  return {
    ...nothingSaid(),
    missing: silent.length ? [silentInWords({ number: silent.length, notRead })] : [],
    total: selected.length,
    size: store.size,
    slice: (start, end) => selected.slice(start, end).map((number) => listedReview(store.reviews[number - 1])),
    left: leftOut(facets, state.chosen),
  };
}

/**
 * Numbers in the order of their keys, the last key first; those with the same in their own order.
 * @param {number[]} numbers
 * @param {(number: number) => string} keyOf
 */
function sortedBy(numbers, keyOf) {
  return [...numbers].sort((one, other) => compareTexts(keyOf(other), keyOf(one)) || one - other);
}

/**
 * That some reviews do not state when they were listed, and where they stand.
 * @param {import("../counts/unread.js").Silent} silent
 */
function silentInWords(silent) {
  const words = silenceInWords(silent, (number) => counted(number, "review"), "the month listed");
  const [one, many] = silent.notRead ? ["; it comes", "; they come"] : [", and comes", ", and come"];
  return `${words}${silent.number === 1 ? one : many} last`;
}

/**
 * A review that is only listed.
 * @param {ReviewRecord} review
 * @returns {Shown}
 */
export function listedReview(review) {
  return { review, passages: [], missing: [], statement: "" };
}

/**
 * @param {Ready} ready
 * @param {State} state
 * @returns {Found}
 */
function listedStatements(ready, state) {
  const { store, facets } = ready;
  const selected = facets.statements(state.chosen, sectionsOf(state));
  return {
    ...nothingSaid(),
    total: selected.length,
    size: sizeOf(ready, state),
    slice: (start, end) =>
      selected
        .slice(start, end)
        .map(({ review, id }) => ({ ...listedReview(store.reviews[review - 1]), statement: id })),
    left: [
      ...leftOut(facets, state.chosen, { sections: sectionsOf(state) }),
      ...leftOutWithNone(facets, state.chosen, sectionsOf(state)),
    ],
  };
}

/** @param {State} state */
function sectionsOf(state) {
  return state.sections.length ? state.sections : STATEMENT_SECTIONS;
}

/**
 * How many reviews there are, or statements of the sections that are asked.
 * @param {Ready} ready
 * @param {State} state
 */
function sizeOf({ store }, state) {
  if (state.show === "reviews") return store.size;
  const sections = sectionsOf(state);
  return store.passages.reduce((sum, passage) => sum + Number(sections.includes(passage.section)), 0);
}
