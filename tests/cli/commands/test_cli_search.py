"""`casereviews search`: what the command adds to the search engine."""

from __future__ import annotations

import csv
import io
import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from casereviews.cli import output
from helpers import Invoke


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
    hits = invoke("search", "bruise", "--no-expand", "--json").json
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
    assert found(invoke, "bruise", "--sex", "not-stated", "--all") == ["child-rs"]
    assert invoke("search", "bruise", "--sex", "male", "--all").err.splitlines()[1:] == [
        "left out: 1 review does not state the sex; --sex not-stated lists it"
    ]
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
    assert invoke("search", "zebra") == (0, "", 'nothing here has "zebra"\n')
    assert invoke("search", "...") == (0, "", "the query has no word to look for\n")
    assert invoke("search", "zebra", "--json") == (0, "[]\n", 'nothing here has "zebra"\n')
    assert invoke("search", "zebra", "--json", "-q") == (0, "[]\n", "")


def test_too_many_words(invoke: Invoke) -> None:
    """Refused as wrong usage, with the limit."""
    given = invoke("search", " ".join(f"w{n}" for n in range(200)))
    assert (given.code, given.out) == (2, "")
    assert "at most 64" in given.err


# --- What is looked for besides -----------------------------------------------------------------------------------------


def test_other_words_and_codes_are_looked_for_and_told(invoke: Invoke) -> None:
    """CSA finds child sexual abuse; the notes say so on standard error, and --quiet says nothing."""
    given = invoke("search", "CSA", "-f", "ids")
    assert (given.code, given.out) == (0, "2022-02/joshua\n")
    assert given.err.splitlines()[-1].startswith("also looked for: ")
    assert "child sexual abuse" in given.err
    assert "coded Sexual abuse or Responding to sexual abuse (for CSA)" in given.err
    assert invoke("search", "CSA", "-f", "ids", "-q") == (0, "2022-02/joshua\n", "")
    assert found(invoke, "child", "sexual", "abuse") == ["joshua"]


@pytest.mark.parametrize("word", ["HV", "invisible fathers", "coercive control"])
def test_without_other_words(invoke: Invoke, word: str) -> None:
    """--no-expand and quotation marks look for the words as they are, and tell of nothing added."""
    for arguments in ((word, "--no-expand"), (f'"{word}"',)):
        given = invoke("search", *arguments, "--json")
        assert given.code == 0
        assert "also looked for" not in given.err
        assert not [
            reason for hit in given.json for match in hit["matches"] for reason in match["why"]
            if reason["how"] in ("synonym", "code")
        ]  # fmt: skip
    assert len(found(invoke, word)) > len(found(invoke, word, "--no-expand"))


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("SCR", "both are looked up"),
        ("shaken baby", '"shaken baby" is looked up; better: abusive head trauma'),
        ("disguised compliance", '"disguised compliance" is looked up; better: describe the behaviour'),
        ("DNA", '"DNA" is looked up; better: was not brought'),
        ("LAC", '"LAC" is looked up; better: child in care'),
    ],
)
def test_what_is_told_of_a_word(invoke: Invoke, word: str, told: str) -> None:
    """Two meanings, and words no longer used; never on standard output, never with --quiet."""
    given = invoke("search", word, "--json")
    assert given.code == 0
    assert told in given.err
    quiet = invoke("search", word, "--json", "-q")
    assert quiet == (0, given.out, "")


