import assert from "node:assert/strict";
import { test } from "node:test";
import { columnOf, markupOf, packedArticles } from "../../../data/html_page/scripts/view/packed.js";

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

/** @param {string} inflated */
function markups(inflated) {
  return [...packedArticles(inflated)].map(markupOf);
}

test("each hole is filled with the next value of its column", () => {
  const skeleton = `<article id="${HOLE}0">${HOLE}1</article>\n`;
  const chunk = chunkOf(`${skeleton}${skeleton}7`, ["a", "b"], ["One & <two>", ""], []);
  assert.deepEqual(markups(chunk), ['<article id="a">One & <two></article>\n', '<article id="b"></article>\n7']);
});

test("each value is known by its column", () => {
  const [article] = packedArticles(chunkOf(`<article ${HOLE}1, ${HOLE}0>`, ["a"], ["b"]));
  const columns = article.values.map((value, index) => [columnOf(article.pieces[index + 1]), value]);
  assert.deepEqual(columns, [
    [1, "b"],
    [0, "a"],
  ]);
});

test("markup without holes is as it is", () => {
  assert.deepEqual(markups(chunkOf("<p>$& 1</p>", [], [])), ["<p>$& 1</p>"]);
});

test("chunks come in their order", () => {
  const chunks = [chunkOf(`${HOLE}0.`, ["a"]), chunkOf(`${HOLE}0${HOLE}0`, ["b", "c"])];
  assert.deepEqual(markups(chunks.join(BETWEEN_CHUNKS)), ["a.", "bc"]);
});
