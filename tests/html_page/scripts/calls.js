/**
 * Calls functions of the page's scripts for the tests in Python.
 *
 * Each line of standard input is a request as JSON, and is answered by a line of JSON: `{"answer": ...}`, or
 * `{"error": message}`. A request names a module, a function or class in it, and the arguments:
 *
 *     {"module": "ground/stemming.js", "function": "stems", "arguments": [["health visitors"]]}
 *
 * With "each", a list of lists of arguments, the function is called for each, and the answer is a list. What is called
 * may be within another (`Store.of`, `reviewSets.union`); "new": true makes an object of a class. With "keep": NAME the
 * result is kept for later requests, and the answer is null: {"$": NAME} among the arguments stands for it, and "on":
 * NAME in place of the module calls a method of it, or gives a property.
 */

import { createInterface } from "node:readline";

const SCRIPTS = new URL("../../../data/html_page/scripts/", import.meta.url);

/** @type {Map<string, any>} */
const kept = new Map();

/**
 * What a request calls: the function, and what it belongs to.
 * @param {any} request
 * @returns {Promise<[any, any]>}
 */
async function called(request) {
  let [owner, found] = [
    undefined,
    "on" in request ? kept.get(request.on) : await import(new URL(request.module, SCRIPTS).href),
  ];
  for (const name of request.function ? request.function.split(".") : []) {
    [owner, found] = [found, found[name]];
    if (found === undefined) {
      throw new Error(`no ${name} in ${request.module ?? request.on}`);
    }
  }
  return [owner, found];
}

/**
 * What a request has, with names of kept objects replaced.
 * @param {any} value
 * @returns {any}
 */
function given(value) {
  if (Array.isArray(value)) {
    return value.map(given);
  }
  if (value !== null && typeof value === "object") {
    return "$" in value
      ? kept.get(value.$)
      : Object.fromEntries(Object.entries(value).map(([key, one]) => [key, given(one)]));
  }
  return value;
}

/**
 * A value as JSON can have it: sets, maps, typed arrays and iterators as lists.
 * @param {any} value
 * @returns {any}
 */
function plain(value) {
  if (value === undefined || value === null || typeof value !== "object") {
    return value ?? null;
  }
  if (typeof value[Symbol.iterator] === "function") {
    return Array.from(value, plain);
  }
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]));
}

/** @param {any} request */
async function answered(request) {
  const [owner, found] = await called(request);
  const call = (/** @type {any} */ values) => (typeof found === "function" ? found.apply(owner, given(values)) : found);
  if (request.each) {
    return plain(await Promise.all(request.each.map(call)));
  }
  const values = request.arguments ?? [];
  const result = request.new ? new found(...given(values)) : await call(values);
  if (request.keep) {
    kept.set(request.keep, result);
    return null;
  }
  return plain(result);
}

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  let answer;
  try {
    answer = { answer: await answered(JSON.parse(line)) };
  } catch (error) {
    answer = { error: String(error instanceof Error ? error.stack : error) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
