// The foot of every view: a button that copies its link, and its address on paper.

import { visible } from "../ground/text.js";
import { copied } from "./clipboard.js";
import { actionButton, element } from "./dom.js";
import { fragmentOf } from "./state.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("./steps.js").Steps} Steps */

/** How somebody else gets to what is shown. */
export class LinkFoot {
  /**
   * @param {Steps} steps
   * @param {(words: string) => void} announce Tell a screen reader.
   * @param {string} inShort What the reviews are, and are not, for paper.
   */
  constructor(steps, announce, inShort) {
    this.steps = steps;
    this.announce = announce;
    this.told = element("span", { class: "copied" });
    const button = actionButton("Copy link to this view", () => this.copy(), { class: "copy" });
    this.element = element("p", { class: "link-foot" }, button, " ", this.told);
    this.place = element("p");
    this.address = element("div", { class: "on-paper" }, element("p", {}, inShort), this.place);
  }

  /** Take the address of what is shown now. */
  update() {
    this.told.textContent = "";
    this.place.textContent = visible(readable(addressOf(this.steps.state)));
  }

  /** Copy the link. Where the view has changed before that is done, nothing is said of it. */
  async copy() {
    const { state } = this.steps;
    this.steps.settle();
    const isFile = !location.protocol.startsWith("http");
    const isCopied = await copied({ plain: isFile ? addressOf(state) : location.href, html: "" });
    if (state !== this.steps.state) return;
    const done = isFile ? "Copied, for somebody who has this file." : "Copied.";
    this.told.textContent = isCopied
      ? done
      : "The browser does not allow copying. The link is the address of this page.";
    this.announce(this.told.textContent);
  }
}

/**
 * The address of a state for others: the name of the file, for folders are nobody's business, and the fragment.
 * @param {State} state
 */
function addressOf(state) {
  const file = location.pathname.slice(location.pathname.lastIndexOf("/") + 1);
  const fragment = fragmentOf(state);
  return `${file}${fragment === "#" ? "" : fragment}`;
}

/**
 * An address as a person reads it: without percent signs, but for those of signs that part an address.
 * @param {string} address
 */
function readable(address) {
  try {
    return decodeURI(address);
  } catch {
    return address;
  }
}
