// The page's store: made in slices, and of no review at all.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Store } from "../../../data/html_page/scripts/ground/store.js";

/** @typedef {import("../../../data/html_page/scripts/ground/types.js").Review} Review */

const VOCABULARY = { terms: [], groups: {}, equals: [], common_words: ["the", "of"] };

/**
 * A review with an invented text.
 * @param {number} number
 * @returns {Review}
 */
function review(number) {
  const id = `2001-01/child-${number}`;
  const statement = { id: `${id}/L1`, text: `kilo lima-${number}, papa`, themes: null, agencies: [] };
  return {
    ...{ id, name: `Child ${number}`, title: `Child ${number}`, review_type: null, listed: null, published: null },
    ...{ area: null, children: null, incident_date: null, outcome: null, harms: null, factors: null, themes: null },
    ...{ agencies: null, summary: null, learning: [statement], recommendations: null, actions: null, resources: [] },
    ...{ notes: [], collection: null, coding: null },
  };
}

const REVIEWS = Array.from({ length: 45 }, (_, index) => review(index + 1));

test("compiling in steps gives the same store", () => {
  const compiling = Store.compiling(REVIEWS, VOCABULARY);
  let steps = 0;
  let step = compiling.next();
  for (; !step.done; step = compiling.next()) {
    steps += 1;
  }
  const whole = Store.of(REVIEWS, VOCABULARY);
  assert.equal(steps, 3); // after each 20 reviews, and when all are there
  assert.deepEqual(step.value.index.list, whole.index.list);
  assert.deepEqual(step.value.words, whole.words);
});

test("a store may have no reviews", () => {
  const store = Store.of([], VOCABULARY);
  assert.equal(store.size, 0);
  assert.equal(store.finds('"kilo"'), false);
  assert.deepEqual(store.ranked('"kilo"'), []);
  assert.deepEqual(store.words, []);
});

test("the last review is found, and its texts", () => {
  const store = Store.of(REVIEWS, VOCABULARY);
  assert.deepEqual(
    store.ranked('"lima 45"').map(([number]) => number),
    [45],
  );
  assert.deepEqual(
    store.passagesOf(45).map((passage) => [passage.number, passage.section]),
    [
      [89, "title"],
      [90, "learning"],
    ],
  );
});
