"""The lines of a bulletin, and what else its file tells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from .grid import Cell

ENDINGS = (
    ".txt", ".text", ".html", ".htm", ".xhtml", ".eml", ".mht", ".mhtml", ".docx", ".docm", ".odt", ".pdf",
)  # fmt: skip
"""The endings of bulletins in a folder, and of those that are attached to a message."""

MAX_LINE = 1024 * 1024
"""The longest line, in characters."""

MAX_LINES = 128 * 1024
"""The most lines; ten years of bulletins have some 80,000."""

MAX_TEXT = 12 * 1024 * 1024
"""The most text that is read of a file, in characters: a small document may unpack to very much."""

# Control characters but white space, soft hyphens, and characters of no width: `\u200b`.
_INVISIBLE = re.compile(
    "[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)

_PARTED = {
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st",
    "\u2010": "-", "\u2011": "-",
}  # fmt: skip
"""Ligatures and other hyphens, as they are written otherwise."""

_JOINED = re.compile("[\u2010\u2011\ufb00-\ufb06]")


_BESIDE_LINKS = 4  # characters that may stand beside links in a line that is nothing else

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class Line(NamedTuple):
    """A line of a bulletin."""

    number: int
    """The line of the file, from 1; in an e-mail, the line of the part that is read. See `Extract.unit`."""
    text: str
    """The text as it stands there, without what cannot be seen."""
    links: tuple[tuple[int, int, str], ...] = ()
    """Start and end in the text, and where it leads; of HTML and documents."""
    heading: bool = False
    """Whether a page or document has it as a heading, or the whole line in bold."""
    cell: Cell | None = None
    """The cell of a table in which it stands."""
    owners: tuple[str, ...] = ()
    """Who is to do what it asks, as a table tells beside it: `Lead: police`."""
    is_title: bool = False
    """Whether a table of reviews has it as the title of a row."""

    @property
    def single_spaced(self) -> str:
        """The text with its spaces made single, and none around it."""
        return " ".join(self.text.split())


class Aside(NamedTuple):
    """What was left aside of a kind."""

    what: str
    """The kind, as in `protective markings`; with its number where no lines are told: `3 footnotes`."""
    lines: Sequence[Line] = ()


RUNNING_HEADS = "page numbers and running heads"
"""The kind of what stands at the head or foot of pages."""


class Extract(NamedTuple):
    """The text of a file."""

    lines: list[Line]
    unit: str = "line"
    """What the numbers of the lines count, in the singular: `page`."""
    asides: Sequence[Aside] = ()
    """What was left aside."""
    remarks: Sequence[str] = ()
    """What else is to be told of the file."""
    heads: Sequence[str] = ()
    """What frames the text: the heads and feet of pages."""


def without_invisible(text: str) -> str:
    """The text without what cannot be seen, such as soft hyphens, and with ligatures as the letters they join.

    A hyphen at which no line may break is a hyphen.
    """
    if text.isascii():
        return text if text.isprintable() else _INVISIBLE.sub("", text)
    return _JOINED.sub(lambda found: _PARTED[found[0]], _INVISIBLE.sub("", text))


def is_all_link(linked: int, text: str) -> bool:
    """Whether so many characters of links are the whole of a text, but for a sign before or behind them."""
    return linked > 0 and linked + _BESIDE_LINKS >= len(text)


def raised(text: str) -> str:
    """A number that is printed above the line in digits that are; other text as it is."""
    digits = text.strip(" []()")
    return digits.translate(_RAISED) if digits.replace(",", "").isdecimal() else text
