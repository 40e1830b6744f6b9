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


def test_themes_are_sorted_by_how_many_reviews_or_in_groups(open_page: OpenPage, path: Path) -> None:
    opened = open_page(path, fragment="themes")
    page = opened.page
    items = page.locator("main dt").all_inner_texts()
    numbers = [int(text.split()[0]) for text in items]
    assert numbers == sorted(numbers, reverse=True)
    assert items[0].split() == ["8", "reviews", "Information", "sharing"]
    assert page.locator("main dd").first.inner_text().startswith("Passing on, asking for, withholding or using")
    page.get_by_role("link", name="Sort in groups by subject").click()
    opened.settle()
    assert page.locator("main h3").first.inner_text() == "The child"
    assert page.get_by_role("link", name="Sort by how many reviews").get_attribute("href") == "#themes"


def test_a_theme_that_no_statement_has_leads_to_those_near(open_page: OpenPage, path: Path) -> None:
    page = open_page(path, fragment="theme/was-not-brought").page
    assert "No statement of these reviews is coded so." in page.locator("main").inner_text()
    near = page.locator("p", has_text="See also:")
    assert (
        near.get_by_role("link", name="Lived experience of the child").get_attribute("href")
        == "#theme/lived-experience"
    )


def test_a_filter_that_no_review_states_is_a_line(open_page: OpenPage, path: Path) -> None:
    page = open_page(path).page
    assert page.locator("#filters .unstated").all_inner_texts() == ["Area: not stated by any review"]


def test_paper_says_that_these_are_no_reports_and_where_they_are(open_page: OpenPage, path: Path) -> None:
    for fragment in ("?q=how%20do%20we%20involve%20dads%3F", "matrix?rows=theme&columns=harm", "review/2022-02/mia"):
        page = open_page(path, fragment=fragment).page
        page.emulate_media(media="print")
        told = page.locator("div.on-paper").inner_text().split("\n")
        assert told[0] == "Abstracts, not the reports: for practice, read the report itself."
        assert told[-1].startswith("reviews.html#")
        assert "%20" not in told[-1]
        assert not page.get_by_text("the stronger its shade").is_visible()
        assert not page.get_by_text("What these reviews are, and are not").first.is_visible()
