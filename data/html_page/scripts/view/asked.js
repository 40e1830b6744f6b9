// What is asked, in words: for the title of the document, for paper and beside what is shown.

import { COUNTED } from "../counts/counted.js";
import { listed } from "../ground/text.js";
import { linkTo } from "./dom.js";
import { changed } from "./state.js";

/** @typedef {import("../counts/facets.js").Facets} Facets */
/** @typedef {import("../counts/unstated.js").LeftOut} LeftOut */
/** @typedef {import("./context.js").Context} Context */
/** @typedef {import("./state.js").State} State */

/**
 * Values of a field with its name: `Harm: Neglect or Physical abuse`.
 * @param {Facets} facets
 * @param {string} field
 * @param {string[]} values
 */
export function choiceInWords(facets, field, values) {
  const title = facets.titleOf(field);
  const labels = listed(values.map((value) => facets.label(field, value)));
  return title ? `${title}: ${labels}` : labels;
}

/**
 * The choices of a state, each with its field.
 * @param {Facets} facets
 * @param {State} state
 * @returns {string[]}
 */
export function choicesInWords(facets, { chosen }) {
  const fields = Object.entries(chosen).filter(([, values]) => values.length);
  return fields.map(([field, values]) => choiceInWords(facets, field, values));
}

/**
 * All that a state asks of what it shows, as paper names it; empty where it asks nothing.
 * @param {Context} context
 * @param {State} state
 */
export function askedInWords({ ready }, state) {
  const { view, query, exact, allWords, show, sections } = state;
  const isStart = view === "start";
  const isReview = view === "review" || view === "statement";
  const isCount = view === "counts" || view === "matrix";
  const search = [`Searched for: ${query}`, exact && "as spelt", allWords && "all words"].filter(Boolean).join(", ");
  const filters = ready && (isStart || isCount) ? choicesInWords(ready.facets, state).join("; ") : "";
  const titles = sections.flatMap((name) => COUNTED.get(name)?.title ?? []);
  const shown = titles.length ? listed(titles, "and") : "Statements";
  return [
    (isStart || isReview) && query && search,
    filters && `Filters: ${filters}`,
    isStart && show === "statements" && `Shown: ${shown}`,
  ]
    .filter(Boolean)
    .join(". ");
}

/**
 * What filters leave out only because it does not state what they ask, each with a link that takes it in.
 * @param {(state: State) => string} link
 * @param {State} state
 * @param {LeftOut[]} left
 * @returns {(string | HTMLElement)[][]}
 */
export function leftOutInWords(link, state, left) {
  return left.map(({ text, number, chosen }) => {
    const wider = link(changed(state, { chosen: { ...state.chosen, ...chosen } }));
    return [`Left out: ${text}. `, linkTo(wider, number === 1 ? "Take it in too" : "Take them in too")];
  });
}
