/** How many reviews or statements a choice leaves out only because they do not state what is asked. */

import { count } from "../ground/reviewSets.js";
import { NOT_STATED } from "../ground/vocabulary.js";
import { FACET_FIELDS } from "./facetFields.js";

/** @typedef {import("./facets.js").Chosen} Chosen */
/** @typedef {import("./facets.js").Facets} Facets */

/**
 * Those that are left out as they do not state a field, with the choice that takes them in.
 * @typedef {{field: string, number: number, of: "reviews" | "statements", text: string, chosen: Chosen}} LeftOut
 */

/**
 * Where a message names a field.
 * @type {Record<string, string>}
 */
const CALLED = { harm: "any harm", factor: "any factor" };

const STATEMENT_KINDS = ["theme", "agency"];

/**
 * For each field that is asked, how many are left out only because they do not state it; not those of which none is.
 * @param {Facets} facets
 * @param {Chosen} chosen
 * @param {string[]} [sections] those whose statements are the answer; if not given, it is reviews
 * @returns {LeftOut[]}
 */
export function leftOut(facets, chosen, sections) {
  /** @type {LeftOut[]} */
  const found = [];
  for (const { name, said } of FACET_FIELDS) {
    if (!chosen[name]?.length || chosen[name].includes(NOT_STATED)) {
      continue;
    }
    const wider = { ...chosen, [name]: [...chosen[name], NOT_STATED] };
    const of = sections && STATEMENT_KINDS.includes(name) ? "statements" : "reviews";
    const number = selectedNumber(facets, wider, of, sections) - selectedNumber(facets, chosen, of, sections);
    if (number) {
      found.push({ field: name, number, of, text: silentText(number, of, name, said), chosen: wider });
    }
  }
  return found;
}

/**
 * How many of the reviews that a choice selects state none of some sections.
 * @param {Facets} facets
 * @param {Chosen} chosen what is asked of statements themselves is not asked of their reviews
 * @param {string[]} sections
 */
export function countSilent(facets, chosen, sections) {
  const asked = Object.fromEntries(Object.entries(chosen).filter(([name]) => !STATEMENT_KINDS.includes(name)));
  const reviews = facets.store.reviews;
  const isSilent = (/** @type {number} */ number) =>
    sections.every((name) => reviews[number - 1][/** @type {"learning"} */ (name)] === null);
  return facets.numbers(asked).filter(isSilent).length;
}

/**
 * How many reviews or statements a choice selects; of sections the reviews are those with such a statement.
 * @param {Facets} facets
 * @param {Chosen} chosen
 * @param {"reviews" | "statements"} of
 * @param {string[]} [sections]
 */
function selectedNumber(facets, chosen, of, sections) {
  if (!sections) {
    return count(facets.select(chosen));
  }
  const statements = facets.statements(chosen, sections);
  return of === "statements" ? statements.length : new Set(statements.map((passage) => passage.review)).size;
}

/**
 * That some reviews or statements do not state a field, or nobody has coded them by it.
 * @param {number} number
 * @param {string} of
 * @param {string} name
 * @param {string} said
 */
function silentText(number, of, name, said) {
  const who = `${number} ${number === 1 ? of.slice(0, -1) : of}`;
  if (STATEMENT_KINDS.includes(name)) {
    return `${who} ${number === 1 ? "is" : "are"} not coded by ${name}`;
  }
  return `${who} ${number === 1 ? "does" : "do"} not state ${CALLED[name] ?? `the ${said}`}`;
}
