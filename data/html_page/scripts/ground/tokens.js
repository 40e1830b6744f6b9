/** The words of the index in their order, as one list of numbers. */

import { ONLY_ASCII, wordOffsets } from "./letters.js";
import { stemOf, words } from "./stemming.js";
import { compareTexts, OWN } from "./text.js";
import { inWholeWords, wholeCharacters } from "./wholeWords.js";

/** What may be taken differently in a word by itself than in its text: words there must be looked at one by one. */
const NOT_ALONE = /non[-\u2010-\u2013\xa0]|[\p{L}\p{N}]'/iu;
const OWN_CHARACTERS = new RegExp(OWN, "g");
const BETWEEN_SPACES = /[^\t-\r ]+/g;

/** Between two columns; no word has this number. */
const BREAK = 0;

/** Takes texts apart, and numbers their words by their stems. */
export class Tokens {
  constructor() {
    this.list = new Uint32Array(1 << 16);
    this.length = 0;
    /** @type {Map<string, number>} The numbers of stems, from 1. */
    this.ids = new Map();
    /** @type {Map<string, number>} The places of words as they are written, in the two lists that follow. */
    this.places = new Map();
    /** @type {number[]} The numbers of their stems. */
    this.idOfPlace = [];
    /** @type {boolean[]} Whether they are words of texts. */
    this.isOfText = [];
    /** @type {Set<string>} Pieces of texts between white space that were looked at by themselves. */
    this.pieces = new Set();
  }

  /**
   * Add a text of a review.
   * @param {string} text
   */
  addText(text) {
    const whole = inWholeWords(wholeCharacters(text.replace(OWN_CHARACTERS, " ")));
    const isPlain = !NOT_ALONE.test(whole);
    this.add(whole, isPlain);
    if (!isPlain) {
      for (const piece of whole.match(BETWEEN_SPACES) ?? []) {
        this.pieces.add(piece);
      }
    }
  }

  /**
   * Add words as they are.
   * @param {string} text
   * @param {boolean} isText whether they are words of a text
   */
  add(text, isText = false) {
    const offsets = wordOffsets(text);
    this.makeRoom(offsets.length / 2);
    for (let index = 0; index < offsets.length; index += 2) {
      const place = this.placeOf(text.slice(offsets[index], offsets[index + 1]));
      if (isText) {
        this.isOfText[place] = true;
      }
      this.list[this.length++] = /** @type {number} */ (this.idOfPlace[place]);
    }
  }

  /** Add what no phrase matches across. */
  addBreak() {
    this.makeRoom(1);
    this.list[this.length++] = BREAK;
  }

  /**
   * The place of a word as it is written.
   * @param {string} word
   */
  placeOf(word) {
    let place = this.places.get(word);
    if (place === undefined) {
      const stem = stemOf(word);
      const id = this.ids.get(stem) ?? this.ids.size + 1;
      this.ids.set(stem, id);
      place = this.idOfPlace.push(id) - 1;
      this.isOfText.push(false);
      this.places.set(word, place);
    }
    return place;
  }

  /**
   * The number of the stem of a word as it is written in texts; 0 where no text has it.
   * @param {string} word
   */
  idOf(word) {
    const place = this.places.get(word);
    return place === undefined ? this.ids.get(stemOf(word)) ?? BREAK : /** @type {number} */ (this.idOfPlace[place]);
  }

  /** @param {number} more */
  makeRoom(more) {
    if (this.length + more > this.list.length) {
      const list = new Uint32Array(2 * (this.length + more));
      list.set(this.list);
      this.list = list;
    }
  }

  /** Every word of the texts, in lower case and sorted. */
  words() {
    /** @type {Set<string>} */
    const found = new Set();
    for (const [word, place] of this.places) {
      if (this.isOfText[place]) {
        addWords(found, word);
      }
    }
    for (const piece of this.pieces) {
      addWords(found, piece);
    }
    return [...found].sort(compareTexts);
  }
}

/**
 * @param {Set<string>} found
 * @param {string} piece
 */
function addWords(found, piece) {
  if (ONLY_ASCII.test(piece) && !/[^0-9A-Za-z]/.test(piece)) {
    found.add(piece.toLowerCase());
  } else {
    for (const word of words(piece)) {
      found.add(word);
    }
  }
}
