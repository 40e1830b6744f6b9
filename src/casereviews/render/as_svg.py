"""A count as a picture, in SVG: for a slide, a page or a report.

Nothing is told by colour alone: each bar and each cell has its number. Every text is whole, and none stands over
another, whichever of the usual fonts without serifs a program has: room is made for the widest of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ..answers.chart import Chart
from ..answers.view import View
from ..errors import UsageError
from ..text import counted, one_line
from . import Screen
from .svg_text import FONTS, LEADING, Wrapped, drawn, escaped, longest_word, width, wrapped

WIDTH = 1280
"""Of a picture, in its own units: a slide is as wide."""

_MARGIN = 48
_GAP = 14  # between a label and what is drawn of it
_PAD = 8  # about the text of a cell
_TITLE, _LINE, _LABEL, _HEAD, _NOTE = 32, 20, 18, 16, 15  # sizes of letters
_LABELS = 0.36  # of the width, the most that labels take
_NARROWEST, _WIDEST = 64, 200  # of a column of cells
_ALL = "All"

INK, _GREY, _RULE, _BAR, PAPER = "#1a1a1a", "#4d4d4d", "#8a8a8a", "#1f5f99", "#ffffff"
SHADES = ((PAPER, INK), ("#dce9f5", INK), ("#a6c8e4", INK), ("#2f6da6", PAPER), ("#0b3d6b", PAPER))
"""The ground of a cell and its number's colour: of none, and of each quarter up to the largest number."""


def render(view: View, name: str, screen: Screen) -> Iterator[str]:
    """The picture of an answer that has one. Raises UsageError for any other."""
    yield picture(view)


def picture(view: View) -> str:
    """The picture of an answer as SVG. Raises UsageError where it has none."""
    if view.chart is None:
        raise UsageError("this answer has no picture", "count, themes and themes --by have one")
    if view.chosen:
        raise UsageError("a picture has no fields to choose", "leave --fields out")
    return draw(view.chart())


def draw(chart: Chart, across: int = WIDTH) -> str:
    """The chart as SVG of a width."""
    sheet = _Sheet(across)
    sheet.line(chart.title, _TITLE, bold=True)
    sheet.line(f"{chart.number}; {chart.face.asked}", _LINE)
    sheet.y += 16
    left_out = _matrix(sheet, chart) if chart.heads else _bars(sheet, chart)
    sheet.y += 16
    for note in [*left_out, *chart.notes]:
        sheet.line(note, _NOTE)
    for line in (f"Source: {chart.face.source}", chart.face.made):
        sheet.line(line, _NOTE, _GREY)
    return sheet.whole(chart)


class _Sheet:
    """What is drawn so far, and how far down that is."""

    def __init__(self, across: int) -> None:
        """Begin at the top."""
        self.across = across
        self.room = across - 2 * _MARGIN
        self.y = float(_MARGIN)
        self.parts: list[str] = []

    def line(self, text: str, size: int, color: str = INK, bold: bool = False) -> None:
        """Write a text from margin to margin, and go on below it."""
        lines = wrapped(text, size, self.room)
        self.parts += drawn(lines, _MARGIN, self.y, color, bold=bold)
        self.y += lines.height + size * 0.25

    def write(self, text: Wrapped, x: float, top: float, color: str = INK, anchor: str = "start") -> None:
        """Write lines at a place."""
        self.parts += drawn(text, x, top, color, anchor)

    def rect(self, x: float, y: float, wide: float, high: float, fill: str) -> None:
        """Draw a rectangle."""
        self.parts.append(f'<rect x="{x:g}" y="{y:g}" width="{wide:g}" height="{high:g}" fill="{fill}"/>')

    def number(self, text: str, middle: float, high: float, color: str = INK) -> None:
        """Write a number in the middle of a cell."""
        line = wrapped(text, _LABEL, self.room)
        self.write(line, middle, self.y + (high - line.height) / 2, color, "middle")

    def rule(self, end: float) -> None:
        """Draw a line from the margin on."""
        self.rect(_MARGIN, self.y, end - _MARGIN, 1, _RULE)

    def whole(self, chart: Chart) -> str:
        """The file, with its title and its numbers in words for whoever does not see them."""
        high = round(self.y + _MARGIN)
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.across}" height="{high}" '
            f'viewBox="0 0 {self.across} {high}" role="img" aria-labelledby="title desc" font-family="{FONTS}">'
        )
        title, told = (escaped(one_line(text)) for text in (chart.title, _told(chart)))
        names = [f'<title id="title">{title}</title>', f'<desc id="desc">{told}</desc>']
        paper = f'<rect width="{self.across}" height="{high}" fill="{PAPER}"/>'
        return "\n".join([head, *names, paper, *self.parts, "</svg>", ""])


def _told(chart: Chart) -> str:
    """The numbers in words."""
    rows = []
    for row in chart.rows:
        heads = [f"{head.label} " for head in chart.heads] or [""]
        rows.append(f"{row.label}: {', '.join(head + mark.text for head, mark in zip(heads, row.marks, strict=True))}")
    notes = [note.removesuffix(".") for note in chart.notes]
    return ". ".join([f"{chart.number}; {chart.face.asked}", *rows, *notes, f"Source: {chart.face.source}"])


