/** Spelling: words that are misspelt, American, joined or split, as the collection has them. */

import { Likeness, slips, unshared } from "../ground/likeness.js";
import { getOrMake } from "../ground/maps.js";
import { reviewSets } from "../ground/reviewSets.js";
import { stems, words } from "../ground/stemming.js";
import { beginningWith } from "../ground/store.js";
import { compareTexts } from "../ground/text.js";
import { british } from "./british.js";
import { capitalized, isAlphabetic, isDigits, isUpper, lengthOf, NO_DIGITS } from "./characters.js";
import { RARE, SAYING_NOTHING, tier } from "./commonWords.js";
import { occurs, wordForms } from "./joined.js";

/** @typedef {import("./clues.js").Spelt} Spelt */

const MEANT_LIKENESS = 0.83; // of the intended word, by difflib's ratio: two letters of six may be swapped
const SHORTEST_MISSPELT = 4; // letters of a word that may be misspelt
const LONGEST_MISSPELT = 40;
const SHORTEST_PART = 3; // letters of a word that was joined to another
const MOST_TITLES = 100; // that are searched for a name with a word
const LETTERS_DIGITS = new RegExp(`^([${NO_DIGITS}]{2,})(\\p{Nd}+)$`, "u");

/** Corrects spelling by the words of a store. */
export class Spelling {
  /**
   * @param {import("../ground/store.js").Store} store
   * @param {import("./everyday.js").Everyday} everyday
   */
  constructor(store, everyday) {
    this.store = store;
    this.everyday = everyday;
    /** @type {Map<string, boolean>} */
    this.known = new Map(); // whether words asked for occur in the collection
    /** @type {Map<string, Spelt>} */
    this.spelt = new Map(); // words asked for, after a 1 for a name
  }

  /**
   * The words of a question as they are looked for; two are one word where only that is known.
   * @param {readonly string[]} typed
   * @returns {Spelt[]}
   */
  of(typed) {
    const found = [];
    for (let index = 0; index < typed.length; index++) {
      const word = typed[index] ?? "";
      const following = typed[index + 1];
      if (following !== undefined && this.isSplit(word.toLowerCase(), following.toLowerCase())) {
        found.push(asTyped(`${word} ${following}`, word + following));
        index++;
      } else {
        const begins = typed.length > 1 && index === 0; // with a capital, as any sentence does
        const [initial = ""] = word;
        found.push(this.ofOne(word, !begins && isUpper(initial) && !isUpper(word)));
      }
    }
    return found;
  }

  /**
   * One word of a question as it is looked for; a name is preferred where it has a capital.
   * @param {string} typed
   * @param {boolean} isNamed
   */
  ofOne(typed, isNamed) {
    const key = `${Number(isNamed)}${typed}`;
    return getOrMake(this.spelt, key, () => this.findOne(typed, isNamed));
  }

  /**
   * @param {string} typed
   * @param {boolean} isNamed
   * @returns {Spelt}
   */
  findOne(typed, isNamed) {
    const word = typed.toLowerCase();
    const length = lengthOf(word);
    if (length < SHORTEST_MISSPELT || length > LONGEST_MISSPELT) {
      return asTyped(typed);
    }
    if (this.isKnown(word)) {
      // American spellings are common English, whether or not the collection has them.
      const here = this.occurs(word) ? null : british(word, (other) => this.occurs(other));
      return asTyped(typed, here ?? typed);
    }
    const [, letters, number] = LETTERS_DIGITS.exec(word) ?? [];
    if (letters && this.isKnown(letters)) {
      return asTyped(typed, `${letters} ${number}`);
    }
    const other = british(word, (spelt) => this.isHere(spelt)) ?? this.joined(word);
    if (other) {
      return asTyped(typed, other);
    }
    if (wordForms(this.store, typed).length) {
      return asTyped(typed); // it is found in these forms
    }
    const near = this.near(word, isNamed);
    const [only = typed, ...others] = near;
    if (others.length || !near.length) {
      return asTyped(typed, typed, near);
    }
    return asTyped(typed, stemsOfWord(word) === stemsOfWord(only) ? typed : only);
  }

