// A statement with where it comes from, to be put into somebody's own document.

import { sectionInWords } from "../counts/counted.js";
import { fold } from "../ground/text.js";
import { dateInWords, missingInWords } from "./words.js";

/** @typedef {{id: string, title: string, source: string | null}} CitedCollection */
/** @typedef {{id: string, section: string, text: string}} CitedStatement */
/** @typedef {{plain: string, html: string}} Citation */

/**
 * @typedef {object} CitedReview
 * @property {string} name
 * @property {string} title
 * @property {string | null} published
 * @property {string | null} area
 * @property {string | null} listed
 * @property {string | null} collection
 * @property {{label: string, url: string | null}[]} resources
 * @property {string[]} [not_read]
 */

/**
 * A statement with its citation, as a text and as markup. Its first words say whose words it has.
 * @param {CitedStatement} statement
 * @param {CitedReview} review
 * @param {string} whose What it is, with `{}` for the kind of statement.
 * @param {CitedCollection | undefined} collection Undefined where the page does not describe it.
 * @returns {Citation}
 */
export function citation(statement, review, whose, collection) {
  const kind = sectionInWords(statement.section);
  const article = /^[aeiou]/.test(kind) ? "an" : "a";
  const text = `${whose.replace("{}", `${article} ${kind}`)}: ${statement.text}`;
  const [published, listed] = /** @type {const} */ (["published", "listed"]).map((field) =>
    dateInWords(review[field], missingInWords(review, field)),
  );
  const facts = [`published: ${published}`, `area: ${review.area || missingInWords(review, "area")}`];
  const source = collection?.title || collection?.source || review.collection;
  const told = [
    `Review: ${namedTitle(review)}; ${facts.join("; ")}; listed: ${listed}`,
    ...review.resources.flatMap(({ label, url }) => (url ? [`${label} (${url})`] : [])),
    source ? `Collection: ${source}` : "",
    `Record ${statement.id}`,
  ];
  const lines = [text, inSentences(told)];
  return { plain: lines.join("\n"), html: lines.map((line) => `<p>${asMarkup(line)}</p>`).join("\n") };
}

/**
 * The title of a review, with its name before it where the title does not have that.
 * @param {CitedReview} review
 */
function namedTitle({ name, title }) {
  return !name || ` ${wordsOf(title)} `.includes(` ${wordsOf(name)} `) ? title : `${name}, ${title}`;
}

/**
 * The words of a text with spaces between, without regard to case and signs.
 * @param {string} text
 */
function wordsOf(text) {
  return fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .join(" ");
}

/**
 * Parts as sentences on one line, each with one full stop at its end.
 * @param {string[]} parts
 */
function inSentences(parts) {
  const told = parts.map((part) => part.replace(/\s+/g, " ").trim()).filter(Boolean);
  return told.map((part) => (/[.!?]$/.test(part) ? part : `${part}.`)).join(" ");
}

/**
 * A text as it may stand in markup.
 * @param {string} text
 */
function asMarkup(text) {
  /** @type {Record<string, string>} */
  const names = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
  return text.replace(/[&<>"']/g, (sign) => names[sign]);
}
