"""Sets of reviews as whole numbers: what goes in comes out, and signs join and cut them as they do sets."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from casereviews.search import review_sets

SIZE = 300
REVIEWS = st.frozensets(st.integers(1, SIZE))


@given(REVIEWS, REVIEWS)
def test_they_are_joined_and_cut_as_sets_are(one: frozenset[int], other: frozenset[int]) -> None:
    first, second = review_sets.of(one, SIZE), review_sets.of(other, SIZE)
    pairs = [(first, one), (first | second, one | other), (first & second, one & other), (first & ~second, one - other)]
    for found, expected in pairs:
        assert list(review_sets.numbers(found)) == sorted(expected)
        assert found.bit_count() == len(expected)


def test_the_first_and_the_last_review_have_a_place() -> None:
    assert list(review_sets.numbers(review_sets.of([SIZE, 1], SIZE))) == [1, SIZE]
    assert review_sets.of([], 0) == 0
    assert list(review_sets.numbers(0)) == []
