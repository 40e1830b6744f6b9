"""Lines that say something of a page or of its file, and nothing of a child: markings, copyright, what to press."""

from __future__ import annotations

import re

from .. import contents
from ..english import pattern, words
from ..source.lines import RUNNING_HEADS, Line
from .sheet import Sheet

_LONGEST = 300  # characters of such a line

MARKINGS, COPYRIGHT = "protective markings", "copyright lines"
CONTENTS, NOTICES = "tables of contents", "menus and notices of the page"

# A line that says how far a paper may go, and nothing else: `OFFICIAL-SENSITIVE [PERSONAL DATA]`.
_MARKING = pattern("protective marking", cased=True, start=r"[\W_]*", end=r"[\W_]*$")
# How the line begins that says whose a page is: `© Board 2031`.
_COPYRIGHT = pattern("copyright", start="", end="")
_BRACKETED = re.compile(r"\(c\) (?:(?:19|20)\d\d\b.{0,60}|[^.;:,]{0,60} (?:19|20)\d\d\.?)", re.IGNORECASE)
_OWNED = words("sign of copyright")
# What a page offers to do, and nothing else: `Skip to main content`.
_BUTTON = pattern("button of a page", start=r"[\W_]*", end=r"[\W_]*$")
# What a notice begins with: `Last updated: 3 May`.
_NOTICE = pattern("notice of a page", start=r"[\W_]*", end=r"(?![a-z])(?! (?:was|were|had|that)\b)")
# What leads elsewhere in a menu, and nothing else: `Home`.
_ENTRY = pattern("entry of a menu", start=r"[\W_]*", end=r"[\W_]*$")
_FIRST_ENTRY = re.compile(r"[\W_]*(?:home|menu|search|skip to)\b", re.IGNORECASE)
_NEXT_ENTRY = pattern("button of a page", "entry of a menu", start=r"[\W_]*", end=r"(?![\w’'])")
_GAP = re.compile(r"(?<!\s)\s*+\|\s*+|(?<!\s)\s++[·•/]\s++|[ \xa0]{3,}+|\t++")  # between what stands beside each other
_FEWEST_PIECES = 2
_LONGEST_PIECE = 6  # words
_COOKIES = pattern("cookies", end="")
_OF_COOKIES = ("ookie", "privacy", "external")
# Where a page stands among others: `Home > Reviews > Child A`.
_TRAIL = re.compile(
    r"(?:you are (?:here|in)\b[: ]*)?\W{0,3}(?:home|homepage|home page)\s*(?P<sign>[>»›/|→\\])\s*\S", re.IGNORECASE
)
_HERE = re.compile(r"you are (?:here|in)\b ?:", re.IGNORECASE)
_SIGNS = frozenset("+-–−×✕✖▲▼▾▸►^<>‹›«»")  # buttons of a sign

# The number of a page: `Page 3 of 12`, `3 | Page`, `P a g e | 3`, `- 3 -`.
_PAGE = re.compile(
    r"[\[(|–—-]?\s*(?:page|p a g e|pg\.?|p\.)\s*[|:]?\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\s*[\])|–—-]?"
    r"|\d{1,4}\s*\|\s*(?:page|p a g e)(?:\s*of\s*\d{1,4})?|\d{1,4}\s+of\s+\d{1,4}|[–—-]\s*\d{1,4}\s*[–—-]",
    re.IGNORECASE,
)
# What a browser prints at the head of a page and at its foot: `03/05/2031, 10:12  New reviews`, an address and `1/3`.
_PRINTED = re.compile(
    r"\d{1,2}/\d{1,2}/\d{2,4},? \d{1,2}:\d\d(?: ?[ap]m)?(?: .{0,200})?"
    r"|(?:(?:https?|file)://\S+|about:blank) \d{1,3}/\d{1,3}",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\d{1,3}/\d{1,3}")


def put_aside(sheet: Sheet) -> None:
    """Put such lines aside."""
    printed = [index for index in sheet.kept() if len(sheet.texts[index]) <= _LONGEST and _is_printed(sheet, index)]
    _contents(sheet)
    for index in sheet.kept():
        text = sheet.texts[index]
        if len(text) <= _LONGEST and (kind := _kind(text) or _of_pieces(sheet.lines[index])):
            sheet.put_aside(index, kind)
    if printed:
        for index in (*printed, *(index for index in sheet.kept() if _PARTS.fullmatch(sheet.texts[index]))):
            sheet.put_aside(index, RUNNING_HEADS)


def _contents(sheet: Sheet) -> None:
    """Put the lines of a table of contents aside, and its heading."""
    before: int | None = None
    for index in sheet.kept():
        if contents.leads_to_page(sheet.texts[index]):
            sheet.put_aside(index, CONTENTS)
            if before is not None and contents.is_heading(sheet.texts[before]):
                sheet.put_aside(before, CONTENTS)
        before = index


def _is_printed(sheet: Sheet, index: int) -> bool:
    """Whether a line is what a browser prints at the edge of a page; an address that is a link is text."""
    return _PRINTED.fullmatch(sheet.texts[index]) is not None and not sheet.lines[index].links


def _kind(text: str) -> str | None:
    """What a line is that is no text."""
    if _PAGE.fullmatch(text):
        return RUNNING_HEADS
    if _MARKING.match(text):
        return MARKINGS
    if _COPYRIGHT.match(text) or _BRACKETED.fullmatch(text) or any(sign in text.casefold() for sign in _OWNED):
        return COPYRIGHT
    if _is_notice(text):
        return NOTICES
    return None


def end_of_trail(text: str, start: int = 0) -> int | None:
    """Where the last piece begins of what says where a page stands: `Home > Reviews > `; None of anything else."""
    if not (found := _TRAIL.match(text, start)):
        return None
    end = text.rindex(found["sign"]) + 1
    return end + len(text[end:]) - len(text[end:].lstrip())


def end_of_entry(text: str, start: int) -> int | None:
    """Where a thing ends that menus and pages offer to press, if one begins at an offset."""
    found = _NEXT_ENTRY.match(text, start)
    return found.end() if found else None


def _is_menu(text: str) -> bool:
    """Whether a line has nothing but several things that pages offer to press, and begins as any menu does."""
    end = end_of_entry(text, 0) if _FIRST_ENTRY.match(text) else None
    while end is not None and end < len(text):
        end = end_of_entry(text, end)
    return end is not None and not is_entry(text)


def is_entry(text: str) -> bool:
    """Whether a text is what menus have."""
    return _ENTRY.match(text) is not None


def _of_pieces(line: Line) -> str | None:
    """What a line is that has several things beside each other, some of which are no text: a menu in a line."""
    if line.cell or len(line.text) > 2 * _LONGEST:
        return None
    pieces = [piece for piece in map(str.strip, _GAP.split(line.text)) if piece]
    if len(pieces) < _FEWEST_PIECES or any(len(piece.split()) > _LONGEST_PIECE for piece in pieces):
        return None
    known = sum(is_entry(piece) or _kind(piece) is not None for piece in pieces)
    return (
        NOTICES if known * 2 >= len(pieces) or (known and len(pieces) > _FEWEST_PIECES and "|" in line.text) else None
    )


def _is_notice(text: str) -> bool:
    if _BUTTON.match(text) or _TRAIL.match(text) or _HERE.match(text) or _is_menu(text):
        return True
    if len(text) == 1:
        return text in _SIGNS
    return _NOTICE.match(text) is not None or (
        any(word in text for word in _OF_COOKIES) and _COOKIES.search(text) is not None
    )
