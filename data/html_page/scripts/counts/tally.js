/** How many reviews or statements have each value of a field, or both values of two: what every count is made of. */

import { NOT_STATED } from "../ground/indexWords.js";
import { getOrMake } from "../ground/maps.js";
import { REVIEWS } from "./counted.js";
import { COUNT_FIELDS, labelOf, latenessOf, sortedValues } from "./countFields.js";
import { unitsFor } from "./units.js";
import { isUnread } from "./unread.js";

/** @typedef {import("./facets.js").Chosen} Chosen */
/** @typedef {import("./facets.js").Facets} Facets */
/** @typedef {import("./units.js").Cell} Cell */
/** @typedef {import("./units.js").Unit} Unit */

/** Of fewer no share is told. */
export const LEAST_FOR_SHARES = 10;

/** What was counted; a review or statement with two values of a field is counted with both. */
export class Tally {
  /**
   * @param {string[]} by the names of one field or of two
   * @param {string} of what was counted
   * @param {Unit[]} units
   * @param {readonly import("../ground/types.js").Review[]} reviews all of them
   */
  constructor(by, of, units, reviews) {
    this.by = by;
    this.of = of;
    this.total = units.length;
    /** @type {Map<string, Map<string, number[]>>} the numbers of those with the values of a cell */
    this.cells = new Map();
    /** @type {Map<string, number[]>[]} for each field, the numbers of those with a value of it */
    this.bases = by.map(() => new Map());
    /** @type {Map<string, number[]>} those that state the last field: all, or of two fields those with a value of the first */
    this.stated = new Map();
    for (const unit of units) {
      this.add(unit);
    }
    /** Whether nobody has read some of those that do not state a field, by its place. */
    this.hasUnread = by.map(
      (name, place) =>
        this.having(NOT_STATED, place) > 0 && units.some(({ review }) => isUnread(reviews[review - 1], name)),
    );
  }

  /**
   * What a value of a field is called.
   * @param {import("../ground/vocabulary.js").Vocabulary} terms
   * @param {string} value
   * @param {number} [place] of the field
   */
  label(terms, value, place = 0) {
    return labelOf(terms, this.by[place], value, this.hasUnread[place]);
  }

  /** @param {Unit} unit */
  add({ number, cells }) {
    const isByTwo = this.by.length > 1;
    for (const [first, second = ""] of cells) {
      gather(getOrMake(this.cells, first, newLists), second, number);
      gather(this.bases[0], first, number);
      if (isByTwo) {
        gather(this.bases[1], second, number);
      }
      if ((isByTwo ? second : first) !== NOT_STATED) {
        gather(this.stated, isByTwo ? first : "", number);
      }
    }
  }

  /**
   * The numbers of those in a cell.
   * @param {Cell} cell
   */
  numbers([first, second = ""]) {
    return this.cells.get(first)?.get(second) ?? [];
  }

  /**
   * How many are in a cell.
   * @param {Cell} cell
   */
  count(cell) {
    return this.numbers(cell).length;
  }

  /**
   * How many have a value of a field.
   * @param {string} value
   * @param {number} [place] of the field
   */
  having(value, place = 0) {
    return this.bases[place].get(value)?.length ?? 0;
  }

  /**
   * How many the share of a cell is of.
   * @param {Cell} cell
   */
  base(cell) {
    return this.stated.get(cell.length > 1 ? cell[0] : "")?.length ?? 0;
  }

  /**
   * The share of a cell in whole percent, as it is written; nothing of too few, or of what is not stated.
   * @param {Cell} cell
   */
  share(cell) {
    const [count, base] = [this.count(cell), this.base(cell)];
    if (base < LEAST_FOR_SHARES || cell[cell.length - 1] === NOT_STATED) {
      return "";
    }
    const whole = Math.floor((200 * count + base) / (2 * base)); // rounded half up
    if (whole === 0 && count) {
      return "<1%";
    }
    return whole === 100 && count < base ? ">99%" : `${whole}%`;
  }

  /**
   * The values of a field: the most frequent first or, of what has an order, in that; those that are none behind them.
   * @param {import("../ground/vocabulary.js").Vocabulary} terms
   * @param {number} [place] of the field
   */
  values(terms, place = 0) {
    const name = this.by[place];
    const values = sortedValues(terms, name, this.bases[place].keys());
    if (COUNT_FIELDS.get(name)?.inOrder) {
      return values;
    }
    /** @param {string} value */
    const rank = (value) => (latenessOf(name, value) ? latenessOf(name, value) : -this.having(value, place));
    return values.sort((one, other) => rank(one) - rank(other));
  }
}

/** @returns {Map<string, number[]>} */
function newLists() {
  return new Map();
}

/** @returns {number[]} */
function newList() {
  return [];
}

/**
 * Add a number to the list of a key, once. Numbers come in order, so one that is there already is the last.
 * @param {Map<string, number[]>} lists
 * @param {string} key
 * @param {number} number
 */
function gather(lists, key, number) {
  const list = getOrMake(lists, key, newList);
  if (list[list.length - 1] !== number) {
    list.push(number);
  }
}

/**
 * How many of what the filters select have each value of a field, or of two.
 * @param {Facets} facets
 * @param {Chosen} chosen
 * @param {string[]} by the names of one field or of two, each in COUNT_FIELDS
 * @param {string} [of] in COUNTED
 */
export function tally(facets, chosen, by, of = REVIEWS) {
  return new Tally(by, of, unitsFor(facets, chosen, by, of), facets.store.reviews);
}
