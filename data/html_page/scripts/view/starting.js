// Reads the page, shows it, and then compiles what a search needs, in slices, so that the page can be used meanwhile.

import { Facets } from "../counts/facets.js";
import { Store } from "../ground/store.js";
import { Vocabulary } from "../ground/vocabulary.js";
import { App } from "./app.js";
import { Catalogue } from "./catalogue.js";
import { readReviews } from "./reading.js";

/** Start the page. */
export async function startPage() {
  const place = taken("reviews");
  taken("themes");
  const about = taken("about");
  const vocabulary = jsonIn("vocabulary");
  const reading = await readReviews(place, document.getElementById("packed"), pause);
  const main = /** @type {HTMLElement} */ (document.getElementById("main"));
  const app = new App(
    {
      catalogue: new Catalogue(reading),
      vocabulary: new Vocabulary(vocabulary),
      about: { collections: [], ...jsonIn("about-data") },
      ready: null,
    },
    { main, about, app: /** @type {HTMLElement} */ (document.getElementById("app")) },
  );
  document.documentElement.className = "started";
  await pause();
  const store = await Store.inSlices(reading.reviews, vocabulary, pause);
  app.context.ready = { store, facets: new Facets(store) };
  app.renew();
}

/**
 * An element of the document that is taken out of it, as the scripts show it in their own way.
 * @param {string} id
 */
function taken(id) {
  const found = document.getElementById(id);
  found?.remove();
  return found;
}

/** @param {string} id */
function jsonIn(id) {
  return JSON.parse(document.getElementById(id)?.textContent || "{}");
}

/** Lets the browser draw, and hear what somebody types. */
function pause() {
  return new Promise((resolve) => setTimeout(() => resolve(undefined)));
}
