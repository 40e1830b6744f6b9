/** Counts by two fields: a table of shaded numbers, each of which leads to what has both values. */

import { titleOfField } from "../counts/countFields.js";
import { Leads } from "../counts/leads.js";
import { tally } from "../counts/tally.js";
import { inThousands } from "../ground/numbers.js";
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
import { captionOfCounts, notesOfCounts, titleOfCounts } from "./countsWords.js";
import { actionButton, element } from "./dom.js";

/** @typedef {import("../counts/tally.js").Tally} Tally */
/** @typedef {import("./context.js").ReadyContext} ReadyContext */
/** @typedef {import("./state.js").State} State */
/** @typedef {(value: string) => string} Named what a value is called */

/**
 * A matrix with what its parts need to know.
 * @typedef {object} Matrix
 * @property {Tally} counts
 * @property {string[]} rows
 * @property {string[]} columns
 * @property {Named} rowName
 * @property {Named} columnName
 * @property {(cell: string[]) => string} lead the fragment that leads to a cell; empty where there is none
 * @property {(value: string, place: number) => string} leadAll the same to all of a row, at 0, or of a column, at 1
 * @property {string} leadTotal the same to all that was counted
 * @property {number} most in any cell that is shown
 */

const SHADES = 5;
const MOST_ROWS = 200;
const MOST_COLUMNS = 40;
const MOST_AT_ONCE = 8; // columns that a wide window shows

const SIDEWAYS = " Scroll sideways for more.";

/**
 * The view of `#matrix?rows=theme&columns=harm`.
 * @param {ReadyContext} context
 * @param {State} state
 * @returns {HTMLElement}
 */
export function matrixView(context, state) {
  const by = [fieldAsked(state, "rows", "theme"), fieldAsked(state, "columns", "harm")];
  const counts = tally(context.facets, state.chosen, by, unitAsked(state));
  const form = countsForm(context, state, [
    ["rows", "Rows", by[0]],
    ["columns", "Columns", by[1]],
  ]);
  const head = [element("h2", { tabindex: -1 }, titleOfCounts(counts)), form, ...filtersOfCounts(context, state, by)];
  if (!counts.total) {
    return element(
      "section",
      { class: "counts" },
      ...head,
      element("p", {}, "Nothing matches, so there is nothing to count."),
    );
  }
  const matrix = matrixOf(context, state, counts);
  const below = linesBelow([...notesOfCounts(counts), ...cutNotes(counts, matrix)]);
  below.tabIndex = -1;
  const past = actionButton("Go past the table", () => below.focus(), { class: "go-past" });
  return element("section", { class: "counts" }, ...head, past, matrixRegion(context, matrix), below);
}

/**
 * @param {ReadyContext} context
 * @param {State} state
 * @param {Tally} counts
 * @returns {Matrix}
 */
function matrixOf(context, state, counts) {
  const terms = context.store.vocabulary;
  const leads = new Leads(context.facets, state.chosen, counts.by, counts.of);
  const rows = mostFrequent(counts, 0, counts.values(terms), MOST_ROWS);
  const columns = mostFrequent(counts, 1, counts.values(terms, 1), MOST_COLUMNS);
  return {
    counts,
    rows,
    columns,
    rowName: (value) => counts.label(terms, value),
    columnName: (value) => counts.label(terms, value, 1),
    lead: (cell) => leadLink(context, counts, leads, cell),
    leadAll: leadsToAll(context, state, counts),
    leadTotal: allLink(context, counts, state.chosen),
    most: Math.max(...rows.flatMap((row) => columns.map((column) => counts.count([row, column])))),
  };
}

/**
 * What leads to all of a row or a column. By one field none is counted otherwise in some: a review has no theme only
 * where none of its statements has one, while here each statement stands for itself.
 * @param {ReadyContext} context
 * @param {State} state
 * @param {Tally} counts
 */
function leadsToAll(context, state, counts) {
  const axes = counts.by.map((name) => ({
    alone: tally(context.facets, state.chosen, [name], counts.of),
    leads: new Leads(context.facets, state.chosen, [name], counts.of),
  }));
  return (/** @type {string} */ value, /** @type {number} */ place) => {
    const { alone, leads } = axes[place];
    const isSame = alone.count([value]) === counts.having(value, place);
    return isSame ? leadLink(context, alone, leads, [value]) : "";
  };
}

/**
 * The values that there is room for, in their order.
 * @param {Tally} counts
 * @param {number} place
 * @param {string[]} values
 * @param {number} most
 */
function mostFrequent(counts, place, values, most) {
  const often = [...values].sort((one, other) => counts.having(other, place) - counts.having(one, place));
  const shown = new Set(often.slice(0, most));
  return values.filter((value) => shown.has(value));
}

