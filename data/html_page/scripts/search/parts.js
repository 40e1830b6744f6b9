/** The parts of a question, with their clues. */

import { getOrMake } from "../ground/maps.js";
import { fold } from "../ground/text.js";
import { NAME, NARROWER } from "../ground/wordTables.js";
import { lengthOf } from "./characters.js";
import { Clue, DIRECT, namePhrase, Part } from "./clues.js";
import { COMMON, MOST_COMMON, RARE, tier } from "./commonWords.js";
import { quotedUnit } from "./queryUnits.js";
import { knownBy } from "./vocabularyClues.js";
import { allForms } from "./wordForms.js";

/** @typedef {import("./wordRun.js").WordRun} WordRun */
/** @typedef {import("../ground/vocabulary.js").Term} Term */

/** How much more a row of words, or what the vocabulary knows, tells than any other word. */
export const KNOWN = 1.5;

const EQUAL = 0.8; // the worth of an everyday word with the same meaning

/** How much a word tells, and how much it lacks where it is found nowhere, by how common it is. */
const TELLING = new Map([
  [MOST_COMMON, 0.5],
  [COMMON, 0.8],
  [RARE, 1.0],
]);
const LACKING = new Map([
  [MOST_COMMON, 0.1],
  [COMMON, 0.4],
  [RARE, 1.0],
]);

/**
 * The part for a word that is in no known row.
 * @param {WordRun} run
 * @param {number} index
 */
export function partOfWord(run, index) {
  const { reader, others } = run;
  const text = run.word(index);
  const typed = run.typed(index, index + 1);
  if (text.endsWith("*")) {
    const [beginnings = ""] = quotedUnit(text, reader.lookup).words;
    return new Part(typed, [new Clue(beginnings, typed, "beginning", DIRECT)]);
  }
  const stem = run.stem(index, index + 1);
  const how = fold(text) === fold(typed) ? "word" : "spelling";
  const forms = others.of(index).map((form) => new Clue(`"${form}"`, form, how, DIRECT));
  const near = reader.expand && lengthOf(text) > 1 ? reader.clues.spokenOf(stem) : []; // a single letter tells nothing
  return new Part(typed, [new Clue(allForms(text), text, how, DIRECT), ...forms, ...near], weights(run, stem));
}

/**
 * The part for a known row of words, or one known word.
 * @param {WordRun} run
 * @param {number} start
 * @param {number} stop
 */
export function partOfRow(run, start, stop) {
  const { everyday, clues: vocabulary, found: foundHere } = run.reader;
  const stem = run.knownAs(start, stop) || run.stem(start, stop);
  const words = run.words.slice(start, stop);
  const equals = everyday.equals(stem);
  const named = everyday.terms(stem);
  const found = named.length ? named : vocabulary.byEquals(equals);
  const clues = cluesOfRow(run, start, stop, found, equals);
  foundHere.set(clues[0].what, found);
  const subjects = found.filter(([term, layer]) => (layer === NAME || layer === NARROWER) && term.kind !== "agency");
  const some = words.filter((_, index) => !run.isPassedOver(start + index));
  const isRow = words.length > 1;
  return new Part(run.typed(start, stop), bestOnce(clues), {
    words: isRow && !(words.length === 2 && run.isOne(start)) ? (some.length ? some : words).map(allForms) : [],
    ...(isRow || found.length ? { telling: KNOWN, lacking: 1.0 } : weights(run, stem)),
    name: subjects.map(([term]) => term.label)[0] ?? null,
    knownBy: subjects.map(([term]) => knownBy(term)),
  });
}

/**
 * What a word tells, and what it lacks where it is found nowhere.
 * @param {WordRun} run
 * @param {string} stem
 */
function weights(run, stem) {
  const common = tier(run.reader.store, stem);
  return { telling: TELLING.get(common) ?? 1.0, lacking: LACKING.get(common) ?? 1.0 };
}

/**
 * The clues of a known row of words, its own words first.
 * @param {WordRun} run
 * @param {number} start
 * @param {number} stop
 * @param {[Term, string][]} found the terms that it is for, each with the layer
 * @param {string[]} equals
 * @returns {[Clue, ...Clue[]]}
 */
function cluesOfRow(run, start, stop, found, equals) {
  const { clues: vocabulary } = run.reader;
  const stem = run.knownAs(start, stop) || run.stem(start, stop);
  const words = run.words.slice(start, stop);
  const shown = words.join(" ");
  const how = fold(shown) === fold(run.typed(start, stop)) ? "word" : "spelling";
  const others = run.others.rows(run.words, start, stop).map((row) => new Clue(`"${row}"`, row, how, DIRECT));
  const clues = [
    ...others,
    ...vocabulary.abbreviated(words, found),
    ...vocabulary.otherNames(found, stem),
    ...equals.map((word) => new Clue(namePhrase(word), word, "everyday", EQUAL)),
    ...vocabulary.codes(found),
    ...vocabulary.wider(found),
  ];
  const own = new Clue(words.length === 1 ? allForms(shown) : `"${shown}"`, shown, how, DIRECT);
  if (words.length > 1) {
    return [own, ...clues];
  }
  const known = new Set([own, ...clues].map((clue) => clue.what));
  return [own, ...clues, ...vocabulary.spokenOf(stem).filter((clue) => !known.has(clue.what))];
}

/**
 * The clues, the best first, without worse ones for the same.
 * @param {[Clue, ...Clue[]]} clues
 * @returns {[Clue, ...Clue[]]}
 */
function bestOnce([own, ...others]) {
  /** @type {Map<string, Clue>} */
  const best = new Map();
  for (const clue of others.sort((one, other) => other.worth - one.worth)) {
    if (clue.what !== own.what) {
      getOrMake(best, clue.what, () => clue);
    }
  }
  return [own, ...best.values()];
}
