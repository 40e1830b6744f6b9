import assert from "node:assert/strict";
import { test } from "node:test";
import { citation } from "../../../data/html_page/scripts/view/citation.js";

const STATEMENT = { id: "2022-02/child-rs/L1", section: "learning", text: "Bruising should be taken seriously." };
const REVIEW = {
  name: "Child 'RS'",
  title: "Overview report: Child ‘RS’",
  published: null,
  area: null,
  listed: "2022-02",
  collection: "feb-2022",
  resources: [{ label: "Full report", url: /** @type {string | null} */ (null) }],
};
const WHOSE = "Abstract of {} (not the report's words)";
const COLLECTION = { id: "feb-2022", title: "Reviews, February 2022", source: "Bulletin, February 2022" };

test("a statement says what it is, and of which review, as text and as markup", () => {
  const text = "Abstract of a learning point (not the report's words): Bruising should be taken seriously.";
  const told =
    "Review: Overview report: Child ‘RS’; published: not stated; area: not stated; listed: February 2022. " +
    "Collection: Reviews, February 2022. Record 2022-02/child-rs/L1.";
  assert.deepEqual(citation(STATEMENT, REVIEW, WHOSE, COLLECTION), {
    plain: `${text}\n${told}`,
    html: `<p>${text.replace("'", "&#39;")}</p>\n<p>${told}</p>`,
  });
});

test("a statement that was imported is no abstract", () => {
  const whose = "Text of {} as imported from its source";
  const { plain } = citation({ ...STATEMENT, section: "actions" }, REVIEW, whose, COLLECTION);
  assert.ok(plain.startsWith("Text of an action as imported from its source: Bruising should be taken seriously.\n"));
});

test("what is stated is in it, and the address of the report", () => {
  const resources = [...REVIEW.resources, { label: "Summary", url: "https://reviews.example/rs.pdf" }];
  const review = { ...REVIEW, published: "2021-05", area: "Northmoor", resources };
  assert.equal(
    citation({ ...STATEMENT, section: "actions" }, review, WHOSE, COLLECTION).plain,
    "Abstract of an action (not the report's words): Bruising should be taken seriously.\n" +
      "Review: Overview report: Child ‘RS’; published: May 2021; area: Northmoor; listed: February 2022. " +
      "Summary (https://reviews.example/rs.pdf). Collection: Reviews, February 2022. Record 2022-02/child-rs/L1.",
  );
});

test("a name stands before a title that does not have it", () => {
  const told = citation(STATEMENT, { ...REVIEW, name: "Mia", title: "A review in Miami" }, WHOSE, COLLECTION).plain;
  assert.match(told, /\nReview: Mia, A review in Miami; published/);
  assert.match(
    citation(STATEMENT, { ...REVIEW, name: "" }, WHOSE, COLLECTION).plain,
    /\nReview: Overview report: Child/,
  );
});

test("a collection is called as it can be", () => {
  const of = (/** @type {any} */ collection, id = "feb-2022") =>
    citation(STATEMENT, { ...REVIEW, collection: /** @type {any} */ (id) }, WHOSE, collection)
      .plain.split(". ")
      .slice(-2)[0];
  assert.equal(of({ ...COLLECTION, title: "" }), "Collection: Bulletin, February 2022");
  assert.equal(of(undefined), "Collection: feb-2022");
  assert.doesNotMatch(of(undefined, ""), /Collection/);
});

test("each sentence has one end, on one line", () => {
  const { plain } = citation(STATEMENT, { ...REVIEW, title: "Was it\nenough?" }, WHOSE, {
    ...COLLECTION,
    title: "Enough?",
  });
  assert.match(plain, /\nReview: Child 'RS', Was it enough\?; published.*2022\. Collection: Enough\? Record 2022/);
});

test("markup in a text is text", () => {
  const text = `<script>hacked()</script> & "a" 'b' </p>`;
  const { html, plain } = citation(
    { ...STATEMENT, text },
    { ...REVIEW, name: "<img src=x onerror=y>" },
    WHOSE,
    COLLECTION,
  );
  assert.ok(plain.includes(`: ${text}\n`));
  assert.deepEqual(html.match(/<[^>]*>/g), ["<p>", "</p>", "<p>", "</p>"]);
  assert.ok(html.includes("&lt;script&gt;hacked()&lt;/script&gt; &amp; &quot;a&quot; &#39;b&#39; &lt;/p&gt;"));
});
