// Shows the state that the address has, and leads the reader when it changes.

import { visible } from "../ground/text.js";
import { Announcer } from "./announcer.js";
import { askedInWords } from "./asked.js";
import { element } from "./dom.js";
import { LinkFoot } from "./linkFoot.js";
import { PlaceLinks } from "./placeLinks.js";
import { markWords } from "./reviewView.js";
import { SearchForm } from "./searchForm.js";
import { StartView } from "./startView.js";
import { fragmentOf, isAsked, stateOf } from "./state.js";
import { Steps } from "./steps.js";
import { titleOf, viewOf } from "./views.js";

/** @typedef {import("./context.js").Context} Context */
/** @typedef {import("./state.js").State} State */

/** @typedef {{app: HTMLElement, about: HTMLElement | null}} Places */

const NARROW = "(max-width: 55.99rem)"; // as in the style: what is beside the results is above them

const SKIP_TO_RESULTS = "Skip to the results";
const SKIP_TO_VIEW = "Skip past the search";

/** The page as somebody uses it. */
export class App {
  /**
   * @param {Omit<Context, "link" | "go" | "lead" | "announce">} known
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
      lead: () => this.lead(),
      announce: (words) => this.announcer.say(words),
    };
    this.steps = new Steps();
    this.frame = 0;
    this.isStale = false;
    const searching = {
      state: () => this.state,
      type: this.type.bind(this),
      go: this.go.bind(this),
      leadOn: () => this.lead(),
    };
    this.form = new SearchForm(searching);
    this.links = new PlaceLinks();
    document.querySelector("h1")?.after(this.links.element);
    this.skip = document.querySelector("body > .skip");
    this.start = new StartView(this.context);
    this.body = element("div");
    this.asked = element("p", { class: "on-paper" });
    this.foot = new LinkFoot(this.steps, this.context.announce, known.known.in_short ?? "");
    const ends = [this.foot.element, this.foot.address];
    places.app.replaceChildren(this.form.element, this.announcer.element, this.asked, this.body, ...ends);
    this.show(false);
    document.addEventListener("click", (event) => this.follow(event)); // from here on, nothing can fail
    this.steps.begin(() => this.comeBack());
    this.scrollBack();
  }

  /** @returns {State} */
  get state() {
    return this.steps.state;
  }

  /**
   * Show a state, as a step of the browser's history.
   * @param {State} state
   */
  go(state) {
    const last = this.state;
    this.steps.leave(state);
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
    else if (isLost) this.lead();
  }

  /** @returns {HTMLElement | null} */
  headingOfView() {
    return this.body.querySelector("h2[tabindex]");
  }

  /** Lead the reader to the heading of the view; in a narrow window, or where it is low, it comes to the top. */
  lead() {
    const heading = this.headingOfView();
    if (!heading) return;
    heading.focus({ preventScroll: true });
    const { top } = heading.getBoundingClientRect();
    const isHigh = top >= 0 && top < (window.innerHeight * 2) / 3;
    if (!isHigh || window.matchMedia(NARROW).matches) heading.scrollIntoView();
  }

  /**
   * Show what somebody types: once a frame, where keys come faster.
   * @param {State} state
   */
  type(state) {
    if (this.state.view !== "start" || !this.state.query) this.steps.leave(state);
    this.steps.type(state);
    if (this.frame) {
      this.isStale = true;
      return;
    }
    this.render();
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      if (this.isStale) this.render();
    });
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
    if (link.matches(".skip")) this.lead();
    else this.go(stateOf(fragment));
  }

  /** Show what the browser's history leads to, where it was scrolled to. */
  comeBack() {
    this.show(true);
    this.scrollBack();
  }

  /** Scroll to where the step was left, if it was. */
  scrollBack() {
    const { scroll } = this.steps;
    if (scroll !== null) window.scrollTo(0, scroll);
  }

  /**
   * Show the state; where it is another view, lead the reader to its heading.
   * @param {boolean} isElsewhere
   */
  show(isElsewhere) {
    this.render();
    const led = this.body.querySelector(".led");
    if (!isElsewhere && !led) return;
    window.scrollTo(0, 0);
    if (led instanceof HTMLElement) {
      led.focus();
      led.scrollIntoView({ block: "center" });
    } else if (isAsked(this.state)) {
      this.lead();
    } else {
      this.headingOfView()?.focus({ preventScroll: true });
    }
  }

  /** Make what the state shows. */
  render() {
    const { context, state } = this;
    this.isStale = false;
    this.form.update(state);
    this.links.update(state);
    document.body.dataset.view = state.view;
    document.body.classList.toggle("asked", state.view === "start" && state.query !== "");
    if (this.skip) this.skip.textContent = state.view === "start" ? SKIP_TO_RESULTS : SKIP_TO_VIEW;
    if (state.view === "start") {
      this.start.update(state);
      if (this.body.firstChild !== this.start.element) this.body.replaceChildren(this.start.element);
    } else {
      this.body.replaceChildren(viewOf(context, state, this.places.about));
      this.announcer.say(""); // no results that were there before
    }
    this.foot.update();
    this.tell();
  }

  /** Say in the title, and on paper, what is shown. */
  tell() {
    const { context, state } = this;
    document.title = titleOf(context, state, this.headingOfView()?.textContent ?? "");
    this.asked.textContent = visible(askedInWords(context, state));
  }

  /**
   * Show the reviews, when all are read.
   * @param {Context["catalogue"]} catalogue
   */
  renewCatalogue(catalogue) {
    const wasWhole = this.context.catalogue.isWhole;
    this.context.catalogue = catalogue;
    if (wasWhole) return;
    this.start.renewExamples();
    this.renew();
  }

  /**
   * Search, when that is possible: what was asked meanwhile is answered. A view that is shown already stays, as somebody
   * may have begun to use it.
   * @param {Context["ready"]} ready
   */
  renewReady(ready) {
    const { context, state } = this;
    context.ready = ready;
    if (["start", "counts", "matrix"].includes(state.view)) this.renew();
    else if (state.view === "review" || state.view === "statement") markWords(context, state, this.body);
    this.tell();
  }

  /**
   * Say what cannot be done, as something in the page has failed.
   * @param {string} failure
   */
  fail(failure) {
    this.context.failure = failure;
    const told = `${failure}. The browser may be too old, or the file damaged.`;
    this.body.before(element("p", { class: "notice", role: "alert" }, told));
    this.renew();
  }

  /** Make anew what the state shows, and keep the reader where they are. */
  renew() {
    const focused = document.activeElement;
    const isWithin = this.body.contains(focused);
    this.show(false);
    if (isWithin && !this.body.contains(document.activeElement)) {
      const href = focused?.getAttribute("href");
      const same = [...this.body.querySelectorAll("a")].find((link) => link.getAttribute("href") === href);
      (same ?? this.headingOfView())?.focus({ preventScroll: true });
    }
    if (window.scrollY === 0) this.scrollBack();
  }
}
