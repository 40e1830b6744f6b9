/** How many reviews or statements a choice leaves out only because they do not state what is asked. */

import { NONE, NOT_STATED } from "../ground/indexWords.js";
import { counted, inThousands } from "../ground/numbers.js";
import { reviewSets } from "../ground/reviewSets.js";
import { nounOf } from "./counted.js";
import { FACET_FIELDS } from "./facetFields.js";
import { STATEMENT_FIELDS } from "./statementCodes.js";
import { isNotRead, silenceInWords } from "./unread.js";

/** @typedef {import("./facets.js").Chosen} Chosen */
/** @typedef {import("./facets.js").Facets} Facets */

/**
 * Those that are left out as they do not state a field, with the choice that takes them in.
 * @typedef {{number: number, text: string, chosen: Chosen}} LeftOut
 */

/**
 * What is asked besides: the statements of some sections, or what a search finds under other filters; reviews if neither.
 * @typedef {object} LeftOutAnswer
 * @property {readonly string[]} [sections]
 * @property {(filters: {reviews: import("../ground/types.js").ReviewSet | null, statement: null}) => number} [countUnder]
 */

/**
 * Where a message names a field.
 * @type {Record<string, string>}
 */
const SILENT_NAMES = { harm: "any harm", factor: "any factor" };

/** @typedef {import("../ground/types.js").ReviewSet} ReviewSet */
/** @typedef {import("./unread.js").Silent} Silent */

/**
 * For each field that is asked, how many are left out only because they do not state it, if there are any.
 * @param {Facets} facets
 * @param {Chosen} chosen
 * @param {LeftOutAnswer} [answer]
 * @returns {LeftOut[]}
 */
export function leftOut(facets, chosen, answer = {}) {
  const asked = FACET_FIELDS.filter(({ name }) => chosen[name]?.length && !chosen[name].includes(NOT_STATED));
  return asked.flatMap(({ name, said }) => {
    const wider = { ...chosen, [name]: [...chosen[name], NOT_STATED] };
    const of = answer.sections && STATEMENT_FIELDS.has(name) ? "statements" : "reviews";
    /** @param {ReviewSet} [among] */
    const numberOf = (among) =>
      selectedNumber(facets, wider, of, answer, among) - selectedNumber(facets, chosen, of, answer, among);
    const number = numberOf();
    const notRead = number && facets.hasUnread(name) ? numberOf(facets.unread(name)) : 0;
    return number ? [{ number, text: silentText({ number, notRead }, of, name, said), chosen: wider }] : [];
  });
}

/**
 * For theme and agency, where they are asked, how many statements have none, if there are any: these are no silence,
 * and yet a reader who asks for an agency should know how few statements name one.
 * @param {Facets} facets
 * @param {Chosen} chosen
 * @param {readonly string[]} sections
 * @returns {LeftOut[]}
 */
export function leftOutWithNone(facets, chosen, sections) {
  const asked = [...STATEMENT_FIELDS.keys()].filter((name) => chosen[name]?.length && !chosen[name].includes(NONE));
  return asked.flatMap((name) => {
    const number = facets.statements({ ...chosen, [name]: [NONE] }, sections).length;
    const size = facets.statements({ ...chosen, [name]: [] }, sections).length;
    const of = `${inThousands(number)} of ${counted(size, nounOf({ show: "statements", sections }))}`;
    const have = name === "agency" ? "name no agency" : "have no theme";
    const has = name === "agency" ? "names no agency" : "has no theme";
    const text = `${of} ${number === 1 ? has : have}`;
    return number ? [{ number, text, chosen: { ...chosen, [name]: [...chosen[name], NONE] } }] : [];
  });
}

/**
 * How many of the reviews that a choice selects state none of some sections.
 * @param {Facets} facets
 * @param {Chosen} chosen what is asked of statements themselves is not asked of their reviews
 * @param {readonly string[]} sections
 * @returns {Silent}
 */
export function countSilent(facets, chosen, sections) {
  const asked = Object.fromEntries(Object.entries(chosen).filter(([name]) => !STATEMENT_FIELDS.has(name)));
  const reviews = facets.store.reviews;
  const isSilent = (/** @type {number} */ number) =>
    sections.every((name) => reviews[number - 1][/** @type {"learning"} */ (name)] === null);
  const silent = facets.numbers(asked).filter(isSilent);
  const unread = silent.filter((number) => sections.some((name) => isNotRead(reviews[number - 1], name)));
  return { number: silent.length, notRead: unread.length };
}

/**
 * How many reviews or statements a choice selects; of sections the reviews are those with such a statement.
 * @param {Facets} facets
 * @param {Chosen} chosen
 * @param {"reviews" | "statements"} of
 * @param {LeftOutAnswer} answer
 * @param {ReviewSet} [among] the reviews of which they are
 */
function selectedNumber(facets, chosen, of, { sections, countUnder }, among = facets.everything) {
  if (countUnder) {
    return countUnder({ reviews: reviewSets.intersection(facets.select(chosen), among), statement: null });
  }
  if (!sections) {
    return reviewSets.count(reviewSets.intersection(facets.select(chosen), among));
  }
  const statements = facets.statements(chosen, sections).filter((passage) => reviewSets.has(among, passage.review));
  return of === "statements" ? statements.length : new Set(statements.map((passage) => passage.review)).size;
}

/**
 * That some reviews or statements do not state a field, or nobody has coded them by it.
 * @param {Silent} silent
 * @param {string} of
 * @param {string} name
 * @param {string} said
 */
function silentText(silent, of, name, said) {
  const who = (/** @type {number} */ number) => counted(number, of === "reviews" ? "review" : "statement");
  if (STATEMENT_FIELDS.has(name)) {
    return `${who(silent.number)} ${silent.number === 1 ? "is" : "are"} not coded by ${name}`;
  }
  return silenceInWords(silent, who, SILENT_NAMES[name] ?? `the ${said}`);
}
