// The main places of the page.

import { element, linkTo } from "./dom.js";
import { changed, fragmentOf, startState, stateOf } from "./state.js";

/** @typedef {import("./state.js").State} State */

/** The fragment of each place, its label, and the views that belong to it. */
const MAIN_PLACES = [
  ["#", "Reviews", "start review statement"],
  ["#themes", "Themes", "themes theme"],
  ["#counts?by=theme", "Counts", "counts"],
  ["#matrix?rows=theme&columns=harm", "Two-way table", "matrix"],
  ["#about", "About", "about"],
];

/** The links to the main places, with one of them as the current. */
export class PlaceLinks {
  constructor() {
    this.links = MAIN_PLACES.map(([fragment, label]) => linkTo(fragment, label));
    const items = this.links.map((link) => element("li", {}, link));
    this.element = element("nav", { "aria-label": "Main", class: "places" }, element("ul", {}, ...items));
  }

  /**
   * Say which place a state belongs to. What is counted are the reviews that its filters select.
   * @param {State} state
   */
  update({ view, chosen }) {
    for (const [index, link] of this.links.entries()) {
      const [fragment, , views] = MAIN_PLACES[index];
      const place = stateOf(fragment);
      const isCount = place.view === "counts" || place.view === "matrix";
      link.setAttribute("href", fragmentOf(changed(place, { chosen: isCount ? chosen : startState().chosen })));
      if (views.split(" ").includes(view)) link.setAttribute("aria-current", view === place.view ? "page" : "true");
      else link.removeAttribute("aria-current");
    }
  }
}
