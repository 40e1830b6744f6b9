"""What is worked out of a review for tables: columns of `list -f csv`, and fields that can be named."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest

from casereviews.answers.flat import year
from helpers import Invoke

Write = Callable[[str], str]

REVIEWS = """
reviews:
- {name: Ash, title: T, incident_date: 2016/2018, listed: 2021-03, published: 2020,
   children: [{age: under 1 year}, {age: 4 weeks, sex: male}, {sex: female}, {age: 9 years}],
   learning: [{text: One.}, {text: Two.}], recommendations: [], harms: [neglect, physical-abuse]}
- {name: Birch, title: T, incident_date: 2016-11/2016-12, children: []}
- {name: Cedar, title: T}
"""
COUNTS = ["children_count", "learning_count", "recommendations_count", "actions_count"]
YEARS = ["year", "year_listed", "year_published"]


def rows(invoke: Invoke, *arguments: str) -> list[dict[str, str]]:
    """The rows of an answer as CSV."""
    return list(csv.DictReader(io.StringIO(invoke(*arguments, "-f", "csv", "-q").out)))


def test_a_table_has_columns_for_what_is_within_a_review(invoke: Invoke, write: Write) -> None:
    """Empty is not stated; 0 is what the source says are none."""
    ash, birch, cedar = rows(invoke, "list", "--data", write(REVIEWS))
    assert [ash[name] for name in YEARS] == ["", "2021", "2020"]
    assert [birch[name] for name in YEARS] == ["2016", "", ""]
    assert [ash[name] for name in COUNTS] == ["4", "2", "0", ""]
    assert [birch[name] for name in COUNTS] == ["0", "", "", ""]
    assert [cedar[name] for name in [*YEARS, *COUNTS]] == [""] * 7
    children = [[ash[f"child_{number}_{what}"] for what in ("age", "age_months", "sex")] for number in (1, 2, 3)]
    assert children == [["under 1 year", "", ""], ["4 weeks", "0.92", "male"], ["", "", "female"]]
    assert not any(birch[name] + cedar[name] for name in birch if name.startswith("child_"))
    assert ash["children"].endswith("; age: 9 years, age_months: 108.0")


@pytest.mark.parametrize("name", ["json", "jsonl", "yaml", "csv", "tsv", "table", "plain", "md"])
def test_every_format_takes_them_by_name(invoke: Invoke, write: Write, name: str) -> None:
    given = invoke("list", "--data", write(REVIEWS), "--fields", "id,Child_2_Age,year_listed", "-f", name)
    assert given.code == 0
    assert "4 weeks" in given.out
    assert "2021" in given.out
    assert "Cedar" not in given.out


def test_other_formats_have_them_only_by_name(invoke: Invoke, write: Write) -> None:
    path = write(REVIEWS)
    for name in ("json", "jsonl", "yaml", "table", "plain", "md"):
        assert "year_listed" not in invoke("list", "--data", path, "-f", name).out
    assert invoke("list", "--data", path, "--fields", "year", "--json").json == [
        {"year": None},
        {"year": 2016},
        {"year": None},
    ]


def test_statements_take_the_fields_of_their_review(invoke: Invoke, write: Write) -> None:
    """Any of them, in any format; the review itself stays what names it."""
    asked = ("learning", "--data", write(REVIEWS))
    fields = "text,review.harms,review.year_listed,review.child_2_sex,review.actions,review"
    assert invoke(*asked, "--fields", fields, "--json").json == [
        {
            "text": text,
            "review.harms": ["neglect", "physical-abuse"],
            "review.year_listed": 2021,
            "review.child_2_sex": "male",
            "review.actions": None,
            "review": {"id": "2021-03/ash", "name": "Ash", "title": "T"},
        }
        for text in ("One.", "Two.")
    ]
    assert rows(invoke, *asked, "--fields", "text,review.harms,review.actions,review") == [
        {"text": text, "review.harms": "neglect; physical-abuse", "review.actions": "", "review": "2021-03/ash"}
        for text in ("One.", "Two.")
    ]
    one = invoke("show", "2021-03/ash/L2", "--data", asked[2], "--fields", "id,review.year_published", "--json")
    assert one.json == {"id": "2021-03/ash/L2", "review.year_published": 2020}


def test_a_field_that_is_not_there_is_told_with_those_that_are(invoke: Invoke) -> None:
    given = invoke("learning", "--fields", "review.harm", "--count")
    assert given.code == 2
    assert given.err.startswith('casereviews: unknown field "review.harm"; did you mean "review.harms"?\nallowed: id, ')
    assert invoke("learning", "--fields", "review.harms", "--count").out == invoke("learning", "--count").out
    assert invoke("list", "--fields", "year", "--count").out == "8\n"


@pytest.mark.parametrize(
    ("date", "wanted"),
    [
        (None, None),
        ("2019", 2019),
        ("2019-06-30", 2019),
        ("2018-12/2019-01", None),
        ("2019-01/2019", 2019),
    ],
)
def test_a_year_is_only_that_of_a_date_within_it(date: str | None, wanted: int | None) -> None:
    assert year(date) == wanted
