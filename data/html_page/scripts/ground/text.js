/** Text as data: folding it for comparison, and making it safe to show. */

import { ONLY_ASCII } from "./letters.js";

/** A private-use character, with which the index's own words begin; it is removed from texts and queries. */
export const OWN = "\ue000";

/** A character that is invisible within a word: soft hyphens, zero-width and directional characters, and the like. */
export const HIDDEN = /[\u034f\ufe00-\ufe0f]|[\xad\u061c\u180e\ufeff\u200b-\u200f\u202a-\u202e\u2060-\u206f]/;

const ALL_HIDDEN = new RegExp(HIDDEN, "g");

/** What separates words for Python's `split`, for use between square brackets in a pattern. */
export const WHITE_SPACE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";

const RUN_OF_SPACES = new RegExp(`[${WHITE_SPACE}]+`, "g");
const OUTER_SPACES = new RegExp(`^[${WHITE_SPACE}]+|[${WHITE_SPACE}]+$`, "g");

/** The characters that could mislead a reader's eye, and lone surrogates. */
const CONTROLS = new RegExp(
  "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\xad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f" +
    "\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ud800-\\udfff\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\ufffe\\uffff" +
    "\\u{1bca0}-\\u{1bca3}\\u{1d173}-\\u{1d17a}\\u{e0000}-\\u{e0fff}]",
  "gu",
);
const QUOTES = /['"`\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u00ab\u00bb]/g;
const HYPHENS = /[-_\u2010-\u2015\u2212/]/g;
const LONE_SURROGATES = /[\ud800-\udfff]/gu;
const CAPITALS_AND_OTHERS = /[A-Z]+|\P{ASCII}/gu;
const CHEROKEE = /[\u13a0-\u13fd\uab70-\uabbf]/;

/**
 * The text with every control character but newline and tab written out, as in `<U+202E>`.
 * @param {string} text
 */
export function visible(text) {
  return text.replace(CONTROLS, (control) => {
    const code = /** @type {number} */ (control.codePointAt(0));
    return `<U+${code.toString(16).toUpperCase().padStart(4, "0")}>`;
  });
}

/**
 * The text without white space at its ends, and with single spaces within.
 * @param {string} text
 */
function singleSpaced(text) {
  return text.replace(OUTER_SPACES, "").replace(RUN_OF_SPACES, " ");
}

/**
 * The visible text with its line breaks and tabs as single spaces.
 * @param {string} text
 */
export function oneLine(text) {
  return singleSpaced(visible(text));
}

/**
 * The first characters of a text; those beyond U+FFFF are not cut in two.
 * @param {string} text
 * @param {number} most
 */
export function firstCharacters(text, most) {
  return text.length <= most ? text : [...text.slice(0, 2 * most)].slice(0, most).join("");
}

/**
 * What somebody typed, as a message names it: in quotation marks, on one line, at most its first 80 characters.
 * @param {string} typed
 */
export function quoted(typed) {
  return `"${oneLine(firstCharacters(typed, 80))}"`;
}

/**
 * The text with a question mark for each lone surrogate.
 * @param {string} text
 */
export function encodable(text) {
  return text.replace(LONE_SURROGATES, "?");
}

/**
 * The text without regard to case, as Python's `casefold` has it.
 * @param {string} text
 */
export function casefold(text) {
  if (ONLY_ASCII.test(text)) {
    return text.toLowerCase();
  }
  return text.replace(CAPITALS_AND_OTHERS, casefoldOf);
}

/** @param {string} character or several capitals of ASCII */
function casefoldOf(character) {
  if (character < "\x80") {
    return character.toLowerCase();
  }
  if (character === "\u0131") {
    return character;
  }
  if (character === "\u1e9e") {
    return "ss";
  }
  const upper = character.toUpperCase();
  return CHEROKEE.test(character) ? upper : Array.from(upper, (letter) => letter.toLowerCase()).join("");
}

/**
 * The text for comparison, without regard to case, quotation marks, hyphens and spaces.
 * @param {string} text
 */
export function fold(text) {
  const plain = ONLY_ASCII.test(text) ? text : encodable(text).replace(ALL_HIDDEN, "").normalize("NFKC");
  return singleSpaced(casefold(plain).replace(QUOTES, "").replace(HYPHENS, " ").replace(/&/g, " and "));
}

/**
 * Words joined as in a sentence: `a, b or c`.
 * @param {readonly string[]} words
 * @param {string} last
 */
export function listed(words, last = "or") {
  if (words.length < 2) {
    return words.join("");
  }
  return `${words.slice(0, -1).join(", ")} ${last} ${words[words.length - 1]}`;
}

/**
 * Which of two texts comes first, in the order of their characters, as Python and SQLite have it.
 * @param {string} one
 * @param {string} other
 */
export function compareTexts(one, other) {
  if (one === other) {
    return 0;
  }
  if (!SURROGATE.test(one) && !SURROGATE.test(other)) {
    return one < other ? -1 : 1;
  }
  const [mine, theirs] = [[...one], [...other]];
  const index = mine.findIndex((character, place) => character !== theirs[place]);
  if (index < 0) {
    return -1;
  }
  const differing = theirs[index];
  return differing !== undefined && Number(mine[index]?.codePointAt(0)) < Number(differing.codePointAt(0)) ? -1 : 1;
}

const SURROGATE = /[\ud800-\udfff]/;
