"""The page as it opens: at every place, of any size, with scripts and without."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from helpers import ROOT
from helpers.pages import OpenPage, PageOf

SCRIPTS = ROOT / "data" / "html_page" / "scripts"
DECLARED = re.compile(r"^(?:export )?(?:async )?(?:function\*?|class|const) (\w+)", re.MULTILINE)

PLACES = [
    "", "?q=bruising", "?q=bruising&show=statements", "?harm=neglect", "review/2022-02/child-rs", "theme/recording",
    "counts?by=harm", "matrix?rows=theme&columns=harm", "about", "statement/2022-02/child-rs/L1",
]  # fmt: skip


@pytest.fixture(scope="module", params=[None, 100], ids=["eight", "a hundred"])
def path(request: pytest.FixtureRequest, page_of: PageOf) -> Path:
    """A page whose reviews stand in it."""
    return page_of(count=request.param)


def test_each_place_opens_by_its_link(open_page: OpenPage, path: Path) -> None:
    """And nothing is asked of a network, nothing goes wrong, and no rule of the page's policy is broken."""
    opened = open_page(path)
    for place in PLACES:
        opened.page.goto("about:blank")
        opened.visit(place)
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


def test_no_name_of_the_scripts_hides_one_of_the_browser(open_page: OpenPage, page_of: PageOf) -> None:
    """The modules become one script, in which a name of one is a name of all."""
    names = {name for module in SCRIPTS.rglob("*.js") for name in DECLARED.findall(module.read_text("utf-8"))}
    assert len(names) > 100
    page = open_page(page_of()).page
    assert page.evaluate("names => names.filter((name) => name in window)", sorted(names)) == []


def test_it_is_printed(open_page: OpenPage, path: Path) -> None:
    """What is shown, without what is only of use on a screen."""
    opened = open_page(path, fragment="review/2022-02/child-rs")
    opened.page.emulate_media(media="print")
    assert opened.page.get_by_role("searchbox").count() == 0
    assert opened.page.pdf(format="A4").startswith(b"%PDF")
