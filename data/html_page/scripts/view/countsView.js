/** Counts by one field: a table with a bar for each value, whose rows lead to what they count. */

import { labelOf, titleOfField } from "../counts/countFields.js";
import { Leads } from "../counts/leads.js";
import { tally } from "../counts/tally.js";
import { inThousands } from "../ground/numbers.js";
import { countsForm, fieldAsked, filtersOfCounts, leadLink, linesBelow, unitAsked } from "./countsParts.js";
import { captionOfCounts, hasShares, notesOfCounts, titleOfCounts } from "./countsWords.js";
import { element, linkTo } from "./dom.js";
import { changed } from "./state.js";

/** @typedef {import("../counts/tally.js").Tally} Tally */
/** @typedef {import("./countsParts.js").CountsContext} CountsContext */
/** @typedef {import("./state.js").State} State */

const SVG = "http://www.w3.org/2000/svg";

/**
 * The view of `#counts?by=harm`.
 * @param {CountsContext} context
 * @param {State} state
 * @returns {HTMLElement}
 */
export function countsView(context, state) {
  const name = fieldAsked(state, "by", "harm");
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
 * @param {CountsContext} context
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
    const label = labelOf(context.store.vocabulary, name, value);
    return countsRow(counts, value, label, leadLink(context, counts, leads, [value]), most);
  });
  const all = element("tr", {}, element("th", { scope: "row" }, "All"), numberCell(counts.total), element("td"));
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
 * @param {Tally} counts
 * @param {string} value
 * @param {string} label
 * @param {string} fragment that leads to what is counted
 * @param {number} most of all rows
 */
function countsRow(counts, value, label, fragment, most) {
  const number = counts.count([value]);
  const head = element("th", { scope: "row" }, fragment ? linkTo(fragment, label) : label);
  const bar = element("td", { class: "bar" }, barOf(number / most));
  const share = hasShares(counts) && element("td", { class: "share" }, counts.share([value]) || "–");
  return element("tr", {}, head, numberCell(number), bar, share);
}

/** @param {number} number */
function numberCell(number) {
  return element("td", { class: "number" }, inThousands(number));
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
