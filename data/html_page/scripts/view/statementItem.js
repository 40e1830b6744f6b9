// A statement in a list: its text, where it stands, and a button that copies it with its citation.

import { sectionInWords } from "../counts/counted.js";
import { citation } from "./citation.js";
import { copyBeside } from "./clipboard.js";
import { collectionOf, whoseWords } from "./context.js";
import { actionButton, element, linkTo, markedText, unseen } from "./dom.js";
import { changed } from "./state.js";

/** @typedef {import("./context.js").Context} Context */
/** @typedef {import("./state.js").State} State */
/** @typedef {import("./catalogue.js").Placed} Placed */

/**
 * The end of a statement's id, which names it within its review: `L1`.
 * @param {string} id
 */
export function shortId(id) {
  return id.slice(id.lastIndexOf("/") + 1);
}

/**
 * A button that copies a statement with its citation.
 * @param {Context} context
 * @param {Placed} placed
 */
export function copyButton(context, { review, section, statement }) {
  const { id, text } = statement;
  const copy = () => {
    const cited = citation(
      { id, section, text },
      review,
      whoseWords(context, review),
      collectionOf(context, review.collection),
    );
    copyBeside(button, cited, context.announce);
  };
  const label = "Copy with citation";
  const named = { class: "copy", "aria-label": `${label}: ${review.name || review.id}, ${shortId(id)}` };
  const button = actionButton(label, copy, named);
  return button;
}

/**
 * A statement as an item of a list that shows it with its review, or below it.
 * @param {Context} context
 * @param {State} state
 * @param {Placed} placed
 * @param {{marks?: number[][], withReview?: boolean, quiet?: string[]}} [more] `quiet` is told after where it stands.
 */
export function statementItem(context, state, placed, { marks = [], withReview = true, quiet = [] } = {}) {
  const { review, section, statement } = placed;
  const name = review.name || review.id;
  const link = linkTo(
    context.link(changed(state, { view: "statement", target: statement.id })),
    unseen(`${name}, `),
    shortId(statement.id),
  );
  const where = element("p", { class: "where" }, link, ` ${[sectionInWords(section), ...quiet].join(" · ")} `);
  where.append(copyButton(context, placed));
  const home = linkTo(context.link(changed(state, { view: "review", target: review.id })), name);
  return element(
    "li",
    { class: "statement" },
    element("p", { class: "text" }, markedText(statement.text, marks)),
    withReview && element("p", { class: "home" }, home, `: ${review.title}`),
    where,
  );
}
