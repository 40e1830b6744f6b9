"""The page as it opens: at every place, of any size, with scripts and without."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from helpers.pages import OpenPage, PageOf

PLACES = [
    "", "?q=bruising", "?q=bruising&show=statements", "?harm=neglect", "review/{review}", "theme/recording", "themes",
    "counts?by=harm", "matrix?rows=theme&columns=harm", "about", "statement/{statement}",
]  # fmt: skip


@pytest.fixture(scope="module", params=[None, 100], ids=["eight", "a hundred"])
def path(request: pytest.FixtureRequest, page_of: PageOf) -> Path:
    """A page whose reviews stand in it."""
    return page_of(count=request.param)


def first(kind: str, path: Path) -> str:
    """The id of the first review, or statement, that stands in a page."""
    found = re.search(f'id="{kind}/([^"]+)"', path.read_text("utf-8"))
    assert found
    return found[1]


def test_each_place_opens_by_its_link(open_page: OpenPage, path: Path) -> None:
    """And nothing is asked of a network, nothing goes wrong, and no rule of the page's policy is broken."""
    opened = open_page(path)
    ids = {kind: first(kind, path) for kind in ("review", "statement")}
    for place in PLACES:
        opened.page.goto("about:blank")
        opened.visit(place.format(**ids))
        assert "This page has no" not in opened.page.inner_text("#app h2[tabindex]"), place
        assert opened.page.locator("h1:visible").count() == 1, place
        assert opened.found() == []


def test_a_packed_page_opens_and_finds(open_page: OpenPage, page_of: PageOf) -> None:
    path = page_of(count=600)
    assert b'id="packed"' in path.read_bytes()
    page = open_page(path, fragment="?q=quillwort").page
    page.wait_for_selector("main mark")
    assert "5 reviews" in page.inner_text("main")


def test_it_is_read_without_scripts(open_page: OpenPage, path: Path) -> None:
    """Every review stands in it, and links lead to what they name."""
    page = open_page(path, java_script_enabled=False).page
    assert page.locator("noscript:visible").count() == 1
    articles = page.locator("article.review:visible")
    assert articles.count() == (8 if "child-rs" in page.content() else 100)
    links = page.evaluate(
        "[...document.querySelectorAll(\"a[href^='#']\")].map((each) => each.getAttribute('href').slice(1))"
    )
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((each) => each.id)")
    assert len(links) > 8
    assert len(set(ids)) == len(ids)
    assert set(links) <= set(ids)


def test_a_packed_page_says_what_it_needs(open_page: OpenPage, page_of: PageOf) -> None:
    page = open_page(page_of(count=600), java_script_enabled=False).page
    assert "casereviews export" in page.inner_text("noscript")


def test_it_is_printed(open_page: OpenPage, path: Path) -> None:
    """What is shown, without what is only of use on a screen."""
    opened = open_page(path, fragment=f"review/{first('review', path)}")
    assert opened.page.locator("article li.statement").count() > 0
    opened.page.emulate_media(media="print")
    assert opened.page.get_by_role("searchbox").count() == 0
    assert opened.page.pdf(format="A4").startswith(b"%PDF")
