import assert from "node:assert/strict";
import { test } from "node:test";
import {
  childrenInWords,
  countedWords,
  dateInWords,
  inThousands,
  sectionInWords,
} from "../../../data/html_page/scripts/view/words.js";

test("dates are as exact as they are", () => {
  assert.equal(dateInWords(null), "not stated");
  assert.equal(dateInWords("2018"), "2018");
  assert.equal(dateInWords("2019-06"), "June 2019");
  assert.equal(dateInWords("2019-06-03"), "3 June 2019");
  assert.equal(dateInWords("2016/2018-12"), "2016 to December 2018");
});

test("children are told alike ones together", () => {
  const child = (/** @type {string | null} */ sex, /** @type {string | null} */ age) => ({
    sex,
    age,
    age_months: null,
  });
  assert.equal(childrenInWords(null), "not stated");
  assert.equal(childrenInWords([]), "none");
  assert.equal(childrenInWords([child("female", "3 years 6 months")]), "girl, 3 years 6 months");
  assert.equal(childrenInWords([child(null, "4 months")]), "4 months, sex not stated");
  assert.equal(childrenInWords([child(null, null)]), "age not stated, sex not stated");
  assert.equal(childrenInWords([child(null, null), child(null, null)]), "2 children, nothing stated of them");
  const twins = [child("male", "4 weeks"), child("female", null), child("male", "4 weeks"), child("female", null)];
  assert.equal(
    childrenInWords([...twins, child(null, "1 year")]),
    "2 boys, 4 weeks; 2 girls, age not stated; 1 year, sex not stated",
  );
});

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
