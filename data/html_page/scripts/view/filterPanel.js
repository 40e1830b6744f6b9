// The filters: for each field its values as tick boxes, with how many reviews each would select.

import { STATEMENT_FIELDS } from "../counts/statementCodes.js";
import { NOT_STATED } from "../ground/indexWords.js";
import { inThousands } from "../ground/numbers.js";
import { actionButton, element, linkTo, tickBox } from "./dom.js";
import { countChosen, MAIN, withValue } from "./state.js";

/** @typedef {import("./context.js").Context} Context */
/** @typedef {import("./context.js").Ready} Ready */
/** @typedef {import("./state.js").State} State */

/** @typedef {{name: string, title: string, values: {value: string, label: string}[]}} FilterField */

/** @typedef {Map<string, {input: HTMLInputElement, number: HTMLElement}>} Boxes */

const AT_FIRST = 30; // values of a field that are shown before somebody asks for all

const FEW = 15; // more than these, which are shown at once

const OPENED_FIRST = ["harm"];

/** The panel of filters. It is made once, so that what is open stays open; only its numbers and ticks change. */
export class FilterPanel {
  /**
   * @param {Context} context
   * @param {Ready} ready
   * @param {State} state
   */
  constructor(context, ready, state) {
    this.context = context;
    this.ready = ready;
    this.state = state;
    /** @type {Map<string, Boxes>} */
    this.boxes = new Map();
    /** @type {Map<string, HTMLElement>} */
    this.marks = new Map();
    /** @type {Map<string, Map<string, number>>} */
    this.counts = new Map();
    this.toggle = actionButton("Filters", () => this.open(this.toggle.getAttribute("aria-expanded") !== "true"), {
      class: "filters-toggle",
      "aria-expanded": "false",
      "aria-controls": "filters",
    });
    const fields = ready.fields.map((field) => this.fieldElement(field));
    this.note = element("p", { class: "quiet" });
    this.panel = element(
      "div",
      { id: "filters", class: "filters" },
      linkToHeading(),
      element("h2", {}, "Filters"),
      this.note,
      element("div", { class: "fields" }, ...fields),
    );
    this.done = actionButton("", () => this.leave(), { class: "filters-done" });
    this.panel.append(this.done);
  }

  /**
   * Show the panel or hide it, where there is no room for it beside the results.
   * @param {boolean} isOpen
   */
  open(isOpen) {
    this.toggle.setAttribute("aria-expanded", String(isOpen));
    this.panel.classList.toggle("open", isOpen);
    if (isOpen) this.toggle.scrollIntoView();
  }

  /** Hide the panel, and lead the reader to the results. */
  leave() {
    this.open(false);
    this.context.lead();
  }

  /**
   * Say on the button that leads to the results how many there are.
   * @param {string} results
   */
  tell(results) {
    this.done.textContent = `Show ${results}`;
  }

  /**
   * Show what a state has chosen, and how many reviews each value would select.
   * @param {State} state
   */
  update(state) {
    this.state = state;
    this.counts = this.ready.facets.facetCounts(state.chosen);
    for (const field of this.boxes.keys()) this.updateField(field);
    for (const [field, mark] of this.marks) {
      const chosen = state.chosen[field].length;
      mark.textContent = chosen ? `${chosen} chosen` : "";
    }
    const chosen = countChosen(state);
    this.toggle.textContent = chosen ? `Filters (${chosen} chosen)` : "Filters";
    const searched = state.query ? ", whatever the search" : "";
    this.note.textContent = `A number is how many reviews have it, under the other filters${searched}.`;
  }

  /**
   * Show the ticks and the numbers of a field.
   * @param {string} field
   */
  updateField(field) {
    const chosen = new Set(this.state.chosen[field]);
    const counts = this.counts.get(field);
    for (const [value, { input, number }] of this.boxes.get(field) ?? []) {
      input.checked = chosen.has(value);
      number.textContent = inThousands(counts?.get(value) ?? 0);
    }
  }

  /**
   * A field, whose values are made when it is opened for the first time.
   * @param {FilterField} field
   */
  fieldElement(field) {
    if (field.values.every(({ value }) => value === NOT_STATED)) {
      return element("p", { class: "unstated" }, `${field.title}: ${this.silenceOf(field.name)}`);
    }
    const mark = element("span", { class: "quiet" });
    this.marks.set(field.name, mark);
    const details = element("details", {}, element("summary", {}, element("span", {}, field.title), " ", mark));
    const fill = () => {
      if (this.boxes.has(field.name)) return;
      this.boxes.set(field.name, new Map());
      details.append(this.valuesElement(field));
      this.updateField(field.name);
    };
    details.addEventListener("toggle", fill);
    if (this.state.chosen[field.name].length || OPENED_FIRST.includes(field.name)) details.open = true;
    return details;
  }

  /**
   * What is said of a field that no review states.
   * @param {string} name
   */
  silenceOf(name) {
    if (STATEMENT_FIELDS.has(name)) return "not coded in any review";
    return this.ready.facets.hasUnread(name) ? "no review is known to state it" : "not stated by any review";
  }

  /**
   * The values of a field; of many only the first, and those that are chosen, until the others are asked for.
   * @param {FilterField} field
   */
  valuesElement({ name, title, values }) {
    const list = element("div", { class: "ticks", role: "group", "aria-label": title });
    const isFirst = (/** @type {number} */ index) => values.length <= AT_FIRST + FEW || index < AT_FIRST;
    const chosen = new Set(this.state.chosen[name]);
    const shown = values.filter(
      ({ value }, index) => isFirst(index) || index >= values.length - 2 || chosen.has(value),
    );
    list.append(...shown.map((each) => this.valueElement(name, each)));
    if (shown.length === values.length) return list;
    const all = actionButton(`Show all ${inThousands(values.length)}`, () => {
      list.replaceChildren(...values.map((each) => this.valueElement(name, each)));
      this.updateField(name);
      list.querySelector("input")?.focus();
    });
    list.append(all);
    return list;
  }

  /**
   * @param {string} field
   * @param {{value: string, label: string}} each
   */
  valueElement(field, { value, label }) {
    const number = element("span", { class: "number" });
    const change = (/** @type {boolean} */ isTicked) => {
      const { top } = input.getBoundingClientRect();
      this.context.go(withValue(this.state, field, value, isTicked));
      window.scrollBy(0, input.getBoundingClientRect().top - top); // what was above it may be gone
    };
    const tick = tickBox(label, false, change);
    tick.append(number);
    const input = /** @type {HTMLInputElement} */ (tick.querySelector("input"));
    this.boxes.get(field)?.set(value, { input, number });
    return tick;
  }
}

/** A link past the filters; a page that has scripts leads it to the heading of the view. */
function linkToHeading() {
  const link = linkTo(`#${MAIN}`, "Skip past the filters");
  link.className = "skip";
  return link;
}
