/** What a character is: a letter, a digit, a space, a capital. */

import { WHITE_SPACE } from "../ground/text.js";

/** The characters of words, for use between square brackets in a pattern. */
export const IN_WORDS = "\\p{L}\\p{N}_";

/** The same without the underscore. */
export const LETTERS_AND_DIGITS = "\\p{L}\\p{N}";

/** The same without decimal digits. */
export const NO_DIGITS = "\\p{L}\\p{Nl}\\p{No}";

/** What is before a word, as a group of its own, and where a word ends. */
export const BEFORE_WORD = `(^|[^${IN_WORDS}])`;
export const WORD_ENDS = `(?![${IN_WORDS}])`;

const ONLY_LETTERS = /^\p{L}+$/u;
const ONLY_DIGITS = /^\p{Nd}+$/u;
const LETTER_OR_DIGIT = new RegExp(`[${LETTERS_AND_DIGITS}]`, "u");
const CAPITAL = /\p{Uppercase}/u;
const NO_CAPITAL = /[\p{Lowercase}\p{Lt}]/u;
const AT_SPACES = new RegExp(`[^${WHITE_SPACE}]+`, "gu");
const SURROGATES = /[\ud800-\udbff]/;
const PAIRS = /[\ud800-\udbff][\udc00-\udfff]/g;
const WITHOUT_TITLE_CASE = /^[\u10d0-\u10ff]/;

/**
 * Whether a text is letters alone.
 * @param {string} text
 */
export function isAlphabetic(text) {
  return ONLY_LETTERS.test(text);
}

/**
 * Whether a text is digits alone, of any script.
 * @param {string} text
 */
export function isDigits(text) {
  return ONLY_DIGITS.test(text);
}

/**
 * Whether a text has a letter or a digit.
 * @param {string} text
 */
export function hasLetterOrDigit(text) {
  return LETTER_OR_DIGIT.test(text);
}

/**
 * Whether a text has capitals, and no small letters.
 * @param {string} text
 */
export function isUpper(text) {
  return CAPITAL.test(text) && !NO_CAPITAL.test(text);
}

/**
 * How many characters a text has; those beyond U+FFFF are one.
 * @param {string} text
 */
export function lengthOf(text) {
  const pairs = SURROGATES.test(text) ? text.match(PAIRS) : null;
  return text.length - (pairs ? pairs.length : 0);
}

/**
 * A word with a capital, and the rest in small letters.
 * @param {string} word
 */
export function capitalized(word) {
  const [first = "", ...rest] = word;
  const capital = WITHOUT_TITLE_CASE.test(first) ? first : first.toUpperCase();
  const [initial = "", ...more] = capital;
  return initial + [...more, ...rest].join("").toLowerCase();
}

/**
 * The words of a text between white space.
 * @param {string} text
 */
export function splitAtSpaces(text) {
  return text.match(AT_SPACES) ?? [];
}

/**
 * Each item with the next.
 * @template Item
 * @param {readonly Item[]} items
 * @returns {[Item, Item][]}
 */
export function pairwise(items) {
  return items.slice(1).map((item, index) => [/** @type {Item} */ (items[index]), item]);
}
