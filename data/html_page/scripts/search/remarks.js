/**
 * Lines on what a question did not find.
 *
 * @typedef {import("./plain.js").Results} Results
 * @typedef {import("./ways.js").Ways} Ways
 */

import { inThousands } from "../ground/numbers.js";
import { listed, quoted } from "../ground/text.js";
import { nearWords } from "./lookup.js";
import { Asked, reviewsFor, statementsFor } from "./plain.js";
import { nothingIn } from "./sections.js";
import { NO_FILTERS } from "./strict.js";
import { countHaving } from "./textsByCode.js";

/**
 * Lines on what was not found; `kind` is `review` or `statement`.
 * @param {Asked} asked
 * @param {Results} found
 * @param {string} kind
 * @param {Ways} ways
 */
export function remarks(asked, found, kind, ways) {
  const names = listed(
    asked.question.parts.map((part) => quoted(part.typed)),
    "and",
  );
  const isEmpty = !(found.total || found.absent.length || found.nowhere.length);
  return [
    ...found.absent.map((label) => `nothing on ${label}`),
    ...remarksOnUnclear(asked),
    ...(found.absent.length ? [] : remarksOnNowhere(asked, found)),
    ...remarksOnWider(asked, ways),
    ...(found.some ? [remarkOnSome(asked, found, kind)] : []),
    ...(isEmpty && isNeverWhole(asked, kind) ? [`no ${kind} has all of ${names}`] : []),
  ];
}

/** @param {Asked} asked */
function remarksOnUnclear(asked) {
  const nothing = nothingIn(asked.sections);
  return asked.question.unclear.map(
    (word) => `${nothing} has ${quoted(word.typed)}; did you mean ${listed(word.near.map(quoted))}?`,
  );
}

/**
 * @param {Asked} asked
 * @param {Results} found
 */
function remarksOnNowhere(asked, found) {
  const unclear = new Set(asked.question.unclear.map((word) => word.typed));
  const respelt = asked.question.parts.filter((part) => part.clues[0].how === "spelling").map((part) => part.typed);
  return found.nowhere
    .filter((typed) => !unclear.has(typed))
    .flatMap((typed) => {
      const likely = respelt.includes(typed) ? "" : nearWords(asked.store, typed);
      if (!likely && found.some) {
        return []; // the last line names it
      }
      return [`${nothingIn(asked.sections)} has ${quoted(typed)}${likely ? `; did you mean ${likely}?` : ""}`];
    });
}

/**
 * @param {Asked} asked
 * @param {Ways} ways
 */
function remarksOnWider(asked, ways) {
  return asked.question.wider.flatMap(([typed, term]) => {
    const coded = countHaving(asked.store, term.kind, term.slug);
    if (!coded) {
      return [];
    }
    const what =
      coded === 1
        ? "1 review is coded so, perhaps not about"
        : `${inThousands(coded)} reviews are coded so, not all of them about`;
    return [`${quoted(typed)} is a part of ${term.label}: ${what} ${typed} (${ways.coded(term.kind, term.slug)})`];
  });
}

/**
 * @param {Asked} asked
 * @param {Results} found
 * @param {string} kind
 */
function remarkOnSome(asked, found, kind) {
  const have = found.whole
    ? `${inThousands(found.whole)} ${kind}${found.whole > 1 ? "s have" : " has"}`
    : `no ${kind} has`;
  return `${have} all of the words, ${found.whole ? "the others" : "these"} have ${partly(asked, found)}`;
}

/**
 * Whether nothing has all of a question of several words, even without the filters.
 * @param {Asked} asked
 * @param {string} kind
 */
function isNeverWhole(asked, kind) {
  if (asked.question.parts.length < 2) {
    return false;
  }
  if (asked.filters.reviews === null && asked.filters.statement === null) {
    return true;
  }
  const free = new Asked(asked.store, asked.question, NO_FILTERS, asked.sections, true);
  return !(kind === "statement" ? statementsFor(free) : reviewsFor(free)).whole;
}

/**
 * The phrase for what answers with only some of a question have.
 * @param {Asked} asked
 * @param {Results} found
 */
export function partly(asked, found) {
  if (found.never.length === asked.question.parts.length) {
    return "none of them, but a subject near them";
  }
  const lacking = found.never.length ? `; none of these has ${listed(found.never.map(quoted))}` : "";
  return `some of the words, or a subject near them${lacking}`;
}