def test_a_misspelt_word(invoke: Invoke) -> None:
    """It is looked for in its nearest form, which is told; with --exact that is named, and nothing is guessed."""
    given = invoke("search", "brusing", "-f", "ids")
    assert given.out == invoke("search", "bruising", "-f", "ids").out != ""
    assert given.err.splitlines()[0] == "searched for bruising; --exact for the words as typed"
    told = 'nothing here has "brusing"; did you mean "bruising"?\n'
    assert invoke("search", "brusing", "--exact") == (0, "", told)
    assert invoke("search", "brusing", "--no-expand") == (0, "", told)
    assert invoke("search", "brusing", "--exact", "--json") == (0, "[]\n", told)
    said = told.replace("nothing here", "no statement")
    assert invoke("search", "brusing", "--exact", "--statements", "--json") == (0, "[]\n", said)
    assert invoke("search", "brusing", "--exact", "-f", "csv") == (0, "id,name,title,score,missing,matches\n", told)
    assert invoke("search", "brusing", "--exact", "-f", "md", "-q") == (0, "", "")


def test_why_nothing_is_found(invoke: Invoke) -> None:
    """A word that is nowhere, or words that are in no review together."""
    given = invoke("search", "knife", "zebra", "--all", "-f", "ids")
    assert (given.out, given.err.splitlines()[-1]) == ("", 'nothing here has "zebra"')
    given = invoke("search", "knife", "pilot", "--all")
    assert (given.code, given.out) == (0, "")
    assert 'no review has all of "knife" and "pilot"' in given.err


@pytest.mark.parametrize("name", ["plain", "table", "md"])
def test_nothing_found_is_always_said(invoke: Invoke, name: str) -> None:
    """Also where there is something else to tell."""
    given = invoke("search", "CSA", "--sex", "female", "-f", name)
    assert (given.code, given.out) == (0, "")
    assert given.err.splitlines()[-1] == "nothing matches"


# --- All of the words, or some ------------------------------------------------------------------------------------------


@pytest.fixture
def few(write: Callable[[str], str]) -> str:
    """A collection in which a lantern and a kettle stand together in two reviews."""
    return write(
        """\
collection: {id: own}
reviews:
- {name: Child Ash, title: First, summary: A lantern and a kettle., learning: [{text: The lantern was lit.}]}
- {name: Child Elm, title: Second, summary: A lantern alone.}
- {name: Child Fir, title: Third, learning: [{text: A kettle.}, {text: A kettle with a lantern.}]}
- {name: Child Box, title: Fourth, learning: [{text: Papa., themes: [information-sharing], agencies: []}]}
"""
    )


WHOLE = """\
Child Fir  own/child-fir
Third
own/child-fir/L2  A *kettle* with a *lantern*.
    [learning]
own/child-fir/L1  A *kettle*.
    [learning]

Child Ash  own/child-ash
First
own/child-ash  A *lantern* and a *kettle*.
    [summary]
own/child-ash/L1  The *lantern* was lit.
    [learning]
"""
ELM = """\
Child Elm  own/child-elm
Second
own/child-elm  A *lantern* alone.
    [summary]
"""


def test_what_has_all_of_the_words_comes_first(invoke: Invoke, few: str) -> None:
    """Then a line, and what has some; the line is told on standard error too, and --all leaves these out."""
    told = '2 reviews have all of the words, the others have some of the words, or a subject near them; none of these has "kettle"\n'
    asked = ("search", "lantern", "kettle", "--data", few)
    between = '\nWith some of the words, or a subject near them; none of these has "kettle":\n\n'
    assert invoke(*asked) == (0, WHOLE + between + ELM, told)
    assert invoke(*asked, "-q") == (0, WHOLE + between + ELM, "")
    assert invoke(*asked, "--all") == (0, WHOLE, "")
    ash, fir = (WHOLE[WHOLE.index("Child Ash") :], WHOLE[: WHOLE.index("\nChild Ash")])
    for order in (["--reverse"], ["--sort", "name"]):
        assert invoke(*asked, *order) == (0, f"{ash}\n{fir}{between}{ELM}", told)
    assert invoke(*asked, "--sort", "name", "--reverse") == (0, WHOLE + between + ELM, told)
    ids = "own/child-fir\nown/child-ash\n"
    assert invoke(*asked, "-f", "ids") == (0, f"{ids}own/child-elm\n", told)
    assert invoke("search", "lantern AND kettle", "--data", few, "-f", "ids") == (0, ids, "")


