"""What is read: a title, and the blocks of a page as answers have them, in whatever form it is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from ..answers.blocks import NUMBERS, Block, Facts, Grid, Heading, PageTitle, Paragraph, Points
from ..answers.wording import NOT_STATED
from ..text import one_line, shorten

LANGUAGE = "en-GB"
"""Of every document: that of the records."""

CONTENTS = "Contents"
"""The heading of the list of contents."""


class PageBreak(NamedTuple):
    """Where a new page begins."""


class Contents(NamedTuple):
    """The list of what has a `PageTitle`, with the pages where a form has pages. It brings its own heading."""

    entries: list[tuple[str, str]]
    """The text and the id of each."""


Part = Block | PageBreak | Contents


class Document(NamedTuple):
    """A document. A `PageTitle` among its parts is a heading; a `Heading` under it is of the next rank."""

    title: str
    subject: str
    """A line under the title, and what programs tell of the file."""
    made: date
    parts: Iterable[Part]
    """They may be given only once."""


class Ranked(NamedTuple):
    """A heading with its rank: 1 is the highest under the title of the document."""

    rank: int
    text: str
    line: str = ""
    """What stands below it."""
    id: str = ""


Flat = Ranked | Facts | Paragraph | Points | Grid | PageBreak | Contents


class Piece(NamedTuple):
    """A piece of a text, and the address that it leads to."""

    text: str
    address: str = ""


def ranked(parts: Iterable[Part]) -> Iterator[Flat]:
    """The parts with their titles and headings ranked, so that no rank is left out.

    A `Heading` before the first `PageTitle` is of the first rank: it is under nothing but the title of the document.
    """
    below = 1
    for part in parts:
        match part:
            case PageTitle():
                below = 2
                yield _ranked(1, *part)
            case Facts(rows, PageTitle() as title):
                below = 2
                yield _ranked(1, *title)
                yield Facts(rows)
            case Heading():
                yield _ranked(below, part.text)
            case _:
                yield part


def _ranked(rank: int, text: str, line: str = "", identity: str = "") -> Ranked:
    """A heading, which is never empty: a screen reader would say nothing for it."""
    return Ranked(rank, text if one_line(text) else identity or NOT_STATED, line, identity)


def foot(document: Document) -> str:
    """What stands at the foot of each page: the title, cut where it is long."""
    return shorten(document.title, _WIDEST_FOOT)


def table(grid: Grid) -> tuple[list[str], list[bool], Iterator[list[str]]]:
    """A grid as its header, which of its columns are numbers, and its rows, the totals last.

    Bars are left out, for their numbers stand beside them.
    """
    kept = [index for index, column in enumerate(grid.columns) if column.kind != "bar"]
    columns = [grid.columns[index] for index in kept]
    given = chain(grid.rows, [grid.totals] if grid.totals else [])
    rows = ([one_line(row[index]) for index in kept] for row in given)
    return [one_line(column.header) for column in columns], [column.kind in NUMBERS for column in columns], rows


def is_form(grid: Grid) -> bool:
    """Whether a table is to be filled in by hand."""
    return any(column.kind == "blank" for column in grid.columns)


def widths(rows: Iterable[Sequence[str]], whole: int) -> list[int]:
    """How wide the columns of a table are, of a whole, by the longest text of each; of that 40 characters count."""
    longest = [min(max(map(len, cells)), _WIDEST_CELL) + 2 for cells in zip(*rows, strict=True)]
    return [whole * each // sum(longest) for each in longest]


def to_write(grid: Grid, header: Sequence[str]) -> list[str]:
    """The header of a table, as wide where a column is to be written in as what people write."""
    columns = (column for column in grid.columns if column.kind != "bar")
    return [text.ljust(_WRITTEN * (column.kind == "blank")) for text, column in zip(header, columns, strict=True)]


_WIDEST_CELL = 40
_WRITTEN = 16  # characters
_WIDEST_FOOT = 60  # characters, which leaves room for the number of the page
_ADDRESS = re.compile(r"""https?://[^\s<>"]*[^\s<>".,;:!?'’”)\]]""")


def linked(text: str) -> list[Piece]:
    """A text in pieces, with the web addresses in it as links.

    In `Full overview (PDF): https://example.org/a.pdf` the whole is the link, as an address alone says little when read
    aloud.
    """
    rest = text.partition(": ")[2]
    if _ADDRESS.fullmatch(rest) and (address := _address(rest)):
        return [Piece(text, address)]
    pieces, end = [], 0
    for found in _ADDRESS.finditer(text):
        if address := _address(found[0]):
            pieces += [Piece(text[end : found.start()]), Piece(found[0], address)]
            end = found.end()
    return [piece for piece in (*pieces, Piece(text[end:])) if piece.text]


def _address(text: str) -> str:
    """The address with what may not stand in one escaped; nothing where it is none."""
    try:
        if not urlsplit(text).hostname:
            return ""
    except ValueError:
        return ""
    return quote(text, safe="%/:?#[]@!$&'()*+,;=~")
