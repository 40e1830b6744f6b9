"""The lines of a file without what frames its text: running heads, menus, signatures, notes; lists as lists.

Whatever is put aside is told, by its kind and with its lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..source.lines import Aside, Line
from . import behind_menus, footnotes, hyphens, list_signs, mail_text, menus, notices, running_heads, side_tables
from .sheet import Sheet


class Cleaned(NamedTuple):
    """The text of a file."""

    lines: list[Line]
    asides: list[Aside]
    """What was put aside."""
    parted: list[hyphens.Parted]
    """Words at the ends of lines that may be one word or two."""


def clean(lines: Sequence[Line]) -> Cleaned:
    """The lines that are text of a bulletin, as they would stand on one long page."""
    sheet = Sheet(mail_text.without_quote_signs(lines))
    mail_text.put_aside(sheet)
    side_tables.put_aside(sheet)
    behind_menus.put_aside(sheet)
    notices.put_aside(sheet)
    menus.put_aside(sheet)
    running_heads.put_aside(sheet)
    footnotes.put_aside(sheet)
    whole, parted = hyphens.joined(list_signs.with_bullets(sheet.rest()))
    return Cleaned(whole, sheet.asides(), parted)
