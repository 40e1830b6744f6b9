/** What is counted: each review or statement that filters select, with the cells that it is counted in. */

import { NONE, NOT_STATED, STATEMENTS } from "../ground/indexWords.js";
import { addTo } from "../ground/maps.js";
import { COUNTED, REVIEWS } from "./counted.js";
import { COUNT_FIELDS, childrenOf } from "./countFields.js";
import { STATEMENT_FIELDS } from "./statementCodes.js";

/** @typedef {import("../ground/types.js").Review} Review */
/** @typedef {import("./countFields.js").CountField} CountField */
/** @typedef {import("./facets.js").Chosen} Chosen */
/** @typedef {import("./facets.js").Facets} Facets */
/** @typedef {string[]} Cell a value of each field */

/**
 * What is counted: its number, that of its review, and the cells that it is counted in.
 * @typedef {{number: number, review: number, cells: Cell[]}} Unit
 */

/**
 * Each review, or statement, that the filters select, in order.
 *
 * Theme and agency of a review are those of any of its statements; together they are those of one and the same, as
 * sex and age are those of one child.
 * @param {Facets} facets
 * @param {Chosen} chosen
 * @param {string[]} by the names of one field or of two
 * @param {string} of
 */
export function unitsFor(facets, chosen, by, of) {
  const fields = by.map((name) => /** @type {CountField} */ (COUNT_FIELDS.get(name)));
  let own = fields.filter((field) => field.owner === "statement");
  /** @type {Unit[]} */
  let units;
  if (of !== REVIEWS) {
    units = unitsOfStatements(facets, chosen, own, COUNTED.get(of)?.sections ?? STATEMENTS);
  } else if (asksStatements(chosen, by)) {
    units = unitsOfReviews(unitsOfStatements(facets, chosen, own, STATEMENTS));
  } else {
    units = facets.numbers(chosen).map((number) => ({ number, review: number, cells: [[]] }));
    if (own.length > 1) {
      units = withCellsOfStatements(units, unitsOfReviews(unitsOfStatements(facets, {}, own, STATEMENTS)));
    } else {
      own = [];
    }
  }
  const others = fields.filter((field) => !own.includes(field));
  return besideOthers(facets, units, others, own.length > 0 && own[0] === fields[1]);
}

/**
 * Whether reviews are counted by those of their statements alone that the filters select.
 * @param {Chosen} chosen
 * @param {string[]} by
 */
export function asksStatements(chosen, by) {
  const isAsked = [...STATEMENT_FIELDS.keys()].some((name) => chosen[name]?.length);
  return isAsked && by.some((name) => STATEMENT_FIELDS.has(name));
}

/**
 * The statements of the sections that the filters select, with the values of their own fields.
 * @param {Facets} facets
 * @param {Chosen} chosen
 * @param {CountField[]} own
 * @param {readonly string[]} sections
 * @returns {Unit[]}
 */
function unitsOfStatements(facets, chosen, own, sections) {
  return facets.statements(chosen, sections).map((passage) => ({
    number: passage.number,
    review: passage.review,
    cells: cellsOf(own.map((field) => field.values(passage))),
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
    addTo(found, review, ...cells);
  }
  return [...found].map(([review, cells]) => ({ number: review, review, cells: withoutUncoded(cells) }));
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
function withCellsOfStatements(reviews, statements) {
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
function besideOthers(facets, units, others, isLast) {
  const names = new Set(others.filter((field) => field.owner === "child").map((field) => field.name));
  const groups = names.size > 1 ? [others] : others.map((field) => [field]);
  const lookups = groups.map((fields) => lookupOf(facets.store.reviews, fields));
  for (const unit of units) {
    for (const valuesAt of lookups) {
      unit.cells = isLast
        ? cellsOfBoth(valuesAt(unit.review), unit.cells)
        : cellsOfBoth(unit.cells, valuesAt(unit.review));
    }
  }
  return units;
}

/**
 * Every cell of some, followed by every cell of others.
 * @param {Cell[]} first
 * @param {Cell[]} second
 */
function cellsOfBoth(first, second) {
  if (first.length === 1 && !first[0].length) {
    return second;
  }
  const cells = [];
  for (const one of first) {
    for (const other of second) {
      cells.push(one.concat(other));
    }
  }
  return cells;
}

/**
 * What gives the values of a review by its number; of statements many, one after another, have the same.
 * @param {readonly Review[]} reviews
 * @param {CountField[]} fields
 */
function lookupOf(reviews, fields) {
  let last = 0;
  /** @type {Cell[]} */
  let values = [];
  return (/** @type {number} */ number) => {
    if (number !== last) {
      last = number;
      values = valuesOf(fields, reviews[number - 1]);
    }
    return values;
  };
}

/**
 * The values of a review: of one field, or of a child's two together.
 * @param {CountField[]} fields
 * @param {Review} review
 * @returns {Cell[]}
 */
function valuesOf(fields, review) {
  const items = fields[0].owner === "child" ? childrenOf(review) : [review];
  return items.flatMap((item) => cellsOf(fields.map((field) => field.values(item))));
}

/**
 * Every choice of one value from each list.
 * @param {string[][]} lists
 * @returns {Cell[]}
 */
function cellsOf(lists) {
  /** @type {Cell[]} */
  let cells = [[]];
  for (const values of lists) {
    cells = cellsOfBoth(
      cells,
      values.map((value) => [value]),
    );
  }
  return cells;
}
