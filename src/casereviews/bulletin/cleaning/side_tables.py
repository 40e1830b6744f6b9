"""Tables that a document has for itself: its versions, who signed it, what its colours mean, who is who.

Version | Date | Author | Change
0.1 | 3 May 2031 | Business Manager | First draft of the recommendations
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from itertools import groupby
from typing import NamedTuple

from ..english import any_of, pattern
from .sheet import Sheet

OF_DOCUMENT, OF_PEOPLE = "tables of the document itself", "tables of who is who"

_LONGEST_LABEL = 60  # characters of the name of a column
_LONGEST_HEADER = 120  # and of their names in one line
_FEWEST_COLORS = 3  # of a key
_MOST_ROWS = 8  # and the rows of one
_COLOR = pattern("color of a state", start="^", end="$")
_POINTS = pattern("in a heading of learning", "in a heading of recommendations", "in a heading of actions")


class _Kind(NamedTuple):
    """How the columns of such a table are named."""

    what: str
    telling: re.Pattern[str]
    """What only such a table has."""
    beside: re.Pattern[str]
    """What each other column has, of which there is one at least."""
    line: re.Pattern[str]
    """All of them in one line, as a file has it that has lost the header of the table."""


def _kind_of(what: str, telling: str, beside: str) -> _Kind:
    first, other = rf"(?:{any_of(telling)})", rf"(?:{any_of(beside)})"
    line = rf"(?:{other} ){{0,2}}{first}(?: {other}){{1,5}}"
    return _Kind(
        what,
        pattern(telling, start="^", end=r"\s*[:?]?$"),
        pattern(beside, start="^", end=r"\s*[:?]?$"),
        re.compile(line, re.IGNORECASE),
    )


_KINDS = (
    _kind_of(OF_DOCUMENT, "column of versions", "column beside versions"),
    _kind_of(OF_DOCUMENT, "column of signatures", "column beside signatures"),
    _kind_of(OF_DOCUMENT, "column of risks", "column beside risks"),
    _kind_of(OF_DOCUMENT, "column of a panel", "column beside a panel"),
    _kind_of(OF_PEOPLE, "column of people", "column beside people"),
)

_Row = dict[int, str]  # the text of each cell, by its column


def put_aside(sheet: Sheet) -> None:
    """Put such tables aside, each with the heading that stands over nothing else."""
    kept = list(sheet.kept())
    cells = [(number, sheet.lines[index].cell) for number, index in enumerate(kept)]
    for table, held in groupby(cells, key=lambda one: one[1].table if one[1] else 0):
        numbers = [number for number, _ in held]
        if not table:
            continue
        first, after = numbers[0], numbers[-1] + 1
        over = sheet.texts[kept[first - 1]] if first and not sheet.lines[kept[first - 1]].cell else ""
        what = _what(_read(sheet, (kept[number] for number in numbers)), over)
        if not what:
            continue
        if any(_is_header(kind, over) for kind in _KINDS):
            first -= 1
        if first and _is_heading(sheet, kept[first - 1]) and (after == len(kept) or _is_heading(sheet, kept[after])):
            first -= 1
        for index in kept[first:after]:
            sheet.put_aside(index, what)


def _read(sheet: Sheet, indices: Iterable[int]) -> list[_Row]:
    """The rows of a table."""
    rows: dict[int, _Row] = {}
    for index in indices:
        if cell := sheet.lines[index].cell:
            row = rows.setdefault(cell.row, {})
            row[cell.column] = f"{row.get(cell.column, '')} {sheet.texts[index]}".strip()
    return list(rows.values())


def _what(rows: list[_Row], over: str) -> str | None:
    """What a table is that a document has for itself; None of any other."""
    labels = list(rows[0].values())
    for kind in _KINDS:
        if _is_header(kind, over) or (len(rows) > 1 and _are_columns(kind, labels)):
            return kind.what
    return OF_DOCUMENT if _is_key(rows) else None


def _are_columns(kind: _Kind, labels: Collection[str]) -> bool:
    """Whether the first row of a table names the columns of such a one, and no others."""
    telling = [label for label in labels if len(label) <= _LONGEST_LABEL and kind.telling.match(label)]
    others = [label for label in labels if label not in telling]
    return bool(telling and others) and all(
        len(label) <= _LONGEST_LABEL and kind.beside.match(label) is not None for label in others
    )


def _is_header(kind: _Kind, over: str) -> bool:
    """Whether the line over a table names its columns, all in one."""
    return len(over) <= _LONGEST_HEADER and kind.line.fullmatch(over) is not None


def _is_key(rows: list[_Row]) -> bool:
    """Whether a table says what colours mean, or the letters for them: in its first row, or in a column.

    It says each once, where a plan has them for the state of each action, beside a column of what is to be done.
    """
    labels = list(rows[0].values())
    if len(rows) > _MOST_ROWS or any(map(_POINTS.search, labels)):
        return False
    firsts = [row[min(row)] for row in rows]
    return any(map(_are_colors, (labels, firsts, firsts[1:])))


def _are_colors(texts: Collection[str]) -> bool:
    once = {text.casefold() for text in texts}
    return _FEWEST_COLORS <= len(once) == len(texts) and all(map(_COLOR.match, texts))


def _is_heading(sheet: Sheet, index: int) -> bool:
    return sheet.lines[index].heading and not sheet.lines[index].cell
