"""Plans whose table a file has lost: the names of their columns in one line, and under it the cells."""

from __future__ import annotations

import re

from ..english import any_of
from .headings import part_of
from .rows import Row

_LONGEST = 120  # characters of a line with the names of columns
_FEW_WORDS = 6  # of a cell beside what is to be done
_COLUMN = rf"(?:{any_of('first column of a plan', 'column of a plan')}|{any_of('told in a plan')})"
_HEADER = re.compile(
    rf"(?:(?:{any_of('first column of a plan')}) )?(?:{any_of('told in a plan')})(?: {_COLUMN}){{2,6}}", re.IGNORECASE
)
_POINT = re.compile(r"\d{1,2}[.)]? (?=[A-Z])")


def is_of_plan(text: str) -> bool:
    """Whether a line is the names of the columns of a plan: `No. Action Lead agency Status`."""
    return len(text) <= _LONGEST and _HEADER.fullmatch(text) is not None


def of_plan(row: Row) -> tuple[str, bool] | None:
    """What a row of a plan tells, and whether that is to be done, for a number stands before it; None of its end."""
    if row.bullet:
        return None
    if (found := _POINT.match(row.text)) and row.text.count(" ", found.end()) >= _FEW_WORDS:
        return row.text[found.end() :], True
    is_cell = row.text.count(" ") < _FEW_WORDS and part_of(row) in (None, "actions") and row.text[-1] != ":"
    return (row.text, False) if is_cell else None
