// A statement with where it comes from, to be put into somebody's own document.

import { sectionInWords } from "../counts/counted.js";

/** @typedef {{id: string, title: string, source: string | null}} CitedCollection */
/** @typedef {{id: string, section: string, text: string}} CitedStatement */
/** @typedef {{id: string, name: string, title: string, collection: string | null}} CitedReview */
/** @typedef {{plain: string, html: string}} Citation */

const WHOSE = "Abstract, not the report's words.";

/**
 * A statement with its citation, as a text and as markup.
 * @param {CitedStatement} statement
 * @param {CitedReview} review
 * @param {CitedCollection | undefined} collection Undefined where the page does not describe it.
 * @returns {Citation}
 */
export function citation(statement, review, collection) {
  const told = inSentences([
    review.name,
    review.title,
    `${withCapital(sectionInWords(statement.section))} ${statement.id}`,
  ]);
  const source = inSentences([
    review.collection ? `Collection ${review.collection}${collection?.title ? `: ${collection.title}` : ""}` : "",
    collection?.source ? `Source: ${collection.source}` : "",
  ]);
  const lines = [told, source, WHOSE].filter(Boolean);
  const html = `<blockquote><p>${asMarkup(statement.text)}</p></blockquote>\n<p>${lines.map(asMarkup).join(" ")}</p>`;
  return { plain: `“${statement.text}”\n${lines.join(" ")}`, html };
}

/**
 * Parts as sentences, each with one full stop at its end.
 * @param {string[]} parts
 */
function inSentences(parts) {
  const told = parts.map((part) => part.replace(/\s+/g, " ").trim()).filter(Boolean);
  return told.map((part) => (/[.!?]$/.test(part) ? part : `${part}.`)).join(" ");
}

/** @param {string} text */
function withCapital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
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
