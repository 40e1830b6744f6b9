"""A question in a person's own words: its parts, what each is looked for by, and what is told of it."""

from __future__ import annotations

import re
from functools import cache, partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereviews.library import vocabularies
from casereviews.search.clues import DIRECT, Part, Question
from casereviews.search.question import understand
from casereviews.store import Store
from helpers import examples
from helpers.samples import store_of

TERMS = vocabularies.vocabulary(with_lay=True)
coded = partial(store_of, terms=TERMS, title="Sample")
TEXT = "A lantern and a kettle. Child K, Baby C, a C. Lord Send. A quern."


@cache
def store() -> Store:
    """A small collection, with all that the vocabulary knows."""
    return coded({"name": "a", "summary": TEXT, "learning": [{"text": "An NAI, domestic abuse."}]}, {"name": "b"})


def asked(text: str, **options: bool) -> Question:
    return understand(text, store(), **options)


def typed(text: str, **options: bool) -> list[str]:
    """The parts of a question, as they were typed."""
    return [part.typed for part in asked(text, **options).parts]


def only(text: str) -> Part:
    (part,) = asked(text).parts
    return part


def hows(part: Part) -> set[str]:
    return {clue.how for clue in part.clues}


def worth(part: Part, shown: str) -> float:
    """What a clue is worth."""
    (clue,) = [clue for clue in part.clues if clue.shown == shown]
    return clue.worth


# --- Parts ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("lantern kettle", ["lantern", "kettle"]),
        ("Lantern, kettle!", ["Lantern", "kettle"]),
        ("lantern lantern", ["lantern"]),
        ("what should I do about a lantern", ["lantern"]),
        ("What did the review say of lanterns?", ["lanterns"]),
        ("didn't you recommend any lantern", ["lantern"]),
        ("the lantern's kettle", ["lantern", "kettle"]),
        ("the lantern\u2019s kettle", ["lantern", "kettle"]),
        ("lantern-kettle", ["lantern", "kettle"]),
        ("lantern & kettle", ["lantern", "kettle"]),
        ('"a lantern" kettle', ["a lantern", "kettle"]),
        ('"a lantern', ["a lantern"]),
        ('lantern "" kettle', ["lantern", "kettle"]),
        ("lant*", ["lant*"]),
        ('"a lant"*', ["a lant*"]),
        ("domestic abuse lantern", ["domestic abuse", "lantern"]),
        ("a lantern of domestic abuse", ["lantern", "domestic abuse"]),
        ("domestic lantern abuse", ["domestic", "lantern", "abuse"]),
        ("kettel", ["kettel"]),
        ("", []), ("?!", []), ('"', []), ("what should you do", []), ("the of a", []), ("a", []), ("I", []),
    ],
)  # fmt: skip
def test_the_parts(text: str, parts: list[str]) -> None:
    assert typed(text) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("a lantern", ["lantern"]), ("lantern a", ["lantern"]), ("A lantern", ["lantern"]), ("i lantern", ["lantern"]),
        ("I lantern", ["lantern"]), ("lantern A", ["lantern", "A"]), ("lantern I", ["lantern"]),
        ("Child A", ["Child A"]), ("child a", ["child a"]), ("baby i", ["baby i"]), ("Family A lantern", ["Family A", "lantern"]),
        ("lantern child", ["lantern", "child"]),
    ],
)  # fmt: skip
def test_a_letter_is_a_name_after_child_or_as_a_capital(text: str, parts: list[str]) -> None:
    assert typed(text) == parts


def test_the_whole_of_several_words_is_a_phrase_too() -> None:
    assert asked("a lantern's kettle").phrase == '"a lantern kettle"'
    for text in ("lantern", "lant* kettle", ""):
        assert asked(text).phrase is None


@pytest.mark.parametrize("text", ["SEND", "DASH"])
def test_an_abbreviation_is_known_in_capitals_and_its_letters_as_a_common_word_are_not(text: str) -> None:
    assert only(text).name is not None
    low = only(text.lower())
    assert (low.name, hows(low)) == (None, {"word", "subject"})
    assert low.telling < 1 < only(text).telling
    assert only(".".join(text.lower()) + ".").name == only(text).name


