"""Themes, each answer worked out again in plain Python."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import casereviews
import invent
from casereviews.answers import reviews, statements, themes, themes_by
from casereviews.answers.themes_by import GROUPINGS
from casereviews.errors import UsageError
from casereviews.reading import dataset
from casereviews.search.filters import Filters
from casereviews.search.order import Order
from casereviews.store import Store
from casereviews.store.compiling import compile_store
from helpers import Invoke, Records, examples
from helpers.samples import SECTIONS, TERMS, UNEVEN, filters_of, points, store_of


def counted(records: Records, chosen: Callable[[dict[str, Any]], bool] = lambda point: True) -> list[dict[str, Any]]:
    """The counts of themes, the most frequent first."""
    rows: dict[str, dict[str, Any]] = {}
    for point in filter(chosen, points(records)):
        for slug in point["themes"] or ():
            label = TERMS.terms("theme")[slug].label
            row = rows.setdefault(
                slug, {"theme": slug, "label": label, "reviews": 0, "statements": 0, "review_ids": []}
            )
            row["statements"] += 1
            if point["review"]["id"] not in row["review_ids"]:
                row["review_ids"].append(point["review"]["id"])
                row["reviews"] += 1
    return sorted(rows.values(), key=lambda row: (-row["reviews"], -row["statements"], row["theme"]))


def test_how_often_each_theme_occurs(store: Store, records: Records) -> None:
    rows = themes.ask(store, TERMS, Filters())
    assert rows == counted(records)
    assert list(rows[0]) == ["theme", "label", "reviews", "statements", "review_ids"]
    assert themes.ask(store, TERMS, Filters(), Order(reverse=True)) == rows[::-1]
    assert themes.ask(store, TERMS, Filters(), Order(limit=3)) == rows[:3]
    assert themes.ask(store, TERMS, Filters(), Order(limit=0)) == []
    assert themes.ask(store, TERMS, Filters(), Order("reviews")) == rows
    by_name = sorted(rows, key=lambda row: str(row["label"]).casefold())
    assert themes.ask(store, TERMS, Filters(), Order("theme")) == by_name
    assert themes.ask(store, TERMS, Filters(), Order("theme", reverse=True, limit=2)) == by_name[::-1][:2]
    by_statements = sorted(rows, key=lambda row: (-row["statements"], -row["reviews"], row["theme"]))
    assert themes.ask(store, TERMS, Filters(), Order("statements")) == by_statements


def test_themes_under_filters(store: Store, records: Records) -> None:
    assert themes.ask(store, TERMS, filters_of(agency=["housing"])) == counted(
        records, lambda point: "housing" in point["agencies"]
    )
    assert themes.ask(store, TERMS, filters_of(theme=["recording"])) == counted(
        records, lambda point: "recording" in point["themes"]
    )
    deaths = filters_of(outcome=["death"])
    assert themes.ask(store, TERMS, deaths) == counted(
        records, lambda point: records[point["review"]["id"]]["outcome"] == "death"
    )
    assert themes.ask(store, TERMS, filters_of(harm=["online-harm"])) == []


def test_unknown_sorts_of_themes(store: Store) -> None:
    with pytest.raises(UsageError) as caught:
        themes.ask(store, TERMS, Filters(), Order("name"))
    assert caught.value.hint == "allowed: reviews, statements, theme"
    with pytest.raises(UsageError) as caught:
        themes_by.ask(store, TERMS, Filters(), "harm", Order("name"))
    assert caught.value.hint == "allowed: reviews, statements, theme"


def test_one_theme(store: Store, records: Records) -> None:
    for slug in ("information-sharing", "recording", "voice-of-child"):
        term = TERMS.terms("theme")[slug]
        answer: object = themes.ask_one(store, term, Filters())
        assert isinstance(answer, dict)
        assert answer == {
            "theme": slug,
            "label": term.label,
            "definition": term.definition,
            "harms": [],
            "statements": [point for point in points(records) if slug in point["themes"]],
        }
        assert list(answer) == ["theme", "label", "definition", "harms", "statements"]
    police = themes.ask_one(store, TERMS.terms("theme")["information-sharing"], filters_of(agency=["police"]))
    assert [point["id"] for point in police["statements"]] == [
        point["id"]
        for point in points(records)
        if "information-sharing" in point["themes"] and "police" in point["agencies"]
    ]
    limited = themes.ask_one(store, TERMS.terms("theme")["information-sharing"], Filters(), Order("name", limit=1))
    assert len(limited["statements"]) == 1


def test_a_word_that_is_a_theme_and_a_harm(invoke: Invoke, records: Records) -> None:
    """Both are taken together, which a line says; the slug or the label of the theme alone is the theme."""
    given = invoke("themes", "neglect", "--json")
    assert given.err == "neglect: the theme Recognising neglect and the harm Neglect\n"
    wanted = [
        point["id"]
        for point in points(records)
        if "neglect-recognition" in point["themes"] or "neglect" in records[point["review"]["id"]]["harms"]
    ]
    assert len(wanted) > 10
    assert given.json["harms"] == ["neglect"]
    assert [point["id"] for point in given.json["statements"]] == wanted
    with casereviews.open() as collections:
        assert collections.themes("neglect") == [given.json]
    for word in ("neglect-recognition", "Recognising neglect"):
        alone = invoke("themes", word, "--json")
        assert (alone.err, alone.json["harms"], len(alone.json["statements"])) == ("", [], 2)
    page = invoke("themes", "neglect").out.splitlines()
    assert page[1] == f"{len(wanted)} statements"
    assert page[3].startswith("With all statements of the reviews of the harm Neglect: A persistent or serious failure")


def test_a_harm_that_is_no_theme(invoke: Invoke) -> None:
    given = invoke("themes", "physical abuse")
    assert given.code == 2
    assert "unknown theme" in given.err


def test_what_is_left_out_of_a_theme_and_a_harm() -> None:
    """Statements that nobody has coded, as they are of a theme alone; a filter is asked besides."""
    store = store_of(*UNEVEN)
    topic = themes.topic_of(TERMS, "neglect")
    (one,) = themes.ask_topic(store, topic, Filters())
    assert [point["id"] for point in one["statements"]] == [
        "sample/a/L1", "sample/a/L2", "sample/a/A1", "sample/a/A2", "sample/d/L1",
    ]  # fmt: skip
    (police,) = themes.ask_topic(store, topic, filters_of(agency=["police"]))
    assert [point["id"] for point in police["statements"]] == ["sample/a/L1"]
    assert list(themes.remarks(store, Filters(), topic.codes)) == []
    (line,) = themes.remarks(store, Filters(), themes.topic_of(TERMS, "neglect-recognition").codes)
    assert line == "2 statements are not coded by theme, and not counted"


FIELDS = {"harm": "harms", "factor": "factors", "outcome": "outcome", "type": "review_type", "listed": "listed"}


def grouped(records: Records, by: str) -> dict[tuple[str, str | None], list[str]]:
    """By theme and value, the ids of the reviews that have both."""
    cells: dict[tuple[str, str | None], list[str]] = {}
    for point in points(records):
        record = records[point["review"]["id"]]
        if by == "agency":
            values = [None] if point["agencies"] is None else point["agencies"]
        elif by == "sex":
            values = [None] if record["children"] is None else [child["sex"] for child in record["children"]]
        else:
            value = record[FIELDS[by]]
            values = value if isinstance(value, list) else [value]
        for slug in point["themes"] or ():
            for value in values:
                cell = cells.setdefault((slug, value), [])
                if record["id"] not in cell:
                    cell.append(record["id"])
    return cells


@pytest.mark.parametrize("by", GROUPINGS)
@pytest.mark.parametrize("bundled", [True, False])
def test_themes_by(store: Store, records: Records, by: str, bundled: bool) -> None:
    if not bundled:
        store = store_of(*UNEVEN)
        records = {record["id"]: {**record} for record in reviews.ask(store, Filters())}
    cells = grouped(records, by)
    rows = themes_by.ask(store, TERMS, Filters(), by)
    assert {(row["theme"], row["value"]): row["review_ids"] for row in rows} == cells
    assert len(rows) == len(cells)
    order = [row["theme"] for row in counted(records)]
    places = [order.index(row["theme"]) for row in rows]
    assert places == sorted(places)
    for row in rows:
        assert list(row) == ["theme", "label", "by", "value", "reviews", "review_ids"]
        assert (row["label"], row["by"]) == (TERMS.terms("theme")[row["theme"]].label, by)
        assert row["reviews"] == len(row["review_ids"])
    for slug in order:
        values = [row["value"] for row in rows if row["theme"] == slug]
        assert None not in values[:-1]


def test_themes_by_stand_in_the_order_of_the_vocabulary() -> None:
    rows = themes_by.ask(store_of(*UNEVEN), TERMS, Filters(), "agency")
    assert [(row["theme"], row["value"], row["review_ids"]) for row in rows] == [
        ("recording", "police", ["sample/a"]),
        ("recording", "gp", ["sample/a"]),
        ("recording", None, ["sample/a", "sample/c"]),
        ("pandemic", "police", ["sample/a"]),
        ("pandemic", "gp", ["sample/a"]),
    ]
    rows = themes_by.ask(store_of(*UNEVEN), TERMS, Filters(), "sex", Order("theme", limit=1))
    assert [(row["theme"], row["value"], row["review_ids"]) for row in rows] == [
        ("pandemic", "female", ["sample/a"]),
        ("pandemic", "male", ["sample/a"]),
        ("pandemic", None, ["sample/a"]),
    ]


def test_themes_by_under_filters(store: Store, records: Records) -> None:
    neglect = filters_of(harm=["neglect"])
    chosen = {identity: record for identity, record in records.items() if "neglect" in record["harms"]}
    rows = themes_by.ask(store, TERMS, neglect, "outcome")
    assert {(row["theme"], row["value"]): row["review_ids"] for row in rows} == grouped(chosen, "outcome")


@pytest.fixture(scope="module")
def invented() -> Store:
    """Sixty reviews with every code that there is."""
    lines = "".join(invent.as_jsonl(invent.reviews(60))).encode()
    return compile_store([dataset.read(lines, "invented.jsonl", TERMS)], TERMS)


@examples(60)
@given(
    by=st.sampled_from(GROUPINGS),
    typed=st.fixed_dictionaries(
        {},
        optional={
            "harm": st.sampled_from([["neglect"], ["not-stated"], ["-physical-abuse"]]),
            "theme": st.sampled_from([["voice-of-child"], ["-fathers"], ["not-stated"], ["recording,escalation"]]),
            "agency": st.sampled_from([["police"], ["-gp"], ["not-stated"]]),
            "sex": st.sampled_from([["female"], ["not-stated"]]),
        },
    ),
)
def test_themes_by_any_value_under_any_filters(invented: Store, by: str, typed: dict[str, list[str]]) -> None:
    """They are those of the statements that the same filters list."""
    filters = filters_of(**typed)
    listed = statements.ask(invented, filters, SECTIONS)
    records: Records = {record["id"]: {**record} for record in reviews.ask(invented, Filters())}
    cells: dict[tuple[str, str | None], list[str]] = {}
    for statement in listed:
        record = {**records[statement["review"]["id"]], **dict.fromkeys(SECTIONS)}
        for cell, identities in grouped({record["id"]: {**record, "learning": [statement]}}, by).items():
            known = cells.setdefault(cell, [])
            known += [identity for identity in identities if identity not in known]
    rows = themes_by.ask(invented, TERMS, filters, by)
    assert {(row["theme"], row["value"]): row["review_ids"] for row in rows} == cells
    assert len(rows) == len(cells)
    counts = {row["theme"]: row["review_ids"] for row in themes.ask(invented, TERMS, filters)}
    assert {slug for slug, _ in cells} <= set(counts)
    for slug, identities in counts.items():
        stated = [said for said in listed if slug in (said["themes"] or ())]
        assert list(dict.fromkeys(said["review"]["id"] for said in stated)) == identities


@pytest.mark.parametrize(("by", "near"), [("harms", "harm"), ("age", None), ("", None)])
def test_an_unknown_grouping(store: Store, by: str, near: str | None) -> None:
    with pytest.raises(UsageError) as caught:
        themes_by.ask(store, TERMS, Filters(), by)
    suggestion = f'; did you mean "{near}"?' if near else ""
    assert caught.value.message.startswith(f'unknown grouping "{by}"')
    assert near is None or caught.value.message.endswith(suggestion)
    assert caught.value.hint == "allowed: harm, factor, outcome, type, agency, sex, listed"
