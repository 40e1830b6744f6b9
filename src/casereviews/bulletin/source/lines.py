"""The lines of a bulletin, and what else its file tells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

MAX_LINE = 1024 * 1024
"""The longest line, in characters."""

MAX_LINES = 2 * 1024 * 1024
"""The most lines."""

# Control characters but white space, soft hyphens, and characters of no width: `\u200b`.
_INVISIBLE = re.compile(
    "[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)


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


class Extract(NamedTuple):
    """The text of a file."""

    lines: list[Line]
    unit: str = "line"
    """What the numbers of the lines count, in the singular: `page`."""
    heads: Sequence[Line] = ()
    """Page numbers, and what stands at the head or foot of each page, where the file tells that."""
    asides: Sequence[str] = ()
    """What else was left aside, in words: `3 footnotes`."""


def without_invisible(text: str) -> str:
    """The text without what is there and cannot be seen: control characters, soft hyphens, zero-width characters."""
    return text if text.isprintable() else _INVISIBLE.sub("", text)
