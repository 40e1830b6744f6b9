// What a screen reader is told when something changes.

import { element } from "./dom.js";

const PAUSE = 400; // milliseconds, in which somebody who types goes on typing

/** Tells a screen reader, politely and at most once in a while. */
export class Announcer {
  constructor() {
    this.element = element("p", { role: "status", class: "unseen" });
    this.timer = 0;
  }

  /** @param {string} words */
  say(words) {
    clearTimeout(this.timer);
    this.element.textContent = ""; // otherwise the same words would not be read out again
    this.timer = setTimeout(() => {
      this.element.textContent = words;
    }, PAUSE);
  }
}
