import assert from "node:assert/strict";
import { test } from "node:test";
import { chunkMarkup, packedChunks } from "../../../data/html_page/scripts/view/packed.js";

const HOLE = "\u001c";
const BETWEEN_VALUES = "\u001f";
const BETWEEN_COLUMNS = "\u001e";
const BETWEEN_CHUNKS = "\u001d";

/**
 * A chunk of markup with holes, and the columns that fill them.
 * @param {string} markup
 * @param {...string[]} columns
 */
function chunkOf(markup, ...columns) {
  return [markup, ...columns.map((column) => column.join(BETWEEN_VALUES))].join(BETWEEN_COLUMNS);
}

test("each hole is filled with the next value of its column", () => {
  const chunk = chunkOf(
    `<p id="${HOLE}0">${HOLE}1</p><p id="${HOLE}0">${HOLE}1</p>7`,
    ["a", "b"],
    ["One & <two>", ""],
    [],
  );
  assert.equal(chunkMarkup(chunk), '<p id="a">One & <two></p><p id="b"></p>7');
});

test("markup without holes is as it is", () => {
  assert.equal(chunkMarkup(chunkOf("<p>$& 1</p>", [], [])), "<p>$& 1</p>");
});

test("chunks come in their order", () => {
  const chunks = [chunkOf(`${HOLE}0.`, ["a"]), chunkOf(`${HOLE}0${HOLE}0`, ["b", "c"])];
  assert.equal(packedChunks(chunks.join(BETWEEN_CHUNKS)).map(chunkMarkup).join(""), "a.bc");
});
