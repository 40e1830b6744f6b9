/** What the tests need to compare the page's search with the command line's. */

import { UsageError } from "../../../data/html_page/scripts/search/errors.js";

/** @type {import("../../../data/html_page/scripts/search/ways.js").Ways} */
export const WAYS_OF_THE_COMMAND_LINE = {
  spelt: (words) => `searched for ${words}; --exact for the words as typed`,
  age: (age) => `--age ${age} selects the reviews by age`,
  coded: (kind, slug) => `--${kind} ${slug}`,
  named: (typed, ids) => `"${typed}" is an id: casereviews show ${ids.length === 1 ? ids[0] : `"${typed}"`}`,
  noStatements: ["--statements looks at learning, recommendations and actions", "leave out --in, or name one"],
};

/**
 * What is read; or the error and its hint, where that was expected.
 * @param {() => object} read
 */
export function orError(read) {
  try {
    return read();
  } catch (error) {
    if (error instanceof UsageError) {
      return { error: error.message, hint: error.hint };
    }
    throw error;
  }
}
