/** Questions and queries as the page understands them, in full, for comparison with the command line's. */

import { lookupIn, nearWords } from "../../../data/html_page/scripts/search/lookup.js";
import { parse } from "../../../data/html_page/scripts/search/queryParser.js";
import { Operation } from "../../../data/html_page/scripts/search/queryTree.js";
import { understand } from "../../../data/html_page/scripts/search/question.js";
import { orError, WAYS_OF_THE_COMMAND_LINE } from "./commandLine.js";

/** @typedef {import("../../../data/html_page/scripts/ground/store.js").Store} Store */
/** @typedef {import("../../../data/html_page/scripts/search/clues.js").Clue} Clue */
/** @typedef {import("../../../data/html_page/scripts/search/clues.js").Part} Part */
/** @typedef {import("../../../data/html_page/scripts/search/clues.js").Question} Question */
/** @typedef {import("../../../data/html_page/scripts/search/queryTree.js").Query} Query */
/** @typedef {import("../../../data/html_page/scripts/search/queryTree.js").Unit} Unit */

/**
 * For each text: the question, the parsed query, and what would be suggested for its words; or why there is none.
 * @param {Store} store
 * @param {string[]} texts
 * @param {{ expand?: boolean, exact?: boolean, alone?: boolean, ofPage?: boolean }} how
 */
export function understandAll(store, texts, how) {
  const { expand = true, alone = false } = how;
  return texts.map((text) => ({
    question: orError(() =>
      ofQuestion(understand(text, store, { ...how, ways: how.ofPage ? undefined : WAYS_OF_THE_COMMAND_LINE })),
    ),
    query: orError(() => ofQuery(parse(text, alone ? null : lookupIn(store, expand)))),
    near: nearWords(store, text),
  }));
}

/** @param {Question} question */
function ofQuestion(question) {
  return {
    parts: question.parts.map(ofPart),
    phrase: question.phrase,
    notes: question.notes,
    unclear: question.unclear.map(({ typed, text, near }) => [typed, text, near]),
    wider: question.wider.map(([typed, term]) => [typed, term.kind, term.slug]),
    query: ofQuery(question.query()),
  };
}

/** @param {Part} part */
function ofPart(part) {
  const { typed, words, telling, lacking, name, knownBy, isExact } = part;
  return { typed, clues: part.clues.map(ofClue), words, telling, lacking, name, knownBy, isExact };
}

/** @param {Clue} clue */
function ofClue(clue) {
  return [clue.what, clue.shown, clue.how, clue.worth, clue.isCode, clue.level, clue.isNear];
}

/** @param {Query} query */
function ofQuery(query) {
  return {
    root: ofOperand(query.root),
    phrase: query.phrase,
    notes: query.notes,
    isPlain: query.isPlain,
    units: query.units.map(ofOperand),
    phrases: query.phrases,
    expressions: [0, 1, 2].map((level) => query.expression(level, "{title} : ", "{title summary} : ")),
    anyOf: query.anyOf(query.units).expression(2),
    wantsAll: query.wantsAll,
    needsWanted: query.needsWanted,
  };
}

/**
 * @param {Operation | Unit} part
 * @returns {object}
 */
function ofOperand(part) {
  if (part instanceof Operation) {
    return [part.sign, part.parts.map(ofOperand)];
  }
  const { typed, words, how, synonyms, codes, wanted, isLoose, parts } = part;
  const apart = part.apart().map((one) => [one.typed, one.words, one.wanted]);
  return { typed, words, how, synonyms, codes, wanted, isLoose, parts, apart };
}
