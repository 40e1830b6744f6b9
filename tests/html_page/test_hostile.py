"""Texts that were meant to do harm are text: in every field, in what is asked and in the page's address."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from casereviews.text import one_line
from helpers import hostile
from helpers.pages import Opened, OpenPage, PageOf

if TYPE_CHECKING:
    from playwright.sync_api import Browser

COUNT = len(hostile.STRINGS)
PAGES = {"first half": (0, COUNT // 2, 0), "other half": (COUNT // 2, COUNT, 0), "packed": (0, COUNT, 4000)}
"""The texts of each page, from the first to before the last, and how much filler its reviews have.

Half of them are few enough to stand in the page as they are, which is opened without its policy: the escaping alone must
protect. With filler it is a page whose reviews are packed; that one keeps its policy, of which nothing may be broken.
"""

VIEWS = [
    "", "?show=statements", "?q=x", "?q=alert&show=statements", "theme/constructor", "theme/prototype", "theme/hostile-5",
    "counts", "counts?by=theme", "counts?by=area", "counts?by=harm", "matrix", "matrix?rows=theme&columns=harm", "about",
    "?theme=constructor", "?theme=prototype,hostile-3&show=statements", "?area=__proto__", "statement/constructor/L1",
]  # fmt: skip

# The function that a script calls if it is run, and what a page must not hold anywhere.
_GUARD = """
window.calls = 0;
window.hacked = () => { window.calls += 1; };
window.harm = () => {
  const found = [];
  if (window.calls) found.push(`${window.calls} scripts were run`);
  const unknown = "iframe, object, embed, img, base, link, form[action], frame, audio, video, math, marquee, plaintext, template *";
  for (const element of document.querySelectorAll(unknown)) found.push(element.outerHTML.slice(0, 200));
  for (const element of document.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      const address = /^(href|src|action|formaction|data|srcdoc|xlink:href)$/.test(name);
      const inert = /^(#|https?:\\/\\/)/.test(value) || element.id === "icon";
      if (name.startsWith("on") || name === "style" || (address && !inert)) {
        found.push(`${element.tagName} ${name}=${value}`.slice(0, 200));
      }
    }
  }
  return found;
};
window.soon = () => new Promise((resolve) => setTimeout(resolve, 0));
"""

_VISIT = """
async (fragments) => {
  const found = [];
  const shown = [];
  for (const fragment of fragments) {
    location.hash = fragment;
    await soon();
    await soon();
    for (const problem of harm()) found.push(`${fragment.slice(0, 80)}: ${problem}`);
    shown.push(document.querySelector("main").innerText);
  }
  return { found, shown };
}
"""

_ASK = """
async (queries) => {
  const box = document.querySelector("input[type=search]");
  for (const query of queries) {
    box.value = query;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    await soon();
  }
  await soon();
  return harm();
}
"""


class Case(NamedTuple):
    """A page of reviews that are made of these texts."""

    path: Path
    texts: list[str]
    ids: list[str]
    is_packed: bool


@pytest.fixture(scope="module", params=PAGES.values(), ids=list(PAGES))
def case(request: pytest.FixtureRequest, page_of: PageOf, tmp_path_factory: pytest.TempPathFactory) -> Case:
    """A page of the collection, with its reviews as they stand or packed."""
    first, end, filler = request.param
    texts = hostile.STRINGS[first:end]
    path = page_of(*hostile.write(tmp_path_factory.mktemp("hostile"), texts, filler))
    assert (b'id="packed"' in path.read_bytes()) == bool(filler)
    return Case(path, texts, [review["id"] for review in hostile.collection(texts)["reviews"]], bool(filler))


@pytest.fixture(scope="module")
def opened(browser: Browser, case: Case) -> Iterator[Opened]:
    """The page, open."""
    shown = Opened(browser, case.path, 1280, "light", bypass_csp=not case.is_packed)
    shown.page.add_init_script(_GUARD)
    shown.visit()
    yield shown
    shown.close()


def checked(opened: Opened, found: Any) -> None:
    """Nothing harmful was found, and nothing else happened that may not."""
    assert found == []
    assert opened.found() == []


def test_each_view_shows_them_as_text(opened: Opened) -> None:
    checked(opened, opened.page.evaluate(_VISIT, VIEWS)["found"])


def test_each_review_shows_them_whole(opened: Opened, case: Case) -> None:
    """Nothing is lost of a text in any of its fields, and what is hidden in it is made visible."""
    told = opened.page.evaluate(_VISIT, [f"review/{identity}" for identity in case.ids])
    checked(opened, told["found"])
    texts = dict(zip(case.texts, map(squeezed, told["shown"]), strict=True))
    assert [text for text, shown in texts.items() if shown.count(squeezed(one_line(text))) < hostile.FIELDS] == []


def squeezed(text: str) -> str:
    """The text without spaces, which a page may put elsewhere."""
    return "".join(text.split())


def test_they_can_be_asked(opened: Opened, case: Case) -> None:
    opened.page.evaluate("location.hash = ''")
    queries = [*case.texts, *hostile.HALVES]
    for begin in range(0, len(queries), 100):
        checked(opened, opened.page.evaluate(_ASK, queries[begin : begin + 100]))
        opened.settle()


def test_a_place_that_there_is_not_is_said(opened: Opened) -> None:
    checked(opened, opened.page.evaluate(_VISIT, hostile.FRAGMENTS)["found"])
    for fragment in ("review/__proto__/x", "theme/nothing", "statement/2022-02/nobody/L1"):
        opened.visit(fragment)
        assert opened.page.locator("main h1:visible, main h2:visible").count() > 0
        checked(opened, opened.page.evaluate("harm()"))


def test_a_page_opens_at_any_place(browser: Browser, case: Case) -> None:
    """Not only when it is led there from another."""
    opened = Opened(browser, case.path, 360, "light")
    opened.page.add_init_script(_GUARD)
    for fragment in hostile.FRAGMENTS[::6]:
        opened.page.goto("about:blank")
        opened.visit(fragment)
        checked(opened, opened.page.evaluate("harm()"))
    opened.close()


def test_what_was_asked_on_the_command_line_is_text(open_page: OpenPage, page_of: PageOf) -> None:
    asked = os.fsdecode(b'bruising OR "\xff<script>hacked()</script>"')
    opened = open_page(page_of("--search", asked), fragment="about")
    assert "<U+DCFF><script>hacked()</script>" in opened.page.inner_text("main")
    assert opened.page.evaluate("window.hacked") is None
