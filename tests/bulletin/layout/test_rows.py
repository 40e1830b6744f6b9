"""The width at which lines were wrapped."""

from __future__ import annotations

import pytest

from casereviews.bulletin.layout.rows import margin_of, rows_of
from casereviews.bulletin.source.lines import Line

ITEMS = (
    "Learning",
    "",
    "1. Nobody asked who lived at home, and the",
    "   school was not told of the move.",
    "2. The nurse wrote down what the boy told",
    "   her, and read it out at the meeting.",
    "3. Letters went to the old house, where an",
    "   aunt kept them.",
    "",
    "Actions",
    "",
    "4. None.",
)


def margin(*texts: str) -> int | None:
    return margin_of(list(rows_of(Line(number, text) for number, text in enumerate(texts, 1))))


def test_lines_that_a_sentence_goes_on_in_tell_the_margin() -> None:
    assert margin(*ITEMS) == len(ITEMS[6])
    assert margin(*ITEMS, "", "x" * 200) == len(ITEMS[6])


def test_a_few_lines_that_somebody_added_to_are_beyond_the_margin() -> None:
    lines = ["The nurse wrote down what the boy had told her", "and read it."] * 7
    longer = [f"{lines[0]} at home, and asked his school and the lodger of his aunt", "what they knew."]
    assert margin(*lines, *longer) == len(lines[0])
    assert margin(*lines[:4], *longer * 2) is None


SHORT = ("Who", "", "When", "", "Why", "", "Where", "", "How", "", "A. Holt", "", "May 2031", "", "Page 2", "")


@pytest.mark.parametrize("lines", [(*SHORT, *ITEMS[:6]), (*SHORT, *ITEMS[::2]), ("a", "b", "c", "d"), ()])
def test_a_page_with_few_such_lines_has_no_margin(lines: tuple[str, ...]) -> None:
    assert margin(*lines) is None


def test_and_one_with_more_has_one() -> None:
    assert margin(*SHORT, *ITEMS) == len(ITEMS[6])
