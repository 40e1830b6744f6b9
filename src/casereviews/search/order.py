"""How the rows of an answer are sorted and limited."""

from __future__ import annotations

import operator
from collections.abc import Iterable
from typing import NamedTuple

from ..arguments import text
from ..errors import UsageError
from ..likeness import did_you_mean
from ..text import quoted

_FIELD = "(SELECT json_extract(record, '$.{}') FROM record WHERE record.number = review.number)"

REVIEW_SORTS = {
    "listed": "review.listed",
    "published": _FIELD.format("published"),
    "name": "review.name COLLATE NOCASE",
    "area": f"{_FIELD.format('area')} COLLATE NOCASE",
    "age": "review.age",
    "incident": "review.incident_first",
    "outcome": _FIELD.format("outcome"),
    "harm": _FIELD.format("harms[0]"),
    "id": "review.id",
}
"""What reviews can be sorted by, in SQL: codes by their slugs, and harms by the first.

Reviews that do not state it come last; equal ones stay in the order of the source.
"""

SCORED_SORTS = ("score", *REVIEW_SORTS)
"""What reviews that have a score can be sorted by, and statements by their reviews."""

_MOST_ROWS = 2**63 - 1  # the largest whole number that SQLite knows


class Order(NamedTuple):
    """How rows are sorted and limited."""

    sort: str | None = None
    """None keeps the source's order."""
    reverse: bool = False
    limit: int | None = None

    def sql(self, *within: str) -> str:
        """The ORDER BY and LIMIT of a query for reviews; `within` orders the rows of one review.

        Raises UsageError for an unknown sort.
        """
        choose("sort", self.sort, REVIEW_SORTS)
        keys = [REVIEW_SORTS[self.sort], "review.number"] if self.sort in REVIEW_SORTS else ["review.number"]
        way = " DESC" if self.reverse else ""
        # What is not stated comes last in either direction.
        return f"ORDER BY {', '.join([*(f'{key}{way} NULLS LAST' for key in keys), *within])} {self.cut}"

    @property
    def cut(self) -> str:
        """The LIMIT of a query."""
        return f"LIMIT {-1 if self.limit is None else min(self.limit, _MOST_ROWS)}"


def choose(what: str, value: str | None, allowed: Iterable[str]) -> None:
    """Raise UsageError, with the nearest and all allowed values, where the value is not allowed."""
    choices = list(allowed)
    if value is not None and value not in choices:
        near = did_you_mean(value, choices)
        raise UsageError(f"unknown {what} {quoted(value)}{near}", f"allowed: {', '.join(choices)}")


def order(sort: str | None = None, reverse: bool = False, limit: int | None = None) -> Order:
    """How rows are sorted and cut. Raises UsageError for a limit that is no whole number from 0 on."""
    if limit is not None and (not hasattr(limit, "__index__") or operator.index(limit) < 0):
        raise UsageError("the limit is no whole number from 0 on", "leave it out, or give None, for all")
    return Order(text(sort, "the sort") if sort is not None else None, reverse, limit)
