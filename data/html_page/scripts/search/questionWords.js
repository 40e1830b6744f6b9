/** Taking a question apart into words, and showing them as they were typed. */

import { WHITE_SPACE } from "../ground/text.js";
import { BEFORE_WORD, IN_WORDS, LETTERS_AND_DIGITS, NO_DIGITS, WORD_ENDS } from "./characters.js";

const PIECE = new RegExp(`("[^"]*"?\\*?)|([^${WHITE_SPACE}"]+)`, "gu");
const WORD = new RegExp(`[${LETTERS_AND_DIGITS}]+(?:'[${LETTERS_AND_DIGITS}]+)*\\*?`, "gu");
const NOT_AS_INDEXED = new RegExp(
  `${BEFORE_WORD}([nN][oO][nN]-[${IN_WORDS}]+|[${IN_WORDS}]+[nN]['\\u2018\\u2019\\u02bc][tT]${WORD_ENDS})`,
  "gu",
);
const NOT_INDEXED = new RegExp(`[^${LETTERS_AND_DIGITS}]|\\u02bc`, "gu");
const DOTTED = new RegExp(`${BEFORE_WORD}((?:[${NO_DIGITS}]\\.){2,})`, "gu");

/**
 * The pieces of a question: phrases in quotation marks, and what is between spaces. Abbreviations lose their full
 * stops.
 * @param {string} text
 * @returns {{marked: string, word: string}[]}
 */
export function piecesOfQuestion(text) {
  const plain = text.replace(DOTTED, (_, before, found) => `${before}${found.replace(/\./g, "").toUpperCase()} `);
  return [...plain.matchAll(PIECE)].map(([, marked = "", word = ""]) => ({ marked, word }));
}

/**
 * The words of a text, with apostrophes within them.
 * @param {string} text
 */
export function wordsOfQuestion(text) {
  return text.replace(/&/g, " and ").match(WORD) ?? [];
}

/**
 * Words of a question with the hyphens after non, and the apostrophes in don't, that were typed.
 * @param {string} text
 * @param {string} whole
 */
export function asTypedIn(text, whole) {
  let shown = text;
  for (const [, , word] of whole.matchAll(NOT_AS_INDEXED)) {
    const indexed = new RegExp(BEFORE_WORD + word.replace(NOT_INDEXED, "") + WORD_ENDS, "gu");
    shown = shown.replace(indexed, (_, before) => before + word);
  }
  return shown;
}
