"""Invented cases with what a careful person reads in them (told.yaml): how much of it is read, and how much is right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from casereviews.bulletin.drafter import Drafter
from casereviews.bulletin.source import decode
from casereviews.library import vocabularies

CASES = yaml.load((Path(__file__).parent / "told.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
DRAFTER = Drafter(vocabularies.coding_vocabulary())
BULLETIN = """\
Case review library – June 2033

In June 2033 one case review was published to the library.

1. 2033 – Calderhythe – {name} (Local Child Safeguarding Practice Review)

Background: {text}
Learning includes: bruising on a baby was not questioned; records should be kept.
Recommendations include: open more often; keep a note of it.
"""
SEXES = {"m": "male", "f": "female"}
# Of each field: of what is read, how much is right, and of what is told, how much is read. Both a little below what
# was measured.
FLOORS = {
    "harms": (0.94, 0.88),
    "outcome": (0.96, 0.90),
    "incident": (0.94, 0.88),
    "age": (0.94, 0.95),
    "sex": (0.97, 0.94),
}


def values(case: dict[str, Any], record: dict[str, Any]) -> Iterator[tuple[str, Counter[str], Counter[str]]]:
    """Of each field what is told, and what was read."""
    yield "harms", Counter(case["harms"]), Counter(record.get("harms") or ())
    for field, key in (("outcome", "outcome"), ("incident", "incident_date")):
        told = [] if case[field] == "null" else [case[field]]
        yield field, Counter(told), Counter([record[key]] if record.get(key) else [])
    children = [one.rsplit(" ", 1) for one in case["children"].split(", ")]
    read = record.get("children") or ()
    yield (
        "age",
        Counter(age for age, _ in children if age != "?"),
        Counter(one["age"] for one in read if one.get("age")),
    )
    sexes = Counter(SEXES[sex] for _, sex in children if sex != "?")
    yield "sex", sexes, Counter(one["sex"] for one in read if one.get("sex"))


def record_of(case: dict[str, Any]) -> dict[str, Any]:
    text = BULLETIN.format(name=case.get("name", "Child A"), text=case["text"])
    (record,) = DRAFTER.read(decode(text.encode(), "told.txt")).reviews
    return record


@pytest.fixture(scope="module")
def counts() -> dict[str, tuple[int, int, int]]:
    """Of each field how many values are told, were read, and are right."""
    sums: dict[str, tuple[int, int, int]] = {}
    for case in CASES:
        for field, told, read in values(case, record_of(case)):
            more = (told.total(), read.total(), (told & read).total())
            sums[field] = tuple(map(sum, zip(sums.get(field, (0, 0, 0)), more, strict=True)))  # type: ignore[assignment]
    return sums


def test_there_are_many_cases() -> None:
    assert len(CASES) >= 120


@pytest.mark.parametrize("field", FLOORS)
def test_what_is_told_is_read_and_right(field: str, counts: dict[str, tuple[int, int, int]]) -> None:
    told, read, right = counts[field]
    precision, recall = FLOORS[field]
    assert right / read >= precision, (told, read, right)
    assert right / told >= recall, (told, read, right)
