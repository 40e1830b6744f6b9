"""What the collections hold."""

from __future__ import annotations

import platform
import sqlite3

from casereviews import __version__
from casereviews.answers import info
from casereviews.model.sections import STATED
from casereviews.store import Store
from helpers import Records
from helpers.samples import SECTIONS, UNEVEN, store_of

CODED = ("themes", "agencies")


def test_info(store: Store, records: Records) -> None:
    told = info.ask(store)
    rows = list(records.values())
    assert told == {
        "version": __version__,
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "collections": store.collections(),
        "reviews": len(rows),
        **{section: sum(len(row[section] or ()) for row in rows) for section in SECTIONS},
        "stated": {
            **{name: sum(row[name] is not None for row in rows) for name in STATED if name not in ("age", "sex")},
            "age": sum(any(child["age"] for child in row["children"]) for row in rows),
            "sex": sum(any(child["sex"] for child in row["children"]) for row in rows),
        },
        "coded": {
            "codes_read": sum(
                sum(len(row[field] or ()) for field in ("harms", "factors"))
                + sum(row[field] is not None for field in ("review_type", "outcome"))
                + sum(len(one[field] or ()) for name in SECTIONS for one in row[name] or () for field in CODED)
                for row in rows
            ),
            "codes_unread": 0,
            "statements_read": sum(len(row[section] or ()) for section in SECTIONS for row in rows),
            "statements_unread": 0,
        },
        "not_read": dict.fromkeys(STATED, 0),
    }
    assert list(told["stated"]) == list(STATED)


def test_info_of_what_says_little() -> None:
    told = info.ask(store_of(*UNEVEN, {"name": "e", "learning": [], "summary": "no", "children": [{"age": "1 day"}]}))
    assert (told["reviews"], told["learning"], told["recommendations"], told["actions"]) == (5, 4, 1, 2)
    assert told["stated"] == {
        "review_type": 1,
        "listed": 1,
        "published": 0,
        "area": 0,
        "children": 3,
        "age": 1,
        "sex": 1,
        "incident_date": 0,
        "outcome": 1,
        "harms": 3,
        "factors": 1,
        "summary": 1,
        "learning": 4,
        "recommendations": 1,
        "actions": 1,
    }


def test_what_nobody_has_read_is_apart_from_what_is_stated_or_not() -> None:
    """Of age and sex where no child has any; a field that a person has read is not stated."""
    store = store_of(
        {"name": "a", "coding": "automatic", "children": [{"age": "1 day"}, {}]},
        {
            "name": "b",
            "coding": "automatic",
            "evidence": [{"field": "sex", "value": "not-stated", "confidence": "read"}],
        },
        {"name": "c"},
    )
    told = info.ask(store)
    assert {name: told["not_read"][name] for name in ("age", "sex", "children", "harms")} == {
        "age": 1, "sex": 1, "children": 1, "harms": 2
    }  # fmt: skip
    assert (told["stated"]["age"], told["reviews"]) == (1, 3)
