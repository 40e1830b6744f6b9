/**
 * Understanding a question without operators: its parts, and the clues that answer them.
 *
 * Words that tell nothing of what is asked for are ignored. The rest form parts: the longest rows of words that the
 * vocabulary or everyday language knows, and single words. A part is answered by clues: its own words, synonyms, the
 * codes of its terms and of related terms, and lastly those of terms with its word in their names. The worth of a clue
 * says how surely what it finds is what was asked for.
 */

import { encodable, fold } from "../ground/text.js";
import { wholeCharacters, wholeWords, withHyphenedNon } from "../ground/wholeWords.js";
import { LAY, LAY_NARROWER, NAME, NARROWER } from "../ground/wordTables.js";
import { readAges } from "./ages.js";
import { pairwise, splitAtSpaces } from "./characters.js";
import { Clue, DIRECT, Part, Question, RELATED } from "./clues.js";
import { lookupIn } from "./lookup.js";
import { Notes } from "./notes.js";
import { KNOWN } from "./parts.js";
import { checkCount } from "./queryTokens.js";
import { quotedUnit } from "./queryUnits.js";
import { asTypedIn, piecesOfQuestion, wordsOfQuestion } from "./questionWords.js";
import { StoreWords } from "./storeWords.js";
import { WAYS_OF_THE_PAGE } from "./ways.js";
import { WordRun } from "./wordRun.js";

/** @typedef {import("../ground/store.js").Store} Store */
/** @typedef {import("../ground/vocabulary.js").Term} Term */

/**
 * @typedef {object} HowToUnderstand
 * @property {boolean} [expand] false adds no words
 * @property {boolean} [exact] keeps the spelling
 * @property {import("./ways.js").Ways} [ways] how notes name what may be done next
 */

/**
 * The question, understood by the words of a store. Throws UsageError where it has too many words.
 * @param {string} text
 * @param {Store} store
 * @param {HowToUnderstand} how
 */
export function understand(text, store, { expand = true, exact = false, ways = WAYS_OF_THE_PAGE } = {}) {
  return new QuestionReader(store, expand, exact || !expand, ways).question(text);
}

/** Understands one question. */
export class QuestionReader {
  /**
   * @param {Store} store
   * @param {boolean} expand
   * @param {boolean} exact
   * @param {import("./ways.js").Ways} ways
   */
  constructor(store, expand, exact, ways) {
    this.store = store;
    this.expand = expand;
    this.exact = exact;
    const { everyday, spelling, clues } = StoreWords.of(store);
    this.everyday = everyday;
    this.spelling = spelling;
    this.clues = clues;
    this.lookup = lookupIn(store, !exact);
    this.notes = new Notes([], ways);
    /** @type {Set<string>} */
    this.hyphened = new Set(); // pairs of words with a hyphen between
    this.counted = 0;
    /** @type {import("./clues.js").Spelt[]} */
    this.unclear = [];
    /** @type {Map<string, [Term, string][]>} */
    this.found = new Map(); // the terms that rows of words are for, by their first clue
  }

  /**
   * The whole question.
   * @param {string} typed
   */
  question(typed) {
    const hyphened = withHyphenedNon(wholeCharacters(encodable(typed)));
    const text = wholeWords(hyphened);
    const [plain, ages] = readAges(text);
    this.notes.ages(ages);
    // a phrase stays as it is
    const parts = this.read(text.includes('"') ? text : plain).map((part) => part.as(asTypedIn(part.typed, hyphened)));
    const once = [...new Map(parts.map((part) => [part.clues[0].what, part])).values()];
    const words = wordsOfQuestion(text.replace(/"/g, " "));
    const phrase = words.length > 1 && !text.includes("*") ? `"${words.join(" ")}"` : null;
    /** @type {Map<string, [string, Term]>} */
    const wider = new Map();
    for (const part of once) {
      for (const term of this.tell(part)) {
        wider.set(`${term.slug} ${part.typed}`, [part.typed, term]);
      }
    }
    return new Question(once, phrase, this.notes.lines(), this.unclear, [...wider.values()]);
  }

  /**
   * The parts of a text, in order.
   * @param {string} text
   * @returns {Part[]}
   */
  read(text) {
    /** @type {Part[]} */
    const parts = [];
    /** @type {string[]} */
    let run = [];
    for (const { marked, word } of piecesOfQuestion(text)) {
      if (word) {
        const words = wordsOfQuestion(word);
        run.push(...words);
        for (const pair of word.includes("-") ? pairwise(words) : []) {
          this.hyphened.add(pair.join(" "));
        }
      } else {
        parts.push(...this.partsOf(run), ...this.quoted(marked));
        run = [];
      }
    }
    return [...parts, ...this.partsOf(run)];
  }

  /**
   * The terms that a part covers only in part; adds the notes on what else is looked for.
   * @param {Part} part
   */
  tell(part) {
    const found = this.found.get(part.clues[0].what) ?? [];
    const others = part.clues.filter((clue) => clue.how === "synonym" || clue.how === "everyday");
    const meant = found.filter(([, layer]) => layer === NAME || layer === LAY);
    this.notes.terms(
      part.typed,
      meant.map(([term]) => term),
      others.map((clue) => clue.shown),
    );
    this.notes.better(
      part.typed,
      found.map(([term]) => term),
    );
    return found.filter(([, layer]) => layer === NARROWER || layer === LAY_NARROWER).map(([term]) => term);
  }

  /**
   * The part for a phrase in quotation marks, or its prefix, which means only itself.
   * @param {string} text
   */
  quoted(text) {
    if (!wordsOfQuestion(text).length) {
      return [];
    }
    this.count(1);
    const unit = quotedUnit(text, this.lookup);
    return [new Part(unit.typed, [new Clue(unit.words[0] ?? "", unit.typed, unit.how, DIRECT)], { telling: KNOWN })];
  }

  /**
   * Counts words and phrases. Throws UsageError where they are too many.
   * @param {number} more
   */
  count(more) {
    this.counted += more;
    checkCount(this.counted);
  }

  /**
   * The parts of words that are side by side.
   * @param {readonly string[]} typed
   * @returns {Part[]}
   */
  partsOf(typed) {
    if (!typed.length) {
      return [];
    }
    this.count(typed.length);
    const spelt = this.exact ? typed.map((word) => ({ typed: word, text: word, near: [] })) : this.spelling.of(typed);
    /** @type {string[]} */
    const words = [];
    /** @type {string[]} */
    const origins = [];
    for (const one of spelt) {
      if (one.near.length) {
        this.unclear.push(one);
      }
      if (fold(one.text) !== fold(one.typed)) {
        this.notes.spelt(one.typed, one.text);
      }
      const more = splitAtSpaces(one.text);
      words.push(...more);
      origins.push(...more.map(() => one.typed));
    }
    return new WordRun(this, words, origins).parts(0, words.length, new Set());
  }

  /**
   * Whether anything here answers a part surely enough.
   * @param {Part} part
   */
  isFound(part) {
    const wanted = part.clues.filter((clue) => clue.worth >= RELATED).map((clue) => clue.what);
    return this.store.finds(wanted.join(" OR "));
  }
}
