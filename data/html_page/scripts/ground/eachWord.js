/** The words of a text, one after the other, as they are written. */

import { BEYOND, LETTER, letterKind, letterKinds, MARK } from "./letters.js";

const FIRST_BITS_OF_PAIRS = 0x1b; // the first five of each half of a character beyond U+FFFF
const HASHING = 0x01000193; // a prime that mixes well

/**
 * @typedef {object} ReadText
 * @property {string} text
 * @property {Uint16Array} units its characters, which are read much faster from here
 */

let textUnits = new Uint16Array(1 << 12); // of the text that is read

/**
 * Call a function for each word of a text, with its start and its end, and a number made of its characters.
 * @param {string} text
 * @param {(read: ReadText, start: number, end: number, hash: number) => void} visit
 */
export function eachWord(text, visit) {
  const kinds = letterKinds();
  const { length } = text;
  if (length > textUnits.length) {
    textUnits = new Uint16Array(2 * length);
  }
  const read = { text, units: textUnits };
  const { units } = read;
  let begun = -1;
  let hash = 0;
  for (let index = 0; index < length; index++) {
    const unit = text.charCodeAt(index);
    units[index] = unit;
    const kind = unit >> 11 === FIRST_BITS_OF_PAIRS ? surrogateKind(text, index) : kinds[unit];
    if (kind === LETTER || (kind === MARK && begun >= 0)) {
      begun = begun < 0 ? index : begun;
      hash = Math.imul(hash ^ unit, HASHING);
    } else if (begun >= 0) {
      visit(read, begun, index, hash);
      begun = -1;
      hash = 0;
    }
  }
  if (begun >= 0) {
    visit(read, begun, length, hash);
  }
}

/**
 * What one half of a character beyond U+FFFF is, as a whole.
 * @param {string} text
 * @param {number} index
 */
function surrogateKind(text, index) {
  const code = Number(text.codePointAt(index));
  const before = index > 0 ? Number(text.codePointAt(index - 1)) : 0;
  const isSecond = code >= 0xdc00 && code < BEYOND && before >= BEYOND;
  return letterKind(isSecond ? before : code);
}

/**
 * The words of a text, as they are written.
 * @param {string} text
 */
export function wordsWritten(text) {
  /** @type {string[]} */
  const found = [];
  eachWord(text, (_, start, end) => {
    found.push(text.slice(start, end));
  });
  return found;
}
