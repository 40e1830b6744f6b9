/** Questions and queries as the page understands them, in full, for comparison with the command line's. */

import { UsageError } from "../../../data/html_page/scripts/search/errors.js";
import { lookupIn, nearWords } from "../../../data/html_page/scripts/search/lookup.js";
import { parse } from "../../../data/html_page/scripts/search/queryParser.js";
import { Operation } from "../../../data/html_page/scripts/search/queryTree.js";
import { understand } from "../../../data/html_page/scripts/search/question.js";

const WAYS_OF_THE_COMMAND_LINE = {
  spelt: (words) => `searched for ${words}; --exact for the words as typed`,
  age: (age) => `--age ${age} selects the reviews by age`,
};

/** For each text: the question, the parsed query, and what would be suggested for its words; or why there is none. */
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

function orError(read) {
  try {
    return read();
  } catch (error) {
    if (error instanceof UsageError) {
      return { error: error.message, hint: error.hint };
    }
    throw error;
  }
}

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

function ofPart(part) {
  const { typed, words, telling, lacking, name, knownBy, isExact } = part;
  return { typed, clues: part.clues.map(ofClue), words, telling, lacking, name, knownBy, isExact };
}

function ofClue(clue) {
  return [clue.what, clue.shown, clue.how, clue.worth, clue.isCode, clue.level, clue.isNear];
}

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

function ofOperand(part) {
  if (part instanceof Operation) {
    return [part.sign, part.parts.map(ofOperand)];
  }
  const { typed, words, how, synonyms, codes, wanted, isLoose, parts } = part;
  const apart = part.apart().map((one) => [one.typed, one.words, one.wanted]);
  return { typed, words, how, synonyms, codes, wanted, isLoose, parts, apart };
}
