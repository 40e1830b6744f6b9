"""The line under a title that says whose the review is, and when it was published."""

from __future__ import annotations

import pytest

from casereviews.bulletin.drafter import Drafter
from casereviews.bulletin.layout.imprint import imprint_of
from casereviews.bulletin.source import Source
from casereviews.bulletin.source.lines import Line
from casereviews.library import vocabularies

DRAFTER = Drafter(vocabularies.coding_vocabulary())
TOLD = "Rory was three years old when he was found alone on a road in January 2029. He was not hurt."


@pytest.mark.parametrize(
    ("text", "place", "date"),
    [
        ("Strathmere Child Protection Committee, December 2031", "Strathmere", "2031-12"),
        ("Cwm Arth Regional Safeguarding Board. Published 30 June 2031.", "Cwm Arth", "2031-06-30"),
        ("Safeguarding Board for Lough Arden, 2031", "Lough Arden", "2031"),
        ("Northmere LSCB (May 2031)", "Northmere", "2031-05"),
        ("Published by the Northmere Safeguarding Children Partnership", "Northmere", None),
        ("Learning from a rapid review, Northmere Safeguarding Children Partnership, May 2031", "Northmere", "2031-05"),
        ("Northmere Safeguarding Children Partnership, learning summary, May 2031", "Northmere", "2031-05"),
        ("Briefing was held, Northmere Safeguarding Children Partnership, May 2031", None, None),
        ("Northmere Safeguarding Children Partnership told us in May 2031", None, None),
        ("Northmere Safeguarding Children Partnership, Canal House, Northmere", None, None),
        ("Northmere Safeguarding Children Partnership, May 2031, June 2031", None, None),
        ("The board of Northmere School, May 2031", None, None),
        ("May 2031", None, None),
    ],
)
def test_a_line_with_a_board_and_a_date_says_whose_a_review_is(text: str, place: str | None, date: str | None) -> None:
    found = imprint_of(text)
    assert (found.board.place if found else None) == place
    assert (found.published.date if found and found.published else None) == date


def read(*texts: str) -> list[tuple[object, ...]]:
    """The name, area, date and summary of the reviews of some lines."""
    lines = [Line(number, text) for number, text in enumerate(texts, 1)]
    reviews = DRAFTER.read(Source("page.txt", lines)).reviews
    return [tuple(review.get(key) for key in ("name", "area", "published", "summary")) for review in reviews]


def test_the_line_under_a_title_is_no_part_of_what_happened() -> None:
    found = read("Learning Review: Rory", "Strathmere Child Protection Committee, December 2031", "", TOLD)
    assert found == [("Rory", "Strathmere", "2031-12", TOLD)]


def test_such_a_line_further_down_says_nothing_of_the_review() -> None:
    told = ("Learning Review: Rory", "", TOLD, "", "Strathmere Child Protection Committee, December 2031", "")
    assert [found[2] for found in read(*told, "Learning Review: Ash", "", TOLD.replace("Rory", "Ash"))] == [None, None]


def test_a_title_with_the_month_gets_the_day_from_a_line_beside_the_text() -> None:
    told = read("Serious case review: Rory (March 2031)", "Report published: 14 March 2031", "", TOLD)
    assert [found[2] for found in told] == ["2031-03-14"]
    other = read("Serious case review: Rory (March 2031)", "Report published: 14 May 2031", "", TOLD)
    assert [found[2] for found in other] == ["2031-03"]
