/** Units of a query: a phrase or a prefix, plain words side by side, and the other names of terms. */

import { getOrMake } from "../ground/maps.js";
import { stems, words } from "../ground/stemming.js";
import { fold, oneLine } from "../ground/text.js";
import { splitAtSpaces } from "./characters.js";
import { noForms } from "./joined.js";
import { phraseOfToken, plainText, shownAs } from "./queryTokens.js";
import { Unit } from "./queryTree.js";
import { anyOf, formsOf } from "./wordForms.js";

/** @typedef {import("./lookup.js").Lookup} Lookup */
/** @typedef {import("./queryTree.js").Other} Other */
/** @typedef {import("../ground/vocabulary.js").Term} Term */

/** Plain words side by side, with what is known of them. */
export class PlainWords {
  /**
   * @param {readonly string[]} tokens
   * @param {Lookup | null} lookup
   */
  constructor(tokens, lookup) {
    this.tokens = tokens;
    /** What to look for, for each. */
    this.texts = tokens.map(plainText);
    this.stems = lookup ? stems(this.texts) : tokens.map(() => []);
    this.others = lookup ? lookup.forms(this.texts) : noForms(this.texts);
  }

  /**
   * The stems of the words from `start` to `end`.
   * @param {number} start
   * @param {number} end
   */
  stem(start, end) {
    return this.stems.slice(start, end).flat();
  }

  /**
   * A word in all its forms.
   * @param {number} index
   */
  forms(index) {
    return [...formsOf(this.texts[index] ?? ""), ...this.others.of(index)];
  }

  /**
   * The words from `start` to `end` as phrases, with some of them joined or split as the collection has them.
   * @param {number} start
   * @param {number} end
   */
  rows(start, end) {
    return this.others.rows(this.texts, start, end);
  }
}

/**
 * A unit for a phrase or a prefix, which means only itself.
 * @param {string} token
 * @param {Lookup | null} lookup
 * @param {boolean} wanted
 */
export function quotedUnit(token, lookup, wanted = true) {
  const phrase = phraseOfToken(token);
  if (!phrase.endsWith("*")) {
    const text = phrase.slice(1, -1);
    const texts = splitAtSpaces(text);
    const others = lookup ? lookup.forms(texts).rows(texts, 0, texts.length) : [];
    return new Unit(shownAs(token), [anyOf([text, ...others])], "phrase", { wanted });
  }
  const pieces = words(phrase);
  const before = pieces.slice(0, -1);
  const last = pieces[before.length] ?? phrase.slice(1, -2);
  const known = lookup ? lookup.beginning(last) : [];
  const alternatives = (known.length ? known : [last]).map((word) => [...before, word].join(" "));
  const previous = before.pop();
  if (previous !== undefined && lookup) {
    alternatives.push(...lookup.beginning(previous + last).map((word) => [...before, word].join(" ")));
  }
  return new Unit(shownAs(token), [anyOf(alternatives)], "beginning", { wanted });
}

/**
 * The other names of terms, without those that contain the words typed and are found by these.
 * @param {readonly Term[]} terms
 * @param {readonly string[]} own the stems of the words typed
 * @returns {Other[]}
 */
export function otherNamesOf(terms, own) {
  const names = [...new Set(terms.flatMap((term) => term.names))];
  const typed = own.join(" ");
  /** @type {Map<string, Other>} */
  const found = new Map();
  for (const [index, of] of stems(names.map(fold)).entries()) {
    const name = names[index] ?? "";
    const stem = of.join(" ");
    if (stem && typed && !` ${stem} `.includes(` ${typed} `)) {
      getOrMake(found, stem, () => [`"${words(fold(name)).join(" ")}"`, oneLine(name)]);
    }
  }
  return [...found.values()];
}
