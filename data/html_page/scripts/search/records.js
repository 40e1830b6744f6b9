/** The records of an answer, made when they are asked for. */

/**
 * The records of an answer, of which only those that are shown are made; their number is known before.
 * @template Key, Item
 */
export class Records {
  /**
   * @param {readonly Key[]} keys one for each record, in order
   * @param {(keys: readonly Key[]) => Item[]} read makes the records of some keys
   */
  constructor(keys, read) {
    this.keys = keys;
    this.read = read;
    this.length = keys.length;
  }

  /** No records. */
  static none() {
    return new Records(/** @type {any[]} */ ([]), () => /** @type {any[]} */ ([]));
  }

  /**
   * The records from a place to another, as of an array.
   * @param {number} start
   * @param {number} end
   */
  slice(start = 0, end = this.length) {
    return this.read(this.keys.slice(start, end));
  }
}

/**
 * The order of what has a score and a number: the best first, and equals in their order.
 *
 * Logarithms and sums differ in their last digits from machine to machine, which must not decide.
 * @param {{score: number, number: number}} one
 * @param {{score: number, number: number}} other
 */
export function byScore(one, other) {
  return Math.round(other.score * 1e9) - Math.round(one.score * 1e9) || one.number - other.number;
}

/**
 * A number with four digits after the point, as Python rounds: of two that are equally near, to the even one.
 * @param {number} number
 */
export function rounded(number) {
  if ((number * 32) % 2 !== 1) {
    return Number(number.toFixed(4)); // no binary fraction but of 1/32 lies between two
  }
  const below = Math.floor(number * 1e4);
  return (below + (below % 2)) / 1e4;
}
