// The first screen: all reviews, or what a search and filters find.

import { nounOf } from "../counts/counted.js";
import { counted } from "../ground/numbers.js";
import { element } from "./dom.js";
import { examplesOf } from "./examples.js";
import { FilterPanel } from "./filterPanel.js";
import { listedReview, nothingSaid, shownResults } from "./finding.js";
import { chosenButtons, countInWords, linesOf, resultLists, wideningOf } from "./results.js";
import { countChosen } from "./state.js";
import { Switches } from "./switches.js";

/** @typedef {import("./context.js").Context} Context */
/** @typedef {import("./finding.js").Found} Found */
/** @typedef {import("./state.js").State} State */

/** The view of the reviews. It stays while somebody searches: only what has changed is made anew. */
export class StartView {
  /** @param {Context} context */
  constructor(context) {
    this.context = context;
    this.heading = element("h2", { tabindex: -1, id: "results-heading" });
    this.examples = examplesOf(context);
    this.said = element("div");
    this.switches = new Switches(context);
    this.lists = element("div");
    const parts = [this.heading, this.switches.element, this.said, this.lists];
    this.found = element("section", { class: "found", "aria-labelledby": "results-heading" }, ...parts);
    this.filters = element("div", { class: "filters-place" });
    this.columns = element("div", { class: "columns" }, this.filters, this.found);
    this.element = element("div", { class: "view" }, this.examples, this.columns);
    /** @type {FilterPanel | null} */
    this.panel = null;
    this.filtered = "";
  }

  /**
   * Show a state.
   * @param {State} state
   */
  update(state) {
    const { context } = this;
    this.examples.hidden = state.query !== "" || countChosen(state) > 0;
    if (context.ready) this.updatePanel(state);
    this.switches.update(state);
    const found = context.ready ? shownResults(context.ready, state) : unsearched(context, state);
    if (!found) return this.wait();
    const told = countInWords(found, state);
    this.heading.textContent = told;
    this.panel?.tell(counted(found.total, nounOf(state)));
    const chosen = context.ready && chosenButtons(context, context.ready, state);
    const widening = found.total ? null : wideningOf(context, state);
    const isOpen = this.said.querySelector("details")?.open;
    this.said.replaceChildren(...present([chosen, ...linesOf(context, state, found), widening]));
    for (const details of this.said.querySelectorAll("details")) details.open = isOpen === true;
    this.lists.replaceChildren(...present(resultLists(context, state, found)));
    context.announce(told);
  }

  /** Choose the examples anew, when more reviews are known. */
  renewExamples() {
    const { hidden } = this.examples;
    const renewed = examplesOf(this.context);
    renewed.hidden = hidden;
    this.examples.replaceWith(renewed);
    this.examples = renewed;
  }

  /** Say that the answer comes. */
  wait() {
    this.heading.textContent = this.context.failure || "Preparing the search";
    this.said.replaceChildren();
    this.lists.replaceChildren();
  }

  /**
   * The filters as a state has them. Their numbers do not depend on the words that are searched for.
   * @param {State} state
   */
  updatePanel(state) {
    const { context } = this;
    if (!this.panel && context.ready) {
      this.panel = new FilterPanel(context, context.ready, state);
      this.filters.replaceChildren(this.panel.toggle, this.panel.panel);
    }
    const filtered = JSON.stringify([state.chosen, state.query !== ""]);
    if (this.panel && filtered !== this.filtered) this.panel.update(state);
    else if (this.panel) this.panel.state = state;
    this.filtered = filtered;
  }
}

/**
 * @template Item
 * @param {(Item | null | false)[]} items
 * @returns {Item[]}
 */
function present(items) {
  return items.flatMap((item) => (item ? [item] : []));
}

/**
 * All reviews, as long as nothing can be searched; null where something is asked.
 * @param {Context} context
 * @param {State} state
 * @returns {Found | null}
 */
function unsearched({ catalogue }, state) {
  if (state.query || state.sort || countChosen(state) || state.show === "statements") return null;
  const { reviews, size } = catalogue;
  const slice = (/** @type {number} */ start, /** @type {number} */ end) => reviews.slice(start, end).map(listedReview);
  return { ...nothingSaid(), total: size, size, slice };
}
