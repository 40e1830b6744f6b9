import assert from "node:assert/strict";
import { test } from "node:test";
import { nounOf, sectionInWords } from "../../../data/html_page/scripts/counts/counted.js";
import { counted, inThousands } from "../../../data/html_page/scripts/ground/numbers.js";

test("numbers have commas between thousands, and their noun", () => {
  assert.deepEqual([0, 999, 1000, 21000, 1234567].map(inThousands), ["0", "999", "1,000", "21,000", "1,234,567"]);
  assert.equal(counted(1, "review"), "1 review");
  assert.equal(counted(2000, "statement"), "2,000 statements");
});

test("a statement is called by its section", () => {
  assert.equal(sectionInWords("learning"), "learning point");
  assert.equal(sectionInWords("recommendations"), "recommendation");
  assert.equal(sectionInWords("summary"), "summary");
});

test("what is shown is called by its section where that is the only one", () => {
  assert.equal(nounOf({ show: "reviews", sections: [] }), "review");
  assert.equal(nounOf({ show: "statements", sections: [] }), "statement");
  assert.equal(nounOf({ show: "statements", sections: ["recommendations"] }), "recommendation");
  assert.equal(nounOf({ show: "statements", sections: ["learning", "actions"] }), "statement");
});