def test_statements_that_have_all_of_the_words_come_first(invoke: Invoke, few: str) -> None:
    """As the reviews, but that a review may come twice."""
    asked = ("search", "lantern", "kettle", "--statements", "--data", few)
    whole = "Child Fir\nThird\nown/child-fir/L2  A *kettle* with a *lantern*.\n    [learning]\n"
    some = """\

With some of the words, or a subject near them:

Child Fir
Third
own/child-fir/L1  A *kettle*.
    [learning]

Child Ash
First
own/child-ash/L1  The *lantern* was lit.
    [learning]
"""
    told = "1 statement has all of the words, the others have some of the words, or a subject near them\n"
    assert invoke(*asked) == (0, whole + some, told)
    assert invoke(*asked, "--all") == (0, whole, "")


@pytest.mark.parametrize("more", [[], ["--statements"], ["--all"], ["--exact"], ["--json"], ["--sort", "name"]])
@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("2022-02/child-rs/L1", "2022-02/child-rs/L1"), (" 2022-02/child-rs/l1", "2022-02/child-rs/L1"),
        ("2022-02/mia", "2022-02/mia"), ("2022-02/MIA", "2022-02/mia"),
    ],
)  # fmt: skip
def test_a_pasted_id_is_told(invoke: Invoke, typed: str, known: str, more: list[str]) -> None:
    """Its pieces are no words, so one line says what shows it."""
    given = invoke("search", typed, *more)
    empty = "[]\n" if more == ["--json"] else ""
    assert given == (0, empty, f'"{typed.strip()}" is an id: casereviews show {known}\n')
    assert invoke("show", known).code == 0


@pytest.mark.parametrize("typed", ["child-rs/L1", "Child RS L1"])
def test_the_end_of_an_id_is_told_beside_what_its_words_find(invoke: Invoke, typed: str) -> None:
    given = invoke("search", typed, "-f", "ids")
    first, *others = given.err.splitlines()
    assert first == f'"{typed}" is an id: casereviews show 2022-02/child-rs/L1'
    assert others
    assert given.out.startswith("2022-02/child-rs\n")


@pytest.mark.parametrize(
    "typed", ["child-rs/L99", "2022-02/child-xx", "mia", "Child RS", "child-rs", "L1", "/", "/L1", "mia NOT x"]
)
def test_what_is_no_id_is_not_told(invoke: Invoke, typed: str) -> None:
    """Neither a statement that is not there nor a name, which is searched."""
    assert " is an id" not in invoke("search", "--", typed).err


def test_the_end_of_several_ids_is_told(invoke: Invoke, tmp_path: Path) -> None:
    """`show` asks which is meant."""
    files = [tmp_path / f"{name}.yaml" for name in ("kilo", "lima")]
    for file in files:
        text = f"collection: {{id: {file.stem}}}\nreviews:\n- {{name: Child Fir, title: Third, learning: [{{text: A kettle.}}]}}\n"
        file.write_text(text)
    data = ["--data", str(files[0]), "--data", str(files[1])]
    told = invoke("search", "child-fir/L1", *data).err.splitlines()
    assert told[0] == '"child-fir/L1" is an id: casereviews show "child-fir/L1"'
    assert invoke("show", "child-fir/L1", *data).code == 3


def test_nothing_has_all_of_the_words(invoke: Invoke, few: str) -> None:
    """There is no line between; what is nowhere is told."""
    told = 'nothing here has "quern"\n'
    some = 'no review has all of the words, these have some of the words, or a subject near them; none of these has "quern"\n'
    given = invoke("search", "lantern kettle quern", "--data", few, "-f", "ids")
    assert given == (0, "own/child-ash\nown/child-fir\nown/child-elm\n", some)
    assert "With some" not in invoke("search", "lantern kettle quern", "--data", few).out
    assert invoke("search", "lantern kettle quern", "--all", "--data", few) == (0, "", told)
    never = 'no review has all of "lantern" and "papa"\n'
    assert invoke("search", "lantern papa", "--all", "--data", few) == (0, "", never)


