"""`casereviews count`: by one field, by two, what a reader is told of them, and what is wrong usage."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

import casereviews
import invent
from casereviews.errors import UsageError
from helpers import INVENTED, Invoke
from helpers.running import on_terminal


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A collection of forty reviews."""
    path = tmp_path_factory.mktemp("many") / "many.jsonl"
    path.write_text("".join(invent.as_jsonl(invent.reviews(40))), "utf-8")
    return str(path)


def test_by_one_field(invoke: Invoke) -> None:
    given = invoke("count", "--by", "harm")
    assert (given.code, given.err) == (0, "")
    assert given.out == (
        "Harm            Reviews\n"
        "Physical abuse        6  ████████████████████████\n"
        "Neglect               2  ████████\n"
        "Sexual abuse          1  ████\n"
        "Domestic abuse        1  ████\n"
        "All                   8\n"
        "\n"
        "A review with several of these counts under each, so the rows add up to more than 8.\n"
    )
    assert invoke("count", "--by", "outcome").out.endswith("\nAll                           8\n")


def test_by_two_fields(invoke: Invoke) -> None:
    assert invoke("count", "--by", "AGE", "--by", "Sex", "-f", "md").out == (
        "| Age | All | Boy | Girl | Not stated |\n"
        "| --- | ---: | ---: | ---: | ---: |\n"
        "| Under 1 year | 4 | 2 | 1 | 1 |\n"
        "| 1 to 5 years | 3 | 1 | 1 | 1 |\n"
        "| 6 to 10 years | 1 | 1 | 0 | 0 |\n"
        "| All | 8 | 4 | 2 | 2 |\n"
        "\n"
        "Age and sex are those of one and the same child.\n"
    )
    told = invoke("count", "--by", "theme", "--by", "agency").out
    assert "\nTheme and agency are those of one and the same statement.\n" in told
    assert "one and the same" not in invoke("count", "--by", "theme", "--by", "harm").out
    assert "one and the same" not in invoke("count", "--by", "agency", "--by", "agency").out


@pytest.mark.parametrize("by", [["harm"], ["theme", "outcome"], ["age", "sex"], ["incident"]])
def test_csv_is_tidy(invoke: Invoke, by: list[str]) -> None:
    """A row a cell, empty cells too, with the same as JSON."""
    options = [word for name in by for word in ("--by", name)]
    rows = list(csv.DictReader(io.StringIO(invoke("count", *options, "-f", "csv").out)))
    records = invoke("count", *options, "--json").json
    assert len(rows) == len(records) > 2
    for row, record in zip(rows, records, strict=True):
        assert row == {
            name: "" if value is None else "; ".join(value) or "none" if isinstance(value, list) else str(value)
            for name, value in record.items()
        }
    if len(by) == 2:
        values = {(record["value"], record["value2"]) for record in records}
        assert len(values) == len(records) == len({one for one, _ in values}) * len({two for _, two in values})


def test_shares_have_their_base(invoke: Invoke, many: str) -> None:
    """None is told of fewer than ten, and that is said."""
    few = invoke("count", "--by", "outcome", "--share").out
    assert few == invoke("count", "--by", "outcome").out + "\nNo percentages: fewer than 10 reviews state it.\n"
    cross = ("count", "--by", "type", "--by", "outcome")
    none = "\nNo percentages: fewer than 10 reviews in any row state the outcome.\n"
    assert invoke(*cross, "--share").out == invoke(*cross).out + none
    command = ("count", "--by", "outcome", "--data", many)
    records = invoke(*command, "--json").json
    lines = invoke(*command, "--share").out.splitlines()
    base = records[0]["base"]
    assert 10 <= base < records[0]["total"] == 40
    assert f"Percentages are of the {base} reviews that state it." in lines
    for record in records[:-1]:
        (line,) = (line for line in lines if line.startswith(f"{record['label']} "))
        assert line.split()[-1] == f"{int(100 * record['count'] / base + 0.5)}%"
    assert records[-1]["value"] is None
    assert lines[len(records)].split()[-1] == "-"
    told = invoke(*command, "--by", "sex", "--share").out
    assert "Percentages are of the reviews of a row that state the sex; of fewer than 10 there are none." in told
    assert "State sex" in told.splitlines()[0]
    assert " - " in told


