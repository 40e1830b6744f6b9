// Inflates a text that was deflated and written as base64.

import { inflated } from "./inflate.js";

/**
 * The text. Rejects where it is damaged.
 * @param {string} packed
 */
export async function inflatedText(packed) {
  const binary = atob(packed);
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index++) bytes[index] = binary.charCodeAt(index);
  // Ours takes thrice as long as the browser's own.
  return typeof DecompressionStream === "function"
    ? inflatedByBrowser(bytes)
    : new TextDecoder().decode(inflated(bytes));
}

/** @param {Uint8Array<ArrayBuffer>} bytes */
function inflatedByBrowser(bytes) {
  const inflating = new DecompressionStream("deflate");
  const writer = inflating.writable.getWriter();
  for (const step of [writer.write(bytes), writer.close()]) {
    step.catch(() => {}); // whoever reads is told
  }
  return new Response(inflating.readable).text();
}
