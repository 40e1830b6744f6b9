import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createContext, runInContext } from "node:vm";

const SCRIPT = readFileSync(new URL("../../../data/html_page/first.js", import.meta.url), "utf8");

/** A browser as the first script meets it, which can do so much. */
class Browser {
  /** @param {{modules?: boolean, replaceChildren?: boolean, loading?: boolean}} can */
  constructor({ modules = true, replaceChildren = true, loading = true }) {
    this.root = { className: "", ...(replaceChildren ? { replaceChildren() {} } : {}) };
    this.notice = { hidden: true };
    /** @type {Record<string, () => void>} */
    this.listeners = {};
    const addEventListener = (/** @type {string} */ name, /** @type {() => void} */ call) => {
      this.listeners[name] = call;
    };
    const document = {
      documentElement: this.root,
      readyState: loading ? "loading" : "complete",
      createElement: () => (modules ? { noModule: false } : {}),
      getElementById: (/** @type {string} */ id) => (id === "old-browser" ? this.notice : null),
      addEventListener,
    };
    const context = createContext({ document, window: { addEventListener } });
    runInContext(SCRIPT, context);
  }

  /** What the reader is told once all of the page is there. */
  get isTold() {
    this.listeners.DOMContentLoaded?.();
    return this.root.className === "old" && !this.notice.hidden;
  }
}

test("a browser that can run the page starts it, and tells nothing", () => {
  const browser = new Browser({});
  assert.equal(browser.root.className, "starting");
  assert.equal(browser.isTold, false);
  assert.equal(browser.notice.hidden, true);
});

test("one that lacks modules, or what the scripts call, is told to be too old", () => {
  assert.equal(new Browser({ modules: false }).isTold, true);
  assert.equal(new Browser({ replaceChildren: false }).isTold, true);
});

test("what fails before the page has started is told, and nothing after", () => {
  for (const event of ["error", "unhandledrejection"]) {
    const failing = new Browser({ loading: false });
    failing.listeners[event]();
    assert.equal(failing.isTold, true);
    const started = new Browser({ loading: false });
    started.root.className = "started";
    started.listeners[event]();
    assert.equal(started.isTold, false);
    assert.equal(started.root.className, "started");
  }
});
