/** Texts with each word as the index has it, without ligatures and hidden characters. */

import { isIndexLetter, isIndexMark, ONLY_ASCII } from "./letters.js";
import { getOrMake } from "./maps.js";
import { encodable, HIDDEN } from "./text.js";

/** A hidden character: what is on both sides of it is one word. */
export const WORD_JOINER = "\u2060";

const APOSTROPHES = /[\u2018\u2019\u02bc]/g;
const SMALL_WORDS = "an?|and|are|as|at|be|by|for|has|[iI]n|[iI]s|nor|not|of|on|or|the|to|was";
const NON = "non(?:[-\\u2010-\\u2013]|[ \\xa0](?!(?:SMALL_WORDS)(?![\\p{L}\\p{N}_])))(?=[\\p{L}\\p{Nl}\\p{No}])";
const NON_IN_SMALL = new RegExp(NON.replace("SMALL_WORDS", SMALL_WORDS.replace(/I/g, "")), "gu");
const NON_IN_ANY = new RegExp(NON.replace("SMALL_WORDS", SMALL_WORDS.replace(/I/g, "\\u0130\\u0131")), "giu");

/** What may be a word that is negated. */
const ANY_NON = /non/i;

/** An apostrophe with its ending: mother's, she'll; in don't the apostrophe alone, as the t is part of not. */
const AFTER_WORD = /'(?:(?:s|d|m|ll|re|ve)(?![\p{L}\p{N}])|(?=t(?![\p{L}\p{N}])))/giu;

const LETTER_OR_DIGIT_LAST = /[\p{L}\p{N}]$/u;

const BEYOND_ASCII = /\P{ASCII}/gu;
const ALL_LETTERS_OR_DIGITS = /^[\p{L}\p{N}]+$/u;
const MARKS = /\p{M}/u;
const WITHOUT_CLASS = /[\u0f73\u0f75\u0f81]/; // composed of marks that combine, but not said to combine themselves
const HIGHEST_CLASS = "\u0345"; // canonical ordering puts every other mark that combines before it

/** @type {Map<string, string>} */
const plainCharacters = new Map();

/**
 * Whether a character combines with the one before.
 * @param {string} character
 */
function isCombining(character) {
  if (!MARKS.test(character) || WITHOUT_CLASS.test(character)) {
    return false;
  }
  return character === HIGHEST_CLASS || !(HIGHEST_CLASS + character).normalize("NFD").startsWith(HIGHEST_CLASS);
}

/**
 * A character as the index has it in a word: a ligature as its letters, a hidden character as nothing.
 *
 * The index itself removes the marks of ASCII letters; those of other letters are removed here.
 * @param {string} character
 */
function plainCharacter(character) {
  return getOrMake(plainCharacters, character, () => (ONLY_ASCII.test(character) ? character : findPlain(character)));
}

/** @param {string} character */
function findPlain(character) {
  if (HIDDEN.test(character)) {
    return "";
  }
  if (!ALL_LETTERS_OR_DIGITS.test(character)) {
    if (character < "\u0300" || ("\u2010" <= character && character <= "\u2bff")) {
      return character;
    }
    if (isCombining(character)) {
      return "";
    }
  }
  const letters = withoutCombining(character.normalize("NFKD"));
  const isMarked = character.normalize("NFD").charCodeAt(0) < 0x80;
  return ALL_LETTERS_OR_DIGITS.test(letters) && !isMarked ? letters : character;
}

/**
 * A text without what combines with the character before.
 * @param {string} text
 */
export function withoutCombining(text) {
  return MARKS.test(text) ? Array.from(text, (one) => (isCombining(one) ? "" : one)).join("") : text;
}

/**
 * The text with each word as the index has it, without ligatures and hidden characters.
 *
 * `non-accidental` becomes one word, `nonaccidental`: it is the opposite of the word within it. An ending after an
 * apostrophe is removed: `baby's` becomes `baby`, since S may be a name. `don't` becomes one word, `dont`.
 * @param {string} text
 */
export function wholeWords(text) {
  return inWholeWords(wholeCharacters(text));
}

/**
 * The same for a text without ligatures and hidden characters.
 * @param {string} text
 */
export function inWholeWords(text) {
  return withoutEndings(withJoinedNon(text));
}

/**
 * The text with each character as the index has it.
 * @param {string} text
 */
export function wholeCharacters(text) {
  return ONLY_ASCII.test(text) ? text : text.replace(BEYOND_ASCII, plainCharacter);
}

