"""A document as slides: one for each heading of the first rank, and more where what stands under it does not fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import wrap

from pptx import Presentation
from pptx.presentation import Presentation as PresentationFile

from ..answers.blocks import Facts, Grid, PagePoint, Paragraph, Points
from ..render.marks import marked_pieces
from ..text import one_line, shorten, visible
from . import office, slides_look
from .document import Document, Ranked, linked, ranked, table, to_write, widths
from .slides_look import Line, Run, Table

_COLUMNS, _LINES = 78, 14
"""How many characters a line has room for, and a slide how many lines, at 20 points."""

_ROWS = 8
"""How many lines of a table, which have more room about them, a slide has room for below the header."""

_ABOVE = 3
"""How many lines have room above a table."""

_TITLE = 100
"""How many characters a title has room for."""

_GAP = 0.3
"""Of a line, above each text."""

Slide = list[Line] | Table


def render(document: Document) -> Iterator[bytes]:
    """The slides, with the ids of their points in the notes."""
    new = Presentation()
    slides_look.dress(new)
    office.describe(new.core_properties, document)
    slides_look.add_first(new, one_line(document.title), one_line(document.subject))
    title, content = one_line(document.title), list[Line | Table]()
    for part in ranked(document.parts):
        if isinstance(part, Ranked) and part.rank == 1:
            _add(new, title, content)
            title, content = one_line(part.text), []
        content += _content(part)
    _add(new, title, content)
    yield from office.pieces(new.save)


def _add(new: PresentationFile, title: str, content: Iterable[Line | Table]) -> None:
    """Add the slides of a heading, on as many as it takes; a long one stands on the first as text too."""
    short = shorten(title, _TITLE)
    whole = [Line([Run(title)])] if short != title else []
    for slide in _slides([*whole, *content]):
        if isinstance(slide, Table):
            slides_look.add_table(new, short, slide)
        else:
            slides_look.add_lines(new, short, slide)
        short = f"{shorten(title, _TITLE)} (continued)"


# --- What stands on them ----------------------------------------------------------------------------------------------


def _content(part: object) -> Iterator[Line | Table]:
    """What a part of the document is on slides; breaks of pages and contents are nothing there."""
    match part:
        case Ranked(rank, text, line, identity):
            if rank > 1:
                yield Line([Run(one_line(text), is_strong=True)], is_heading=True)
            for below in filter(None, (line, identity)):
                yield Line([Run(one_line(below), is_quiet=True)])
        case Paragraph(text):
            yield Line(_linked(text))
        case Facts(rows):
            for label, value in rows:
                yield Line([Run(f"{one_line(label)}: ", is_strong=True), *_linked(value)])
        case Points(points):
            yield from map(_point, points)
        case Grid():
            header, _, lines = table(part)
            body = list(lines)
            yield from _tables(header, body, widths([to_write(part, header), *body], _COLUMNS))


def _linked(text: str) -> list[Run]:
    return [Run(piece.text, address=piece.address) for piece in linked(one_line(text))]


def _point(point: PagePoint) -> Line:
    pieces = marked_pieces(point.text, point.marks)
    runs = [Run(" ".join(visible(piece).split("\n")), is_strong=out) for piece, out in pieces if piece]
    return Line(runs, one_line(point.detail), one_line(point.id), is_bullet=True)


# --- How much fits ----------------------------------------------------------------------------------------------------


def _slides(content: Iterable[Line | Table]) -> Iterator[Slide]:
    """What fits on a slide, one after the other: no heading last, and a table with a short text above it at most."""
    lines, room = list[Line](), float(_LINES)
    for one in content:
        if isinstance(one, Table):
            is_short = _LINES - room <= _ABOVE
            if lines and not is_short:
                yield lines
            yield one._replace(above=lines) if is_short else one
            lines, room = [], _LINES
            continue
        for line in _parted(one):
            size = _size(line)
            least = size + 2 if line.is_heading else size
            if lines and least > room:
                yield lines
                lines, room = [], _LINES
            lines.append(line)
            room -= size
    if lines:
        yield lines


def _size(line: Line) -> float:
    texts = ("".join(run.text for run in line.runs), line.detail)
    return sum(len(wrap(text, _COLUMNS)) for text in texts) + _GAP


def _parted(line: Line) -> Iterator[Line]:
    """A line as it is, or, where it is longer than a slide, in parts that are none."""
    if _size(line) <= _LINES:
        yield line
        return
    for text in ("".join(run.text for run in line.runs), line.detail):
        rows = wrap(text, _COLUMNS)
        for start in range(0, len(rows), _LINES - 1):
            yield line._replace(runs=[Run(" ".join(rows[start : start + _LINES - 1]))], detail="")


def _tables(header: list[str], rows: list[list[str]], sizes: list[int]) -> Iterator[Table]:
    """The rows on as many slides as they take, the header on each."""
    on_slide, room = list[list[str]](), _ROWS
    for row in rows:
        for part in _rows(row, sizes):
            size = max(len(wrap(text, size)) for text, size in zip(part, sizes, strict=True)) or 1
            if on_slide and size > room:
                yield Table(header, on_slide, sizes)
                on_slide, room = [], _ROWS
            on_slide.append(part)
            room -= size
    yield Table(header, on_slide, sizes)


def _rows(row: list[str], sizes: list[int]) -> Iterator[list[str]]:
    """A row as it is, or, where it is higher than a slide, in several."""
    cells = [wrap(text, size) for text, size in zip(row, sizes, strict=True)]
    for start in range(0, max(map(len, cells)) or 1, _ROWS):
        yield [" ".join(lines[start : start + _ROWS]) for lines in cells]
