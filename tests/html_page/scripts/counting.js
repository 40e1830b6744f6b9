/** What test_counts.py asks of facets and counts: many questions about the same reviews at once. */

import { COUNTED, REVIEWS } from "../../../data/html_page/scripts/counts/counted.js";
import { Facets } from "../../../data/html_page/scripts/counts/facets.js";
import { Leads } from "../../../data/html_page/scripts/counts/leads.js";
import { tally } from "../../../data/html_page/scripts/counts/tally.js";
import { countSilent, leftOut } from "../../../data/html_page/scripts/counts/unstated.js";

/** @typedef {import("../../../data/html_page/scripts/counts/facets.js").Chosen} Chosen */
/** @typedef {import("../../../data/html_page/scripts/ground/store.js").Store} Store */

/** @type {Record<string, (facets: Facets, ...more: any[]) => unknown>} */
const QUESTIONS = { fields, select, counts, statements, left, silent, tallied, led, label };

/** @type {WeakMap<Store, Facets>} */
const made = new WeakMap();

/**
 * The answers to questions, each of which names a function of this module and gives its further arguments.
 * @param {Store} store
 * @param {[string, ...unknown[]][]} questions
 */
export function answersAbout(store, questions) {
  const facets = made.get(store) ?? new Facets(store);
  made.set(store, facets);
  return questions.map(([name, ...more]) => QUESTIONS[name](facets, ...more));
}

/**
 * Milliseconds that all counts take, the fastest of 21 times.
 * @param {Store} store
 * @param {Chosen} chosen
 */
export function timeOfCounts(store, chosen) {
  const facets = new Facets(store);
  const times = Array.from({ length: 21 }, () => {
    const start = performance.now();
    facets.facetCounts(chosen);
    return performance.now() - start;
  });
  return Math.min(...times);
}

/**
 * Milliseconds of the processor that a matrix of all takes, with what its numbers lead to; the fastest of 7 times.
 * @param {Store} store
 * @param {string[]} by
 * @param {string} of
 */
export function timeOfMatrix(store, by, of) {
  const facets = new Facets(store);
  const times = Array.from({ length: 7 }, () => {
    const start = process.cpuUsage();
    const counts = tally(facets, {}, by, of);
    const leads = new Leads(facets, {}, by, of);
    for (const [first, row] of counts.cells) {
      for (const second of row.keys()) leads.to([first, second]);
    }
    return process.cpuUsage(start).user / 1000;
  });
  return Math.min(...times);
}

/** @param {Facets} facets */
function fields(facets) {
  return facets.fields;
}

/**
 * @param {Facets} facets
 * @param {Chosen} chosen
 */
function select(facets, chosen) {
  return ids(facets, facets.numbers(chosen));
}

/**
 * @param {Facets} facets
 * @param {Chosen} chosen
 */
function counts(facets, chosen) {
  return Object.fromEntries([...facets.facetCounts(chosen)].map(([name, found]) => [name, Object.fromEntries(found)]));
}

/**
 * @param {Facets} facets
 * @param {Chosen} chosen
 * @param {string[]} sections
 */
function statements(facets, chosen, sections) {
  return facets.statements(chosen, sections).map((passage) => passage.id);
}

/**
 * @param {Facets} facets
 * @param {Chosen} chosen
 * @param {string[] | null} sections
 */
function left(facets, chosen, sections) {
  return leftOut(facets, chosen, sections ? { sections } : {}).map(({ text }) => text);
}

/**
 * @param {Facets} facets
 * @param {Chosen} chosen
 * @param {string[]} sections
 */
function silent(facets, chosen, sections) {
  return countSilent(facets, chosen, sections);
}

/**
 * @param {Facets} facets
 * @param {string} name
 * @param {string} value
 */
function label(facets, name, value) {
  return facets.label(name, value);
}

/**
 * Every cell, as the records of `count --json` are.
 * @param {Facets} facets
 * @param {Chosen} chosen
 * @param {string[]} by
 * @param {string} of
 */
function tallied(facets, chosen, by, of) {
  const found = tally(facets, chosen, by, of);
  const terms = facets.store.vocabulary;
  const rows = found.values(terms);
  const columns = by.length > 1 ? found.values(terms, 1) : null;
  const cells = rows.flatMap((value) => (columns ? columns.map((other) => [value, other]) : [[value]]));
  return cells.map((cell) => ({
    values: cell,
    labels: cell.map((value, place) => found.label(terms, value, place)),
    count: found.count(cell),
    base: found.base(cell),
    total: found.total,
    share: found.share(cell),
    ids: of === REVIEWS ? ids(facets, found.numbers(cell)) : passageIds(facets, found.numbers(cell)),
  }));
}

/**
 * For every cell with something in it, what it counts and what it leads to; null where it leads nowhere.
 * @param {Facets} facets
 * @param {Chosen} chosen
 * @param {string[]} by
 * @param {string} of
 */
function led(facets, chosen, by, of) {
  const found = tally(facets, chosen, by, of);
  const leads = new Leads(facets, chosen, by, of);
  const cells = [...found.cells].flatMap(([first, row]) =>
    [...row.keys()].map((second) => (by.length > 1 ? [first, second] : [first])),
  );
  return cells.map((cell) => {
    const choice = leads.to(cell);
    return { cell, choice, counted: found.numbers(cell), led: choice && leadNumbers(facets, choice, leads.show, of) };
  });
}

/**
 * The numbers of what a choice selects: of statements, those of their reviews where reviews were counted.
 * @param {Facets} facets
 * @param {Chosen} choice
 * @param {string} show
 * @param {string} of
 */
function leadNumbers(facets, choice, show, of) {
  if (show === REVIEWS) {
    return facets.numbers(choice);
  }
  const passages = facets.statements(choice, COUNTED.get(of === REVIEWS ? "statements" : of)?.sections ?? []);
  return [...new Set(passages.map((passage) => (of === REVIEWS ? passage.review : passage.number)))];
}

/**
 * @param {Facets} facets
 * @param {number[]} found
 */
function ids(facets, found) {
  return found.map((number) => facets.store.reviews[number - 1].id);
}

/**
 * @param {Facets} facets
 * @param {number[]} found
 */
function passageIds(facets, found) {
  return found.map((number) => facets.store.passages[number - 1].id);
}
