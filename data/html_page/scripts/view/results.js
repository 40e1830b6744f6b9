// What was found, 20 at a time, with what is said of it and what may be changed.

import { nounOf } from "../counts/counted.js";
import { counted, inThousands } from "../ground/numbers.js";
import { listed } from "../ground/text.js";
import { AGE_NOTE, SPELT_NOTE } from "../search/ways.js";
import { agesAsked } from "./agesAsked.js";
import { choiceInWords, leftOutInWords } from "./asked.js";
import { actionButton, element, linkTo } from "./dom.js";
import { resultItem } from "./resultItems.js";
import { changed, countChosen, STEP, withoutFilters, withValue } from "./state.js";

/** @typedef {import("./context.js").Context} Context */
/** @typedef {import("./context.js").Ready} Ready */
/** @typedef {import("./finding.js").Found} Found */
/** @typedef {import("./finding.js").Shown} Shown */
/** @typedef {import("./state.js").State} State */

const ONE_LINE = 75; // characters

/**
 * How many were found, in words: `12 of 2,000 reviews`; those with only some of the words apart.
 * @param {Found} found
 * @param {State} state
 */
export function countInWords({ total, size, near, summaries }, state) {
  const noun = nounOf(state);
  const others = [...(near ? [`${inThousands(near)} near`] : []), ...(summaries ? [summariesInWords(summaries)] : [])];
  const whole = total - near - summaries;
  if (others.length && whole) return `${counted(whole, noun)}, and ${listed(others, "and")}`;
  if (near && !summaries) return `No full match, ${counted(near, noun)} near`;
  if (others.length) return `No full match, but ${listed(others, "and")}`;
  if (total === size) return counted(total, noun);
  if (!total) return `No ${noun} found`;
  return state.query ? counted(total, noun) : `${inThousands(total)} of ${counted(size, noun)}`;
}

/** @param {number} number */
function summariesInWords(number) {
  return `${inThousands(number)} ${number === 1 ? "summary" : "summaries"}`;
}

/**
 * What is said of the answer: other words than those typed, what is missing, and what does not state what is asked;
 * behind a summary how the query was read besides, where that is more than a line.
 * @param {Context} context
 * @param {State} state
 * @param {Found} found
 * @returns {HTMLElement[]}
 */
export function linesOf(context, state, { notes, missing, left }) {
  const respelt = notes.filter((note) => note.endsWith(SPELT_NOTE));
  const readings = notes.filter((note) => note !== AGE_NOTE && !respelt.includes(note));
  const isLong = readings.length > 1 || readings.some((note) => note.length > ONE_LINE);
  const ages = notes.includes(AGE_NOTE) ? [ageItem(context, state)] : [];
  const said = [...respelt, ...(isLong ? [] : readings), ...missing].map(lineItem);
  const silent = leftOutInWords(context.link, state, left).map((words) => element("li", {}, ...words));
  const items = [...ages, ...said, ...silent];
  const lists = items.length ? [element("ul", { class: "remarks" }, ...items)] : [];
  if (!isLong) return lists;
  const list = element("ul", { class: "remarks" }, ...readings.map(lineItem));
  return [...lists, element("details", { class: "reading" }, element("summary", {}, "How this was read"), list)];
}

/** @param {string} line */
function lineItem(line) {
  return element("li", {}, asSentence(line));
}

/**
 * That a filter selects the ages in the query, with what leads to it.
 * @param {Context} context
 * @param {State} state
 */
function ageItem({ ready, link }, state) {
  const asked = ready && agesAsked(ready, state);
  return element("li", {}, `${asSentence(AGE_NOTE)} `, asked && linkTo(link(asked[1]), asked[0]));
}

/**
 * The results from the first on.
 * @param {Context} context
 * @param {State} state
 * @param {Found} found
 * @returns {(HTMLElement | null)[]}
 */
