"""Titles that stand behind a menu in one line, as in a copied page: `Menu Search Child X: case review`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from ..english import YEAR, pattern, sentence_spans
from ..layout.names import NAME, is_common, is_name
from .notices import NOTICES, end_of_entry, end_of_trail
from .sheet import Sheet

_LONGEST = 300  # characters among which the menu and the title stand
_FEWEST = 2  # entries of a menu
_MOST_BETWEEN = 2  # words between them that no menu is known to have
_LONGEST_TITLE = 160
_MOST = 20  # such lines of a page

# What says that a title is one of a review alone: `serious case review`, `2031`.
_REVIEW = pattern("of a review", end=r"(?<!s)\b")
_SAYS_WHAT = re.compile(rf"{_REVIEW.pattern}|\b{YEAR}\b", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_BETWEEN = re.compile(r"\W*\b[A-Z][\w’'-]*")
_PARTING = re.compile(r"[:–—(),]| - ")


def put_aside(sheet: Sheet) -> None:
    """Put the menus in such lines aside; a title that has a line of its own stays with its menu."""
    for index, start in islice(_found(sheet), _MOST):
        if not _has_own_line(sheet, index, _title(sheet.lines[index].text[start:_LONGEST])):
            sheet.cut(index, start, NOTICES)


def _found(sheet: Sheet) -> Iterator[tuple[int, int]]:
    """The lines that begin with a menu and have a title behind it, and where that begins."""
    for index in sheet.kept():
        line = sheet.lines[index]
        start = None if line.cell or line.heading else _start_of_title(line.text[:_LONGEST])
        if start:
            yield index, start


def _start_of_title(text: str) -> int | None:
    """Where the title begins that stands behind a menu; None where there is none of both."""
    end, entries = _menu(text)
    trail = end_of_trail(text) or (end_of_trail(text, end) if entries else None)
    if trail is None and entries < _FEWEST:
        return None
    start = trail or end
    start += _length_of_common(text[start:])
    title = _title(text[start:])
    is_whole_name = trail is None and NAME.fullmatch(title) is not None
    has_name = NAME.search(title) is not None or any(is_name(piece.strip()) for piece in _PARTING.split(title)[:5])
    is_title = is_whole_name or (has_name and _SAYS_WHAT.search(title) is not None)
    is_begun = title[:1].isupper() or title[:1].isdigit()
    return start if is_title and is_begun and len(title) <= _LONGEST_TITLE else None


def _menu(text: str) -> tuple[int, int]:
    """Where the entries of a menu end with which a text begins, and how many they are."""
    end = entries = 0
    while (found := _end_of_next(text, end)) is not None:
        end, entries = found, entries + 1
    rest = text[end:]
    return end + len(rest) - len(rest.lstrip(" |·•/>»›–—-")), entries


def _end_of_next(text: str, start: int) -> int | None:
    """Where the next entry of a menu ends, a word or two of which may stand before one that is known."""
    for _ in range(_MOST_BETWEEN + 1):
        if found := end_of_entry(text, start):
            return found
        between = _BETWEEN.match(text, start) if start else None
        if between is None:
            return None
        start = between.end()
    return None


def _length_of_common(text: str) -> int:
    """The length of what stands before a name and is only the name of a page of reviews: `Published reviews `."""
    name = NAME.search(text)
    before = text[: name.start()] if name else ""
    is_of_page = before[-1:] == " " and is_common(before) and not _PARTING.search(before) and not _REVIEW.search(before)
    return len(before) if is_of_page else 0


def _title(text: str) -> str:
    """The first sentence of a text, without its full stop."""
    return text[slice(*(sentence_spans(text) or [(0, 0)])[0])].strip(" .")


def _has_own_line(sheet: Sheet, index: int, title: str) -> bool:
    """Whether another line is the title too, or the name in it; a heading may say more."""
    words = _words(title)
    name = NAME.search(title)
    named = _words(name[0]) if name else words
    for other in sheet.kept():
        if other == index or len(sheet.texts[other]) > _LONGEST_TITLE:
            continue
        held = _words(sheet.texts[other])
        if named <= held and (held <= words or sheet.lines[other].heading):
            return True
    return False


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))
