"""What a page has to read or download: how its name is told from other words, and the format that marks it."""

from __future__ import annotations

import re

from .english import any_of, words

_LABELS = words("label of document")
_FORMAT = rf"(?:{any_of('format of a file')})\b"
_MARK = rf"[(\[]{_FORMAT}[^)\]]{{0,30}}[)\]]"  # `(PDF, 2 MB)`
_MARKS = re.compile(rf" ?{_MARK}", re.IGNORECASE)
# The mark of a file, which may be cut off, or its size without one: `full report (PDF 1.4MB`, `2 MB`.
_NAMES_FILE = re.compile(rf"[(\[]{_FORMAT}|\b\d+(?:\.\d)? ?[KM]B\b", re.IGNORECASE)
# What a page has to download: a line that ends in the format of a file, or begins so: `Download: report (PDF, 2 MB)`.
_FILE = re.compile(
    rf"(?:.{{3,140}})?{_MARK}\.?|(?:download|watch|view|open|listen)(?: here)?:.{{3,140}}", re.IGNORECASE
)


def without_marks(text: str) -> str:
    """A text without the formats in brackets that mark what there is to download."""
    return _MARKS.sub("", text)


def names_file(text: str) -> bool:
    """Whether a text has the mark or the size of a file."""
    return _NAMES_FILE.search(text) is not None


def is_file(text: str) -> bool:
    """Whether a text is nothing but what there is to download, as far as its form tells."""
    return _FILE.fullmatch(text) is not None


def names_document(text: str) -> bool:
    """Whether words name a document: `Full report`."""
    text = text.casefold()
    return any(word in text for word in _LABELS)
