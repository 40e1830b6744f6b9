// The views by their names.

import { oneLine } from "../ground/text.js";
import { choicesInWords } from "./asked.js";
import { countsView } from "./countsView.js";
import { element } from "./dom.js";
import { matrixView } from "./matrixView.js";
import { notFoundView } from "./notFoundView.js";
import { reviewView, shownReview } from "./reviewView.js";
import { shortId } from "./statementItem.js";
import { themesView, themeView } from "./themeViews.js";

/** @typedef {import("./context.js").Context} Context */
/** @typedef {import("./state.js").State} State */

const SITE = "Case reviews";

/**
 * The view of a state, other than the first screen.
 * @param {Context} context
 * @param {State} state
 * @param {HTMLElement | null} about What the page tells of itself.
 * @returns {HTMLElement}
 */
export function viewOf(context, state, about) {
  const isReadable = context.catalogue.isWhole || state.view === "about";
  if (!isReadable) return waitingView(context.failure || "Reading the reviews");
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
  if (view === "review" || view === "statement") return reviewView(context, state);
  if (view === "theme") return themeView(context, state);
  if (view === "themes") return themesView(context, state);
  if (view === "about" && about) return element("div", { class: "view prose" }, about);
  if (view !== "counts" && view !== "matrix") return null;
  if (!context.ready) return waitingView(context.failure || "Counting");
  const given = { ...context, ...context.ready };
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
 * The title of the document in a state, what is shown first.
 * @param {Context} context
 * @param {State} state
 * @param {string} heading That of the view.
 */
export function titleOf(context, state, heading) {
  const title = oneLine(titleOfView(context, state, heading));
  return title ? `${title} – ${SITE}` : SITE;
}

/**
 * What the view of a state is called; nothing for all reviews.
 * @param {Context} context
 * @param {State} state
 * @param {string} heading
 */
function titleOfView(context, state, heading) {
  const { view, query, target } = state;
  const choices = context.ready ? choicesInWords(context.ready.facets, state) : [];
  if (view === "start") return [query, ...choices].filter(Boolean).join("; ");
  if (view === "statement" && shownReview(context, state) !== undefined) return `${heading}, ${shortId(target)}`;
  return view === "counts" || view === "matrix" ? [heading, ...choices].join("; ") : heading;
}