  /**
   * Whether a word, in any of its forms, is in the collection, the vocabulary or everyday English.
   * @param {string} word
   */
  isKnown(word) {
    if (word.endsWith("*") || isDigits(word) || word.includes("'") || SAYING_NOTHING.has(word)) {
      return true;
    }
    const stem = stemsOfWord(word);
    return tier(this.store, stem) < RARE || this.everyday.isKnown(stem) || this.isHere(word);
  }

  /**
   * Whether a word is in the vocabulary or, in any of its forms, in the collection.
   * @param {string} word
   */
  isHere(word) {
    return this.occurs(word) || this.everyday.has(word);
  }

  /**
   * Whether a word is in the collection, in any of its forms.
   * @param {string} word
   */
  occurs(word) {
    return getOrMake(this.known, word, () => occurs(this.store, word));
  }

  /**
   * Whether two words are one word here, and not both known by themselves.
   * @param {string} word
   * @param {string} following
   */
  isSplit(word, following) {
    const shortest = Math.min(lengthOf(word), lengthOf(following));
    if (!isAlphabetic(word) || !isAlphabetic(following) || shortest < SHORTEST_PART - 1) {
      return false;
    }
    return this.isHere(word + following) && !(this.isHere(word) && this.isHere(following));
  }

  /**
   * The two words that a word joins, where both are known here.
   * @param {string} word
   */
  joined(word) {
    const letters = [...word];
    for (let cut = SHORTEST_PART; cut <= letters.length - SHORTEST_PART; cut++) {
      const first = letters.slice(0, cut).join("");
      const second = letters.slice(cut).join("");
      // non-x is not x
      if (first !== "non" && this.isHere(first) && this.isHere(second)) {
        return `${first} ${second}`;
      }
    }
    return null;
  }

  /**
   * The word that was meant, preferring a name for a capital; several where that is unclear.
   * @param {string} word
   * @param {boolean} isNamed
   */
  near(word, isNamed) {
    const known = this.beginningAlike(word);
    const closest = new Likeness(known).closest(word, 3, MEANT_LIKENESS);
    const near = new Map(closest.map((other) => [other, slips(word, other)]));
    const alike = known.filter((other) => unshared(word, other) <= 2 && slips(word, other) === 1);
    const names = new Set(alike.filter((other) => this.isOfName(other)));
    for (const name of names) {
      near.set(name, 1);
    }
    const least = Math.min(...near.values());
    const nearest = [...near.keys()].filter((other) => near.get(other) === least);
    const best = (isNamed && names.size ? [...names] : nearest).map((other) =>
      names.has(other) ? capitalized(other) : other,
    );
    return new Set(best.map(stemsOfWord)).size === 1 ? best.slice(0, 1) : best;
  }

  /**
   * The words here with the same first letter as a word, and about the same length.
   * @param {string} word
   */
  beginningAlike(word) {
    const [initial = ""] = word;
    const length = lengthOf(word);
    const terms = beginningWith(this.store.wordTables.words, initial);
    const found = [
      ...this.store.wordsBeginning(initial),
      ...terms.filter((other) => lengthOf(other) >= SHORTEST_MISSPELT),
    ].filter((other) => Math.abs(lengthOf(other) - length) <= 2);
    return [...new Set(found)].sort(compareTexts);
  }

  /**
   * Whether a word is in the name of a review.
   * @param {string} word
   */
  isOfName(word) {
    const titled = reviewSets.numbers(this.store.numbers(`{title} : "${word}"`));
    return titled.slice(0, MOST_TITLES).some((number) => words(this.store.review(number).name).includes(word));
  }
}

/**
 * @param {string} typed
 * @param {string} text
 * @param {readonly string[]} near
 * @returns {Spelt}
 */
function asTyped(typed, text = typed, near = []) {
  return { typed, text, near };
}

/**
 * The stems of a word, with spaces between.
 * @param {string} word
 */
function stemsOfWord(word) {
  return (stems([word])[0] ?? []).join(" ");
}
