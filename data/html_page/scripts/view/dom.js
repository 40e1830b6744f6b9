// Elements. Every text is set as text, never as markup, and with its control characters made visible.

import { visible } from "../ground/text.js";

/** @typedef {string | Node | null | undefined | false} Child What an element may hold; null, undefined, false and "" add nothing. */

/**
 * An element with attributes and children. An attribute that is true stands without a value; one that is false is not
 * set. There are no styles and no event handlers: a page that allows no inline ones would refuse them.
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, string | number | boolean | undefined>} [attributes]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[Name]}
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    made.setAttribute(attribute, value === true ? "" : visible(String(value)));
  }
  for (const child of children) if (child) made.append(typeof child === "string" ? visible(child) : child);
  return made;
}

/**
 * A link to a place of the page.
 * @param {string} fragment
 * @param {...Child} children
 */
export function linkTo(fragment, ...children) {
  return element("a", { href: fragment }, ...children);
}

/**
 * A button.
 * @param {string} label
 * @param {() => void} action
 * @param {Record<string, string | boolean>} [attributes]
 */
export function actionButton(label, action, attributes = {}) {
  const made = element("button", { type: "button", ...attributes }, label);
  made.addEventListener("click", action);
  return made;
}

/**
 * A tick box with its label.
 * @param {string} label
 * @param {boolean} isTicked
 * @param {(isTicked: boolean) => void} action
 * @param {Record<string, string>} [attributes]
 */
export function tickBox(label, isTicked, action, attributes = {}) {
  const box = element("input", { type: "checkbox", ...attributes });
  box.checked = isTicked;
  box.addEventListener("change", () => action(box.checked));
  return element("label", { class: "tick" }, box, element("span", {}, label));
}

/**
 * Words that only a screen reader says.
 * @param {string} words
 */
export function unseen(words) {
  return element("span", { class: "unseen" }, words);
}

/**
 * A text with its marked spans, which are offsets [start, end) in order.
 * @param {string} text
 * @param {number[][]} marks
 */
export function markedText(text, marks) {
  const made = document.createDocumentFragment();
  let end = 0;
  for (const [from, to] of marks) {
    if (from < end || to <= from) continue;
    made.append(visible(text.slice(end, from)), element("mark", {}, text.slice(from, to)));
    end = to;
  }
  made.append(visible(text.slice(end)));
  return made;
}
