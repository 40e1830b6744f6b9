"""What a page says of reviews that nobody has read, as somebody sees it: in the words of the command line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from helpers.pages import OpenPage, PageOf

if TYPE_CHECKING:
    from playwright.sync_api import Page

MIXED = """\
collection: {id: c, title: Ours, coding: automatic}
reviews:
- {id: c/oak, name: Oak, title: T}
- {id: c/ash, name: Ash, title: T, coding: curated}
- {id: c/elm, name: Elm, title: T, harms: [neglect], children: [{age: 4 months, sex: female}], listed: 2024-03}
- id: c/fir
  name: Fir
  title: T
  coding: curated
  harms: [neglect]
  outcome: death
  learning: [{text: Gates., themes: [recording]}]
"""
"""Oak and Elm are read by nobody, Ash and Fir by a person."""


@pytest.fixture(scope="module")
def path(page_of: PageOf, tmp_path_factory: pytest.TempPathFactory) -> Path:
    ours = tmp_path_factory.mktemp("unread") / "ours.yaml"
    ours.write_text(MIXED, "utf-8")
    return page_of("--data", str(ours))


def notes(page: Page) -> list[str]:
    """What is said of an answer, or above and below a table."""
    return page.locator(".remarks li, .counts .prose p").all_inner_texts()


def test_filters_tell_what_nobody_has_read_apart(open_page: OpenPage, path: Path) -> None:
    page = open_page(path, fragment="?harm=neglect").page
    told = "Left out: 1 review does not state any harm, and in 1 other no harm was read and nobody has read it. "
    assert f"{told}Take them in too" in notes(page)
    assert page.locator("#filters .unstated").all_inner_texts() == [
        "Factor: no review is known to state it",
        "Agency: not coded in any review",
        "Type: no review is known to state it",
        "Year of the incident: no review is known to state it",
        "Area: no review is known to state it",
    ]


def test_a_line_of_facts_calls_it_not_read(open_page: OpenPage, path: Path) -> None:
    lines = open_page(path).page.locator(".facts-line").all_inner_texts()
    assert lines[0] == "Type not read · month listed not read · area not read · children not read"
    assert lines[1] == "Type not stated · month listed not stated · area not stated · children not stated"
    assert lines[2] == "Type not read · listed March 2024 · area not read · girl, 4 months"


def test_counts_and_matrix_have_a_row_for_it(open_page: OpenPage, path: Path) -> None:
    page = open_page(path, fragment="counts?by=outcome").page
    assert page.locator(".counts tbody th").all_inner_texts() == ["Death", "Not stated or not read"]
    assert page.locator(".counts caption").inner_text() == (
        "Reviews by outcome, of 4 reviews; 3 do not state it or were not read for it."
    )
    page = open_page(path, fragment="counts?by=harm&count=learning").page
    told = "1 of these reviews does not state learning, and in 2 others no learning was read and nobody has read them."
    assert told in notes(page)
    page = open_page(path, fragment="matrix?rows=harm&columns=sex").page
    assert "Not stated or not read" in page.locator(".matrix thead").inner_text()


def test_under_filters_that_leave_none_it_is_not_stated(open_page: OpenPage, path: Path) -> None:
    page = open_page(path, fragment="counts?by=sex&outcome=death").page
    assert page.locator(".counts tbody th").all_inner_texts() == ["Not stated"]
