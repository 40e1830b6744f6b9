/** Other forms of words in a collection, joined, split or dotted: wellbeing, well-being; DV, D.V. */

import { stems, words } from "../ground/stemming.js";
import { isAlphabetic, isUpper, lengthOf } from "./characters.js";
import { Everyday } from "./everyday.js";

/** @typedef {import("../ground/store.js").Store} Store */

const SHORTEST_JOINED = 4; // letters of a word that may be two joined
const LONGEST_JOINED = 40;
const MOST_WITH_FORMS = 64; // words of a phrase for which other forms are tried
const LETTERS_BEFORE = "ex"; // single letters that are part of a word: e-mail, x-ray
const LONGEST_DOTTED = 5; // letters

const NO_PARTS =
  "a an and are as at be been by do for go had has have he her him his i if in is it me my no non of or our so than " +
  "that the them then they this to us was we were who";

/** Small words that may come before and after any other: joining or splitting them would change the meaning. */
const NO_PART = new Set(NO_PARTS.split(" "));

/** The other forms in which a collection has some words that are side by side. */
export class Forms {
  /**
   * @param {readonly (readonly string[])[]} own for each word: split, dotted, or joined where it has a hyphen or full
   *   stops
   * @param {readonly (string | null)[]} joined for each word, it and the next as one word; else null
   */
  constructor(own, joined) {
    this.own = own;
    this.joined = joined;
  }

  /**
   * The other forms of a word, alone or joined to a neighbour.
   * @param {number} index
   */
  of(index) {
    const forms = [...(this.own[index] ?? [])];
    for (const form of [this.joined[index - 1], this.joined[index]]) {
      if (form) {
        forms.push(form);
      }
    }
    return forms;
  }

  /**
   * The words from `start` to `stop` as phrases with one of them, or two joined, in another form.
   * @param {readonly string[]} texts
   * @param {number} start
   * @param {number} stop
   */
  rows(texts, start, stop) {
    const found = [];
    for (let index = start; index < stop; index++) {
      const before = texts.slice(start, index);
      for (const form of this.own[index] ?? []) {
        found.push([...before, form, ...texts.slice(index + 1, stop)].join(" "));
      }
      const joined = this.joined[index];
      if (joined && index + 1 < stop) {
        found.push([...before, joined, ...texts.slice(index + 2, stop)].join(" "));
      }
    }
    return found;
  }
}

/**
 * No other forms of any word.
 * @param {readonly string[]} texts
 */
export function noForms(texts) {
  return new Forms(
    texts.map(() => []),
    texts.map(() => null),
  );
}

/**
 * Each word joined to the next; empty where that could not be a word.
 * @param {readonly string[]} texts
 */
export function joinedPairs(texts) {
  const bare = texts.map(piecesOf);
  return bare.map((one, index) => {
    const following = bare[index + 1] ?? [];
    return mayJoin(one, following) ? [...one, ...following].join("") : "";
  });
}

/**
 * The other forms of words that are side by side, given the stems of their pairs if known already.
 * @param {Store} store
 * @param {readonly string[]} texts
 * @param {readonly (readonly string[])[] | null} ofPairs
 */
export function otherForms(store, texts, ofPairs = null) {
  if (texts.length > MOST_WITH_FORMS) {
    return noForms(texts);
  }
  const together = joinedPairs(texts);
  const own = ofPairs ?? stems(together);
  return new Forms(
    texts.map((text) => wordForms(store, text)),
    together.map((pair, index) => (pair && isWordHere(store, pair, (own[index] ?? []).join(" ")) ? pair : null)),
  );
}

/**
 * The pieces into which the index splits a word; none for a prefix.
 * @param {string} text
 */
function piecesOf(text) {
  return text.endsWith("*") ? [] : words(text);
}

/**
 * The other forms of a word by itself.
 * @param {Store} store
 * @param {string} text
 * @returns {string[]}
 */
export function wordForms(store, text) {
  const pieces = piecesOf(text);
  const [word = ""] = pieces;
  return pieces.length === 1 ? [...split(store, word), ...dotted(store, text)] : whole(store, pieces);
}

/**
 * Whether two words may be one.
 * @param {readonly string[]} one
 * @param {readonly string[]} following
 */
function mayJoin([first = "", ...more], [second = "", ...others]) {
  if (!first || !second || more.length || others.length) {
    return false;
  }
  return isFirstPart(first) && lengthOf(second) > 1 && isAlphabetic(second) && !NO_PART.has(second);
}

/** @param {string} word */
function isFirstPart(word) {
  return LETTERS_BEFORE.includes(word) || (lengthOf(word) > 1 && isAlphabetic(word) && !NO_PART.has(word));
}

/**
 * Whether a word occurs in the collection, or is for a term, or has equals.
 * @param {Store} store
 * @param {string} word
 * @param {string} stem
 */
function isWordHere(store, word, stem) {
  return occurs(store, word) || new Everyday(store).isKnown(stem);
}

/**
 * Whether a word or phrase occurs anywhere in the collection.
 * @param {Store} store
 * @param {string} phrase
 */
export function occurs(store, phrase) {
  return store.finds(`"${phrase}"`);
}

/**
 * The pieces of a word with hyphens or full stops, as one word.
 * @param {Store} store
 * @param {readonly string[]} pieces
 */
function whole(store, pieces) {
  const joined = pieces.join("");
  return isAlphabetic(joined) && occurs(store, joined) ? [joined] : [];
}

/**
 * A word as the two words that it joins.
 * @param {Store} store
 * @param {string} word
 */
function split(store, word) {
  const letters = [...word];
  if (letters.length < SHORTEST_JOINED || letters.length > LONGEST_JOINED || !isAlphabetic(word)) {
    return [];
  }
  const found = [];
  for (let cut = 1; cut < letters.length - 1; cut++) {
    const first = letters.slice(0, cut).join("");
    const second = letters.slice(cut).join("");
    if (isFirstPart(first) && store.hasWord(first) && !NO_PART.has(second) && occurs(store, `${first} ${second}`)) {
      found.push(`${first} ${second}`);
    }
  }
  return found;
}

/**
 * An abbreviation as texts have it with full stops; its letters are then words of the index.
 * @param {Store} store
 * @param {string} text
 */
function dotted(store, text) {
  const length = lengthOf(text);
  if (length < 2 || length > LONGEST_DOTTED || !isUpper(text) || !isAlphabetic(text)) {
    return [];
  }
  const letters = [...text.toLowerCase()].join(" ");
  return occurs(store, letters) ? [letters] : [];
}
