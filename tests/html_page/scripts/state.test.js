import assert from "node:assert/strict";
import { test } from "node:test";
import {
  changed,
  countChosen,
  fragmentOf,
  OPTIONS,
  STEP,
  startState,
  stateOf,
  withoutFilters,
  withValue,
} from "../../../data/html_page/scripts/view/state.js";

test("nothing asked is the empty fragment", () => {
  assert.deepEqual(stateOf(""), startState());
  assert.deepEqual(stateOf("#"), startState());
  assert.deepEqual(stateOf("#main"), startState());
  assert.equal(fragmentOf(startState()), "#");
});

test("a fragment is read whole", () => {
  const fragment = "#?q=bruising&harm=neglect,physical-abuse&sex=not-stated&show=statements";
  const state = stateOf(fragment);
  assert.equal(state.query, "bruising");
  assert.deepEqual(state.chosen.harm, ["neglect", "physical-abuse"]);
  assert.deepEqual(state.chosen.sex, ["not-stated"]);
  assert.equal(state.show, "statements");
  assert.equal(countChosen(state), 3);
  assert.equal(fragmentOf(state), fragment);
});

test("places have targets, or none", () => {
  const places = {
    "#review/2022-02/child-rs": ["review", "2022-02/child-rs"],
    "#statement/2022-02/child-rs/L1": ["statement", "2022-02/child-rs/L1"],
    "#theme/safer-sleep": ["theme", "safer-sleep"],
    "#themes": ["themes", ""],
    "#counts?by=harm": ["counts", ""],
    "#matrix?rows=theme&columns=harm": ["matrix", ""],
    "#about": ["about", ""],
    "#review": ["unknown", "review"],
    "#review/": ["unknown", "review/"],
    "#about/us": ["unknown", "about/us"],
    "#__proto__": ["unknown", "__proto__"],
  };
  for (const [fragment, [view, target]] of Object.entries(places)) {
    const state = stateOf(fragment);
    assert.deepEqual([state.view, state.target], [view, target], fragment);
    assert.deepEqual(stateOf(fragmentOf(state)), state);
  }
});

test("what a fragment does not mean is left out", () => {
  const state = stateOf("#?__proto__=x&constructor=y&toString=z&harm=&shown=-1&shown=x&exact=yes&show=all&=&&q");
  assert.deepEqual(state, startState());
  assert.equal(stateOf("#?q=100%").query, "100%");
  assert.deepEqual(stateOf("#?harm=a,a,,b").chosen.harm, ["a", "b"]);
  assert.equal(stateOf("#?shown=99999999999").shown, 100000);
  assert.deepEqual(stateOf("#?in=actions,title").sections, ["actions"]);
  assert.equal(fragmentOf(changed(startState(), { query: "a\ud800" })), "#?q=a%EF%BF%BD");
});

test("results begin anew where something else is asked", () => {
  const state = changed(startState(), { shown: 60, query: "a" });
  assert.equal(state.shown, 60);
  assert.equal(changed(state, { query: "b" }).shown, STEP);
  assert.equal(withValue(state, "harm", "neglect", true).shown, STEP);
});

test("values are chosen and let go", () => {
  const both = withValue(withValue(startState(), "area", "Kent, Medway", true), "area", "Leeds", true);
  assert.deepEqual(both.chosen.area, ["Kent, Medway", "Leeds"]);
  assert.equal(fragmentOf(both), "#?area=Kent%2C%20Medway,Leeds");
  assert.deepEqual(withValue(both, "area", "Leeds", false).chosen.area, ["Kent, Medway"]);
  assert.deepEqual(withoutFilters(both), startState());
});

test("every state comes back from its fragment", () => {
  let seed = 1;
  const random = (/** @type {number} */ below) => {
    seed = (seed * 48271) % 2147483647;
    return seed % below;
  };
  const signs = [
    "a",
    "B",
    "9",
    " ",
    "/",
    "?",
    "#",
    "%",
    "&",
    "=",
    ",",
    "+",
    "'",
    '"',
    "<",
    "é",
    "字",
    "😀",
    "\u202e",
    "%2C",
  ];
  const text = (least = 0) => Array.from({ length: least + random(6) }, () => signs[random(signs.length)]).join("");
  const texts = (/** @type {number} */ most) => [...new Set(Array.from({ length: random(most) }, () => text(1)))];
  const views = ["start", "review", "statement", "theme", "themes", "counts", "matrix", "about"];
  for (let round = 0; round < 3000; round++) {
    const state = startState();
    state.view = /** @type {typeof state.view} */ (views[random(views.length)]);
    if (["review", "statement", "theme"].includes(state.view)) state.target = text(1);
    state.query = text();
    for (const field of Object.keys(state.chosen)) state.chosen[field] = random(3) ? [] : texts(4);
    for (const name of OPTIONS) state.options[name] = random(3) ? "" : text();
    state.show = random(2) ? "reviews" : "statements";
    state.sections = ["learning", "recommendations", "actions"].filter(() => random(2));
    state.sort = random(2) ? "" : "listed";
    state.exact = random(2) === 0;
    state.allWords = random(2) === 0;
    state.shown = 1 + random(200);
    const fragment = fragmentOf(state);
    assert.deepEqual(stateOf(fragment), state, fragment);
    assert.doesNotMatch(fragment, /[\s<>"]/);
  }
});
