"""The page in a browser that is too old, and when something in it fails: what can be read is there, the rest is said."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from helpers.pages import PageOf

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    Visit = Callable[..., Page]

TOO_OLD = "delete Element.prototype.replaceChildren;"
CANNOT_INFLATE = "delete window.DecompressionStream;"
CANNOT_SHOW = """
  const replace = Element.prototype.replaceChildren;
  Element.prototype.replaceChildren = function (...nodes) {
    if (this.parentElement && this.parentElement.id === "app") throw new Error("broken");
    replace.apply(this, nodes);
  };
"""
CANNOT_COMPILE = "window.Int32Array = class { constructor() { throw new Error('broken'); } };"
CANNOT_READ_ALL = """
  const { parse } = JSON;
  let count = 0;
  JSON.parse = (text) => {
    count += 1;
    if (count > 40) throw new Error("broken");
    return parse(text);
  };
"""
NOT_SEARCHED = "The reviews of this page can be read, but not searched, filtered or counted"


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """Open a page in which a script has broken something, and wait until its first script has told, or the app is."""
    context = browser.new_context()
    context.set_default_timeout(10_000)

    def call(path: Path, script: str, fragment: str = "") -> Page:
        context.add_init_script(script)
        page = context.new_page()
        page.goto(f"{path.as_uri()}#{fragment}")
        page.wait_for_function("['old', 'started'].includes(document.documentElement.className)")
        return page

    yield call
    context.close()


def assert_read_without_scripts(page: Page, articles: int) -> None:
    """All that a reader without scripts has is there, a notice above it, and nothing of the search."""
    page.locator("#old-browser:visible").wait_for()
    assert page.get_by_role("searchbox").count() == 0
    assert page.locator("nav[aria-label=Main]").count() == 0
    assert page.locator("#intro:visible").count() == 1
    assert page.locator("article.review:visible").count() == articles
    assert page.locator("#about:visible").count() == 1
    page.locator("#intro a[href='#about']").click()
    assert page.evaluate("document.getElementById('about').getBoundingClientRect().top") < 900


@pytest.mark.parametrize("script", [TOO_OLD, CANNOT_SHOW], ids=["too old", "fails"])
@pytest.mark.parametrize("fragment", ["", "about", "review/2022-02/child-rs"])
def test_reviews_that_stand_in_the_page_are_read(visit: Visit, page_of: PageOf, script: str, fragment: str) -> None:
    page = visit(page_of(), script, fragment)
    assert_read_without_scripts(page, 8)
    assert "All the reviews can be read below" in page.inner_text("#old-browser")
    assert page.title() == "Case reviews"


@pytest.mark.parametrize("script", [TOO_OLD, CANNOT_SHOW], ids=["too old", "fails"])
def test_a_packed_page_tells_what_it_is(visit: Visit, page_of: PageOf, script: str) -> None:
    page = visit(page_of(count=600), script)
    assert_read_without_scripts(page, 0)
    assert "cannot show the reviews" in page.inner_text("#old-browser")


def test_a_damaged_packed_page_tells_what_it_is(visit: Visit, page_of: PageOf, tmp_path: Path) -> None:
    text = page_of(count=600).read_text("utf-8")
    damaged = tmp_path / "reviews.html"
    damaged.write_text(re.sub(r'(id="packed">.{300000}).{300}', rf"\1{'A' * 300}", text), "utf-8")
    assert_read_without_scripts(visit(damaged, ""), 0)


def test_a_browser_that_does_not_inflate_opens_a_packed_page(visit: Visit, page_of: PageOf) -> None:
    page = visit(page_of(count=600), CANNOT_INFLATE, "?q=quillwort")
    page.locator("main mark").first.wait_for()
    assert "5 reviews" in page.inner_text("main")
    assert page.locator("#old-browser:visible").count() == 0


def test_what_cannot_be_searched_is_read_and_that_is_said(visit: Visit, page_of: PageOf) -> None:
    page = visit(page_of(), CANNOT_COMPILE)
    assert NOT_SEARCHED in page.get_by_role("alert").inner_text()
    assert page.locator("ol.results > li").count() == 8
    page.get_by_role("link", name="Child RS").first.click()
    assert page.locator("article.review:visible h2").inner_text() == "Child RS"


@pytest.mark.parametrize("fragment", ["?q=bruising", "counts?by=harm", "matrix?rows=theme&columns=harm"])
def test_what_was_asked_and_cannot_be_answered_is_said(visit: Visit, page_of: PageOf, fragment: str) -> None:
    page = visit(page_of(), CANNOT_COMPILE, fragment)
    page.get_by_role("alert").wait_for()
    assert page.locator("main h2:visible").first.inner_text() == NOT_SEARCHED


def test_a_packed_page_that_is_read_in_part_says_so(visit: Visit, page_of: PageOf) -> None:
    page = visit(page_of(count=600), CANNOT_READ_ALL, "review/none")
    page.get_by_role("alert").wait_for()
    assert page.locator("main h2:visible").inner_text() == "Not all reviews of this page can be read"
