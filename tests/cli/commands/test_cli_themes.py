"""`casereviews themes`: counts, one theme with its statements, and the matrix."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from helpers import Invoke


def statements(invoke: Invoke) -> list[dict[str, Any]]:
    """Every statement of the bundled reviews, with the id of its review."""
    return [
        {**point, "review": review["id"]}
        for review in invoke("list", "--json").json
        for key in ("learning", "recommendations", "actions")
        for point in review[key] or ()
    ]


def test_counts_are_those_of_the_records(invoke: Invoke) -> None:
    """Each count can be made again from what `list` gives."""
    reviews = invoke("list", "--json").json
    of_reviews: Counter[str] = Counter()
    of_statements: Counter[str] = Counter()
    for review in reviews:
        statements = [point for key in ("learning", "recommendations", "actions") for point in review[key] or ()]
        of_statements.update(theme for point in statements for theme in point["themes"] or ())
        of_reviews.update(review["themes"] or ())
    rows = invoke("themes", "--json").json
    assert {row["theme"]: (row["reviews"], row["statements"]) for row in rows} == {
        theme: (of_reviews[theme], of_statements[theme]) for theme in of_reviews
    }
    assert all(len(row["review_ids"]) == row["reviews"] for row in rows)


def test_the_first_rows(invoke: Invoke) -> None:
    """The most frequent first, with a bar for the share of the reviews."""
    assert invoke("themes", "-n", "3").out == (
        "Theme                        Reviews                            Statements\n"
        "Information sharing           8 of 8  ████████████████████████          13\n"
        "Assessment of risk and need   7 of 8  █████████████████████             14\n"
        "Policy and procedure          5 of 8  ███████████████                   11\n"
    )


def test_order(invoke: Invoke) -> None:
    """By reviews, statements or the label that a person sees, and turned round."""
    rows = invoke("themes", "--json").json
    assert [row["label"] for row in invoke("themes", "--sort", "theme", "--json").json] == sorted(
        (row["label"] for row in rows), key=str.casefold
    )
    counts = [row["statements"] for row in invoke("themes", "--sort", "statements", "--json").json]
    assert counts == sorted(counts, reverse=True)
    assert invoke("themes", "--reverse", "--json").json == rows[::-1]


def test_filters_are_asked_of_the_statement(invoke: Invoke) -> None:
    """--agency housing counts the themes of what speaks to housing, not of the whole review."""
    rows = invoke("themes", "--agency", "housing", "--json").json
    statements = [
        point
        for review in invoke("list", "--json").json
        for key in ("learning", "recommendations", "actions")
        for point in review[key] or ()
        if "housing" in (point["agencies"] or ())
    ]
    assert {row["theme"]: row["statements"] for row in rows} == Counter(
        theme for point in statements for theme in point["themes"] or ()
    )


def test_one_theme(invoke: Invoke) -> None:
    """Its definition and every statement that has it; for rows, the statements."""
    theme = invoke("themes", "Information sharing", "--json").json
    assert theme["theme"] == "information-sharing"
    assert len(theme["statements"]) == 13
    assert all("information-sharing" in statement["themes"] for statement in theme["statements"])
    ids = invoke("themes", "information-sharing", "-f", "ids").out.split()
    assert ids == [statement["id"] for statement in theme["statements"]]
    assert len(invoke("themes", "information-sharing", "-f", "csv").out.splitlines()) == 14


def test_a_word_better_said_otherwise(invoke: Invoke) -> None:
    """It still finds its theme, and today's word is told."""
    given = invoke("themes", "disguised compliance")
    assert given.code == 0
    assert given.out.startswith("Working with parents and carers")
    assert given.err == (
        '"disguised compliance" is looked up; better: describe the behaviour, such as apparent engagement\n'
        "disguised compliance is looked up as Working with parents and carers, which is wider: "
        "2 reviews, not all of them about disguised compliance\n"
    )


def test_a_theme_that_nothing_has(invoke: Invoke) -> None:
    """Its definition, and none of the statements."""
    given = invoke("themes", "infant-crying", "--json")
    assert given.code == 0
    assert given.json["statements"] == []
    assert "0 statements" in invoke("themes", "infant-crying").out


@pytest.mark.parametrize("by", ["harm", "factor", "outcome", "type", "agency", "sex", "listed"])
def test_matrix(invoke: Invoke, by: str) -> None:
    """Every cell can be made again from the records."""
    cells: dict[tuple[str, str | None], set[str]] = {}
    for review in invoke("list", "--json").json:
        for key in ("learning", "recommendations", "actions"):
            for point in review[key] or ():
                values = {
                    "harm": review["harms"],
                    "factor": review["factors"],
                    "outcome": [review["outcome"]],
                    "type": [review["review_type"]],
                    "agency": point["agencies"],
                    "sex": [child["sex"] for child in review["children"] or [{"sex": None}]],
                    "listed": [review["listed"]],
                }[by]
                for theme in point["themes"] or ():
                    for value in [None] if values is None else values:
                        cells.setdefault((theme, value), set()).add(review["id"])
    rows = invoke("themes", "--by", by, "--json").json
    assert {(row["theme"], row["value"]): set(row["review_ids"]) for row in rows} == cells
    assert all(row["by"] == by and row["reviews"] == len(row["review_ids"]) for row in rows)


