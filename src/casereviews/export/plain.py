"""A document as plain text, to be put into a mail: a line is a paragraph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from ..answers.blocks import Block, Heading, Paragraph
from ..render import Screen, as_plain
from ..text import one_line
from .document import CONTENTS, Contents, Document, PageBreak, Part

_RULE = "-" * 60


def render(document: Document) -> Iterator[bytes]:
    """The document as `-f plain` shows a page, with a rule where a page begins."""
    yield f"{one_line(document.title)}\n{one_line(document.subject)}\n\n".encode()
    for is_break, parts in groupby(document.parts, lambda part: isinstance(part, PageBreak)):
        if is_break:
            yield f"\n{_RULE}\n\n".encode()
        for line in as_plain.text(_blocks(parts), Screen()):
            yield line.encode()


def _blocks(parts: Iterable[Part]) -> Iterator[Block]:
    """The parts without breaks of pages, and the contents as lines."""
    for part in parts:
        match part:
            case PageBreak():
                pass
            case Contents():
                yield Heading(CONTENTS)
                yield from (Paragraph(f"{one_line(text)}  {one_line(identity)}") for text, identity in part.entries)
            case _:
                yield part
