// The themes of the vocabulary, and each with every statement under it.

import { counted } from "../ground/numbers.js";
import { actionButton, element, linkTo } from "./dom.js";
import { changed, STEP, startState } from "./state.js";
import { statementItem } from "./statementItem.js";

/** @typedef {import("./context.js").Context} Context */
/** @typedef {import("./state.js").State} State */
/** @typedef {import("./catalogue.js").Placed} Placed */
/** @typedef {import("../ground/vocabulary.js").Term} Term */

const IN_GROUPS = "group"; // the value of the option `by` that sorts themes so

/**
 * All themes, those that most reviews speak of first, or in their groups.
 * @param {Context} context
 * @param {State} state
 * @returns {HTMLElement}
 */
export function themesView(context, state) {
  const inGroups = state.options.by === IN_GROUPS;
  const other = { ...state.options, by: inGroups ? "" : IN_GROUPS };
  const words = inGroups ? "Sort by how many reviews" : "Sort in groups by subject";
  const link = linkTo(context.link(changed(state, { options: other })), words);
  const told = "What the statements of the reviews speak about. Each leads to all statements under it. ";
  const themes = [...context.vocabulary.terms("theme").values()];
  const placed = statementsByTheme(context);
  const shared = sharedBeginning(themes.map((term) => term.definition));
  const item = (/** @type {Term} */ term) => themeItem(context, state, term, placed.get(term.slug) ?? [], shared);
  return element(
    "div",
    { class: "view prose" },
    element("h2", { tabindex: -1 }, "Themes"),
    element("p", {}, told, link),
    ...(inGroups ? groupLists(context, themes, item) : [themeList(byReviews(themes, placed), item)]),
  );
}

/**
 * Themes, those that most reviews speak of first.
 * @param {Term[]} themes
 * @param {Map<string, Placed[]>} placed
 */
function byReviews(themes, placed) {
  const numbers = new Map([...placed].map(([slug, statements]) => [slug, countReviews(statements)]));
  return [...themes].sort((one, other) => (numbers.get(other.slug) ?? 0) - (numbers.get(one.slug) ?? 0));
}

/**
 * A list of themes under the heading of each group; those without a group are the last.
 * @param {Context} context
 * @param {Term[]} themes
 * @param {(term: Term) => HTMLElement[]} item
 */
function groupLists({ vocabulary }, themes, item) {
  const labels = vocabulary.groups.get("theme") ?? new Map();
  const groups = [...new Set(themes.map((term) => term.group ?? ""))];
  const sorted = [...groups.filter(Boolean), ...groups.filter((group) => !group)];
  return sorted.flatMap((group) => [
    element("h3", {}, labels.get(group) ?? (group || "Others")),
    themeList(
      themes.filter((term) => (term.group ?? "") === group),
      item,
    ),
  ]);
}

/**
 * @param {Term[]} themes
 * @param {(term: Term) => HTMLElement[]} item
 */
function themeList(themes, item) {
  return element("dl", { class: "terms" }, ...themes.flatMap(item));
}

/**
 * A theme among others: how many reviews speak of it, and what it means.
 * @param {Context} context
 * @param {State} state
 * @param {Term} term
 * @param {Placed[]} statements
 * @param {string} shared how all definitions begin
 * @returns {HTMLElement[]}
 */
function themeItem(context, state, term, statements, shared) {
  const to = changed(state, { view: "theme", target: term.slug, options: startState().options });
  const number = counted(countReviews(statements), "review");
  const meaning = term.definition.slice(shared.length);
  return [
    element("dt", {}, element("span", { class: "theme-number" }, number), " ", linkTo(context.link(to), term.label)),
    element("dd", {}, meaning.charAt(0).toUpperCase() + meaning.slice(1)),
  ];
}

/**
 * The whole words with which all of several texts begin; nothing of one, or where a text has no others.
 * @param {string[]} texts
 */
export function sharedBeginning(texts) {
  const words = texts.map((text) => text.split(" "));
  const first = texts.length > 1 ? words[0] : [];
  const end = first.findIndex((word, place) => words.some((some) => some[place] !== word || some.length <= place + 1));
  const shared = first.slice(0, Math.max(end, 0));
  return shared.map((word) => `${word} `).join("");
}

