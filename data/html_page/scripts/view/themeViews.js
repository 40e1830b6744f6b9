// The themes of the vocabulary, and each with every statement under it.

import { counted } from "../ground/numbers.js";
import { actionButton, element, linkTo } from "./dom.js";
import { changed, STEP, startState } from "./state.js";
import { statementItem } from "./statementItem.js";

/** @typedef {import("./context.js").Context} Context */
/** @typedef {import("./state.js").State} State */
/** @typedef {import("./catalogue.js").Placed} Placed */

/**
 * All themes in their groups, with how many statements stand under each.
 * @param {Context} context
 * @param {State} state
 * @returns {HTMLElement}
 */
export function themesView(context, state) {
  const view = element("div", { class: "view prose" }, element("h2", { tabindex: -1 }, "Themes"));
  view.append(element("p", {}, "What the statements of the reviews are about. Each leads to all statements under it."));
  const placed = statementsByTheme(context);
  let group = "";
  let list = element("dl", { class: "terms" });
  for (const term of context.vocabulary.terms("theme").values()) {
    if (term.group && term.group !== group) {
      group = term.group;
      list = element("dl", { class: "terms" });
      view.append(element("h3", {}, context.vocabulary.groups.get("theme")?.get(group) ?? group));
    }
    if (!list.isConnected && !list.parentNode) view.append(list);
    const link = linkTo(context.link(changed(state, { view: "theme", target: term.slug })), term.label);
    const number = extentOf(placed.get(term.slug) ?? []);
    list.append(element("dt", {}, link), element("dd", {}, term.definition, element("p", { class: "quiet" }, number)));
  }
  return view;
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
 * How many statements in how many reviews.
 * @param {Placed[]} statements
 */
function extentOf(statements) {
  const reviews = new Set(statements.map((each) => each.review.id)).size;
  return statements.length
    ? `${counted(statements.length, "statement")} in ${counted(reviews, "review")}`
    : "No statement in this page";
}
