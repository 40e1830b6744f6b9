import assert from "node:assert/strict";
import { test } from "node:test";
import { sharedBeginning } from "../../../data/html_page/scripts/view/themeViews.js";

test("texts share whole words, and none where one does not have them", () => {
  assert.equal(sharedBeginning(["It speaks of a", "It speaks of an end"]), "It speaks of ");
  assert.equal(sharedBeginning(["It speaks of a", "It speaks of a end"]), "It speaks of ");
  assert.equal(sharedBeginning(["It speaks of a", "What is said"]), "");
  assert.equal(sharedBeginning(["It speaks of a", ""]), "");
  assert.equal(sharedBeginning(["It speaks of a"]), "");
  assert.equal(sharedBeginning([]), "");
});
