"""What a page is made of, whatever the format: titles, facts, paragraphs, points and grids."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

Marks = Sequence[Sequence[int]]
"""Spans of a text that are to stand out: [start, end), in characters."""


class PageTitle(NamedTuple):
    """What a page is about: a name, a line under it, an id."""

    text: str
    line: str = ""
    id: str = ""


class Heading(NamedTuple):
    """The beginning of a section."""

    text: str
    key: str = ""
    """What the section has, for programs: a key of the record, or another name that stays the same in all wordings."""


class Facts(NamedTuple):
    """Labels with their values. `title` stands over them where they are the head of a page."""

    rows: list[tuple[str, str]]
    title: PageTitle | None = None


class Paragraph(NamedTuple):
    """Running text."""

    text: str


class PagePoint(NamedTuple):
    """A text with its id, and a line of what else there is to know of it."""

    id: str
    text: str
    detail: str = ""
    marks: Marks = ()
    is_cited: bool = False
    """Whether its id is a citation, which stands behind the text in a document, and not the name of the point."""


class Points(NamedTuple):
    """Points in their order."""

    points: list[PagePoint]


class Column(NamedTuple):
    """A column of a grid."""

    header: str
    kind: str = "text"
    """`text` wraps; so does what stands with an `id`; `number` stands to the right; `bar` is a share of `total`.

    So is the number that a cell of `shade` begins with: it stands to the right, with a shade before it.
    `blank` is to be written in by hand: on paper each row has room for three lines.
    """
    total: int = 0
    optional: bool = False
    """Whether it may be left out, and be named as such, where a screen is too narrow for it."""
    room: int = 15
    """The width that text is given before an optional column is."""
    weight: int = 0
    """Of optional columns the heavier ones are given room first."""


NUMBERS = ("number", "shade")
"""The kinds of columns that stand to the right."""


class Grid(NamedTuple):
    """Rows of cells, which may be given only once; the cells of a `bar` column are whole numbers."""

    columns: list[Column]
    rows: Iterable[list[str]]
    totals: list[str] | None = None
    """The last row, which sums up the others: without bars and shades."""


Block = PageTitle | Heading | Facts | Paragraph | Points | Grid
