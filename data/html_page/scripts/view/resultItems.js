// A review among the results, with what was found in it; and a statement among them.

import { sectionInWords } from "../counts/counted.js";
import { counted } from "../ground/numbers.js";
import { element, linkTo, markedText, unseen } from "./dom.js";
import { changed } from "./state.js";
import { copyButton, shortId, statementItem } from "./statementItem.js";
import { childrenInWords, dateInWords, missingInWords } from "./words.js";

/** @typedef {import("../ground/types.js").Review} ReviewRecord */
/** @typedef {import("./finding.js").Shown} Shown */
/** @typedef {import("./finding.js").FoundPassage} FoundPassage */
/** @typedef {import("./context.js").Context} Context */
/** @typedef {import("./state.js").State} State */

const BEST = 5; // texts of a review that are shown

/** @type {Record<string, string>} */
const HOW_CODED = { code: "coded", wider: "nearest subject", related: "nearest subject", subject: "nearest subject" };

/**
 * A result as an item of the list.
 * @param {Context} context
 * @param {State} state
 * @param {Shown} shown
 * @returns {HTMLElement}
 */
export function resultItem(context, state, shown) {
  const placed = shown.statement && context.catalogue.statement(shown.statement);
  if (!placed) return reviewItem(context, state, shown);
  const [passage] = shown.passages;
  const quiet = passage ? [...codedIn(passage), ...lacking(shown.missing)] : [];
  return statementItem(context, state, placed, { marks: passage?.marks, quiet });
}

/**
 * @param {Context} context
 * @param {State} state
 * @param {Shown} shown
 */
function reviewItem(context, state, { review, passages, missing }) {
  const name = review.name || review.id;
  const titles = passages.filter((passage) => passage.section === "title");
  const marksOf = (/** @type {string} */ text) => titles.find((title) => title.text === text)?.marks ?? [];
  const fragment = context.link(changed(state, { view: "review", target: review.id }));
  const texts = passages.filter((passage) => passage.section !== "title");
  const matches = texts.slice(0, BEST).map((each) => matchItem(context, state, each));
  const more = texts.length - BEST;
  return element(
    "li",
    {},
    element("h3", {}, linkTo(fragment, markedText(name, marksOf(name)))),
    element("p", { class: "title" }, markedText(review.title, marksOf(review.title))),
    element("p", { class: "facts-line" }, factsLine(context, review), ...notesLink(review, fragment)),
    matches.length > 0 && element("ul", { class: "matches" }, ...matches),
    more > 0 && element("p", { class: "quiet" }, `and ${counted(more, "more text")} of this review`),
    ...lacking(missing).map((words) => element("p", { class: "quiet" }, words)),
  );
}

/**
 * The facts of a review in a line.
 * @param {Context} context
 * @param {ReviewRecord} review
 */
function factsLine({ vocabulary }, review) {
  const type = review.review_type
    ? vocabulary.label("type", review.review_type)
    : `Type ${missingInWords(review, "review_type")}`;
  const listed = `listed ${dateInWords(review.listed, missingInWords(review, "listed"))}`.replace(
    /^listed not/,
    "month listed not",
  );
  const area = review.area ?? `area ${missingInWords(review, "area")}`;
  const children = childrenInWords(review);
  const who = review.children?.length ? children : `children${review.children ? ":" : ""} ${children}`;
  return [type, listed, area, who].join(" · ");
}

/**
 * How many notes a review has, with a link to it: they stand there before what was learned.
 * @param {ReviewRecord} review
 * @param {string} fragment
 * @returns {import("./dom.js").Child[]}
 */
function notesLink({ notes, name, id }, fragment) {
  if (!notes.length) return [];
  return [" · ", linkTo(fragment, counted(notes.length, "note"), unseen(` on ${name || id}`))];
}

/**
 * A text in which something was found.
 * @param {Context} context
 * @param {State} state
 * @param {FoundPassage} passage
 */
function matchItem(context, state, passage) {
  const text = element("p", { class: "text" }, markedText(passage.text, passage.marks));
  const placed = context.catalogue.statement(passage.id);
  const where = element("p", { class: "where" });
  if (placed) {
    const link = linkTo(context.link(changed(state, { view: "statement", target: passage.id })), shortId(passage.id));
    where.append(link, " ");
  }
  where.append([placed ? sectionInWords(passage.section) : "what happened", ...codedIn(passage)].join(" · "), " ");
  if (placed) where.append(copyButton(context, placed));
  return element("li", {}, text, where);
}

/**
 * What a text is coded with, where nothing else found it: what was asked for, and what is near.
 * @param {FoundPassage} passage
 * @returns {string[]}
 */
function codedIn({ why }) {
  if (why.some(({ how }) => !HOW_CODED[how])) return [];
  /** @type {Map<string, Set<string>>} */
  const labels = new Map();
  for (const { how, what } of why) labels.set(HOW_CODED[how], (labels.get(HOW_CODED[how]) ?? new Set()).add(what));
  return [...labels].map(([how, found]) => `${how}: ${[...found].join("; ")}`);
}

/**
 * @param {readonly string[]} missing
 * @returns {string[]}
 */
function lacking(missing) {
  return missing.length ? [`without ${missing.map((word) => `“${word}”`).join(", ")}`] : [];
}
