"""Words of a question in the spelling of a collection: what is misspelt, American, joined or parted."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereviews.editing import yaml_writer
from casereviews.files.package import package_data
from casereviews.reading import dataset
from casereviews.search import common_words
from casereviews.search.everyday import Everyday
from casereviews.search.spelling import Spelling, Spelt
from casereviews.store.compiling import compile_store
from casereviews.vocabulary import Vocabulary
from helpers import examples
from searching import search_for

NO_TERMS = Vocabulary((), {})
TEXT = """\
A lantern and a kettle. Safeguarding; a multi-agency meeting, wellbeing, behaviour, paediatric, an organisation, the centre,
homeless, the smithery, schoolwork, Covid 19, a caf\u00e9, a quern and a querl, a program.
"""


@cache
def spelling() -> Spelling:
    """What is known of the words of the text alone."""
    text = "".join(yaml_writer.dump([{"name": "a", "title": "Sample", "summary": TEXT}]))
    store = compile_store([dataset.read(text.encode(), "sample.yaml", NO_TERMS)], NO_TERMS)
    return Spelling(store, Everyday(store))


def spelt(typed: str) -> list[str]:
    """How the words of a question are looked for."""
    return [word.text for word in spelling().of(typed.split())]


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        # Misspelt: a letter too few, too many, another, or two that changed places.
        ("safegarding", "safeguarding"), ("safeeguarding", "safeguarding"), ("safeguardimg", "safeguarding"),
        ("safegaurding", "safeguarding"), ("kettel", "kettle"), ("lantren", "lantern"), ("smithry", "smithery"),
        ("homeles", "homeless"), ("SAFEGARDING", "safeguarding"), ("Lantren", "lantern"),
        # American, though it may be common English.
        ("behavior", "behaviour"), ("pediatric", "paediatric"), ("organization", "organisation"), ("center", "centre"),
        ("Behavior", "behaviour"), ("CENTER", "centre"),
        # Joined and parted.
        ("multiagency", "multi agency"), ("lanternkettle", "lantern kettle"), ("covid19", "covid 19"),
        ("Covid19", "covid 19"),
        ("well being", "wellbeing"), ("home less", "homeless"), ("school work", "schoolwork"),
    ],
)  # fmt: skip
def test_in_another_spelling(typed: str, text: str) -> None:
    (word,) = spelling().of(typed.split())
    assert (word.typed, word.text.lower(), word.near) == (typed, text, ())


@pytest.mark.parametrize(
    "typed",
    [
        "lantern", "Lantern", "LANTERN", "lanterns", "kettles", "safeguarded", "kettle's", "lant*", "1999", "caf\u00e9",
        "cafe", "lantern kettle", "multi agency",
        # Nothing is near enough, or the word is too short or too long.
        "xylophonic", "lan", "lantxyz", "ket", "querk", f"{'lantern' * 6}", "x" * 10_000,
        # The first letter is seldom wrong.
        "kantern", "mafeguarding",
        # Common English.
        "later", "behave", "house", "settle", "nettle", "western", "career", "worker", "programmer", "form", "color",
    ],
)  # fmt: skip
def test_as_it_was_typed(typed: str) -> None:
    assert spelt(typed) == typed.split()
    assert [word.near for word in spelling().of(typed.split())] == [()] * len(typed.split())


def test_what_has_several_near_forms_is_asked() -> None:
    """It is looked for as typed, and each of them is named."""
    (word,) = spelling().of(["quer"])
    assert (word.typed, word.text, sorted(word.near)) == ("quer", "quer", ["querl", "quern"])
    assert spelt("quern") == ["quern"]
    store = spelling().store
    told = search_for(store, "quer").missing
    assert len(told) == 1
    assert told[0] in (
        'nothing here has "quer"; did you mean "quern" or "querl"?',
        'nothing here has "quer"; did you mean "querl" or "quern"?',
    )


@cache
def of_names() -> Spelling:
    """What is known of the words of reviews that go by names, of which two are like other words here."""
    names = ("Quel", "Zo\u00eb Bricken", "Child Marlo", "Kettrick", "Tamsin", "Tamzin")
    reviews = [{"name": name, "title": "Mirlo", "summary": "A quern, a marlin and a brick."} for name in names]
    read = dataset.read("".join(yaml_writer.dump(reviews)).encode(), "sample.yaml", NO_TERMS)
    store = compile_store([read], NO_TERMS)
    return Spelling(store, Everyday(store))


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        # A name rather, in a capital: a letter too many, missing, wrong, or in its neighbour's place.
        ("Quen", "Quel"), ("Queel", "Quel"), ("Qel", "Qel"), ("Qule", "Quel"), ("the Quen", "Quel"), ("Merlo", "Marlo"),
        ("Kettrik", "Kettrick"), ("Brickem", "Bricken"), ("Zoue", "Zoe"),
        # In small letters too, where no other word is as near.
        ("kettrik", "Kettrick"), ("marlow", "Marlo"), ("zoee", "Zoe"),
        # What is in a title alone is no name; nor is what has more slips, or begins otherwise.
        ("Murlo", "Marlo"), ("Mirko", "Mirko"), ("Aarlo", "Aarlo"), ("Merla", "Merla"),
    ],
)  # fmt: skip
def test_a_name_that_is_misspelt(typed: str, text: str) -> None:
    *_, word = of_names().of(typed.split())
    assert (word.text, word.near) == (text, ())


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("quen", {"Quel", "quern"}), ("QUEN", {"Quel", "quern"}), ("Quen slept", {"Quel", "quern"}),
        ("Tamkin", {"Tamsin", "Tamzin"}), ("the tamkin", {"Tamsin", "Tamzin"}),
    ],
)  # fmt: skip
def test_a_name_that_is_as_near_as_another_word_is_asked(typed: str, near: set[str]) -> None:
    """In small letters, or all in capitals; and a sentence begins in a capital."""
    (word,) = [word for word in of_names().of(typed.split()) if word.near]
    assert ({*word.near}, word.text) == (near, word.typed)


def test_a_word_that_is_found_parted_is_not_misspelt() -> None:
    """A line does not say that nothing has it."""
    text = "Child Quern, a marl pit; childrens"
    store = compile_store(
        [dataset.read("".join(yaml_writer.dump([{"name": "Child QK", "title": "a", "summary": text}])).encode(), "sample.yaml", NO_TERMS)],
        NO_TERMS,
    )  # fmt: skip
    for typed in ("ChildQK", "childqk", "CHILDQK"):
        answer = search_for(store, typed)
        assert ([hit["name"] for hit in answer.records], answer.notes, answer.missing) == (["Child QK"], (), ())


def test_the_words_around_stay_as_they_are() -> None:
    assert [*spelling().of(["a", "kettel", "well", "being", "here"])] == [
        Spelt("a", "a"), Spelt("kettel", "kettle"), Spelt("well being", "wellbeing"), Spelt("here", "here"),
    ]  # fmt: skip


def common() -> list[str]:
    """Common words, which the list has by their stems."""
    lines = package_data("common_words.txt").decode().splitlines()
    return [word for line in lines if not line.startswith("#") for word in line.split() if word.isalpha()]


@examples(150)
@given(st.sampled_from(common()))
def test_a_common_word_is_never_corrected(word: str) -> None:
    """Whatever a collection has that is like it."""
    assert common_words.tier(word) < common_words.RARE
    assert spelt(word) == [word]


def test_tiers_of_common_words() -> None:
    assert [common_words.tier(stem) for stem in ("child", "lantern", "quern", "")] == [0, 2, 2, 2]
    assert len(common()) > 5_000


@examples(100)
@given(st.text(max_size=12) | st.lists(st.sampled_from("lanterkqu"), min_size=4, max_size=9).map("".join))
def test_any_words_have_a_spelling(text: str) -> None:
    """What was typed is all there, in its order, and nothing that is near is also taken."""
    found = [*spelling().of(text.split())]
    assert " ".join(word.typed for word in found).split() == text.split()
    assert all(word.text and (not word.near or (len(word.near) > 1 and word.text == word.typed)) for word in found)


def test_words_as_they_are_spelt() -> None:
    """With `exact`, and where no word is added."""
    store = spelling().store
    names = {
        options: ([hit["name"] for hit in answer.records], answer.notes, answer.missing)
        for options in ((True, False), (True, True), (False, False))
        for answer in [search_for(store, "kettel", expand=options[0], exact=options[1])]
    }
    nothing: tuple[list[str], tuple[str, ...], tuple[str, ...]] = (
        [],
        (),
        ('nothing here has "kettel"; did you mean "kettle"?',),
    )
    told = ("searched for kettle; --exact for the words as typed",)
    assert names == {(True, False): (["a"], told, ()), (True, True): nothing, (False, False): nothing}


@pytest.mark.parametrize("typed", ["organization", "behavior", "center"])
def test_american_words_find_what_is_here(typed: str) -> None:
    answer = search_for(spelling().store, typed)
    assert [(hit["name"], hit["missing"]) for hit in answer.records] == [("a", [])]
