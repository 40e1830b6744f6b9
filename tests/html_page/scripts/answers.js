/** Answers of the page's search in full, for comparison with the command line's, and what they take. */

import { reviewSets } from "../../../data/html_page/scripts/ground/reviewSets.js";
import { answer } from "../../../data/html_page/scripts/search/engine.js";
import { NO_FILTERS } from "../../../data/html_page/scripts/search/strict.js";
import { orError, WAYS_OF_THE_COMMAND_LINE } from "./commandLine.js";

/** @typedef {import("../../../data/html_page/scripts/ground/store.js").Store} Store */
/** @typedef {import("../../../data/html_page/scripts/search/engine.js").Answer} Answer */
/** @typedef {import("../../../data/html_page/scripts/search/engine.js").Options} Options */

/**
 * @typedef {object} Search a query with how it is asked
 * @property {string} query
 * @property {Options} options
 * @property {number[] | null} among the reviews that the filters let in; null for all
 * @property {string} [theme] which statements must have
 */

/**
 * What each search finds: which findings there are, in order, the first of them whole, and all that is said of them.
 * @param {Store} store
 * @param {Search[]} searches
 * @param {number} shown
 */
export function answerAll(store, searches, shown) {
  return searches.map(({ query, options, among, theme }) => {
    const reviews = among && reviewSets.of(among, store.size);
    const statement = theme ? (/** @type {{themes: string[] | null}} */ { themes }) => !!themes?.includes(theme) : null;
    const filters = { reviews, statement };
    return orError(() =>
      ofAnswer(answer(store, query, { ...options, filters, ways: WAYS_OF_THE_COMMAND_LINE }), shown),
    );
  });
}

/**
 * @param {Answer} found
 * @param {number} shown
 */
function ofAnswer({ findings, total, notes, missing, between, countUnder }, shown) {
  const numbers = findings.keys.map((key) => key.number ?? key[0]);
  return { total, notes, missing, between, numbers, first: findings.slice(0, shown), under: countUnder(NO_FILTERS) };
}

/**
 * The milliseconds of the processor from each key to the first findings, as queries are typed letter by letter.
 *
 * Other work on the machine hardly changes these.
 * @param {Store} store
 * @param {string[]} queries
 * @param {Options} options
 * @param {number} shown
 */
export function timesTyped(store, queries, options, shown) {
  return queries.flatMap((query) =>
    Array.from(query, (_, index) => {
      const begun = process.cpuUsage();
      orError(() => answer(store, query.slice(0, index + 1), options).findings.slice(0, shown));
      const { user, system } = process.cpuUsage(begun);
      return (user + system) / 1000;
    }),
  );
}
