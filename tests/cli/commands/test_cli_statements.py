"""`casereviews learning`, `recommendations` and `actions`: the statements themselves."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from helpers import Invoke


@pytest.mark.parametrize(
    ("command", "letter", "number"), [("learning", "L", 38), ("recommendations", "R", 31), ("actions", "A", 4)]
)
def test_every_statement(invoke: Invoke, command: str, letter: str, number: int) -> None:
    """All of a kind, in the order of the reviews and of their points, as the reviews have them."""
    rows = invoke(command, "--json").json
    expected = [
        {**point, "section": command, "review": {key: review[key] for key in ("id", "name", "title")}}
        for review in invoke("list", "--json").json
        for point in review[command] or ()
    ]
    assert rows == expected
    assert len(rows) == number
    assert all(row["id"].rpartition("/")[2][0] == letter for row in rows)


def test_theme_and_agency_are_asked_of_the_statement(invoke: Invoke) -> None:
    """--agency housing is what speaks to or of housing."""
    rows = invoke("recommendations", "--agency", "housing", "--json").json
    assert rows
    assert all("housing" in row["agencies"] for row in rows)
    rows = invoke("learning", "--theme", "early-help,recording", "--json").json
    assert rows
    assert all({"early-help", "recording"} & set(row["themes"]) for row in rows)


def test_other_filters_are_asked_of_the_review(invoke: Invoke) -> None:
    """--outcome death is what was learnt where a child died."""
    rows = invoke("learning", "--outcome", "death", "--json").json
    assert {row["review"]["name"] for row in rows} == {"Baby 'R'", "Mia", "Toby"}


def test_order_and_limit(invoke: Invoke) -> None:
    """Sorted by the review; the points of one keep their order; N rows at most."""
    ids = invoke("learning", "--sort", "name", "-n", "6", "-f", "ids").out.split()
    assert ids == [f"2022-02/baby-r/L{n}" for n in range(1, 6)] + ["2022-02/child-l/L1"]
    ids = invoke("recommendations", "--reverse", "-n", "3", "-f", "ids").out.split()
    assert ids == [f"2022-02/toby/R{n}" for n in range(1, 4)]


def test_plain(invoke: Invoke) -> None:
    """Each with its id to cite, under the review that makes it."""
    assert invoke("learning", "--theme", "professional-curiosity", "--sex", "female").out == (
        "Child L\n"
        "Serious Case Review Child L: significant non-accidental injuries to a young baby (full overview report)\n"
        "2022-02/child-l/L3  Practice needs to be curious and holistic: the whole picture comes from knowing the whole "
        "family.\n"
        "    [Professional curiosity; Whole family]\n"
    )


def test_fields_of_the_review(invoke: Invoke) -> None:
    """A field of the review is named with a dot."""
    given = invoke("learning", "--fields", "id,review.name", "-n", "1", "-f", "csv")
    assert given.out == "id,review.name\n2022-02/child-rs/L1,Child RS\n"


def test_none(invoke: Invoke) -> None:
    """Empty is 0."""
    assert invoke("learning", "--harm", "online-harm") == (0, "", "nothing matches\n")
    assert invoke("recommendations", "--harm", "online-harm", "--json") == (0, "[]\n", "")


# --- Of what a search finds ---------------------------------------------------------------------------------------------

COMMANDS = pytest.mark.parametrize("command", ["learning", "recommendations"])


@COMMANDS
@pytest.mark.parametrize(
    ("query", "pattern"),
    [
        ("police", r"\bpolic(e|ing)\b"),
        ("information shared", r"(?=.*\binformation\b)(?=.*\bshar(e|es|ed|ing)\b)"),
        ("information NOT shared", r"^(?!.*\bshar(e|es|ed|ing)\b).*\binformation\b"),
        ("-child", r"^(?!.*\bchild(ren)?\b)"),
        ("police OR NOT child", r"\bpolic(e|ing)\b|^(?!.*\bchild(ren)?\b)"),
        ('"information sharing"', r"\binformation shar(e|es|ed|ing)\b"),
    ],
)
def test_what_a_search_finds(invoke: Invoke, command: str, query: str, pattern: str) -> None:
    """The words are asked of the statement itself, not of its review; the order is that of the list."""
    given = invoke(command, "--search", query, "--no-expand", "--json")
    assert (given.code, given.err) == (0, "")
    assert given.json == [row for row in invoke(command, "--json").json if re.search(f"(?is){pattern}", row["text"])]


@COMMANDS
def test_other_words_count(invoke: Invoke, command: str) -> None:
    """And codes, and what was added is told, never with --quiet."""
    given = invoke(command, "--search", "HV OR DV", "--json")
    added, missing = given.err.splitlines()
    assert added.startswith("also looked for: Health visiting, ")
    assert missing == f'nothing in {command} has "HV"'
    assert invoke(command, "--search", "HV OR DV", "--no-expand", "--json").json == []
    assert invoke(command, "--search", '"HV" OR "DV"', "--json", "-q") == (0, "[]\n", "")
    for row in given.json:
        assert (
            "health-visiting" in (row["agencies"] or ())
            or "domestic-abuse-practice" in (row["themes"] or ())
            or re.search(r"(?i)health visit|domestic|coercive", row["text"])
        )
    coded = [row["id"] for row in invoke(command, "--agency", "health-visiting", "--json").json]
    assert set(coded) <= {row["id"] for row in given.json}


def test_a_search_filters_and_order(invoke: Invoke) -> None:
    """All must hold; sorted and cut as without it."""
    rows = invoke("recommendations", "--search", "guidance", "--json").json
    ids = [row["id"] for row in invoke("recommendations", "--search", "guidance", "--agency", "police", "--json").json]
    assert ids == [row["id"] for row in rows if "police" in (row["agencies"] or ())]
    named = invoke("recommendations", "--search", "guidance", "--sort", "name", "-n", "2", "--json").json
    assert named == sorted(rows, key=lambda row: row["review"]["name"].casefold())[:2]


def test_words_of_several_statements_are_in_none(invoke: Invoke, write: Callable[[str], str]) -> None:
    """The title and the summary do not count either."""
    path = write(
        "reviews:\n- {name: A, title: kilo, summary: lima, learning: [{text: kilo}, {text: lima}, {text: lima kilo}], "
        "recommendations: [{text: kilo}]}\n"
    )
    assert invoke("learning", "--search", "kilo lima", "--data", path, "-f", "ids").out.split()[0].endswith("/L3")
    assert len(invoke("learning", "--search", "kilo lima", "--data", path, "--json").json) == 1
    assert invoke("recommendations", "--search", "lima", "--data", path, "--json").json == []


@COMMANDS
def test_a_search_that_finds_nothing(invoke: Invoke, command: str) -> None:
    """Why is told, and nothing is shown instead: not what has only some of the words."""
    told = f'nothing in {command} has "zebra"\n'
    assert invoke(command, "--search", "zebra", "--json") == (0, "[]\n", told)
    assert invoke(command, "--search", "zebra") == (0, "", f"{told}nothing matches\n")
    assert invoke(command, "--search", "information child zebra", "--json") == (0, "[]\n", told)
    told = invoke(command, "--search", "infromation", "--json").err
    assert told == f'nothing in {command} has "infromation"; did you mean "information"?\n'
    assert invoke(command, "--search", "", "--json") == (0, "[]\n", "the query has no word to look for\n")
    given = invoke(command, "--search", "x " * 100)
    assert (given.code, given.out) == (2, "")


@pytest.mark.parametrize(
    "command",
    [("show", "2022-02/child-l/A2"), ("themes", "bruising"), ("search", "bruising protocol", "--statements"),
     ("actions",), ("learning", "-n", "3"), ("recommendations", "-n", "3")],
)  # fmt: skip
def test_every_statement_says_its_section(invoke: Invoke, command: tuple[str, ...]) -> None:
    """Whichever command gives it, it is what its id says."""
    rows = invoke(*command, "-f", "csv", "--fields", "id,section", "-q").out.splitlines()[1:]
    sections = {"L": "learning", "R": "recommendations", "A": "actions"}
    assert rows
    assert [row.partition(",")[2] for row in rows] == [
        sections[row.partition(",")[0].rpartition("/")[2][0]] for row in rows
    ]


def test_actions_to_an_agency(invoke: Invoke) -> None:
    """The filters are asked of the action."""
    assert invoke("actions", "--agency", "midwifery", "-f", "ids").out == "2022-02/child-l/A1\n"
    assert invoke("actions", "--agency", "housing", "-q") == (0, "", "")
