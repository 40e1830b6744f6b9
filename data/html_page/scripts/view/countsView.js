/** Counts by one field: a table with a bar for each value, whose rows lead to what they count. */

import { titleOfField } from "../counts/countFields.js";
import { Leads } from "../counts/leads.js";
import { tally } from "../counts/tally.js";
import {
  allLink,
  countsForm,
  fieldAsked,
  filtersOfCounts,
  leadLink,
  linesBelow,
  numberLink,
  unitAsked,
} from "./countsParts.js";
import { captionOfCounts, hasShares, notesOfCounts, numberInWords, titleOfCounts } from "./countsWords.js";
import { element, linkTo } from "./dom.js";
import { changed, startState } from "./state.js";

/** @typedef {import("../counts/tally.js").Tally} Tally */
/** @typedef {import("./context.js").ReadyContext} ReadyContext */
/** @typedef {import("./state.js").State} State */

const SVG = "http://www.w3.org/2000/svg";

/**
 * The view of `#counts?by=theme`.
 * @param {ReadyContext} context
 * @param {State} state
 * @returns {HTMLElement}
 */
export function countsView(context, state) {
  const name = fieldAsked(state, "by", "theme");
  const counts = tally(context.facets, state.chosen, [name], unitAsked(state));
  const options = { ...state.options, rows: name === "harm" ? "theme" : name, columns: "harm" };
  const matrix = context.link(changed(state, { view: "matrix", options }));
  return element(
    "section",
    { class: "counts" },
    element("h2", { tabindex: -1 }, titleOfCounts(counts)),
    countsForm(context, state, [["by", "By", name]]),
    ...filtersOfCounts(context, state, [name]),
    counts.total
      ? countsTable(context, state, counts)
      : element("p", {}, "Nothing matches, so there is nothing to count."),
    linesBelow(counts.total ? notesOfCounts(counts) : []),
    element("p", {}, linkTo(matrix, "Count by two fields")),
  );
}

/**
 * @param {ReadyContext} context
 * @param {State} state
 * @param {Tally} counts
 */
function countsTable(context, state, counts) {
  const [name] = counts.by;
  const values = counts.values(context.store.vocabulary);
  const leads = new Leads(context.facets, state.chosen, counts.by, counts.of);
  const most = Math.max(...values.map((value) => counts.count([value])));
  const columns = ["label", "figure", "picture", ...(hasShares(counts) ? ["part"] : [])];
  const heads = [
    element("th", { scope: "col" }, titleOfField(name)),
    element("th", { scope: "col", colspan: 2 }, "Number"),
    hasShares(counts) && element("th", { scope: "col", class: "share" }, "Share"),
  ];
  const rows = values.map((value) => {
    const label = counts.label(context.store.vocabulary, value);
    const number = counts.count([value]);
    const theme = name === "theme" ? themeLink(context, state, value) : "";
    const cells = [
      labelCell(counts, number, label, leadLink(context, counts, leads, [value])),
      numberCell(numberLink(counts, number ? theme : "", number, [label])),
      element("td", { class: "bar" }, barOf(number / most)),
      hasShares(counts) && element("td", { class: "share" }, counts.share([value]) || "–"),
    ];
    return element("tr", {}, ...cells);
  });
  const total = numberLink(counts, allLink(context, counts, state.chosen), counts.total, []);
  const all = element("tr", {}, element("th", { scope: "row" }, "All"), numberCell(total), element("td"));
  if (hasShares(counts)) {
    all.append(element("td"));
  }
  return element(
    "table",
    { class: "bars" },
    element("caption", {}, captionOfCounts(counts)),
    element("colgroup", {}, ...columns.map((name) => element("col", { class: name }))),
    element("thead", {}, element("tr", {}, ...heads)),
    element("tbody", {}, ...rows),
    element("tfoot", {}, all),
  );
}

/**
 * The fragment that leads to the statements of a theme: to its own view, or under filters to those that they select.
 * @param {ReadyContext} context
 * @param {State} state
 * @param {string} value
 */
function themeLink({ link, store }, { chosen }, value) {
  if (!store.vocabulary.terms("theme").has(value)) {
    return "";
  }
  if (Object.values(chosen).some((values) => values.length)) {
    return link({ ...startState(), chosen: { ...chosen, theme: [value] }, show: "statements" });
  }
  return link({ ...startState(), view: "theme", target: value });
}

/**
 * @param {Tally} counts
 * @param {number} number
 * @param {string} label
 * @param {string} fragment that leads to what is counted
 */
function labelCell(counts, number, label, fragment) {
  const named = { href: fragment, "aria-label": `${label}: ${numberInWords(counts, number, [])}` };
  return element("th", { scope: "row" }, fragment ? element("a", named, label) : label);
}

/** @param {import("./dom.js").Child} number */
function numberCell(number) {
  return element("td", { class: "number" }, number);
}

/**
 * A bar, which says nothing that the number beside it does not.
 * @param {number} part of the longest bar, from 0 to 1
 */
function barOf(part) {
  const picture = document.createElementNS(SVG, "svg");
  const bar = document.createElementNS(SVG, "rect");
  const attributes = { viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true", focusable: "false" };
  for (const [name, value] of Object.entries(attributes)) {
    picture.setAttribute(name, value);
  }
  bar.setAttribute("width", String(Math.round(1000 * part) / 10));
  bar.setAttribute("height", "10");
  picture.append(bar);
  return picture;
}
