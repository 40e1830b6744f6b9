// Inflates a text that was deflated and written as base64.

/**
 * The text.
 * @param {string} packed
 */
export async function inflatedText(packed) {
  const binary = atob(packed);
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index++) bytes[index] = binary.charCodeAt(index);
  const inflating = new DecompressionStream("deflate");
  const writer = inflating.writable.getWriter();
  // What goes wrong is told by the reading, below.
  writer.write(bytes).catch(() => {});
  writer.close().catch(() => {});
  return new Response(inflating.readable).text();
}
