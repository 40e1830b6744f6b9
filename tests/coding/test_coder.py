"""Coding a text by the words of a vocabulary: synonyms, cues in all their forms, and what bars them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereviews.coding.coder import Coder, Hit
from casereviews.coding.cues import MOST_BETWEEN
from casereviews.library import vocabularies
from casereviews.vocabulary import KINDS, Term, Vocabulary

BUNDLED = vocabularies.coding_vocabulary()
CODER = Coder(BUNDLED)


def coder(*terms: Term) -> Coder:
    return Coder(Vocabulary(terms, {}))


def term(slug: str, *cues: str, kind: str = "theme", **more: Any) -> Term:
    return Term(kind, slug, more.pop("label", f"The label of {slug}"), "A definition.", cues=cues, **more)


def found(hits: list[Hit], text: str) -> list[tuple[str, str, bool]]:
    """The slug, the words and whether they are weak, of each hit."""
    return [(hit.slug, text[hit.start : hit.end], hit.weak) for hit in hits]


def words(cue: str, text: str) -> list[str]:
    """The words of a text for a term with one cue."""
    return [text[hit.start : hit.end] for hit in coder(term("loft", cue)).hits(text)]


# --- What a term is known by ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The loft was cold.", ["loft"]),
        ("LOFTS were cold, and a Loft.", ["LOFTS", "Loft"]),
        ("Two attic rooms.", ["attic rooms"]),
        ("An attic-room.", ["attic-room"]),
        ("The top storey.", ["top storey"]),
        ("An aloft bird.", []),
        ("An attic with a room.", []),
        ("An attic. Room for more.", []),
        ("", []),
    ],
)
def test_a_term_is_known_by_its_label_its_synonyms_and_what_was_said_before(text: str, expected: list[str]) -> None:
    own = coder(term("loft", label="Loft", synonyms=("attic room",), avoid={"top storey": "loft"}))
    assert found(own.hits(text), text) == [("loft", one, False) for one in expected]


@pytest.mark.parametrize(
    ("cue", "text", "expected"),
    [
        # Words in a row, by their stems.
        ("climbs ladders", "He climbed the ladder; climbing ladders is hard.", ["climbing ladders"]),
        ("climbs ladders", "CLIMB LADDER", ["CLIMB LADDER"]),
        ("café visit", "a cafe visit", ["cafe visit"]),
        # Alternatives.
        ("cold/damp loft", "a damp loft, a cold loft, a dark loft", ["damp loft", "cold loft"]),
        ("face-to-face/personal talk", "a face-to-face talk, a personal talk", ["face-to-face talk", "personal talk"]),
        # Words between.
        ("ladder ... loft", "a ladder to the loft", ["ladder to the loft"]),
        ("ladder ... loft", "a ladder loft", ["ladder loft"]),
        ("ladder ... rung ... loft", "a ladder rung to a rung and the loft", ["ladder rung to a rung and the loft"]),
        ("ladder ... ... loft", "a ladder to the loft", ["ladder to the loft"]),
        ("ladder loft ...", "a ladder loft", ["ladder loft"]),
        ("ladder ... loft", "a ladder. The loft", []),
        ("ladder ... loft", "a ladder; the loft", []),
        ("ladder ... loft", "a ladder, the loft", ["ladder, the loft"]),
        ("ladder ... loft", "a loft with a ladder", []),
        # The word itself.
        ("=climbs up", "he climbs up, he climbed up", ["climbs up"]),
        ("=Climbs up", "he CLIMBS up", ["CLIMBS up"]),
        # A word that is no cue.
        ("ladder", "blather", []),
    ],
)
def test_the_forms_of_a_cue(cue: str, text: str, expected: list[str]) -> None:
    assert words(cue, text) == expected


def test_at_most_three_words_stand_between() -> None:
    assert MOST_BETWEEN == 3
    for count, expected in ((0, 1), (3, 1), (4, 0)):
        assert len(words("ladder ... loft", f"ladder {'x ' * count}loft")) == expected


def test_cues_with_many_gaps(at_once: Callable[..., Any]) -> None:
    """Words that stand for one gap or for another are tried once, and any number of gaps is followed."""
    cue, rungs = " ... ".join(["rung"] * 15), "rung " * 200
    assert at_once(2, words, f"{cue} ... loft", f"loft {rungs}") == []
    assert at_once(2, words, f"{cue} ... loft", f"{rungs}loft")[0] == f"{'rung ' * 60}loft"
    many = " ... ".join(["loft"] * 2_000)
    assert at_once(2, words, f"ladder ... {many}", f"ladder {'loft ' * 2_000}") == [f"ladder {'loft ' * 2_000}".strip()]


def test_a_question_mark_makes_a_cue_weak() -> None:
    own = coder(term("loft", "ladder?", "loft"))
    text = "a ladder in the loft"
    assert found(own.hits(text), text) == [("loft", "ladder", True), ("loft", "loft", False)]


def test_an_exclamation_mark_bars_the_words_within() -> None:
    own = coder(term("loft", "ladder", "!rope ladder"), term("rope", "ladder"))
    text = "a rope ladder, and a ladder"
    assert sorted(own.hits(text)) == [
        Hit("theme", "loft", 21, 27, False, "ladder"),
        Hit("theme", "rope", 7, 13, False, "ladder"),
        Hit("theme", "rope", 21, 27, False, "ladder"),
    ]  # fmt: skip


def test_a_barred_synonym_is_for_typing_only() -> None:
    for cues, expected in (((), 1), (("!attic",), 0)):
        assert len(coder(term("loft", *cues, synonyms=("attic",))).hits("an attic")) == expected


def test_the_label_of_a_type_of_review_is_no_cue() -> None:
    assert coder(term("loft", kind="type", label="Loft", synonyms=("attic",))).hits("the loft and the attic") == []


@pytest.mark.parametrize(
    ("kind", "expected"), [("theme", 2), ("harm", 2), ("factor", 2), ("agency", 1), ("outcome", 1)]
)
def test_the_longer_words_take_the_shorter_ones_within_but_of_what_may_stand_together(kind: str, expected: int) -> None:
    own = coder(term("health", "nurse", kind=kind), term("school", "school nurse", kind=kind))
    text = "the school nurse"
    assert [hit.slug for hit in own.hits(text)] == ["school", "health"][:expected]
    assert [hit.slug for hit in own.hits("the nurse")] == ["health"]


def test_terms_of_different_kinds_do_not_take_each_others_words() -> None:
    own = coder(term("health", "nurse", kind="agency"), term("school", "school nurse"))
    assert {hit.slug for hit in own.hits("the school nurse")} == {"health", "school"}


def test_hits_are_in_the_order_of_the_text() -> None:
    hits = coder(term("b", "two"), term("a", "one"), term("c", "three")).hits("one two three one")
    assert [hit.slug for hit in hits] == ["a", "b", "c", "a"]
    assert [hit.kind for hit in hits] == ["theme"] * 4


def test_a_vocabulary_without_words_finds_nothing() -> None:
    assert coder().hits("a ladder in the loft") == []


# --- The bundled vocabulary -----------------------------------------------------------------------


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "type"])
def test_every_term_is_found_by_its_synonyms_unless_they_are_barred(kind: str) -> None:
    for one in BUNDLED.terms(kind).values():
        barred = {cue.strip("!?= ").casefold() for cue in one.cues if cue.startswith("!")}
        for text in one.synonyms:
            if text.casefold().replace("-", " ") in {word.replace("-", " ") for word in barred}:
                continue
            assert one.slug in {hit.slug for hit in CODER.hits(text) if hit.kind == kind}, text


@pytest.mark.parametrize(
    ("text", "themes", "agencies"),
    [
        ("bruising on a baby who could not yet crawl", {"bruising-non-mobile"}, set()),
        ("the health visitor should share information, and so should the police", {"information-sharing"}, {"health-visiting", "police"}),
        ("professional curiosity about the men in the home", {"professional-curiosity", "fathers-and-males"}, set()),
        ("hearing the voice of the child", {"voice-of-child"}, set()),
        ("safe sleep advice by midwives", {"safer-sleep", "maternity-prebirth"}, {"midwifery"}),
        ("missed appointments should be seen as 'was not brought'", {"was-not-brought"}, set()),
        ("schools need training in self-harm", {"training-supervision", "child-mental-health"}, {"education"}),
        ("a warm day in May", set(), set()),
    ],
)  # fmt: skip
def test_statements_are_coded_with_what_they_speak_of(text: str, themes: set[str], agencies: set[str]) -> None:
    hits = CODER.hits(text)
    assert {hit.slug for hit in hits if hit.kind == "theme"} == themes
    assert {hit.slug for hit in hits if hit.kind == "agency"} == agencies


@given(
    st.lists(st.sampled_from(["the", "police", "shared", "information", "with", "school", "nurse", ";", ".", "safe", "sleep", "neglect", "sexual", "abuse", "é", "İ", "ß", "3", "-"]), max_size=25).map(" ".join)
    | st.text(max_size=40)
)  # fmt: skip
def test_any_text_has_hits_of_terms_that_there_are_at_their_words(text: str) -> None:
    hits = CODER.hits(text)
    assert [hit.start for hit in hits] == sorted(hit.start for hit in hits)
    for hit in hits:
        assert hit.slug in BUNDLED.terms(hit.kind)
        assert 0 <= hit.start < hit.end <= len(text)
        assert text[hit.start : hit.end].strip() == text[hit.start : hit.end]
    assert CODER.hits(text) == hits


@pytest.mark.parametrize(
    ("text", "factors"),
    [
        ("Nobody knew that a man had moved into the home.", set()),
        ("The social worker moved to another team.", set()),
        ("Her partner had moved into the flat.", set()),
        ("The boy moved to another area.", {"moves"}),
        ("Her mother, then 19, had been in care as a child.", set()),
        ("The boy had been in care for a year.", {"in-care"}),
    ],
)
def test_what_adults_did_or_lived_through_is_no_factor_of_the_child(text: str, factors: set[str]) -> None:
    hits = {hit.slug for hit in CODER.hits(text) if hit.kind == "factor"}
    assert hits & {"moves", "in-care"} == factors
