"""The nearest of known words: the same as difflib finds, with few comparisons."""

from __future__ import annotations

import difflib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereviews import likeness
from casereviews.likeness import Likeness, nearest
from helpers import examples

WORDS = st.text("abcde -\u00e91", max_size=9)


@examples(300)
@given(st.lists(WORDS, unique=True, max_size=30), WORDS, st.integers(1, 3), st.sampled_from([0.1, 0.6, 0.65, 0.82]))
def test_it_is_what_difflib_finds(known: list[str], word: str, most: int, least: float) -> None:
    """Of any word among any others, in the same order; the same again for the next word."""
    words = Likeness(known)
    for typed in (word, word[::-1], *known[:3]):
        assert words.closest(typed, most, least) == difflib.get_close_matches(typed, known, most, least)


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("fahters", "fathers"),
        ("FATHERS", "fathers"),
        ("mother", "Mothers"),
        ("x", None),
        ("", None),
        ("gathers", None),
        ("fat", None),
        ("fathresh", "fathers"),
        ("fatrhesh", None),
        ("m" * 101, None),
    ],
)
def test_nearest(word: str, near: str | None) -> None:
    """In any case of letters; None where nothing is like it, or where it is too long to be a word."""
    assert nearest(word, ["fathers", "Mothers"]) == near


@pytest.mark.parametrize(
    ("typed", "most"),
    [("own-trem-x1234", 200), ("own term", 20), ("own-term-77", 1), ("own-trem-xyz", 1000), ("zzzzzzzzzzzz", 0)],
)
def test_few_of_many_are_compared(monkeypatch: pytest.MonkeyPatch, typed: str, most: int) -> None:
    """Though all are alike: what cannot be as near is known without, by the letters and then by their order."""
    compared, counted = [], []
    in_order = likeness._in_order

    def count(word: str, places: dict[str, int]) -> int:
        counted.append(word)
        return in_order(word, places)

    monkeypatch.setattr(likeness, "_in_order", count)

    class Matcher(difflib.SequenceMatcher[str]):
        def ratio(self) -> float:
            compared.append(True)
            return super().ratio()

    monkeypatch.setattr(likeness, "SequenceMatcher", Matcher)
    known = [f"own-term-{number}" for number in range(2000)]
    assert Likeness(known).closest(typed) == difflib.get_close_matches(typed, known, 1)
    assert len(compared) < 20
    assert len(counted) <= most
