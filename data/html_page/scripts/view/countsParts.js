/** What the views of counts have in common: what is counted, how that is chosen, and what a number leads to. */

import { COUNT_FIELDS } from "../counts/countFields.js";
import { asksStatements, COUNTED, REVIEWS } from "../counts/units.js";
import { countSilent, leftOut } from "../counts/unstated.js";
import { listed, quoted } from "../ground/text.js";
import { COUNTED_TITLES } from "./countsWords.js";
import { element, linkTo } from "./dom.js";
import { changed, OPTIONS, startState } from "./state.js";
import { inThousands } from "./words.js";

/** @typedef {import("../counts/facets.js").Chosen} Chosen */
/** @typedef {import("../counts/leads.js").Leads} Leads */
/** @typedef {import("../counts/tally.js").Tally} Tally */
/** @typedef {import("./state.js").State} State */

/**
 * @typedef {object} CountsContext
 * @property {import("../ground/store.js").Store} store
 * @property {import("../counts/facets.js").Facets} facets
 * @property {(state: State) => string} link the fragment that leads to a state
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
export function countsForm({ link }, state, choices) {
  const fields = [...COUNT_FIELDS.values()].map(({ name, title }) => /** @type {[string, string]} */ ([name, title]));
  /** @type {[string, HTMLSelectElement][]} */
  const selects = choices.map(([option, , value]) => [option, selectOf(`choose-${option}`, fields, value)]);
  selects.unshift(["count", selectOf("choose-count", [...COUNTED_TITLES], unitAsked(state))]);
  const labels = ["Count", ...choices.map(([, label]) => label)];
  const parts = selects.map(([, select], place) => {
    return element("div", {}, element("label", { for: select.id }, labels[place]), select);
  });
  const button = element("button", { type: "submit" }, "Show");
  const form = element("form", { class: "counts-form" }, ...parts, button);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const options = Object.fromEntries(selects.map(([option, select]) => [option, select.value]));
    location.hash = link(changed(state, { options: { ...state.options, ...options } }));
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
 * What filters the counts, and what these leave out; nothing where there are none.
 * @param {CountsContext} context
 * @param {State} state
 * @param {string[]} by
 * @returns {HTMLElement[]}
 */
export function filtersOfCounts(context, state, by) {
  const { facets, link } = context;
  const titles = new Map(facets.fields.map(({ name, title }) => [name, title]));
  const asked = Object.entries(state.chosen).filter(([, values]) => values.length);
  const of = unitAsked(state);
  const sections =
    of !== REVIEWS ? COUNTED.get(of) : asksStatements(state.chosen, by) ? COUNTED.get("statements") : null;
  const items = sections && of !== REVIEWS ? silentItems(context, state.chosen, sections) : [];
  if (asked.length) {
    const words = asked.map(([name, values]) => {
      const labels = listed(values.map((value) => facets.label(name, value)));
      return titles.has(name) ? `${titles.get(name)}: ${labels}` : labels;
    });
    const all = linkTo(link(changed(state, { chosen: startState().chosen })), "Count without filters");
    items.unshift(element("li", {}, `Filters: ${words.join("; ")}. `, all));
  }
  for (const { text, number, chosen } of leftOut(facets, state.chosen, sections ? { sections } : {})) {
    const more = linkTo(link(changed(state, { chosen })), `Count ${number === 1 ? "it" : "them"} too`);
    items.push(element("li", {}, `Left out: ${text}. `, more));
  }
  for (const option of OPTIONS.filter((option) => isUnknown(option, state.options[option]))) {
    items.push(
      element("li", {}, `There is no ${quoted(state.options[option])} to count${option === "count" ? "" : " by"}.`),
    );
  }
  if (state.query) {
    items.push(element("li", {}, "These are the numbers whatever the search."));
  }
  return items.length ? [element("ul", { class: "remarks" }, ...items)] : [];
}

/**
 * @param {CountsContext} context
 * @param {Chosen} chosen
 * @param {string[]} sections
 */
function silentItems({ facets }, chosen, sections) {
  const number = countSilent(facets, chosen, sections);
  const does = number === 1 ? "does" : "do";
  const told = `${inThousands(number)} of these reviews ${does} not state ${listed(sections)}.`;
  return number ? [element("li", {}, told)] : [];
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
