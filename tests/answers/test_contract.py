"""The JSON contract: the fields of every answer, typed here by hand, so that none changes by accident.

Scripts rely on these names and on their order. Add at the end of a list only what is meant to be promised.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jsonschema
import pytest

from helpers import INVENTED, Invoke

REVIEW = [
    "id", "name", "title", "review_type", "listed", "published", "area", "children", "incident_date", "outcome",
    "harms", "factors",
    "themes", "agencies", "summary", "learning", "recommendations", "actions", "resources", "notes", "collection",
    "coding", "evidence",
]  # fmt: skip
FLAT = [
    *REVIEW, "year", "year_listed", "year_published", "children_count",
    "child_1_age", "child_1_age_months", "child_1_sex", "child_2_age", "child_2_age_months", "child_2_sex",
    "child_3_age", "child_3_age_months", "child_3_sex", "learning_count", "recommendations_count", "actions_count",
    "codes_read", "codes_unread", "statements_read", "statements_unread", "not_read",
]  # fmt: skip
CHILD = ["age", "age_months", "sex"]
POINT = ["id", "text", "themes", "agencies"]
RESOURCE = ["label", "format", "url"]
REFERENCE = ["id", "name", "title"]
STATEMENT = ["id", "section", "text", "themes", "agencies", "review"]
FULL_STATEMENT = [*STATEMENT, *(f"review.{field}" for field in FLAT)]
HIT = ["id", "name", "title", "score", "missing", "matches"]
MATCH = ["id", "section", "text", "marks", "why"]
REASON = ["query", "how", "what"]
STATEMENT_HIT = ["id", "section", "text", "marks", "why", "score", "missing", "review"]
LIKENESS = ["id", "name", "title", "score", "shared"]
SHARED = ["kind", "slug", "label", "reviews"]
CACHED = ["sources", "bytes", "state", "file"]
THEME = ["theme", "label", "reviews", "statements", "review_ids"]
ONE_THEME = ["theme", "label", "definition", "harms", "statements"]
THEME_BY = ["theme", "label", "by", "value", "reviews", "review_ids"]
TERM = ["kind", "slug", "label", "definition", "synonyms"]
PROBLEM = ["file", "line", "column", "record", "message", "nearest"]
INFO = [
    "version",
    "python",
    "sqlite",
    "collections",
    "reviews",
    "learning",
    "recommendations",
    "actions",
    "stated",
    "coded",
    "not_read",
]
COLLECTION = ["id", "file", "title", "listed", "source", "headline_reviews", "topics", "notice", "reviews"]
STATED = [
    "review_type", "listed", "published", "area", "children", "age", "sex", "incident_date", "outcome", "harms", "factors",
    "summary", "learning", "recommendations", "actions",
]  # fmt: skip

SOURCES = [(), ("--data", INVENTED), ("--data", INVENTED, "--with-bundled")]


def keys(records: list[Any]) -> list[list[str]]:
    """The names of the fields of records, each list of names once."""
    found: list[list[str]] = []
    for record in records:
        if list(record) not in found:
            found.append(list(record))
    return found


def check(invoke: Invoke, answer: str, given: Any) -> None:
    """The answer holds to the schema that the program prints for it."""
    jsonschema.validate(given, invoke("schema", answer).json, cls=jsonschema.Draft202012Validator)


@pytest.mark.parametrize("source", SOURCES)
def test_list(invoke: Invoke, source: tuple[str, ...]) -> None:
    """An array of reviews, and what stands in them."""
    reviews = invoke("list", *source, "--json").json
    check(invoke, "list", reviews)
    assert keys(reviews) == [REVIEW]
    points = [
        point for one in reviews for key in ("learning", "recommendations", "actions") for point in one[key] or ()
    ]
    assert keys(points) == [POINT]
    assert keys([child for one in reviews for child in one["children"] or ()]) == [CHILD]
    assert keys([resource for one in reviews for resource in one["resources"]]) == [RESOURCE]


def test_show(invoke: Invoke) -> None:
    """One name gives an object, several an array of the same."""
    names = invoke("list", "-f", "ids").out.split()
    assert len(names) == 8
    for name in names:
        record = invoke("show", name, "--json").json
        check(invoke, "show", record)
        assert list(record) == REVIEW
    several = invoke("show", "Mia", "Toby", "--json").json
    check(invoke, "list", several)


def test_show_of_a_statement(invoke: Invoke) -> None:
    """A statement is what `learning` lists."""
    record = invoke("show", "2022-02/child-rs/L3", "--json").json
    assert list(record) == STATEMENT
    assert list(record["review"]) == REFERENCE
    check(invoke, "statement", record)
    check(invoke, "learning", [record])


@pytest.mark.parametrize("command", ["learning", "recommendations", "actions"])
@pytest.mark.parametrize("source", SOURCES)
def test_statements(invoke: Invoke, command: str, source: tuple[str, ...]) -> None:
    """An array of statements, each with its review."""
    given = invoke(command, *source, "--json").json
    check(invoke, command, given)
    assert keys(given) == [STATEMENT]
    assert {statement["section"] for statement in given} == {command}
    assert keys([statement["review"] for statement in given]) == [REFERENCE]


@pytest.mark.parametrize("source", SOURCES)
def test_search(invoke: Invoke, source: tuple[str, ...]) -> None:
    """An array of hits, each with its matches."""
    given = invoke("search", "bruise OR home OR child", *source, "--json").json
    check(invoke, "search", given)
    assert keys(given) == [HIT]
    assert keys([match for hit in given for match in hit["matches"]]) == [MATCH]
    assert all(len(mark) == 2 for hit in given for match in hit["matches"] for mark in match["marks"])
    assert keys([reason for hit in given for match in hit["matches"] for reason in match["why"]]) == [REASON]


@pytest.mark.parametrize("source", SOURCES)
def test_search_of_statements(invoke: Invoke, source: tuple[str, ...]) -> None:
    """An array of statements, each with its review."""
    given = invoke("search", 'bruise OR home OR "a baby" OR rec*', "--statements", *source, "--json").json
    check(invoke, "search-statements", given)
    assert keys(given) == [STATEMENT_HIT]
    assert keys([reason for hit in given for reason in hit["why"]]) == [REASON]
    assert keys([hit["review"] for hit in given]) == [REFERENCE]


@pytest.mark.parametrize("source", [(), ("--data", INVENTED, "--with-bundled")])
def test_similar(invoke: Invoke, source: tuple[str, ...]) -> None:
    """An array of reviews, each with what it shares."""
    given = invoke("similar", "Mia", *source, "--json").json
    check(invoke, "similar", given)
    assert keys(given) == [LIKENESS]
    assert keys([code for one in given for code in one["shared"]]) == [SHARED]


def test_cache(invoke: Invoke) -> None:
    """An array of files, empty where none is kept."""
    given = invoke("cache", "--json").json
    check(invoke, "cache", given)
    assert keys(given) in ([], [CACHED])
    assert invoke("cache", "-f", "csv").out.splitlines()[0].split(",") == CACHED


@pytest.mark.parametrize("source", SOURCES)
def test_themes(invoke: Invoke, source: tuple[str, ...]) -> None:
    """Counts, one theme, and the matrix."""
    counts = invoke("themes", *source, "--json").json
    check(invoke, "themes", counts)
    assert keys(counts) == [THEME]
    one = invoke("themes", "bruising-non-mobile", *source, "--json").json
    check(invoke, "theme", one)
    assert list(one) == ONE_THEME
    assert keys(one["statements"]) == [STATEMENT]
    for by in ("harm", "factor", "outcome", "type", "agency", "sex", "listed"):
        cells = invoke("themes", "--by", by, *source, "--json").json
        check(invoke, "themes-by", cells)
        assert keys(cells) == [THEME_BY]


def test_vocabulary(invoke: Invoke) -> None:
    """An array of terms."""
    given = invoke("vocabulary", "--json").json
    check(invoke, "vocabulary", given)
    assert keys(given) == [TERM]


@pytest.mark.parametrize("source", SOURCES)
def test_info(invoke: Invoke, source: tuple[str, ...]) -> None:
    """An object with the collections and the counts."""
    given = invoke("info", *source, "--json").json
    check(invoke, "info", given)
    assert list(given) == INFO
    assert keys(given["collections"]) == [COLLECTION]
    assert list(given["stated"]) == STATED


def test_validate(invoke: Invoke, write: Callable[[str], str]) -> None:
    """An array of problems, empty where there are none."""
    given = invoke("validate", write("reviews:\n- name: A\n  title: T\n  outcome: deth\n- {}\n"), "--json")
    check(invoke, "validate", given.json)
    assert keys(given.json) == [PROBLEM]
    assert invoke("validate", "--json").json == []


@pytest.mark.parametrize(
    ("answer", "command"),
    [
        ("list", ("list",)),
        ("search", ("search", "zebra")),
        ("search-statements", ("search", "zebra", "--statements")),
        ("learning", ("learning", "--search", "zebra")),
        ("themes", ("themes", "--search", "zebra")),
        ("themes", ("themes",)),
        ("themes-by", ("themes", "--by", "harm")),
        ("theme", ("themes", "recording")),
        ("learning", ("learning",)),
        ("recommendations", ("recommendations",)),
        ("info", ("info",)),
        ("validate", ("validate",)),
    ],
)
def test_of_nothing(invoke: Invoke, write: Callable[[str], str], answer: str, command: tuple[str, ...]) -> None:
    """A collection without reviews answers every question in the same form."""
    path = write("reviews: []\n")
    given = invoke(*command, *((path,) if answer == "validate" else ("--data", path)), "--json")
    assert given.code == 0, given.err
    check(invoke, answer, given.json)


@pytest.mark.parametrize(
    ("command", "fields"),
    [
        (("list",), FLAT),
        (("show", "Mia"), FLAT),
        (("show", "2022-02/mia/L1"), FULL_STATEMENT),
        (("search", "home"), HIT),
        (("search", "home", "--statements"), [*STATEMENT_HIT, "review.id", "review.name", "review.title"]),
        (("similar", "Mia"), LIKENESS),
        (("themes",), THEME),
        (("themes", "recording"), ONE_THEME),
        (("themes", "--by", "harm"), THEME_BY),
        (("learning",), FULL_STATEMENT),
        (("recommendations",), FULL_STATEMENT),
        (("vocabulary",), TERM),
        (("info",), INFO),
    ],
)
def test_fields_are_those_of_the_answer(invoke: Invoke, command: tuple[str, ...], fields: list[str]) -> None:
    """--fields takes every field by its name, gives just those, in the order asked for, and lists them all."""
    given = invoke(*command, "--fields", ",".join(reversed(fields)), "--json").json
    assert keys(given if isinstance(given, list) else [given]) == [fields[::-1]]
    wrong = invoke(*command, "--fields", "nosuch", "--json")
    assert (wrong.code, wrong.out) == (2, "")
    assert wrong.err.splitlines()[1] == f"allowed: {', '.join(fields)}"


def test_columns_are_the_fields(invoke: Invoke) -> None:
    """CSV and TSV have a column for every field, in the same order; of reviews, for what is worked out of them too."""
    for command, fields in (
        (("list",), FLAT),
        (("show", "Mia"), FLAT),
        (("show", "2022-02/mia/L1"), STATEMENT),
        (("search", "home"), HIT),
        (("search", "home", "--statements"), STATEMENT_HIT),
        (("similar", "Mia"), LIKENESS),
        (("themes",), THEME),
        (("themes", "recording"), STATEMENT),
        (("themes", "--by", "sex"), THEME_BY),
        (("learning",), STATEMENT),
        (("vocabulary",), TERM),
        (("validate",), PROBLEM),
        (("info",), INFO),
    ):
        assert invoke(*command, "-f", "csv").out.splitlines()[0].split(",") == fields
        assert invoke(*command, "-f", "tsv").out.splitlines()[0].split("\t") == fields
