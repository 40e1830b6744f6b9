"""Importing: from bulletins to the reviews that are new to a collection."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

from .. import dataset, edits
from ..errors import DataError, Problem
from ..files.reading import COLLECTION_ENDINGS
from ..model import SECTIONS, PartialDate, Review
from ..stemming import words
from ..text import fold, path
from ..vocabulary import Vocabulary
from . import source
from .draft import Bulletin, Doubt, Drafter, Unplaced, with_ids
from .review import Record

NEAR = 0.5
"""How many of the words of the shorter text two reviews of one name must share to be the same review.

The bundled abstracts share 0.69 of their words with the bulletin at the least, two different reviews 0.45 at the most.
"""

_SHORT = 4  # letters; shorter words are in every text


class Known(NamedTuple):
    """A review that is there already."""

    id: str
    name: str
    """Folded."""
    review_type: str | None
    incident_date: str | None
    area: str | None
    published: str | None
    words: frozenset[str]


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

    `home` is the id of the collection, for reviews of which no month or year is known.
    """
    known: dict[str, list[Known]] = {}
    taken: set[str] = set()
    for review in present:
        taken.add(review.id)
        known.setdefault(fold(review.name), []).append(_of_review(review))
    reviews: list[Record] = []
    doubles: list[Double] = []
    for file, draft in found.reviews:
        one = _of_record(draft)
        double = next((other for other in known.get(one.name, ()) if is_same(one, other)), None)
        if double:
            doubles.append(Double(draft["name"], file, double.id))
            continue
        (made,) = with_ids([draft], home, taken)
        taken.add(made["id"])
        known.setdefault(one.name, []).append(one._replace(id=made["id"]))
        reviews.append(made)
    return Addition(reviews, doubles)


def is_same(one: Known, other: Known) -> bool:
    """Whether two reviews of one name are the same: nothing about them differs, and their texts are near."""
    if one.review_type and other.review_type and one.review_type != other.review_type:
        return False
    if one.area and other.area and fold(one.area) != fold(other.area):
        return False
    if one.published and other.published and one.published[:4] != other.published[:4]:
        return False
    if one.incident_date and other.incident_date and not _overlap(one.incident_date, other.incident_date):
        return False
    return likeness(one.words, other.words) >= NEAR


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """How many of the words of the shorter text the other has, from 0 to 1; 1 of two texts without words."""
    fewer = min(len(one), len(other))
    return len(one & other) / fewer if fewer else float(not one and not other)


def _overlap(one: str, other: str) -> bool:
    first, second = PartialDate.parse_span(one), PartialDate.parse_span(other)
    return first.first <= second.last and second.first <= first.last


def _of_review(review: Review) -> Known:
    return _of_record(review.to_dict())._replace(id=review.id)


def _of_record(record: Record) -> Known:
    texts = [
        record.get("summary") or "",
        *(item["text"] for name in SECTIONS.values() for item in record.get(name) or ()),
    ]
    return Known(
        id="",
        name=fold(record["name"]),
        review_type=record.get("review_type"),
        incident_date=record.get("incident_date"),
        area=record.get("area"),
        published=record.get("published"),
        words=_words(texts),
    )


def _words(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word for text in texts for word in words(text) if len(word) >= _SHORT)


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
