"""The filters' counts and the counts of an exported page: the same as those of the command line."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

import invent
from casereviews import library
from casereviews.answers import count, count_page, reviews, statements
from casereviews.answers.count_fields import FIELDS, label, ranking
from casereviews.answers.tally import OF
from casereviews.library import vocabularies
from casereviews.model.sections import STATEMENTS
from casereviews.reading import dataset
from casereviews.search.filter_values import build
from casereviews.search.filters import REVIEW_FIELDS, Filters
from casereviews.search.unstated import count_silent
from casereviews.store import Store
from casereviews.store.compiling import compile_store
from casereviews.text import counted
from helpers import examples
from helpers.scripts import records_of, scripts

Record = dict[str, Any]
Chosen = dict[str, list[str]]

COUNTING = "../../../tests/html_page/scripts/counting.js"

BANDS = {"under-1": "<1y", "1-to-5": "1y..5y", "6-to-10": "6y..10y", "11-to-15": "11y..15y", "16-and-over": "16y.."}
"""The age bands, as `--age` takes them."""

OF_SECTIONS = [["learning"], ["recommendations", "actions"], [*STATEMENTS]]
"""Sections whose statements are asked for."""

SOME = [name for name in FIELDS if name not in ("area", "listed")]
"""The fields with few values."""


@cache
def bundled() -> Store:
    return library.open_store()


@cache
def invented() -> Store:
    """A store of 200 invented reviews."""
    return _store(varied([*invent.reviews(200)]))


@cache
def many() -> Store:
    """A store of 2,000."""
    return _store([*invent.reviews(2000)])


def _store(records: list[Record]) -> Store:
    terms = vocabularies.vocabulary(with_lay=True)
    lines = "".join(f"{json.dumps(record)}\n" for record in records)
    return compile_store([dataset.read(lines.encode(), "invented.jsonl", terms)], terms)


def varied(records: list[Record]) -> list[Record]:
    """Invented reviews with what these lack: broad ages, spans, no children, areas with signs, no themes, readers."""
    children = [
        [],
        [
            {"age": "under 5 years", "age_months": None, "sex": "female"},
            {"age": "7 years", "age_months": 84, "sex": "male"},
        ],
        [{"age": "under 1 year", "age_months": None, "sex": None}],
        [
            {"age": "5 years 11 months", "age_months": 71, "sex": "male"},
            {"age": None, "age_months": None, "sex": "female"},
        ],
        [{"age": "17 years", "age_months": 204, "sex": "female"}] * 3,
    ]
    areas = ["Ash, Elm and Oak", "A+B: 100%", "none such", "Zürich", "straße", "10 Streets"]
    for index, record in enumerate(records):
        if index % 7 == 0:
            record["children"] = children[index // 7 % len(children)]
        if index % 9 == 0:
            record["area"] = areas[index // 9 % len(areas)]
        if index % 8 == 0:
            record["incident_date"] = ["2009/2011", "2012-11/2013-02", "2010-01/2010-03"][index // 8 % 3]
        if index % 10 == 0:
            record["published"] = ["2015", "2016-05-03", "2014-02"][index // 10 % 3]
        if index % 11 == 0:
            record["harms"] = []
        if index % 13 == 0:
            record["listed"] = None
        if index % 4 == 0:
            record["coding"] = "curated"
        if index % 3 == 0:
            fields = ("harms", "outcome", "age", "learning", "published", "children")
            record["evidence"] = [{"field": one, "value": "not-stated", "confidence": "read"} for one in fields]
        if index % 15 == 0:
            record["learning"] = None
        if index % 17 == 0:
            for point in [point for section in STATEMENTS for point in record[section] or ()]:
                point["themes"] = None if index % 2 else []
        del record["themes"], record["agencies"]  # they are those of the statements
    return records


class Asked(NamedTuple):
    """A store, with the fields that the page's scripts find in it."""

    store: Store
    records: Sequence[Record]
    fields: list[Record]

    def answers(self, *questions: Any) -> list[Any]:
        """What the scripts answer."""
        return answers(self.store, *questions)


def answers(store: Store, *questions: Any) -> list[Any]:
    """What the scripts answer of a store."""
    page = scripts()
    found: list[Any] = page.call(COUNTING, "answersAbout", {"$": page.store(store)}, questions)
    return found


@cache
def asked_of(made: Callable[[], Store]) -> Asked:
    store = made()
    return Asked(store, records_of(store), answers(store, ["fields"])[0])


@pytest.fixture(params=[bundled, invented], ids=lambda made: made.__name__)
def asked(request: pytest.FixtureRequest) -> Asked:
    """Each of the stores."""
    return asked_of(request.param)


