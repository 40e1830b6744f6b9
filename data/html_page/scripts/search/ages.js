/** Ages in a question, and the filter that selects them. */

import { words } from "../ground/stemming.js";
import { fold, oneLine } from "../ground/text.js";
import { BEFORE_WORD, WORD_ENDS } from "./characters.js";
import { SMALL } from "./notes.js";

const NUMBER_WORDS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
const NUMBERS = new Map(NUMBER_WORDS.map((word, index) => [word, String(index + 1)]));
const NUMBER = `(\\p{Nd}{1,2}|${NUMBER_WORDS.join("|")})`;

const OLD = `${BEFORE_WORD}${NUMBER}[- ](year|yr|month)s?[- ]olds?${WORD_ENDS}`;
const OLD_IN_FOLDED = new RegExp(OLD, "gu");
const OLD_IN_ANY_CASE = new RegExp(OLD, "giu");

/**
 * Ages in words: a word in them, their pattern in folded text, and the value of an age for the number in it.
 * @type {[string, RegExp, (number: string) => string][]}
 */
const SAID = [
  [
    "under",
    new RegExp(`${BEFORE_WORD}under (?:the age of )?${NUMBER}s?${WORD_ENDS}(?! (?:weeks?|months?))`, "gu"),
    (number) => `<${digits(number)}y`,
  ],
  ["newborn", new RegExp(`${BEFORE_WORD}(newborn)s?${WORD_ENDS}`, "gu"), () => "<1m"],
  ["toddler", new RegExp(`${BEFORE_WORD}(toddler)s?${WORD_ENDS}`, "gu"), () => "1y..3y"],
  ["teen", new RegExp(`${BEFORE_WORD}(teen|teenager|teenage)s?${WORD_ENDS}`, "gu"), () => "13y..17y"],
];

/**
 * The question without ages in years and months, and an age for each in it: `<1y` for under ones.
 *
 * Texts state ages in many ways, all of which the filter selects.
 * @param {string} question
 * @returns {[string, string[]]}
 */
export function readAges(question) {
  const folded = fold(question);
  /** @type {Set<string>} */
  const ages = new Set();
  for (const [word, pattern, age] of SAID) {
    if (folded.includes(word)) {
      for (const found of folded.matchAll(pattern)) {
        ages.add(age(found[2] ?? ""));
      }
    }
  }
  if (!folded.includes("old")) {
    return [question, [...ages]];
  }
  for (const [, , number = "", unit = ""] of folded.matchAll(OLD_IN_FOLDED)) {
    ages.add(digits(number) + unit.charAt(0));
  }
  return [question.replace(OLD_IN_ANY_CASE, "$1 "), [...ages]];
}

/**
 * The question without its ages; empty where nothing else in it tells anything.
 * @param {string} question
 */
export function withoutAges(question) {
  const patterns = [OLD_IN_ANY_CASE, ...SAID.map(([, pattern]) => new RegExp(pattern.source, "giu"))];
  const rest = patterns.reduce((text, pattern) => text.replace(pattern, "$1 "), question);
  return words(rest).every((word) => SMALL.has(word)) ? "" : oneLine(rest);
}

/**
 * The months that an age means: from the first to the first that is no longer meant.
 * @param {string} age as `readAges` gives it
 * @returns {[number, number]}
 */
export function monthsOf(age) {
  const [first, last = first] = age.replace("<", "").split("..");
  const [from, to] = [first, last].map((each) => Number.parseInt(each, 10) * unitOf(each));
  return age.startsWith("<") ? [0, from] : [from, to + unitOf(last)];
}

/** @param {string} age */
function unitOf(age) {
  return age.endsWith("y") ? 12 : 1;
}

/** @param {string} number */
function digits(number) {
  return NUMBERS.get(number) ?? number;
}