/**
 * What is not shown.
 * @param {Tally} counts
 * @param {Matrix} matrix
 */
function cutNotes(counts, { rows, columns }) {
  const more = [counts.bases[0].size - rows.length, counts.bases[1].size - columns.length];
  return ["rows", "columns"].flatMap((what, place) => {
    return more[place] ? [`The most frequent ${what} are shown; ${inThousands(more[place])} more are not.`] : [];
  });
}

/**
 * The table in a region of its own, which scrolls where there is no room for all columns.
 * @param {ReadyContext} context
 * @param {Matrix} matrix
 */
function matrixRegion(context, matrix) {
  const { counts, columns } = matrix;
  const shades = element("span", { class: "on-screen" }, " It leads to them; the stronger its shade, the more.");
  const more = element("span", { class: `sideways${columns.length > MOST_AT_ONCE ? " many" : ""}` }, SIDEWAYS);
  const told = element("span", {}, `${captionOfCounts(counts)} A number is how many have both.`, shades, more);
  const caption = element("caption", { id: "matrix-caption" }, told);
  const corner = element("th", { scope: "col", class: "row-head" }, titleOfField(counts.by[0]));
  const heads = columns.map((value) => element("th", { scope: "col" }, matrix.columnName(value)));
  const totals = columns.map((value) => totalCell(matrix, value, 1));
  const all = element("td", { class: "total" }, numberLink(counts, matrix.leadTotal, counts.total, []));
  const table = element(
    "table",
    { class: "matrix" },
    caption,
    element("thead", {}, element("tr", {}, corner, element("th", { scope: "col", class: "total" }, "All"), ...heads)),
    ...rowGroups(context, matrix),
    element("tfoot", {}, element("tr", {}, element("th", { scope: "row", class: "row-head" }, "All"), all, ...totals)),
  );
  const attributes = { class: "matrix-region", role: "region", "aria-labelledby": "matrix-caption", tabindex: 0 };
  const region = element("div", attributes, table);
  region.addEventListener("focusin", ({ target }) => {
    // a browser leaves a link as it is where a part of it can be seen
    if (target instanceof HTMLElement && target !== region) {
      target.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  });
  return region;
}

/**
 * The rows: of themes those of a group together, in the order of the groups.
 * @param {ReadyContext} context
 * @param {Matrix} matrix
 */
function rowGroups({ store }, matrix) {
  const [field] = matrix.counts.by;
  const groups = field === "theme" ? store.vocabulary.groups.get(field) : undefined;
  const rest = new Set(matrix.rows);
  const bodies = [...(groups ?? [])].flatMap(([slug, label]) => {
    const rows = matrix.rows.filter((value) => store.vocabulary.terms(field).get(value)?.group === slug);
    for (const value of rows) {
      rest.delete(value);
    }
    return rows.length ? [rowGroup(matrix, rows, label)] : [];
  });
  return rest.size ? [...bodies, rowGroup(matrix, [...rest], "")] : bodies;
}

/**
 * @param {Matrix} matrix
 * @param {string[]} rows
 * @param {string} label of the group; empty for rows without
 */
function rowGroup(matrix, rows, label) {
  const span = matrix.columns.length + 2;
  const head = element("th", { scope: "rowgroup", colspan: span, class: "group-head" }, element("span", {}, label));
  const body = element("tbody", { class: label ? "group" : "rest" }, label && element("tr", {}, head));
  for (const row of rows) {
    body.append(matrixRow(matrix, row));
  }
  return body;
}

/**
 * @param {Matrix} matrix
 * @param {string} row
 */
function matrixRow(matrix, row) {
  const { columns } = matrix;
  const head = element("th", { scope: "row", class: "row-head" }, matrix.rowName(row));
  return element(
    "tr",
    {},
    head,
    totalCell(matrix, row, 0),
    ...columns.map((column) => matrixCell(matrix, [row, column])),
  );
}

/**
 * How many a row, or a column, has in all.
 * @param {Matrix} matrix
 * @param {string} value
 * @param {number} place
 */
function totalCell({ counts, leadAll, rowName, columnName }, value, place) {
  const label = place ? columnName(value) : rowName(value);
  const number = numberLink(counts, leadAll(value, place), counts.having(value, place), [label]);
  return element("td", { class: "total" }, number);
}

/**
 * @param {Matrix} matrix
 * @param {string[]} cell
 */
function matrixCell({ counts, lead, most, rowName, columnName }, cell) {
  const number = counts.count(cell);
  const shade = Math.ceil((SHADES * number) / most) || 0;
  const labels = [rowName(cell[0]), columnName(cell[1])];
  return element("td", { class: `shade-${shade}` }, numberLink(counts, lead(cell), number, labels));
}
