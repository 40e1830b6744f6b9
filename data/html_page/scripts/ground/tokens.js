/** The words of the index in their order, as one list of numbers. */

import { eachWord } from "./letters.js";
import { stemOf, words } from "./stemming.js";
import { compareTexts, OWN } from "./text.js";
import { inWholeWords, wholeCharacters } from "./wholeWords.js";

/** What may be taken differently in a word by itself than in its text: words there must be looked at one by one. */
const NOT_ALONE = /non[-\u2010-\u2013\xa0]|[\p{L}\p{N}]'/iu;
const MAYBE_NOT_ALONE = /non|'/i;

/** What may be other in the index than in a text; in all other texts each word is as it is written. */
const MAYBE_NOT_WHOLE = /\P{ASCII}|'|[Nn][Oo][Nn]/u;
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
    /** @type {string[]} The different words, as they are written. */
    this.written = [];
    /** @type {number[]} The numbers of their stems. */
    this.idsOfWritten = [];
    /** @type {boolean[]} Whether they are words of texts. */
    this.isOfText = [];
    /** @type {number[]} What they are looked up by. */
    this.hashes = [];
    this.slots = new Int32Array(1 << 15); // their places in these lists plus one, by their hashes
    /** @type {Map<string, number[]>} The numbers of the stems of the index's own words. */
    this.own = new Map();
    /** @type {Set<string>} Pieces of texts between white space that were looked at by themselves. */
    this.pieces = new Set();
  }

  /**
   * Add a text of a review.
   * @param {string} text
   */
  addText(text) {
    const whole = MAYBE_NOT_WHOLE.test(text) ? inWholeWords(wholeCharacters(text.replace(OWN_CHARACTERS, " "))) : text;
    const isPlain = !MAYBE_NOT_ALONE.test(whole) || !NOT_ALONE.test(whole);
    this.makeRoom(whole.length);
    eachWord(whole, (start, end, hash) => {
      const place = this.placeOf(whole, start, end, hash);
      if (isPlain) {
        this.isOfText[place] = true;
      }
      this.list[this.length++] = this.idsOfWritten[place];
    });
    if (!isPlain) {
      for (const piece of whole.match(BETWEEN_SPACES) ?? []) {
        this.pieces.add(piece);
      }
    }
  }

  /**
   * Add some of the index's own words.
   * @param {string} text
   */
  addOwn(text) {
    let ids = this.own.get(text);
    if (!ids) {
      /** @type {number[]} */
      const found = [];
      eachWord(text, (start, end, hash) => {
        found.push(this.idsOfWritten[this.placeOf(text, start, end, hash)]);
      });
      ids = found;
      this.own.set(text, ids);
    }
    this.makeRoom(ids.length);
    for (const id of ids) {
      this.list[this.length++] = id;
    }
  }

  /** Add what no phrase matches across. */
  addBreak() {
    this.makeRoom(1);
    this.list[this.length++] = BREAK;
  }

  /**
   * The place of a word of a text among the different words.
   * @param {string} text
   * @param {number} start
   * @param {number} end
   * @param {number} hash
   */
  placeOf(text, start, end, hash) {
    const last = this.slots.length - 1;
    let slot = (hash ^ (hash >>> 15)) & last;
    for (; this.slots[slot] !== 0; slot = (slot + 1) & last) {
      const place = this.slots[slot] - 1;
      if (this.hashes[place] === hash && isSameAt(this.written[place], text, start, end)) {
        return place;
      }
    }
    return this.learn(text.slice(start, end), hash, slot);
  }

  /**
   * Take in a word that was not seen before; its place.
   * @param {string} word
   * @param {number} hash
   * @param {number} slot
   */
  learn(word, hash, slot) {
    const stem = stemOf(word);
    const id = this.ids.get(stem) ?? this.ids.size + 1;
    this.ids.set(stem, id);
    const place = this.written.push(word) - 1;
    this.idsOfWritten.push(id);
    this.isOfText.push(false);
    this.hashes.push(hash);
    this.slots[slot] = place + 1;
    if (2 * this.written.length > this.slots.length) {
      this.makeSlots();
    }
    return place;
  }

  /** Make twice as many slots. */
  makeSlots() {
    const last = 2 * this.slots.length - 1;
    this.slots = new Int32Array(last + 1);
    this.hashes.forEach((hash, place) => {
      let slot = (hash ^ (hash >>> 15)) & last;
      while (this.slots[slot] !== 0) {
        slot = (slot + 1) & last;
      }
      this.slots[slot] = place + 1;
    });
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
    for (const piece of [...this.written.filter((_, place) => this.isOfText[place]), ...this.pieces]) {
      if (ONLY_ASCII_WORD.test(piece)) {
        found.add(piece.toLowerCase());
      } else {
        for (const word of words(piece)) {
          found.add(word);
        }
      }
    }
    return [...found].sort(compareTexts);
  }
}

const ONLY_ASCII_WORD = /^[0-9A-Za-z]*$/;

/**
 * Whether a word stands at a place of a text.
 * @param {string} word
 * @param {string} text
 * @param {number} start
 * @param {number} end
 */
function isSameAt(word, text, start, end) {
  if (word.length !== end - start) {
    return false;
  }
  for (let index = 0; index < word.length; index++) {
    if (word.charCodeAt(index) !== text.charCodeAt(start + index)) {
      return false;
    }
  }
  return true;
}
