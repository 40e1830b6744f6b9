/**
 * The stems of words, as SQLite's tokenizer `porter unicode61 remove_diacritics 2` has them.
 *
 * It is Porter's algorithm of 1980 on the bytes of a word in UTF-8, with SQLite's habits: a word of fewer than 3 or more
 * than 64 bytes is its own stem, an ending must leave something before it, and of the endings that a step knows only
 * those are looked at whose last letter but one is that of the word.
 */

import { wordsWritten } from "./eachWord.js";
import { foldedWord, ONLY_ASCII } from "./letters.js";
import { addTo, getOrMakeAmong } from "./maps.js";
import { inWholeWords, wholeWords, withoutCombining } from "./wholeWords.js";

const SHORTEST_STEMMED = 3; // bytes
const LONGEST_STEMMED = 64;
const LONGEST_TOKEN = 32768; // bytes; SQLite cuts words there
const MOST_REMEMBERED = 100000; // words

/** @typedef {[string, string, (word: string) => boolean]} StemRule An ending, what replaces it, and on what condition. */
/** @typedef {Map<string, StemRule[]>} StemRules The rules by the last letter but one of their endings. */

const STEP_2 = rulesOf(
  "ational ate, tional tion, enci ence, anci ance, izer ize, logi log, bli ble, alli al, entli ent, eli e, ousli ous, " +
    "ization ize, ation ate, ator ate, alism al, iveness ive, fulness ful, ousness ous, aliti al, iviti ive, biliti ble",
  (word) => measureOf(word) > 0,
);
const STEP_3 = rulesOf("ical ic, ness, icate ic, iciti ic, ful, ative, alize al", (word) => measureOf(word) > 0);
const STEP_4 = rulesOf(
  "al, ance, ence, er, ic, able, ible, ant, ement, ment, ent, ion, ou, ism, ate, iti, ous, ive, ize",
  (word, ending) => measureOf(word) > 1 && (ending !== "ion" || /[st]$/.test(word)),
);

/**
 * @param {string} endings
 * @param {(word: string, ending: string) => boolean} condition
 */
function rulesOf(endings, condition) {
  /** @type {StemRules} */
  const rules = new Map();
  for (const rule of endings.split(", ")) {
    const [ending = "", other = ""] = rule.split(" ");
    const letter = ending.charAt(ending.length - 2);
    addTo(rules, letter, [ending, other, (word) => condition(word, ending)]);
  }
  return rules;
}

/**
 * How many times a vowel is followed by a consonant. A y after a consonant is a vowel; each byte beyond ASCII is none.
 * @param {string} word
 */
function measureOf(word) {
  let measure = 0;
  let isVowel = true;
  for (let index = 0; index < word.length; index++) {
    const wasVowel = isVowel;
    isVowel = isVowelAt(word, index, wasVowel);
    measure += wasVowel && !isVowel && index > 0 ? 1 : 0;
  }
  return measure;
}

/**
 * Whether a letter is a vowel.
 * @param {string} word
 * @param {number} index
 * @param {boolean} wasVowel whether the letter before is one; the first letter counts as if it were after one
 */
function isVowelAt(word, index, wasVowel) {
  const letter = word.charAt(index);
  return "aeiou".includes(letter) || (letter === "y" && !wasVowel);
}

/**
 * Whether a word ends with a consonant, a vowel and a consonant, which is not w, x or y.
 * @param {string} word
 */
function endsShort(word) {
  let ending = "";
  let isVowel = true;
  for (let index = 0; index < word.length; index++) {
    isVowel = isVowelAt(word, index, isVowel);
    ending = ending.slice(-2) + (isVowel ? "v" : "c");
  }
  return ending === "cvc" && !/[wxy]$/.test(word);
}

/** @param {string} word */
function hasVowel(word) {
  return /[aeiou]|.y/s.test(word);
}

/**
 * A word after a step: the first ending that it has is replaced if the condition holds.
 * @param {string} word
 * @param {StemRules} rules
 */
function afterStep(word, rules) {
  for (const [ending, other, condition] of rules.get(word.charAt(word.length - 2)) ?? []) {
    if (word.length > ending.length && word.endsWith(ending)) {
      const before = word.slice(0, -ending.length);
      return condition(before) ? before + other : word;
    }
  }
  return word;
}

/** @param {string} word */
function withoutPlural(word) {
  if (!word.endsWith("s") || /[^e]s$/.test(word)) {
    return /[^s]s$/.test(word) ? word.slice(0, -1) : word;
  }
  return /.sses$|.ies$/s.test(word) ? word.slice(0, -2) : word.slice(0, -1);
}

