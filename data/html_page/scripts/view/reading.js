// Reads the records of the reviews from their articles: what the page shows is all that there is.

import { inflatedText } from "./inflating.js";
import { COLUMNS, columnOf, markupOf, packedArticles } from "./packed.js";
import { RecordReader } from "./recordReader.js";

/** @typedef {import("../ground/types.js").Review} ReviewRecord */
/** @typedef {import("./packed.js").PackedArticle} PackedArticle */

const AT_ONCE = 20; // articles are read in a slice

/** How the writer of the page escapes characters. */
const ENTITY = /&(?:amp|lt|gt|quot|#x27|#39);/g;
/** @type {Record<string, string>} */
const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#x27;": "'", "&#39;": "'" };

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
    if (packed) {
      const inflated = await inflatedText(packed.textContent ?? "");
      packed.remove();
      yield* this.packedSlices(inflated);
    } else {
      yield this.standing(place ? articlesIn(place) : []);
    }
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
   * Read packed articles. They become elements when they are shown.
   * @param {string} inflated
   */
  *packedSlices(inflated) {
    /** @type {PackedArticle[]} */
    const kept = [];
    this.article = (index) => parsedArticle(markupOf(kept[index]));
    for (const article of packedArticles(inflated)) {
      kept.push(article);
      this.reviews.push(recordOfPacked(article));
      if (kept.length % AT_ONCE === 0) yield kept.length;
    }
    yield kept.length;
  }
}

/**
 * An article as an element, from markup whose texts were escaped when the page was written.
 * @param {string} markup
 */
function parsedArticle(markup) {
  const template = document.createElement("template");
  template.innerHTML = markup;
  return articlesIn(template.content)[0];
}

/**
 * @param {ParentNode} place
 * @returns {HTMLElement[]}
 */
function articlesIn(place) {
  return [...place.querySelectorAll("article.review")].map((each) => /** @type {HTMLElement} */ (each));
}

/**
 * The record of a review whose article is an element.
 * @param {HTMLElement} article
 * @returns {ReviewRecord}
 */
export function recordOf(article) {
  const reader = new RecordReader(article.getAttribute("data-review") ?? "{}");
  const summary = article.querySelector(".summary");
  if (summary) reader.tell(exactText(summary));
  for (const text of article.querySelectorAll("li.statement > .text")) {
    const item = /** @type {HTMLElement} */ (text.parentElement);
    reader.enter(item.closest("section")?.className ?? "");
    reader.begin(item.id);
    for (const kind of /** @type {const} */ (["themes", "agencies"])) {
      const slugs = item.getAttribute(`data-${kind}`);
      if (slugs !== null) reader.code(kind, slugs);
    }
    reader.tell(exactText(text));
  }
  return reader.record;
}

/**
 * The text of an element as its record has it: where other characters are shown in place of controls, it stands beside.
 * @param {Element} place
 * @returns {string}
 */
function exactText(place) {
  const exact = place.getAttribute("data-text");
  return exact ? JSON.parse(exact) : (place.textContent ?? "");
}

/**
 * The record of a review whose article is packed: it is in the values, and no element is made.
 * @param {PackedArticle} article
 * @returns {ReviewRecord}
 */
function recordOfPacked({ pieces, values }) {
  const reader = new RecordReader(withoutEntities(values[1]));
  for (let index = 2; index < values.length; index++) {
    const value = values[index];
    const column = columnOf(pieces[index + 1]);
    if (column === COLUMNS.id) reader.begin(withoutEntities(value));
    else if (column === COLUMNS.themes) reader.code("themes", withoutEntities(value));
    else if (column === COLUMNS.agencies) reader.code("agencies", withoutEntities(value));
    else if (column === COLUMNS.text || column === COLUMNS.summary) reader.tell(withoutEntities(value));
    else if (column === COLUMNS.exact) reader.tell(JSON.parse(withoutEntities(value)));
    else if (column === COLUMNS.section) reader.enter(value);
  }
  return reader.record;
}

/**
 * A value of an article as the text that it stands for.
 * @param {string} value
 */
function withoutEntities(value) {
  return value.includes("&") ? value.replace(ENTITY, (entity) => ENTITIES[entity]) : value;
}
