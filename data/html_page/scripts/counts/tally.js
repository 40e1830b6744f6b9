/** How many reviews or statements have each value of a field, or both values of two: what every count is made of. */

import { NONE, NOT_STATED } from "../ground/vocabulary.js";
import { COUNT_FIELDS, childrenOf, inOrderOf, latenessOf } from "./countFields.js";

/** @typedef {import("../ground/types.js").ReviewRecord} ReviewRecord */
/** @typedef {import("./countFields.js").CountField} CountField */
/** @typedef {import("./facets.js").Chosen} Chosen */
/** @typedef {import("./facets.js").Facets} Facets */
/** @typedef {string[]} Cell a value of each field */

/**
 * What is counted: its number, that of its review, and the cells that it is counted in, each once.
 * @typedef {{number: number, review: number, cells: Cell[]}} Unit
 */

export const REVIEWS = "reviews";
const SECTIONS = ["learning", "recommendations", "actions"];

/**
 * What can be counted: reviews, or the statements of these sections.
 * @type {Map<string, string[]>}
 */
export const COUNTED = new Map([
  [REVIEWS, []],
  ["statements", SECTIONS],
  ...SECTIONS.map((name) => /** @type {[string, string[]]} */ ([name, [name]])),
]);

/** Of fewer no share is told. */
export const LEAST = 10;

const STATEMENT_FIELDS = ["theme", "agency"];

/** What was counted; a review or statement with two values of a field is counted with both. */
export class Tally {
  /**
   * @param {string[]} by the names of one field or of two
   * @param {string} of what was counted
   * @param {Unit[]} units
   */
  constructor(by, of, units) {
    this.by = by;
    this.of = of;
    this.total = units.length;
    /** @type {Map<string, Map<string, number[]>>} the numbers of those with the values of a cell */
    this.cells = new Map();
    /** @type {Map<string, number>[]} for each field, how many have a value of it */
    this.bases = by.map(() => new Map());
    /** @type {Map<string, number>} how many state the last field: all, or of two fields those with each value of the first */
    this.stated = new Map();
    for (const unit of units) {
      this.add(unit);
    }
  }

