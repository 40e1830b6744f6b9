"""Coding again: the vocabulary of today applied to what was coded automatically, and to nothing else.

Evidence tells what was coded so. A value without evidence was set by a person and stays, as does one that a person
has read; one that has evidence but stands no longer was taken out by a person and stays out. Where a person found that
there is none, none is added; a review whose coding is curated is not touched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from ..coding.evidence import LISTS, OF_STATEMENT, SEVERAL
from ..editing import edits
from ..editing.edits import Change
from ..errors import DataError, UsageError
from ..files.reading import read_bytes
from ..files.writing import update
from ..library import vocabularies
from ..model.reviews import Resource, Review
from ..model.sections import LETTERS, SECTIONS
from ..reading import dataset
from ..vocabulary import NONE, NOT_STATED, Vocabulary
from . import targets
from .draft import draft_of_codes
from .drafter import Drafter
from .layout import sections
from .texts import Record, stated

OF_REVIEW = ("review_type", "outcome", *SEVERAL)
"""The fields of a review that the vocabulary decides."""

_Coded = list[str] | str | None
"""What a field has that the vocabulary decides."""

_CODES = (*OF_REVIEW, *OF_STATEMENT)


class Difference(NamedTuple):
    """A code that coding again adds or takes away."""

    id: str
    """Of the review, or of the statement."""
    field: str
    change: str
    """`added` or `removed`."""
    value: str
    words: str | None
    """The words that say so, or said so."""


class Recoded(NamedTuple):
    """What coding a review again comes to."""

    differences: list[Difference]
    changes: list[Change]


class Recoding(NamedTuple):
    """What coding a collection again came to."""

    differences: list[Difference]
    is_written: bool
    """Whether the file was changed."""


def recode(
    file: str, *, vocabulary: Sequence[str] = (), dry_run: bool = False, note: Callable[[str], None] | None = None
) -> Recoding:
    """Code the collection in a file again by the vocabulary of today, in place unless the run is dry.

    `vocabulary` names files of terms of one's own; `note` is told what a person may want to know on the way. Raises
    UsageError for a name that no collection has, DataError, and OutputError where the file could not be written.
    """
    if file in ("", "-"):
        raise UsageError("--recode needs a file", "the file is changed in place")
    targets.check_collection(file)
    terms = vocabularies.coding_vocabulary(vocabulary)
    done: list[Recoding] = []

    def change(data: bytes) -> bytes:
        new, differences = recode_bytes(data, file, terms)
        done.append(Recoding(differences, new != data and not dry_run))
        return new

    if dry_run or not targets.exists(file):
        change(read_bytes(file))  # raises where there is no such file
    if not dry_run:
        update(file, change, note=note)
    return done[-1]


def recode_reviews(reviews: Iterable[Review], terms: Vocabulary) -> Iterator[Recoded]:
    """What changes in the reviews of a collection, review by review in the order of its file."""
    drafter = Drafter(terms)
    for number, review in enumerate(reviews):
        if review.coding == "automatic":
            one = _OfReview(review.to_dict(), drafter)
            yield Recoded(one.differences, [Change(number, path, value) for path, value in one.changes])


def recode_bytes(data: bytes, file: str, terms: Vocabulary) -> tuple[bytes, list[Difference]]:
    """The bytes of a collection coded by a vocabulary, and what changes in it. Raises DataError.

    `file` is the collection's name.
    """
    reading = dataset.Reading(file, data, terms, dataset.Ids())
    differences: list[Difference] = []

    def changes() -> Iterator[Change]:
        for found in recode_reviews(reading, terms):
            differences.extend(found.differences)
            yield from found.changes
        if reading.problems:
            raise DataError(reading.problems)

    return edits.replace(data, file, changes()), differences


def _drafted(record: Record, drafter: Drafter) -> Record:
    """What the text of a review says by the vocabulary of today: type, outcome, harms, factors and codes."""
    evidence = record["evidence"] or ()
    led: dict[str, str] = {}
    owners: dict[str, dict[str, None]] = {}
    for item in evidence:
        if item["where"] and item["start"] is None and item["confidence"] != "read":
            if ": " in (item["words"] or ""):  # `Lead: police`, which stood beside it in a table
                owners.setdefault(item["where"], {})[item["words"]] = None
            else:
                led[item["where"]] = item["words"]
    own: dict[str, str] = {}  # the end of a statement's id, by its place; they differ where a person took one out
    spoken: dict[str, list[sections.Point]] = {}
    for section, letter in LETTERS.items():
        ends = [item["id"].rpartition("/")[2] for item in record[section] or ()]
        own |= {f"{letter}{number}": end for number, end in enumerate(ends, 1)}
        if record[section] is not None:
            texts = [item["text"] for item in record[section]]
            points = sections.addressed(texts, [led.get(end) for end in ends])
            spoken[section] = [point.owned([*owners.get(end, ())]) for point, end in zip(points, ends, strict=True)]
    body = sections.Body(
        summary=record["summary"] or "",
        sections=spoken,
        notes=list(record["notes"]),
        leads=[
            item["words"] for item in evidence if item["field"] == "review_type" and item["words"] and not item["where"]
        ],
        resources=[Resource(**item) for item in record["resources"]],
    )
    titles = drafter.titles
    made = draft_of_codes(titles.read(record["title"]), body, titles, drafter.coder, record["children"]).to_record()
    made["evidence"] = [
        {**item, "where": own.get(item["where"], item["where"])} if "where" in item else item
        for item in made["evidence"]
    ]
    return made


class _OfReview:
    """One review: what its record has, and what its text says by the vocabulary of today."""

    def __init__(self, record: Record, drafter: Drafter) -> None:
        self.record = record
        self.fresh = _drafted(record, drafter)
        self.old: list[Record] = record["evidence"] or []
        self.new: list[Record] = self.fresh["evidence"]
        self.by_hand: set[tuple[str, str | None, str]] = set()  # values that a person set,
        self.out: set[tuple[str, str | None, str]] = set()  # and those that a person took out
        self.read = {_key(item) for item in self.old if item["confidence"] == "read"}  # those that one has read,
        # and the fields of which a person found that there is none, or that the source does not say
        self.none = {key[:2] for key in self.read if key[2] in (NONE, NOT_STATED)}
        self.differences: list[Difference] = []
        self.changes: list[tuple[tuple[str | int, ...], object]] = []
        for field in OF_REVIEW:
            self._set((field,), None, record["id"], record, self.fresh.get(field))
        for section in SECTIONS.values():
            for index, statement in enumerate(record[section] or ()):
                where = statement["id"].rpartition("/")[2]
                for field in OF_STATEMENT:
                    value = self.fresh[section][index][field]
                    self._set((section, index, field), where, statement["id"], statement, value)
        self._set_evidence()

    def _set(
        self, path: tuple[str | int, ...], where: str | None, identity: str, holder: Record, fresh: _Coded
    ) -> None:
        """Note how one field changes."""
        field = str(path[-1])
        if (field, where) in self.none:
            return
        is_list = field in LISTS
        now = _values(holder[field])
        before = _evident(self.old, field, where)
        today = _evident(self.new, field, where)
        kept = [value for value in now if value not in before or (field, where, value) in self.read]
        self.by_hand |= {(field, where, value) for value in kept}
        if not is_list and kept:
            return
        out = [value for value in before if value not in now]
        self.out |= {(field, where, value) for value in out}
        wanted = [value for value in now if value in kept or value in _values(fresh)]
        wanted += [value for value in _values(fresh) if value not in wanted and value not in out]
        if wanted == now:
            return
        self.differences += [
            Difference(identity, field, "removed", value, before.get(value)) for value in now if value not in wanted
        ]
        self.differences += [
            Difference(identity, field, "added", value, today.get(value)) for value in wanted if value not in now
        ]
        empty: _Coded = [] if field in OF_STATEMENT else None
        self.changes.append((path, (wanted or empty) if is_list else (wanted[0] if wanted else None)))

    def _set_evidence(self) -> None:
        """Renew the evidence of codes. That of facts stays, and that of a value which a person took out."""
        fresh = {_key(item): stated(item) for item in self.new if item["field"] in _CODES}
        known = self.by_hand | self.read
        fresh = {key: item for key, item in fresh.items() if key not in known and key[:2] not in self.none}
        renewed = [
            fresh.pop(_key(item), stated(item))
            for item in self.old
            if item["field"] not in _CODES or _key(item) in fresh or _key(item) in self.out | self.read
        ]
        renewed += fresh.values()
        if renewed != [stated(item) for item in self.old]:
            self.changes.append((("evidence",), renewed))


def _key(item: Record) -> tuple[str, str | None, str]:
    return item["field"], _where(item), item["value"]


def _values(value: _Coded) -> list[str]:
    """The values of a field, of which one may stand alone."""
    if value is None:
        return []
    return [value] if isinstance(value, str) else list(value)


def _where(item: Record) -> str | None:
    """The statement that evidence of a theme or an agency is of."""
    return item.get("where") if item["field"] in OF_STATEMENT else None


def _evident(evidence: Iterable[Record], field: str, where: str | None) -> dict[str, str | None]:
    """The values of a field, there or of the review, that evidence tells of, each with its words."""
    return {
        item["value"]: item.get("words")
        for item in evidence
        if item["field"] == field and _where(item) == where and item["value"] not in (NONE, NOT_STATED)
    }
