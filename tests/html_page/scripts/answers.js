/**
 * Answers searches as the page does, for a test or a measurement.
 *
 * On standard input comes JSON: {"reviews": a file of JSON Lines, "vocabulary": a file, "asked": [{query, options}]}, where
 * the filters of the options have the numbers of reviews. A line of JSON for each is written: the keys of all findings
 * in order, and the first findings whole. With "typed" instead of "asked", each of these queries is typed letter by
 * letter, and the milliseconds of each answer to its first 20 findings are written.
 */

import { readFileSync } from "node:fs";
import { reviewSets } from "../../../data/html_page/scripts/ground/reviewSets.js";
import { Store } from "../../../data/html_page/scripts/ground/store.js";
import { answer } from "../../../data/html_page/scripts/search/engine.js";

const SHOWN = 20;

/** @type {import("../../../data/html_page/scripts/search/answerWays.js").AnswerWays} those of the command line */
const WAYS = {
  spelt: (words) => `searched for ${words}; --exact for the words as typed`,
  age: (age) => `--age ${age} selects the reviews by age`,
  coded: (kind, slug) => `--${kind} ${slug}`,
  named: (typed, ids) => `"${typed}" is an id: casereviews show ${ids.length === 1 ? ids[0] : `"${typed}"`}`,
  noStatements: ["--statements looks at learning, recommendations and actions", "leave out --in, or name one"],
};

const request = JSON.parse(readFileSync(0, "utf-8"));
const lines = readFileSync(request.reviews, "utf-8").split("\n");
const reviews = lines.filter(Boolean).map((line) => JSON.parse(line));
const store = Store.of(reviews, JSON.parse(readFileSync(request.vocabulary, "utf-8")));

/** @param {{query: string, options: any}} asked */
function answered({ query, options: { filters, ...options } }) {
  const chosen = filters && { reviews: reviewSets.of(filters.reviews, store.size), statement: null };
  try {
    const found = answer(store, query, { ...options, ...(chosen && { filters: chosen }), ways: WAYS });
    const { total, notes, missing, between } = found;
    const keys = (found.total ? found.findings.keys : []).map((key) => key.number ?? key.passage?.number ?? key[0]);
    return {
      total,
      notes,
      missing,
      between,
      keys,
      findings: found.findings.slice(0, SHOWN),
      under: found.countUnder({ reviews: null, statement: null }),
    };
  } catch (error) {
    if (error.name !== "UsageError") {
      throw error;
    }
    return { error: error.message };
  }
}

/**
 * @param {string} query
 * @param {object} options
 */
function timed(query, options) {
  const start = process.cpuUsage();
  try {
    answer(store, query, { ...options, ways: WAYS }).findings.slice(0, SHOWN);
  } catch (error) {
    if (error.name !== "UsageError") {
      throw error;
    }
  }
  const { user, system } = process.cpuUsage(start); // of the processor, which other work on the machine hardly changes
  return (user + system) / 1000;
}

for (const asked of request.asked ?? []) {
  process.stdout.write(`${JSON.stringify(answered(asked))}\n`);
}
for (const query of request.typed ?? []) {
  const letters = [...query];
  const times = letters.map((_, index) => timed(letters.slice(0, index + 1).join(""), request.options ?? {}));
  process.stdout.write(`${JSON.stringify(times)}\n`);
}
