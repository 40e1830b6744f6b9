"""Reviews, each answer worked out again in plain Python."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from casereviews.answers import review, reviews, statements
from casereviews.errors import UsageError
from casereviews.search.filters import Filters
from casereviews.search.order import Order
from casereviews.store import Store
from helpers import Records
from helpers.samples import SECTIONS, names, store_of, with_review

MIXED = store_of(
    {"name": "b", "listed": "2030-02", "incident_date": "2029-06", "children": [{"age": "2 years"}]},
    {"name": "a", "id": "z/9", "children": [{"sex": "male"}]},
    {"name": "D", "id": "z/1", "listed": "2030-01", "incident_date": "2029", "children": [{"age": "5 weeks"}]},
    {"name": "c", "listed": "2030-02", "children": []},
    {"name": "E", "id": "y/5", "incident_date": "2029-06-15", "children": [{"age": "9 years"}, {"age": "1 month"}]},
)


@pytest.mark.parametrize(
    ("sort", "forwards", "backwards"),
    [
        (None, "baDcE", "EcDab"),
        ("name", "abcDE", "EDcba"),
        ("id", "bcEDa", "aDEcb"),
        ("listed", "DbcaE", "cbDEa"),
        ("incident", "DbEac", "EbDca"),
        ("age", "EDbac", "bDEca"),
    ],
)
def test_sorting(sort: str | None, forwards: str, backwards: str) -> None:
    assert names(MIXED, Order(sort)) == forwards
    assert names(MIXED, Order(sort, reverse=True)) == backwards
    for limit in range(7):
        assert names(MIXED, Order(sort, limit=limit)) == forwards[:limit]
        assert names(MIXED, Order(sort, True, limit)) == backwards[:limit]


def test_the_largest_limit() -> None:
    assert names(MIXED, Order(limit=10**30)) == "baDcE"


@pytest.mark.parametrize(
    ("sort", "message"),
    [("nam", 'unknown sort "nam"; did you mean "name"?'), ("", 'unknown sort ""'), ("score", 'unknown sort "score"'),
     ("id; DROP TABLE review", 'unknown sort "id; DROP TABLE review"'), ("\x1b", 'unknown sort "<U+001B>"')],
)  # fmt: skip
def test_an_unknown_sort(sort: str, message: str) -> None:
    told = (message, "allowed: listed, published, name, area, age, incident, outcome, harm, id")
    with pytest.raises(UsageError) as caught:
        reviews.ask(MIXED, Filters(), Order(sort))
    assert (caught.value.message, caught.value.hint) == told
    with pytest.raises(UsageError) as caught:
        statements.ask(MIXED, Filters(), SECTIONS, Order(sort))
    assert (caught.value.message, caught.value.hint) == told


@pytest.mark.parametrize(
    ("sort", "key"),
    [
        ("listed", lambda record: record["listed"]),
        ("name", lambda record: record["name"].casefold()),
        ("age", lambda record: min((child["age_months"] for child in record["children"]), default=None)),
        ("incident", lambda record: record["incident_date"]),
        ("outcome", lambda record: record["outcome"]),
        ("harm", lambda record: next(iter(record["harms"] or ()), None)),
        ("published", lambda record: record["published"]),
        ("id", lambda record: record["id"]),
    ],
)
@pytest.mark.parametrize("reverse", [False, True])
def test_sorting_the_bundled_reviews(
    store: Store, records: Records, sort: str, key: Callable[[dict[str, Any]], Any], reverse: bool
) -> None:
    rows = list(records.values())[:: -1 if reverse else 1]
    stated = sorted((row for row in rows if key(row) is not None), key=key, reverse=reverse)
    if reverse:  # sorted keeps the order of equals, which is turned round already
        stated = sorted((row for row in rows[::-1] if key(row) is not None), key=key)[::-1]
    expected = [*stated, *(row for row in rows if key(row) is None)]
    assert reviews.ask(store, Filters(), Order(sort, reverse)) == expected


def test_one_review_and_one_statement(store: Store, records: Records) -> None:
    for identity, record in records.items():
        assert {**review.ask(store, identity)} == record
        for section in SECTIONS:
            for point in record[section] or ():
                assert statements.ask_one(store, point["id"]) == with_review(point, record)
