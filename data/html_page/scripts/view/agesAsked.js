// The filter that an age in a query means: which of its values, and the state that has them chosen.

import { AGE_BANDS } from "../counts/countFields.js";
import { monthsOf, readAges, withoutAges } from "../search/ages.js";
import { choiceInWords } from "./asked.js";
import { changed } from "./state.js";

/** @typedef {import("./context.js").Ready} Ready */
/** @typedef {import("./state.js").State} State */

/**
 * The ages in a query as a choice of the filter, in words, and the state in which it takes their place; null where no
 * review has such an age.
 * @param {Ready} ready
 * @param {State} state
 * @returns {[string, State] | null}
 */
export function agesAsked({ facets, fields }, state) {
  const spans = readAges(state.query)[1].map(monthsOf);
  const known = new Set(fields.find(({ name }) => name === "age")?.values.map(({ value }) => value));
  const bands = AGE_BANDS.filter(([value, , low, high]) => {
    return known.has(value) && spans.some(([from, to]) => from < 12 * high && to > 12 * low);
  }).map(([value]) => value);
  if (!bands.length) return null;
  const query = withoutAges(state.query);
  return [choiceInWords(facets, "age", bands), changed(state, { query, chosen: { ...state.chosen, age: bands } })];
}