@pytest.mark.parametrize("text", ["NAI", "nai", "Nai", "N.A.I.", "n.a.i."])
def test_an_abbreviation_that_is_no_word_is_known_in_any_case(text: str) -> None:
    part = only(text)
    assert part.name == "Physical abuse"
    assert '"n a i"' in [clue.what.lower() for clue in part.clues]


# --- Clues, and their worth -------------------------------------------------------------------------------------------


def test_the_clues_of_a_name() -> None:
    """Its own words, other names for the same, the code, and what is spoken of with it or related."""
    part = only("NAI")
    assert [clue.worth for clue in part.clues] == sorted((clue.worth for clue in part.clues), reverse=True)
    assert (part.clues[0].what, part.clues[0].how, part.clues[0].worth) == ('"NAI"', "word", DIRECT)
    assert worth(part, "inflicted injury") == 0.9
    assert worth(part, "Physical abuse (harm)") == 0.7
    assert worth(part, "Bruising in non-mobile babies") == 0.4
    assert hows(part) == {"word", "synonym", "code", "subject", "related"}
    assert len({clue.what for clue in part.clues}) == len(part.clues)


def test_the_clues_of_a_word_that_nothing_knows() -> None:
    part = only("lanterns")
    assert [(clue.what, clue.how, clue.worth) for clue in part.clues] == [('"lanterns"', "word", DIRECT)]
    assert (part.words, part.name, part.telling, part.lacking) == ((), None, 1.0, 1.0)


def test_the_clues_of_what_stands_for_itself() -> None:
    for text, how in (('"domestic abuse"', "phrase"), ("domest*", "beginning"), ('"domestic ab"*', "beginning")):
        part = only(text)
        assert [clue.how for clue in part.clues] == [how]
        assert (part.words, part.name) == ((), None)


def test_the_clues_of_everyday_words() -> None:
    """What people say for a term leads to its names and its code, less surely than its names do."""
    lay, name = only("battered"), only("NAI")
    assert lay.clues[0].how == "word"
    assert worth(lay, "NAI") == 0.7 < worth(name, "inflicted injury")
    assert worth(lay, "Physical abuse (harm)") < worth(name, "Physical abuse (harm)")
    assert (lay.name, name.name) == (None, "Physical abuse")


def test_the_clues_of_equals() -> None:
    """Words for the same that are no term."""
    everyday = {clue.shown for clue in only("drowned").clues if clue.how == "everyday"}
    assert everyday
    assert {clue.worth for clue in only("drowned").clues if clue.how == "everyday"} == {0.8}
    for word in everyday:
        assert "drowned" in {clue.shown for part in asked(word).parts for clue in part.clues}


def test_the_clues_of_a_narrower_word() -> None:
    """Its own words; the code and the names of the broader term, as what is near."""
    part = only("GDPR")
    assert hows(part) == {"word", "wider"}
    wider = store().vocabulary.terms("theme")["information-sharing"]
    assert [clue.shown for clue in part.clues if clue.is_near] == [wider.label, wider.label, *wider.synonyms]
    assert [clue.is_code for clue in part.clues if clue.is_near] == [True] + [False] * (1 + len(wider.synonyms))
    assert part.name == "Information sharing"
    assert [(word, term.slug) for word, term in asked("GDPR").wider] == [("GDPR", "information-sharing")]
    assert asked("NAI").wider == asked("lantern").wider == ()


def test_a_row_of_words() -> None:
    """What is known as a row is looked for side by side, with its words for where they stand apart."""
    part = only("domestic abuse")
    assert part.clues[0].what == '"domestic abuse"'
    assert part.words == ('"domestic"', '"abuse"')
    assert (part.name, part.telling) == ("Domestic abuse", 1.5)
    assert only("domestic violence and abuse").words == ('"domestic"', '"violence"', '"abuse"')


