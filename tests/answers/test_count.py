"""Counts, each worked out again in plain Python from what `list` and `learning` give."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casereviews.answers import count, count_page, reviews, statements
from casereviews.answers.count_fields import FIELDS
from casereviews.answers.tally import OF
from casereviews.editing import yaml_writer
from casereviews.errors import UsageError
from casereviews.model.age import Age
from casereviews.model.partial_date import PartialDate
from casereviews.reading import dataset
from casereviews.search.filters import Filters
from casereviews.search.order import Order
from casereviews.store import Store
from casereviews.store.compiling import compile_store
from helpers.samples import SECTIONS, TERMS, filters_of, store_of

Value = str | None
Pairs = set[tuple[Value, ...]]

# --- The oracle -------------------------------------------------------------------------------------------------------


def listed(value: list[str] | str | None) -> set[Value]:
    """The values of a field; null is a value, and so is `none`."""
    if value is None:
        return {None}
    return {value} if isinstance(value, str) else {*value} or {"none"}


def band(age: str | None) -> Value:
    """The band of an age."""
    if age is None:
        return None
    first, end = (months / 12 for months in Age.parse(age).span)
    for name, low, high in [("under-1", 0, 1), ("1-to-5", 1, 6), ("6-to-10", 6, 11), ("11-to-15", 11, 16)]:
        if low <= first and end <= high:
            return name
    return "16-and-over" if first >= 16 else "several"


def year(date: str | None) -> Value:
    """The year of a date, or of a span that lies in one."""
    if date is None:
        return None
    span = PartialDate.parse_span(date)
    return f"{span.first.year:04}" if span.first.year == span.last.year else "several"


OF_REVIEW: dict[str, Callable[[dict[str, Any]], set[Value]]] = {
    "harm": lambda record: listed(record["harms"]),
    "factor": lambda record: listed(record["factors"]),
    "type": lambda record: listed(record["review_type"]),
    "outcome": lambda record: listed(record["outcome"]),
    "area": lambda record: listed(record["area"]),
    "listed": lambda record: listed(record["listed"]),
    "published": lambda record: {year(record["published"])},
    "incident": lambda record: {year(record["incident_date"])},
    "collection": lambda record: listed(record["collection"]),
    "coding": lambda record: listed(record["coding"]),
}
OF_CHILD: dict[str, Callable[[dict[str, Any]], Value]] = {
    "sex": lambda child: child["sex"],
    "age": lambda child: band(child["age"]),
}
OF_STATEMENT = {"theme": "themes", "agency": "agencies"}


def children(record: dict[str, Any], by: list[str]) -> Pairs:
    """What each child of a review is counted by."""
    if record["children"] is None:
        return {(None,) * len(by)}
    return {tuple(OF_CHILD[name](child) for name in by) for child in record["children"]} or {("none",) * len(by)}


def said(statement: dict[str, Any], by: list[str]) -> Pairs:
    """What a statement is counted by."""
    return {*product(*(listed(statement[OF_STATEMENT[name]]) for name in by))}


def said_together(of_review: list[dict[str, Any]], by: list[str]) -> Pairs:
    """What a review is counted by, given its statements."""
    if len(by) == 2:
        return set().union(*(said(one, by) for one in of_review)) or {(None, None)}
    found: Pairs = set().union(*(said(one, by) for one in of_review))
    return found - {(None,), ("none",)} or ({("none",)} if found == {("none",)} else {(None,)})


def pairs(record: dict[str, Any], own: Callable[[list[str]], Pairs], by: list[str]) -> Pairs:
    """The cells of a review, or of a statement of it, whose own are given."""

    def of_one(name: str) -> set[Value]:
        if name in OF_REVIEW:
            return OF_REVIEW[name](record)
        return {cell[0] for cell in (own([name]) if name in OF_STATEMENT else children(record, [name]))}

    if len(by) == 2 and all(name in OF_STATEMENT for name in by):
        return own(by)
    if len({*by}) == 2 and all(name in OF_CHILD for name in by):
        return children(record, by)
    return {*product(*map(of_one, by))}


def counted(store: Store, filters: Filters, by: list[str], of: str) -> Iterator[tuple[str, Pairs]]:
    """Each review or statement by its id, with the cells that it is counted in."""
    records = {record["id"]: {**record} for record in reviews.ask(store, Filters())}
    homes: dict[str, list[dict[str, Any]]] = {}
    for one in statements.ask(store, filters, OF[of] or SECTIONS):
        homes.setdefault(one["review"]["id"], []).append({**one})
        if of != "reviews":
            yield one["id"], pairs(records[one["review"]["id"]], partial(said, {**one}), by)
    if of == "reviews":
        by_statement = filters.is_of_statements and {*by} & {*OF_STATEMENT}
        for identity in homes if by_statement else [record["id"] for record in reviews.ask(store, filters)]:
            yield identity, pairs(records[identity], partial(said_together, homes.get(identity, [])), by)


def check(store: Store, filters: Filters, by: list[str], of: str) -> None:
    """Every record of a count is what the records of reviews and statements say."""
    found = dict(counted(store, filters, by, of))
    records: list[Any] = [*count.records(store, TERMS, count.ask(store, TERMS, filters, by, of, with_ids=True))]
    rows, columns = ({cell[place] for cells in found.values() for cell in cells} for place in (0, -1))
    assert len(records) == (len(rows) if len(by) == 1 else len(rows) * len(columns))
    for record in records:
        cell = tuple(record[name] for name in ("value", "value2")[: len(by)])
        ids = [identity for identity, cells in found.items() if cell in cells]
        assert (record["of"], record["by"], record["ids"], record["count"]) == (of, by[0], ids, len(ids))
        assert record["total"] == len(found)
        within = {one: {c for c in cells if c[:-1] == cell[:-1]} for one, cells in found.items()}
        base = sum(any(c[-1] is not None for c in cells) for cells in within.values())
        assert record["base"] == base
        share = round(100 * len(ids) / base, 1) if base >= 10 and cell[-1] is not None else None
        assert record["share"] == share
        if len(by) == 2:
            assert record["by2"] == by[1]
            assert record["row"] == sum(record["value"] in {c[0] for c in cells} for cells in found.values())
            assert record["column"] == sum(record["value2"] in {c[1] for c in cells} for cells in found.values())


# --- Random collections -----------------------------------------------------------------------------------------------


def some(*values: str) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), unique=True, max_size=3)


POINT = st.fixed_dictionaries(
    {"text": st.just("A point.")},
    optional={
        "themes": some("recording", "pandemic", "voice-of-child"),
        "agencies": some("police", "gp", "housing"),
    },
)
CHILD = st.fixed_dictionaries(
    {},
    optional={
        "sex": st.sampled_from(["male", "female"]),
        "age": st.sampled_from([
            "3 weeks", "52 weeks", "11 months", "1 year", "5 years", "under 5 years", "under 1 year", "6 years", "10 years",
            "11 years", "15 years 11 months", "16 years", "17 years 6 months",
        ]),
    },
)  # fmt: skip
REVIEW = st.fixed_dictionaries(
    {},
    optional={
        "harms": some("neglect", "sexual-abuse", "physical-abuse"),
        "factors": some("moves", "domestic-abuse"),
        "review_type": st.sampled_from(["lcspr", "scr"]),
        "outcome": st.sampled_from(["death", "injury"]),
        "area": st.sampled_from(["Northmere", "northmere", "Sandby"]),
        "children": st.lists(CHILD, max_size=3),
        "listed": st.sampled_from(["2030-01", "2031-02", "2031"]),
        "published": st.sampled_from(["2029", "2030-05", "2030-05-06"]),
        "incident_date": st.sampled_from(["2016", "2017-03", "2016/2018", "2017-01/2017-09-03"]),
        "coding": st.sampled_from(["curated", "automatic"]),
        "learning": st.lists(POINT, max_size=3),
        "recommendations": st.lists(POINT, max_size=2),
        "actions": st.lists(POINT, max_size=1),
    },
)
COLLECTIONS = st.lists(st.lists(REVIEW, max_size=7), min_size=1, max_size=2)


def store_of_all(collections: list[list[dict[str, Any]]]) -> Store:
    """A store of collections, whose reviews have names."""
    files = []
    for place, made in enumerate(collections):
        named = [{"name": f"Child {place}{number}", "id": f"s/{place}-{number}", "title": "A review", **review}
                 for number, review in enumerate(made)]  # fmt: skip
        text = "".join(yaml_writer.dump(named)) if named else "[]"
        files.append(dataset.read(text.encode(), f"file{place}.yaml", TERMS))
    return compile_store(files, TERMS)


FILTERS = st.fixed_dictionaries(
    {},
    optional={
        "harm": st.sampled_from([["neglect"], ["not-stated"], ["-physical-abuse"], ["none"]]),
        "theme": st.sampled_from([["recording"], ["-pandemic"], ["not-stated"], ["none"], ["recording", "pandemic"]]),
        "agency": st.sampled_from([["police"], ["-gp"], ["not-stated"], ["any"]]),
        "sex": st.sampled_from([["female"], ["not-stated"]]),
    },
)
BY = st.lists(st.sampled_from([*FIELDS]), min_size=1, max_size=2)


ANY = given(made=COLLECTIONS, typed=FILTERS, by=BY, of=st.sampled_from([*OF]))


def check_all(made: list[list[dict[str, Any]]], typed: dict[str, list[str]], by: list[str], of: str) -> None:
    """Of any collections, by any fields, with any filters and without."""
    store = store_of_all(made)
    check(store, filters_of(**typed), by, of)
    check(store, Filters(), by, of)


test_counts_are_those_of_the_records = settings(max_examples=20, deadline=None)(ANY(check_all))
test_more_of_them = pytest.mark.slow(settings(max_examples=2000, deadline=None)(ANY(check_all)))


@pytest.fixture(scope="module")
def sampled() -> Store:
    """Two collections with something of everything."""
    point = {"text": "A point.", "themes": ["recording"], "agencies": ["police", "gp"]}
    first: list[dict[str, Any]] = [
        {"harms": ["neglect", "sexual-abuse"], "factors": [], "review_type": "scr", "outcome": "death", "area": "Sandby",
         "children": [{"sex": "male", "age": "3 weeks"}, {"sex": "female", "age": "under 5 years"}, {}],
         "listed": "2031-02", "published": "2030-05", "incident_date": "2016/2018",
         "learning": [point, {"text": "Another.", "themes": ["pandemic", "recording"]}]},
        {"harms": [], "children": [], "incident_date": "2017-01/2017-09", "recommendations": [{**point, "themes": []}]},
        {"harms": ["neglect"], "actions": [{"text": "Uncoded."}], "coding": "automatic", "learning": []},
        {},
    ]  # fmt: skip
    return store_of_all([first, [{"harms": ["neglect"], "children": [{"age": "16 years"}], "published": "2029"}]])


@pytest.mark.parametrize("of", OF)
def test_every_field_and_every_pair(sampled: Store, of: str) -> None:
    fields = [[name] for name in FIELDS] + [[one, other] for one in FIELDS for other in FIELDS]
    assert len(fields) == 14 + 14 * 14
    for by in fields:
        check(sampled, Filters(), by, of)


def test_two_alike_count_once() -> None:
    """A review with two boys is one review with a boy; its statements too are counted once for him."""
    store = store_of(
        {"name": "a", "children": [{"sex": "male"}, {"sex": "male", "age": "3 years"}], "learning": [{"text": "1"}]}
    )
    for of in ("reviews", "learning"):
        found = count.ask(store, TERMS, Filters(), ["sex"], of, with_ids=True)
        assert [(row["value"], row["count"]) for row in count.records(store, TERMS, found)] == [("male", 1)]
        found = count.ask(store, TERMS, Filters(), ["sex", "sex"], of)
        assert [row["count"] for row in count.records(store, TERMS, found)] == [1]


@pytest.mark.parametrize(("stated", "share"), [(9, None), (10, 10.0)])
def test_a_share_is_told_of_ten_or_more(stated: int, share: float | None) -> None:
    """Of those that state the field, however many do not."""
    store = store_of(
        *({"name": f"a{number}", "id": f"s/a{number}", "outcome": "injury"} for number in range(stated - 1)),
        {"name": "b", "outcome": "death"},
        {"name": "c"},
    )
    rows: list[Any] = [*count.records(store, TERMS, count.ask(store, TERMS, Filters(), ["outcome"]))]
    assert [(row["value"], row["count"], row["base"], row["total"]) for row in rows] == [
        ("injury", stated - 1, stated, stated + 1),
        ("death", 1, stated, stated + 1),
        (None, 1, stated, stated + 1),
    ]
    assert [row["share"] for row in rows] == [share and 100 - share, share, None]
    rows = [*count.records(store, TERMS, count.ask(store, TERMS, Filters(), ["harm", "outcome"]))]
    assert [(row["value2"], row["row"], row["base"], row["share"]) for row in rows] == [
        ("injury", stated + 1, stated, share and 100 - share),
        ("death", stated + 1, stated, share),
        (None, stated + 1, stated, None),
    ]


ORDERED: list[dict[str, Any]] = [
    {"name": "a", "harms": ["physical-abuse"], "incident_date": "2019", "children": [{"age": "3 weeks"}]},
    {"name": "b", "harms": ["neglect", "physical-abuse"], "incident_date": "2017", "children": [{"age": "12 years"}]},
    {"name": "c", "harms": [], "incident_date": "2017", "children": [{"age": "under 5 years"}]},
    {"name": "d", "children": [{}], "incident_date": "2016/2019"},
    {"name": "e", "harms": ["sexual-abuse"], "children": []},
]


@pytest.mark.parametrize(
    ("by", "order", "values"),
    [
        ("harm", Order(), ["physical-abuse", "neglect", "sexual-abuse", "none", None]),
        ("harm", Order("count"), ["physical-abuse", "neglect", "sexual-abuse", "none", None]),
        ("harm", Order(reverse=True), ["sexual-abuse", "neglect", "physical-abuse", "none", None]),
        ("harm", Order("value"), ["physical-abuse", "neglect", "sexual-abuse", "none", None]),
        ("harm", Order("value", limit=2), ["physical-abuse", "neglect"]),
        ("harm", Order(limit=0), []),
        ("incident", Order(), ["2017", "2019", "several", None]),
        ("incident", Order(reverse=True), ["2019", "2017", "several", None]),
        ("incident", Order("count"), ["2017", "2019", "several", None]),
        ("incident", Order("count", reverse=True), ["2019", "2017", "several", None]),
        ("age", Order(), ["under-1", "11-to-15", "several", "none", None]),
    ],
)
def test_order(by: str, order: Order, values: list[str | None]) -> None:
    """The most frequent first, years and ages in their order; what is no such value stays last, also turned round."""
    store = store_of(*ORDERED)
    found = count.ask(store, TERMS, Filters(), [by], order=order)
    assert [row["value"] for row in count.records(store, TERMS, found)] == values
    assert found.left_out == len(count.ask(store, TERMS, Filters(), [by]).rows) - len(values)


@pytest.mark.parametrize(
    ("by", "limit", "more"),
    [
        (["harm"], None, ", so the rows add up to more than 1"),
        (["harm"], 2, ", so the rows add up to more than 1"),
        (["harm"], 1, ""),
        (["harm"], 0, ""),
        (["harm", "outcome"], None, ", so the rows add up to more than 1"),
        (["harm", "outcome"], 1, ""),
        (["outcome", "harm"], None, ", so the columns add up to more than 1"),
        (["harm", "harm"], None, ", so the rows and columns add up to more than 1"),
        (["harm", "harm"], 1, ", so the columns add up to more than 1"),
    ],
)
def test_what_adds_up_to_more(by: list[str], limit: int | None, more: str) -> None:
    """Rows, columns or both are told of where those that are shown do."""
    store = store_of({"name": "a", "harms": ["neglect", "sexual-abuse"], "outcome": "death"})
    first, *_ = count_page.notes(count.ask(store, TERMS, Filters(), by, order=Order(limit=limit)))
    assert first == f"A review with several of these counts under each{more}."


@pytest.mark.parametrize(
    ("by", "of", "order", "message"),
    [
        (["harms"], "reviews", Order(), 'unknown field to count by "harms"; did you mean "harm"?'),
        ([], "reviews", Order(), "a count is by one field or by two, not by 0"),
        (["harm"] * 3, "reviews", Order(), "a count is by one field or by two, not by 3"),
        (["harm"], "review", Order(), 'unknown unit to count "review"; did you mean "reviews"?'),
        (["harm"], "reviews", Order("harm"), 'unknown sort "harm"'),
    ],
)
def test_what_can_be_no_count(store: Store, by: list[str], of: str, order: Order, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        count.ask(store, TERMS, Filters(), by, of, order)
    assert caught.value.message == message
    assert caught.value.hint
    assert caught.value.hint.startswith("allowed: ")
