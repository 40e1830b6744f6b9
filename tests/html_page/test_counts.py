"""The filters' counts and the counts of an exported page: the same as those of the command line."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import invent
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import casereviews
from casereviews.answers import reviews, statements
from casereviews.answers.count_fields import FIELDS, label, ranking
from casereviews.answers.tally import OF
from casereviews.api import Collections
from casereviews.model.sections import STATEMENTS
from casereviews.store import Store

Record = dict[str, Any]
Chosen = dict[str, list[str]]

SCRIPTS = Path(__file__).parent / "scripts"
NODE = shutil.which("node")

pytestmark = pytest.mark.skipif(NODE is None, reason="node is not installed")

BANDS = {"under-1": "<1y", "1-to-5": "1y..5y", "6-to-10": "6y..10y", "11-to-15": "11y..15y", "16-and-over": "16y.."}
"""The age bands, as `--age` takes them."""


OF_SECTIONS = [["learning"], ["recommendations", "actions"], [*STATEMENTS]]
"""Sections whose statements are asked for."""


class Asked(NamedTuple):
    """A collection, opened by Python, and as the page's scripts get it."""

    python: Collections
    records: list[Record]
    vocabulary: Record

    def answers(self, questions: list[list[Any]]) -> list[Any]:
        """What the scripts answer."""
        return run("./counting.js", "answersAbout", self.records, self.vocabulary, questions)


