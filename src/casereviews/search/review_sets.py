"""Sets of reviews: integers with a bit for each review, as combining these takes almost no time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

ReviewSet = int
"""The bit of a review is its number less one, as numbers begin at 1."""


def of(numbers: Iterable[int], size: int) -> ReviewSet:
    """The set of some reviews, given how many there are in all."""
    digits = bytearray(b"0") * (size + 1)
    for number in numbers:
        digits[-number] = 49  # "1"
    return int(digits, 2)


def numbers(reviews: ReviewSet) -> Iterator[int]:
    """The numbers of the reviews in a set, in order."""
    digits = f"{reviews:b}"[::-1]
    index = digits.find("1")
    while index >= 0:
        yield index + 1
        index = digits.find("1", index + 1)
