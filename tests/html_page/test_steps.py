"""The way of a reader through the page: where back and forward lead, and what stays while the page still opens."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from helpers.pages import Opened, OpenPage, PageOf

if TYPE_CHECKING:
    from playwright.sync_api import Page

# Holds the page back where it lets the browser draw: while it reads the reviews, and while it prepares the search.
_HELD = """
(() => {
  const { postMessage } = MessagePort.prototype;
  const held = [];
  MessagePort.prototype.postMessage = function (...message) {
    held.push(() => postMessage.apply(this, message));
  };
  window.release = () => {
    MessagePort.prototype.postMessage = postMessage;
    for (const each of held) each();
  };
})()
"""
_TYPE = """
(texts) => {
  const box = document.getElementById("query");
  for (const text of texts) {
    box.value = text;
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
"""
_COUNT = """
document.querySelector("#choose-by").value = "sex";
document.querySelector("#choose-by").dispatchEvent(new Event("change"));
"""
_FOCUSED = "[document.activeElement.tagName, document.activeElement.textContent]"


@pytest.fixture(scope="module")
def path(page_of: PageOf) -> Path:
    """The page of the bundled eight."""
    return page_of()


@pytest.fixture
def held(open_page: OpenPage) -> Any:
    """Open a page at a place, and hold it back before it can be searched."""

    def call(path: Path, fragment: str = "") -> Opened:
        opened: Opened = open_page(path)
        opened.page.add_init_script(_HELD)
        opened.page.goto("about:blank")
        opened.visit(fragment)
        assert opened.page.locator("#filters").count() == 0
        return opened

    return call


def release(opened: Opened, awaited: str) -> Page:
    """Let the page go on until what is awaited is there."""
    opened.page.evaluate("release()")
    opened.page.locator(awaited).first.wait_for()
    opened.settle()
    return opened.page


def query(page: Page) -> Any:
    """What stands in the search box."""
    return page.locator("#query").input_value()


def test_what_was_typed_last_is_led_back_to(open_page: OpenPage, path: Path) -> None:
    """Also where somebody goes back before the address has followed."""
    opened = open_page(path)
    page = opened.page
    page.evaluate(f"() => {{ ({_TYPE})(['b', 'bruising']); history.back(); }}")
    opened.settle()
    assert query(page) == ""
    page.go_forward()
    opened.settle()
    assert (query(page), page.evaluate("location.hash")) == ("bruising", "#?q=bruising")
    page.go_back()
    opened.settle()
    page.evaluate(_TYPE, ["fathers"])
    page.go_back()
    page.go_forward()
    opened.settle()
    assert query(page) == "fathers"


@pytest.mark.parametrize(
    ("fragment", "leave"),
    [
        ("review/2022-02/child-rs", f"({_TYPE})(['bruising'])"),
        ("counts?by=theme", _COUNT),
        ("themes", "document.querySelector('main dt a').click()"),
    ],
)
def test_a_step_back_is_where_it_was_scrolled_to(open_page: OpenPage, path: Path, fragment: str, leave: str) -> None:
    opened = open_page(path, fragment=fragment)
    page = opened.page
    page.evaluate("scrollTo(0, 300)")
    assert page.evaluate("scrollY") == 300
    page.evaluate(f"() => {{ {leave} }}")
    opened.settle()
    assert page.evaluate("decodeURI(location.hash)") != f"#{fragment}"
    page.go_back()
    opened.settle()
    assert page.evaluate("[decodeURI(location.hash), scrollY]") == [f"#{fragment}", 300]


def test_a_page_that_is_loaded_again_is_where_it_was(open_page: OpenPage, path: Path) -> None:
    opened = open_page(path, fragment="?q=fathers")
    page = opened.page
    page.evaluate("scrollTo(0, 300)")
    page.reload()
    page.locator("#filters").wait_for()
    opened.settle()
    assert (query(page), page.evaluate("scrollY")) == ("fathers", 300)


def test_keys_that_come_fast_are_answered_once_a_frame(open_page: OpenPage, path: Path) -> None:
    opened = open_page(path)
    page = opened.page
    page.evaluate(
        "() => { window.answers = 0; new MutationObserver((changes) => { window.answers += changes.length; })"
        ".observe(document.getElementById('results-heading'), { childList: true }); }"
    )
    page.evaluate(_TYPE, ["bruising"[:end] for end in range(1, 9)])
    opened.settle()
    assert 0 < page.evaluate("window.answers") < 4
    assert page.locator("ol.results mark").first.inner_text() == "Bruising"


def test_a_review_that_is_opened_while_others_are_read_has_the_focus(held: Any, page_of: PageOf) -> None:
    opened = held(page_of(count=400))
    opened.page.locator("ol.results h3 a").first.click()
    opened.settle()
    page = release(opened, "article")
    assert page.evaluate(_FOCUSED) == ["H2", page.locator("article h2").inner_text()]


def test_what_is_shown_while_others_are_read_is_said(held: Any, page_of: PageOf) -> None:
    """However many the address asks for."""
    page = held(page_of(count=400), "?shown=390").page
    items = page.locator("ol.results > li").count()
    assert 0 < items < 391
    assert page.locator("#app p", has=page.locator(".more")).inner_text().startswith(f"{items} of 400 are shown. ")


def test_a_link_that_has_the_focus_keeps_it(held: Any, page_of: PageOf) -> None:
    opened = held(page_of(count=400))
    opened.page.locator("ol.results h3 a").first.focus()
    before = opened.page.evaluate(_FOCUSED)
    assert before[0] == "A"
    assert release(opened, "#filters").evaluate(_FOCUSED) == before


def test_counts_that_are_made_while_somebody_waits_have_the_focus(held: Any, path: Path) -> None:
    opened = held(path)
    opened.page.get_by_role("link", name="Counts").click()
    assert release(opened, ".bars").evaluate(_FOCUSED) == ["H2", "Reviews by theme"]
    assert opened.page.title() == "Reviews by theme – Case reviews"


def test_an_open_review_stays_when_the_search_is_ready(held: Any, path: Path) -> None:
    """Its words are marked, and nothing else changes: neither the focus nor what is said of a copy."""
    opened = held(path, "statement/2022-02/child-rs/L1?q=bruising")
    page = opened.page
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.locator(".led .copy").click()
    page.locator("textarea.to-copy").wait_for()
    assert page.locator("article mark").count() == 0
    release(opened, "article mark")
    assert page.evaluate("document.activeElement.className") == "to-copy"


def test_examples_are_of_all_reviews(open_page: OpenPage, page_of: PageOf, invented: Any, tmp_path: Path) -> None:
    """Not only of those that are read first."""
    reviews = [json.loads(line) for line in invented(400).read_text("utf-8").splitlines()]
    for review in reviews:
        review |= {"children": [{"sex": "female", "age": None}], "coding": "curated", "evidence": None}
    reviews[200]["children"] = None
    data = tmp_path / "reviews.jsonl"
    data.write_text("".join(f"{json.dumps(review)}\n" for review in reviews), "utf-8")
    page = open_page(page_of("--data", str(data))).page
    page.locator("#filters").wait_for()
    assert "Reviews that do not state a child's sex" in page.locator(".examples a").all_inner_texts()
