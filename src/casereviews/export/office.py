"""Files of Word, PowerPoint and Excel, which are archives of XML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import IO, Protocol
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from ..text import one_line
from .document import LANGUAGE, Document
from .spool import in_pieces

LONGEST = 255
"""The most characters of a property of a file."""


class Properties(Protocol):
    """What such a file tells of itself."""

    author: str
    comments: str
    created: datetime
    language: str
    last_modified_by: str
    modified: datetime
    subject: str
    title: str


def describe(properties: Properties, document: Document) -> None:
    """Have a file tell what a document is; names nobody as its author."""
    properties.title = one_line(document.title)[:LONGEST]
    properties.subject = one_line(document.subject)[:LONGEST]
    properties.language = LANGUAGE
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = _midnight(document.made)


_PICTURE, _NAMES = "docProps/thumbnail.jpeg", "_rels/.rels"
_PICTURE_NAMED = re.compile(rb'<Relationship [^<>]*"docProps/thumbnail\.jpeg"[^<>]*/>')


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def pieces(save: Callable[[IO[bytes]], object]) -> Iterator[bytes]:
    """The bytes of a file that a library saves, without the times at which its parts were made.

    The picture of a first page, which is that of the library's own template, is left out.
    """
    saved, written = BytesIO(), BytesIO()
    save(saved)
    with ZipFile(saved) as given, ZipFile(written, "w", ZIP_DEFLATED) as archive:
        for name in given.namelist():
            if name != _PICTURE:
                data = _PICTURE_NAMED.sub(b"", given.read(name)) if name == _NAMES else given.read(name)
                archive.writestr(ZipInfo(name), data, ZIP_DEFLATED)
    written.seek(0)
    yield from in_pieces(written)
