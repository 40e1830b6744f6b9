/** Numbers as sentences have them. */

/**
 * A number with the noun it counts, such as `1 review` or `2,000 reviews`.
 * @param {number} number
 * @param {string} word
 */
export function counted(number, word) {
  return `${inThousands(number)} ${word}${number === 1 ? "" : "s"}`;
}

/**
 * A whole number with commas between thousands.
 * @param {number} number
 */
export function inThousands(number) {
  return String(number).replace(/(?=(?:\d{3})+$)\B/g, ",");
}
