/** What a script is made of, whatever its form. */

import { tokenizer } from "acorn";

/**
 * The words and signs of a script: all but its comments, spaces and breaks of lines.
 * @param {string} text
 */
export function tokensOf(text) {
  const options = /** @type {const} */ ({ ecmaVersion: 2020, sourceType: "module" });
  return [...tokenizer(text, options)].map(({ start, end }) => text.slice(start, end));
}
