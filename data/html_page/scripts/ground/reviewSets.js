/** Sets of reviews: a bit for each review, as combining these takes almost no time. */

/** @typedef {import("./types.js").ReviewSet} ReviewSet */

/** What can be done with sets of reviews, all of which have the same size; none of it changes a set. */
export const reviewSets = Object.freeze({
  /**
   * The set of some reviews, given how many there are in all.
   * @param {Iterable<number>} numbers
   * @param {number} size
   * @returns {ReviewSet}
   */
  of(numbers, size) {
    const reviews = reviewSets.none(size);
    for (const number of numbers) {
      reviews[(number - 1) >>> 5] |= 1 << (number - 1);
    }
    return reviews;
  },

  /**
   * The empty set.
   * @param {number} size
   * @returns {ReviewSet}
   */
  none(size) {
    return new Uint32Array((size + 31) >>> 5);
  },

  /**
   * The set of all reviews.
   * @param {number} size
   * @returns {ReviewSet}
   */
  all(size) {
    const reviews = reviewSets.none(size).fill(0xffffffff);
    if (size & 31) {
      reviews[reviews.length - 1] = 2 ** (size & 31) - 1;
    }
    return reviews;
  },

  /**
   * The reviews in either of two sets.
   * @param {ReviewSet} one
   * @param {ReviewSet} other
   */
  union(one, other) {
    return one.map((bits, index) => bits | other[index]);
  },

  /**
   * The reviews in both of two sets.
   * @param {ReviewSet} one
   * @param {ReviewSet} other
   */
  intersection(one, other) {
    return one.map((bits, index) => bits & other[index]);
  },

  /**
   * The reviews of the first set that are not in the second.
   * @param {ReviewSet} one
   * @param {ReviewSet} other
   */
  difference(one, other) {
    return one.map((bits, index) => bits & ~other[index]);
  },

  /**
   * How many reviews are in a set.
   * @param {ReviewSet} reviews
   */
  count(reviews) {
    let count = 0;
    for (let bits of reviews) {
      bits -= (bits >>> 1) & 0x55555555;
      bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
      count += Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
    }
    return count;
  },

  /**
   * Whether a set has no review.
   * @param {ReviewSet} reviews
   */
  isEmpty(reviews) {
    return reviews.every((bits) => bits === 0);
  },

  /**
   * Whether a review is in a set.
   * @param {ReviewSet} reviews
   * @param {number} number
   */
  has(reviews, number) {
    return ((reviews[(number - 1) >>> 5] >>> (number - 1)) & 1) === 1;
  },

  /**
   * The numbers of the reviews in a set, in order.
   * @param {ReviewSet} reviews
   */
  numbers(reviews) {
    /** @type {number[]} */
    const found = [];
    reviews.forEach((bits, index) => {
      for (let rest = bits; rest !== 0; rest &= rest - 1) {
        found.push(32 * index + 32 - Math.clz32(rest & -rest));
      }
    });
    return found;
  },
});
