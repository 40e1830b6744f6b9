"""Counts and the matrix as somebody sees them: what the tables say, and where their numbers lead."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from helpers.pages import OpenPage, PageOf

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture(scope="module")
def path(page_of: PageOf) -> Path:
    """The page of the bundled eight."""
    return page_of()


def rows(page: Page) -> list[list[str]]:
    """The texts of the cells of a table's body, by rows; those of bars are empty."""
    found: list[list[str]] = page.locator(".counts tbody tr").evaluate_all(
        "rows => rows.map(row => [...row.cells].map(cell => cell.textContent))"
    )
    return found


def notes(page: Page) -> list[str]:
    """What is said above and below a table."""
    return page.locator(".counts .remarks li, .counts .prose p").all_inner_texts()


def test_counts_say_what_is_counted_and_of_how_many(open_page: OpenPage, path: Path) -> None:
    page = open_page(path, fragment="counts?by=sex").page
    assert page.locator(".counts h2").inner_text() == "Reviews by sex"
    assert page.locator(".counts caption").inner_text() == "Reviews by sex, of 8 reviews; 2 do not state it."
    assert rows(page) == [["Boy", "4", ""], ["Girl", "2", ""], ["Not stated", "2", ""]]
    assert page.locator(".counts tfoot").inner_text().split() == ["All", "8"]
    assert notes(page) == ["No percentages: fewer than 10 reviews state it."]
    widths = page.locator(".counts rect").evaluate_all("bars => bars.map(bar => bar.getAttribute('width'))")
    assert widths == ["100", "50", "50"]


def test_a_row_leads_to_its_reviews(open_page: OpenPage, path: Path) -> None:
    opened = open_page(path, fragment="counts?by=sex&harm=physical-abuse")
    page = opened.page
    assert notes(page)[0] == "Filters: Harm: Physical abuse. Count without filters"
    page.get_by_role("link", name="Not stated").click()
    opened.settle()
    assert page.url.endswith("#?harm=physical-abuse&sex=not-stated")
    assert page.locator("#results-heading").inner_text() == "2 of 8 reviews"


def test_what_is_left_out_is_said_and_can_be_counted_too(open_page: OpenPage, path: Path) -> None:
    opened = open_page(path, fragment="counts?by=age&sex=female")
    page = opened.page
    assert "Left out: 2 reviews do not state the sex. Take them in too" in notes(page)
    page.get_by_role("link", name="Take them in too").click()
    opened.settle()
    assert page.locator(".counts caption").inner_text() == "Reviews by age, of 4 reviews."


def test_what_is_counted_is_chosen_without_surprise(open_page: OpenPage, path: Path) -> None:
    """Nothing changes before the button is pressed."""
    opened = open_page(path, fragment="counts?by=harm")
    page = opened.page
    page.get_by_label("By", exact=True).select_option("outcome")
    page.get_by_label("Count", exact=True).select_option("learning")
    assert page.locator(".counts h2").inner_text() == "Reviews by harm"
    page.get_by_role("button", name="Show").click()
    opened.settle()
    assert page.url.endswith("#counts?by=outcome&count=learning")
    assert page.locator(".counts h2").inner_text() == "Learning points by outcome"


def test_what_is_no_field_is_said(open_page: OpenPage, path: Path) -> None:
    page = open_page(path, fragment="counts?by=colour&count=children").page
    assert page.locator(".counts h2").inner_text() == "Reviews by harm"
    assert notes(page)[:2] == ['There is no "colour" to count by.', 'There is no "children" to count.']


def test_the_matrix_has_heads_for_rows_columns_and_groups(open_page: OpenPage, path: Path) -> None:
    page = open_page(path, fragment="matrix?rows=theme&columns=harm").page
    scopes = page.locator(".matrix th").evaluate_all("heads => heads.map(head => head.scope)")
    assert set(scopes) == {"col", "row", "rowgroup"}
    assert page.locator(".matrix th[scope=rowgroup]").all_inner_texts()[:2] == ["The child", "The family"]
    assert page.locator(".matrix thead").inner_text().split("\t")[:3] == ["Theme", "All", "Physical abuse"]
    assert ["Information sharing", "8", "6", "2", "1", "1"] in rows(page)
    assert page.get_by_role("region", name="Reviews by theme and harm").get_attribute("tabindex") == "0"


def test_a_cell_leads_to_the_reviews_with_both(open_page: OpenPage, path: Path) -> None:
    opened = open_page(path, fragment="matrix?rows=theme&columns=harm")
    page = opened.page
    row = page.locator(".matrix tbody tr", has_text="Information sharing")
    row.locator("a").first.click()
    opened.settle()
    assert page.url.endswith("#?harm=physical-abuse&theme=information-sharing")
    assert page.locator("#results-heading").inner_text() == "6 of 8 reviews"


def test_the_keyboard_need_not_go_through_the_whole_matrix(open_page: OpenPage, path: Path) -> None:
    page = open_page(path, fragment="matrix").page
    button = page.get_by_role("button", name="Go past the table")
    button.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.className") == "prose quiet"


@pytest.mark.parametrize("fragment", ["counts?by=theme", "matrix?rows=theme&columns=agency"])
def test_a_phone_is_wide_enough(open_page: OpenPage, page_of: PageOf, fragment: str) -> None:
    page = open_page(page_of(count=200), width=320, fragment=fragment).page
    page.locator(".counts table").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") == 320