def test_what_is_counted(invoke: Invoke) -> None:
    """Reviews, statements, or those of a section."""
    learning = invoke("learning", "--json").json
    rows = invoke("count", "--by", "agency", "--of", "LEARNING", "--json").json
    assert {row["total"] for row in rows} == {len(learning)}
    police = next(row for row in rows if row["value"] == "police")
    assert police["ids"] == [one["id"] for one in learning if "police" in one["agencies"]]
    assert "Learning points" in invoke("count", "--by", "agency", "--of", "learning").out
    whole = invoke("count", "--by", "harm", "--of", "statements", "--json").json
    assert whole[0]["total"] == sum(
        invoke(section, "--json").out.count('"section"') for section in ("learning", "recommendations", "actions")
    )
    assert (
        "A statement with several of these counts under each" in invoke("count", "--by", "harm", "--of", "learning").out
    )


def test_filters_on_statements(invoke: Invoke) -> None:
    """By what statements have, those alone are looked at that pass; by all else, reviews as `list` has them."""
    by_theme = {row["theme"]: row["review_ids"] for row in invoke("themes", "--agency", "housing", "--json").json}
    counted = invoke("count", "--by", "theme", "--agency", "housing", "--json").json
    assert {row["value"]: row["ids"] for row in counted} == by_theme
    ids = invoke("list", "--theme", "fathers", "--agency", "police", "-f", "ids").out.split()
    rows = invoke("count", "--by", "coding", "--theme", "fathers", "--agency", "police", "--json").json
    assert [row["ids"] for row in rows] == [ids]
    found = invoke("learning", "--search", "bruising", "--json").json + invoke(
        "recommendations", "--search", "bruising", "--json"
    ).json + invoke("actions", "--search", "bruising", "--json").json  # fmt: skip
    assert found
    rows = invoke("count", "--by", "coding", "--search", "bruising", "--json").json
    assert {identity for row in rows for identity in row["ids"]} == {one["review"]["id"] for one in found}


def test_what_is_left_out_is_told(invoke: Invoke) -> None:
    assert invoke("count", "--by", "outcome", "--sex", "male").err == (
        "left out: 2 reviews do not state the sex; --sex not-stated lists them\n"
    )
    assert invoke("count", "--by", "outcome", "--of", "actions").err == "7 of these reviews do not state actions\n"
    assert invoke("count", "--by", "outcome", "--sex", "male", "-q").err == ""


def test_what_is_kept_says_what_is_left_out(invoke: Invoke, tmp_path: Path) -> None:
    """Standard error is lost of a file, of Markdown and of a picture, and so of themes; data have none of it."""
    line = "Left out: 2 reviews do not state the sex; --sex not-stated lists them."
    for asked in (["count", "--by", "harm"], ["themes"], ["themes", "--by", "harm"]):
        asked += ["--sex", "male"]
        assert line not in invoke(*asked, "-f", "plain").out
        assert invoke(*asked, "-f", "md").out.endswith(f"\n\n{line}\n")
        for name, count in (("a.txt", 1), ("a.md", 1), ("a.svg", 2), ("a.csv", 0), ("a.json", 0)):
            assert invoke(*asked, "-q", "--force", "-o", str(tmp_path / name)).code == 0
            assert (tmp_path / name).read_text("utf-8").count(line.removesuffix(".")) == count
    assert "Left out" not in invoke("count", "--by", "harm", "-f", "md").out


def test_the_limit(invoke: Invoke) -> None:
    rows = invoke("count", "--by", "factor", "--json").json
    assert invoke("count", "--by", "factor", "-n", "2", "--json").json == rows[:2]
    assert invoke("count", "--by", "factor", "-n", "2").out.endswith(
        f"\nAnd {len(rows) - 2} more: --limit {len(rows)} shows all.\n"
    )
    assert "more" not in invoke("count", "--by", "factor", "-n", str(len(rows))).out.replace("more than", "")
    assert invoke("count", "--by", "factor", "--count").out == f"{len(rows)}\n"


