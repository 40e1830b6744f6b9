"""The records: what a review is, as typed values. Nothing here reads or writes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import chain
from operator import attrgetter
from typing import Any, NamedTuple

DAYS_IN_MONTH = 30.4375
"""The mean month of the Julian year: 365.25 days by twelve."""

SECTIONS = {"L": "learning", "R": "recommendations", "A": "actions"}
"""The letter of a statement's id, and the section that it stands for."""

SEXES = ("female", "male")
CODINGS = ("curated", "automatic")
CONFIDENCES = ("sure", "check")
"""How far an automatic value can be relied on: it stands in the text so, or a person is to check it."""

EVIDENCE_OF = (
    "name", "review_type", "area", "published", "children", "age", "sex", "incident_date", "outcome", "harms",
    "factors", "summary", "learning", "recommendations", "actions", "themes", "agencies", "resources",
)  # fmt: skip
"""What a review's evidence can be of; `age` and `sex` are those of a child."""

_AGE_UNITS = ("years", "months", "weeks", "days")
_UNDER = "under "
_AGE_PART = re.compile(r"(\d{1,3}) (year|month|week|day)s?")
_PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


@dataclass(frozen=True)
class Age:
    """A child's age, in the units that the source gives: `4 weeks`, `3 years 6 months`."""

    years: int = 0
    months: int = 0
    weeks: int = 0
    days: int = 0
    unit: str = "days"
    """The smallest unit stated, which is how exact the age is."""
    under: bool = False
    """Whether the source says only that the child was younger than this."""

    @classmethod
    def parse(cls, text: str) -> Age:
        """The age that a text such as `3 years 6 months` or `under 1 year` states, largest unit first.

        Raises ValueError for anything else.
        """
        parts: dict[str, int] = {}
        position, order = 0, -1
        under, text = text.startswith(_UNDER), text.removeprefix(_UNDER)
        for found in _AGE_PART.finditer(text):
            unit = found[2] + "s"
            if found.start() != position or text[position - 1 : position] not in ("", " "):
                break
            if _AGE_UNITS.index(unit) <= order:
                break
            parts[unit], order = int(found[1]), _AGE_UNITS.index(unit)
            position = found.end() + 1
        if not parts or position != len(text) + 1 or not text.isascii():
            raise ValueError(f"{text!r} is not an age")
        return cls(**parts, unit=_AGE_UNITS[order], under=under)

    def __str__(self) -> str:
        return self.text

    @cached_property
    def text(self) -> str:
        """The age as it is written."""
        stated = ((getattr(self, unit), unit) for unit in _AGE_UNITS)
        words = (f"{count} {unit if count != 1 else unit[:-1]}" for count, unit in stated if count or unit == self.unit)
        return _UNDER * self.under + " ".join(words)

    @property
    def exact_months(self) -> float:
        """The age in months, not rounded; a week is 7 days and a month 30.4375."""
        return self.years * 12 + self.months + (self.weeks * 7 + self.days) / DAYS_IN_MONTH

    @cached_property
    def in_months(self) -> float | None:
        """The age in months, to two decimals; None where only a bound is stated."""
        return None if self.under else round(self.exact_months, 2)

    @cached_property
    def span(self) -> tuple[float, float]:
        """From the first moment of this age to the first moment of the next, in months.

        A child of 2 years is anywhere from 24 months to just under 36, one under 2 years from 0 to just under 24.
        """
        if self.under:
            return 0.0, self.exact_months
        following = replace(self, **{self.unit: getattr(self, self.unit) + 1})
        return self.exact_months, following.exact_months


@dataclass(frozen=True)
class PartialDate:
    """A date as exact as the source gives it: a year, a month or a day; or a span from one to another."""

    year: int
    month: int | None = None
    day: int | None = None
    until: PartialDate | None = None
    """Where the source gives a span: the date at its end."""

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """The date that `2018`, `2019-06` or `2019-06-30` states. Raises ValueError for anything else."""
        found = _PARTIAL_DATE.fullmatch(text)
        if not found or not text.isascii():
            raise ValueError(f"{text!r} is not a date")
        year, month, day = (None if part is None else int(part) for part in found.groups())
        made = cls(year or 0, month, day)
        made.first  # noqa: B018 - a day that the calendar lacks raises ValueError here
        return made

    @classmethod
    def parse_span(cls, text: str) -> PartialDate:
        """The date, or the span as in `2016/2018`, that a text states. Raises ValueError for anything else."""
        start, slash, end = text.partition("/")
        made = cls.parse(start)
        if not slash:
            return made
        made = replace(made, until=cls.parse(end))
        if made.last < cls.parse(start).last:
            raise ValueError(f"{text!r} ends before it begins")
        return made

    def __str__(self) -> str:
        return self.text

    @cached_property
    def text(self) -> str:
        """The date as it is written."""
        parts = [f"{self.year:04}"] + [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts) + (f"/{self.until}" if self.until else "")

    @cached_property
    def first(self) -> date:
        """The first day that the date can mean."""
        return date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)

    @cached_property
    def last(self) -> date:
        """The last day that the date can mean."""
        if self.until:
            return self.until.last
        if self.day is not None:
            return self.first
        month = 12 if self.month is None else self.month
        if month == 12:
            return date(self.year, 12, 31)
        return date(self.year, month + 1, 1) - timedelta(days=1)


