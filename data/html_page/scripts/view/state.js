// What the page shows, as a value, and as the fragment of its address: every state has a link.

import { CELL } from "../counts/cells.js";
import { FACET_FIELDS } from "../counts/facetFields.js";
import { STATEMENTS } from "../ground/indexWords.js";

/**
 * @typedef {"start" | "review" | "statement" | "theme" | "themes" | "counts" | "matrix" | "about" | "unknown"} ViewName
 *
 * @typedef {object} State
 * @property {ViewName} view
 * @property {string} target The id of the review or statement, the slug of the theme, or what is not known.
 * @property {string} query What is searched for.
 * @property {Record<string, string[]>} chosen The values chosen of each field in FILTERS; of a field without a choice, [].
 * @property {"reviews" | "statements"} show
 * @property {string[]} sections Those of STATEMENT_SECTIONS whose statements are shown; none where all are.
 * @property {"" | "listed"} sort Where reviews are listed without a search: "" for the order of the collection.
 * @property {boolean} exact Whether words are searched as they are spelt.
 * @property {boolean} allWords Whether all of them are required.
 * @property {number} shown How many results are shown.
 * @property {Record<string, string>} options What counts and the matrix are asked: see OPTIONS. Empty where not given.
 */

const FILTERS = [...FACET_FIELDS.map(({ name }) => name), CELL];

export const OPTIONS = ["by", "rows", "columns", "count"];

export const STEP = 20; // results are shown at a time

/** @type {string[]} */
export const STATEMENT_SECTIONS = [...STATEMENTS];

const MOST_RESULTS = 100000;

const VIEWS = ["review", "statement", "theme", "themes", "counts", "matrix", "about"];

export const MAIN = "main"; // where the link that skips the header leads to

const WITH_TARGET = ["review", "statement", "theme"];

/**
 * The state in which nothing is asked.
 * @returns {State}
 */
export function startState() {
  return {
    view: "start",
    target: "",
    query: "",
    chosen: Object.fromEntries(FILTERS.map((field) => [field, []])),
    show: "reviews",
    sections: [],
    sort: "",
    exact: false,
    allWords: false,
    shown: STEP,
    options: Object.fromEntries(OPTIONS.map((name) => [name, ""])),
  };
}

/**
 * A state with some of its properties changed. Results begin anew unless it is said how many are shown.
 * @param {State} state
 * @param {Partial<State>} changes
 * @returns {State}
 */
export function changed(state, changes) {
  return { ...state, shown: STEP, ...changes };
}

/**
 * A state with one value of a field chosen, or no longer so.
 * @param {State} state
 * @param {string} field
 * @param {string} value
 * @param {boolean} isChosen
 * @returns {State}
 */
export function withValue(state, field, value, isChosen) {
  const others = state.chosen[field].filter((each) => each !== value);
  return changed(state, { chosen: { ...state.chosen, [field]: isChosen ? [...others, value] : others } });
}

/**
 * A state without filters.
 * @param {State} state
 */
export function withoutFilters(state) {
  return changed(state, { chosen: startState().chosen });
}

/**
 * How many values are chosen.
 * @param {State} state
 */
export function countChosen(state) {
  return FILTERS.reduce((sum, field) => sum + state.chosen[field].length, 0);
}

/**
 * Whether a state asks for some of the reviews or statements, and not for all.
 * @param {State} state
 */
export function isAsked(state) {
  return state.view === "start" && (state.query !== "" || countChosen(state) > 0);
}

/**
 * The state that a fragment, with its # or without, stands for. What it does not know is left out.
 * @param {string} fragment
 * @returns {State}
 */
export function stateOf(fragment) {
  const [path, asked] = parted(fragment.replace(/^#/, ""), "?");
  const state = { ...startState(), ...placeOf(path) };
  for (const pair of asked.split("&")) {
    const [name, value] = parted(pair, "=");
    readOption(state, name, value);
  }
  return state;
}

/**
 * The fragment of a state, with its #.
 * @param {State} state
 */
export function fragmentOf(state) {
  const asked = FILTERS.filter((field) => state.chosen[field].length).map(
    (field) => `${field}=${state.chosen[field].map(encoded).join(",")}`,
  );
  if (state.query) asked.unshift(`q=${encoded(state.query)}`);
  if (state.show === "statements") asked.push("show=statements");
  if (state.sections.length) asked.push(`in=${state.sections.map(encoded).join(",")}`);
  if (state.sort) asked.push(`sort=${state.sort}`);
  if (state.exact) asked.push("exact=1");
  if (state.allWords) asked.push("all=1");
  for (const name of OPTIONS) if (state.options[name]) asked.push(`${name}=${encoded(state.options[name])}`);
  if (state.shown !== STEP) asked.push(`shown=${state.shown}`);
  return `#${pathOf(state)}${asked.length ? "?" : ""}${asked.join("&")}`;
}

/**
 * The place in a page that a state has: the id of the element that shows it without scripts.
 * @param {State} state
 */
function pathOf(state) {
  if (state.view === "start") return "";
  const target = state.target.split("/").map(encoded).join("/");
  if (state.view === "unknown") return target;
  return WITH_TARGET.includes(state.view) ? `${state.view}/${target}` : state.view;
}

/**
 * @param {string} path
 * @returns {{view: ViewName, target: string}}
 */
function placeOf(path) {
  if (!path || path === MAIN) return { view: "start", target: "" };
  const [name, target] = parted(path, "/");
  const isKnown = VIEWS.includes(name) && WITH_TARGET.includes(name) === Boolean(target);
  if (!isKnown) return { view: "unknown", target: decoded(path) };
  return { view: /** @type {ViewName} */ (name), target: decoded(target) };
}

/**
 * Set what a pair of the fragment says.
 * @param {State} state
 * @param {string} name
 * @param {string} value
 */
function readOption(state, name, value) {
  if (FILTERS.includes(name)) state.chosen[name] = valuesIn(value);
  else if (OPTIONS.includes(name)) state.options[name] = decoded(value);
  else if (name === "q") state.query = decoded(value);
  else if (name === "show") state.show = value === "statements" ? "statements" : "reviews";
  else if (name === "in") state.sections = valuesIn(value).filter((name) => STATEMENT_SECTIONS.includes(name));
  else if (name === "sort") state.sort = value === "listed" ? "listed" : "";
  else if (name === "exact") state.exact = value === "1";
  else if (name === "all") state.allWords = value === "1";
  else if (name === "shown" && /^[1-9][0-9]*$/.test(value)) state.shown = Math.min(Number(value), MOST_RESULTS);
}

/**
 * The values in a list with commas, each once.
 * @param {string} list
 */
function valuesIn(list) {
  return [...new Set(list.split(",").map(decoded).filter(Boolean))];
}

/**
 * What stands before a sign and what stands behind; nothing where the sign is missing.
 * @param {string} text
 * @param {string} sign
 */
function parted(text, sign) {
  const index = text.indexOf(sign);
  return index < 0 ? [text, ""] : [text.slice(0, index), text.slice(index + 1)];
}

/**
 * A text as it stands in a fragment. Half of a pair of surrogates, which no address can have, is replaced.
 * @param {string} text
 */
function encoded(text) {
  return encodeURIComponent(text.replace(/\p{Cs}/gu, "\ufffd"));
}

/**
 * A text without its percent signs; as it is where these are wrong.
 * @param {string} text
 */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
