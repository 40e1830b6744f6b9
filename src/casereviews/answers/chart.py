"""A count as it is drawn: bars, or a matrix of shaded cells, with all that a reader must know of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

MOST_ROWS = 20
"""How many rows a picture has where no limit was named."""


class Face(NamedTuple):
    """What stands on a picture besides what was counted."""

    asked: str
    """What was asked, in words."""
    source: str
    """Of which collections."""
    made: str
    """When, and with what."""


class Mark(NamedTuple):
    """What is drawn of one number."""

    number: int
    text: str
    """The number as it is written, with its share where that is told."""


class Row(NamedTuple):
    """A row of a picture."""

    label: str
    marks: list[Mark]
    """One that is drawn as a bar, or one for each column."""
    base: int | None = None
    """How many there are in the row, where it has columns."""


class Head(NamedTuple):
    """The head of a column."""

    label: str
    base: int
    """How many there are in the column; where not all have room, the columns with most are shown."""


class Chart(NamedTuple):
    """A picture."""

    title: str
    total: int
    """How many were counted."""
    number: str
    """The same in words."""
    face: Face
    rows: list[Row]
    heads: list[Head]
    """None where the rows are bars."""
    notes: list[str]


def cut(rows: Sequence[Row], limit: int | None) -> tuple[list[Row], list[str]]:
    """The rows that there is room for, and a note on the others, where no limit was named."""
    if limit is not None or len(rows) <= MOST_ROWS:
        return list(rows), []
    more = len(rows) - MOST_ROWS
    return list(rows[:MOST_ROWS]), [f"And {more} more: --limit {len(rows)} shows all."]
