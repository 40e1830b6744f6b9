/**
 * How the lines on an answer name what a person may do next.
 *
 * @typedef {object} MoreWays
 * @property {(kind: string, slug: string) => string} coded how the reviews with a term are selected
 * @property {(typed: string, ids: readonly string[]) => string} named how what has an id is shown, given as typed
 * @property {readonly [string, string]} noStatements what is said, and what to do, where no section has statements
 *
 * @typedef {import("./ways.js").Ways & MoreWays} AnswerWays
 */

import { oneLine, quoted } from "../ground/text.js";
import { WAYS_OF_THE_PAGE } from "./ways.js";

/** @type {AnswerWays} */
export const ANSWER_WAYS = {
  ...WAYS_OF_THE_PAGE,
  coded: (kind) => `the filter "${kind.charAt(0).toUpperCase()}${kind.slice(1)}" selects them`,
  named: (typed, ids) => `${quoted(typed)} is the id of ${ids.length === 1 ? oneLine(ids[0]) : "several statements"}`,
  noStatements: ["only learning, recommendations and actions are statements", "choose one of them"],
};
