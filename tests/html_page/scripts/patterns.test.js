// Patterns that every browser can read which the page is for.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const FOLDER = new URL("../../../data/html_page/scripts/", import.meta.url);

test("no pattern looks behind itself, which is an error in Safari before 16.4", () => {
  const modules = readdirSync(FOLDER, { recursive: true }).filter((name) => String(name).endsWith(".js"));
  assert.ok(modules.length > 50);
  const looking = modules.filter((name) => /\(\?<[=!]/.test(readFileSync(new URL(String(name), FOLDER), "utf-8")));
  assert.deepEqual(looking, []);
});
