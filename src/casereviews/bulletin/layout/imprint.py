"""The line under a title that says whose the review is, and when it was published: `Northmere LSCB, May 2031`."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..english import pattern
from .boards import Named, board_in
from .publication import Said, of_date, said_in, under_title
from .rows import Row

_PARTED = re.compile(r"[,;.|·–—] |[()]")
_BEFORE = pattern("before a board", start="^(?:the )?", end=r":? (?:the )?")
_DOCUMENT = pattern(
    "document before a title", start="^(?:an? |the )?", end=r"(?: (?:an?|the|our))?(?: (?!is |was |has |had )[a-z]+)*$"
)
_FEW_WORDS = 9  # spaces in a piece that says which document it is
_LONGEST = 160  # characters of such a line


class Imprint(NamedTuple):
    """What such a line says."""

    board: Named
    published: Said | None


def imprint_of(text: str) -> Imprint | None:
    """Whose review a line says it is, and when it was published; None where it says anything else besides."""
    if len(text) > _LONGEST:
        return None
    pieces = [piece.strip(" .") for piece in _PARTED.split(text) if piece.strip(" .")]
    first, *others = [piece for piece in pieces if not _is_document(piece)] or [""]
    before = _BEFORE.match(first)
    board = board_in(first[before.end() :] if before else first)
    dates = [_date_of(piece) for piece in others]
    whole = (before[0] if before else "") + board.words if board else ""
    if not board or len(dates) > 1 or None in dates or first not in (board.words, whole):
        return None
    return Imprint(board, next(iter(dates), None))


def tells_of_report(row: Row) -> bool:
    """Whether the line under a title says whose the review is, of which type, or when it was published."""
    return not row.heading and (imprint_of(row.text) is not None or under_title(row.text) is not None)


def _is_document(piece: str) -> bool:
    """Whether a piece says which document this is, and no more: `learning summary`, `Learning from a rapid review`."""
    return piece.count(" ") <= _FEW_WORDS and _DOCUMENT.match(piece) is not None and not board_in(piece)


def _date_of(piece: str) -> Said | None:
    """The date that is all of a piece, or what it says first."""
    said = of_date(piece) or said_in(piece)
    return said if said and piece.endswith(said.words) else None
