/** Forms of one word that the stemmer does not know, and expressions for any of several words. */

const IRREGULAR = [
  ["child", "children"],
  ["man", "men"],
  ["woman", "women"],
  ["midwife", "midwives"],
  ["wife", "wives"],
  ["life", "lives"],
  ["foot", "feet"],
  ["tooth", "teeth"],
  ["crisis", "crises"],
  ["analysis", "analyses"],
  ["die", "dies", "died", "dying"],
];
const FORMS_OF = new Map(IRREGULAR.flatMap((group) => group.map((form) => [form, group])));

/**
 * A word with its irregular forms.
 * @param {string} text
 * @returns {readonly string[]}
 */
export function formsOf(text) {
  return FORMS_OF.get(text.toLowerCase()) ?? [text];
}

/**
 * A word with its irregular forms, in FTS5's quoting.
 * @param {string} text
 */
export function allForms(text) {
  return anyOf(formsOf(text));
}

/**
 * The FTS5 expression for any of some words or phrases.
 * @param {readonly string[]} texts
 */
export function anyOf(texts) {
  const quoted = texts.map((text) => `"${text}"`);
  return quoted.length === 1 ? quoted.join("") : `(${quoted.join(" OR ")})`;
}