/** @param {string} word */
function withoutPast(word) {
  if (word.length > 3 && word.endsWith("eed")) {
    return measureOf(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word;
  }
  const ending = /.ed$/s.test(word) ? 2 : /.ing$/s.test(word) ? 3 : 0;
  const before = word.slice(0, word.length - ending);
  return ending && hasVowel(before) ? repaired(before) : word;
}

/**
 * A word from which -ed or -ing was taken: hop for hopp, hope for hop, sized for siz.
 * @param {string} word
 */
function repaired(word) {
  if (/.(?:at|bl|iz)$/s.test(word)) {
    return `${word}e`;
  }
  if (/([^aeioulsz])\1$/s.test(word)) {
    return word.slice(0, -1);
  }
  return measureOf(word) === 1 && endsShort(word) ? `${word}e` : word;
}

/**
 * The stem of a word of the index, each of whose characters is a byte.
 * @param {string} word
 */
function stemOfBytes(word) {
  let stem = withoutPast(withoutPlural(word));
  if (stem.endsWith("y") && hasVowel(stem.slice(0, -1))) {
    stem = `${stem.slice(0, -1)}i`;
  }
  stem = afterStep(afterStep(afterStep(stem, STEP_2), STEP_3), STEP_4);
  if (stem.endsWith("e")) {
    const before = stem.slice(0, -1);
    const measure = measureOf(before);
    stem = measure > 1 || (measure === 1 && !endsShort(before)) ? before : stem;
  }
  return stem.endsWith("ll") && measureOf(stem.slice(0, -1)) > 1 ? stem.slice(0, -1) : stem;
}

/** @type {Map<string, string>} */
const stemsOfWords = new Map();

/**
 * The stem of one word of a text. A byte that is part of no character, as SQLite may leave one, is a lone surrogate.
 * @param {string} word
 */
export function stemOf(word) {
  return getOrMakeAmong(stemsOfWords, word, MOST_REMEMBERED, () => {
    const folded = foldedWord(word);
    return ONLY_ASCII.test(folded) ? stemOfAscii(folded) : stemOfLetters(folded);
  });
}

/** @param {string} word */
function stemOfAscii(word) {
  const isStemmed = word.length >= SHORTEST_STEMMED && word.length <= LONGEST_STEMMED;
  return isStemmed ? stemOfBytes(word) : word.slice(0, LONGEST_TOKEN);
}

/** @param {string} word */
function stemOfLetters(word) {
  const bytes = new TextEncoder().encode(word);
  if (bytes.length > LONGEST_STEMMED || bytes.length < SHORTEST_STEMMED) {
    return bytes.length > LONGEST_TOKEN ? fromBytes(bytes.subarray(0, LONGEST_TOKEN)) : word;
  }
  return fromBytes(Uint8Array.from(stemOfBytes(String.fromCharCode(...bytes)), (byte) => byte.charCodeAt(0)));
}

/**
 * The text that bytes are; those of a broken last character as lone surrogates.
 * @param {Uint8Array} bytes
 */
function fromBytes(bytes) {
  let end = bytes.length;
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte >= 0xc0) {
      end -= back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
      break;
    }
  }
  const broken = Array.from(bytes.subarray(end), (byte) => String.fromCharCode(0xdc00 + byte));
  return new TextDecoder().decode(bytes.subarray(0, end)) + broken.join("");
}

const BROKEN = /[\udc80-\udcff]/gu; // lone surrogates, as pairs are one character

/**
 * The stems of the words of each text, in order: for `health visitors`, `health` and `visitor`.
 * @param {readonly string[]} texts
 * @returns {string[][]}
 */
export function stems(texts) {
  return texts.map((text) => stemsWithBytes(text).map((stem) => stem.replace(BROKEN, "")));
}

/**
 * The stems of a text as the index has them, with broken characters.
 * @param {string} text
 */
function stemsWithBytes(text) {
  return wordsWritten(wholeWords(text.replace(/\0/g, " "))).map(stemOf);
}

const LETTERS_OR_DIGITS = /[\p{L}\p{N}]+/gu;

/**
 * The words of a text as the index has them, in lower case and without diacritics, but not stemmed.
 * @param {string} text
 * @returns {string[]}
 */
export function words(text) {
  const plain = ONLY_ASCII.test(text) ? text : withoutCombining(wholeWords(text).normalize("NFD"));
  return inWholeWords(plain.toLowerCase()).match(LETTERS_OR_DIGITS) ?? [];
}
