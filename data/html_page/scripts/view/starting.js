// Reads the page, shows what is read, and then compiles what a search needs: in slices, so that it can be used meanwhile.

import { Facets } from "../counts/facets.js";
import { Store } from "../ground/store.js";
import { Vocabulary } from "../ground/vocabulary.js";
import { App } from "./app.js";
import { Catalogue } from "./catalogue.js";
import { Reading } from "./reading.js";

const SLICE = 50; // milliseconds of work before the browser may draw, and hear what somebody types

const NOT_READ = "Not all reviews of this page can be read";
const NOT_SEARCHED = "The reviews of this page can be read, but not searched, filtered or counted";

/**
 * Start the page, unless the first script has told the reader that the browser is too old. Where nothing can be shown,
 * what is read without scripts stays.
 */
export async function startPage() {
  if (document.documentElement.className !== "starting") return;
  const reading = new Reading();
  const slices = reading.slices(document.getElementById("reviews"), document.getElementById("packed"));
  const { value: read } = await slices.next();
  const known = jsonIn("about-data");
  const record = jsonIn("vocabulary");
  const vocabulary = new Vocabulary(record);
  const catalogue = new Catalogue(reading, known.reviews ?? read);
  const app = appOf({ catalogue, vocabulary, known, ready: null, failure: "" });
  let failure = NOT_READ;
  try {
    await pause();
    await inSlices(slices);
    app.renewCatalogue(new Catalogue(reading));
    failure = NOT_SEARCHED;
    const store = await inSlices(Store.compiling(reading.reviews, record, vocabulary));
    const facets = new Facets(store);
    app.renewReady({ store, facets, fields: facets.fields });
  } catch (error) {
    app.fail(failure);
    throw error;
  }
}

/**
 * The page as somebody uses it, in the place of what is read without scripts. Where it fails, that stays.
 * @param {ConstructorParameters<typeof App>[0]} known
 */
function appOf(known) {
  const { title } = document;
  const about = copyOfAbout();
  try {
    const app = new App(known, { app: elementOf("app"), about });
    for (const id of ["reviews", "themes", "about"]) document.getElementById(id)?.remove();
    document.documentElement.className = "started";
    return app;
  } catch (error) {
    elementOf("app").replaceChildren();
    document.querySelector("h1 + nav")?.remove();
    delete document.body.dataset.view;
    document.title = title;
    throw error;
  }
}

/** What the page tells of itself, to be shown as a view. Without its id the browser does not lead to it by itself. */
function copyOfAbout() {
  const about = /** @type {HTMLElement | undefined} */ (document.getElementById("about")?.cloneNode(true));
  about?.removeAttribute("id");
  about?.querySelector("h2")?.setAttribute("tabindex", "-1");
  return about ?? null;
}

/**
 * Do something step by step, with a pause after each slice of time; what it returns in the end.
 * @template Result
 * @param {Generator<unknown, Result> | AsyncGenerator<unknown, Result>} steps
 * @returns {Promise<Result>}
 */
async function inSlices(steps) {
  for (let begun = performance.now(); ; ) {
    const step = await steps.next();
    if (step.done) return step.value;
    if (performance.now() - begun >= SLICE) {
      await pause();
      begun = performance.now();
    }
  }
}

/** @param {string} id */
function elementOf(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

/** @param {string} id */
function jsonIn(id) {
  return JSON.parse(document.getElementById(id)?.textContent || "{}");
}

/** Lets the browser draw, and hear what somebody types; a timer would wait longer than that takes. */
function pause() {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve(undefined);
    };
    port2.postMessage(null);
  });
}
