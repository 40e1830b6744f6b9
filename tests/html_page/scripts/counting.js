/** What test_counts.py asks of facets and counts: many questions about the same reviews at once. */

import { COUNT_FIELDS, labelOf } from "../../../data/html_page/scripts/counts/countFields.js";
import { Facets } from "../../../data/html_page/scripts/counts/facets.js";
import { tally } from "../../../data/html_page/scripts/counts/tally.js";
import { countSilent, leftOut } from "../../../data/html_page/scripts/counts/unstated.js";
import { Store } from "../../../data/html_page/scripts/ground/store.js";

const QUESTIONS = { fields, select, counts, statements, left, silent, tallied };

/**
 * The answers to questions, each of which names a function of this module and gives its further arguments.
 */
export function answersAbout(reviews, vocabulary, questions) {
  const facets = new Facets(Store.of(reviews, vocabulary));
  return questions.map(([name, ...more]) => QUESTIONS[name](facets, ...more));
}

/** Milliseconds that all counts take, at the median of 21 times. */
export function timeOfCounts(reviews, vocabulary, chosen) {
  const facets = new Facets(Store.of(reviews, vocabulary));
  const times = Array.from({ length: 21 }, () => {
    const start = performance.now();
    facets.facetCounts(chosen);
    return performance.now() - start;
  });
  return times.sort((one, other) => one - other)[10];
}

function fields(facets) {
  return facets.fields;
}

function select(facets, chosen) {
  return ids(facets, facets.numbers(chosen));
}

function counts(facets, chosen) {
  return Object.fromEntries([...facets.facetCounts(chosen)].map(([name, found]) => [name, Object.fromEntries(found)]));
}

function statements(facets, chosen, sections) {
  return facets.statements(chosen, sections).map((passage) => passage.id);
}

function left(facets, chosen, sections) {
  return leftOut(facets, chosen, sections ? { sections } : {}).map(({ text }) => text);
}

function silent(facets, chosen, sections) {
  return countSilent(facets, chosen, sections);
}

/** Every cell, as the records of `count --json` are. */
function tallied(facets, chosen, by, of) {
  const found = tally(facets, chosen, by, of);
  const terms = facets.store.vocabulary;
  const rows = found.values(terms);
  const columns = by.length > 1 ? found.values(terms, 1) : null;
  const cells = rows.flatMap((value) => (columns ? columns.map((other) => [value, other]) : [[value]]));
  return cells.map((cell) => ({
    values: cell,
    labels: cell.map((value, place) => labelOf(terms, by[place], value)),
    count: found.count(cell),
    base: found.base(cell),
    total: found.total,
    ids:
      of === "reviews"
        ? ids(facets, found.numbers(cell))
        : found.numbers(cell).map((number) => facets.store.passages[number - 1].id),
  }));
}

function ids(facets, found) {
  return found.map((number) => facets.store.reviews[number - 1].id);
}

export const fieldNames = () => [...COUNT_FIELDS.keys()];
