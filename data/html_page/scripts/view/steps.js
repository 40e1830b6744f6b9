// The steps of the browser's history: the address of each, where it was scrolled to, and what was typed in it last.

import { fragmentOf, stateOf } from "./state.js";

/** @typedef {import("./state.js").State} State */

const PAUSE_OF_ADDRESS = 400; // milliseconds without a key after which the address is that of what was typed

/** The way that a reader has taken through the page. */
export class Steps {
  constructor() {
    this.state = stateOf(location.hash);
    this.timer = 0;
    this.number = 0;
    this.last = Date.now(); // so that no step has the number of one from before the page was loaded again
    /** @type {Map<number, State>} What was typed in steps that were left before their address was that of it. */
    this.typed = new Map();
  }

  /**
   * Take over the browser's history.
   * @param {() => void} show Show what it leads to.
   */
  begin(show) {
    history.scrollRestoration = "manual";
    this.enter();
    window.addEventListener("popstate", () => {
      if (this.timer) this.typed.set(this.number, this.state);
      clearTimeout(this.timer);
      this.timer = 0;
      this.enter();
      show();
    });
    window.addEventListener("beforeunload", () => {
      this.settle();
      this.keepScroll();
    });
  }

  /** Take the state of the step that the browser is at. */
  enter() {
    const step = history.state?.step;
    if (step) this.number = step;
    else this.keep({ step: this.next() });
    this.state = this.typed.get(this.number) ?? stateOf(location.hash);
    this.settle();
  }

  /** The number of a step that has none. */
  next() {
    this.number = ++this.last;
    return this.number;
  }

  /**
   * Where the step was scrolled to when it was left, if it was.
   * @returns {number | null}
   */
  get scroll() {
    return history.state?.scroll ?? null;
  }

  /**
   * Leave the step for another state.
   * @param {State} state
   */
  leave(state) {
    this.settle();
    this.keepScroll();
    const fragment = fragmentOf(state);
    if (fragment !== fragmentOf(this.state)) history.pushState({ step: this.next() }, "", fragment);
    this.state = state;
  }

  /**
   * Take what somebody types as the state of the step. The address follows when they pause, for browsers refuse many
   * changes of it.
   * @param {State} state
   */
  type(state) {
    this.state = state;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.settle(), PAUSE_OF_ADDRESS);
  }

  /** Make the address that of the state. */
  settle() {
    clearTimeout(this.timer);
    this.timer = 0;
    this.typed.delete(this.number);
    const fragment = fragmentOf(this.state);
    if (this.state.view === "start" && fragment !== fragmentOf(stateOf(location.hash))) {
      history.replaceState(history.state, "", fragment);
    }
  }

  keepScroll() {
    this.keep({ scroll: window.scrollY });
  }

  /** @param {{step?: number, scroll?: number}} more What the browser keeps of the step. */
  keep(more) {
    history.replaceState({ ...history.state, ...more }, "");
  }
}