# --- The oracle: what the command line selects ------------------------------------------------------------------------


def filters_of(asked: Asked, chosen: Chosen, **period: str) -> Filters:
    """The filters of a choice, but for the year of the incident, as options take them."""
    said = {name: [BANDS.get(value, value) for value in values] for name, values in chosen.items() if name != "year"}
    typed = {name: [",".join(values)] for name, values in said.items()}
    return build(lambda: asked.store.vocabulary, typed, **period, areas=lambda: reviews.areas(asked.store))


def ids_of(asked: Asked, chosen: Chosen) -> list[str]:
    """The ids of the reviews that a choice selects; years, which no option takes together, one by one."""
    if "year" not in chosen:
        return [record["id"] for record in reviews.ask(asked.store, filters_of(asked, chosen))]
    found: set[str] = set()
    for year in chosen["year"]:
        period = {} if year == "not-stated" else {"since": year, "until": year}
        selected = reviews.ask(asked.store, filters_of(asked, chosen, **period))
        found |= {one["id"] for one in selected if period or one["incident_date"] is None}
    return [record["id"] for record in asked.records if record["id"] in found]


def choices(without: Sequence[str] = ()) -> st.SearchStrategy[tuple[Asked, Chosen]]:
    """Some values of some fields of either store. That there are no children no option takes."""
    return (
        st.sampled_from([bundled, invented])
        .map(asked_of)
        .flatmap(lambda asked: st.tuples(st.just(asked), _chosen(asked, without)))
    )


def _chosen(asked: Asked, without: Sequence[str]) -> st.SearchStrategy[Chosen]:
    some = {}
    for field in asked.fields:
        values = [one["value"] for one in field["values"] if can_be_asked(field["name"], one["value"])]
        some[field["name"]] = st.lists(st.sampled_from(values), min_size=1, max_size=3, unique=True)
    names = st.lists(st.sampled_from([name for name in some if name not in without]), max_size=4, unique=True)
    return names.flatmap(lambda chosen: st.fixed_dictionaries({name: some[name] for name in chosen}))


def can_be_asked(field: str, value: str) -> bool:
    """Whether an option takes a value."""
    return value != "none" or field not in ("sex", "age")


# --- Filters ----------------------------------------------------------------------------------------------------------


def test_every_value_of_every_field_selects_what_the_option_selects(asked: Asked) -> None:
    """And the count beside it says how many these are."""
    values = [(field["name"], one["value"]) for field in asked.fields for one in field["values"]]
    assert len(asked.fields) == 11
    assert len(values) > 80
    (counts,) = asked.answers(["counts", {}])
    found = asked.answers(*[["select", {name: [value]}] for name, value in values])
    for (name, value), ids in zip(values, found, strict=True):
        if can_be_asked(name, value):
            assert ids == ids_of(asked, {name: [value]}), (name, value)
        else:
            assert ids == [record["id"] for record in asked.records if record["children"] == []]
        assert counts[name][value] == len(ids) > 0, (name, value)


def test_values_are_in_the_order_of_the_vocabulary_and_have_its_labels(asked: Asked) -> None:
    """None and not stated stand last; only what some review has is there."""
    terms = asked.store.vocabulary
    for field in asked.fields:
        name = "incident" if field["name"] == "year" else str(field["name"])
        values = [one["value"] for one in field["values"]]
        own = [value for value in values if value not in ("none", "not-stated")]
        last = [value for value in ("none", "not-stated") if value in values]
        assert values == [*sorted(own, key=ranking(terms, name)), *last]
        has_unread = REVIEW_FIELDS.get(name) in asked.store.not_read
        assert [one["label"] for one in field["values"]] == [label(terms, name, value, has_unread) for value in values]


@given(choices())
@examples(180)
def test_any_choice_selects_what_the_options_select(drawn: tuple[Asked, Chosen]) -> None:
    """Values of one field are alternatives, fields conditions; sex and age are those of the same child."""
    asked, chosen = drawn
    (ids,) = asked.answers(["select", chosen])
    assert ids == ids_of(asked, chosen)


@given(choices(), st.sampled_from(range(11)))
@examples(100)
def test_counts_say_what_each_value_would_select(drawn: tuple[Asked, Chosen], place: int) -> None:
    """Given what is chosen of the other fields."""
    asked, chosen = drawn
    name = asked.fields[place]["name"]
    (counts,) = asked.answers(["counts", chosen])
    for value, number in [*counts[name].items()][:12]:
        if can_be_asked(name, value):
            assert number == len(ids_of(asked, {**chosen, name: [value]})), value


