// A review whole: its article, with a button at every statement, and the words of the query marked.

import { element, linkTo, markedText } from "./dom.js";
import { textsFoundIn } from "./finding.js";
import { changed, countChosen } from "./state.js";
import { copyButton, shortId } from "./statementItem.js";

/** @typedef {import("./context.js").Context} Context */
/** @typedef {import("./state.js").State} State */

/**
 * A review of the page.
 * @param {Context} context
 * @param {State} state
 * @returns {HTMLElement | null} Null where the page has no such review, or statement.
 */
export function reviewView(context, state) {
  const index = shownReview(context, state);
  if (index === undefined) return null;
  const article = context.catalogue.article(index);
  article.removeAttribute("data-review");
  article.removeAttribute("id"); // else the browser leads to it by itself, and takes the focus from its heading
  article.querySelector("h2")?.setAttribute("tabindex", "-1");
  for (const item of article.querySelectorAll("li.statement")) {
    const id = item.id.slice("statement/".length);
    const placed = context.catalogue.statement(id);
    if (!placed) continue;
    const link = linkTo(context.link(changed(state, { view: "statement", target: id })), shortId(id));
    item.querySelector(":scope > .number")?.replaceChildren(link);
    item.append(element("p", { class: "where" }, copyButton(context, placed)));
  }
  const isLed = state.view === "statement";
  const led = isLed && article.querySelector(`[id="${CSS.escape(`statement/${state.target}`)}"]`);
  if (led) {
    led.classList.add("led");
    led.setAttribute("tabindex", "-1");
  }
  markWords(context, state, article);
  return element("div", { class: "view prose" }, backLink(context, state), article);
}

/**
 * The way back to what was asked, or to all reviews.
 * @param {Context} context
 * @param {State} state
 */
function backLink(context, state) {
  const words = state.query || countChosen(state) ? "Back to the results" : "All reviews";
  const fragment = context.link({ ...state, view: "start", target: "" });
  return element("p", { class: "back" }, linkTo(fragment, words));
}

/**
 * The place among the reviews, from 0, of the review that a state shows, whole or for one of its statements.
 * @param {Context} context
 * @param {State} state
 */
export function shownReview({ catalogue }, { view, target }) {
  const id = view === "statement" ? catalogue.statement(target)?.review.id : target;
  return id === undefined ? undefined : catalogue.indexOf(id);
}

/**
 * Mark in a shown review what the query finds in it.
 * @param {Context} context
 * @param {State} state
 * @param {HTMLElement} shown
 */
export function markWords(context, state, shown) {
  const index = shownReview(context, state);
  if (!state.query || index === undefined) return;
  for (const passage of textsFoundIn(context, state, index)) {
    const place = placeOfPassage(shown, passage);
    if (place && place.textContent === passage.text) place.replaceChildren(markedText(passage.text, passage.marks));
  }
}

/**
 * Where in its article a text stands.
 * @param {HTMLElement} shown
 * @param {{id: string, section: string, text: string}} passage
 * @returns {HTMLElement | null}
 */
function placeOfPassage(shown, { id, section, text }) {
  if (section === "summary") return shown.querySelector(".summary");
  const title = /** @type {HTMLElement | null} */ (shown.querySelector(".title"));
  if (section === "title") return title?.textContent === text ? title : shown.querySelector("h2");
  return shown.querySelector(`[id="${CSS.escape(`statement/${id}`)}"] > .text`);
}
