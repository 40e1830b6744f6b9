/** The tokens of a query, and its limits. */

import { encodable, firstCharacters, OWN, oneLine, WHITE_SPACE } from "../ground/text.js";
import { inWholeWords, wholeCharacters, withHyphenedNon } from "../ground/wholeWords.js";
import { hasLetterOrDigit, lengthOf } from "./characters.js";
import { UsageError } from "./errors.js";
import { SMALL } from "./notes.js";

/** The most words and phrases of a query. */
const MAX_WORDS = 64;

/** The longest query, in characters. */
const MAX_LENGTH = 20000;

/** The deepest nesting of parentheses. */
const MAX_DEPTH = 6;

const LONGEST_SHOWN = 80; // characters of a token
const SIGNS = new Set(["AND", "OR", "NOT", "(", ")"]);

/** A hyphen means NOT before a word and after none, nor right after a phrase or a group: that begins a word. */
const TOKEN = new RegExp(
  `("[^"]*"?\\*?|\\))(-[^${WHITE_SPACE}"()]*)?|(-)(?=[^${WHITE_SPACE})-])|\\(|[^${WHITE_SPACE}"()]+`,
  "gu",
);
const UNSAID = new RegExp(`[\\x00-\\x1f"${OWN}]`, "gu");

/**
 * The operators, words, phrases and prefixes of a query. Throws UsageError where it exceeds the limits.
 * @param {string} query
 */
export function tokensOf(query) {
  const length = lengthOf(query);
  if (length > MAX_LENGTH) {
    throw new UsageError(`the query has ${length} characters; at most ${MAX_LENGTH} are read`);
  }
  const text = withHyphenedNon(wholeCharacters(encodable(query)));
  let tokens = [...text.matchAll(TOKEN)].flatMap(([found, first, word, minus]) => {
    if (first) {
      return word ? [first, word] : [first];
    }
    return minus ? ["NOT"] : [found];
  });
  if (!tokens.some(phraseOfToken)) {
    tokens = tokens.map((token) => `"${token}"`); // operators alone are words
  }
  checkCount(tokens.filter(phraseOfToken).length);
  const depth = depthOf(tokens);
  if (depth > MAX_DEPTH) {
    throw new UsageError(`parentheses are nested ${depth} deep; at most ${MAX_DEPTH} are read`);
  }
  return tokens;
}

/**
 * Throws UsageError where a query has too many words and phrases.
 * @param {number} count
 */
export function checkCount(count) {
  if (count > MAX_WORDS) {
    throw new UsageError(`the query has ${count} words and phrases; at most ${MAX_WORDS} are looked for`);
  }
}

/**
 * How deep parentheses are nested; one that closes nothing is ignored.
 * @param {readonly string[]} tokens
 */
function depthOf(tokens) {
  let depth = 0;
  let deepest = 0;
  for (const token of tokens) {
    depth = token === "(" ? depth + 1 : Math.max(0, depth - (token === ")" ? 1 : 0));
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

/**
 * Whether a token is an operator or a parenthesis.
 * @param {string} token
 */
export function isSign(token) {
  return SIGNS.has(token);
}

/**
 * Whether a token is a word that tells nothing of what is looked for.
 * @param {string} token
 */
export function isSmall(token) {
  return SMALL.has(token.toLowerCase());
}

/**
 * Whether a token is a word, and no phrase, prefix or operator.
 * @param {string} token
 */
export function isPlainToken(token) {
  return !isSign(token) && !token.startsWith('"') && !token.endsWith("*");
}

/**
 * A token as it is shown in messages.
 * @param {string} token
 */
export function shownAs(token) {
  return oneLine(firstCharacters(token, LONGEST_SHOWN)).replace(/"/g, "").trim();
}

/**
 * The text to look for, of a token.
 * @param {string} token
 */
export function plainText(token) {
  return inWholeWords(token.replace(UNSAID, " ")).replace(/[* ]+$/, "");
}

/**
 * A word or a phrase in FTS5's quoting; empty where there is nothing to look for.
 * @param {string} token
 */
export function phraseOfToken(token) {
  if (isSign(token)) {
    return "";
  }
  const text = plainText(token);
  const star = token.endsWith("*") || token.endsWith('*"') ? "*" : "";
  return hasLetterOrDigit(text) ? `"${text}"${star}` : "";
}