def run(module: str, function: str, *arguments: Any) -> Any:
    """What a function of a script gives."""
    request = {"module": module, "function": function, "arguments": arguments}
    done = subprocess.run([str(NODE), SCRIPTS / "run.js"], input=json.dumps(request), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def vocabulary_of(store: Store) -> Record:
    """The vocabulary as the page holds it, as far as counts need it."""
    from casereviews.vocabulary import KINDS

    known = store.vocabulary
    terms = [
        {"kind": kind, "slug": term.slug, "label": term.label, "group": term.group, "definition": term.definition}
        | {"synonyms": [], "narrower": [], "avoid": {}, "related": [], "lay": [], "lay_narrower": []}
        for kind in KINDS
        for term in known.terms(kind).values()
    ]
    groups = {kind: dict(groups) for kind, groups in known.groups.items()}
    return {"terms": terms, "groups": groups, "equals": [], "common_words": ["", ""]}


def varied(records: list[Record]) -> list[Record]:
    """Invented reviews with what these lack: broad ages, spans, no children, areas with signs, no themes."""
    children = [
        [],
        [{"age": "under 5 years", "age_months": None, "sex": "female"}, {"age": "7 years", "age_months": 84, "sex": "male"}],
        [{"age": "under 1 year", "age_months": None, "sex": None}],
        [{"age": "5 years 11 months", "age_months": 71, "sex": "male"}, {"age": None, "age_months": None, "sex": "female"}],
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
        if index % 15 == 0:
            record["learning"] = None
        if index % 17 == 0:
            for point in [point for section in STATEMENTS for point in record[section] or ()]:
                point["themes"] = None if index % 2 else []
        del record["themes"], record["agencies"]  # they are those of the statements
    return records


@pytest.fixture(scope="module", params=["bundled", "invented"])
def asked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    """The bundled collection, and an invented one of 200 reviews."""
    files = []
    if request.param == "invented":
        path = tmp_path_factory.mktemp("counts") / "invented.jsonl"
        lines = (json.dumps(record) for record in varied(list(invent.reviews(200))))
        path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
        files.append(path)
    with casereviews.open(*files) as opened:
        records = [dict(record) for record in opened.reviews()]
        yield Asked(opened, records, vocabulary_of(opened.store))


# --- The oracle: what the command line selects ------------------------------------------------------------------------


def choice_of(chosen: Chosen) -> dict[str, str]:
    """The filters of a choice as options take them, without the year of the incident."""
    said = {name: [BANDS.get(value, value) for value in values] for name, values in chosen.items() if name != "year"}
    return {name: ",".join(values) for name, values in said.items()}


def ids_of(asked: Asked, chosen: Chosen) -> list[str]:
    """The ids of the reviews that a choice selects; years, which no option takes together, one by one."""
    choice = choice_of(chosen)
    if "year" not in chosen:
        return [record["id"] for record in asked.python.reviews(**choice)]
    found: set[str] = set()
    for year in chosen["year"]:
        if year == "not-stated":
            found |= {one["id"] for one in asked.python.reviews(**choice) if one["incident_date"] is None}
        else:
            found |= {one["id"] for one in asked.python.reviews(**choice, since=year, until=year)}
    return [record["id"] for record in asked.records if record["id"] in found]


def choices(fields: list[Record]) -> st.SearchStrategy[Chosen]:
    """Some values of some fields. That there are no children no option takes."""
    values = {field["name"]: [one["value"] for one in field["values"]] for field in fields}
    for name in ("sex", "age"):
        values[name] = [value for value in values[name] if value != "none"]
    some = {name: st.lists(st.sampled_from(known), min_size=1, max_size=3, unique=True) for name, known in values.items() if known}
    names = st.lists(st.sampled_from(list(some)), max_size=4, unique=True)
    return names.flatmap(lambda chosen: st.fixed_dictionaries({name: some[name] for name in chosen}))


# --- Filters ----------------------------------------------------------------------------------------------------------


def test_every_value_of_every_field_selects_what_the_option_selects(asked: Asked) -> None:
    """And the count beside it says how many these are."""
    fields, counts = asked.answers([["fields"], ["counts", {}]])
    asked_of = [(one["name"], each["value"]) for one in fields for each in one["values"]]
    assert len(fields) == 11
    assert len(asked_of) > 80
    found = asked.answers([["select", {name: [value]}] for name, value in asked_of])
    for (name, value), ids in zip(asked_of, found, strict=True):
        if name in ("sex", "age") and value == "none":
            expected = [record["id"] for record in asked.records if record["children"] == []]
        else:
            expected = ids_of(asked, {name: [value]})
        assert ids == expected, (name, value)
        assert counts[name][value] == len(expected) > 0, (name, value)


def test_values_are_in_the_order_of_the_vocabulary_and_have_its_labels(asked: Asked) -> None:
    """None and not stated stand last; only what some review has is there."""
    (fields,) = asked.answers([["fields"]])
    terms = asked.python.store.vocabulary
    for field in fields:
        values = [one["value"] for one in field["values"]]
        if field["name"] in FIELDS and field["name"] not in ("age", "listed"):
            own = [value for value in values if value not in ("none", "not-stated")]
            assert values[len(own) :] == [value for value in ("none", "not-stated") if value in values]
            assert own == sorted(own, key=ranking(terms, field["name"]))
        for one in field["values"]:
            name = field["name"] if field["name"] in FIELDS else "incident"
            assert one["label"] == label(terms, name, one["value"])


def test_any_choice_selects_what_the_options_select(asked: Asked) -> None:
    """Values of one field are alternatives, fields conditions; sex and age are those of the same child."""
    (fields,) = asked.answers([["fields"]])

    @settings(max_examples=4, deadline=None)
    @given(st.lists(choices(fields), min_size=40, max_size=80))
    def check(drawn: list[Chosen]) -> None:
        found = asked.answers([["select", chosen] for chosen in drawn])
        for chosen, ids in zip(drawn, found, strict=True):
            assert ids == ids_of(asked, chosen), chosen

    check()


def test_counts_say_what_each_value_would_select(asked: Asked) -> None:
    """Given what is chosen of the other fields."""
    (fields,) = asked.answers([["fields"]])

    @settings(max_examples=2, deadline=None)
    @given(st.lists(choices(fields), min_size=4, max_size=6))
    def check(drawn: list[Chosen]) -> None:
        found = asked.answers([["counts", chosen] for chosen in drawn])
        for chosen, counts in zip(drawn, found, strict=True):
            for field in fields:
                for value in counts[field["name"]]:
                    if value == "none" and field["name"] in ("sex", "age"):
                        continue
                    expected = ids_of(asked, {**chosen, field["name"]: [value]})
                    assert counts[field["name"]][value] == len(expected), (chosen, field["name"], value)

    check()


def test_statements_are_those_of_the_command_line(asked: Asked) -> None:
    """Theme and agency are asked of the statement itself."""
    (fields,) = asked.answers([["fields"]])

    @settings(max_examples=3, deadline=None)
    @given(st.lists(st.tuples(choices(fields), st.sampled_from(OF_SECTIONS)), min_size=30, max_size=50))
    def check(drawn: list[tuple[Chosen, list[str]]]) -> None:
        drawn = [({name: chosen[name] for name in chosen if name != "year"}, sections) for chosen, sections in drawn]
        found = asked.answers([["statements", chosen, sections] for chosen, sections in drawn])
        for (chosen, sections), ids in zip(drawn, found, strict=True):
            rows = statements.ask(asked.python.store, asked.python.filters(**choice_of(chosen)), sections)
            assert ids == [row["id"] for row in rows], (chosen, sections)

    check()


def test_what_is_left_out_unstated_is_said_as_on_the_command_line(asked: Asked) -> None:
    """Of reviews, and of statements and their reviews."""
    (fields,) = asked.answers([["fields"]])

    @settings(max_examples=3, deadline=None)
    @given(st.lists(st.tuples(choices(fields), st.sampled_from([None, *OF_SECTIONS])), min_size=30, max_size=50))
    def check(drawn: list[tuple[Chosen, list[str] | None]]) -> None:
        questions = [["left", chosen, sections] for chosen, sections in drawn]
        found = asked.answers(questions + [["silent", chosen, sections or []] for chosen, sections in drawn])
        for (chosen, sections), lines in zip(drawn, found, strict=False):
            if len(chosen.get("year", ())) > 1 or "not-stated" in chosen.get("year", ()):
                continue
            years = dict.fromkeys(("since", "until"), chosen["year"][0]) if "year" in chosen else {}
            filters = asked.python.filters(**choice_of(chosen), **years)
            store = asked.python.store
            told = statements.remarks(store, filters, sections) if sections else reviews.remarks(store, filters)
            expected = [line.removeprefix("left out: ").partition(";")[0] for line in told if line.startswith("left out")]
            assert sorted(lines) == sorted(expected), (chosen, sections)

    check()


# --- Counts -----------------------------------------------------------------------------------------------------------


def compared(asked: Asked, questions: list[tuple[Chosen, list[str], str]]) -> None:
    """Ask for counts of both, and compare every cell: labels, counts, bases and ids, in their order."""
    found = asked.answers([["tallied", *question] for question in questions])
    for (chosen, by, of), cells in zip(questions, found, strict=True):
        records = asked.python.count(by, of=of, **choice_of(chosen))
        assert cells == [as_cell(record) for record in records], (chosen, by, of)


def as_cell(record: Record) -> Record:
    """A record of a count as the scripts give it."""
    values = [record["value"], *([record["value2"]] if "by2" in record else [])]
    labels = [record["label"], *([record["label2"]] if "by2" in record else [])]
    return {"values": [value or "not-stated" for value in values], "labels": labels} | {
        name: record[name] for name in ("count", "base", "total", "ids")
    }


@pytest.mark.parametrize("of", OF)
def test_counts_by_every_field_are_those_of_the_command_line(asked: Asked, of: str) -> None:
    """In the same order, with the same labels and bases."""
    compared(asked, [({}, [field], of) for field in FIELDS])


def test_counts_by_two_fields_are_those_of_the_command_line(asked: Asked) -> None:
    """Two of one child, or of one statement, are of the same one."""
    small = [name for name in FIELDS if name not in ("area", "listed", "collection")]
    pairs = [[*pair] for pair in product(small, repeat=2)] + [["area", "theme"], ["listed", "outcome"]]
    compared(asked, [({}, pair, "reviews") for pair in pairs])
    compared(asked, [({}, pair, "statements") for pair in pairs if {"theme", "agency", "harm"} >= {*pair}])


def test_counts_under_filters_are_those_of_the_command_line(asked: Asked) -> None:
    """A filter by theme or agency is asked of the statement where themes or agencies are counted."""
    (fields,) = asked.answers([["fields"]])
    by = st.lists(st.sampled_from([name for name in FIELDS if name not in ("area", "listed")]), min_size=1, max_size=2)

    @settings(max_examples=3, deadline=None)
    @given(st.lists(st.tuples(choices(fields), by, st.sampled_from([*OF])), min_size=30, max_size=50))
    def check(drawn: list[tuple[Chosen, list[str], str]]) -> None:
        compared(asked, [({name: chosen[name] for name in chosen if name != "year"}, *more) for chosen, *more in drawn])

    check()


# --- What a number leads to -------------------------------------------------------------------------------------------


def test_every_number_leads_to_what_it_counts(asked: Asked) -> None:
    """By filters of the panel where these select the same, or else by the cell itself."""
    some = ["harm", "theme", "agency", "sex", "age", "incident", "listed"]
    one = [({}, [name], of) for name in FIELDS for of in ("reviews", "statements", "actions")]
    two = [({}, [*pair], "reviews") for pair in product(some, repeat=2)]
    check_leads(asked, one + two)


def test_every_number_under_filters_leads_to_what_it_counts(asked: Asked) -> None:
    """Also where the filters ask for values of the field that is counted."""
    (fields,) = asked.answers([["fields"]])
    by = st.lists(st.sampled_from([name for name in FIELDS if name not in ("area", "listed")]), min_size=1, max_size=2)

    @settings(max_examples=3, deadline=None)
    @given(st.lists(st.tuples(choices(fields), by, st.sampled_from([*OF])), min_size=30, max_size=50))
    def check(drawn: list[tuple[Chosen, list[str], str]]) -> None:
        check_leads(asked, drawn)

    check()


def check_leads(asked: Asked, questions: Sequence[tuple[Chosen, list[str], str]]) -> None:
    """Each cell of each count leads to what it counts; a few under filters on statements lead nowhere."""
    for question, cells in zip(questions, asked.answers([["led", *question] for question in questions]), strict=True):
        for cell in cells:
            if cell["choice"] is None:
                assert {"theme", "agency"} & {*question[0]}
                assert {"none", "not-stated"} & {*cell["cell"]}
            else:
                assert cell["led"] == cell["counted"], (question, cell["cell"], cell["choice"])
