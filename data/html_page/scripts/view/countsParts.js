/** What the views of counts have in common: what is counted, how that is chosen, and what a number leads to. */

import { COUNTED, REVIEWS } from "../counts/counted.js";
import { COUNT_FIELDS } from "../counts/countFields.js";
import { asksStatements } from "../counts/units.js";
import { countSilent, leftOut, leftOutWithNone } from "../counts/unstated.js";
import { inThousands } from "../ground/numbers.js";
import { listed, quoted } from "../ground/text.js";
import { choicesInWords, leftOutInWords } from "./asked.js";
import { element, linkTo } from "./dom.js";
import { changed, OPTIONS, startState } from "./state.js";

/** @typedef {import("../counts/facets.js").Chosen} Chosen */
/** @typedef {import("../counts/leads.js").Leads} Leads */
/** @typedef {import("../counts/tally.js").Tally} Tally */
/** @typedef {import("./state.js").State} State */

/**
 * @typedef {object} CountsContext
 * @property {import("../ground/store.js").Store} store
 * @property {import("../counts/facets.js").Facets} facets
 * @property {(state: State) => string} link the fragment that leads to a state
 * @property {(state: State) => void} go shows a state
 */

/**
 * A field that an option of a state names, or another where it names none.
 * @param {State} state
 * @param {string} option
 * @param {string} other
 */
export function fieldAsked(state, option, other) {
  return COUNT_FIELDS.has(state.options[option]) ? state.options[option] : other;
}

/**
 * What a state counts, as COUNTED names it.
 * @param {State} state
 */
export function unitAsked(state) {
  return COUNTED.has(state.options.count) ? state.options.count : REVIEWS;
}

/**
 * Whether an option names what there is not.
 * @param {string} option
 * @param {string} value
 */
function isUnknown(option, value) {
  return value !== "" && !(option === "count" ? COUNTED : COUNT_FIELDS).has(value);
}

/**
 * Where fields, and what is counted, are chosen. Nothing changes before the button is pressed.
 * @param {CountsContext} context
 * @param {State} state
 * @param {[string, string, string][]} choices the option, its label and the field of each
 */
export function countsForm({ go }, state, choices) {
  const fields = [...COUNT_FIELDS.values()].map(({ name, title }) => /** @type {[string, string]} */ ([name, title]));
  /** @type {[string, HTMLSelectElement][]} */
  const selects = choices.map(([option, , value]) => [option, selectOf(`choose-${option}`, fields, value)]);
  const units = [...COUNTED].map(([name, { title }]) => /** @type {[string, string]} */ ([name, title]));
  selects.unshift(["count", selectOf("choose-count", units, unitAsked(state))]);
  const labels = ["Count", ...choices.map(([, label]) => label)];
  const parts = selects.map(([, select], place) => {
    return element("div", {}, element("label", { for: select.id }, labels[place]), select);
  });
  const button = element("button", { type: "submit" }, "Show");
  const form = element("form", { class: "counts-form" }, ...parts, button);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const options = Object.fromEntries(selects.map(([option, select]) => [option, select.value]));
    go(changed(state, { options: { ...state.options, ...options } }));
  });
  return form;
}

/**
 * @param {string} id
 * @param {[string, string][]} values each with its label
 * @param {string} chosen
 */
function selectOf(id, values, chosen) {
  const options = values.map(([value, label]) => element("option", { value, selected: value === chosen }, label));
  return element("select", { id }, ...options);
}

/**
 * What filters the counts, what these leave out, and what else is to be known of them; nothing where there is nothing.
 * @param {CountsContext} context
 * @param {State} state
 * @param {string[]} by
 * @returns {HTMLElement[]}
 */
export function filtersOfCounts(context, state, by) {
  const isAsked = unitAsked(state) === REVIEWS && asksStatements(state.chosen, by);
  const sections = COUNTED.get(isAsked ? "statements" : unitAsked(state))?.sections ?? [];
  const items = [
    ...askedItems(context, state),
    isAsked && remarkItem("Reviews are counted by the statements that the filters select; numbers lead to these."),
    !isAsked && silentItem(context, state.chosen, sections),
    ...leftOutItems(context, state, sections),
    ...OPTIONS.filter((option) => isUnknown(option, state.options[option])).map((option) =>
      remarkItem(`There is no ${quoted(state.options[option])} to count${option === "count" ? "" : " by"}.`),
    ),
    state.query && remarkItem("These are the numbers whatever the search."),
  ].filter(Boolean);
  return items.length ? [element("ul", { class: "remarks" }, ...items)] : [];
}

/** @param {...import("./dom.js").Child} children */
function remarkItem(...children) {
  return element("li", {}, ...children);
}

/**
 * The filters, and a way to be without.
 * @param {CountsContext} context
 * @param {State} state
 */
function askedItems({ facets, link }, state) {
  const words = choicesInWords(facets, state);
  const all = linkTo(link(changed(state, { chosen: startState().chosen })), "Count without filters");
  return words.length ? [remarkItem(`Filters: ${words.join("; ")}. `, all)] : [];
}

/**
 * What filters leave out as it does not state what they ask, and a way to take it in.
 * @param {CountsContext} context
 * @param {State} state
 * @param {readonly string[]} sections
 */
function leftOutItems({ facets, link }, state, sections) {
  const left = sections.length
    ? [...leftOut(facets, state.chosen, { sections }), ...leftOutWithNone(facets, state.chosen, sections)]
    : leftOut(facets, state.chosen);
  return leftOutInWords(link, state, left).map((words) => remarkItem(...words));
}

/**
 * How many of the reviews have no statement that could be counted, as they do not state such sections.
 * @param {CountsContext} context
 * @param {Chosen} chosen
 * @param {readonly string[]} sections
 */
function silentItem({ facets }, chosen, sections) {
  const number = sections.length ? countSilent(facets, chosen, sections) : 0;
  const does = number === 1 ? "does" : "do";
  return number ? remarkItem(`${inThousands(number)} of these reviews ${does} not state ${listed(sections)}.`) : null;
}

/**
 * The fragment that leads to what a cell counts; nothing where it counts none, or no filters select the same.
 * @param {CountsContext} context
 * @param {Tally} counts
 * @param {Leads} leads
 * @param {string[]} cell
 */
export function leadLink({ link }, counts, leads, cell) {
  const chosen = counts.count(cell) ? leads.to(cell) : null;
  const sections = counts.of === REVIEWS || counts.of === "statements" ? [] : [counts.of];
  return chosen
    ? link({ ...startState(), chosen: { ...startState().chosen, ...chosen }, show: leads.show, sections })
    : "";
}

/**
 * Sentences below a table.
 * @param {string[]} lines
 */
export function linesBelow(lines) {
  return element("div", { class: "prose quiet" }, ...lines.map((line) => element("p", {}, line)));
}
