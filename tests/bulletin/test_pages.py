"""The importer against pages, mails, Word documents and PDFs that were labelled by hand: the figures do not fall.

The floors stand a little below what was measured on the folders together; `benchmarks/imported.py` prints the figures.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import imported
from scoring import tally

PAGES = Path(__file__).resolve().parents[1] / "pages"
BUILT_WITH = ("first", "second", "third", "fourth")
FLOORS = {
    "review": 0.96,
    "name": 0.86,
    "review_type": 0.94,
    "area": 0.92,
    "published near": 0.90,
    "incident_date near": 0.93,
    "age": 0.94,
    "sex": 0.92,
    "outcome": 0.93,
    "harms": 0.91,
    "points": 0.92,
    "section": 0.97,
    "themes": 0.65,
}


@pytest.fixture(scope="module")
def scored() -> list[imported.Scored]:
    return [imported.score(PAGES / name) for name in BUILT_WITH]


def test_every_document_is_scored(scored: list[imported.Scored]) -> None:
    assert [len(one.documents) for one in scored] == [20, 20, 20, 24]
    assert [one.alone for one in scored] == [[], [], [], []]
    assert sum(document.labelled for one in scored for document in one.documents) == 197


@pytest.mark.parametrize("field", FLOORS)
def test_the_figures_do_not_fall(scored: list[imported.Scored], field: str) -> None:
    sums = tally(verdict for one in scored for verdict in one.of(field))
    assert sums.right >= 70
    assert sums.f1 >= FLOORS[field], sums


@pytest.mark.parametrize(
    ("folder", "documents", "least"), [("points", 8, 0.79), ("seventh", 10, 0.84), ("eighth", 10, 0.92)]
)
def test_points_are_read_where_findings_are_told_as_prose(folder: str, documents: int, least: float) -> None:
    scored = imported.score(PAGES / folder)
    near = tally(scored.of("points near"))
    assert (len(scored.documents), len(scored.verdicts) > 0) == (documents, True)
    assert near.precision >= least, near
    assert near.recall >= least, near
    assert tally(scored.of("review")).f1 == 1


def test_nothing_that_frames_a_page_is_among_the_points() -> None:
    documents = imported.score(PAGES / "eighth").documents
    assert sum(len(one.furniture) for one in documents) == 141
    assert [text for one in documents for text, place in one.standing.items() if place == "points"] == []


def test_what_is_likely_is_right_more_often_than_what_is_to_be_checked(scored: list[imported.Scored]) -> None:
    told = [one for each in scored for one in each.verdicts if one.confidence and one.kind != "missed"]
    likely, check = (tally(one for one in told if (one.confidence == "check") is asked) for asked in (False, True))
    assert likely.precision >= 0.93, likely
    assert 0.5 <= check.precision < likely.precision, check