class Child(NamedTuple):
    """A child whom the review concerns."""

    age: Age | None
    """None where the source does not state it."""
    sex: str | None
    """`female`, `male`, or None where the source does not state it; never guessed."""

    def to_dict(self) -> dict[str, Any]:
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
    """Slugs of the agencies that the statement speaks to or of."""

    @property
    def section(self) -> str:
        """`learning`, `recommendations` or `actions`."""
        return SECTIONS[self.id.rpartition("/")[2][0]]

    def to_dict(self) -> dict[str, Any]:
        """The statement as JSON gives it inside its review."""
        return {"id": self.id, "text": self.text, "themes": _list(self.themes), "agencies": _list(self.agencies)}


class Resource(NamedTuple):
    """A document that the source points to."""

    label: str
    format: str | None
    url: str | None

    def to_dict(self) -> dict[str, Any]:
        """The resource as JSON gives it."""
        return {"label": self.label, "format": self.format, "url": self.url}


class Evidence(NamedTuple):
    """Where a value that the importer worked out comes from, and how far to rely on it."""

    field: str
    """One of `EVIDENCE_OF`."""
    value: str
    """As the record has it: a slug, a date, an age. A value that a person has changed since is no longer this one."""
    confidence: str
    """`sure` or `check`."""
    where: str | None
    """The text that it was read in: `title`, `summary`, a statement as `L3`, a note as `N1`; None where in none."""
    start: int | None
    """Where the words begin in that text, in characters from 0."""
    end: int | None
    """Where they end: the first character that is not theirs."""
    words: str | None
    """The words themselves."""
    why: str | None
    """Of what is to be checked: why."""

    def to_dict(self) -> dict[str, Any]:
        """The evidence as JSON gives it."""
        return self._asdict()


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
    """Of what was worked out from the text; None where nothing is recorded."""

    def with_id(self, identity: str) -> Review:
        """The review under another id, and its statements with it."""

        def renamed(statements: tuple[Statement, ...] | None) -> tuple[Statement, ...] | None:
            return statements and tuple(
                [one._replace(id=identity + one.id.removeprefix(self.id)) for one in statements]
            )

        learning, recommendations, actions = map(renamed, (self.learning, self.recommendations, self.actions))
        return self._replace(id=identity, learning=learning, recommendations=recommendations, actions=actions)

    @property
    def sections(self) -> tuple[tuple[Statement, ...], ...]:
        """The statements of each section; none where the source gives none."""
        return self.learning or (), self.recommendations or (), self.actions or ()

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Every learning point, recommendation and action, in that order."""
        learning, recommendations, actions = self.sections
        return (*learning, *recommendations, *actions)

    @property
    def themes(self) -> tuple[str, ...] | None:
        """The union of the statements' themes, in the order in which they first occur.

        None where none is coded, and where only some are, without any: it is not known of the others.
        """
        return _union(map(_THEMES, self.statements))

    @property
    def agencies(self) -> tuple[str, ...] | None:
        """The union of the statements' agencies, likewise."""
        return _union(map(_AGENCIES, self.statements))

    def to_dict(self) -> dict[str, Any]:
        """The review as JSON gives it: every key always present, in the documented order."""
        before, behind = self.around_statements()
        statements = {section: _dicts(getattr(self, section)) for section in SECTIONS.values()}
        return {**before, **statements, **behind}

    def around_statements(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """What JSON gives before the statements, and what behind them."""
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
        behind = {
            "resources": _dicts(self.resources),
            "notes": list(self.notes),
            "collection": self.collection,
            "coding": self.coding,
            "evidence": _dicts(self.evidence),
        }
        return before, behind


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


def _dicts(values: Iterable[Child | Statement | Resource | Evidence] | None) -> list[dict[str, Any]] | None:
    return None if values is None else [value.to_dict() for value in values]


def _text(value: PartialDate | None) -> str | None:
    return None if value is None else str(value)


_THEMES, _AGENCIES = map(attrgetter, ("themes", "agencies"))


def _union(groups: Iterable[tuple[str, ...] | None]) -> tuple[str, ...] | None:
    """What any of them has; None where none has anything, unless all are stated."""
    known = [*groups]
    found = tuple(dict.fromkeys(chain.from_iterable(filter(None, known))))
    return found if found or (known and None not in known) else None
