// The main places of the page.

import { element, linkTo } from "./dom.js";

const MAIN_PLACES = [
  ["#", "Reviews", "start review statement"],
  ["#themes", "Themes", "themes theme"],
  ["#counts?by=harm", "Counts", "counts"],
  ["#matrix?rows=theme&columns=harm", "Themes by harm", "matrix"],
  ["#about", "About", "about"],
];

/** The links to the main places, with one of them as the current. */
export class Navigation {
  constructor() {
    this.links = MAIN_PLACES.map(([fragment, label]) => linkTo(fragment, label));
    const items = this.links.map((link) => element("li", {}, link));
    this.element = element("nav", { "aria-label": "Main", class: "places" }, element("ul", {}, ...items));
  }

  /**
   * Say which place a view belongs to.
   * @param {string} view
   */
  update(view) {
    for (const [index, link] of this.links.entries()) {
      if (MAIN_PLACES[index][2].split(" ").includes(view)) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
  }
}
