/** Where the words of a text are, as it is written: the words are those of the index, in the same order. */

import { ONLY_ASCII } from "./letters.js";
import { getOrMake } from "./maps.js";
import { OWN } from "./text.js";
import { roleOf, WORD_JOINER, withWholeWords } from "./wholeWords.js";

const ASCII_WORDS = /[0-9A-Za-z]+/g;

/** @type {Map<string, string>} */
const roles = new Map([
  [OWN, ""],
  [WORD_JOINER, "hidden"],
]);

/**
 * Where the words of a text begin and end: the start and the end of each in turn.
 * @param {string} text
 */
export function offsetsOfWords(text) {
  const whole = withWholeWords(text);
  return Uint32Array.from(ONLY_ASCII.test(whole) ? asciiOffsets(whole) : anyOffsets(whole));
}

/** @param {string} text */
function asciiOffsets(text) {
  /** @type {number[]} */
  const offsets = [];
  for (const found of text.matchAll(ASCII_WORDS)) {
    offsets.push(found.index, found.index + found[0].length);
  }
  return offsets;
}

/**
 * A word begins with a letter, and ends with its last letter or mark: what is hidden after that is no part of it.
 * @param {string} text
 */
function anyOffsets(text) {
  /** @type {number[]} */
  const offsets = [];
  let isWithin = false;
  let offset = 0;
  for (const character of text) {
    const role = knownRole(character);
    const end = offset + character.length;
    if (isWithin && (role === "letter" || role === "mark")) {
      offsets[offsets.length - 1] = end;
    } else if (role === "letter" || role === "first") {
      offsets.push(offset, end);
      isWithin = true;
    } else if (role !== "hidden") {
      isWithin = false;
    }
    offset = end;
  }
  return offsets;
}

/** @param {string} character */
function knownRole(character) {
  return getOrMake(roles, character, () =>
    character < "\x80" ? (/[0-9A-Za-z]/.test(character) ? "letter" : "") : roleOf(character),
  );
}
