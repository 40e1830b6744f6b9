"""The records: what a review is, as typed values. Nothing here reads or writes."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from operator import attrgetter
from typing import Any, NamedTuple

from .age import Age
from .partial_date import PartialDate
from .sections import CODINGS as CODINGS
from .sections import CONFIDENCES as CONFIDENCES
from .sections import EVIDENCE_OF as EVIDENCE_OF
from .sections import SECTIONS as SECTIONS
from .sections import SEXES as SEXES
from .sections import STATEMENTS as STATEMENTS

Record = dict[str, Any]
"""A review, or a part of one, as JSON gives it and a collection's file has it."""


class Child(NamedTuple):
    """A child whom the review concerns."""

    age: Age | None
    """None where the source does not state it."""
    sex: str | None
    """`female`, `male`, or None where the source does not state it; never guessed."""

    def to_dict(self) -> Record:
        """The child as JSON gives it."""
        return {
            "age": str(self.age) if self.age else None,
            "age_months": self.age.in_months if self.age else None,
            "sex": self.sex,
        }


class Statement(NamedTuple):
    """One learning point, recommendation or action: the unit that people cite."""

    id: str
    """As in `2022-02/child-rs/L3`."""
    text: str
    themes: tuple[str, ...] | None
    """Slugs; None where nobody has coded the statement."""
    agencies: tuple[str, ...] | None
    """Slugs of the agencies that the statement addresses or concerns."""

    @property
    def section(self) -> str:
        """`learning`, `recommendations` or `actions`."""
        return SECTIONS[self.id.rpartition("/")[2][0]]

    def to_dict(self) -> Record:
        """The statement as JSON gives it inside its review."""
        return {"id": self.id, "text": self.text, "themes": _list(self.themes), "agencies": _list(self.agencies)}


class Resource(NamedTuple):
    """A document that the source points to."""

    label: str
    format: str | None
    url: str | None

    def to_dict(self) -> Record:
        """The resource as JSON gives it."""
        return {"label": self.label, "format": self.format, "url": self.url}


class Evidence(NamedTuple):
    """Where a value that the importer worked out comes from, and how far to rely on it."""

    field: str
    """One of `EVIDENCE_OF`."""
    value: str
    """As it was in the record: a slug, a date, an age. A person may have changed the record since."""
    confidence: str
    """One of `CONFIDENCES`."""
    where: str | None
    """The text that it was read from: `title`, `summary`, a statement as `L3`, a note as `N1`; or None."""
    start: int | None
    """The offset of the words in that text, in characters from 0."""
    end: int | None
    """The offset of their end, which is not included."""
    words: str | None
    """The words themselves."""
    why: str | None
    """Why it should be checked, where it should."""
    probability: float | None = None
    """How often such a code was right where it was measured, from 0 to 1; None where it was not."""
    n: int | None = None
    """How many labelled statements that rests on."""
    by: str | None = None
    """Who read the value and let it stand, set it or took it out; None where nobody has."""
    on: PartialDate | None = None
    """The day when they did."""
    source: str | None = None
    """What they read it in, in their words."""

    def to_dict(self) -> Record:
        """The evidence as JSON gives it."""
        return {**self._asdict(), "on": self.on and str(self.on)}


READING: Record = {"collection": "", "coding": "", "evidence": None}
"""What collections may differ in of one review, with nothing in its place: where it is from, and how it was read."""


