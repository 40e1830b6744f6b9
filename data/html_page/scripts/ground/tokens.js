/** The words of the index in their order, as one list of numbers. */

import { eachWord } from "./eachWord.js";
import { stemOf, words } from "./stemming.js";
import { compareTexts, OWN } from "./text.js";
import { inWholeWords, wholeCharacters } from "./wholeWords.js";
import { WrittenWords } from "./writtenWords.js";

/** @typedef {import("./eachWord.js").ReadText} ReadText */

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
    this.written = new WrittenWords();
    /** @type {number[]} The numbers of the stems of the different words, as they are written. */
    this.idsOfWritten = [];
    /** @type {boolean[]} Whether they are words of texts. */
    this.isOfText = [];
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
    const { list, idsOfWritten, isOfText } = this;
    let { length } = this;
    eachWord(whole, (read, start, end, hash) => {
      const place = this.placeOf(read, start, end, hash);
      if (isPlain) {
        isOfText[place] = true;
      }
      list[length++] = idsOfWritten[place];
    });
    this.length = length;
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
      eachWord(text, (read, start, end, hash) => {
        found.push(this.idsOfWritten[this.placeOf(read, start, end, hash)]);
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
   * @param {ReadText} read
   * @param {number} start
   * @param {number} end
   * @param {number} hash
   */
  placeOf(read, start, end, hash) {
    const place = this.written.placeOf(read, start, end, hash);
    if (place === this.idsOfWritten.length) {
      const stem = stemOf(this.written.list[place]);
      const id = this.ids.get(stem) ?? this.ids.size + 1;
      this.ids.set(stem, id);
      this.idsOfWritten.push(id);
      this.isOfText.push(false);
    }
    return place;
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
    for (const piece of [...this.written.list.filter((_, place) => this.isOfText[place]), ...this.pieces]) {
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
