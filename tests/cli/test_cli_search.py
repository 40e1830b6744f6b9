"""`casereviews search`: what the command adds to the search engine."""

from __future__ import annotations

import pytest

from conftest import Invoke


def found(invoke: Invoke, *arguments: str) -> list[str]:
    """The ends of the ids found."""
    given = invoke("search", *arguments, "-f", "ids")
    assert given.code == 0, given.err
    return [line.removeprefix("2022-02/") for line in given.out.splitlines()]


def test_words_may_stand_apart_or_together(invoke: Invoke) -> None:
    """Several arguments are one query."""
    assert found(invoke, "bruising", "non-mobile") == found(invoke, "bruising non-mobile") != []
    assert "child-rs" in found(invoke, "bruising non-mobile")


def test_marks_are_the_words_found(invoke: Invoke) -> None:
    """A mark's characters are the word, in another of its forms too."""
    hits = invoke("search", "bruise", "--json").json
    words = {
        match["text"][start:end].lower() for hit in hits for match in hit["matches"] for start, end in match["marks"]
    }
    assert words
    assert words <= {"bruise", "bruises", "bruising", "bruised"}


def test_plain_shows_marks_without_colour(invoke: Invoke) -> None:
    """Stars about the words; the id to cite; the section."""
    out = invoke("search", "pilot").out
    assert out.splitlines()[2:] == [
        (
            "2022-02/child-l/A4  A *pilot* project whose focus is engaging fathers and the development of models of "
            "good practice."
        ),
        "    [actions]",
    ]
    assert "**pilot**" in invoke("search", "pilot", "-f", "md").out


def test_sections(invoke: Invoke) -> None:
    """--in looks in the sections named only, and takes several."""
    hits = invoke("search", "fathers", "--in", "actions", "--json").json
    assert {match["section"] for hit in hits for match in hit["matches"]} == {"actions"}
    hits = invoke("search", "fathers", "--in", "actions,learning", "--json").json
    assert {match["section"] for hit in hits for match in hit["matches"]} == {"actions", "learning"}
    hits = invoke("search", "fathers", "--in", "actions", "--in", "learning", "--json").json
    assert {match["section"] for hit in hits for match in hit["matches"]} == {"actions", "learning"}


def test_filters_order_and_limit(invoke: Invoke) -> None:
    """Filters select the reviews that are searched; --sort, --reverse and --limit order and cut."""
    everywhere = found(invoke, "father")
    assert set(found(invoke, "father", "--sex", "female")) == {"child-l"}
    assert found(invoke, "father", "--reverse") == everywhere[::-1]
    assert found(invoke, "father", "-n", "1") == everywhere[:1]
    assert found(invoke, "father", "--sort", "name") == sorted(everywhere)
    scores = [hit["score"] for hit in invoke("search", "father", "--json").json]
    assert scores == sorted(scores, reverse=True)


def test_operators(invoke: Invoke) -> None:
    """OR, NOT, a phrase and a prefix."""
    assert set(found(invoke, "pilot", "OR", "knife")) == {"child-l", "child-p"}
    assert "child-l" not in found(invoke, "father NOT pilot")
    assert found(invoke, '"pilot project"') == ["child-l"]
    assert found(invoke, '"project pilot"') == []
    assert found(invoke, "kni*") == ["child-p"]


def test_parentheses_hyphens_and_possessives(invoke: Invoke) -> None:
    """Parentheses group, a hyphen before a word is NOT, and mother's is mother."""
    father = set(found(invoke, "father"))
    assert set(found(invoke, "father (pilot OR knife)")) == father & {"child-l", "child-p"} != set()
    assert set(found(invoke, "(father pilot) OR knife")) == {"child-l", "child-p"}
    assert set(found(invoke, "father -pilot")) == set(found(invoke, "father NOT pilot")) == father - {"child-l"}
    assert set(found(invoke, "father NOT (pilot OR knife)")) == father - {"child-l", "child-p"}
    assert found(invoke, "mother's") == found(invoke, "mother\u2019s") == found(invoke, "mother") != []
    given = invoke("search", "-f", "ids", "--", "-pilot father")
    assert set(given.out.replace("2022-02/", "").split()) == father - {"child-l"}


def test_left_out(invoke: Invoke) -> None:
    """Only a review that answers the query is left out for what it does not state."""
    assert found(invoke, "bruise", "--sex", "not-stated") == ["child-rs"]
    assert (
        invoke("search", "bruise", "--sex", "male").err.splitlines()[0]
        == "left out: 1 review does not state the sex; --sex not-stated lists it"
    )
    assert invoke("search", "pilot", "--sex", "male") == (0, "", "nothing matches\n")
    assert invoke("search", "bruise", "--sex", "male", "-q").err == ""


@pytest.mark.parametrize(
    "query",
    [
        "non-accidental",
        "child's",
        "bruising.",
        '"',
        "(",
        "a AND",
        "NEAR(a b)",
        "*",
        "-x",
        ":",
        "{}",
        "^a",
        "é",
        "NOT x",
    ],
)
def test_any_text_is_a_query(invoke: Invoke, query: str) -> None:
    """Nothing that is typed is an error."""
    given = invoke("search", "--json", "--", query)
    assert given.code == 0, given.err
    assert isinstance(given.json, list)


def test_nothing_found_and_nothing_asked(invoke: Invoke) -> None:
    """Two kinds of empty answer, each with its reason."""
    assert invoke("search", "zebra") == (0, "", "nothing matches\n")
    assert invoke("search", "...") == (0, "", "the query has no word to look for\n")
    assert invoke("search", "zebra", "--json") == (0, "[]\n", "")


def test_too_many_words(invoke: Invoke) -> None:
    """Refused as wrong usage, with the limit."""
    given = invoke("search", " ".join(f"w{n}" for n in range(200)))
    assert (given.code, given.out) == (2, "")
    assert "at most 64" in given.err
