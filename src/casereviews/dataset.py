"""Reading a collection and checking it: from a file to records, or to every problem in it."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from io import BytesIO
from typing import Any

from . import yamlio
from .errors import DataError, Problem
from .files.reading import LINES_ENDINGS, UTF16
from .jsonlines import Lines
from .model import SECTIONS, Collection, Review
from .reader import Reader, entry_or_whole
from .text import counted
from .vocabulary import Vocabulary
from .yamlio import Sequence

Place = tuple[str, int, int]
"""A file, as the person named it, with a line and a column."""

Earlier = Callable[[str, Place], Place | None]
"""Notes the id of a review, and gives the place of an earlier one that has it."""


class Ids:
    """The ids of reviews, with their places, in memory."""

    def __init__(self) -> None:
        self.places: dict[str, Place] = {}

    def __call__(self, identity: str, place: Place) -> Place | None:
        """Note an id; the place of an earlier review that has it."""
        first = self.places.setdefault(identity, place)
        return None if first is place else first


class Reading:
    """A collection as it is read: iterating gives its reviews, one by one, until there is a problem.

    `content` is the whole file, or the lines of a JSON Lines file with the size of them all. `problems` are every
    problem of the file, `about` is the collection without its reviews, and `done` the share of the file that was read.
    """

    def __init__(
        self, file: str, content: bytes | Iterable[bytes], terms: Vocabulary, earlier: Earlier, size: int = 0
    ) -> None:
        """Take the name of the file to report, and what knows of the ids in other files. Raises DataError."""
        self.file = file
        self.earlier = earlier
        self.about: Collection | None = None
        self.counts: Counter[str] = Counter()
        self._source: yamlio.Document | Lines
        if isinstance(content, bytes) and not is_json_lines(file, content):
            self._source = yamlio.Document(content, file)
        else:
            if isinstance(content, bytes) and content[:2] in UTF16:
                raise DataError([Problem(file, 0, 0, None, "is JSON Lines in UTF-16; save it as UTF-8")])
            lines = BytesIO(content) if isinstance(content, bytes) else content
            self._source = Lines(lines, file, size or (len(content) if isinstance(content, bytes) else 0))
        self._reader = Reader(file, terms)

    @property
    def problems(self) -> list[Problem]:
        """Every problem so far, in the order of their places."""
        return sorted([*self._source.problems, *self._reader.problems], key=lambda found: (found.line, found.column))

    @property
    def done(self) -> float:
        """The share of the file that was read, from 0 to 1; 0 where it is not known."""
        return self._source.done

    def __iter__(self) -> Iterator[Review]:
        waiting: list[Any] = []
        for number, node in enumerate(self._source.items("reviews"), 1):
            if self.about is None and not self._begin():
                waiting.append(node)  # what describes the collection stands after its reviews
                continue
            yield from self._review(node, number)
            if len(self._reader.problems) >= yamlio.MAX_PROBLEMS:
                return
        self._finish()
        for number, node in enumerate(waiting, 1):
            yield from self._review(node, number)

    @property
    def line(self) -> str | None:
        """The line of the review that came last, where its keys and statements are as they would be written."""
        return self._source.line if isinstance(self._source, Lines) and self._reader.is_written else None

    def tally(self) -> str:
        """What a collection without problems holds, in a line."""
        return f"{self.file}: {tally(self.counts)}: no problems"

    def _begin(self) -> bool:
        """Read what the file says of the collection, where that stands before the reviews."""
        root = self._source.root
        if type(root) is Sequence or "collection" in root.items or not self._source.has_about:
            self.about = self._reader.about(root)
        return self.about is not None

    def _finish(self) -> None:
        root = self._source.root
        if root is None:
            if not self._source.problems:
                reason = 'is empty; a collection needs the key "reviews"'
                self._reader.problems.append(Problem(self.file, 0, 0, None, reason))
            self.about = self.about or self._reader.nothing()
            return
        self.about = self.about or self._reader.about(root)
        self._reader.check_root(root)

    def _review(self, node: Any, number: int) -> Iterator[Review]:
        """The review of a node, where the file has had no problem yet."""
        what = f"reviews, item {number}" if isinstance(self._source, yamlio.Document) else "the review"
        reader = self._reader
        before = len(reader.problems)
        review = reader.review(node, what)
        if len(reader.problems) > before and isinstance(self._source, Lines):
            node, review = self._precise(node, review, what, before)
        if review is None:
            return
        self._once(review, reader.id_node)
        if not reader.problems and not self._source.problems:
            self.counts["reviews"] += 1
            for section in SECTIONS.values():
                self.counts[section] += len(getattr(review, section) or ())
            yield review

    def _precise(self, node: Any, review: Review | None, what: str, before: int) -> tuple[Any, Review | None]:
        """A line with problems once more, so that each has its column; as it was where YAML cannot read it."""
        assert isinstance(self._source, Lines)  # noqa: S101
        precise = self._source.precise()
        if precise is None:
            return node, review
        del self._reader.problems[before:]
        return precise, self._reader.review(precise, what)

    def _once(self, review: Review, node: Any) -> None:
        """Note a problem where an earlier review has the id."""
        place = (self.file, node.line, node.column)
        first = self.earlier(review.id, place)
        if first is None:
            return
        if isinstance(self._source, Lines):
            node = entry_or_whole(self._source.precise(), "id") or node
        if first[0] == self.file:
            message = f'the id "{review.id}" is given first in line {first[1]}; give one of them another "id"'
        else:
            message = f"a review of this id is also in {first[0]}:{first[1]}; ids must differ"
        self._reader.record = self._reader.label
        self._reader.problem(node, message)
        self._reader.record = None


def tally(counts: Mapping[str, int]) -> str:
    """How many there are of reviews and of each kind of statement, in words; by `reviews` and the names of sections."""
    names = ("review", "learning point", "recommendation", "action")
    numbers = (counts.get(key, 0) for key in ("reviews", *SECTIONS.values()))
    return ", ".join(counted(number, name) for number, name in zip(numbers, names, strict=True))


def is_json_lines(file: str, content: bytes) -> bool:
    """Whether a file is JSON Lines: by its ending, or, where that tells nothing, by its first line."""
    ending = os.path.splitext(file)[1].lower()
    if ending in (*LINES_ENDINGS, ".yaml", ".yml", ".json"):
        return ending in LINES_ENDINGS
    line = content.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")[0]
    if not line.startswith(b"{"):
        return False
    try:
        first = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return "reviews" not in first


def check(contents: Iterable[tuple[str, bytes]], terms: Vocabulary) -> tuple[list[Collection], list[Problem]]:
    """Of files, by name and content: the collections that have no problem, and the problems of those that have."""
    ids = Ids()
    sound: list[Collection] = []
    problems: list[Problem] = []
    for name, data in contents:
        reading = Reading(name, data, terms, ids)
        reviews = tuple(reading)
        if reading.problems or reading.about is None:
            problems += reading.problems
        else:
            sound.append(reading.about._replace(reviews=reviews))
    return sound, problems


def read(data: bytes, file: str, terms: Vocabulary) -> Collection:
    """The collection in a YAML, JSON or JSON Lines text. Raises DataError with every problem in it."""
    sound, problems = check([(file, data)], terms)
    if problems:
        raise DataError(problems)
    return sound[0]
