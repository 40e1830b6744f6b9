import assert from "node:assert/strict";
import { test } from "node:test";
import { citation } from "../../../data/html_page/scripts/view/citation.js";

const STATEMENT = { id: "2022-02/child-rs/L1", section: "learning", text: "Bruising should be taken seriously." };
const REVIEW = { id: "2022-02/child-rs", name: "Child RS", title: "Overview report: Child RS", collection: "feb-2022" };
const COLLECTION = { id: "feb-2022", title: "Reviews, February 2022", source: "Bulletin, February 2022" };

test("a statement is cited whole, as text and as markup", () => {
  const told =
    "Child RS. Overview report: Child RS. Learning point 2022-02/child-rs/L1. " +
    "Collection feb-2022: Reviews, February 2022. Source: Bulletin, February 2022. Abstract, not the report's words.";
  assert.deepEqual(citation(STATEMENT, REVIEW, COLLECTION), {
    plain: `“Bruising should be taken seriously.”\n${told}`,
    html: `<blockquote><p>Bruising should be taken seriously.</p></blockquote>\n<p>${told.replace("'", "&#39;")}</p>`,
  });
});

test("what is not stated is left out", () => {
  const { plain } = citation({ ...STATEMENT, section: "actions" }, { ...REVIEW, collection: null }, undefined);
  const told = "Child RS. Overview report: Child RS. Action 2022-02/child-rs/L1. Abstract, not the report's words.";
  assert.equal(plain, `“Bruising should be taken seriously.”\n${told}`);
  const named = citation(STATEMENT, { ...REVIEW, name: "" }, { ...COLLECTION, title: "", source: null }).plain;
  assert.equal(
    named.split("\n")[1],
    "Overview report: Child RS. Learning point 2022-02/child-rs/L1. Collection feb-2022. Abstract, not the report's words.",
  );
});

test("each sentence has one end, on one line", () => {
  const review = { ...REVIEW, name: "Baby\n'R'", title: "Was it enough?" };
  assert.match(
    citation(STATEMENT, review, COLLECTION).plain,
    /^“.*”\nBaby 'R'\. Was it enough\? Learning point 2022-02/,
  );
});

test("markup in a text is text", () => {
  const text = `<script>hacked()</script> & "a" 'b' </p>`;
  const { html, plain } = citation({ ...STATEMENT, text }, { ...REVIEW, name: "<img src=x onerror=y>" }, COLLECTION);
  assert.ok(plain.startsWith(`“${text}”`));
  assert.deepEqual(html.match(/<[^>]*>/g), ["<blockquote>", "<p>", "</p>", "</blockquote>", "<p>", "</p>"]);
  assert.ok(html.includes("&lt;script&gt;hacked()&lt;/script&gt; &amp; &quot;a&quot; &#39;b&#39; &lt;/p&gt;"));
});
