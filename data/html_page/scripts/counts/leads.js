/** Leads: the filters by which a number of a count leads to the very reviews or statements that it counts. */

import { NONE, NOT_STATED } from "../ground/indexWords.js";
import { getOrMake } from "../ground/maps.js";
import { CELL, cellText } from "./cells.js";
import { Column } from "./columns.js";
import { REVIEWS } from "./counted.js";
import { COUNT_FIELDS } from "./countFields.js";
import { FACET_FIELDS } from "./facetFields.js";
import { STATEMENT_FIELDS } from "./statementCodes.js";
import { asksStatements } from "./units.js";

/** @typedef {import("./facets.js").Chosen} Chosen */
/** @typedef {import("./facets.js").Facets} Facets */

/**
 * The facet that asks for nearly the same as a field of counts, where it has another name.
 * @type {Map<string, string>}
 */
const FACETS_OF_FIELDS = new Map([["incident", "year"]]);

/** What stands where nothing is coded. */
const UNCODED = [NONE, NOT_STATED];

/** What finds the filters that select just what a cell of a count counts, in the simplest words. */
export class Leads {
  /**
   * @param {Facets} facets
   * @param {Chosen} chosen the filters by which it was counted
   * @param {string[]} by
   * @param {string} of what was counted
   */
  constructor(facets, chosen, by, of) {
    this.facets = facets;
    this.chosen = chosen;
    this.by = by;
    this.isAsked = of === REVIEWS && asksStatements(chosen, by);
    /** @type {"reviews" | "statements"} what numbers lead to */
    this.show = of === REVIEWS && !this.isAsked ? "reviews" : "statements";
    const isOneStatement = by.length > 1 && by.every((name) => STATEMENT_FIELDS.has(name));
    const isOneChild = by.some((name) => COUNT_FIELDS.get(name)?.owner === "child") && isOfChildren(chosen);
    /** Whether filters may ask for the same, though they ask reviews for a theme, and one child for sex and age. */
    this.isPlain = (this.show === "statements" || !isOneStatement) && !isOneChild;
    /** @type {Map<string, Column>} */
    this.columns = new Map();
  }

  /**
   * The choice that selects what is counted in a cell; null where none does.
   * @param {string[]} cell
   * @returns {Chosen | null}
   */
  to(cell) {
    const isUncoded = cell.some((value, place) => STATEMENT_FIELDS.has(this.by[place]) && UNCODED.includes(value));
    if (this.isAsked && isUncoded) {
      return null; // a review has none only where each of its statements says so
    }
    const plain = this.isPlain ? this.plainly(cell) : null;
    const isFree = !this.chosen[CELL]?.length;
    return plain ?? (isFree ? { ...this.chosen, [CELL]: [cellText(this.by, cell)] } : null);
  }

  /**
   * A choice with the values of a cell chosen too, as in the panel; null where that is not the same.
   * @param {string[]} cell
   * @returns {Chosen | null}
   */
  plainly(cell) {
    /** @type {Chosen} */
    const plain = { ...this.chosen };
    for (const [place, name] of this.by.entries()) {
      const facet = FACETS_OF_FIELDS.get(name) ?? name;
      const value = name === "listed" ? cell[place].replace(/-\d.*/, "") : cell[place];
      const isTaken = plain[facet]?.length && !plain[facet].includes(value);
      if (isTaken || !this.isExact(name, cell[place], facet, value)) {
        return null;
      }
      plain[facet] = [value];
    }
    return plain;
  }

  /**
   * Whether a value of a facet selects exactly those that are counted with a value of a field. It selects all of
   * these, so that equal numbers are enough.
   * @param {string} name of the field
   * @param {string} value
   * @param {string} facet
   * @param {string} facetValue
   */
  isExact(name, value, facet, facetValue) {
    const field = COUNT_FIELDS.get(name);
    const column = this.facets.columns.get(facet);
    if (!field || !column) {
      return false;
    }
    const counted = getOrMake(this.columns, name, () => new Column(column.owners, field.values));
    return counted.count(value) === column.count(facetValue);
  }
}

/**
 * Whether a choice asks for children.
 * @param {Chosen} chosen
 */
function isOfChildren(chosen) {
  return FACET_FIELDS.some(({ name, owner }) => owner === "child" && chosen[name]?.length);
}
