/** What the views of counts have in common: what is counted, how that is chosen, and what a number leads to. */

import { COUNTED, REVIEWS } from "../counts/counted.js";
import { COUNT_FIELDS } from "../counts/countFields.js";
import { asksStatements } from "../counts/units.js";
import { silenceInWords } from "../counts/unread.js";
import { countSilent, leftOut, leftOutWithNone } from "../counts/unstated.js";
import { inThousands } from "../ground/numbers.js";
import { listed, quoted } from "../ground/text.js";
import { choicesInWords, leftOutInWords } from "./asked.js";
import { numberInWords } from "./countsWords.js";
import { element, linkTo } from "./dom.js";
import { changed, OPTIONS, startState } from "./state.js";

/** @typedef {import("../counts/facets.js").Chosen} Chosen */
/** @typedef {import("../counts/leads.js").Leads} Leads */
/** @typedef {import("../counts/tally.js").Tally} Tally */
/** @typedef {import("./context.js").ReadyContext} ReadyContext */
/** @typedef {import("./state.js").State} State */

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
 * Where fields, and what is counted, are chosen. A choice shows at once, and keeps the focus.
 * @param {ReadyContext} context
 * @param {State} state
 * @param {[string, string, string][]} choices the option, its label and the field of each
 */
export function countsForm({ go, announce }, state, choices) {
  const fields = [...COUNT_FIELDS.values()].map(({ name, title }) => /** @type {[string, string]} */ ([name, title]));
  const units = [...COUNTED].map(([name, { title }]) => /** @type {[string, string]} */ ([name, title]));
  /** @type {[string, string, HTMLSelectElement][]} */
  const selects = [
    ["count", "Count", selectOf("choose-count", units, unitAsked(state))],
    ...choices.map(([option, label, value]) => {
      const select = selectOf(`choose-${option}`, fields, value);
      return /** @type {[string, string, HTMLSelectElement]} */ ([option, label, select]);
    }),
  ];
  const parts = selects.map(([option, label, select]) => {
    select.addEventListener("change", () => {
      go(changed(state, { options: { ...state.options, [option]: select.value } }));
      document.getElementById(select.id)?.focus();
      announce(document.querySelector(".counts h2")?.textContent ?? "");
    });
    return element("div", {}, element("label", { for: select.id }, label), select);
  });
  return element("div", { class: "counts-form" }, ...parts);
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
 * @param {ReadyContext} context
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
 * @param {ReadyContext} context
 * @param {State} state
 */
function askedItems({ facets, link }, state) {
  const words = choicesInWords(facets, state);
  const all = linkTo(link(changed(state, { chosen: startState().chosen })), "Count without filters");
  return words.length ? [remarkItem(`Filters: ${words.join("; ")}. `, all)] : [];
}

/**
 * What filters leave out as it does not state what they ask, and a way to take it in.
 * @param {ReadyContext} context
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
 * @param {ReadyContext} context
 * @param {Chosen} chosen
 * @param {readonly string[]} sections
 */
function silentItem({ facets }, chosen, sections) {
  if (!sections.length) return null;
  const silent = countSilent(facets, chosen, sections);
  const verb = listed(sections) === "learning" ? "was" : "were";
  const words = silenceInWords(silent, (number) => `${inThousands(number)} of these reviews`, listed(sections), verb);
  return silent.number ? remarkItem(`${words.charAt(0).toUpperCase()}${words.slice(1)}.`) : null;
}

/**
 * The fragment that leads to what a cell counts; nothing where it counts none, or no filters select the same.
 * @param {ReadyContext} context
 * @param {Tally} counts
 * @param {Leads} leads
 * @param {string[]} cell
 * @param {number} [number] of those that are counted in it
 */
export function leadLink(context, counts, leads, cell, number = counts.count(cell)) {
  const chosen = number ? leads.to(cell) : null;
  return chosen ? listLink(context, counts, chosen, leads.show) : "";
}

/**
 * The fragment that leads to all that was counted; nothing where filters select other reviews.
 * @param {ReadyContext} context
 * @param {Tally} counts
 * @param {Chosen} chosen
 */
export function allLink(context, counts, chosen) {
  const isSame = counts.of !== REVIEWS || context.facets.numbers(chosen).length === counts.total;
  return isSame && counts.total
    ? listLink(context, counts, chosen, counts.of === REVIEWS ? REVIEWS : "statements")
    : "";
}

/**
 * The fragment of a list of what was counted.
 * @param {ReadyContext} context
 * @param {Tally} counts
 * @param {Chosen} chosen
 * @param {State["show"]} show
 */
function listLink({ link }, { of }, chosen, show) {
  const sections = of === REVIEWS || of === "statements" ? [] : [of];
  return link({ ...startState(), chosen: { ...startState().chosen, ...chosen }, show, sections });
}

/**
 * A number of a table: a link that tells what it is a number of, or only the number where it leads nowhere.
 * @param {Tally} counts
 * @param {string} fragment
 * @param {number} number
 * @param {string[]} labels of its row and its column
 */
export function numberLink(counts, fragment, number, labels) {
  const shown = inThousands(number);
  return fragment
    ? element("a", { href: fragment, "aria-label": numberInWords(counts, number, labels) }, shown)
    : shown;
}

/**
 * Sentences below a table.
 * @param {string[]} lines
 */
export function linesBelow(lines) {
  return element("div", { class: "prose quiet" }, ...lines.map((line) => element("p", {}, line)));
}
