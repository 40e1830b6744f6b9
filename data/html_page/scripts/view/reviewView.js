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
 * @param {number} index Its place among the reviews, from 0.
 * @param {string} [statement] The id of a statement to which the reader is led.
 * @returns {HTMLElement}
 */
export function reviewView(context, state, index, statement = "") {
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
  const led = statement && article.querySelector(`[id="${CSS.escape(`statement/${statement}`)}"]`);
  if (led) {
    led.classList.add("led");
    led.setAttribute("tabindex", "-1");
  }
  if (state.query) markWords(context, state, article, index);
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
 * Mark in an article what the query finds in it.
 * @param {Context} context
 * @param {State} state
 * @param {HTMLElement} article
 * @param {number} index
 */
function markWords(context, state, article, index) {
  for (const passage of textsFoundIn(context, state, index)) {
    const place = placeOfPassage(article, passage);
    if (place && place.textContent === passage.text) place.replaceChildren(markedText(passage.text, passage.marks));
  }
}

/**
 * Where in its article a text stands.
 * @param {HTMLElement} article
 * @param {{id: string, section: string, text: string}} passage
 * @returns {HTMLElement | null}
 */
function placeOfPassage(article, { id, section, text }) {
  if (section === "summary") return article.querySelector(".summary");
  const title = /** @type {HTMLElement | null} */ (article.querySelector(".title"));
  if (section === "title") return title?.textContent === text ? title : article.querySelector("h2");
  return article.querySelector(`[id="${CSS.escape(`statement/${id}`)}"] > .text`);
}
