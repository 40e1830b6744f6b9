"""What bulletins gave, compared with what is there: what is new, and what is not.

A review of which that is not sure has the doubt in the evidence of its name. Where one is there under another name, the
evidence of that one has the new name besides, so that the next import knows it, and a person is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ..editing.edits import END, Change
from ..model.reviews import Review
from ..text import fold
from .drafter import NewIds
from .duplicates import Known, Match, Search, other_name
from .texts import Record


class Double(NamedTuple):
    """A review of a bulletin that is there already."""

    name: str
    file: str
    """The bulletin's."""
    id: str
    """That of the review that is there."""
    evidence: Record | None = None
    """What the evidence of that one now has besides, for a person to check, where only the names differ."""


class Addition(NamedTuple):
    """What an import adds to a collection."""

    reviews: list[Record]
    doubles: list[Double]

    @property
    def is_nothing(self) -> bool:
        """Whether the collection stays as it is."""
        return not self.reviews and not any(double.evidence for double in self.doubles)


class Comparison:
    """What bulletins gave, compared with what is there; of that, one review at a time is in memory."""

    def __init__(self, drafts: Sequence[tuple[str, Record]], present: Iterable[Review]) -> None:
        """Take the reviews of bulletins, each with the file of its bulletin, and those that are there."""
        self.drafts = drafts
        self.search = Search(draft for _, draft in drafts)
        self.taken: dict[str, tuple[int, bool]] = {}
        """The ids of what is there, each with its index and whether it has evidence."""
        for review in present:
            self.taken[review.id] = len(self.taken), bool(review.evidence)
            self.search.see(Known(review.to_dict(), review.id, is_kept=True))
        self.told: set[tuple[str, str]] = set()
        """The other names that are told in this import, each with the id of its review."""

    def addition(self, home: str) -> Addition:
        """What is new."""
        reviews: dict[str, Record] = {}
        doubles: list[Double] = []
        files: dict[str, str] = {}  # the bulletins of what is new: one lists no review twice under two names
        ids = NewIds(home, self.taken)
        for number, (file, draft) in enumerate(self.drafts):
            match = self.search.found.get(number)
            if match and (not match.doubt or (match.is_whole and files.get(match.id) != file)):
                doubles.append(self._double(draft, file, match, reviews))
                continue
            made = ids.give(draft)
            self.search.see(Known(made, made["id"]), number)
            files[made["id"]] = file
            reviews[made["id"]] = _doubted(made, match.doubt) if match and match.doubt else made
        return Addition([*reviews.values()], doubles)

    def _double(self, draft: Record, file: str, match: Match, reviews: Mapping[str, Record]) -> Double:
        """What is there already. Another name is told once, in the evidence of the review that is new or was there."""
        name = (match.id, fold(draft["name"]))
        if not match.doubt or name in self.told:
            return Double(draft["name"], file, match.id)
        self.told.add(name)
        evidence = other_name(draft)
        if match.id in reviews:
            reviews[match.id]["evidence"].append(evidence)
        return Double(draft["name"], file, match.id, evidence)

    def changes(self, doubles: Iterable[Double]) -> Iterator[Change]:
        """What the evidence of reviews that were there has besides, in the order of their file."""
        more: dict[int, list[Double]] = {}
        for double in doubles:
            if double.evidence and double.id in self.taken:
                more.setdefault(self.taken[double.id][0], []).append(double)
        for number, found in sorted(more.items()):
            if self.taken[found[0].id][1]:
                yield from (Change(number, ("evidence", END), double.evidence) for double in found)
            else:
                yield Change(number, ("evidence",), [double.evidence for double in found])


def _doubted(review: Record, why: str) -> Record:
    """A review of which it is to be checked whether it is there already, with that beside its name."""
    evidence = [item for item in review["evidence"] if item["field"] != "name"]
    name = next(item for item in review["evidence"] if item["field"] == "name")
    why = f"{name['why']}; {why}" if "why" in name else why
    return {**review, "evidence": [{**name, "confidence": "check", "why": why}, *evidence]}
