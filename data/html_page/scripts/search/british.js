/** British spellings for American ones. */

/**
 * American spellings, each with the British one.
 * @type {[string, string][]}
 */
const AMERICAN = [
  ["or", "our"],
  ["ize", "ise"],
  ["izing", "ising"],
  ["ized", "ised"],
  ["ization", "isation"],
  ["yze", "yse"],
  ["ter", "tre"],
  ["ber", "bre"],
  ["ense", "ence"],
  ["e", "ae"],
  ["e", "oe"],
  ["eling", "elling"],
  ["eled", "elled"],
  ["ll", "l"],
  ["og", "ogue"],
  ["gray", "grey"],
  ["mom", "mum"],
];

/**
 * The British spelling of a word that is known here; null where there is none.
 * @param {string} word
 * @param {(other: string) => boolean} isHere
 */
export function british(word, isHere) {
  for (const [theirs, ours] of AMERICAN) {
    for (let at = word.indexOf(theirs); at >= 0; at = word.indexOf(theirs, at + theirs.length)) {
      const other = word.slice(0, at) + ours + word.slice(at + theirs.length);
      if (isHere(other)) {
        return other;
      }
    }
  }
  return null;
}
