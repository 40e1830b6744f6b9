"""Importing: from bulletins to the reviews that are new to a collection."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

from ..editing import edits
from ..errors import DataError, Problem
from ..files.reading import COLLECTION_ENDINGS
from ..model.reviews import SECTIONS, Review
from ..reading import dataset
from ..text import path
from ..vocabulary import Vocabulary
from . import source
from .drafter import Bulletin, Doubt, Drafter, NewIds, Unplaced
from .duplicates import Known, Search
from .texts import Record


class Double(NamedTuple):
    """A review of a bulletin that is there already."""

    name: str
    file: str
    """The bulletin's."""
    id: str
    """That of the review that is there."""


class Gathered(NamedTuple):
    """What bulletins gave."""

    bulletins: list[Bulletin]
    problems: list[Problem]
    """Of the files that could not be read."""

    @property
    def reviews(self) -> list[tuple[str, Record]]:
        """Each review, without an id, with the file of its bulletin."""
        return [(bulletin.file, review) for bulletin in self.bulletins for review in bulletin.reviews]

    @property
    def unplaced(self) -> list[Unplaced]:
        """The lines that belong to no review."""
        return [line for bulletin in self.bulletins for line in bulletin.unplaced]


class Addition(NamedTuple):
    """What an import adds to a collection."""

    reviews: list[Record]
    doubles: list[Double]


def gather(names: Sequence[str], terms: Vocabulary, progress: Callable[[float, int], None] | None = None) -> Gathered:
    """Read the bulletins in files; `progress` is told the share that is done, and how many reviews were found."""
    drafter: Drafter | None = None  # which takes time to make, and is of no use where no file can be read
    bulletins: list[Bulletin] = []
    problems: list[Problem] = []
    found = 0

    def tell(number: int, so_far: int, done: float) -> None:
        if progress:
            progress((number - 1 + done) / len(names), so_far)

    for number, name in enumerate(names, 1):
        if name.lower().endswith(COLLECTION_ENDINGS):
            problems.append(Problem(path(name), 0, 0, None, "is a collection by its name, not a bulletin"))
            continue
        try:
            read = source.read(name)
            drafter = drafter or Drafter(terms)
            bulletin = drafter.read(read, partial(tell, number, found))
        except DataError as error:
            problems += error.problems
        else:
            if bulletin.reviews:
                bulletins.append(bulletin)
                found += len(bulletin.reviews)
            else:
                reason = "has no review in it: no line was found that is the title of one, with text under it"
                problems.append(Problem(path(bulletin.file), 0, 0, None, reason))
        tell(number, found, 1.0)
    return Gathered(bulletins, problems)


def new_reviews(found: Gathered, home: str, present: Iterable[Review] = ()) -> Addition:
    """The reviews that are not among those present, nor twice in the bulletins, each with an id of its own.

    One of which that is not sure has the doubt in the evidence of its name. `home` is the id of the collection, for
    reviews of which no month or year is known.
    """
    return _Comparison(found, present).addition(home)


def add(found: Gathered, data: bytes, file: str, terms: Vocabulary) -> tuple[bytes, Addition]:
    """The bytes of a collection with what is new in bulletins, and what that is. Raises DataError.

    `file` is the collection's name.
    """
    reading = dataset.Reading(file, data, terms, dataset.Ids())
    comparison = _Comparison(found, reading)
    if reading.problems or reading.about is None:
        raise DataError(reading.problems)
    addition = comparison.addition(reading.about.id)
    return edits.append(data, file, addition.reviews), addition


class _Comparison:
    """What bulletins gave, compared with what is there; of that, one review at a time is in memory."""

    def __init__(self, found: Gathered, present: Iterable[Review]) -> None:
        self.found = found
        self.search = Search(draft for _, draft in found.reviews)
        self.taken: set[str] = set()
        for review in present:
            self.taken.add(review.id)
            self.search.see(Known(review.to_dict(), review.id, is_kept=True))

    def addition(self, home: str) -> Addition:
        """What is new."""
        reviews: list[Record] = []
        doubles: list[Double] = []
        ids = NewIds(home, self.taken)
        for number, (file, draft) in enumerate(self.found.reviews):
            match = self.search.found.get(number)
            if match and not match.doubt:
                doubles.append(Double(draft["name"], file, match.id))
                continue
            made = ids.give(draft)
            self.search.see(Known(made, made["id"]), number)
            reviews.append(_doubted(made, match.doubt) if match and match.doubt else made)
        return Addition(reviews, doubles)


def _doubted(review: Record, why: str) -> Record:
    """A review of which it is to be checked whether it is there already, with that beside its name."""
    evidence = [item for item in review["evidence"] if item["field"] != "name"]
    name = next(item for item in review["evidence"] if item["field"] == "name")
    why = f"{name['why']}; {why}" if "why" in name else why
    return {**review, "evidence": [{**name, "confidence": "check", "why": why}, *evidence]}


def doubts(found: Gathered, reviews: Sequence[Record]) -> list[Doubt]:
    """Everything that a person is to check: the bulletins', the reviews', and the lines that belong to no review."""
    listed = [
        doubt._replace(why=f"{path(bulletin.file)}: {doubt.why}")
        for bulletin in found.bulletins
        for doubt in bulletin.doubts
    ]
    listed += [
        Doubt(review["id"], item["field"], item["value"], item["why"], item.get("words"))
        for review in reviews
        for item in review["evidence"]
        if item["confidence"] == "check"
    ]
    listed += [
        Doubt(None, "unplaced", line.text, f"line {line.line} of {path(line.file)} belongs to no review", line.text)
        for line in found.unplaced
    ]
    return list(dict.fromkeys(listed))


def collection(found: Gathered, identity: str, reviews: Sequence[Record]) -> Record:
    """A new collection of reviews, as a file has it."""
    about: Record = {"id": identity}
    if len(found.bulletins) == 1:
        only = found.bulletins[0]
        headline = {"reviews": only.headline_reviews, "topics": only.topics}
        headline = {key: value for key, value in headline.items() if value is not None}
        stated: dict[str, Any] = {
            "title": only.title, "listed": only.listed, "source": only.source, "headline": headline or None
        }  # fmt: skip
        about |= {key: value for key, value in stated.items() if value is not None}
    else:
        about["title"] = f"{len(found.bulletins)} bulletins"
    return {"collection": {**about, "coding": "automatic"}, "reviews": list(reviews)}


def written(made: Record, form: str) -> Iterator[str]:
    """A new collection as text: `yaml`, `json` or `jsonl`, which holds the reviews alone."""
    if form == "jsonl":
        yield from (json.dumps(review, ensure_ascii=False) + "\n" for review in made["reviews"])
    elif form == "json":
        yield json.dumps(made, ensure_ascii=False, indent=2) + "\n"
    else:
        yield edits.entries_of({"collection": made["collection"]}) + "\nreviews:\n"
        for review in made["reviews"]:
            yield "\n" + edits.lines_of(review, 2)


def tally(reviews: Sequence[Record]) -> str:
    """How many reviews and statements there are, in words."""
    counts = {name: sum(len(review.get(name) or ()) for review in reviews) for name in SECTIONS.values()}
    return dataset.tally({"reviews": len(reviews), **counts})
