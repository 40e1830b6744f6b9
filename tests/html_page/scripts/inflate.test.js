import assert from "node:assert/strict";
import { test } from "node:test";
import { constants, deflateSync } from "node:zlib";
import { inflated } from "../../../data/html_page/scripts/view/inflate.js";
import { inflatedText } from "../../../data/html_page/scripts/view/inflating.js";

const { Z_DEFAULT_STRATEGY, Z_FIXED, Z_HUFFMAN_ONLY, Z_RLE } = constants;

/** Bytes that cannot be foreseen, but are the same each time. @param {number} length */
function noise(length) {
  let state = 1;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  });
}

const words = ["child", "mother", "sëcond", "Housing – ", "health visitor", "\n"];
const text = [...noise(60000)].map((byte) => words[byte % words.length]).join("");
/** @type {Record<string, Uint8Array>} */
const INPUTS = {
  nothing: new Uint8Array(0),
  "one byte": Uint8Array.of(65),
  "one byte many times": new Uint8Array(100000).fill(97),
  "copies from far away": Uint8Array.from([...noise(32000), ...noise(32000)]),
  "what cannot be deflated": noise(200000),
  text: new TextEncoder().encode(text),
};

for (const [name, bytes] of Object.entries(INPUTS)) {
  test(`what was deflated comes back: ${name}`, () => {
    for (const level of [0, 1, 6, 9]) {
      for (const strategy of [Z_DEFAULT_STRATEGY, Z_FIXED, Z_HUFFMAN_ONLY, Z_RLE]) {
        const deflated = deflateSync(bytes, { level, strategy });
        assert.deepEqual(inflated(new Uint8Array(deflated)), bytes, `${level} ${strategy}`);
      }
    }
  });
}

test("what is cut off or damaged is told", () => {
  const deflated = new Uint8Array(deflateSync(INPUTS.text));
  assert.throws(() => inflated(deflated.subarray(0, deflated.length / 2)), /cut off/);
  assert.throws(() => inflated(Uint8Array.of(0x78, 0xda, 0b111)), /damaged/);
});

test("with the browser's own means and without them it is the same", async () => {
  const packed = deflateSync(INPUTS.text).toString("base64");
  const before = Object.getOwnPropertyDescriptor(globalThis, "DecompressionStream");
  assert.equal(await inflatedText(packed), text);
  Object.defineProperty(globalThis, "DecompressionStream", { value: undefined, configurable: true });
  assert.equal(await inflatedText(packed), text);
  if (before) Object.defineProperty(globalThis, "DecompressionStream", before);
});
