/** The errors that a search expects. */

/** What is asked for is too much, or contradicts itself. */
export class UsageError extends Error {
  /**
   * Takes what is wrong, and a hint of what to do next.
   * @param {string} message
   * @param {string | null} hint
   */
  constructor(message, hint = null) {
    super(message);
    this.name = "UsageError";
    this.hint = hint;
  }
}