export function resultLists(context, state, found) {
  const shown = found.slice(0, state.shown);
  const groups = resultGroups(shown, state.show === "statements").filter(([group]) => group.length);
  /** @type {(HTMLElement | null)[]} */
  const lists = groups.flatMap(([group, heading]) => [
    heading === "some" && found.between ? element("p", { class: "between" }, found.between) : null,
    heading === "summaries" ? element("p", { class: "between" }, "What only summaries tell:") : null,
    element("ol", { class: `results ${state.show}` }, ...group.map((each) => resultItem(context, state, each))),
  ]);
  return [...lists, moreButton(context, state, found.total, shown.length)];
}

/**
 * Results in their groups: those with all of the words, those with some, and summaries among statements.
 * @param {Shown[]} shown
 * @param {boolean} byStatement
 * @returns {[Shown[], string][]}
 */
function resultGroups(shown, byStatement) {
  const isSummary = (/** @type {Shown} */ each) => byStatement && each.passages[0]?.section === "summary";
  return [
    [shown.filter((each) => !isSummary(each) && !each.missing.length), ""],
    [shown.filter((each) => !isSummary(each) && each.missing.length), "some"],
    [shown.filter(isSummary), "summaries"],
  ];
}

/**
 * @param {Context} context
 * @param {State} state
 * @param {number} total
 * @param {number} shown Fewer than the state asks for, as long as the reviews are still read.
 */
function moreButton(context, state, total, shown) {
  if (total <= shown) return null;
  const next = Math.min(STEP, total - shown);
  const label = `Show ${next} more`;
  const button = actionButton(label, () => context.go({ ...state, shown: state.shown + STEP }), { class: "more" });
  const told = `${inThousands(shown)} of ${inThousands(total)} are shown. `;
  return element("p", { class: "quiet" }, told, button);
}

/**
 * What may be changed where nothing was found.
 * @param {Context} context
 * @param {State} state
 * @returns {HTMLElement | null}
 */
export function wideningOf(context, state) {
  /** @type {[boolean, string, State][]} */
  const ways = [
    [countChosen(state) > 0, "Search without filters", withoutFilters(state)],
    [state.exact, "Take words in other spellings and forms too", changed(state, { exact: false })],
    [
      state.allWords && /\S\s+\S/.test(state.query),
      "Take what has only some of the words too",
      changed(state, { allWords: false }),
    ],
    [state.sections.length > 0, "Take learning, recommendations and actions", changed(state, { sections: [] })],
    [state.show === "statements", "Look for whole reviews, not statements", changed(state, { show: "reviews" })],
    [state.query !== "", "List all, without a search", changed(state, { query: "" })],
  ];
  const possible = ways.filter(([isPossible]) => isPossible);
  const items = possible.map(([, words, to]) => element("li", {}, linkTo(context.link(to), words)));
  return items.length ? element("div", {}, element("p", {}, "To find more:"), element("ul", {}, ...items)) : null;
}

/**
 * The values that are chosen, each as a button that takes it back.
 * @param {Context} context
 * @param {Ready} ready
 * @param {State} state
 * @returns {HTMLElement | null}
 */
export function chosenButtons(context, ready, state) {
  const values = Object.entries(state.chosen).flatMap(([field, chosen]) => chosen.map((value) => [field, value]));
  if (!values.length) return null;
  const buttons = values.map(([field, value]) => {
    const label = choiceInWords(ready.facets, field, [value]);
    const attributes = { class: "chosen", "aria-label": `${label}, remove this filter` };
    return actionButton(label, () => context.go(withValue(state, field, value, false)), attributes);
  });
  const clear = actionButton("Clear all", () => context.go(withoutFilters(state)), { class: "clear" });
  const items = [...buttons, clear].map((button) => element("li", {}, button));
  return element("ul", { class: "chosen-values", "aria-label": "Filters chosen" }, ...items);
}

/**
 * A line of the search as a sentence.
 * @param {string} line
 */
function asSentence(line) {
  const text = line.charAt(0).toUpperCase() + line.slice(1);
  return /[.?!:]$/.test(text) ? text : `${text}.`;
}
