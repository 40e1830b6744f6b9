/** Words like a mistyped one: those that Python's `difflib.get_close_matches` gives. */

import { compareTexts } from "./text.js";

/** The least likeness at which a word is worth suggesting, by difflib's ratio. */
const LEAST_LIKENESS = 0.6;

const LETTERS_A_SLIP = 3; // of a word: shorter words are like too many others
const COMPARED = 5; // how many of the closest words are tried as what was mistyped

/** @typedef {[number, string]} LikeWord A word with its likeness to another. */

/** Known words, for finding those that are like another. */
export class Likeness {
  /** @param {Iterable<string>} known */
  constructor(known) {
    this.known = Array.from(known, (word) => ({ word, letters: [...word] }));
  }

  /**
   * The known words most like the given one, the closest first; between equals the last in the alphabet.
   *
   * Words that cannot be closer than those found already are left out before difflib's ratio is computed: it never
   * finds more letters in common than two words share in any order, or than they share in the same order.
   * @param {string} word
   * @param {number} most
   * @param {number} least
   */
  closest(word, most = 1, least = LEAST_LIKENESS) {
    const own = [...word];
    const rough = this.known
      .filter(({ letters }) => ratioOf(Math.min(own.length, letters.length), own.length + letters.length) >= least)
      .map((known) => ({
        ...known,
        bound: ratioOf(sharedInAny(own, known.letters), own.length + known.letters.length),
      }))
      .filter(({ bound }) => bound >= least)
      .sort((one, other) => other.bound - one.bound || compareTexts(other.word, one.word));
    /** @type {LikeWord[]} */
    let found = [];
    for (const known of rough) {
      const worst = found.length === most ? found[most - 1] : /** @type {LikeWord} */ ([least, ""]);
      if (known.bound < worst[0]) {
        break;
      }
      const length = own.length + known.letters.length;
      if (compareLike([ratioOf(sharedInOrder(own, known.letters), length), known.word], worst) < 0) {
        continue;
      }
      found.push([ratioOf(sharedInBlocks(known.letters, own), length), known.word]);
      found.sort((one, other) => compareLike(other, one));
      found = found.slice(0, most).filter(([ratio]) => ratio >= least);
    }
    return found.map(([, known]) => known);
  }

  /**
   * The known word that may have been mistyped as this one, or null: same first letter, few slips.
   * @param {string} word
   */
  mistyped(word) {
    const [first] = word;
    const most = Math.floor([...word].length / LETTERS_A_SLIP);
    const near = this.closest(word, COMPARED).filter((known) => [...known][0] === first);
    return near.find((known) => slips(word, known) <= most) ?? null;
  }
}

/**
 * @param {LikeWord} one
 * @param {LikeWord} other
 */
function compareLike(one, other) {
  return one[0] - other[0] || compareTexts(one[1], other[1]);
}

/**
 * Difflib's ratio: the letters that two words share, as a share of all their letters.
 * @param {number} shared
 * @param {number} length
 */
function ratioOf(shared, length) {
  return length ? (2 * shared) / length : 1;
}

/**
 * How many letters two words share in any order.
 * @param {readonly string[]} one
 * @param {readonly string[]} other
 */
function sharedInAny(one, other) {
  const rest = [...one];
  let count = 0;
  for (const letter of other) {
    const index = rest.indexOf(letter);
    if (index >= 0) {
      rest[index] = "";
      count += 1;
    }
  }
  return count;
}

/**
 * How many letters two words share in the same order: the length of their longest common subsequence.
 * @param {readonly string[]} one
 * @param {readonly string[]} other
 */
function sharedInOrder(one, other) {
  const row = new Array(other.length + 1).fill(0);
  for (const letter of one) {
    let diagonal = 0;
    for (const [index, wanted] of other.entries()) {
      const above = row[index + 1];
      row[index + 1] = letter === wanted ? diagonal + 1 : Math.max(above, row[index]);
      diagonal = above;
    }
  }
  return row[other.length];
}

/**
 * How many letters are in the blocks that difflib finds: the longest that two words share, and those beside it.
 * @param {readonly string[]} one
 * @param {readonly string[]} other
 * @returns {number}
 */
function sharedInBlocks(one, other) {
  const [start, begin, size] = longestBlock(one, other);
  if (size === 0) {
    return 0;
  }
  const before = sharedInBlocks(one.slice(0, start), other.slice(0, begin));
  return before + size + sharedInBlocks(one.slice(start + size), other.slice(begin + size));
}

/**
 * The longest block of letters that two words share, the first in the one, and then in the other: where it starts in
 * each, and its length.
 * @param {readonly string[]} one
 * @param {readonly string[]} other
 * @returns {[number, number, number]}
 */
function longestBlock(one, other) {
  /** @type {[number, number, number]} */
  let best = [0, 0, 0];
  for (let start = 0; start < one.length; start++) {
    for (let begin = 0; begin < other.length; begin++) {
      let size = 0;
      while (start + size < one.length && begin + size < other.length && one[start + size] === other[begin + size]) {
        size += 1;
      }
      best = size > best[2] ? [start, begin, size] : best;
    }
  }
  return best;
}

/**
 * How many slips lie between two words: a letter added, missing, wrong, or swapped with its neighbour.
 * @param {string} word
 * @param {string} other
 */
export function slips(word, other) {
  const [own, theirs] = [[...word], [...other]];
  /** @type {number[]} */
  let last = [];
  /** @type {number[]} */
  let before = [];
  let row = Array.from({ length: theirs.length + 1 }, (_, index) => index);
  for (const [index, letter] of own.entries()) {
    [last, before, row] = [before, row, [index + 1]];
    for (const [at, wanted] of theirs.entries()) {
      const wrong = before[at] + (letter === wanted ? 0 : 1);
      let least = Math.min(wrong, before[at + 1] + 1, row[at] + 1);
      if (index && at && letter === theirs[at - 1] && wanted === own[index - 1]) {
        least = Math.min(least, last[at - 1] + 1);
      }
      row.push(least);
    }
  }
  return row[theirs.length];
}

/**
 * How many different letters are in only one of two words.
 * @param {string} word
 * @param {string} other
 */
export function unshared(word, other) {
  return lettersBesides(word, other) + lettersBesides(other, word);
}

/**
 * How many different letters of a word another does not have.
 * @param {string} word
 * @param {string} other
 */
function lettersBesides(word, other) {
  let count = 0;
  for (let index = 0; index < word.length; index++) {
    const letter = word.charAt(index);
    count += other.includes(letter) || word.indexOf(letter) < index ? 0 : 1;
  }
  return count;
}
