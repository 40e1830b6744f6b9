import assert from "node:assert/strict";
import { test } from "node:test";
import { countedWords, inThousands, sectionInWords } from "../../../data/html_page/scripts/view/words.js";

test("numbers have commas between thousands, and their noun", () => {
  assert.deepEqual([0, 999, 1000, 21000, 1234567].map(inThousands), ["0", "999", "1,000", "21,000", "1,234,567"]);
  assert.equal(countedWords(1, "review"), "1 review");
  assert.equal(countedWords(2000, "statement"), "2,000 statements");
});

test("a statement is called by its section", () => {
  assert.equal(sectionInWords("learning"), "learning point");
  assert.equal(sectionInWords("recommendations"), "recommendation");
  assert.equal(sectionInWords("summary"), "summary");
});
