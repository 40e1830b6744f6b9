/**
 * The answer to a question without operators: first what has all of it, then the best that has some of it.
 *
 * @typedef {import("./bestMatch.js").Scored} Scored
 * @typedef {import("./clues.js").Question} Question
 * @typedef {import("./highlight.js").Finding} Finding
 * @typedef {import("./strict.js").Filters} Filters
 * @typedef {import("../ground/store.js").Store} Store
 *
 * @typedef {object} Results the answers to a question
 * @property {Records<Scored, Finding>} findings
 * @property {number} total how many there are
 * @property {number} whole how many have all of it
 * @property {number} some how many have some of it; the rest are summaries
 * @property {string[]} absent the labels of terms that it names but nothing here has; if any, nothing is found
 * @property {string[]} nowhere its words that nothing here has
 * @property {string[]} never its words that no answer with some of it has
 */

import { STATEMENTS } from "../ground/indexWords.js";
import { reviewSets } from "../ground/reviewSets.js";
import { BestMatch } from "./bestMatch.js";
import { CODES } from "./queryTree.js";
import { byScore, Records, rounded } from "./records.js";
import { Search } from "./strict.js";

/** The number of answers up to which those with only some of a question are listed. */
const FILLED = 50;

const MOSTLY = 0.5; // of a question

/** A question put to some sections of a store. */
export class Asked {
  /**
   * @param {Store} store
   * @param {Question} question
   * @param {Filters} filters
   * @param {readonly string[]} sections
   * @param {boolean} allWords whether answers must have all of it
   */
  constructor(store, question, filters, sections, allWords) {
    this.store = store;
    this.question = question;
    this.filters = filters;
    this.sections = sections;
    this.allWords = allWords;
  }

  /** The question as a query that requires all of it. */
  strict() {
    return new Search(this.store, this.question.query(), this.filters, this.sections, CODES);
  }

  /** The question as one that may be answered in part. */
  match() {
    return new BestMatch(this.store, this.question, this.filters, this.sections);
  }
}

/**
 * The reviews that answer a question.
 * @param {Asked} asked
 * @returns {Results}
 */
export function reviewsFor(asked) {
  const match = asked.match();
  const { absent } = match.reach;
  const isWhole = !absent.length && match.reach.answered.every(Boolean);
  const all = isWhole ? reviewSets.count(match.allAt(CODES)) : 0;
  const whole = all ? asked.strict().best(all, (level) => match.allAt(level)) : new Map();
  /** @type {Scored[]} */
  let some = [];
  if (!(asked.allWords || absent.length || match.reach.isLost || all >= FILLED)) {
    match.whole = reviewSets.of(whole.keys(), asked.store.size);
    some = match.reviews(FILLED - all);
  }
  const hits = [...whole].map(([number, score]) => ({ number, score: score + 1, missing: [], answer: null }));
  const findings = new Records([...hits, ...some], (keys) => findingsOfReviews(match, keys));
  return resultsOf(match, findings, all + some.length, all, some);
}

/**
 * The statements that answer a question.
 * @param {Asked} asked
 * @returns {Results}
 */
export function statementsFor(asked) {
  const match = asked.match();
  const { absent } = match.reach;
  /** @type {Scored[]} */
  let hits = [];
  if (!absent.length) {
    match.whole = match.allAt(CODES);
    hits = match.statements(asked.allWords || match.reach.isLost ? 0 : FILLED);
  }
  const whole = hits.filter((hit) => !hit.missing.length).map((hit) => ({ ...hit, score: hit.score + 1 }));
  const some = hits.filter((hit) => hit.missing.length);
  const summaries = absent.length ? [] : summariesFor(asked, [...whole, ...some]);
  const findings = new Records([...whole, ...some, ...summaries], (keys) => findingsOfTexts(match, keys));
  return resultsOf(match, findings, findings.length, whole.length, some);
}

/**
 * The summaries that answer most of it, and something that no statement does, where no section was chosen.
 * @param {Asked} asked
 * @param {readonly Scored[]} hits
 */
function summariesFor(asked, hits) {
  const typed = [...new Set(asked.question.parts.map((part) => part.typed))];
  const known = new Set(hits.flatMap((hit) => typed.filter((word) => !hit.missing.includes(word))));
  if (asked.sections.join() !== STATEMENTS.join() || known.size === typed.length) {
    return [];
  }
  const match = new BestMatch(asked.store, asked.question, asked.filters, ["summary"]);
  const found = match.statements(asked.allWords ? 0 : FILLED - hits.length);
  const last = hits.length ? Math.min(...hits.map((hit) => hit.score)) : 1;
  const telling = found.filter(
    (hit) => hit.score >= MOSTLY && typed.some((word) => !known.has(word) && !hit.missing.includes(word)),
  );
  return telling.map((hit) => ({ ...hit, score: Math.min(hit.score, last) }));
}

/**
 * @param {BestMatch} match
 * @param {Records<Scored, Finding>} findings
 * @param {number} total
 * @param {number} whole
 * @param {readonly Scored[]} some
 * @returns {Results}
 */
function resultsOf(match, findings, total, whole, some) {
  const { absent, answered } = match.reach;
  const nowhere = match.parts.filter((_, index) => !answered[index]).map((part) => part.typed);
  const typed = some.length ? match.parts.map((part) => part.typed) : [];
  const never = typed.filter((word) => some.every((hit) => hit.missing.includes(word)));
  return { findings, total, whole, some: some.length, absent, nowhere, never };
}

/**
 * @param {BestMatch} match
 * @param {readonly Scored[]} hits
 * @returns {Finding[]}
 */
function findingsOfReviews(match, hits) {
  const answers = match.answersOf(hits.map((hit) => hit.number));
  return hits.map(({ number, score, missing }) => {
    const texts = answers.get(number) ?? [];
    // Texts that are only near what was asked are left out where others have it.
    const having = texts.filter((text) => text.found.some((one) => one.has));
    const best = having.length ? having : [...texts];
    best.sort(byScore);
    return { review: number, score: rounded(score), missing, passages: best.map((text) => text.shown()) };
  });
}

/**
 * @param {BestMatch} match
 * @param {readonly Scored[]} hits
 * @returns {Finding[]}
 */
function findingsOfTexts(match, hits) {
  return hits.flatMap(({ number, answer, score, missing }) => {
    const texts = answer ? match.reader.answer(number, answer.here) : []; // a summary was read for itself
    const passages = texts.map((text) => text.shown());
    return passages.map(({ review }) => ({ review, score: rounded(score), missing, passages }));
  });
}