@given(choices(without=["year"]), st.sampled_from(OF_SECTIONS))
@examples(150)
def test_statements_are_those_of_the_command_line(drawn: tuple[Asked, Chosen], sections: list[str]) -> None:
    """Theme and agency are asked of the statement itself."""
    asked, chosen = drawn
    (ids,) = asked.answers(["statements", chosen, sections])
    assert ids == [row["id"] for row in statements.ask(asked.store, filters_of(asked, chosen), sections)]


@given(choices(without=["year"]), st.sampled_from([None, "2010", "2019"]), st.sampled_from([None, *OF_SECTIONS]))
@examples(150)
def test_what_is_left_out_unstated_is_said_as_on_the_command_line(
    drawn: tuple[Asked, Chosen], year: str | None, sections: list[str] | None
) -> None:
    """Of reviews, and of statements and their reviews."""
    asked, chosen = drawn
    filters = filters_of(asked, chosen, **({"since": year, "until": year} if year else {}))
    told = statements.remarks(asked.store, filters, sections) if sections else reviews.remarks(asked.store, filters)
    expected = [line.removeprefix("left out: ").partition(";")[0] for line in told if line.startswith("left out")]
    choice = {**chosen, "year": [year]} if year else chosen
    lines, silent = asked.answers(["left", choice, sections], ["silent", choice, sections or ["actions"]])
    assert sorted(lines) == sorted(expected)
    assert (silent["number"], silent["notRead"]) == count_silent(
        asked.store, filters.of_reviews(), sections or ["actions"]
    )


# --- Counts -----------------------------------------------------------------------------------------------------------


def compare(asked: Asked, *questions: tuple[Chosen, list[str], str]) -> None:
    """Count by both, and compare every cell, in their order: labels, counts, bases, shares and ids."""
    found = asked.answers(*[["tallied", *question] for question in questions])
    for (chosen, by, of), cells in zip(questions, found, strict=True):
        counts = count.ask(asked.store, asked.store.vocabulary, filters_of(asked, chosen), by, of, with_ids=True)
        records = count.records(asked.store, asked.store.vocabulary, counts)
        assert cells == [as_cell(counts, record) for record in records], (chosen, by, of)


def as_cell(counts: count.Counts, record: Any) -> Record:
    """A record of a count as the scripts give it."""
    keys = ("", "2") if "by2" in record else ("",)
    values = [record[f"value{key}"] or "not-stated" for key in keys]
    share = count_page.percent(counts, *values).replace("-", "")
    return {
        "values": values,
        "labels": [record[f"label{key}"] for key in keys],
        "share": share,
        **{name: record[name] for name in ("count", "base", "total", "ids")},
    }


@pytest.mark.parametrize("of", OF)
def test_counts_by_every_field_are_those_of_the_command_line(asked: Asked, of: str) -> None:
    """In the same order, with the same labels, bases and shares."""
    compare(asked, *[({}, [field], of) for field in FIELDS])


@pytest.mark.parametrize("first", SOME)
def test_counts_by_two_fields_are_those_of_the_command_line(asked: Asked, first: str) -> None:
    """Two of one child, or of one statement, are of the same one."""
    compare(asked, *[({}, [first, second], "reviews") for second in SOME])
    compare(asked, *[({}, [first, second], "statements") for second in ("theme", "agency", "sex")])


@given(choices(without=["year"]), st.lists(st.sampled_from(SOME), min_size=1, max_size=2), st.sampled_from([*OF]))
@examples(150)
def test_counts_under_filters_are_those_of_the_command_line(
    drawn: tuple[Asked, Chosen], by: list[str], of: str
) -> None:
    """A filter by theme or agency is asked of the statement where themes or agencies are counted."""
    asked, chosen = drawn
    compare(asked, (chosen, by, of))


OF_STATEMENTS: list[Chosen] = [
    {"agency": ["housing"]},
    {"agency": ["none"], "harm": ["neglect", "physical-abuse"]},
    {"theme": ["none", "not-stated"]},
    {"theme": ["fathers-and-males", "none"], "agency": ["none", "police"]},
    {"theme": ["not-stated"], "sex": ["female"]},
]
"""Choices that ask statements."""


@pytest.mark.parametrize("chosen", OF_STATEMENTS, ids=str)
def test_reviews_are_counted_by_the_statements_that_are_asked(asked: Asked, chosen: Chosen) -> None:
    """A review has no theme, or none that is stated, only where each of these statements says so."""
    pairs = [["theme"], ["agency"], ["theme", "harm"], ["sex", "theme"], ["theme", "agency"], ["agency", "theme"]]
    compare(asked, *[(chosen, by, "reviews") for by in pairs])
    check_leads(asked, *[(chosen, by, "reviews") for by in pairs])