  /** @param {Unit} unit */
  add({ number, cells }) {
    for (const [first, second = ""] of cells) {
      const row = gotten(this.cells, first, () => new Map());
      gotten(row, second, () => []).push(number);
    }
    for (const [place, base] of this.bases.entries()) {
      increase(base, new Set(cells.map((cell) => cell[place])));
    }
    const stating = cells.filter((cell) => cell[cell.length - 1] !== NOT_STATED);
    increase(this.stated, new Set(stating.map((cell) => (cell.length > 1 ? cell[0] : ""))));
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
   * How many the share of a cell is of.
   * @param {Cell} cell
   */
  base(cell) {
    return this.stated.get(cell.length > 1 ? cell[0] : "") ?? 0;
  }

  /**
   * The share of a cell in whole percent, as it is written; nothing of too few, or of what is not stated.
   * @param {Cell} cell
   */
  share(cell) {
    const [count, base] = [this.count(cell), this.base(cell)];
    if (base < LEAST || cell[cell.length - 1] === NOT_STATED) {
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
    const counts = this.bases[place];
    const values = inOrderOf(terms, name, counts.keys());
    if (COUNT_FIELDS.get(name)?.inOrder) {
      return values;
    }
    /** @param {string} value */
    const lateness = (value) => latenessOf(name, value);
    return values.sort(
      (one, other) =>
        lateness(one) - lateness(other) || (lateness(one) ? 0 : numberOf(counts, other) - numberOf(counts, one)),
    );
  }
}

/**
 * How many of what the filters select have each value of a field, or of two.
 *
 * Theme and agency of a review are those of any of its statements; together they are those of one and the same, as
 * sex and age are those of one child.
 * @param {Facets} facets
 * @param {Chosen} chosen
 * @param {string[]} by the names of one field or of two, each in COUNT_FIELDS
 * @param {string} [of] in COUNTED
 */
export function tally(facets, chosen, by, of = REVIEWS) {
  const fields = by.map((name) => /** @type {CountField} */ (COUNT_FIELDS.get(name)));
  let own = fields.filter((field) => field.owner === "statement");
  /** @type {Unit[]} */
  let units;
  if (of !== REVIEWS) {
    units = unitsOfStatements(facets, chosen, own, COUNTED.get(of) ?? SECTIONS);
  } else if (asksStatements(chosen, by)) {
    units = unitsOfReviews(unitsOfStatements(facets, chosen, own, SECTIONS));
  } else {
    units = facets.numbers(chosen).map((number) => ({ number, review: number, cells: [[]] }));
    if (own.length > 1) {
      units = withStatements(units, unitsOfReviews(unitsOfStatements(facets, {}, own, SECTIONS)));
    } else {
      own = [];
    }
  }
  const others = fields.filter((field) => !own.includes(field));
  return new Tally(by, of, beside(facets, units, others, own.length > 0 && own[0] === fields[1]));
}

/**
 * Whether reviews are counted by those of their statements alone that the filters select.
 * @param {Chosen} chosen
 * @param {string[]} by
 */
export function asksStatements(chosen, by) {
  const isAsked = STATEMENT_FIELDS.some((name) => chosen[name]?.length);
  return isAsked && by.some((name) => STATEMENT_FIELDS.includes(name));
}

/**
 * The statements of the sections that the filters select, with the values of their own fields.
 * @param {Facets} facets
 * @param {Chosen} chosen
 * @param {CountField[]} own
 * @param {string[]} sections
 * @returns {Unit[]}
 */
function unitsOfStatements(facets, chosen, own, sections) {
  return facets.statements(chosen, sections).map((passage) => ({
    number: passage.number,
    review: passage.review,
    cells: product(own.map((field) => field.values(passage))),
  }));
}

/**
 * The reviews of some statements, with the cells that any of these is counted in.
 *
 * By one field, a review has none only where each of its statements says so.
 * @param {Unit[]} statements
 * @returns {Unit[]}
 */
function unitsOfReviews(statements) {
  /** @type {Map<number, Cell[]>} */
  const found = new Map();
  for (const { review, cells } of statements) {
    gotten(found, review, () => []).push(...cells);
  }
  return [...found].map(([review, cells]) => ({ number: review, review, cells: withoutUncoded(distinct(cells)) }));
}

/**
 * @param {Cell[]} cells
 * @returns {Cell[]}
 */
function withoutUncoded(cells) {
  if (cells[0].length !== 1) {
    return cells;
  }
  const coded = cells.filter(([value]) => value !== NOT_STATED && value !== NONE);
  return coded.length ? coded : [[cells.some(([value]) => value === NOT_STATED) ? NOT_STATED : NONE]];
}

/**
 * Reviews with the cells of their statements; without any statement nothing is stated.
 * @param {Unit[]} reviews
 * @param {Unit[]} statements
 * @returns {Unit[]}
 */
function withStatements(reviews, statements) {
  const cells = new Map(statements.map((unit) => [unit.review, unit.cells]));
  return reviews.map((unit) => ({ ...unit, cells: cells.get(unit.review) ?? [[NOT_STATED, NOT_STATED]] }));
}

/**
 * Units with the values of their reviews behind those of their own, or before them where their own are the last.
 * @param {Facets} facets
 * @param {Unit[]} units
 * @param {CountField[]} others
 * @param {boolean} isLast
 */
function beside(facets, units, others, isLast) {
  const names = new Set(others.filter((field) => field.owner === "child").map((field) => field.name));
  const groups = names.size > 1 ? [others] : others.map((field) => [field]);
  return units.map((unit) => {
    let cells = unit.cells;
    for (const fields of groups) {
      const more = valuesOf(fields, facets.store.reviews[unit.review - 1]);
      cells = cells.flatMap((one) => more.map((other) => (isLast ? [...other, ...one] : [...one, ...other])));
    }
    return { ...unit, cells };
  });
}

/**
 * The values of a review: of one field, or of a child's two together.
 * @param {CountField[]} fields
 * @param {ReviewRecord} review
 * @returns {Cell[]}
 */
function valuesOf(fields, review) {
  const items = fields[0].owner === "child" ? childrenOf(review) : [review];
  return distinct(items.flatMap((item) => product(fields.map((field) => field.values(item)))));
}

/**
 * Every choice of one value from each list.
 * @param {string[][]} lists
 * @returns {Cell[]}
 */
function product(lists) {
  /** @type {Cell[]} */
  let cells = [[]];
  for (const values of lists) {
    cells = cells.flatMap((cell) => values.map((value) => [...cell, value]));
  }
  return cells;
}

/**
 * Cells, each once.
 * @param {Cell[]} cells
 * @returns {Cell[]}
 */
function distinct(cells) {
  return cells.length < 2 ? cells : [...new Map(cells.map((cell) => [JSON.stringify(cell), cell])).values()];
}

/**
 * The value of a key, which is made where it is missing.
 * @template Key, Value
 * @param {Map<Key, Value>} map
 * @param {Key} key
 * @param {() => Value} make
 * @returns {Value}
 */
function gotten(map, key, make) {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}

/**
 * @template Key
 * @param {Map<Key, number>} counts
 * @param {Iterable<Key>} keys
 */
function increase(counts, keys) {
  for (const key of keys) {
    counts.set(key, numberOf(counts, key) + 1);
  }
}

/**
 * @template Key
 * @param {Map<Key, number>} counts
 * @param {Key} key
 */
function numberOf(counts, key) {
  return counts.get(key) ?? 0;
}