def test_what_each_hit_lacks_in_json(invoke: Invoke, few: str) -> None:
    """Nothing where it has all of the words."""

    def missing(*arguments: str) -> list[tuple[str, list[str]]]:
        rows = invoke("search", *arguments, "--data", few, "--json").json
        return [(row["id"].removeprefix("own/child-"), row["missing"]) for row in rows]

    assert missing("lantern", "kettle") == [("fir", []), ("ash", []), ("elm", ["kettle"])]
    assert missing("lantern", "kettle", "--all") == missing("lantern AND kettle") == [("fir", []), ("ash", [])]
    assert missing("quern", "lantern", "--statements") == [("ash/L1", ["quern"]), ("fir/L2", ["quern"])]
    assert missing("GDPR") == [("box", ["GDPR"])]


def test_what_is_only_near(invoke: Invoke, few: str) -> None:
    """A word that says a part of a term leads to what is coded so, with lines that say it."""
    out = "Child Box  own/child-box\nFourth\nown/child-box/L1  Papa.\n    [learning / nearest subject Information sharing]\n"
    told = '"GDPR" is a part of Information sharing: 1 review is coded so, perhaps not about GDPR'
    told += " (--theme information-sharing)\n"
    told += "no review has all of the words, these have none of them, but a subject near them\n"
    assert invoke("search", "GDPR", "--data", few) == (0, out, told)
    assert invoke("search", "GDPR", "--data", few, "--all").out == ""


def test_nothing_on_a_term(invoke: Invoke, few: str) -> None:
    """Where a term is nowhere nothing else is an answer."""
    given = invoke("search", "lantern neglect", "--data", few)
    assert given.out == ""
    assert "nothing on Neglect" in given.err.splitlines()
    assert invoke("search", "lantern OR neglect", "--data", few, "-f", "ids").out.count("\n") == 3


def test_who_acts_is_no_subject(invoke: Invoke, few: str) -> None:
    """An agency that is nowhere is said to be missing, and the rest is answered all the same."""
    given = invoke("search", "probation saw a lantern and a kettle", "--data", few, "-f", "ids")
    assert given.out.count("\n") == 3
    assert given.err.endswith('; none of these has "probation" or "saw"\n')
    assert "nothing on" not in given.err


def test_what_is_nowhere_weighs_against_the_rest(invoke: Invoke, few: str) -> None:
    """Where much of a question is nowhere, a word in most of the reviews is no answer to it."""
    given = invoke("search", "probation saw a lantern", "--data", few, "-f", "ids")
    assert given.out == ""
    assert given.err.endswith('nothing here has "probation"\nnothing here has "saw"\n')


def test_a_question_in_capitals(invoke: Invoke, few: str) -> None:
    """Its small words may be meant as words."""
    line = "AND, OR and NOT in capitals are operators; in small letters they are words"
    assert line in invoke("search", "LANTERN NOT KETTLE", "--data", few).err.splitlines()
    assert line not in invoke("search", "lantern NOT kettle", "--data", few).err.splitlines()


def test_a_term_by_another_of_its_names(invoke: Invoke) -> None:
    """Initials and what they stand for find each other, also where the term covers more."""
    given = invoke("search", "GBH", "--all", "-f", "ids")
    assert given.out == "2022-02/child-l\n"


def test_summaries_come_under_a_line_of_their_own(invoke: Invoke) -> None:
    """What they tell, and no statement does."""
    given = invoke("search", "domestic abuse knife", "--statements")
    before, line, after = given.out.partition("What only summaries tell:\n")
    assert line
    assert "*knife*" in after
    assert "knife" not in before
    assert invoke("search", "domestic abuse knife", "--statements", "--all").out == ""


