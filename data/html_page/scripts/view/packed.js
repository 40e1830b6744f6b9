// The articles of a packed page. What is alike in them was laid together, as it deflates better so; see html_packed.py.

const HOLE = "\u001c"; // before the number of a column, in the markup
const BETWEEN_VALUES = "\u001f";
const BETWEEN_COLUMNS = "\u001e";
const BETWEEN_CHUNKS = "\u001d";

/**
 * The inflated articles in chunks, each of which `chunkMarkup` takes.
 * @param {string} inflated
 * @returns {string[]}
 */
export function packedChunks(inflated) {
  return inflated.split(BETWEEN_CHUNKS);
}

/**
 * The markup of the articles of a chunk, as it was before it was packed.
 * @param {string} chunk
 * @returns {string}
 */
export function chunkMarkup(chunk) {
  const [markup, ...columns] = chunk.split(BETWEEN_COLUMNS);
  const values = columns.map((column) => column.split(BETWEEN_VALUES));
  const taken = columns.map(() => 0);
  const [start, ...pieces] = markup.split(HOLE);
  const filled = pieces.map((piece) => {
    const column = Number(piece[0]);
    return values[column][taken[column]++] + piece.slice(1);
  });
  return start + filled.join("");
}
