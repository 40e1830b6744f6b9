// A link to what the page does not have: said, with what is nearest.

import { Likeness } from "../ground/likeness.js";
import { counted } from "../ground/numbers.js";
import { fold } from "../ground/text.js";
import { element, linkTo } from "./dom.js";
import { changed } from "./state.js";
import { shortId } from "./statementItem.js";

/** @typedef {import("./context.js").Context} Context */
/** @typedef {import("./state.js").State} State */

const MOST_NEAR = 5;

const LONGEST_COMPARED = 100; // characters: comparing takes quadratic time

/** @type {Record<string, string>} */
const KINDS_OF_PLACES = { review: "review", statement: "statement", theme: "theme" };

/**
 * What is told of a link that leads to nothing.
 * @param {Context} context
 * @param {State} state
 * @returns {HTMLElement}
 */
export function notFoundView(context, state) {
  const what = KINDS_OF_PLACES[state.view] ?? "place";
  const near = state.view === "theme" ? nearThemes(context, state) : nearReviews(context, state);
  const items = near.map(([label, fragment, id]) =>
    element("li", {}, linkTo(fragment, label), " ", element("span", { class: "quiet" }, id)),
  );
  const { reviews } = context.catalogue;
  return element(
    "div",
    { class: "view prose" },
    element("h2", { tabindex: -1 }, `This page has no ${what} “${state.target}”`),
    element(
      "p",
      {},
      `It has ${counted(reviews.length, "review")}. The link may have been made in another page, with other reviews.`,
    ),
    items.length > 0 && element("p", {}, "The nearest that it has:"),
    items.length > 0 && element("ul", {}, ...items),
    element("p", {}, linkTo("#", "All reviews")),
  );
}

/**
 * The reviews whose ids or names are most like what was asked for, as label, fragment and id.
 * @param {Context} context
 * @param {State} state
 * @returns {[string, string, string][]}
 */
function nearReviews(context, state) {
  const { reviews } = context.catalogue;
  const target = state.view === "statement" ? state.target.replace(/\/[LRA]\d+$/, "") : state.target;
  const wanted = fold(shortId(target));
  const keys = reviews.map(({ id, name }) => [fold(id), fold(name)]);
  const close = new Set(closestTo([wanted, fold(target)], keys.flat()));
  const same = reviews.filter(({ id }) => id === target);
  const near = reviews.filter((_, index) => keys[index].some((key) => close.has(key)));
  return [...new Set([...same, ...near])].slice(0, MOST_NEAR).map(({ id, name }) => {
    return [name || id, context.link(changed(state, { view: "review", target: id })), id];
  });
}

/**
 * The themes that are called most like what was asked for.
 * @param {Context} context
 * @param {State} state
 * @returns {[string, string, string][]}
 */
function nearThemes(context, state) {
  const themes = [...context.vocabulary.terms("theme").values()];
  const close = new Set(
    closestTo(
      [fold(state.target)],
      themes.flatMap(({ slug, label }) => [fold(slug), fold(label)]),
    ),
  );
  const near = themes.filter(({ slug, label }) => close.has(fold(slug)) || close.has(fold(label)));
  return near.slice(0, MOST_NEAR).map(({ slug, label }) => {
    return [label, context.link(changed(state, { view: "theme", target: slug })), ""];
  });
}

/**
 * The known texts that are most like some others, the closest to the first before those to the next.
 * @param {string[]} texts
 * @param {string[]} known
 */
function closestTo(texts, known) {
  const likeness = new Likeness(known);
  return texts.filter((text) => text.length <= LONGEST_COMPARED).flatMap((text) => likeness.closest(text, MOST_NEAR));
}
