/**
 * How the lines on an answer name what a person may do next: a page has a tick and filters where the command line has
 * options.
 *
 * @typedef {object} Ways
 * @property {(words: string) => string} spelt the note on words that were looked for in another spelling
 * @property {(age: string) => string} age the note that the reviews can be selected by an age, as `--age` takes it
 * @property {(kind: string, slug: string) => string} coded how the reviews with a term are selected
 * @property {(typed: string, ids: readonly string[]) => string} named how what has an id is shown, given as typed
 * @property {readonly [string, string]} noStatements what is said, and what to do, where no section has statements
 */

import { oneLine, quoted } from "../ground/text.js";

/** That a filter selects what an age in a question means; the page leads to its values beside it. */
export const AGE_NOTE = 'the filter "Age" selects the reviews by age';

/** How a note ends that names the words which were searched for in place of those typed. */
export const SPELT_NOTE = 'tick "as spelt" for the words as typed';

/** @type {Ways} */
export const WAYS_OF_THE_PAGE = {
  spelt: (words) => `searched for ${words}; ${SPELT_NOTE}`,
  age: () => AGE_NOTE,
  coded: (kind) => `the filter "${kind.charAt(0).toUpperCase()}${kind.slice(1)}" selects them`,
  named: (typed, ids) => `${quoted(typed)} is the id of ${ids.length === 1 ? oneLine(ids[0]) : "several statements"}`,
  noStatements: ["only learning, recommendations and actions are statements", "choose one of them"],
};
