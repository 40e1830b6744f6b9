"""The note on a word that is narrower than the term it was taken as."""

from typing import NamedTuple

_BEFORE = {"theme": "about ", "agency": "about ", "factor": "with "}  # before the word, in speaking of reviews


class Wider(NamedTuple):
    """A term that a narrower word was taken as."""

    typed: str
    kind: str
    slug: str
    label: str
    done: str
    """What is done with the term: `looked up` or `left out`."""

    def line(self, reviews: int) -> str:
        """The note, given how many reviews have the term."""
        part = f"{_BEFORE.get(self.kind, '')}{self.typed}"
        few = {0: "no review", 1: f"1 review, perhaps not {part}"}
        some = few.get(reviews) or f"{reviews} reviews, not all of them {part}"
        return f"{self.typed} is {self.done} as {self.label}, which is wider: {some}"
