"""Statements, each answer worked out again in plain Python."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereviews.answers import reviews, statements, themes
from casereviews.model.sections import STATEMENTS
from casereviews.search.filter_values import build
from casereviews.search.filters import Filters
from casereviews.search.order import Order
from casereviews.store import Store
from helpers import Records
from helpers.samples import MODEST, SECTIONS, TERMS, filters_of, points, store_of


@pytest.mark.parametrize(
    "sections", [["learning"], ["recommendations"], ["actions"], SECTIONS, ["actions", "learning"], []]
)
def test_statements(store: Store, records: Records, sections: Sequence[str]) -> None:
    found = statements.ask(store, Filters(), sections)
    assert found == points(records, sections)
    for row in found[:1]:
        assert list(row) == ["id", "section", "text", "themes", "agencies", "review"]


@MODEST
@given(
    st.lists(
        st.sampled_from(sorted({"information-sharing", "recording", "not-stated", *TERMS.terms("theme")})), max_size=2
    ),
    st.lists(st.sampled_from(["police", "housing", "midwifery", "not-stated", "gp"]), max_size=2),
    st.sampled_from([None, "physical-abuse", "neglect"]),
)
def test_a_theme_is_asked_of_the_statement_and_a_harm_of_its_review(
    store: Store, records: Records, themes: list[str], agencies: list[str], harm: str | None
) -> None:
    typed = {"theme": themes, "agency": agencies, "harm": [harm] if harm else []}
    expected = [
        point
        for point in points(records)
        if all(theme in (point["themes"] if point["themes"] is not None else ["not-stated"]) for theme in themes)
        and all(slug in (point["agencies"] if point["agencies"] is not None else ["not-stated"]) for slug in agencies)
        and (harm is None or harm in records[point["review"]["id"]]["harms"])
    ]
    filters = build(lambda: TERMS, typed)
    assert statements.ask(store, filters, SECTIONS) == expected
    assert statements.count_reviews(store, filters) == len({point["review"]["id"] for point in expected})


def test_statements_are_sorted_by_their_review_and_stand_in_its_order() -> None:
    def two() -> list[dict[str, Any]]:
        return [{"text": "1"}, {"text": "2"}]

    sample = store_of(
        {"name": "b", "incident_date": "2030", "learning": two(), "actions": two()},
        {"name": "a", "learning": two()},
        {"name": "c", "incident_date": "2029", "recommendations": two()},
    )

    def found(order: Order) -> str:
        rows = statements.ask(sample, Filters(), SECTIONS, order)
        return " ".join(row["id"].removeprefix("sample/") for row in rows)

    b, a, c = "b/L1 b/L2 b/A1 b/A2", "a/L1 a/L2", "c/R1 c/R2"
    assert found(Order()) == f"{b} {a} {c}"
    assert found(Order(reverse=True)) == f"{c} {a} {b}"
    assert found(Order("name")) == found(Order("id")) == f"{a} {b} {c}"
    assert found(Order("name", reverse=True)) == f"{c} {b} {a}"
    assert found(Order("incident")) == f"{c} {b} {a}"
    assert found(Order("incident", reverse=True)) == f"{b} {c} {a}"
    assert found(Order("name", limit=3)) == "a/L1 a/L2 b/L1"
    assert found(Order(limit=0)) == ""


# --- What a search found ---


def test_only_the_statements_that_a_search_found() -> None:
    sample = store_of(
        {
            "name": "a",
            "learning": [{"text": "kilo", "themes": ["recording"]}, {"text": "lima", "themes": ["early-help"]}],
            "actions": [{"text": "kilo", "themes": ["recording"]}],
        },
        {"name": "b", "learning": [{"text": "lima", "themes": ["recording"]}]},
    )
    rows = dict(sample.ask("SELECT id, number FROM passage").fetchall())
    matched = Filters(matched=True)
    assert matched.is_of_statements
    for ids in (["sample/a/L1", "sample/b/L1"], ["sample/a/A1"], []):
        sample.keep_matched(rows[identity] for identity in ids)  # each time anew
        assert [row["id"] for row in statements.ask(sample, matched, STATEMENTS)] == sorted(
            ids, key=lambda identity: rows[identity]
        )
        assert statements.count_reviews(sample, matched) == len({identity.rpartition("/")[0] for identity in ids})
        counts = themes.ask(sample, TERMS, matched)
        assert sum(row["statements"] for row in counts) == len(ids)
    sample.keep_matched(rows.values())
    both = filters_of(theme=["recording"])._replace(matched=True)
    assert [row["id"] for row in statements.ask(sample, both, ["learning"])] == ["sample/a/L1", "sample/b/L1"]
    assert reviews.count(sample, matched) == 2  # reviews are not cut down by what their statements say
