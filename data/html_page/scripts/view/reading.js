// Reads the records of the reviews from their articles: what the page shows is all that there is.

import { chunkMarkup, packedChunks } from "./packed.js";

/** @typedef {import("../ground/types.js").Review} ReviewRecord */
/** @typedef {import("../ground/types.js").Statement} StatementRecord */
/** @typedef {() => Promise<void>} Pause Lets the browser draw what has changed, and hear what somebody types. */

/**
 * @typedef {object} Reading
 * @property {ReviewRecord[]} reviews
 * @property {(index: number) => HTMLElement} article An article of its own, to be shown.
 */

const AT_ONCE = 50; // articles are parsed before a pause

const ARTICLE_END = "</article>";

/**
 * The reviews of the page: those whose articles stand in it, or those that are packed in it.
 * @param {HTMLElement | null} place Where the articles stand.
 * @param {HTMLElement | null} packed
 * @param {Pause} pause
 * @returns {Promise<Reading>}
 */
export async function readReviews(place, packed, pause) {
  if (packed) return readPacked(await inflatedText(packed.textContent ?? ""), pause);
  const articles = place ? articlesIn(place) : [];
  const copy = (/** @type {number} */ index) => /** @type {HTMLElement} */ (articles[index].cloneNode(true));
  return { reviews: articles.map(recordOf), article: copy };
}

/**
 * The reviews of packed articles. These are kept as markup, and become elements again when they are shown.
 * @param {string} inflated
 * @param {Pause} pause
 * @returns {Promise<Reading>}
 */
async function readPacked(inflated, pause) {
  /** @type {string[]} */
  const pieces = [];
  for (const chunk of packedChunks(inflated)) {
    pieces.push(...chunkMarkup(chunk).split(ARTICLE_END).slice(0, -1));
    await pause();
  }
  /** @type {ReviewRecord[]} */
  const reviews = [];
  for (let start = 0; start < pieces.length; start += AT_ONCE) {
    reviews.push(...parsedArticles(pieces.slice(start, start + AT_ONCE)).map(recordOf));
    await pause();
  }
  return { reviews, article: (index) => parsedArticles([pieces[index]])[0] };
}

/**
 * Articles as elements, from markup whose texts were escaped when the page was written. What a template holds is inert.
 * @param {string[]} pieces Each without its end.
 */
function parsedArticles(pieces) {
  const template = document.createElement("template");
  template.innerHTML = pieces.map((piece) => piece + ARTICLE_END).join("");
  return articlesIn(template.content);
}

/**
 * @param {ParentNode} place
 * @returns {HTMLElement[]}
 */
function articlesIn(place) {
  return [...place.querySelectorAll("article.review")].map((each) => /** @type {HTMLElement} */ (each));
}

/**
 * A text that was deflated and written as base64.
 * @param {string} packed
 */
async function inflatedText(packed) {
  const binary = atob(packed.trim());
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index++) bytes[index] = binary.charCodeAt(index);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Response(stream).text();
}

/**
 * The record of a review.
 * @param {HTMLElement} article
 * @returns {ReviewRecord}
 */
export function recordOf(article) {
  const record = JSON.parse(article.dataset.review ?? "{}");
  record.summary = exactText(article.querySelector(".summary"));
  for (const section of ["learning", "recommendations", "actions"]) {
    const items = [...article.querySelectorAll(`section.${section} li.statement`)];
    if (items.length) record[section] = items.map((item) => readStatement(/** @type {HTMLElement} */ (item)));
    else record[section] = record[section] ?? null;
  }
  return record;
}

/**
 * @param {HTMLElement} item
 * @returns {StatementRecord}
 */
function readStatement(item) {
  return {
    id: item.id.slice("statement/".length),
    text: exactText(item.querySelector(".text")) ?? "",
    themes: codesIn(item.dataset.themes),
    agencies: codesIn(item.dataset.agencies),
  };
}

/**
 * The text of an element as its record has it: where other characters are shown in place of controls, it stands beside.
 * @param {HTMLElement | null} place
 * @returns {string | null}
 */
function exactText(place) {
  const exact = place?.dataset.text;
  return exact === undefined ? (place?.textContent ?? null) : JSON.parse(exact);
}

/**
 * Slugs with spaces between, or null where nobody coded.
 * @param {string | undefined} codes
 */
function codesIn(codes) {
  return codes === undefined ? null : codes.split(" ").filter(Boolean);
}
