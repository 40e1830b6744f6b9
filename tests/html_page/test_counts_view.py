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


def test_what_is_chosen_shows_at_once_and_keeps_the_focus(open_page: OpenPage, path: Path) -> None:
    opened = open_page(path, fragment="counts")
    page = opened.page
    assert page.locator(".counts h2").inner_text() == "Reviews by theme"
    page.get_by_label("By", exact=True).focus()
    page.get_by_label("By", exact=True).select_option("outcome")
    opened.settle()
    assert page.evaluate("document.activeElement.id") == "choose-by"
    page.get_by_label("Count", exact=True).select_option("learning")
    opened.settle()
    assert page.url.endswith("#counts?by=outcome&count=learning")
    assert page.locator(".counts h2").inner_text() == "Learning points by outcome"
    page.wait_for_timeout(600)
    assert page.get_by_role("status").inner_text() == "Learning points by outcome"


def test_a_number_of_statements_says_whose_a_fact_is(open_page: OpenPage, path: Path) -> None:
    opened = open_page(path, fragment="counts?by=sex&count=recommendations")
    page = opened.page
    assert page.locator(".counts caption").inner_text() == (
        "Recommendations by sex, of 31 recommendations, by the sex that their review states; "
        "9 have a review that does not."
    )
    assert "Percentages are of the 22 recommendations that have a review that states it." in notes(page)
    page = opened.visit("counts?by=agency&count=recommendations")
    assert page.locator(".counts caption").inner_text() == "Recommendations by agency, of 31 recommendations."
    assert "Percentages are of all 31 recommendations." in notes(page)  # those that name no agency too


def test_a_number_of_a_theme_leads_to_its_statements(open_page: OpenPage, path: Path) -> None:
    opened = open_page(path)
    for fragment, lead in (
        ("counts?by=theme", "#theme/information-sharing"),
        ("counts?by=theme&harm=neglect", "#?harm=neglect&theme=information-sharing&show=statements"),
    ):
        page = opened.visit(fragment)
        row = page.locator("tbody tr", has_text="Information sharing")
        assert row.locator("a").evaluate_all("links => links.map(link => link.getAttribute('href'))")[1] == lead
        name = row.locator("a").nth(1).get_attribute("aria-label") or ""
        assert name.endswith(": Information sharing")


def test_what_is_no_field_is_said(open_page: OpenPage, path: Path) -> None:
    page = open_page(path, fragment="counts?by=colour&count=children").page
    assert page.locator(".counts h2").inner_text() == "Reviews by theme"
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
    row.get_by_role("link", name="6 reviews: Information sharing and Physical abuse", exact=True).click()
    opened.settle()
    assert page.url.endswith("#?harm=physical-abuse&theme=information-sharing")
    assert page.locator("#results-heading").inner_text() == "6 of 8 reviews"


@pytest.mark.parametrize(
    ("fragment", "name", "heading"),
    [
        ("matrix?rows=theme&columns=harm", "4 reviews: Whole family", "4 of 8 reviews"),
        ("matrix?rows=theme&columns=harm", "2 reviews: Neglect", "2 of 8 reviews"),
        ("matrix?rows=theme&columns=harm", "8 reviews", "8 reviews"),
        ("matrix?rows=theme&columns=harm&sex=male", "4 reviews", "4 of 8 reviews"),
        ("matrix?rows=sex&columns=outcome&count=actions", "4 actions", "4 actions"),
    ],
)
def test_all_of_a_row_or_column_leads_to_them(
    open_page: OpenPage, path: Path, fragment: str, name: str, heading: str
) -> None:
    opened = open_page(path, fragment=fragment)
    page = opened.page
    page.locator(".total").get_by_role("link", name=name, exact=True).first.click()
    opened.settle()
    assert page.locator("#results-heading").inner_text() == heading


def test_what_is_no_longer_the_same_leads_nowhere(open_page: OpenPage, path: Path) -> None:
    """Beside a theme, an agency is none of a statement; alone it is none of a review only where no statement has one."""
    page = open_page(path, fragment="matrix?rows=agency&columns=theme").page
    row = page.locator(".matrix tbody tr", has_text="No agency named")
    assert row.locator(".total").inner_text() == "8"
    assert row.locator(".total a").count() == 0


def test_a_phone_says_that_there_is_more_to_the_right(open_page: OpenPage, path: Path) -> None:
    fragment = "matrix?rows=theme&columns=harm"
    assert open_page(path, 360, fragment=fragment).page.locator(".sideways").is_visible()
    assert not open_page(path, 1280, fragment=fragment).page.locator(".sideways").is_visible()


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
