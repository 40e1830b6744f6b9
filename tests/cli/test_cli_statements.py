"""`casereviews learning` and `casereviews recommendations`: the statements themselves."""

from __future__ import annotations

import pytest

from conftest import Invoke


@pytest.mark.parametrize(("command", "letter", "number"), [("learning", "L", 38), ("recommendations", "R", 31)])
def test_every_statement(invoke: Invoke, command: str, letter: str, number: int) -> None:
    """All of a kind, in the order of the reviews and of their points, as the reviews have them."""
    rows = invoke(command, "--json").json
    expected = [
        {**point, "review": {key: review[key] for key in ("id", "name", "title")}}
        for review in invoke("list", "--json").json
        for point in review[command] or ()
    ]
    assert rows == expected
    assert len(rows) == number
    assert all(row["id"].rpartition("/")[2][0] == letter for row in rows)


def test_theme_and_agency_are_asked_of_the_statement(invoke: Invoke) -> None:
    """--agency housing is what was recommended to housing."""
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
