/**
 * Full-text search: which reviews or statements a query finds, the best first, and where.
 *
 * A query without operators is answered by `plain`; for others `strict` ranks the reviews, and `highlight` the texts.
 *
 * @typedef {import("./ways.js").Ways} Ways
 * @typedef {import("./clues.js").Question} Question
 * @typedef {import("./highlight.js").Finding} Finding
 * @typedef {import("./strict.js").Filters} Filters
 * @typedef {import("../ground/store.js").Store} Store
 *
 * @typedef {object} Options
 * @property {boolean} [byStatement] whether the statements are ranked, not the reviews
 * @property {Filters} [filters]
 * @property {readonly string[]} [sections] those that are searched
 * @property {boolean} [allWords] whether only what has all of the words is found
 * @property {boolean} [exact] whether the words are taken as they are spelt
 * @property {boolean} [expand] whether other words for the same are looked for too
 * @property {Ways} [ways] how notes name what may be done next
 *
 * @typedef {object} Answer the answer to a search
 * @property {import("./records.js").Records<any, Finding>} findings those that are shown are made when they are asked for
 * @property {number} total how many there are
 * @property {number} [near] how many have only some of the words, where these need not all be there
 * @property {number} [summaries] how many are summaries, among statements
 * @property {readonly string[]} notes on the query: what was added to it, two meanings, words that are best avoided
 * @property {readonly string[]} missing why nothing, or less, was found: a line for each word that is found nowhere
 * @property {string | null} between the line between hits with all of the words and hits with some, if there are both
 * @property {(filters: Filters) => number} countUnder how many reviews have all of the query under other filters
 */

import { UsageError } from "./errors.js";
import { idsOf } from "./names.js";
import { Asked, reviewsFor, statementsFor } from "./plain.js";
import { isPlain } from "./queryParser.js";
import { understand } from "./question.js";
import { partly, remarks } from "./remarks.js";
import { inOrder, SECTIONS } from "./sections.js";
import { askedOf, NO_FILTERS } from "./strict.js";
import { nothingFound, strictAnswer } from "./strictAnswer.js";
import { WAYS_OF_THE_PAGE } from "./ways.js";

/**
 * The reviews that a query finds, each with its matching texts; or, by statement, the matching statements.
 *
 * Without operators, what has only some of the words is found too, last, unless all words are wanted; exactly, words are
 * looked for as they are spelt. Throws UsageError for a query that is too long, or no section that could be searched.
 * @param {Store} store
 * @param {string} query
 * @param {Options} options
 * @returns {Answer}
 */
export function answer(store, query, options = {}) {
  const { filters = NO_FILTERS, sections = SECTIONS, exact = false, expand = true, ways = WAYS_OF_THE_PAGE } = options;
  const { byStatement = false, allWords = false } = options;
  const searched = inOrder(byStatement ? sections.filter((name) => name !== "title" && name !== "summary") : sections);
  if (!searched.length) {
    throw new UsageError(...ways.noStatements);
  }
  const strict = () => askedOf(store, query, filters, sections, expand);
  const question = isPlain(query) ? understand(query, store, { expand, exact, ways }) : null;
  const found = question?.parts.length // words that tell nothing may still be in a name
    ? plainAnswer(new Asked(store, question, filters, searched, allWords), byStatement, ways)
    : strictAnswer(strict().within(searched), byStatement, question);
  const countUnder = (/** @type {Filters} */ others) => strict().under(others).total();
  return { ...withId(store, query, found, ways), countUnder };
}

/**
 * The answer, with a note on what is shown where the query is an id.
 * @param {Store} store
 * @param {string} query
 * @param {Omit<Answer, "countUnder">} found
 * @param {Ways} ways
 */
function withId(store, query, found, ways) {
  const ids = idsOf(store, query);
  if (!ids.length) {
    return found;
  }
  const note = ways.named(query.trim(), ids);
  return found.total ? { ...found, notes: [note, ...found.notes] } : nothingFound(note);
}

/**
 * The answer to a question without operators.
 * @param {Asked} asked
 * @param {boolean} byStatement
 * @param {Ways} ways
 * @returns {Omit<Answer, "countUnder">}
 */
function plainAnswer(asked, byStatement, ways) {
  const found = byStatement ? statementsFor(asked) : reviewsFor(asked);
  const missing = remarks(asked, found, byStatement ? "statement" : "review", ways);
  const between = found.whole && found.some ? `With ${partly(asked, found)}:` : null;
  const { findings, total, whole, some } = found;
  const numbers = { total, near: some, summaries: total - whole - some };
  return { findings, ...numbers, notes: asked.question.notes, missing, between };
}