/**
 * A theme: its definition, and every statement under it with its review.
 * @param {Context} context
 * @param {State} state
 * @returns {HTMLElement | null} Null where the vocabulary has no such theme.
 */
export function themeView(context, state) {
  const term = context.vocabulary.terms("theme").get(state.target);
  if (!term) return null;
  const statements = statementsByTheme(context).get(term.slug) ?? [];
  const asFilter = { ...startState().chosen, theme: [term.slug] };
  const filtered = changed(startState(), { show: "statements", chosen: asFilter });
  const view = element(
    "div",
    { class: "view prose" },
    element("p", { class: "back" }, linkTo(context.link(changed(state, { view: "themes", target: "" })), "All themes")),
    element("h2", { tabindex: -1 }, term.label),
    element("p", {}, term.definition),
    element("p", { class: "quiet" }, `${extentOf(statements)}.`),
    seeAlso(context, state, term, statements.length === 0),
  );
  if (statements.length) {
    view.append(element("p", {}, linkTo(context.link(filtered), "Filter these statements, or search in them")));
  }
  view.append(...groupsOf(context, state, statements.slice(0, state.shown)));
  if (statements.length > state.shown) {
    const more = () => context.go({ ...state, shown: state.shown + STEP });
    view.append(actionButton("Show more", more, { class: "more" }));
  }
  return view;
}

/**
 * The statements under each theme of the vocabulary.
 * @param {Context} context
 */
function statementsByTheme({ catalogue, vocabulary }) {
  /** @type {Map<string, Placed[]>} */
  const found = new Map([...vocabulary.terms("theme").keys()].map((slug) => [slug, []]));
  for (const placed of catalogue.statements()) {
    for (const slug of placed.statement.themes ?? []) found.get(slug)?.push(placed);
  }
  return found;
}

/**
 * Statements under their reviews.
 * @param {Context} context
 * @param {State} state
 * @param {Placed[]} statements
 */
function groupsOf(context, state, statements) {
  /** @type {HTMLElement[]} */
  const groups = [];
  let id = "";
  for (const placed of statements) {
    const { review } = placed;
    if (review.id !== id) {
      id = review.id;
      const link = linkTo(context.link(changed(state, { view: "review", target: id })), review.name || id);
      const list = element("ul", { class: "statements" });
      groups.push(
        element("section", {}, element("h3", {}, link), element("p", { class: "title" }, review.title), list),
      );
    }
    groups[groups.length - 1].lastElementChild?.append(statementItem(context, state, placed, { withReview: false }));
  }
  return groups;
}

/**
 * Other themes that are near: those that the vocabulary names as related or, where that is asked, of the same group.
 * @param {Context} context
 * @param {State} state
 * @param {Term} term
 * @param {boolean} withGroup
 */
function seeAlso(context, state, term, withGroup) {
  const others = [...context.vocabulary.terms("theme").values()].filter((other) => other !== term);
  const isNamed = (/** @type {Term} */ one, /** @type {Term} */ other) => one.related.includes(`theme/${other.slug}`);
  const related = others.filter((other) => isNamed(term, other) || isNamed(other, term));
  const inGroup = withGroup && term.group ? others.filter((other) => other.group === term.group) : [];
  const near = related.length ? related : inGroup;
  const links = near.map((other) => linkTo(context.link(changed(state, { target: other.slug })), other.label));
  const parts = links.flatMap((link, place) => (place ? ["; ", link] : [link]));
  return near.length ? element("p", {}, "See also: ", ...parts) : null;
}

/**
 * How many statements in how many reviews.
 * @param {Placed[]} statements
 */
function extentOf(statements) {
  return statements.length
    ? `${counted(statements.length, "statement")} in ${counted(countReviews(statements), "review")}`
    : "No statement of these reviews is coded so";
}

/** @param {Placed[]} statements */
function countReviews(statements) {
  return new Set(statements.map((each) => each.review.id)).size;
}
