"""Dates that are as exact as their source."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

_PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


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

    def meets(self, other: PartialDate) -> bool:
        """Whether some day can be meant by both."""
        return self.first <= other.last and other.first <= self.last
