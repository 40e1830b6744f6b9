// The views by their names.

import { oneLine } from "../ground/text.js";
import { choicesInWords } from "./asked.js";
import { countsView } from "./countsView.js";
import { element } from "./dom.js";
import { matrixView } from "./matrixView.js";
import { notFoundView } from "./notFoundView.js";
import { reviewView } from "./reviewView.js";
import { shortId } from "./statementItem.js";
import { themesView, themeView } from "./themeViews.js";

/** @typedef {import("./context.js").Context} Context */
/** @typedef {import("./state.js").State} State */

const SITE = "Case reviews";

const NOT_FOUND = "Not found";

/** @type {Record<string, string>} */
const TITLES = { themes: "Themes", counts: "Counts", matrix: "Themes by harm", about: "About these reviews" };

/**
 * The view of a state, other than the first screen.
 * @param {Context} context
 * @param {State} state
 * @param {HTMLElement | null} about What the page tells of itself.
 * @returns {HTMLElement}
 */
export function viewOf(context, state, about) {
  const isReadable = context.catalogue.isWhole || state.view === "about";
  if (!isReadable) return waitingView("Reading the reviews");
  return knownView(context, state, about) ?? notFoundView(context, state);
}

/**
 * @param {Context} context
 * @param {State} state
 * @param {HTMLElement | null} about
 * @returns {HTMLElement | null}
 */
function knownView(context, state, about) {
  const { view } = state;
  if (view === "review" || view === "statement") return viewOfReview(context, state);
  if (view === "theme") return themeView(context, state);
  if (view === "themes") return themesView(context, state);
  if (view === "about" && about) return element("div", { class: "view prose" }, about);
  if (view !== "counts" && view !== "matrix") return null;
  if (!context.ready) return waitingView("Counting");
  const { store, facets } = context.ready;
  const given = { store, facets, link: context.link };
  const made = view === "counts" ? countsView(given, state) : matrixView(given, state);
  made.querySelector("h2")?.setAttribute("tabindex", "-1");
  return element("div", { class: "view" }, made);
}

/**
 * What is shown until the view can be.
 * @param {string} words
 */
function waitingView(words) {
  return element("div", { class: "view" }, element("h2", { tabindex: -1 }, words));
}

/**
 * @param {Context} context
 * @param {State} state
 */
function viewOfReview(context, state) {
  const { view, target } = state;
  const { catalogue } = context;
  const placed = view === "statement" ? catalogue.statement(target) : undefined;
  const index = catalogue.indexOf(placed ? placed.review.id : target);
  if (index === undefined || (view === "statement" && !placed)) return null;
  return reviewView(context, state, index, placed ? target : "");
}

/**
 * The title of the document in a state, what is shown first.
 * @param {Context} context
 * @param {State} state
 */
export function titleOf(context, state) {
  const title = oneLine(titleOfView(context, state));
  return title ? `${title} – ${SITE}` : SITE;
}

/**
 * What the view of a state is called; nothing for all reviews.
 * @param {Context} context
 * @param {State} state
 */
function titleOfView(context, state) {
  const { catalogue, vocabulary } = context;
  const { view, target, query } = state;
  if (view === "start") return [query, ...choicesInWords(context, state)].filter(Boolean).join("; ");
  if (view === "theme") return vocabulary.terms("theme").get(target)?.label ?? NOT_FOUND;
  if (view === "review" || view === "statement") {
    const placed = view === "statement" ? catalogue.statement(target) : undefined;
    const index = catalogue.indexOf(placed?.review.id ?? target);
    if (index === undefined) return catalogue.isWhole ? NOT_FOUND : "";
    const { id, name } = catalogue.reviews[index];
    return placed ? `${name || id}, ${shortId(target)}` : name || id;
  }
  return view === "unknown" ? NOT_FOUND : [TITLES[view], ...choicesInWords(context, state)].join("; ");
}
