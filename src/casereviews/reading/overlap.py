"""The note on reviews that are in two files."""

from __future__ import annotations

from typing import NamedTuple


class Overlap(NamedTuple):
    """Reviews of a file that an earlier file has too, or whose ids it has."""

    other: str
    """The earlier file."""
    home: str | None
    """The prefix of their ids here, where they differ; None where they are the same and counted once."""
    first: str
    """The id of the first of them."""
    known_as: str | None = None
    """The id that the first has in the earlier file, where theirs differ there and they say the same."""
    reviews: int = 1

    @property
    def kind(self) -> tuple[str, str | None, bool]:
        """What those have in common that are told in one line."""
        return self.other, self.home, self.known_as is not None

    def line(self, file: str, other: str) -> str:
        """The note on them, with the names of the files."""
        many = self.reviews > 1
        what = f"{self.reviews} reviews" if many else self.first
        if self.home is not None:
            return self._differing(what, file, other)
        kept = f"counted once, from {other}"
        if self.known_as is None:
            return f"{what} {'are' if many else 'is'} in {other} and in {file}, and {kept}"
        if many:
            return f"{what} in {file} are in {other} under other ids, and {kept}"
        return f"{what} in {file} is {self.known_as} in {other}, and {kept}"

    def _differing(self, what: str, file: str, other: str) -> str:
        if self.reviews > 1:
            return (
                f"{what} in {file} differ from those of the same ids in {other}; here their ids begin with {self.home}/"
            )
        return f"{what} in {file} differs from the review of this id in {other}; here its id is {self.home}/{what}"
