// Copying. Where a browser refuses, the text is shown and selected, to be copied by hand.

import { element } from "./dom.js";

/** @typedef {import("./citation.js").Citation} Citation */

/**
 * Copy a text, with its markup where the browser takes both. False where it refuses.
 * @param {Citation} copied
 * @returns {Promise<boolean>}
 */
export async function copied({ plain, html }) {
  try {
    if (html && typeof ClipboardItem === "function" && navigator.clipboard.write) {
      const kinds = { "text/plain": plain, "text/html": html };
      const blobs = Object.entries(kinds).map(([type, text]) => [type, new Blob([text], { type })]);
      await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
    } else {
      await navigator.clipboard.writeText(plain);
    }
    return true;
  } catch {
    return false;
  }
}

/**
 * Copy a text when its button is pressed, and say so beside it; else show it there, selected.
 * @param {HTMLElement} button
 * @param {Citation} text
 * @param {(words: string) => void} announce
 */
export async function copyBeside(button, text, announce) {
  const isCopied = await copied(text);
  if (!button.isConnected) return;
  for (const old of besides(button)) old.remove();
  const words = isCopied ? "Copied." : "The browser does not allow copying. The text is selected: copy it yourself.";
  const told = element("span", { class: "copied" }, words);
  button.after(told);
  announce(words);
  if (isCopied) return;
  const area = element("textarea", { class: "to-copy", readonly: true, rows: 5, "aria-label": "The text to copy" });
  area.value = text.plain;
  told.after(area);
  area.focus();
  area.select();
}

/**
 * What an earlier press left beside a button.
 * @param {HTMLElement} button
 */
function besides(button) {
  const siblings = button.parentElement ? [...button.parentElement.children] : [];
  return siblings.filter((each) => each.matches(".copied, .to-copy"));
}
