// Questions that the reviews of this page answer, for somebody who has never asked.

import { isUnread } from "../counts/unread.js";
import { element, linkTo } from "./dom.js";
import { changed, startState } from "./state.js";

/** @typedef {import("./context.js").Context} Context */
/** @typedef {import("./state.js").State} State */

/** What people ask, by the theme that answers. The first that the page has is shown. */
const QUESTIONS = [
  ["fathers-and-males", "how do we involve dads"],
  ["bruising-non-mobile", "bruise on a baby who cannot crawl"],
  ["information-sharing", "when should information be shared"],
  ["safer-sleep", "advice on safe sleep"],
];

/** Of whom people want to know what was recommended, the least obvious first. */
const AGENCIES = ["housing", "schools", "police", "childrens-social-care"];

/**
 * Examples as links, each in another way of asking.
 * @param {Context} context
 * @returns {HTMLElement}
 */
export function examplesOf(context) {
  const items = [questionState(context), agencyState(context), silentState(context)].flatMap((example) => {
    if (!example) return [];
    const [words, state] = example;
    return [element("li", {}, linkTo(context.link(state), words))];
  });
  const made = element("div", { class: "examples" });
  if (!items.length) return made;
  const heading = element("p", { id: "examples" }, "For example:");
  made.append(heading, element("ul", { "aria-labelledby": "examples" }, ...items));
  return made;
}

/**
 * @param {Context} context
 * @returns {[string, State] | null}
 */
function questionState({ catalogue }) {
  const found = QUESTIONS.find(([slug]) => catalogue.reviews.some((review) => review.themes?.includes(slug)));
  return found ? [`Search: ${found[1]}`, changed(startState(), { query: found[1] })] : null;
}

/**
 * @param {Context} context
 * @returns {[string, State] | null}
 */
function agencyState({ catalogue, vocabulary }) {
  const statements = catalogue.statements(["recommendations"]);
  const slug = AGENCIES.find((each) => statements.some(({ statement }) => statement.agencies?.includes(each)));
  if (!slug) return null;
  const chosen = { ...startState().chosen, agency: [slug] };
  const state = changed(startState(), { chosen, show: "statements", sections: ["recommendations"] });
  return [`Recommendations to or about ${vocabulary.label("agency", slug)}`, state];
}

/**
 * @param {Context} context
 * @returns {[string, State] | null}
 */
function silentState({ catalogue }) {
  const isSilent = catalogue.reviews.some((review) => !review.children || review.children.some((child) => !child.sex));
  if (!isSilent) return null;
  const chosen = { ...startState().chosen, sex: ["not-stated"] };
  const hasUnread = catalogue.reviews.some((review) => isUnread(review, "sex"));
  const words = hasUnread
    ? "Reviews in which a child's sex is not stated or not read"
    : "Reviews that do not state a child's sex";
  return [words, changed(startState(), { chosen })];
}
