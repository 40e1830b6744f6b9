"""Stems for coding: what is one word, and what is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereviews.coding.stems import stem


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("share shares shared sharing", "share"),
        ("refer refers referred referring", "refer"),
        ("escalate escalates escalated escalating", "escalat"),
        ("bruise bruises bruised bruising", "bruis"),
        ("nurse nurses nursing", "nurs"),
        ("hop hops hopped hopping", "hop"),
        ("hope hopes hoped hoping", "hope"),
        ("cry cries cried crying", "cri"),
        ("die dies died", "die"),
        ("use uses used using", "use"),
        ("care cares cared caring", "care"),
        ("control controls controlled controlling", "control"),
        ("policy policies", "polici"),
        ("agree agrees agreed", "agre"),
        ("miss misses missed missing", "miss"),
        ("sibling siblings", "sibl"),
        ("gp gps", "gp"),
    ],
)
def test_the_forms_of_a_word_have_one_stem(words: str, expected: str) -> None:
    assert {stem(word) for word in words.split()} == {expected}


@pytest.mark.parametrize(
    "words",
    ["general generation generous", "objective objection", "refer referral", "car care", "assess assessor", "police policy",
     "house hospital", "brief briefcase", "plan plane", "universe university"],
)  # fmt: skip
def test_other_words_have_other_stems(words: str) -> None:
    assert len({stem(word) for word in words.split()}) == len(words.split())


@pytest.mark.parametrize("word", ["", "a", "as", "bus", "thus", "basis", "need", "thing", "sing", "bed", "être"])
def test_what_only_looks_like_an_ending_stays(word: str) -> None:
    assert stem(word) == word


@given(st.text(st.characters(categories=["Ll", "Nd"]), max_size=30))
def test_a_stem_is_a_beginning_but_for_its_last_letter(word: str) -> None:
    found = stem(word)
    assert len(found) <= len(word) + 1
    assert word.startswith(found[:-1])