def test_matrix_and_theme_exclude_each_other(invoke: Invoke) -> None:
    """One asks for every theme, the other for one."""
    given = invoke("themes", "recording", "--by", "harm")
    assert (given.code, given.out) == (2, "")
    assert "--by" in given.err


def test_no_theme_matches(invoke: Invoke) -> None:
    """Empty is not an error."""
    assert invoke("themes", "--harm", "online-harm") == (0, "", "no theme matches\n")
    assert invoke("themes", "--harm", "online-harm", "--json").json == []
    assert invoke("themes", "--by", "harm", "--harm", "online-harm", "--json").json == []


def test_a_matrix_has_its_base(invoke: Invoke) -> None:
    for form in ("plain", "md"):
        assert invoke("themes", "--by", "harm", "-f", form).out.endswith("\n\nn = 8 reviews\n")
        assert invoke("themes", "--by", "harm", "--harm", "sexual-abuse", "-f", form).out.endswith("\nn = 1 review\n")


def test_left_out(invoke: Invoke) -> None:
    """The note of what is not stated stands beside counts too."""
    assert invoke("themes", "--sex", "male").err == (
        "left out: 2 reviews do not state the sex; --sex not-stated lists them\n"
        "of the 4 reviews that the filters select; 8 in all\n"
    )


# --- Of what a search finds ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "pattern"),
    [
        ("police", r"\bpolic(e|ing)\b"),
        ('"risk assessment"', r"\brisks? assess"),
        ("guidance OR policy", r"\b(guidance|polic(y|ies))\b"),
        ("shar*", r"\bshar"),
    ],
)
def test_counts_of_what_a_search_finds(invoke: Invoke, query: str, pattern: str) -> None:
    """The words stand in the statement itself; each count can be made again."""
    matching = [point for point in statements(invoke) if re.search(f"(?i){pattern}", point["text"])]
    assert matching
    rows = invoke("themes", "--search", query, "--no-expand", "--json").json
    assert {row["theme"]: row["statements"] for row in rows} == Counter(
        theme for point in matching for theme in point["themes"] or ()
    )
    of_reviews: dict[str, set[str]] = {}
    for point in matching:
        for theme in point["themes"] or ():
            of_reviews.setdefault(theme, set()).add(point["review"])
    assert {row["theme"]: set(row["review_ids"]) for row in rows} == of_reviews
    cells = invoke("themes", "--by", "listed", "--search", query, "--no-expand", "--json").json
    assert {cell["theme"]: cell["reviews"] for cell in cells} == {name: len(ids) for name, ids in of_reviews.items()}


def test_one_theme_of_what_a_search_finds(invoke: Invoke) -> None:
    """Its statements that have the words; other words for them and codes count, and are told."""
    given = invoke("themes", "recording", "--search", "police", "--no-expand", "--json").json
    wanted = [
        point["id"] for point in statements(invoke)
        if "recording" in (point["themes"] or ()) and re.search(r"(?i)\bpolice\b", point["text"])
    ]  # fmt: skip
    assert [one["id"] for one in given["statements"]] == wanted
    expanded = invoke("themes", "--search", "guidance", "--json")
    plain = invoke("themes", "--search", "guidance", "--no-expand", "--json")
    assert "also looked for: " in expanded.err
    assert plain.err == ""
    assert sum(row["statements"] for row in expanded.json) > sum(row["statements"] for row in plain.json)
    assert invoke("themes", "--search", "guidance", "--json", "-q").err == ""


def test_a_search_and_filters(invoke: Invoke) -> None:
    """Both must hold."""
    rows = invoke("themes", "--search", "guidance", "--no-expand", "--agency", "police", "--json").json
    matching = [
        point for point in statements(invoke)
        if "police" in (point["agencies"] or ()) and re.search(r"(?i)\bguidance\b", point["text"])
    ]  # fmt: skip
    assert {row["theme"]: row["statements"] for row in rows} == Counter(
        theme for point in matching for theme in point["themes"] or ()
    )


def test_a_search_that_finds_nothing(invoke: Invoke) -> None:
    """No count, and why."""
    assert invoke("themes", "--search", "zebra") == (0, "", 'no statement has "zebra"\nno theme matches\n')
    assert invoke("themes", "--search", "zebra", "--json", "-q") == (0, "[]\n", "")
    assert invoke("themes", "--search", "...", "--json") == (0, "[]\n", "the query has no word to look for\n")
    assert invoke("themes", "--search", "x " * 100).code == 2


def test_words_of_several_statements_are_in_none(invoke: Invoke, write: Callable[[str], str]) -> None:
    """A review that has both is found by a search, and has no statement that has both."""
    path = write(
        "reviews:\n- name: A\n  title: kilo\n  summary: lima\n  learning:\n"
        "  - {text: kilo, themes: [recording]}\n  - {text: lima, themes: [early-help]}\n"
    )
    assert len(invoke("search", "kilo lima", "--data", path, "--json").json) == 1
    assert invoke("themes", "--search", "kilo lima", "--data", path, "--json").json == []
    (row,) = invoke("themes", "--search", "kilo", "--data", path, "--json").json
    assert (row["theme"], row["statements"]) == ("recording", 1)
