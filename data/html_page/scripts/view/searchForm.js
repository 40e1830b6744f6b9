// The search box with its ticks.

import { element, tickBox } from "./dom.js";
import { changed } from "./state.js";

/** @typedef {import("./state.js").State} State */

/**
 * @typedef {object} Searching What happens when somebody searches.
 * @property {() => State} state The state that is shown.
 * @property {(state: State) => void} type Show a state while somebody types.
 * @property {(state: State) => void} go Show a state.
 * @property {() => void} leadOn Lead the reader to the results.
 */

const HOW = "Ask in your own words. What is found is shown as you type, the best first.";

const QUERY_BOX = {
  type: "search",
  id: "query",
  autocomplete: "off",
  autocapitalize: "none",
  enterkeyhint: "search",
  "aria-describedby": "how",
};

/** The search box. */
export class SearchForm {
  /** @param {Searching} searching */
  constructor(searching) {
    this.searching = searching;
    this.input = element("input", QUERY_BOX);
    this.exact = this.tick("As spelt", "no other spellings or words", (exact) => ({ exact }));
    this.allWords = this.tick("All words", "nothing that lacks one", (allWords) => ({ allWords }));
    this.element = element(
      "form",
      { role: "search", class: "search" },
      element("label", { for: "query" }, "Search the reviews"),
      element("p", { id: "how", class: "quiet" }, HOW),
      this.input,
      element("div", { class: "ways" }, this.exact, this.allWords),
    );
    this.input.addEventListener("input", () => searching.type(this.asked()));
    this.input.addEventListener("keydown", (event) => this.clear(event));
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      searching.go(this.asked());
      searching.leadOn();
    });
  }

  /**
   * Show a state, but never change what somebody is typing.
   * @param {State} state
   */
  update(state) {
    if (this.input.value !== state.query) this.input.value = state.query;
    for (const [label, isTicked] of /** @type {const} */ ([
      [this.exact, state.exact],
      [this.allWords, state.allWords],
    ])) {
      const box = label.querySelector("input");
      if (box) box.checked = isTicked;
    }
  }

  /** The state in which what stands in the box is searched for. */
  asked() {
    return changed(this.searching.state(), { view: "start", target: "", query: this.input.value });
  }

  /**
   * @param {string} label
   * @param {string} hint What it does.
   * @param {(isTicked: boolean) => Partial<State>} change
   */
  tick(label, hint, change) {
    const made = tickBox(label, false, (isTicked) => this.searching.go({ ...this.asked(), ...change(isTicked) }));
    made.querySelector("span")?.append(element("span", { class: "quiet" }, `: ${hint}`));
    return made;
  }

  /**
   * Escape empties the box.
   * @param {KeyboardEvent} event
   */
  clear(event) {
    if (event.key !== "Escape" || event.isComposing || !this.input.value) return;
    event.preventDefault();
    this.input.value = "";
    this.searching.type(this.asked());
  }
}