def _labels(sheet: _Sheet, chart: Chart) -> list[Wrapped]:
    """The labels of the rows in lines, for the room that labels have."""
    return [wrapped(row.label, _LABEL, _LABELS * sheet.room) for row in chart.rows]


# --- Bars -------------------------------------------------------------------------------------------------------------


def _bars(sheet: _Sheet, chart: Chart) -> list[str]:
    """A bar for each row, with its number behind it."""
    labels = _labels(sheet, chart)
    begin = _MARGIN + max((label.width for label in labels), default=0) + _GAP
    numbers = max((width(row.marks[0].text, _LABEL) for row in chart.rows), default=0)
    room = sheet.across - _MARGIN - begin - _GAP - numbers
    most = max((row.marks[0].number for row in chart.rows), default=0)
    for row, label in zip(chart.rows, labels, strict=True):
        high = max(label.height, _LABEL * LEADING)
        mark = row.marks[0]
        long = room * mark.number / most if most else 0
        sheet.write(label, begin - _GAP, sheet.y, anchor="end")
        sheet.rect(begin, sheet.y, long, high, _BAR)
        number = wrapped(mark.text, _LABEL, numbers)
        sheet.write(number, begin + long + _GAP / 2, sheet.y + (high - number.height) / 2)
        sheet.y += high + 10
    return []


# --- A matrix ---------------------------------------------------------------------------------------------------------


def _matrix(sheet: _Sheet, chart: Chart) -> list[str]:
    """A shaded cell with its number for each row and column that has room, and a note on the columns that have none."""
    labels = _labels(sheet, chart)
    begin = _MARGIN + max(label.width for label in [*labels, wrapped(_ALL, _LABEL, sheet.room)]) + _GAP
    bases = max(width(text, _LABEL) for text in (_ALL, str(chart.total))) + 2 * _PAD
    places = _Places(begin + bases, *_fitting(chart, sheet.across - _MARGIN - begin - bases))
    middle = begin + bases / 2
    _heads(sheet, chart, places, middle)
    most = max((mark.number for row in chart.rows for mark in row.marks), default=0)
    for row, label in zip(chart.rows, labels, strict=True):
        high = max(label.height, _LABEL * LEADING) + _PAD
        sheet.write(label, _MARGIN, sheet.y + (high - label.height) / 2)
        sheet.number(str(row.base), middle, high)
        for x, index in places.columns():
            mark = row.marks[index]
            ground, ink = SHADES[-(-(len(SHADES) - 1) * mark.number // most) if most else 0]
            sheet.rect(x, sheet.y, places.wide - 2, high - 2, ground)
            sheet.number(mark.text, x + places.wide / 2 - 1, high - 2, ink)
        sheet.y += high
    _totals(sheet, chart, places, middle)
    left_out = len(chart.heads) - len(places.shown)
    return [f"And {counted(left_out, 'more column')}, for which there is no room: -f csv has all."] if left_out else []


class _Places(NamedTuple):
    """Where the columns of a matrix are."""

    begin: float
    shown: list[int]
    """Those that have room, by their index."""
    wide: float

    def columns(self) -> Iterator[tuple[float, int]]:
        """The left end and the index of each."""
        return ((self.begin + place * self.wide, index) for place, index in enumerate(self.shown))


def _fitting(chart: Chart, room: float) -> tuple[list[int], float]:
    """The columns that have room, those with most first but in their order, and how wide each is."""
    shown: list[int] = []
    needed: float = _NARROWEST
    for index in sorted(range(len(chart.heads)), key=lambda index: -chart.heads[index].base):
        cells = [str(chart.heads[index].base), *(row.marks[index].text for row in chart.rows)]
        widest = max(longest_word(chart.heads[index].label, _HEAD), *(width(text, _LABEL) for text in cells))
        if shown and (len(shown) + 1) * max(needed, widest + 2 * _PAD) > room:
            break
        needed = max(needed, widest + 2 * _PAD)
        shown.append(index)
    return sorted(shown), max(min(room / len(shown), _WIDEST, room), min(needed, room))


def _heads(sheet: _Sheet, chart: Chart, places: _Places, middle: float) -> None:
    """The heads of the columns, ending above their cells."""
    heads = [wrapped(chart.heads[index].label, _HEAD, places.wide - _PAD) for _, index in places.columns()]
    foot = sheet.y + max(head.height for head in heads)
    sheet.write(wrapped(_ALL, _HEAD, sheet.room), middle, foot - _HEAD * LEADING, anchor="middle")
    for (x, _), head in zip(places.columns(), heads, strict=True):
        sheet.write(head, x + places.wide / 2 - 1, foot - head.height, anchor="middle")
    sheet.y = foot + _PAD


def _totals(sheet: _Sheet, chart: Chart, places: _Places, middle: float) -> None:
    """The last row: how many there are in each column."""
    sheet.rule(places.begin + len(places.shown) * places.wide - 2)
    high = _LABEL * LEADING + _PAD
    sheet.write(wrapped(_ALL, _LABEL, sheet.room), _MARGIN, sheet.y + _PAD / 2)
    sheet.number(str(chart.total), middle, high)
    for x, index in places.columns():
        sheet.number(str(chart.heads[index].base), x + places.wide / 2 - 1, high)
    sheet.y += high
