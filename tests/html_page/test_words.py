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


READ: list[list[str] | None] = [None, ["age"], ["sex"], ["children", "age", "sex"]]
"""The fields of a review that nobody has read."""


def test_dates_are_in_the_words_of_the_command_line() -> None:
    assert scripts().each("view/words.js", "dateInWords", DATES) == list(map(wording.when, DATES))


def test_children_are_in_the_words_of_the_command_line() -> None:
    """Up to three of them, alike or not; none, and none stated; and where nobody has read a field."""
    families = [list(some) for number in range(4) for some in combinations_with_replacement(CHILDREN, number)]
    assert len(families) > 200
    asked: list[Any] = [None, *families, *(family[::-1] for family in families)]
    for fields in READ:
        missing = reviews.Missing(
            *(wording.NOT_READ if name in (fields or ()) else wording.NOT_STATED for name in ("children", "age", "sex"))
        )
        given = [{"children": one, **({"not_read": fields} if fields else {})} for one in asked]
        expected = [reviews.children(one, missing) for one in asked]
        assert scripts().each("view/words.js", "childrenInWords", given) == expected


def test_what_is_empty_is_called_as_on_the_command_line() -> None:
    """Only of what a person has read it is known that the source does not state it."""
    record: Any = {"coding": "automatic", "evidence": [{"field": "area", "confidence": "read"}]}
    given = {"not_read": ["listed"]}
    for field in ("area", "listed"):
        assert scripts().call("view/words.js", "missingInWords", given, field) == wording.missing(record, field)
