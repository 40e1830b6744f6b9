"""The page has facts in the same words as the command line."""

from __future__ import annotations

from itertools import combinations_with_replacement
from typing import Any

from casereviews.answers import reviews, wording
from helpers.scripts import scripts

DATES = [
    None, "2018", "2016/2018-12", "2019-06-03/2019-06-30", "2019-06/2020",
    *(f"2019-{month:02}" for month in range(1, 13)), *(f"2020-02-{day:02}" for day in range(1, 30)),
]  # fmt: skip
CHILDREN: list[dict[str, Any]] = [
    {"sex": sex, "age": age, "age_months": None}
    for sex in (None, "female", "male")
    for age in (None, "4 weeks", "3 years 6 months")
]


def test_dates_are_in_the_words_of_the_command_line() -> None:
    assert scripts().each("view/words.js", "dateInWords", DATES) == list(map(wording.when, DATES))


def test_children_are_in_the_words_of_the_command_line() -> None:
    """Up to three of them, alike or not; none, and none stated."""
    families = [list(some) for number in range(4) for some in combinations_with_replacement(CHILDREN, number)]
    assert len(families) > 200
    asked: list[Any] = [None, *families, *(family[::-1] for family in families)]
    assert scripts().each("view/words.js", "childrenInWords", asked) == list(map(reviews.children, asked))
