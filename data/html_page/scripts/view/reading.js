// Reads the records of the reviews from their articles: what the page shows is all that there is.

import { chunkMarkup, packedChunks } from "./packed.js";
import { STATEMENT_SECTIONS } from "./state.js";

/** @typedef {import("../ground/types.js").Review} ReviewRecord */
/** @typedef {import("../ground/types.js").Statement} StatementRecord */
const AT_ONCE = 20; // articles are parsed in a slice

const ARTICLE_END = "</article>";

/** What an article has beside its record. Reading it would take longer without need. */
const UNREAD =
  /<dl class="facts">.*?<\/dl>|<section class="(?:sources|notes)">.*?<\/section>|<h\d>.*?<\/h\d>|<span class="(?:number|codes)">[^<]*<\/span>/gs;

/** The reviews of the page, as they are read. */
export class Reading {
  constructor() {
    /** @type {ReviewRecord[]} Those that are read so far. */
    this.reviews = [];
    /** @type {(index: number) => HTMLElement} An article of its own, to be shown. */
    this.article = () => document.createElement("article");
  }

  /**
   * Read all, in slices: the reviews whose articles stand in the page, or those that are packed in it.
   * @param {HTMLElement | null} place Where the articles stand.
   * @param {HTMLElement | null} packed
   * @returns {AsyncGenerator<number>} How many are read, after each slice.
   */
  async *slices(place, packed) {
    if (packed) yield* this.packedSlices(await inflatedText(packed.textContent ?? ""));
    else yield this.standing(place ? articlesIn(place) : []);
  }

  /**
   * Read articles that stand in the page.
   * @param {HTMLElement[]} articles
   */
  standing(articles) {
    this.reviews = articles.map(recordOf);
    this.article = (index) => /** @type {HTMLElement} */ (articles[index].cloneNode(true));
    return articles.length;
  }

  /**
   * Read packed articles. These are kept as markup, and become elements again when they are shown.
   * @param {string} inflated
   */
  async *packedSlices(inflated) {
    /** @type {string[]} */
    const kept = [];
    this.article = (index) => parsedArticles([kept[index]])[0];
    for (const chunk of packedChunks(inflated)) {
      const pieces = chunkMarkup(chunk).split(ARTICLE_END).slice(0, -1);
      for (let start = 0; start < pieces.length; start += AT_ONCE) {
        const some = pieces.slice(start, start + AT_ONCE);
        kept.push(...some);
        this.reviews.push(...parsedArticles(some.map((piece) => piece.replace(UNREAD, ""))).map(recordOf));
        yield kept.length;
      }
    }
  }
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
  const record = JSON.parse(article.getAttribute("data-review") ?? "{}");
  record.summary = exactText(article.querySelector(".summary"));
  for (const section of STATEMENT_SECTIONS) record[section] = record[section] ?? null;
  for (const text of article.querySelectorAll("li.statement > .text")) {
    const item = /** @type {HTMLElement} */ (text.parentElement);
    const section = item.closest("section")?.className ?? "";
    if (!STATEMENT_SECTIONS.includes(section)) continue;
    record[section] = record[section] ?? [];
    record[section].push(readStatement(item, /** @type {HTMLElement} */ (text)));
  }
  return record;
}

/**
 * @param {HTMLElement} item
 * @param {HTMLElement} text
 * @returns {StatementRecord}
 */
function readStatement(item, text) {
  return {
    id: item.id.slice("statement/".length),
    text: exactText(text) ?? "",
    themes: codesIn(item.getAttribute("data-themes")),
    agencies: codesIn(item.getAttribute("data-agencies")),
  };
}

/**
 * The text of an element as its record has it: where other characters are shown in place of controls, it stands beside.
 * @param {HTMLElement | null} place
 * @returns {string | null}
 */
function exactText(place) {
  const exact = place?.getAttribute("data-text");
  return exact ? JSON.parse(exact) : (place?.textContent ?? null);
}

/**
 * Slugs with spaces between, or null where nobody coded.
 * @param {string | null} codes
 */
function codesIn(codes) {
  return codes === null ? null : codes.split(" ").filter(Boolean);
}
