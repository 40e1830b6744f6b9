/** Columns: for each value of a field, the set of those who have it; of reviews, children or statements. */

import { addTo, getOrMake } from "../ground/maps.js";
import { reviewSets } from "../ground/reviewSets.js";

/** @typedef {import("../ground/types.js").ReviewSet} ReviewSet */

/** Who can have values: reviews, or what belongs to them. A set of these is of their numbers, which begin at 1. */
export class Owners {
  /**
   * @param {readonly unknown[]} items
   * @param {number[]} homes the number of the review of each
   * @param {number} reviews how many reviews there are
   */
  constructor(items, homes, reviews) {
    this.items = items;
    this.homes = homes;
    this.reviews = reviews;
    this.everything = reviewSets.all(items.length);
  }

  /**
   * The reviews of some of them.
   * @param {ReviewSet} some
   */
  reviewsOf(some) {
    return reviewSets.of(
      reviewSets.numbers(some).map((number) => this.homes[number - 1]),
      this.reviews,
    );
  }
}

/** The values of a field. */
export class Column {
  /**
   * @param {Owners} owners
   * @param {(item: any) => string[]} valuesOf
   */
  constructor(owners, valuesOf) {
    this.owners = owners;
    /** @type {Map<string, number[]>} */
    const found = new Map();
    for (const [index, item] of owners.items.entries()) {
      for (const value of valuesOf(item)) {
        addTo(found, value, index + 1);
      }
    }
    /** @type {Map<string, ReviewSet>} */
    this.sets = new Map([...found].map(([value, having]) => [value, reviewSets.of(having, owners.items.length)]));
    this.nobody = reviewSets.none(owners.items.length);
    /** @type {Map<string, number>} */
    this.counts = new Map();
  }

  /**
   * Those who have any of some values.
   * @param {Iterable<string>} values
   */
  having(values) {
    let found = this.nobody;
    for (const value of values) {
      found = reviewSets.union(found, this.sets.get(value) ?? this.nobody);
    }
    return found;
  }

  /**
   * How many have a value.
   * @param {string} value
   */
  count(value) {
    return getOrMake(this.counts, value, () => reviewSets.count(this.having([value])));
  }
}

/**
 * How many are in both of two sets.
 * @param {ReviewSet} one
 * @param {ReviewSet} other
 */
export function countBoth(one, other) {
  return reviewSets.count(reviewSets.intersection(one, other));
}
