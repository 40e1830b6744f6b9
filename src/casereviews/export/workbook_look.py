"""How a workbook looks: the widths of its columns, the heights of its rows, and what of a sheet is printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Any

from .columns import Column

TEXT = {"valign": "top", "text_wrap": True, "num_format": "@"}
NUMBER = {"valign": "top", "align": "right", "indent": 1}
HEAD = {"valign": "top", "bold": True, "bg_color": "#E7EDF3", "bottom": 1}

HEAD_HEIGHT = 18
USUAL_HEIGHT = 45
"""Of a row whose height is not worked out: three lines. Heights are in points."""

_LINE, _MOST_LINES = 15, 12  # a line in points, and how many of a row are seen at once
_BUTTON = 4  # that of a filter in a head, in characters
_WIDTHS = {"flag": 9, "whole": 9, "number": 9, "date": 12, "list": 30, "text": 16}
_WIDE = {
    "id": 24, "review_id": 24, "title": 40, "text": 70, "summary": 70, "notes": 50, "resources": 40, "column": 34,
    "meaning": 90, "value": 90, "review_type": 30,
}  # fmt: skip
_A4 = 9
_PAGE = 250  # what of the columns' widths can be read on one page


def width(column: Column) -> int:
    """The width of a column, in characters: that of what stands in it, or of its head with the button of a filter."""
    return max(_WIDE.get(column.name, _WIDTHS[column.type]), len(column.name) + _BUTTON)


def height(cells: Iterable[tuple[str, int]]) -> int:
    """The height of a row for its texts, each with the width of its column."""
    lines = max(sum(len(line) // room + 1 for line in text.split("\n")) for text, room in cells)
    return _LINE * min(lines, _MOST_LINES)


def for_print(sheet: Any, rows: int, widths: Sequence[int]) -> None:
    """Have a sheet printed across, one page wide, with its head on each; the first columns, as many as can be read."""
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)
    sheet.print_area(0, 0, rows, sum(end <= _PAGE for end in accumulate(widths)) - 1)
