"""Sets of reviews: whole numbers with a bit for each review, as joining these takes next to no time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

ReviewSet = int
"""Has the bit of a review's number less one, for numbers begin at 1."""


def of(numbers: Iterable[int], size: int) -> ReviewSet:
    """The set of some of so many reviews."""
    digits = bytearray(b"0") * (size + 1)
    for number in numbers:
        digits[-number] = 49  # "1"
    return int(digits, 2)


def numbers(reviews: ReviewSet) -> Iterator[int]:
    """The numbers of the reviews of a set, in their order."""
    digits = f"{reviews:b}"[::-1]
    place = digits.find("1")
    while place >= 0:
        yield place + 1
        place = digits.find("1", place + 1)
