"""The questions asked of a store, each answer worked out again in plain Python."""

from __future__ import annotations

import platform
import sqlite3
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casereviews import __version__
from casereviews.answers import info, review, reviews, statements, themes
from casereviews.answers.themes import GROUPINGS
from casereviews.editing import yaml_writer
from casereviews.errors import UsageError
from casereviews.library import vocabularies
from casereviews.model.reviews import STATEMENTS
from casereviews.reading import dataset
from casereviews.search import unstated
from casereviews.search.filter_values import build
from casereviews.search.filters import Filters
from casereviews.search.order import Order
from casereviews.store import Store
from casereviews.store.compiling import compile_store
from casereviews.store.tables import STATED

sys.path.append(str(Path(__file__).resolve().parents[2] / "benchmarks"))

import invent

Records = dict[str, dict[str, Any]]
MODEST = settings(max_examples=60, deadline=None)
TERMS = vocabularies.vocabulary()
SECTIONS = ("learning", "recommendations", "actions")


def store_of(*reviews: dict[str, Any], file: str = "sample.yaml") -> Store:
    text = "".join(yaml_writer.dump([{"title": "Sample review", **review} for review in reviews]))
    return compile_store([dataset.read(text.encode(), file, TERMS)], TERMS)


def names(store: Store, order: Order, filters: Filters = Filters()) -> str:
    return "".join(record["name"] for record in reviews.ask(store, filters, order))


def filters_of(**typed: Sequence[str]) -> Filters:
    return build(lambda: TERMS, typed)


# --- Reviews --------------------------------------------------------------------------------------

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
                assert statements.one(store, point["id"]) == with_review(point, record)


# --- Statements -----------------------------------------------------------------------------------


def with_review(point: dict[str, Any], record: dict[str, Any]) -> dict[str, Any]:
    codes = {key: point[key] for key in ("text", "themes", "agencies")}
    section = {"L": "learning", "R": "recommendations", "A": "actions"}[point["id"].rpartition("/")[2][0]]
    review = {key: record[key] for key in ("id", "name", "title")}
    return {"id": point["id"], "section": section, **codes, "review": review}


def points(records: Records, sections: Sequence[str] = SECTIONS) -> list[dict[str, Any]]:
    """Every statement of the sections, with its review, in the order of the source."""
    return [
        with_review(point, record)
        for record in records.values()
        for section in SECTIONS
        if section in sections
        for point in record[section] or ()
    ]


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


# --- Themes ---------------------------------------------------------------------------------------


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
        themes.ask_by(store, TERMS, Filters(), "harm", Order("name"))
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
            "statements": [point for point in points(records) if slug in point["themes"]],
        }
        assert list(answer) == ["theme", "label", "definition", "statements"]
    police = themes.ask_one(store, TERMS.terms("theme")["information-sharing"], filters_of(agency=["police"]))
    assert [point["id"] for point in police["statements"]] == [
        point["id"]
        for point in points(records)
        if "information-sharing" in point["themes"] and "police" in point["agencies"]
    ]
    limited = themes.ask_one(store, TERMS.terms("theme")["information-sharing"], Filters(), Order("name", limit=1))
    assert len(limited["statements"]) == 1


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


UNEVEN: list[dict[str, Any]] = [
    {
        "name": "a",
        "id": "sample/a",
        "harms": ["neglect", "sexual-abuse"],
        "children": [{"sex": "male"}, {"sex": "female"}, {}],
        "listed": "2030-01",
        "outcome": "death",
        "learning": [
            {"text": "1", "themes": ["recording", "pandemic"], "agencies": ["police", "gp"]},
            {"text": "2", "themes": ["recording"]},
        ],
        "actions": [{"text": "3", "themes": []}, {"text": "4"}],
    },
    {
        "name": "b",
        "children": [],
        "harms": [],
        "recommendations": [{"text": "1", "themes": ["pandemic"], "agencies": []}],
    },
    {"name": "c", "review_type": "scr", "factors": ["moves"], "learning": [{"text": "1", "themes": ["recording"]}]},
    {"name": "d", "harms": ["neglect"], "learning": [{"text": "1"}]},
]


