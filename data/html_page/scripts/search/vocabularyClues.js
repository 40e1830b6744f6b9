/** The clues that the vocabulary gives for a word: other names, and the codes of terms that it means or is near to. */

import { codeToken } from "../ground/indexWords.js";
import { getOrMake } from "../ground/maps.js";
import { stems } from "../ground/stemming.js";
import { fold, oneLine } from "../ground/text.js";
import { LAY, NAME, NARROWER } from "../ground/wordTables.js";
import { isAlphabetic, isUpper } from "./characters.js";
import { Clue, DIRECT, namePhrase, RELATED, SPOKEN_OF } from "./clues.js";
import { codeLabel, SMALL } from "./notes.js";

/** @typedef {import("../ground/vocabulary.js").Term} Term */
/** @typedef {readonly (readonly [Term, string])[]} Layered Terms, each with the layer of the word that is for it */

const OTHER_NAME = 0.9;
const NAME_OF_LAY = 0.7;
const WIDER = 0.5;
const LEAST_SHARE = 0.1; // of the names with a word, for a term to be a clue

/** The worth of the code of a term by the layer of the word for it. @type {Map<string, number>} */
const CODED = new Map([
  [NAME, 0.7],
  [LAY, 0.65],
]);

/** Finds clues in the vocabulary of a store. */
export class VocabularyClues {
  /** @param {import("./everyday.js").Everyday} everyday */
  constructor(everyday) {
    this.everyday = everyday;
    /** @type {Map<string, readonly Clue[]>} */
    this.spoken = new Map(); // the clues of terms with a word in their names, by its stem
  }

  /**
   * An abbreviation as texts may have it with full stops; its letters are then words of the index.
   * @param {readonly string[]} words
   * @param {Layered} found
   */
  abbreviated([word = "", ...more], found) {
    const folded = fold(word);
    const isName = found.some(([term]) => term.names.some((name) => fold(name) === folded && isUpper(name)));
    if (more.length || !isName || !isAlphabetic(word)) {
      return [];
    }
    return [new Clue(`"${[...word].join(" ")}"`, word, "word", DIRECT)];
  }

  /**
   * Clues of the other names of the terms that a word is for.
   * @param {Layered} found
   * @param {string} stem
   */
  otherNames(found, stem) {
    return found.flatMap(([term, layer]) => {
      if (layer === NARROWER) {
        return namesOfInitials(term, stem).map((name) => otherName(name, "synonym", OTHER_NAME));
      }
      if (layer === NAME) {
        return namesWithout(term, stem).map((name) => otherName(name, "synonym", OTHER_NAME));
      }
      return layer === LAY ? namesWithout(term, stem).map((name) => otherName(name, "everyday", NAME_OF_LAY)) : [];
    });
  }

  /**
   * The terms named by equals of a word, as if the word were an everyday one for them.
   * @param {readonly string[]} equals
   * @returns {[Term, string][]}
   */
  byEquals(equals) {
    const own = stems(equals.map(fold)).map((one) => one.join(" "));
    const named = own.flatMap((one) => this.everyday.terms(one).filter(([, layer]) => layer === NAME));
    const terms = new Map(named.map(([term]) => [`${term.kind}/${term.slug}`, term]));
    return [...terms.values()].map((term) => [term, LAY]);
  }

  /**
   * Clues of the codes of the terms that a word is for, and of related terms.
   * @param {Layered} found
   */
  codes(found) {
    const coded = found.filter(([, layer]) => CODED.has(layer));
    const own = coded.map(([term, layer]) => codeClue(term, "code", CODED.get(layer) ?? 0));
    const related = coded.flatMap(([term]) => this.everyday.related(term));
    return [...own, ...related.map((term) => codeClue(term, "related", RELATED))];
  }

  /**
   * Clues of the codes and names of terms that a word covers only in part.
   * @param {Layered} found
   */
  wider(found) {
    return found.flatMap(([term, layer]) => (layer === NARROWER ? nearClues(term, "wider", WIDER) : []));
  }

  /**
   * Clues of the codes and names of terms with a word in their names.
   * @param {string} stem
   */
  spokenOf(stem) {
    return getOrMake(this.spoken, stem, () => this.findSpokenOf(stem));
  }

  /** @param {string} stem */
  findSpokenOf(stem) {
    const shares = [...this.everyday.spokenOf(stem)].sort(([, one], [, other]) => other - one);
    return shares
      .filter(([, share]) => share >= LEAST_SHARE)
      .flatMap(([term, share]) => nearClues(term, "subject", SPOKEN_OF * Math.sqrt(share)));
  }
}

/**
 * @param {string} name
 * @param {string} how
 * @param {number} worth
 */
function otherName(name, how, worth) {
  return new Clue(namePhrase(name), oneLine(name), how, worth);
}

/**
 * @param {Term} term
 * @param {string} how
 * @param {number} worth
 */
function codeClue(term, how, worth) {
  return new Clue(codeToken(term.kind, term.slug), codeLabel(term), how, worth);
}

/**
 * Clues of a term's code and, unless it is an agency, its names: statements have the words, not the codes.
 * @param {Term} term
 * @param {string} how
 * @param {number} worth
 */
function nearClues(term, how, worth) {
  const names = term.kind === "agency" ? [] : [term.label, ...term.synonyms];
  return [codeClue(term, how, worth), ...names.map((name) => otherName(name, how, worth))];
}

/**
 * A term's code and all its names, in FTS5's quoting.
 * @param {Term} term
 */
export function knownBy(term) {
  return [codeToken(term.kind, term.slug), ...term.names.map(namePhrase)].join(" OR ");
}

/**
 * The names of a term, but for those that have the stems, and are found by them.
 * @param {Term} term
 * @param {string} stem
 */
function namesWithout(term, stem) {
  const names = [term.label, ...term.synonyms, ...term.avoid.keys()];
  const wanted = names.filter((name) => !term.narrower.includes(name));
  const own = stems(wanted.map(fold)).map((one) => one.join(" "));
  return wanted.filter((_, index) => own[index] && !` ${own[index]} `.includes(` ${stem} `));
}

/**
 * The narrower words of a term that are short for what has the stems, or that this is short for.
 * @param {Term} term
 * @param {string} stem
 */
function namesOfInitials(term, stem) {
  const own = stems(term.narrower.map(fold)).map((one) => one.join(" "));
  const typed = term.narrower.filter((_, index) => own[index] === stem);
  return term.narrower.filter(
    (name) => areInitials(stem, name) || typed.some((other) => areInitials(fold(name), other)),
  );
}

/**
 * Whether letters are the initials of a name: GBH for grievous bodily harm.
 * @param {string} short
 * @param {string} name
 */
function areInitials(short, name) {
  const words = fold(name).split(" ");
  const telling = words.filter((word) => !SMALL.has(word));
  return words.length > 1 && [words, telling].some((some) => short === initialsOf(some));
}

/** @param {readonly string[]} words */
function initialsOf(words) {
  return words.map((word) => String.fromCodePoint(word.codePointAt(0) ?? 0)).join("");
}
