/**
 * Cells of a count as filters: `age:several`, `theme:housing-role+agency:housing`.
 *
 * A filter by fields does not always select what a cell counts: a review is in a band of ages only where all of a
 * child's possible age lies in it, and theme and agency of a cell are those of one statement.
 */

import { COUNT_FIELDS, labelOf } from "./countFields.js";

/** The name of the filter, as FACET_FIELDS have names. */
export const CELL = "cell";

/**
 * A cell as the value of a filter.
 * @param {string[]} by the names of the fields
 * @param {string[]} cell the value of each
 */
export function cellText(by, cell) {
  return by.map((name, place) => `${name}:${escaped(cell[place])}`).join("+");
}

/**
 * The fields and values of a cell; null of what is none.
 * @param {string} text
 * @returns {{by: string[], cell: string[]} | null}
 */
export function cellOf(text) {
  const parts = text.split("+").map((part) => part.split(":"));
  const isCell = parts.length <= 2 && parts.every((part) => part.length === 2 && COUNT_FIELDS.has(part[0]));
  return isCell ? { by: parts.map(([name]) => name), cell: parts.map(([, value]) => unescaped(value)) } : null;
}

/**
 * What a cell is called: `Age: Told too broadly for one band`.
 * @param {import("../ground/vocabulary.js").Vocabulary} terms
 * @param {string} text
 * @param {(name: string) => boolean} hasUnread whether nobody has read a field of some reviews
 */
export function labelOfCell(terms, text, hasUnread) {
  const found = cellOf(text);
  const said = found?.by.map(
    (name, place) => `${COUNT_FIELDS.get(name)?.title}: ${labelOf(terms, name, found.cell[place], hasUnread(name))}`,
  );
  return said?.join("; ") ?? text;
}

/** @param {string} value */
function escaped(value) {
  return value.replace(/[%+:]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
}

/** @param {string} value */
function unescaped(value) {
  return value.replace(/%(25|2b|3a)/g, (_, code) => String.fromCharCode(parseInt(code, 16)));
}
