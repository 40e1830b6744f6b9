"""Texts that were meant to do harm are text: in every field, in what is asked and in the page's address."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from casereviews.text import one_line
from helpers import hostile
from helpers.pages import Opened, OpenPage, PageOf

if TYPE_CHECKING:
    from playwright.sync_api import Browser

IDS = [review["id"] for review in hostile.collection()["reviews"]]
FILLER = 4000
"""So much in each review makes the page one whose reviews are packed."""

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
  const unknown = "iframe, object, embed, img, base, link, form, frame, audio, video, math, marquee, plaintext, template *";
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
  for (const fragment of fragments) {
    location.hash = fragment;
    await soon();
    await soon();
    for (const problem of harm()) found.push(`${fragment.slice(0, 80)}: ${problem}`);
  }
  return found;
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

_SHOWN = """
async (fragments) => {
  const shown = [];
  for (const fragment of fragments) {
    location.hash = fragment;
    await soon();
    await soon();
    shown.push(document.querySelector("main").innerText);
  }
  return shown;
}
"""


@pytest.fixture(scope="module", params=[0, FILLER], ids=["in the page", "packed"])
def page(request: pytest.FixtureRequest, page_of: PageOf, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page of the collection, with its reviews as they stand or packed."""
    path = page_of(*hostile.write(tmp_path_factory.mktemp("hostile"), request.param))
    assert (b'id="packed"' in path.read_bytes()) == bool(request.param)
    return path


@pytest.fixture(scope="module", params=[False, True], ids=["", "without its policy"])
def opened(request: pytest.FixtureRequest, browser: Browser, page: Path) -> Iterator[Opened]:
    """The page, open: under its policy, and where only the escaping protects."""
    shown = Opened(browser, page, 1280, "light", bypass_csp=request.param)
    shown.page.add_init_script(_GUARD)
    shown.visit()
    yield shown
    shown.close()


def checked(opened: Opened, found: Any) -> None:
    """Nothing harmful was found, and nothing else happened that may not."""
    assert found == []
    assert opened.found() == []


def test_each_view_shows_them_as_text(opened: Opened) -> None:
    checked(opened, opened.page.evaluate(_VISIT, VIEWS))


def test_each_review_shows_them_as_text(opened: Opened) -> None:
    checked(opened, opened.page.evaluate(_VISIT, [f"review/{identity}" for identity in IDS]))


def test_the_whole_text_is_shown(opened: Opened) -> None:
    """Nothing is lost of it, and what is hidden in it is made visible."""
    shown = opened.page.evaluate(_SHOWN, [f"review/{identity}" for identity in IDS])
    texts = dict(zip(hostile.STRINGS, map(squeezed, shown), strict=True))
    assert [text for text, page in texts.items() if page.count(squeezed(one_line(text))) < 6] == []
    checked(opened, opened.page.evaluate("harm()"))


def squeezed(text: str) -> str:
    """The text without spaces, which a page may put elsewhere."""
    return "".join(text.split())


def test_they_can_be_asked(opened: Opened) -> None:
    opened.page.evaluate("location.hash = ''")
    for begin in range(0, len(hostile.QUERIES), 100):
        checked(opened, opened.page.evaluate(_ASK, hostile.QUERIES[begin : begin + 100]))
        opened.settle()


def test_a_place_that_there_is_not_is_said(opened: Opened) -> None:
    checked(opened, opened.page.evaluate(_VISIT, hostile.FRAGMENTS))
    for fragment in ("review/__proto__/x", "theme/nothing", "statement/2022-02/nobody/L1"):
        opened.visit(fragment)
        assert opened.page.locator("main h1:visible, main h2:visible").count() > 0
        checked(opened, opened.page.evaluate("harm()"))


def test_a_page_opens_at_any_place(browser: Browser, page: Path) -> None:
    """Not only when it is led there from another."""
    opened = Opened(browser, page, 360, "light")
    opened.page.add_init_script(_GUARD)
    for fragment in hostile.FRAGMENTS[::4]:
        opened.page.goto("about:blank")
        opened.visit(fragment)
        checked(opened, opened.page.evaluate("harm()"))
    opened.close()


def test_what_was_asked_on_the_command_line_is_text(open_page: OpenPage, page_of: PageOf) -> None:
    area = os.fsdecode(b"\xff<script>hacked()</script>")
    assert open_page(page_of("--area", f"-{area}")).page.title()