@pytest.mark.parametrize("by", GROUPINGS)
@pytest.mark.parametrize("bundled", [True, False])
def test_themes_by(store: Store, records: Records, by: str, bundled: bool) -> None:
    if not bundled:
        store = store_of(*UNEVEN)
        records = {record["id"]: {**record} for record in reviews.ask(store, Filters())}
    cells = grouped(records, by)
    rows = themes.ask_by(store, TERMS, Filters(), by)
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
    rows = themes.ask_by(store_of(*UNEVEN), TERMS, Filters(), "agency")
    assert [(row["theme"], row["value"], row["review_ids"]) for row in rows] == [
        ("recording", "police", ["sample/a"]),
        ("recording", "gp", ["sample/a"]),
        ("recording", None, ["sample/a", "sample/c"]),
        ("pandemic", "police", ["sample/a"]),
        ("pandemic", "gp", ["sample/a"]),
    ]
    rows = themes.ask_by(store_of(*UNEVEN), TERMS, Filters(), "sex", Order("theme", limit=1))
    assert [(row["theme"], row["value"], row["review_ids"]) for row in rows] == [
        ("pandemic", "female", ["sample/a"]),
        ("pandemic", "male", ["sample/a"]),
        ("pandemic", None, ["sample/a"]),
    ]


def test_themes_by_under_filters(store: Store, records: Records) -> None:
    neglect = filters_of(harm=["neglect"])
    chosen = {identity: record for identity, record in records.items() if "neglect" in record["harms"]}
    rows = themes.ask_by(store, TERMS, neglect, "outcome")
    assert {(row["theme"], row["value"]): row["review_ids"] for row in rows} == grouped(chosen, "outcome")


@pytest.fixture(scope="module")
def invented() -> Store:
    """Sixty reviews with every code that there is."""
    lines = "".join(invent.as_jsonl(invent.reviews(60))).encode()
    return compile_store([dataset.read(lines, "invented.jsonl", TERMS)], TERMS)


@settings(max_examples=60, deadline=None)
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
    rows = themes.ask_by(invented, TERMS, filters, by)
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
        themes.ask_by(store, TERMS, Filters(), by)
    suggestion = f'; did you mean "{near}"?' if near else ""
    assert caught.value.message.startswith(f'unknown grouping "{by}"')
    assert near is None or caught.value.message.endswith(suggestion)
    assert caught.value.hint == "allowed: harm, factor, outcome, type, agency, sex, listed"


# --- What is left out, and what is stated ---------------------------------------------------------


def left_out(store: Store, filters: Filters) -> dict[str, int]:
    return unstated.unstated(filters, lambda _, asked: reviews.count(store, asked))


def test_how_many_reviews_do_not_say(store: Store, records: Records) -> None:
    no_sex = sum(all(child["sex"] is None for child in record["children"]) for record in records.values())
    no_date = sum(record["incident_date"] is None for record in records.values())
    no_factors = sum(record["factors"] is None for record in records.values())
    assert left_out(store, filters_of(sex=["male"])) == {"sex": no_sex}
    assert left_out(store, build(lambda: TERMS, {}, since="2019")) == {"incident date": no_date}
    assert left_out(store, filters_of(factor=["moves"])) == {"factor": no_factors}
    assert left_out(store, filters_of(harm=["neglect"])) == {}
    assert left_out(store, Filters()) == {}


def test_a_review_that_answers_is_not_left_out() -> None:
    sample = store_of(
        {"name": "a", "children": [{"sex": "male", "age": "2 years"}, {}]},
        {"name": "b", "children": [{"sex": "female"}]},
        {"name": "c"},
    )
    assert names(sample, Order(), filters_of(sex=["male"])) == "a"
    assert left_out(sample, filters_of(sex=["male"])) == {"sex": 1}
    assert names(sample, Order(), filters_of(age=["2y"])) == "a"
    assert left_out(sample, filters_of(age=["2y"])) == {"age": 2}


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


# --- What a search found --------------------------------------------------------------------------


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
