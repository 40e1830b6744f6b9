// Reads the page, shows what is read, and then compiles what a search needs: in slices, so that it can be used meanwhile.

import { Facets } from "../counts/facets.js";
import { Store } from "../ground/store.js";
import { Vocabulary } from "../ground/vocabulary.js";
import { App } from "./app.js";
import { Catalogue } from "./catalogue.js";
import { Reading } from "./reading.js";

const SLICE = 12; // milliseconds of work before the browser may draw, and hear what somebody types

/** Start the page. */
export async function startPage() {
  const place = taken("reviews");
  taken("themes");
  const about = taken("about");
  about?.querySelector("h2")?.setAttribute("tabindex", "-1");
  const vocabulary = jsonIn("vocabulary");
  const known = jsonIn("about-data");
  const reading = new Reading();
  /** @type {App | null} */
  let app = null;
  let begun = performance.now();
  for await (const read of reading.slices(place, document.getElementById("packed"))) {
    if (!app) {
      const size = known.reviews ?? read;
      const context = {
        catalogue: new Catalogue(reading, size),
        vocabulary: new Vocabulary(vocabulary),
        known,
        ready: null,
      };
      app = new App(context, { main: elementOf("main"), app: elementOf("app"), about });
      document.documentElement.className = "started";
      await pause();
    } else if (performance.now() - begun >= SLICE) {
      await pause();
      begun = performance.now();
    }
  }
  if (!app) return;
  app.renewCatalogue(new Catalogue(reading));
  const store = await Store.inSlices(reading.reviews, vocabulary, pause, SLICE);
  const facets = new Facets(store);
  app.renewReady({ store, facets, fields: facets.fields });
}

/**
 * An element of the document that is taken out of it, as the scripts show it in their own way. Without its id the browser
 * does not lead to it by itself.
 * @param {string} id
 */
function taken(id) {
  const found = document.getElementById(id);
  found?.remove();
  found?.removeAttribute("id");
  return found;
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
