"""Reading and checking a collection: from a file to records, or to every problem in it."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as AbstractMapping
from io import BytesIO
from itertools import count
from typing import TYPE_CHECKING, NamedTuple, Protocol

from ..errors import DataError, Problem
from ..files.reading import LINES_ENDINGS, UTF16
from ..model.reviews import Collection, Review
from ..model.sections import SECTIONS
from ..text import counted, slugify
from ..vocabulary import Vocabulary
from . import yaml_document
from .checker import entry_or_whole
from .json_lines import MAX_LINE, Lines, fault
from .nodes import Mapping, Node, Value
from .overlap import Overlap
from .reviews import ReviewReader

if TYPE_CHECKING:
    from ..files.collection_file import CollectionFile
    from .mistaken import Mistaken

Location = tuple[str, int, int]
"""A file, as the person named it, with a line and a column."""

_BEGINNING = 1 << 16  # bytes of a file that tell what it is


class Seen(NamedTuple):
    """An earlier review with the same id as another."""

    location: Location
    is_same: bool
    """Whether the two say the same, wherever they are from and however they were read."""


class Twin(NamedTuple):
    """A review of an earlier file that says the same as another, under another id."""

    file: str
    id: str


class Earlier(Protocol):
    """What knows the reviews of the files before this one, and those of this one so far."""

    def earlier(self, review: Review, location: Location) -> Seen | None:
        """The earlier review with the id of the given one, if any; else that is noted with its location."""

    def twin(self, review: Review, location: Location) -> Twin | None:
        """The review of another file that says the same as one that was noted last; that is then left out."""


TELLING = 60
"""How many characters the texts of a review must have in all to tell that it is no other one."""


def is_telling(review: Review) -> bool:
    """Whether a review says enough for two that say the same to be one."""
    texts = (review.summary or "", *(statement.text for statement in review.statements))
    return sum(map(len, texts)) >= TELLING


class Ids:
    """The ids of reviews in memory, with their locations and hashes to tell whether they are the same."""

    def __init__(self) -> None:
        self.seen: dict[str, tuple[Location, int]] = {}
        self.said: dict[int, Twin] = {}
        """The first review of each content."""

    def earlier(self, review: Review, location: Location) -> Seen | None:
        """The earlier review with the same id, if any; else the review is noted."""
        what = hash(review.content)
        first, known = self.seen.setdefault(review.id, (location, what))
        return None if first is location else Seen(first, known == what)

    def twin(self, review: Review, location: Location) -> Twin | None:
        """The review of another file that says the same as one that was noted last."""
        if not is_telling(review):
            return None
        found = self.said.setdefault(self.seen[review.id][1], Twin(location[0], review.id))
        return found if found.file != location[0] else None


class Reading:
    """The reading of a collection: iterating gives its reviews, one by one, until there is a problem.

    `content` is the whole file, or the lines of a JSON Lines file with their total size. `problems` are all those of
    the file, `about` is the collection without its reviews, and `done` the share of the file that has been read.
    """

    def __init__(
        self, file: str, content: bytes | Iterable[bytes], terms: Vocabulary, known: Earlier, size: int = 0
    ) -> None:
        """Take the name of the file to report, and what knows the reviews of other files. Raises DataError."""
        self.file = file
        self._known = known
        self.about: Collection | None = None
        self.counts: Counter[str] = Counter()  # what the file holds
        self.taken = 0  # how many of its reviews are not in an earlier file too
        self.line: str | None = None
        """The line of the last review, where it is exactly as it would be written."""
        self._elsewhere: dict[str, int] = {}  # ids of the file that are in an earlier file too, with their lines
        self._overlaps: dict[tuple[str, str | None, bool], Overlap] = {}
        self._first: Node | None = None
        self._content = content if isinstance(content, bytes) else b""
        self._source: yaml_document.Document | Lines
        if not isinstance(content, bytes):
            self._source = Lines(content, file, size)
        elif not is_json_lines(file, content):
            self._source = yaml_document.Document(content, file)
        elif content[:2] in UTF16:
            raise DataError([Problem.of_file(file, "is JSON Lines in UTF-16; save it as UTF-8")])
        else:
            self._source = Lines(BytesIO(content), file, len(content))
        self._reader = ReviewReader(file, terms)

    @classmethod
    def of(cls, file: CollectionFile, terms: Vocabulary, known: Earlier) -> Reading:
        """The reading of a file. Raises DataError where it cannot be read."""
        return cls(file.shown, file.read(MAX_LINE), terms, known, file.size)

    @property
    def problems(self) -> list[Problem]:
        """Every problem so far, in the order of their places."""
        if self._reader.newer:
            return [self._reader.newer]
        found = [*self._source.problems, *self._reader.problems]
        if self._source.root is None and self._source.problems and self.file.lower().endswith(".json"):
            found = [fault(self._content, self.file) or found[0], *found[1:]]
        return sorted(found, key=lambda found: (found.line, found.column))

    @property
    def mistaken(self) -> Mistaken | None:
        """What a file with problems is, and what to do with it, where it is not a collection at all."""
        if not self.problems or self._reader.newer:
            return None
        from .mistaken import mistaken

        return mistaken(
            self.file, self._content[:_BEGINNING].decode("utf-8", "replace"), self._source.root, self._first
        )

    @property
    def verdict(self) -> list[Problem]:
        """The problems of a file; for one that is not a collection at all, what it is instead."""
        mistaken = self.mistaken
        return [Problem.of_file(self.file, "; ".join(mistaken))] if mistaken else self.problems

    @property
    def overlaps(self) -> list[Overlap]:
        """The reviews that are in earlier files too, or whose ids are."""
        return [*self._overlaps.values()]

    @property
    def done(self) -> float:
        """The share of the file that has been read, from 0 to 1; 0 where it is not known."""
        return self._source.done

    def __iter__(self) -> Iterator[Review]:
        waiting: list[Node] = []
        for number, node in enumerate(self._source.items("reviews"), 1):
            self._first = self._first or node
            if self.about is None and not self._begin():
                waiting.append(node)  # the description of the collection comes after its reviews
                continue
            yield from self._review(node, number)
            if len(self._reader.problems) >= yaml_document.MAX_PROBLEMS:
                return
        self._finish()
        for number, node in enumerate(waiting, 1):
            yield from self._review(node, number)

    def tally(self) -> str:
        """What a collection without problems holds, in a line."""
        return f"{self.file}: {tally(self.counts)}: no problems"

    def _begin(self) -> bool:
        """Whether what the file says of the collection is known: it is read now if it comes before the reviews."""
        root = self._source.root
        if type(root) is not Mapping or "collection" in root.items or not self._source.has_about:
            self.about = self._reader.about(root)
        return self.about is not None

    def _finish(self) -> None:
        root = self._source.root
        if root is None:
            if not self._source.problems:
                reason = 'is empty; a collection needs the key "reviews"'
                self._reader.problems.append(Problem.of_file(self.file, reason))
            self.about = self.about or self._reader.nothing()
            return
        self.about = self.about or self._reader.about(root)
        self._reader.check_root(root)

    def _review(self, node: Node, number: int) -> Iterator[Review]:
        """The review of a node, where the file has had no problem yet."""
        what = f"reviews, item {number}" if isinstance(self._source, yaml_document.Document) else "the review"
        reader = self._reader
        before = len(reader.problems)
        review = reader.review(node, what)
        if len(reader.problems) > before and isinstance(self._source, Lines):
            node, review = self._precise(node, review, what, before)
        if review is None:
            return
        taken = self._once(review, reader.id_node)
        if not reader.problems and not self._source.problems:
            self.counts["reviews"] += 1
            for section in SECTIONS.values():
                self.counts[section] += len(getattr(review, section) or ())
            if taken:
                is_written = taken is review and reader.is_written and isinstance(self._source, Lines)
                self.line = self._source.text if is_written else None
                self.taken += 1
                yield taken

    def _precise(self, node: Node, review: Review | None, what: str, before: int) -> tuple[Node, Review | None]:
        """A line with problems, read again so that each has its column; unchanged where YAML cannot read it."""
        assert isinstance(self._source, Lines)  # noqa: S101
        precise = self._source.precise()
        if precise is None:
            return node, review
        del self._reader.problems[before:]
        return precise, self._reader.review(precise, what)

    def _once(self, review: Review, node: Node) -> Review | None:
        """The review; None where an earlier file has it too; with an id of its own where that one differs.

        A duplicate id within one file is a problem.
        """
        location = (self.file, node.line, node.column)
        first = self._known.earlier(review, location)
        if first is None:
            twin = self._known.twin(review, location)
            if twin:
                self._overlap(Overlap(twin.file, None, review.id, twin.id))
            return None if twin else review
        line = first.location[1] if first.location[0] == self.file else self._elsewhere.get(review.id)
        if line is not None:
            self._report(f'duplicate id "{review.id}", first given in line {line}; give one of them another "id"', node)
            return review
        self._elsewhere[review.id] = location[1]
        known: Seen | None = first
        homes = _homes(review)
        taken = review
        while known and not known.is_same:
            home = next(homes)
            taken = review.with_id(f"{home}/{review.id}")
            known = self._known.earlier(taken, location)
        if known:
            self._overlap(Overlap(known.location[0], None, review.id))
            return None
        self._overlap(Overlap(first.location[0], home, review.id))
        return taken

    def _overlap(self, found: Overlap) -> None:
        """Count a review that an earlier file has too with those that are told in one line with it."""
        known = self._overlaps.get(found.kind)
        self._overlaps[found.kind] = known._replace(reviews=known.reviews + 1) if known else found

    def _report(self, message: str, node: Value) -> None:
        """Note a problem with the id of the review that was read last."""
        if isinstance(self._source, Lines):
            node = entry_or_whole(self._source.precise(), "id") or node
        self._reader.record = self._reader.label
        self._reader.problem(node, message)
        self._reader.record = None


def _homes(review: Review) -> Iterator[str]:
    """The possible prefixes of an id that another collection has too: its own collection's id, then with numbers."""
    home = slugify(review.collection) or "collection"
    yield home
    for number in count(2):
        yield f"{home}-{number}"


def tally(counts: AbstractMapping[str, int]) -> str:
    """The numbers of reviews and statements, in words; the counts are by `reviews` and the names of sections."""
    names = ("review", "learning point", "recommendation", "action")
    numbers = (counts.get(key, 0) for key in ("reviews", *SECTIONS.values()))
    return ", ".join(counted(number, name) for number, name in zip(numbers, names, strict=True))


def is_json_lines(file: str, content: bytes) -> bool:
    """Whether a file is JSON Lines: by its ending, or, where that does not tell, by its first line."""
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


def read(data: bytes, file: str, terms: Vocabulary) -> Collection:
    """The collection in a YAML, JSON or JSON Lines text. Raises DataError with every problem in it."""
    reading = Reading(file, data, terms, Ids())
    reviews = tuple(reading)
    if reading.problems or reading.about is None:
        raise DataError(reading.problems)
    return reading.about._replace(reviews=reviews)
