"""The note on reviews that are in two files."""

from __future__ import annotations

from typing import NamedTuple


class Overlap(NamedTuple):
    """Reviews of a file whose ids are in an earlier file too."""

    other: str
    """The earlier file."""
    home: str | None
    """The prefix of their ids here, where they differ; None where they are the same and counted once."""
    first: str
    """The id of the first of them."""
    reviews: int

    def line(self, file: str, other: str) -> str:
        """The note on them, with the names of the files."""
        many = self.reviews > 1
        what = f"{self.reviews} reviews" if many else self.first
        if self.home is None:
            return f"{what} {'are' if many else 'is'} in {other} and in {file}, and counted once"
        if many:
            return (
                f"{what} in {file} differ from those of the same ids in {other}; here their ids begin with {self.home}/"
            )
        return f"{what} in {file} differs from the review of this id in {other}; here its id is {self.home}/{what}"
