// The articles of a packed page. What is alike in them was laid together, as it deflates better so; see html_packed.py.

const HOLE = "\u001c"; // before the number of a column, in the markup
const BETWEEN_VALUES = "\u001f";
const BETWEEN_COLUMNS = "\u001e";
const BETWEEN_CHUNKS = "\u001d";

/** The columns that hold the record of a review, by their numbers; the others only show it. */
export const COLUMNS = Object.freeze({
  id: 0,
  record: 1,
  summary: 3,
  themes: 4,
  agencies: 5,
  text: 6,
  section: 8,
  exact: 9,
});

/**
 * @typedef {object} PackedArticle
 * @property {string[]} pieces The markup between the values: one more than these, and each but the first begins with the
 *   number of the column of the value before.
 * @property {string[]} values
 */

/**
 * The articles, one after the other, none of which is put together yet.
 * @param {string} inflated
 * @returns {Generator<PackedArticle>}
 */
export function* packedArticles(inflated) {
  for (const chunk of inflated.split(BETWEEN_CHUNKS)) {
    const [markup, ...columns] = chunk.split(BETWEEN_COLUMNS);
    const values = columns.map((column) => column.split(BETWEEN_VALUES));
    const taken = columns.map(() => 0);
    for (const article of markup.split(/(?=<article )/)) {
      const pieces = article.split(HOLE);
      yield { pieces, values: pieces.slice(1).map((piece) => values[columnOf(piece)][taken[columnOf(piece)]++]) };
    }
  }
}

/**
 * The number of the column of the value before a piece.
 * @param {string} piece
 */
export function columnOf(piece) {
  return piece.charCodeAt(0) - 48;
}

/**
 * The markup of an article, as it was before it was packed.
 * @param {PackedArticle} article
 */
export function markupOf({ pieces, values }) {
  return pieces.map((piece, index) => (index ? values[index - 1] + piece.slice(1) : piece)).join("");
}
