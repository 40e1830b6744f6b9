"""What is told of reviews that two files have."""

from __future__ import annotations

from typing import NamedTuple


class Overlap(NamedTuple):
    """Reviews of a file whose ids a file before it has too."""

    other: str
    """That file."""
    home: str | None
    """What stands before their ids here, for they differ; None where they are the same, and taken once."""
    first: str
    """The id of the first of them."""
    reviews: int

    def line(self, file: str, other: str) -> str:
        """What is to be told of them, with the names of the files."""
        many = self.reviews > 1
        what = f"{self.reviews} reviews" if many else self.first
        if self.home is None:
            return f"{what} {'are' if many else 'is'} in {other} and in {file}, and counted once"
        if many:
            return (
                f"{what} in {file} differ from those of the same ids in {other}; here their ids begin with {self.home}/"
            )
        return f"{what} in {file} differs from the review of this id in {other}; here its id is {self.home}/{what}"