def test_words_that_say_nothing(invoke: Invoke) -> None:
    """One line says so."""
    assert invoke("search", "what should I do") == (0, "", "no word of the query says what to look for\n")


def test_what_counts_wants_all_of_the_words(invoke: Invoke, few: str) -> None:
    """--count, and the commands that select by a search."""
    asked = ("lantern kettle", "--data", few)
    assert invoke("search", *asked, "--count") == (0, "2\n", "")
    assert invoke("search", *asked, "--all", "--count") == (0, "2\n", "")
    assert invoke("search", *asked, "--statements", "--count") == (0, "1\n", "")
    assert invoke("search", "lantern quern", "--data", few, "--count").out == "0\n"
    ids = invoke("learning", "--search", *asked, "-f", "ids").out
    assert ids == "own/child-fir/L2\n"


# --- Statements, and why ------------------------------------------------------------------------------------------------


def test_statements(invoke: Invoke) -> None:
    """Ranked for themselves, each with its review; every format has them."""
    given = invoke("search", "bruise", "--statements", "--json").json
    assert len(given) > 3
    assert {row["section"] for row in given} == {"learning", "recommendations", "actions"}
    assert [row["score"] for row in given] == sorted((row["score"] for row in given), reverse=True)
    assert all(row["id"].startswith(row["review"]["id"] + "/") for row in given)
    ids = invoke("search", "bruise", "--statements", "-f", "ids").out.split()
    assert ids == [row["id"] for row in given]
    assert invoke("search", "bruise", "--statements", "-f", "ids", "-n", "3").out.split() == ids[:3]
    rows = list(csv.DictReader(io.StringIO(invoke("search", "bruise", "--statements", "-f", "csv").out)))
    assert [(row["id"], row["text"], row["review"]) for row in rows] == [
        (row["id"], row["text"], row["review"]["id"]) for row in given
    ]
    only = invoke("search", "bruise", "--statements", "--in", "learning", "--json").json
    assert {row["section"] for row in only} == {"learning"}


@pytest.mark.parametrize("places", ["title", "summary", "title,summary"])
def test_statements_of_a_section_that_has_none(invoke: Invoke, places: str) -> None:
    """That asks for what cannot be, and is refused."""
    for query in ("child", "child review", "child NOT review"):
        given = invoke("search", query, "--statements", "--in", places, "--json")
        assert (given.code, given.out) == (2, "")
        assert given.err.startswith("casereviews: --statements looks at learning, recommendations and actions\n")


def test_why(invoke: Invoke) -> None:
    """Beside the section: what was typed, what stands there, and how it was taken."""
    lines = invoke("search", "knife", "--why").out.splitlines()
    assert lines[3] == "    [summary / knife: knife (word)]"
    shown = invoke("search", "CSA", "--why").out
    assert "CSA: child sexual abuse (synonym)" in shown or "CSA: sexual abuse (synonym)" in shown
    assert "(code)" in shown
    assert "CSA: Responding to sexual abuse (code)" in invoke("search", "CSA", "--why", "--statements").out
    assert invoke("search", "CSA", "--json").out == invoke("search", "CSA", "--json", "--why").out


def test_what_only_a_code_found_says_so(invoke: Invoke) -> None:
    """Without --why too, for no word of it is marked."""
    for query, said in (("information sharing", "coded"), ("GDPR", "nearest subject")):
        lines = invoke("search", query, "--statements").out.splitlines()
        coded = [place for place, line in enumerate(lines) if line.endswith(f" / {said} Information sharing]")]
        assert coded
        assert not [lines[place - 1] for place in coded if "*" in lines[place - 1]]


# --- How many are shown -------------------------------------------------------------------------------------------------