@pytest.mark.parametrize("width", [60, 80, 120])
def test_on_a_terminal(width: int) -> None:
    """What has no room is named; the columns with most are there; without Unicode too."""
    command = ("count", "--by", "factor", "--by", "theme", "-n", "3", "-q")
    shown = on_terminal(*command, size=(width, 40), env={"NO_COLOR": "1"}).decode()
    assert max(map(len, shown.splitlines())) <= width
    assert "██" in shown
    assert "more columns; a wider screen or -f csv has" in " ".join(shown.split())
    assert shown.split("\n─")[0].split().count("Information") == 1
    assert " All " not in shown.split("\n─")[0]
    plain = on_terminal(*command, size=(width, 40), env={"NO_COLOR": "1", "PYTHONIOENCODING": "ascii"}).decode()
    assert plain.isascii()
    assert "##" in plain


@pytest.mark.parametrize(
    ("command", "line"),
    [
        ("count --by harms", 'unknown field to count by "harms"; did you mean "harm"?'),
        ("count --by harm --by sex --by age", "a count is by one field or by two, not by 3"),
        ("count --by harm --of review", 'unknown unit to count "review"; did you mean "reviews"?'),
        ("count --by harm --sort name", 'unknown sort "name"'),
    ],
)
def test_wrong_usage(invoke: Invoke, command: str, line: str) -> None:
    given = invoke(*command.split())
    assert (given.code, given.out) == (2, "")
    assert given.err.startswith(f"casereviews: {line}\nallowed: ")


@pytest.mark.parametrize("word", ["year", "Years"])
def test_a_year_is_that_of_something(invoke: Invoke, word: str) -> None:
    given = invoke("count", "--by", word)
    assert given.code == 2
    assert given.err == (
        f'casereviews: unknown field to count by "{word.lower()}"\n'
        "name the year of what: incident or published; listed is the month of the bulletin\n"
    )


def test_no_agency_is_no_finding(invoke: Invoke) -> None:
    """Its label says so, whatever is counted; the value stays."""
    last = invoke("count", "--by", "agency", "--of", "statements", "--json").json[-1]
    assert (last["value"], last["label"]) == ("none", "No agency named")
    assert "\nNo agency named " in invoke("count", "--by", "agency", "--of", "statements").out


def test_without_a_field(invoke: Invoke) -> None:
    given = invoke("count")
    assert (given.code, given.out) == (2, "")
    assert "--by" in given.err


def test_nothing_to_count(invoke: Invoke) -> None:
    assert invoke("count", "--by", "sex", "--harm", "online-harm") == (0, "", "nothing matches\n")
    assert invoke("count", "--by", "sex", "--by", "age", "--harm", "online-harm", "--json").json == []


def test_from_python(invoke: Invoke, tmp_path: Path) -> None:
    """The same words, the same records."""
    with casereviews.open(INVENTED) as collections:
        for by, options in (
            ("harm", {}),
            (["age", "sex"], {"limit": 2}),
            ("theme", {"of": "learning", "sort": "value"}),
        ):
            words = [by] if isinstance(by, str) else by
            typed = [word for name in words for word in ("--by", name)]
            typed += [word for name, value in options.items() for word in (f"--{name}", str(value))]
            asked = invoke("count", *typed, "--data", INVENTED, "--json").json
            assert collections.count(by, **options) == asked
            assert asked
        assert collections.count("sex", search="bruise", harm="-neglect") == invoke(
            "count", "--by", "sex", "--search", "bruise", "--harm", "-neglect", "--data", INVENTED, "--json"
        ).json  # fmt: skip
        with pytest.raises(UsageError):
            collections.count("harms")
        with pytest.raises(UsageError):
            collections.count("harm", of="review")
