/** The words of a vocabulary, for search: those for terms by layer, and equals, by their stems. */

import { addTo, getOrMake, grouped } from "./maps.js";
import { stems, words } from "./stemming.js";
import { compareTexts, fold } from "./text.js";

/** @typedef {import("./vocabulary.js").Term} Term */
/** @typedef {import("./vocabulary.js").Vocabulary} Vocabulary */

/** The layers of the words for a term. */
export const NAME = "name";
export const NARROWER = "narrower";
export const LAY = "lay";
export const LAY_NARROWER = "lay-narrower";

/**
 * @typedef {object} SynonymRow A word for a term, in the strongest layer that has it.
 * @property {string} stems with spaces between
 * @property {Term} term
 * @property {string} layer
 *
 * @typedef {object} EqualRow An everyday word that means the same as others, without being a term.
 * @property {string} stems
 * @property {number} number of its group
 * @property {string} words as it is written
 */

/** The tables. */
export class WordTables {
  /** @param {Vocabulary} vocabulary */
  constructor(vocabulary) {
    const terms = vocabulary.all();
    /** @type {readonly SynonymRow[]} */
    this.synonyms = terms.flatMap(synonymsOf);
    this.synonymsByStems = grouped(this.synonyms, (row) => row.stems);
    /** @type {Map<string, SynonymRow[]>} The rows with each single stem. */
    this.synonymsByStem = new Map();
    for (const row of this.synonyms) {
      for (const stem of new Set(row.stems.split(" "))) {
        addTo(this.synonymsByStem, stem, row);
      }
    }
    /** @type {readonly EqualRow[]} */
    this.equals = vocabulary.equals.flatMap((group, index) =>
      group
        .map((word) => ({ stems: stemsOfName(word), number: index + 1, words: word }))
        .filter((row) => row.stems !== ""),
    );
    this.equalsByStems = grouped(this.equals, (row) => row.stems);
    const names = terms.flatMap((term) => layersOf(term).flatMap(([, ofLayer]) => ofLayer));
    /** @type {readonly string[]} Every single word of these, in lower case, sorted. */
    this.words = [...new Set(words([...names, ...vocabulary.equals.flat()].join("\n")))].sort(compareTexts);
    this.knownWords = new Set(this.words);
  }
}

/**
 * The words for a term by their layers, the strongest first.
 *
 * A narrower word is not a name, even where it is in `avoid` too.
 * @param {Term} term
 * @returns {[string, readonly string[]][]}
 */
function layersOf(term) {
  const avoided = [...term.avoid.keys()].filter((word) => !term.narrower.includes(word));
  return [
    [NAME, [term.slug, term.label, ...term.synonyms, ...avoided]],
    [NARROWER, term.narrower],
    [LAY, term.lay],
    [LAY_NARROWER, term.layNarrower],
  ];
}

/**
 * The words for a term, each in the strongest layer that has it.
 * @param {Term} term
 * @returns {SynonymRow[]}
 */
function synonymsOf(term) {
  /** @type {Map<string, SynonymRow>} */
  const rows = new Map();
  for (const [layer, ofLayer] of layersOf(term)) {
    for (const word of ofLayer) {
      const own = stemsOfName(word);
      if (own !== "") {
        getOrMake(rows, own, () => ({ stems: own, term, layer }));
      }
    }
  }
  return [...rows.values()];
}

/**
 * The stems of a word or phrase of the vocabulary, with spaces between.
 * @param {string} name
 */
function stemsOfName(name) {
  return stems([fold(name)])
    .map((own) => own.join(" "))
    .join("");
}
