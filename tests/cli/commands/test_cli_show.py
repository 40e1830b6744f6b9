"""`casereviews show`: one review whole, a statement by its id, and never a guess."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from helpers import Invoke

CHILD_L = """\
Child L  2022-02/child-l
Serious Case Review Child L: significant non-accidental injuries to a young baby (full overview report)
Type:      Serious case review (England, former)
Listed:    February 2022
Published: not stated
Area:      not stated
Child:     girl, 3 years 6 months
Incident:  not stated
Outcome:   Injury, not fatal
Harms:     Physical abuse
Factors:   not stated
"""


def test_the_head_of_a_page(invoke: Invoke) -> None:
    """The name with its id beside it, two spaces between as everywhere else, then the facts."""
    given = invoke("show", "Child L")
    assert (given.code, given.err) == (0, "")
    assert given.out.startswith(CHILD_L)


def test_the_rest_of_a_page(invoke: Invoke) -> None:
    """Sections in their order, each statement with its id; none made and not stated are told apart."""
    out = invoke("show", "Child L").out
    places = [
        out.index(piece)
        for piece in (
            "\nWHAT HAPPENED\nA girl aged 3 years 6 months ",
            "\nLEARNING (4)\nL1  ",
            "\nL4  ",
            "\nRECOMMENDATIONS\nThe source says that no recommendations were made.\n",
            "\nACTIONS (4)\nA1  ",
            "\nSOURCES\nFull overview (PDF): address not stated\n",
            "Collection nspcc-2022-02, coded by a person. Cite as 2022-02/child-l.\n",
            "\nNOTES\n",
        )
    ]
    assert places == sorted(places)
    assert "\nACTIONS\nNot stated.\n" in invoke("show", "Mia").out


def test_every_place_says_not_stated_alike(invoke: Invoke, write: Callable[[str], str]) -> None:
    """A sentence that stands alone under a heading ends as its neighbours do."""
    out = invoke("show", "a", "--data", write("reviews:\n- {name: A, title: T}\n")).out
    assert out.count("\nNot stated.\n") == 4


@pytest.mark.parametrize(
    ("typed", "identity"),
    [
        ("2022-02/child-r", "2022-02/child-r"),
        ("Child R", "2022-02/child-r"),
        ("child r", "2022-02/child-r"),
        ("child-r", "2022-02/child-r"),
        ("CHILD  RS", "2022-02/child-rs"),
        ("rs", "2022-02/child-rs"),
        ("Baby R", "2022-02/baby-r"),
        ("baby ‘r’", "2022-02/baby-r"),
        ('Baby "R"', "2022-02/baby-r"),
        ("joshua", "2022-02/joshua"),
        ("2022-02/child-rs/L3", "2022-02/child-rs/L3"),
        ("Child RS L3", "2022-02/child-rs/L3"),
        ("child-l/a1", "2022-02/child-l/A1"),
    ],
)
def test_names(invoke: Invoke, typed: str, identity: str) -> None:
    """An id, a name, the end of an id or a whole word of one: case, quotes and spaces folded."""
    given = invoke("show", typed, "--json")
    assert given.code == 0, given.err
    assert given.json["id"] == identity


def test_several_names(invoke: Invoke) -> None:
    """Several names give an array, in the order named."""
    given = invoke("show", "Toby", "Mia", "--json")
    assert [record["name"] for record in given.json] == ["Toby", "Mia"]


@pytest.mark.parametrize("name", ["plain", "table", "json", "jsonl", "yaml", "md", "ids"])
def test_a_review_beside_a_statement(invoke: Invoke, name: str) -> None:
    """A review and a statement can be asked for at once."""
    given = invoke("show", "Child RS", "2022-02/child-rs/L1", "-f", name)
    assert (given.code, given.err) == (0, "")
    assert "2022-02/child-rs/L1" in given.out


@pytest.mark.parametrize("name", ["csv", "tsv"])
def test_rows_of_two_kinds(invoke: Invoke, name: str) -> None:
    """They make no one table: wrong usage, with what to do, and nothing written."""
    given = invoke("show", "Child RS", "2022-02/child-rs/L1", "-f", name)
    assert (given.code, given.out) == (2, "")
    assert "the other" in given.err


def test_fields_of_a_review_beside_a_statement(invoke: Invoke) -> None:
    """A field that one of them lacks is no bug of the program."""
    given = invoke("show", "Child RS", "2022-02/child-rs/L1", "--fields", "id,name", "--json")
    assert given.code in (0, 2), given.err


def test_ambiguous(invoke: Invoke, write: Callable[[str], str]) -> None:
    """Several matches exit with 3 and list their ids, all on standard error."""
    path = write("reviews:\n- {name: Child A, title: T, id: x/one}\n- {name: Child A, title: T, id: x/two}\n")
    assert invoke("show", "child a", "--data", path) == (
        3,
        "",
        'casereviews: "child a" is the name of 2 reviews:\n  x/one  Child A\n  x/two  Child A\nname one by its id\n',
    )
    bundled = invoke("show", "child")
    assert (bundled.code, bundled.out) == (3, "")
    for end in ("child-rs", "child-r", "child-p", "child-l"):
        assert f"  2022-02/{end}  " in bundled.err


def test_not_found(invoke: Invoke) -> None:
    """Exits with 1, suggests, says how to see all, and opens nothing."""
    assert invoke("show", "Tobby") == (
        1,
        "",
        'casereviews: no review "Tobby"; did you mean "Toby"?\ncasereviews list shows them all\n',
    )
    assert invoke("show", "zzz") == (1, "", 'casereviews: no review "zzz"\ncasereviews list shows them all\n')


def test_every_name_that_fails_is_told(invoke: Invoke) -> None:
    """One right name among wrong ones shows nothing; each wrong one has a line."""
    given = invoke("show", "Mia", "zzz", "qqq")
    assert (given.code, given.out) == (1, "")
    assert 'no review "zzz"' in given.err
    assert 'no review "qqq"' in given.err


@pytest.mark.parametrize("typed", ["RS L3", "Local L1", "child L1", "zzz L1", "2022-02/child-rs/S1", "L1"])
def test_a_statement_wants_its_review_by_name(invoke: Invoke, typed: str) -> None:
    """A statement is found by the id, the name or the end of the id of its review, not by a word of its title."""
    given = invoke("show", typed)
    assert (given.code, given.out) == (1, "")
    assert given.err.startswith(f'casereviews: no review "{typed}"')


def test_a_review_that_is_called_as_a_statement_is(invoke: Invoke, write: Callable[[str], str]) -> None:
    """An exact id and a name stand above the statement that the words would mean, which its id still shows."""
    path = write(
        "reviews:\n- {name: Child A, title: T, id: x/child-a, learning: [{text: said}]}\n"
        "- {name: Child A L1, title: U, id: x/other}\n"
    )
    assert invoke("show", "child a l1", "--data", path, "-f", "ids").out == "x/other\n"
    assert invoke("show", "x/child-a/l1", "--data", path, "-f", "ids").out == "x/child-a/L1\n"


def test_a_statement_that_is_not_there(invoke: Invoke) -> None:
    """A number beyond the last is not found, and the review is not shown for it."""
    given = invoke("show", "2022-02/child-rs/L99")
    assert (given.code, given.out) == (1, "")
    assert given.err == (
        'casereviews: no statement "2022-02/child-rs/L99"; 2022-02/child-rs has L1 to L8 and R1 to R3\n'
        "name one of these, or the review for all of them\n"
    )


def test_a_name_without_quotation_marks(invoke: Invoke) -> None:
    """A person who forgets the quotation marks is told of them, or given the review."""
    given = invoke("show", "Baby", "R")
    assert given.code in (0, 1, 3)
    assert given.code == 0 or "quotation marks" in given.err
