/**
 * The answer to a query that must hold in full: one with operators, or only words that tell nothing.
 *
 * @typedef {import("./clues.js").Question} Question
 * @typedef {import("./engine.js").Answer} Answer
 * @typedef {import("./highlight.js").Finding} Finding
 * @typedef {import("./highlight.js").TextMatch} TextMatch
 * @typedef {import("./strict.js").Search} Search
 */

import { reviewSets } from "../ground/reviewSets.js";
import { listed, quoted } from "../ground/text.js";
import { TextMatcher } from "./highlight.js";
import { nearWords } from "./lookup.js";
import { byScore, Records, rounded } from "./records.js";
import { nothingIn } from "./sections.js";
import { NO_FILTERS, onlyUnit } from "./strict.js";

/**
 * The answer, by review or by statement; `question` is given where the query has no operator.
 * @param {Search} asked
 * @param {boolean} byStatement
 * @param {Question | null} question
 * @returns {Omit<Answer, "countUnder">}
 */
export function strictAnswer(asked, byStatement, question) {
  if (!asked.query.root.parts.length) {
    return nothingFound("the query has no word to look for");
  }
  const findings = byStatement ? statementsMatching(asked) : reviewsMatching(asked);
  const total = findings.length;
  if (question && !total) {
    const missing = ["no word of the query says what to look for"];
    return { findings, total, notes: question.notes, missing, between: null };
  }
  const missing = byStatement ? missingOfStatements(asked) : missingOfReviews(asked, total);
  return { findings, total, notes: asked.query.notes, missing, between: null };
}

/**
 * The answer where nothing is found, and why.
 * @param {string} why
 * @returns {Omit<Answer, "countUnder">}
 */
export function nothingFound(why) {
  return { findings: Records.none(), total: 0, notes: [], missing: [why], between: null };
}

/** @param {Search} asked */
function missingOfStatements(asked) {
  return asked.query.units.length ? missingOf(asked) : ["the query says only what to leave out"];
}

/**
 * @param {Search} asked
 * @param {number} total
 */
function missingOfReviews(asked, total) {
  if (total) {
    return asked.query.isPlain ? [] : missingOf(asked);
  }
  return missingOf(asked, asked.under(NO_FILTERS).findsAny() ? "" : "review");
}

/**
 * Why a query finds nothing, or less: a line for each word that is found nowhere, with similar words that are.
 * @param {Search} asked
 * @param {string} together `review` where none has all the words, else empty
 */
function missingOf(asked, together = "") {
  const free = asked.under(NO_FILTERS);
  const { units } = asked.query;
  const missing = units.filter((unit) => !free.has(unit));
  if (together && !missing.length && units.length > 1 && asked.query.wantsAll) {
    const names = listed(
      units.map((unit) => `"${unit.typed}"`),
      "and",
    );
    return [`no ${together} has all of ${names}; with OR between them any will do`];
  }
  return [...new Set(missing.map((unit) => unit.typed))].map((typed) => {
    const words = nearWords(asked.store, typed);
    return `${nothingIn(asked.sections)} has ${quoted(typed)}${words ? `; did you mean ${words}?` : ""}`;
  });
}

/**
 * The reviews that a query finds, each with its texts in which something was found.
 * @param {Search} asked
 * @returns {Records<[number, number], Finding>}
 */
function reviewsMatching(asked) {
  const matcher = new TextMatcher(asked, weightsOf(asked));
  return new Records([...asked.best()], (keys) => {
    const texts = matcher.read(keys.map(([number]) => number)).sort(byScore);
    return keys.map(([review, score]) => {
      const passages = texts.filter((text) => text.passage.review === review).map((text) => text.shown());
      return { review, score, missing: [], passages };
    });
  });
}

/**
 * The statements in which something was found, the best first.
 * @param {Search} asked
 */
function statementsMatching(asked) {
  const matcher = new TextMatcher(asked, weightsOf(asked));
  const { statement } = asked.filters;
  const texts = matcher.read(reviewSets.numbers(asked.found()));
  const found = statement ? texts.filter((text) => statement(text.passage)) : texts;
  return new Records(found.sort(byScore), (keys) => keys.map((text) => findingOf(text)));
}

/**
 * @param {TextMatch} text
 * @returns {Finding}
 */
function findingOf(text) {
  return { review: text.passage.review, score: rounded(text.score), missing: [], passages: [text.shown()] };
}

/**
 * The weight of each unit of the query: the rarer, the greater.
 * @param {Search} asked
 */
function weightsOf(asked) {
  const { units } = asked.query;
  if (units.length < 2) {
    return units.map(() => 1);
  }
  const free = asked.under(NO_FILTERS);
  const counts = units.map((unit) => free.forQuery(onlyUnit(unit)).total());
  return counts.map((number) => Math.log(1 + (asked.store.size + 1) / (number + 0.5)));
}