/**
 * The text with `nonaccidental` for `non-accidental` and `non accidental`, if no character is hidden.
 * @param {string} text
 */
function withJoinedNon(text) {
  return withAfterNon(text, "");
}

/**
 * The text with `non-accidental` for `non accidental`, as people are shown it.
 * @param {string} text
 */
export function withHyphenedNon(text) {
  return withAfterNon(text, "-");
}

/**
 * The text with a sign, or nothing, between `non` and the word that it negates.
 * @param {string} text
 * @param {string} sign
 */
function withAfterNon(text, sign) {
  if (!ANY_NON.test(text)) {
    return text;
  }
  const pattern = text === text.toLowerCase() ? NON_IN_SMALL : NON_IN_ANY;
  return text.replace(pattern, (found, place) => (isAfterWord(text, place) ? found : found.slice(0, 3) + sign));
}

/**
 * Whether a letter or a digit comes before a place. No pattern looks behind itself: Safari before 16.4 reads none that
 * does.
 * @param {string} text
 * @param {number} place
 */
function isAfterWord(text, place) {
  return LETTER_OR_DIGIT_LAST.test(text.slice(Math.max(0, place - 2), place));
}

/**
 * Whether what AFTER_WORD found at a place comes after a word, or in don't after an n.
 * @param {string} text
 * @param {string} found
 * @param {number} place
 */
function isEnding(text, found, place) {
  return found.length > 1 ? isAfterWord(text, place) : place > 0 && "nN".includes(text[place - 1]);
}

/**
 * The text with spaces in place of each ending after an apostrophe, and a sign for the apostrophe of don't.
 * @param {string} text
 * @param {string} sign
 */
function withoutEndings(text, sign = "") {
  const straight = text.replace(APOSTROPHES, "'");
  if (!straight.includes("'")) {
    return straight;
  }
  return straight.replace(AFTER_WORD, (found, place) => {
    if (!isEnding(straight, found, place)) {
      return found;
    }
    return found.length > 1 ? " ".repeat(found.length) : sign;
  });
}

/**
 * The text with its words as `wholeWords` has them, but with every character at its old offset.
 *
 * A hidden character replaces what is removed within a word, and spaces what is removed after one.
 * @param {string} text
 */
export function withWholeWords(text) {
  const plain = ONLY_ASCII.test(text) || Array.from(text).every((one) => plainCharacter(one) === one);
  if (plain) {
    return withoutEndings(withAfterNon(text, WORD_JOINER), WORD_JOINER);
  }
  const units = text.split("");
  /** @type {number[]} */
  const origins = []; // for each unit of the pieces, where it comes from
  let whole = "";
  let offset = 0;
  for (const character of text) {
    const piece = plainCharacter(character);
    whole += piece;
    origins.push(...new Array(piece.length).fill(offset));
    offset += character.length;
  }
  for (const { 0: found, index } of whole.matchAll(NON_IN_ANY)) {
    if (!isAfterWord(whole, index)) {
      put(units, origins[index + found.length - 1], WORD_JOINER);
    }
  }
  const straight = whole.replace(APOSTROPHES, "'");
  for (const { 0: found, index } of straight.matchAll(AFTER_WORD)) {
    for (let place = index; isEnding(straight, found, index) && place < index + found.length; place++) {
      put(units, origins[place], found.length === 1 ? WORD_JOINER : " ");
    }
  }
  return units.join("");
}

/**
 * Put a character in place of another, as often as that is long.
 * @param {string[]} units
 * @param {number | undefined} offset
 * @param {string} other
 */
function put(units, offset = 0, other) {
  const isPair = /^[\ud800-\udbff]/.test(units[offset] ?? "") && /^[\udc00-\udfff]/.test(units[offset + 1] ?? "");
  units.fill(other, offset, offset + (isPair ? 2 : 1));
}

/**
 * What a character beyond ASCII is within a text: a letter, a letter before which a word ends (ŉ is an apostrophe with
 * an n), a mark on the letter before, hidden, or nothing of a word.
 * @param {string} character
 * @returns {"letter" | "first" | "mark" | "hidden" | ""}
 */
export function roleOf(character) {
  const straight = plainCharacter(encodable(character)).replace(APOSTROPHES, "'");
  const codes = Array.from(straight, (one) => Number(one.codePointAt(0)));
  if (codes.some(isIndexLetter)) {
    return isIndexLetter(codes[0]) ? "letter" : "first";
  }
  if (HIDDEN.test(character)) {
    return "hidden";
  }
  return codes.every(isIndexMark) ? "mark" : "";
}
