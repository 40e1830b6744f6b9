// What is asked, in words: for the title of the document, and for paper.

/** @typedef {import("./context.js").Context} Context */
/** @typedef {import("./state.js").State} State */

/**
 * The choices of a state, each with its field: `Harm: Neglect or Physical abuse`; none before the fields are known.
 * @param {Context} context
 * @param {State} state
 * @returns {string[]}
 */
export function choicesInWords({ ready }, state) {
  if (!ready) return [];
  const titles = new Map(ready.fields.map(({ name, title }) => [name, title]));
  return Object.entries(state.chosen).flatMap(([field, values]) => {
    if (!values.length) return [];
    const labels = values.map((value) => ready.facets.label(field, value)).join(" or ");
    return titles.has(field) ? [`${titles.get(field)}: ${labels}`] : [labels];
  });
}

/**
 * All that a state asks, as paper names it; empty where it asks nothing.
 * @param {Context} context
 * @param {State} state
 */
export function askedInWords(context, state) {
  const { query, exact, allWords, sections } = state;
  const search = [`Searched for: ${query}`, exact && "as spelt", allWords && "all words"].filter(Boolean).join(", ");
  const filters = choicesInWords(context, state);
  const parts = [query && search, filters.length && `Filters: ${filters.join("; ")}`, sections.join(", ")];
  return parts.filter(Boolean).join(". ");
}