class Review(NamedTuple):
    """One published case review, as a bulletin lists it.

    None means that the source does not say; an empty tuple that it says there are none.
    """

    id: str
    name: str
    title: str
    review_type: str | None
    listed: PartialDate | None
    published: PartialDate | None
    area: str | None
    children: tuple[Child, ...] | None
    incident_date: PartialDate | None
    outcome: str | None
    harms: tuple[str, ...] | None
    factors: tuple[str, ...] | None
    summary: str | None
    learning: tuple[Statement, ...] | None
    recommendations: tuple[Statement, ...] | None
    actions: tuple[Statement, ...] | None
    resources: tuple[Resource, ...]
    notes: tuple[str, ...]
    collection: str
    coding: str
    evidence: tuple[Evidence, ...] | None
    """The evidence for values worked out from the text; None where none is recorded."""

    def with_id(self, identity: str) -> Review:
        """The review under another id, and its statements with it."""

        def renamed(statements: tuple[Statement, ...] | None) -> tuple[Statement, ...] | None:
            return statements and tuple(
                [one._replace(id=identity + one.id.removeprefix(self.id)) for one in statements]
            )

        learning, recommendations, actions = map(renamed, (self.learning, self.recommendations, self.actions))
        return self._replace(id=identity, learning=learning, recommendations=recommendations, actions=actions)

    @property
    def content(self) -> Review:
        """What the review says, apart from its ids, where it is from, and how and by whom its values were read."""
        return self.with_id("")._replace(**READING)

    @property
    def sections(self) -> tuple[tuple[Statement, ...], ...]:
        """The statements of each section; empty where the source gives none."""
        return self.learning or (), self.recommendations or (), self.actions or ()

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Every learning point, recommendation and action, in that order."""
        learning, recommendations, actions = self.sections
        return (*learning, *recommendations, *actions)

    @property
    def themes(self) -> tuple[str, ...] | None:
        """The union of the statements' themes, in order of first occurrence.

        None where no statement is coded, or where those that are have no themes and others are not coded.
        """
        return _union(map(_THEMES, self.statements))

    @property
    def agencies(self) -> tuple[str, ...] | None:
        """The union of the statements' agencies, likewise."""
        return _union(map(_AGENCIES, self.statements))

    def to_dict(self) -> Record:
        """The review as JSON gives it: every key always present, in the documented order."""
        before, after = self.around_statements()
        statements = {section: _dicts(getattr(self, section)) for section in SECTIONS.values()}
        return {**before, **statements, **after}

    def around_statements(self) -> tuple[Record, Record]:
        """What JSON gives before the statements, and what after them."""
        before = {
            "id": self.id,
            "name": self.name,
            "title": self.title,
            "review_type": self.review_type,
            "listed": _text(self.listed),
            "published": _text(self.published),
            "area": self.area,
            "children": _dicts(self.children),
            "incident_date": _text(self.incident_date),
            "outcome": self.outcome,
            "harms": _list(self.harms),
            "factors": _list(self.factors),
            "themes": _list(self.themes),
            "agencies": _list(self.agencies),
            "summary": self.summary,
        }
        after = {
            "resources": _dicts(self.resources),
            "notes": list(self.notes),
            "collection": self.collection,
            "coding": self.coding,
            "evidence": _dicts(self.evidence),
        }
        return before, after


class Collection(NamedTuple):
    """A file of reviews, with where it came from."""

    id: str
    file: str
    """The file as the person named it."""
    title: str | None
    listed: PartialDate | None
    source: str | None
    headline_reviews: int | None
    """How many reviews the bulletin says that it lists."""
    topics: tuple[str, ...] | None
    """The topics that the bulletin's own headline names."""
    notice: str | None
    reviews: tuple[Review, ...]


def _list(values: tuple[str, ...] | None) -> list[str] | None:
    return None if values is None else list(values)


def _dicts(values: Iterable[Child | Statement | Resource | Evidence] | None) -> list[Record] | None:
    return None if values is None else [value.to_dict() for value in values]


def _text(value: PartialDate | None) -> str | None:
    return None if value is None else str(value)


_THEMES, _AGENCIES = map(attrgetter, ("themes", "agencies"))


def _union(groups: Iterable[tuple[str, ...] | None]) -> tuple[str, ...] | None:
    """What any of the groups has; None where none has anything and some are not stated."""
    known = [*groups]
    found = tuple(dict.fromkeys(chain.from_iterable(filter(None, known))))
    return found if found or (known and None not in known) else None
