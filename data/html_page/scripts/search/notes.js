/** Notes on how a query was understood. */

import { getOrMake } from "../ground/maps.js";
import { words } from "../ground/stemming.js";
import { fold, listed, oneLine } from "../ground/text.js";
import { WAYS_OF_THE_PAGE } from "./ways.js";

/** @typedef {import("../ground/vocabulary.js").Term} Term */

const MOST_SHOWN = 4; // words that were added

const WORDS_TELLING_NOTHING =
  "about all among an and any are as at be been between by can could did do does for from had has have how in into " +
  "is it its of on or should that the their them there they this to was we were what when where which who whom why " +
  "will with would";

/** Words that tell nothing of what is looked for; they are ignored beside other words. */
export const SMALL = new Set(WORDS_TELLING_NOTHING.split(" "));

/** Lines on a query, without duplicates. */
export class Notes {
  /**
   * @param {Iterable<string>} lines the first
   * @param {import("./ways.js").Ways} ways how they name what may be done next
   */
  constructor(lines = [], ways = WAYS_OF_THE_PAGE) {
    this.ways = ways;
    this.told = new Set(lines);
    /** @type {Map<string, string>} */
    this.respelt = new Map();
    /** @type {Map<string, string>} */
    this.added = new Map(); // what was added for a word, by the word
    /** @type {Map<string, string>} */
    this.leftOut = new Map(); // the same for a negated word
  }

  /** All the lines. */
  lines() {
    const lines = [...this.told];
    if (this.respelt.size) {
      lines.push(this.ways.spelt([...this.respelt.values()].join(", ")));
    }
    if (this.added.size) {
      lines.push(`also looked for: ${[...this.added.values()].join("; ")}`);
    }
    if (this.leftOut.size) {
      lines.push(`also left out: ${[...this.leftOut.values()].join("; ")}`);
    }
    return lines;
  }

  /**
   * Adds a line of its own.
   * @param {string} line
   */
  tell(line) {
    this.told.add(line);
  }

  /**
   * Notes that a word was looked for in another spelling.
   * @param {string} typed
   * @param {string} text
   */
  spelt(typed, text) {
    getOrMake(this.respelt, fold(typed), () => oneLine(text));
  }

  /**
   * Suggests the filter that selects some ages.
   * @param {readonly string[]} ages
   */
  ages(ages) {
    for (const age of ages) {
      this.tell(this.ways.age(age.startsWith("<") ? `"${age}"` : age));
    }
  }

  /**
   * Notes the preferred word in place of one that is best avoided.
   * @param {string} typed
   * @param {readonly Term[]} terms
   */
  better(typed, terms) {
    for (const term of terms) {
      for (const [old, today] of term.avoid) {
        if (fold(old) === fold(typed)) {
          this.tell(`"${typed}" is looked up; better: ${today}`);
        }
      }
    }
  }

  /**
   * Notes the words and codes that were added for a word, its several meanings, or the preferred word.
   * @param {string} typed
   * @param {readonly Term[]} terms
   * @param {readonly string[]} shown
   * @param {boolean} wanted
   */
  terms(typed, terms, shown, wanted = true) {
    const different = meaningsOf(terms);
    if (different.length > 1) {
      const both = different.length === 2 ? "both" : "all";
      this.tell(`"${typed}" has ${different.length} meanings, ${listed(different, "and")}; ${both} are looked up`);
    }
    this.better(typed, terms);
    const more = shown.length > MOST_SHOWN ? ` and ${shown.length - MOST_SHOWN} more` : "";
    const names = shown.slice(0, MOST_SHOWN).join(", ") + more;
    const labels = new Set(terms.map((term) => term.label));
    const coded = wanted && labels.size ? `coded ${[...labels].join(" or ")}` : "";
    if (names || coded) {
      const added = [names, coded].filter(Boolean).join(", ");
      getOrMake(wanted ? this.added : this.leftOut, fold(typed), () => `${added} (for ${typed})`);
    }
  }
}

/**
 * The label of a code; with its kind for a review's own codes, as a factor is not a harm.
 * @param {Term} term
 */
export function codeLabel(term) {
  return term.kind === "theme" || term.kind === "agency" ? term.label : `${term.label} (${term.kind})`;
}

/**
 * The labels with different meanings: of one kind, or without a word in common.
 * @param {readonly Term[]} terms
 */
function meaningsOf(terms) {
  /** @type {Term[]} */
  const meanings = [];
  for (const term of terms) {
    const own = tellingWords(term.label);
    const isOther = (/** @type {Term} */ other) =>
      term.kind === other.kind || !tellingWords(other.label).some((word) => own.includes(word));
    if (meanings.every(isOther)) {
      meanings.push(term);
    }
  }
  return [...new Set(meanings.map((term) => term.label))];
}

/** @param {string} label */
function tellingWords(label) {
  return words(label).filter((word) => !SMALL.has(word));
}
