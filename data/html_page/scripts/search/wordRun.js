/** Words of a question that are side by side, and the parts that they form. */

import { stems } from "../ground/stemming.js";
import { fold, oneLine } from "../ground/text.js";
import { NAME } from "../ground/wordTables.js";
import { isAlphabetic, isUpper, lengthOf, pairwise } from "./characters.js";
import { RARE, SAYING_NOTHING, tier } from "./commonWords.js";
import { joinedPairs, noForms, occurs, otherForms } from "./joined.js";
import { KNOWN, partOfRow, partOfWord } from "./parts.js";

/** @typedef {import("./clues.js").Part} Part */

const LONGEST_ROW = 6; // words of a known row
const LETTER_AFTER = new Set(["adult", "baby", "case", "child", "family", "person"]);

/** Words that are side by side, to be made into parts. */
export class WordRun {
  /**
   * @param {import("./question.js").QuestionReader} reader
   * @param {readonly string[]} words
   * @param {readonly string[]} origins what was typed for each
   */
  constructor(reader, words, origins) {
    this.reader = reader;
    this.words = words;
    this.origins = origins;
    this.stems = stems(words.map((word) => word.replace(/\*+$/, "")));
    this.others = reader.exact ? noForms(words) : otherForms(reader.store, words, stems(joinedPairs(words)));
  }

  /**
   * The parts of the words from `start` to `end`; the rows in `left` are taken apart.
   * @param {number} start
   * @param {number} end
   * @param {ReadonlySet<string>} left
   * @returns {Part[]}
   */
  parts(start, end, left) {
    /** @type {Part[]} */
    const parts = [];
    for (let at = start; at < end; ) {
      let stop = this.longest(at, end, left);
      if (at + 1 < end && this.isLetter(at + 1) && LETTER_AFTER.has(this.word(at).toLowerCase())) {
        stop = at + 2;
        parts.push(...this.reader.quoted(this.words.slice(at, stop).join(" ")));
      } else if (stop) {
        parts.push(...this.known(at, stop, left));
      } else if (!this.isPassedOver(at)) {
        parts.push(partOfWord(this, at));
      }
      at = stop || at + 1;
    }
    return parts;
  }

  /** @param {number} index */
  word(index) {
    return this.words[index] ?? "";
  }

  /**
   * The end of the longest known row of words; 0 where there is none.
   * @param {number} start
   * @param {number} end
   * @param {ReadonlySet<string>} left
   */
  longest(start, end, left) {
    if (!this.reader.expand) {
      return 0;
    }
    for (let stop = Math.min(end, start + LONGEST_ROW); stop > start; stop--) {
      const isAlone = stop === start + 1;
      if (left.has(`${start} ${stop}`) || (isAlone && (this.isPassedOver(start) || this.word(start).endsWith("*")))) {
        continue;
      }
      if (this.knownAs(start, stop) && !(isAlone && this.isOtherWord(start))) {
        return stop;
      }
    }
    return this.isOne(start) && !left.has(`${start} ${start + 2}`) ? start + 2 : 0;
  }

  /**
   * The stems by which a row of words is known, perhaps with some of them joined or split; empty where it is not known.
   * @param {number} start
   * @param {number} stop
   */
  knownAs(start, stop) {
    const { everyday } = this.reader;
    const own = this.stem(start, stop);
    if (everyday.isKnown(own)) {
      return own;
    }
    const others = stems(this.others.rows(this.words, start, stop)).map((row) => row.join(" "));
    return others.find((row) => everyday.isKnown(row)) ?? "";
  }

  /**
   * Whether a word and the next were typed as one, or are one here and tell nothing apart: well-being.
   * @param {number} start
   */
  isOne(start) {
    const pair = this.words.slice(start, start + 2);
    if (pair.length < 2) {
      return false;
    }
    const joined = pair.join("");
    if (this.origins[start] === joined && this.origins[start + 1] === joined) {
      return true;
    }
    if (this.isPassedOver(start) === this.isPassedOver(start + 1)) {
      return false;
    }
    const row = pair.join(" ");
    return (this.reader.hyphened.has(row) && occurs(this.reader.store, row)) || Boolean(this.others.joined[start]);
  }

  /**
   * The stems of a row of words, with spaces between.
   * @param {number} start
   * @param {number} stop
   */
  stem(start, stop) {
    return this.stems.slice(start, stop).flat().join(" ");
  }

  /**
   * Whether a word tells nothing of what is asked for.
   * @param {number} index
   */
  isPassedOver(index) {
    const saysNothing = SAYING_NOTHING.has(this.word(index).toLowerCase());
    return !this.stems[index]?.length || (saysNothing && !this.isLetter(index));
  }

  /**
   * Whether a word is a letter used as a name: as in Child A, or a capital.
   * @param {number} index
   */
  isLetter(index) {
    const word = this.word(index);
    if (lengthOf(word) > 1 || !isAlphabetic(word) || !index) {
      return false;
    }
    return (isUpper(word) && word !== "I") || LETTER_AFTER.has(this.word(index - 1).toLowerCase());
  }

  /**
   * Whether a common word only looks like an abbreviation in capitals: send, dash.
   * @param {number} index
   */
  isOtherWord(index) {
    const word = this.word(index);
    const stem = this.stem(index, index + 1);
    if (isUpper(word) || tier(this.reader.store, stem) === RARE) {
      return false;
    }
    const terms = this.reader.everyday.terms(stem);
    const names = terms.flatMap(([term]) => term.names).filter((name) => fold(name) === fold(word));
    return names.length > 0 && names.every(isUpper);
  }

  /**
   * What was typed for some of the words.
   * @param {number} start
   * @param {number} stop
   */
  typed(start, stop) {
    let text = this.origins[start] ?? "";
    for (const [one, following] of pairwise(this.origins.slice(start, stop))) {
      if (one !== following) {
        text += (this.reader.hyphened.has(`${one} ${following}`) ? "-" : " ") + following; // else typed as one word
      }
    }
    return oneLine(text);
  }

  /**
   * The part for a known row of words; the parts of its words where only these find anything.
   * @param {number} start
   * @param {number} stop
   * @param {ReadonlySet<string>} left
   */
  known(start, stop, left) {
    const { reader } = this;
    const part = partOfRow(this, start, stop);
    const isName = reader.everyday.terms(this.knownAs(start, stop)).some(([, layer]) => layer === NAME);
    if (stop - start > 1 && !isName && !reader.isFound(part)) {
      const inner = this.parts(start, stop, new Set([...left, `${start} ${stop}`]));
      if (inner.some((one) => one.telling === KNOWN && reader.isFound(one))) {
        return inner;
      }
    }
    return [part];
  }
}
