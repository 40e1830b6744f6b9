"""A review and a theme as somebody reads them on the page."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.pages import OpenPage, PageOf


@pytest.fixture(scope="module")
def path(page_of: PageOf) -> Path:
    """The page of the bundled eight."""
    return page_of()


def test_notes_stand_before_what_was_learned(open_page: OpenPage, path: Path) -> None:
    page = open_page(path, fragment="review/2022-02/baby-r").page
    heads = page.locator("article h3").all_inner_texts()
    assert heads[:3] == ["What happened", "Notes on this abstract", "Learning (5)"]


def test_a_result_with_notes_leads_to_them(open_page: OpenPage, path: Path) -> None:
    opened = open_page(path)
    page = opened.page
    page.get_by_role("link", name="1 note on Baby 'R'").click()
    opened.settle()
    assert page.locator("article h3").nth(1).inner_text() == "Notes on this abstract"


def test_codes_say_that_they_are_codes(open_page: OpenPage, path: Path) -> None:
    page = open_page(path, fragment="statement/2022-02/child-rs/L1").page
    assert page.locator(".led .codes").inner_text() == "Coded as: Bruising in non-mobile babies"


def test_statements_of_one_section_are_called_so(open_page: OpenPage, path: Path) -> None:
    page = open_page(path, fragment="?show=statements&in=recommendations&agency=housing").page
    assert page.locator("#results-heading").inner_text() == "1 of 31 recommendations"


def test_what_names_no_agency_is_said_where_one_is_asked(open_page: OpenPage, path: Path) -> None:
    opened = open_page(path)
    page = opened.page
    page.get_by_role("link", name="Recommendations to or about Housing services").click()
    opened.settle()
    told = page.locator(".remarks li").all_inner_texts()
    assert told == ["Left out: 22 of 31 recommendations name no agency. Take them in too"]
    page.get_by_role("link", name="Take them in too").click()
    opened.settle()
    assert page.locator("#results-heading").inner_text() == "23 of 31 recommendations"
    page = opened.visit("counts?by=harm&count=learning&agency=housing")
    assert "of 38 learning points name no agency. Take them in too" in page.locator(".remarks").inner_text()
