// What every view is given.

/** @typedef {import("../ground/store.js").Store} Store */
/** @typedef {import("../ground/vocabulary.js").Vocabulary} Vocabulary */
/** @typedef {import("../counts/facets.js").Facets} Facets */
/** @typedef {import("./catalogue.js").Catalogue} Catalogue */
/** @typedef {import("./state.js").State} State */

/**
 * @typedef {object} About What the page says of itself.
 * @property {{id: string, title: string, source: string | null}[]} [collections]
 * @property {{abstract: string, imported: string}} [whose_words] What a copied statement begins with.
 * @property {string} [in_short] What its reviews are, and are not, in a line.
 */

/** @typedef {{store: Store, facets: Facets, fields: Facets["fields"]}} Ready What a search and filters need. */

/**
 * @typedef {object} Context
 * @property {Catalogue} catalogue
 * @property {Vocabulary} vocabulary
 * @property {About} known
 * @property {Ready | null} ready Null until the index is compiled.
 * @property {string} failure What cannot be done, as something in the page has failed; empty where nothing has.
 * @property {(state: State) => string} link The fragment that leads to a state.
 * @property {(state: State) => void} go Show a state.
 * @property {() => void} lead Lead the reader to the heading of the view.
 * @property {(words: string) => void} announce Tell a screen reader.
 */

/** @typedef {Context & Ready} ReadyContext What views are given that count. */

/**
 * The collection of a review, as the page describes it.
 * @param {Context} context
 * @param {string | null} id
 */
export function collectionOf(context, id) {
  return context.known.collections?.find((each) => each.id === id);
}

/**
 * What a copied statement of a review begins with, with `{}` for what it is.
 * @param {Context} context
 * @param {{imported?: boolean}} review
 */
export function whoseWords(context, review) {
  return context.known.whose_words?.[review.imported ? "imported" : "abstract"] ?? "{}";
}
