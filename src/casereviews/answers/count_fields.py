"""What reviews and statements can be counted by: the values of each field, in which order, and what they are called."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from ..model.sections import SEXES
from ..vocabulary import KINDS, NONE, NOT_STATED, Vocabulary
from . import wording

REVIEW, CHILD, STATEMENT = "review", "child", "statement"
"""Whose a value is. Two values of a child, or of a statement, are counted together where the same one has both."""

SEVERAL = "several"
"""The value of what is told too broadly for one of the others: `under 5 years` is no band, 2016/2018 no year."""

_BANDS = (
    ("under-1", "Under 1 year", 0, 1),
    ("1-to-5", "1 to 5 years", 1, 6),
    ("6-to-10", "6 to 10 years", 6, 11),
    ("11-to-15", "11 to 15 years", 11, 16),
    ("16-and-over", "16 and over", 16, 1000),
)
"""The bands of ages: value, label, the first year and the first that is no longer in it."""


class CountField(NamedTuple):
    """Something that can be counted by."""

    name: str
    title: str
    """As the head of a column."""
    sql: str
    """The value of a row of `review` or `child`, or a statement's column of codes; for other codes their kind."""
    owner: str = REVIEW
    of_code: bool = False
    """Whether its values are codes of a review, or its area, which are kept as codes are."""
    said: str = ""
    """What it is called in a sentence, where that is not its title."""
    in_order: bool = False
    """Whether rows are sorted by value where nothing else is asked, as years are, and not the most frequent first."""


def _year(field: str) -> str:
    """SQL for the year of a date; SEVERAL where it may lie in more than one."""
    first, last = f"substr({field}_first, 1, 4)", f"substr({field}_last, 1, 4)"
    one = f"CASE WHEN {first} = {last} THEN {first} ELSE '{SEVERAL}' END"
    return f"CASE WHEN {field}_first IS NULL THEN '{NOT_STATED}' ELSE {one} END"


def _band() -> str:
    """SQL for the band in which all of a child's possible age lies."""
    cases = (f"WHEN age_from >= {12 * low} AND age_to <= {12 * high} THEN '{value}'" for value, _, low, high in _BANDS)
    return f"CASE WHEN age_from IS NULL THEN '{NOT_STATED}' {' '.join(cases)} ELSE '{SEVERAL}' END"


def _of_record(field: str) -> str:
    """SQL for what only the record of a review has."""
    return f"(SELECT json_extract(record, '$.{field}') FROM record WHERE record.number = review.number)"


FIELDS = {
    field.name: field
    for field in (
        CountField("harm", "Harm", "harm", of_code=True),
        CountField("factor", "Factor", "factor", of_code=True),
        CountField("theme", "Theme", "themes", STATEMENT, of_code=True),
        CountField("agency", "Agency", "agencies", STATEMENT, of_code=True),
        CountField("type", "Type", "type", of_code=True),
        CountField("outcome", "Outcome", "outcome", of_code=True),
        CountField("sex", "Sex", "sex", CHILD),
        CountField("age", "Age", _band(), CHILD, in_order=True),
        CountField("area", "Area", "area", of_code=True),
        CountField("listed", "Listed", f"coalesce(listed, '{NOT_STATED}')", said="month listed", in_order=True),
        CountField("published", "Published", _year("published"), said="year of publication", in_order=True),
        CountField("incident", "Incident", _year("incident"), said="year of the incident", in_order=True),
        CountField("collection", "Collection", _of_record("collection")),
        CountField("coding", "Coding", _of_record("coding")),
    )
}
"""What can be counted by, by the names that `--by` takes."""

_TOO_BROAD = {"age": "Told too broadly for one band", "incident": "Over several years"}
_LABELS = {
    "sex": {sex: wording.SEXES[sex].capitalize() for sex in SEXES},
    "age": {value: label for value, label, _, _ in _BANDS},
    "coding": {"curated": "Coded by a person", "automatic": "Coded automatically"},
}


def label(terms: Vocabulary, field: str, value: str, has_unread: bool = False) -> str:
    """What a value is called; `has_unread` of what is not stated, where nobody has read some that are counted there."""
    if value == NOT_STATED:
        return (wording.NOT_STATED_OR_READ if has_unread else wording.NOT_STATED).capitalize()
    if value == NONE:
        return wording.none(field).capitalize()
    if value == SEVERAL and field in _TOO_BROAD:
        return _TOO_BROAD[field]
    if field in KINDS:
        return terms.label(field, value)
    return _LABELS.get(field, {}).get(value, value)


def ranking(terms: Vocabulary, field: str) -> Callable[[str], tuple[int, str, str]]:
    """The sort key of values: in the vocabulary's order, or in their natural one."""
    known: Iterable[str] = terms.terms(field) if field in KINDS else _LABELS.get(field, ())
    ranks = {value: rank for rank, value in enumerate(known)}
    return lambda value: (ranks.get(value, len(ranks)), value.casefold(), value)


def lateness(field: str, value: str) -> int:
    """0 of a value proper; of others, which stand behind all of these in whatever order, the more the later."""
    last = (SEVERAL, NONE, NOT_STATED)
    return 1 + last.index(value) if value in last and (value != SEVERAL or field in _TOO_BROAD) else 0
