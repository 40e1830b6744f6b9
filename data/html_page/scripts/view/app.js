// Shows the state that the address has, and keeps the address that of what is shown.

import { visible } from "../ground/text.js";
import { Announcer } from "./announcer.js";
import { askedInWords } from "./asked.js";
import { copied } from "./clipboard.js";
import { actionButton, element } from "./dom.js";
import { PlaceLinks } from "./placeLinks.js";
import { SearchForm } from "./searchForm.js";
import { StartView } from "./startView.js";
import { fragmentOf, stateOf } from "./state.js";
import { titleOf, viewOf } from "./views.js";

/** @typedef {import("./context.js").Context} Context */
/** @typedef {import("./state.js").State} State */

/** @typedef {{main: HTMLElement, app: HTMLElement, about: HTMLElement | null}} Places */

const PAUSE_OF_ADDRESS = 400; // milliseconds without a key after which the address is that of what was typed

/** The page as somebody uses it. */
export class App {
  /**
   * @param {Omit<Context, "link" | "go" | "announce">} known
   * @param {Places} places
   */
  constructor(known, places) {
    this.places = places;
    this.announcer = new Announcer();
    /** @type {Context} */
    this.context = {
      ...known,
      link: fragmentOf,
      go: (state) => this.go(state),
      announce: (words) => this.announcer.say(words),
    };
    this.state = stateOf(location.hash);
    this.timer = 0;
    const searching = {
      state: () => this.state,
      type: this.type.bind(this),
      go: this.go.bind(this),
      leadOn: () => this.headingOfView()?.focus(),
    };
    this.form = new SearchForm(searching);
    this.links = new PlaceLinks();
    document.querySelector("h1")?.after(this.links.element);
    this.start = new StartView(this.context);
    this.body = element("div", { class: "body" });
    this.asked = element("p", { class: "on-paper" });
    this.address = element("p", { class: "on-paper" });
    this.copyLink = actionButton("Copy link to this view", () => this.copyAddress(), { class: "copy" });
    this.copiedLink = element("span", { class: "copied" });
    const foot = element("p", { class: "link-foot" }, this.copyLink, " ", this.copiedLink);
    places.app.replaceChildren(this.form.element, this.announcer.element, this.asked, this.body, foot, this.address);
    history.scrollRestoration = "manual";
    document.addEventListener("click", (event) => this.follow(event));
    window.addEventListener("popstate", (event) => this.comeBack(event));
    this.show(false);
  }

  /**
   * Show a state, as a step of the browser's history.
   * @param {State} state
   */
  go(state) {
    const fragment = fragmentOf(state);
    const last = this.state;
    this.settle();
    history.replaceState({ scroll: window.scrollY }, "");
    if (fragment !== fragmentOf(last)) history.pushState(null, "", fragment);
    this.state = state;
    const isElsewhere = state.view !== last.view || state.target !== last.target;
    this.show(isElsewhere);
    if (!isElsewhere) this.keepFocus(state.shown > last.shown ? last.shown : -1);
  }

  /**
   * Lead the reader to the first result that is shown now and was not before; else to the heading, where what had the
   * focus is gone.
   * @param {number} first Its place, from 0, or -1 where there is none.
   */
  keepFocus(first) {
    const items = this.body.querySelectorAll("ol.results > li, ul.statements > li");
    const link = items[first]?.querySelector("a");
    const focused = document.activeElement;
    const isLost = !focused || focused === document.body || focused.closest("[hidden]");
    if (link) link.focus();
    else if (isLost) this.headingOfView()?.focus({ preventScroll: true });
  }

  /** @returns {HTMLElement | null} */
  headingOfView() {
    return this.body.querySelector("h2[tabindex]");
  }

  /**
   * Show what somebody types. The address follows when they pause, for browsers refuse many changes of it.
   * @param {State} state
   */
  type(state) {
    const isElsewhere = this.state.view !== "start";
    if (isElsewhere || !this.state.query) {
      this.settle();
      history.pushState(null, "", fragmentOf(state));
    }
    this.state = state;
    this.render();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.settle(), PAUSE_OF_ADDRESS);
  }

  /** Make the address that of what is shown. */
  settle() {
    clearTimeout(this.timer);
    this.timer = 0;
    const fragment = fragmentOf(this.state);
    if (this.state.view === "start" && fragment !== fragmentOf(stateOf(location.hash))) {
      history.replaceState(history.state, "", fragment);
    }
    this.address.textContent = addressOf(fragment);
  }

  /**
   * Follow a link of the page without loading anything.
   * @param {MouseEvent} event
   */
  follow(event) {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    const fragment = link?.getAttribute("href") ?? "";
    const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (!link || !fragment.startsWith("#") || !isPlain || event.defaultPrevented) return;
    event.preventDefault();
    if (link.matches(".skip")) this.places.main.focus();
    else this.go(stateOf(fragment));
  }

  /**
   * Show what the browser's history leads to, where it was scrolled to.
   * @param {PopStateEvent} event
   */
  comeBack(event) {
    clearTimeout(this.timer);
    this.state = stateOf(location.hash);
    this.show(true);
    if (typeof event.state?.scroll === "number") window.scrollTo(0, event.state.scroll);
  }

  /**
   * Show the state; where it is another view, lead the reader to its heading.
   * @param {boolean} isElsewhere
   */
  show(isElsewhere) {
    this.render();
    this.settle();
    const led = this.body.querySelector(".led");
    const target = led ?? this.headingOfView();
    if (!isElsewhere && !led) return;
    window.scrollTo(0, 0);
    if (target instanceof HTMLElement) target.focus();
    led?.scrollIntoView({ block: "center" });
  }

  /** Make what the state shows. */
  render() {
    const { context, state } = this;
    this.form.update(state);
    this.links.update(state);
    document.body.dataset.view = state.view;
    if (state.view === "start") {
      this.start.update(state);
      if (this.body.firstChild !== this.start.element) this.body.replaceChildren(this.start.element);
    } else {
      this.body.replaceChildren(viewOf(context, state, this.places.about));
    }
    document.title = titleOf(context, state);
    this.asked.textContent = visible(askedInWords(context, state));
    this.copiedLink.textContent = "";
  }

  /**
   * Show the reviews, when all are read.
   * @param {Context["catalogue"]} catalogue
   */
  renewCatalogue(catalogue) {
    const wasWhole = this.context.catalogue.isWhole;
    this.context.catalogue = catalogue;
    if (!wasWhole) this.show(false);
  }

  /**
   * Search, when that is possible: what was asked meanwhile is answered.
   * @param {Context["ready"]} ready
   */
  renewReady(ready) {
    this.context.ready = ready;
    const { view, query } = this.state;
    if (view === "start" || view === "counts" || view === "matrix" || query) this.render();
  }

  async copyAddress() {
    this.settle();
    const isCopied = await copied({ plain: location.href, html: "" });
    const words = isCopied ? "Copied." : "The browser does not allow copying. The link is the address of this page.";
    this.copiedLink.textContent = words;
    this.context.announce(words);
  }
}

/**
 * Where a view is, as print names it: the name of the file, for folders are nobody's business, and the fragment.
 * @param {string} fragment
 */
function addressOf(fragment) {
  const file = location.pathname.slice(location.pathname.lastIndexOf("/") + 1);
  return `${file}${fragment === "#" ? "" : fragment}`;
}
