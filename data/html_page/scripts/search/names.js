/**
 * What has the id that was typed.
 *
 * @typedef {import("../ground/store.js").Store} Store
 * @typedef {import("../ground/types.js").Review} Review
 */

import { addTo, getOrMake } from "../ground/maps.js";
import { words } from "../ground/stemming.js";
import { fold } from "../ground/text.js";

const STATEMENT_ID = /^([^\n]+)[/ ]([LRAlra][0-9]+)$/;
const MOST_NAMES = 20000; // beyond these, looking for a name is too slow to be of help
const LONGEST_NAME = 1000; // characters of a name that are looked up

/** @type {WeakMap<Store, Map<string, Review[]>>} the reviews by their folded names, ids and ends of ids */
const ALIASES = new WeakMap();

/**
 * The ids that were typed: a review's in full; a statement's also after only the end of its review's id.
 * @param {Store} store
 * @param {string} typed
 */
export function idsOf(store, typed) {
  const reviews = typed.includes("/") ? byAlias(store, typed).filter(({ id }) => fold(id) === fold(typed)) : [];
  return reviews.length ? reviews.map(({ id }) => id) : statementIds(store, typed.trim());
}

/**
 * The ids of the statements that are meant by `2022-02/child-rs/L3`, `child-rs/L3` or `Child RS L3`.
 * @param {Store} store
 * @param {string} typed
 */
function statementIds(store, typed) {
  const found = STATEMENT_ID.exec(typed);
  if (!found) {
    return [];
  }
  const [, name, tail] = found;
  const wanted = store.reviews.filter(({ id }) => id === name.trim());
  const reviews = [wanted, byAlias(store, name)].find((some) => some.length) ?? byLetters(store, name);
  const ids = reviews.map(({ id }) => `${id}/${tail.toUpperCase()}`);
  return ids.filter((id, index) => statementsOf(reviews[index]).some((statement) => statement.id === id));
}

/** @param {Review} review */
function statementsOf(review) {
  return [...(review.learning ?? []), ...(review.recommendations ?? []), ...(review.actions ?? [])];
}

/**
 * The reviews with this whole name, id or end of the id.
 * @param {Store} store
 * @param {string} typed
 */
function byAlias(store, typed) {
  return getOrMake(ALIASES, store, () => aliasesOf(store)).get(fold(typed)) ?? [];
}

/** @param {Store} store */
function aliasesOf(store) {
  /** @type {Map<string, Review[]>} */
  const aliases = new Map();
  for (const review of store.reviews) {
    const { id, name } = review;
    for (const alias of new Set([fold(name), fold(id), fold(id.slice(id.lastIndexOf("/") + 1))])) {
      addTo(aliases, alias, review);
    }
  }
  return aliases;
}

/**
 * The reviews whose name has the same letters, regardless of spaces, hyphens, full stops and diacritics.
 * @param {Store} store
 * @param {string} typed
 */
function byLetters(store, typed) {
  const wanted = lettersOf([...typed].slice(0, LONGEST_NAME).join(""));
  if (!wanted) {
    return [];
  }
  return store.reviews.slice(0, MOST_NAMES).filter(({ name }) => lettersOf(name) === wanted);
}

/** @param {string} text */
function lettersOf(text) {
  return words(fold(text)).join("");
}
