/** What test_counts.py asks of facets and counts: many questions about the same reviews at once. */

import { labelOf } from "../../../data/html_page/scripts/counts/countFields.js";
import { Facets } from "../../../data/html_page/scripts/counts/facets.js";
import { Leads } from "../../../data/html_page/scripts/counts/leads.js";
import { tally } from "../../../data/html_page/scripts/counts/tally.js";
import { COUNTED } from "../../../data/html_page/scripts/counts/units.js";
import { countSilent, leftOut } from "../../../data/html_page/scripts/counts/unstated.js";
import { Store } from "../../../data/html_page/scripts/ground/store.js";

const QUESTIONS = { fields, select, counts, statements, left, silent, tallied, led };

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

/** For every cell with something in it, what it counts and what it leads to; null where it leads nowhere. */
function led(facets, chosen, by, of) {
  const found = tally(facets, chosen, by, of);
  const leads = new Leads(facets, chosen, by, of);
  const cells = [...found.cells].flatMap(([first, row]) =>
    [...row.keys()].map((second) => (by[1] ? [first, second] : [first])),
  );
  return cells.map((cell) => {
    const choice = leads.to(cell);
    return { cell, choice, counted: found.numbers(cell), led: choice && leadNumbers(facets, choice, leads.show, of) };
  });
}

/** The numbers of what a choice selects: of statements, those of their reviews where reviews were counted. */
function leadNumbers(facets, choice, show, of) {
  if (show === "reviews") {
    return facets.numbers(choice);
  }
  const passages = facets.statements(choice, of === "reviews" ? COUNTED.get("statements") : COUNTED.get(of));
  return [...new Set(passages.map((passage) => (of === "reviews" ? passage.review : passage.number)))];
}

function ids(facets, found) {
  return found.map((number) => facets.store.reviews[number - 1].id);
}