# --- What a number leads to -------------------------------------------------------------------------------------------


def check_leads(asked: Asked, *questions: tuple[Chosen, list[str], str]) -> None:
    """Each cell of each count leads to what it counts; a few under filters of statements lead nowhere."""
    found = asked.answers(*[["led", *question] for question in questions])
    for question, cells in zip(questions, found, strict=True):
        for cell in cells:
            if cell["choice"] is None:
                assert {"theme", "agency"} & {*question[0]}
                assert {"none", "not-stated"} & {*cell["cell"]}
            else:
                assert cell["led"] == cell["counted"], (question, cell["cell"], cell["choice"])


@pytest.mark.parametrize("of", ["reviews", "statements", "actions"])
def test_every_number_leads_to_what_it_counts(asked: Asked, of: str) -> None:
    """By filters of the panel where these select the same, or else by the cell itself."""
    check_leads(asked, *[({}, [name], of) for name in FIELDS])


@pytest.mark.parametrize("first", ["harm", "theme", "agency", "sex", "age", "incident"])
def test_every_number_of_a_matrix_leads_to_what_it_counts(asked: Asked, first: str) -> None:
    """Also where both are of one child, or of one statement."""
    check_leads(asked, *[({}, [first, second], "reviews") for second in ("harm", "theme", "agency", "sex", "age")])


@given(choices(), st.lists(st.sampled_from(SOME), min_size=1, max_size=2), st.sampled_from([*OF]))
@examples(100)
def test_every_number_under_filters_leads_to_what_it_counts(
    drawn: tuple[Asked, Chosen], by: list[str], of: str
) -> None:
    """Also where the filters ask for values of the field that is counted."""
    asked, chosen = drawn
    check_leads(asked, (chosen, by, of))


def test_a_cell_is_called_by_its_fields_and_values() -> None:
    """What is no cell is called as it is written, and selects nothing."""
    asked = asked_of(invented)
    cells = [
        "age:several",
        "sex:female+age:under-1",
        "area:A%2bB%3a 100%25",
        "x",
        "x:y",
        "constructor:y",
        "a:b+c:d+e:f",
    ]
    assert asked.answers(*[["label", "cell", cell] for cell in cells]) == [
        "Age: Told too broadly for one band",
        "Sex: Girl; Age: Under 1 year",
        "Area: A+B: 100%",
        *cells[3:],
    ]
    assert asked.answers(*[["select", {"cell": [cell]}] for cell in cells[3:]]) == [[]] * 4
    (ids,) = asked.answers(["select", {"cell": ["area:A%2bB%3a 100%25"]}])
    assert ids == [record["id"] for record in asked.records if record["area"] == "A+B: 100%"]


def test_values_that_the_page_no_longer_has_select_nothing() -> None:
    """And fields that there are not are not asked."""
    asked = asked_of(bundled)
    gone = [{"harm": ["gone"]}, {"sex": ["__proto__"]}, {"theme": ["constructor"]}]
    assert asked.answers(*[["select", chosen] for chosen in gone]) == [[], [], []]
    assert asked.answers(["select", {"colour": ["red"]}]) == [[record["id"] for record in asked.records]]


def test_numbers_stand_with_their_nouns_as_in_python() -> None:
    numbers = [0, 1, 2, 999, 1000, 12345, 123456, 1234567]
    words = [scripts().call("ground/numbers.js", "counted", number, "review") for number in numbers]
    assert words == [counted(number, "review") for number in numbers]
    assert words[4] == "1,000 reviews"


@pytest.mark.slow
def test_all_counts_of_2000_reviews_take_less_than_10_ms() -> None:
    """Whatever is chosen."""
    page = scripts()
    chosen = {
        "harm": ["neglect", "physical-abuse"],
        "sex": ["female"],
        "age": ["under-1"],
        "theme": ["fathers-and-males"],
    }
    for choice in ({}, chosen):
        assert page.call(COUNTING, "timeOfCounts", {"$": page.store(many())}, choice) < 10


@pytest.mark.slow
@pytest.mark.parametrize("by", [["theme", "harm"], ["theme", "agency"], ["area", "theme"]], ids="-".join)
def test_a_matrix_of_the_statements_of_2000_reviews_takes_less_than_150_ms(by: list[str]) -> None:
    page = scripts()
    assert page.call(COUNTING, "timeOfMatrix", {"$": page.store(many())}, by, "statements") < 150
