/** The errors that a search expects. */

/** What is asked for is too much, or contradicts itself. */
export class UsageError extends Error {
  /**
   * @param {string} message
   * @param {string | null} hint of what to do next
   */
  constructor(message, hint = null) {
    super(message);
    this.name = "UsageError";
    this.hint = hint;
  }
}