@pytest.fixture
def sixty(write: Callable[[str], str]) -> str:
    """A collection of sixty reviews, each with a statement."""
    return write(
        "reviews:\n" + "".join(
            f"- {{name: Child {number}, title: T, harms: [neglect], learning: [{{text: kilo}}]}}\n" for number in range(60)
        )
    )  # fmt: skip


@pytest.mark.parametrize(("option", "what"), [((), "reviews"), (("--statements",), "statements")])
def test_a_terminal_shows_the_first_fifty(
    invoke: Invoke, monkeypatch: pytest.MonkeyPatch, sixty: str, option: tuple[str, ...], what: str
) -> None:
    """With a line at the end that says so; a number that was named, a file or another format is taken at its word."""
    search = ("search", "kilo", "--data", sixty, *option)
    everything = invoke(*search, "-f", "table").out
    monkeypatch.setattr(output, "is_terminal", lambda: True)
    shown = invoke(*search).out
    closing = f"50 of 60 {what} are shown; --limit 60 shows all, as a pipe or a file does."
    assert " ".join(shown.split()).endswith(closing)
    assert (shown.count("kilo"), everything.count("kilo")) == (50, 60)
    assert "are shown" not in everything
    for limit in (50, 55, 60):
        named = invoke(*search, "-n", str(limit)).out
        assert (named.count("kilo"), "are shown" in named) == (limit, False)
    assert len(invoke(*search, "--json").json) == 60
    assert len(invoke(*search, "-f", "ids").out.split()) == 60
    path = sixty.replace("collection.yaml", "out.txt")
    assert invoke(*search, "-o", path).code == 0
    with open(path, encoding="utf-8") as file:
        assert file.read().count("kilo") == 60


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pty")
def test_on_a_terminal(process: Callable[..., Any], sixty: str) -> None:
    """A real one."""
    import pty

    pieces: list[bytes] = []

    def read() -> None:
        with suppress(OSError):  # at the end
            while piece := os.read(main, 65536):
                pieces.append(piece)

    main, side = pty.openpty()
    reader = threading.Thread(target=read)
    reader.start()
    env = {"TERM": "dumb", "COLUMNS": "100", "PYTHONIOENCODING": "utf-8"}
    try:
        given = process("search", "kilo", "--data", sixty, env=env, capture_output=False, stdout=side)
    finally:
        os.close(side)
        reader.join()
        os.close(main)
    shown = b"".join(pieces)
    assert given.returncode == 0
    assert shown.count(b"Child ") == 50
    assert b"50 of 60 reviews are shown; --limit 60 shows all" in b" ".join(shown.split())
    assert process("search", "kilo", "--data", sixty).stdout.count(b"Child ") == 60


ODD = [
    "OR", "NOT", "AND", "NOT NOT", "( )", '"', '"a', "((a", "*", "-", "- -", "col:x", "{title} : x", "{", "NEAR(a b, 2)",
    "a AND", "^a", "a + b", "\u202eabc", "שלום עולם", "مرحبا", "😀", "👩\u200d👧", "\x1b[31m", "a\nb", "k" * 10_000,
    "(" * 40, "x " * 100, "' OR 1=1 --", "%", "\\", "é" * 2000, "a" * 20_001,
]  # fmt: skip


@pytest.mark.parametrize("query", ODD, ids=lambda query: ascii(query[:12]))
def test_odd_text(invoke: Invoke, query: str) -> None:
    """An answer, or one clear line and what is allowed; to a person in safe characters."""
    for options in ((), ("--statements",), ("--no-expand",)):
        given = invoke("search", "--json", *options, "--", query)
        assert given.code in (0, 2), given.err
        assert "Traceback" not in given.err
        assert "\x1b" not in given.err
        assert "\u202e" not in given.err
        assert max(map(len, given.err.splitlines()), default=0) < 1000
        if given.code == 0:
            assert isinstance(given.json, list)
        else:
            assert given.out == ""
            assert given.err.startswith("casereviews: ")
            assert given.err.count("\n") == 1