def test_a_word_that_terms_are_spoken_of_with() -> None:
    """Leads to what is near alone: each term by the share of the names with the word that are its own."""
    first, second = asked("domestic lantern").parts
    assert {clue.how for clue in first.clues[1:]} == {"subject"}
    assert all(clue.is_near and 0 < clue.worth <= 0.6 for clue in first.clues[1:])
    assert len(first.clues) > 1 == len(second.clues)
    assert {clue.shown for clue in first.clues[1:]} >= {"Domestic abuse"}
    assert first.clues[1:] == tuple(sorted(first.clues[1:], key=lambda clue: -clue.worth))


def test_a_row_that_leads_nowhere_is_taken_apart_where_a_word_of_it_leads_somewhere() -> None:
    """And only what is then looked for is told."""
    cases = {
        "The hospital was told.": (["psychiatric", "hospital"], {"hospital"}),
        "The psychiatric hospital was told.": (["psychiatric hospital"], set()),
        "A lantern.": (["psychiatric hospital"], set()),
    }
    for text, (parts, told) in cases.items():
        question = understand("psychiatric hospital", coded({"name": "a", "summary": text}))
        assert [part.typed for part in question.parts] == parts
        assert {word for line in question.notes for word in re.findall(r"\(for ([^)]*)\)", line)} == told


def test_the_more_common_a_word_the_less_it_tells() -> None:
    parts = [only(word) for word in ("happen", "kettle", "quern")]
    assert [part.telling for part in parts] == [0.5, 0.8, 1.0]
    assert [part.lacking for part in parts] == [0.1, 0.4, 1.0]


def test_without_other_words() -> None:
    """Each word is then itself."""
    for text in ("domestic abuse", "NAI", "GDPR", "battered", "drowned"):
        question = asked(text, expand=False)
        assert [part.typed for part in question.parts] == text.split()
        assert [hows(part) for part in question.parts] == [{"word"}] * len(text.split())
        assert (question.notes, question.wider) == ((), ())


# --- What is told -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("lantern", ()),
        ('"NAI"', ()),
        ("kettel lantren", ("searched for kettle, lantern; --exact for the words as typed",)),
        (
            "NAI",
            (("also looked for: Physical abuse, non-accidental injury, non-accidental injuries, inflicted injury, coded "
             "Physical abuse (for NAI)"),),
        ),
        ("GDPR", ()),
        ("disguised compliance", (
            '"disguised compliance" is looked up; better: describe the behaviour, such as apparent engagement',
        )),
    ],
)  # fmt: skip
def test_what_is_told(text: str, lines: tuple[str, ...]) -> None:
    assert asked(text).notes == lines


def test_a_word_with_two_meanings_is_told() -> None:
    assert any('"SCR" has 2 meanings' in line for line in asked("SCR").notes)


def test_what_may_be_several_words_is_kept_for_asking() -> None:
    sample = coded({"name": "a", "summary": "A quern and a querl."})
    question = understand("quer lantern", sample)
    assert [(word.typed, sorted(word.near)) for word in question.unclear] == [("quer", ["querl", "quern"])]
    assert understand("quer lantern", sample, exact=True).unclear == ()


PIECES = [
    "lantern",
    "domestic abuse",
    "NAI",
    '"',
    "*",
    "-",
    "'s",
    "the",
    "a",
    "Child",
    "A",
    "kettel",
    "foster care",
    "\u202e",
    "x",
]


@examples(150)
@given(st.text(max_size=40) | st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join), st.booleans(), st.booleans())
def test_any_text_is_a_question(text: str, expand: bool, exact: bool) -> None:
    """Of parts that differ, each with something to look for, the best first and worth as much as can be."""
    question = asked(text, expand=expand, exact=exact)
    firsts = [part.clues[0].what for part in question.parts]
    assert len(set(firsts)) == len(firsts)
    for part in question.parts:
        worths = [clue.worth for clue in part.clues]
        assert worths == sorted(worths, reverse=True)
        assert worths[0] == DIRECT
        assert all(0 < one <= DIRECT for one in worths)
        assert "\n" not in part.typed
        assert store().ask("SELECT count(*) FROM search WHERE search MATCH ?", [firsts[0]]).fetchone() is not None
    assert all(line and "\n" not in line and "\u202e" not in line for line in question.notes)
    if not expand:
        assert question.notes == ()
