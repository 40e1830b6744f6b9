/** How notes name what a person may do next: a page has a tick and filters where the command line has options. */

/**
 * @typedef {object} Ways
 * @property {(words: string) => string} spelt the note on words that were looked for in another spelling
 * @property {(age: string) => string} age the note that the reviews can be selected by an age, as `--age` takes it
 */

/** @type {Ways} */
export const WAYS_OF_THE_PAGE = {
  spelt: (words) => `searched for ${words}; tick "as spelt" for the words as typed`,
  age: () => 'the filter "Age" selects the reviews by age',
};
