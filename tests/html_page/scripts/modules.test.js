// The form of the page's modules. What can be imported and exported the writer of the page checks, and biome the rest.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { parse } from "acorn";

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), "../../../data/html_page/scripts");
const MAIN = "main.js";

/**
 * A module; with the lines on which something begins that goes on over their end.
 * @typedef {{name: string, text: string, body: import("acorn").Program["body"], lines: number[]}} Module
 */

/** Every module, parsed as what a browser of 2020 knows. @returns {Module[]} */
function modules() {
  const names = readdirSync(FOLDER, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith(".js"));
  return names.sort().map((name) => {
    const text = readFileSync(join(FOLDER, name), "utf8");
    /** @type {number[]} */
    const lines = [];
    /** @param {import("acorn").Token} token */
    const onToken = ({ loc }) => {
      if (loc && loc.start.line < loc.end.line) lines.push(loc.start.line);
    };
    const options = /** @type {const} */ ({ ecmaVersion: 2020, sourceType: "module", locations: true, onToken });
    return { name, text, body: parsed(name, text, options), lines };
  });
}

/** The statements of a script. @param {string} name @param {string} text @param {import("acorn").Options} options */
function parsed(name, text, options) {
  try {
    return parse(text, options).body;
  } catch (error) {
    throw new Error(`${name} is not of ECMAScript ${options.ecmaVersion}: ${error}`);
  }
}

/** Where the module lies that another imports. @param {Module} module @param {unknown} source */
function imported(module, source) {
  return relative(FOLDER, join(FOLDER, dirname(module.name), String(source)));
}

const MODULES = modules();

test("there are modules, and one that begins", () => {
  assert.ok(MODULES.some((module) => module.name === MAIN));
});

test("what comes first can be read by old browsers", () => {
  const text = readFileSync(join(FOLDER, "../first.js"), "utf8");
  assert.ok(parsed("first.js", text, { ecmaVersion: 5, sourceType: "script" }).length > 0);
});

for (const module of MODULES) {
  test(`${module.name} only declares, and exports what it declares`, () => {
    const kinds = new Set(["ImportDeclaration", "FunctionDeclaration", "ClassDeclaration", "VariableDeclaration"]);
    const begins = module.name === MAIN ? ["ExpressionStatement"] : [];
    for (const statement of module.body) {
      const node = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
      if (!node) continue; // the empty export of a module of types
      assert.ok([...kinds, ...begins].includes(node.type), `${node.type} at line ${statement.loc?.start.line}`);
    }
  });

  test(`${module.name} has no string over several lines, for the page has lines without indentation`, () => {
    assert.deepEqual(module.lines, []);
  });

  test(`${module.name} makes no markup and no code of texts`, () => {
    const unsafe = /\b(outerHTML|insertAdjacentHTML|document\.write|setHTMLUnsafe|eval|Function\(|srcdoc)\b/;
    assert.doesNotMatch(module.text, unsafe);
  });
}

test("markup is read in one place, that of the page's own articles", () => {
  const reading = MODULES.filter((module) => /\b(innerHTML|DOMParser|createContextualFragment)\b/.test(module.text));
  assert.ok(reading.length <= 1, reading.map((module) => module.name).join(", "));
});

test("every module is reached from the one that begins", () => {
  const reached = new Set([MAIN]);
  for (const name of reached) {
    const module = MODULES.find((each) => each.name === name);
    for (const statement of module?.body ?? []) {
      if (module && statement.type === "ImportDeclaration") reached.add(imported(module, statement.source.value));
    }
  }
  const types = (/** @type {Module} */ module) =>
    module.body.every((each) => each.type === "ExportNamedDeclaration" && !each.declaration);
  assert.deepEqual(
    MODULES.filter((each) => !reached.has(each.name) && !types(each)).map((each) => each.name),
    [],
  );
});
