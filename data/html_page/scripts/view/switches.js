// What is listed: reviews or statements, and of these which; and in which order.

import { COUNTED } from "../counts/counted.js";
import { element, tickBox } from "./dom.js";
import { changed, STATEMENT_SECTIONS } from "./state.js";

/** @typedef {import("./context.js").Context} Context */
/** @typedef {import("./state.js").State} State */

/** @type {Record<string, string>} */
const LABELS_OF_SWITCHES = {
  reviews: "Reviews",
  statements: "Statements",
  "": "As in the collection",
  listed: "Listed latest first",
};

/** The switches above the results. They are made once, so that the focus stays where it is. */
export class Switches {
  /** @param {Context} context */
  constructor(context) {
    this.context = context;
    /** @type {State | null} */
    this.state = null;
    /** @type {Map<string, HTMLInputElement>} */
    this.inputs = new Map();
    const shows = /** @type {const} */ (["reviews", "statements"]).map((show) =>
      this.radio("show", show, { show, sections: [] }),
    );
    const sorts = /** @type {const} */ (["", "listed"]).map((sort) => this.radio("sort", sort, { sort }));
    const ticks = STATEMENT_SECTIONS.map((name) => this.tick(name));
    this.sections = element("fieldset", {}, element("legend", {}, "Only"), ...ticks);
    const show = element("fieldset", {}, element("legend", {}, "Show"), ...shows);
    this.order = element("fieldset", {}, element("legend", {}, "Order"), ...sorts);
    this.element = element("div", { class: "switches" }, show, this.sections, this.order);
  }

  /**
   * Show a state.
   * @param {State} state
   */
  update(state) {
    this.state = state;
    for (const [name, input] of this.inputs) {
      input.checked = state.show === name || state.sort === name || state.sections.includes(name);
    }
    this.sections.hidden = state.show !== "statements";
    this.order.hidden = state.show === "statements" || state.query.trim() !== "";
  }

  /**
   * @param {string} group
   * @param {string} value
   * @param {Partial<State>} changes What it changes when it is chosen.
   */
  radio(group, value, changes) {
    const input = element("input", { type: "radio", name: group, value });
    input.addEventListener("change", () => {
      if (this.state) this.context.go(changed(this.state, changes));
    });
    this.inputs.set(value, input);
    return element("label", { class: "tick" }, input, element("span", {}, LABELS_OF_SWITCHES[value]));
  }

  /** @param {string} name */
  tick(name) {
    const change = (/** @type {boolean} */ isTicked) => {
      const { state } = this;
      if (!state) return;
      const isIn = (/** @type {string} */ each) => (each === name ? isTicked : state.sections.includes(each));
      this.context.go(changed(state, { sections: STATEMENT_SECTIONS.filter(isIn) }));
    };
    const made = tickBox(COUNTED.get(name)?.title ?? name, false, change);
    this.inputs.set(name, /** @type {HTMLInputElement} */ (made.querySelector("input")));
    return made;
  }
}
