"""CSV and tab-separated values, for spreadsheets and line tools.

A cell that a spreadsheet would take for a formula, or clean into one, gets an apostrophe before it. Empty means not
stated, or not read where the field `not_read` names it; an empty list is `none`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from ..answers.cells import cell, nothing_known
from ..answers.view import View
from ..text import visible
from . import Screen

# The signs that a formula can begin with, and all that compatibility folding makes of them or that is taken for minus:
# spreadsheets in which people write full-width letters read these too.
_FORMULA = tuple("=+-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u207a\u207c\u208a\u208c\u2212\u2a75\u2a76\ufb29")
_BREAK = ("\t", "\n")


def render(view: View, name: str, screen: Screen) -> Iterator[str]:
    """A header, and a row for each record."""
    yield _line(view.fields, name)
    for record in view.records:
        inner = nothing_known(record.get("not_read"))
        yield _line([safe(cell(record[field], inner=inner)) for field in view.fields], name)


def safe(text: str) -> str:
    """The text with nothing that a spreadsheet would carry out, or a terminal obey."""
    text = visible(text)
    return f"'{text}" if text.startswith(_BREAK) or text.lstrip().startswith(_FORMULA) else text


def _line(cells: list[str], name: str) -> str:
    if name == "tsv":
        return "\t".join(text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n") for text in cells) + "\n"
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerow(cells)
    return stream.getvalue()
