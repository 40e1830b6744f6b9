// Puts the record of a review together from what its article says, in the order of the article.

import { STATEMENT_SECTIONS } from "./state.js";

/** @typedef {import("../ground/types.js").Review} ReviewRecord */
/** @typedef {import("../ground/types.js").Statement} StatementRecord */

/** The record of one review. */
export class RecordReader {
  /** @param {string} facts JSON of the record without its texts. */
  constructor(facts) {
    /** @type {ReviewRecord} */
    this.record = JSON.parse(facts);
    this.record.summary = null;
    this.record.learning = this.record.learning ?? null;
    this.record.recommendations = this.record.recommendations ?? null;
    this.record.actions = this.record.actions ?? null;
    this.section = "";
    /** @type {StatementRecord | null} */
    this.statement = null;
  }

  /**
   * A section begins.
   * @param {string} section
   */
  enter(section) {
    this.section = section;
  }

  /**
   * A statement of the section begins.
   * @param {string} elementId
   */
  begin(elementId) {
    const id = elementId.slice("statement/".length);
    this.statement = { id, text: "", themes: null, agencies: null };
    if (!STATEMENT_SECTIONS.includes(this.section)) return;
    const section = /** @type {"learning" | "recommendations" | "actions"} */ (this.section);
    const { record } = this;
    record[section] = record[section] ?? [];
    record[section].push(this.statement);
  }

  /**
   * The codes of the statement, with spaces between.
   * @param {"themes" | "agencies"} kind
   * @param {string} slugs
   */
  code(kind, slugs) {
    if (this.statement) this.statement[kind] = slugs ? slugs.split(" ") : [];
  }

  /**
   * The text of the statement, or before the first one the summary.
   * @param {string} text
   */
  tell(text) {
    if (this.statement) this.statement.text = text;
    else this.record.summary = text;
  }
}
