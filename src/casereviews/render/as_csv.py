"""CSV and tab-separated values, for spreadsheets and line tools.

A cell that a spreadsheet would take for a formula gets an apostrophe before it. Empty means not stated; an empty list
is `none`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from ..text import visible
from . import Screen, View
from .cells import cell

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def render(view: View, name: str, screen: Screen) -> Iterator[str]:
    """A header, and a row for each record."""
    from ..schema import fields

    names = view.fields or fields(view.record)
    yield _line(names, name)
    for record in view.records:
        yield _line([safe(cell(record[field])) for field in names], name)


def safe(text: str) -> str:
    """The text with nothing that a spreadsheet would carry out, or a terminal obey."""
    text = visible(text)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _line(cells: list[str], name: str) -> str:
    if name == "tsv":
        return "\t".join(text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n") for text in cells) + "\n"
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerow(cells)
    return stream.getvalue()
