"""What is read: a title, and the blocks of a page as answers have them, in whatever form it is written."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from ..answers.blocks import Block

LANGUAGE = "en-GB"
"""Of every document: that of the records."""


class PageBreak(NamedTuple):
    """Where a new page begins."""


class Contents(NamedTuple):
    """The list of what has a `Title`, with the pages where a form has pages."""

    entries: list[tuple[str, str]]
    """The text and the id of each."""


Part = Block | PageBreak | Contents


class Document(NamedTuple):
    """A document. A `Title` among its parts is a heading of the first rank, a `Heading` one of the second."""

    title: str
    subject: str
    """A line under the title, and what programs tell of the file."""
    made: date
    parts: Iterable[Part]
    """They may be given only once."""
