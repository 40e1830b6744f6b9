"""The text of a file, whatever it was encoded in."""

from __future__ import annotations

import re
from typing import NamedTuple, NoReturn

from ...files.reading import unreadable

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
"""Byte-order marks, the longer ones first."""

# A header that tells of the content of a part of an e-mail, with its further lines: `Content-Type: text/html`.
CONTENT_HEADER = re.compile(
    rb"(?:^|(?<=\r))content-[!-9;-~]*:[^\r\n]*(?:(?:\r\n?|\n)[ \t][^\r\n]*)*", re.IGNORECASE | re.MULTILINE
)

# The character set that HTML says it has: `<meta charset="utf-8">`.
_CHARSET = re.compile(rb"<meta\b[^<>]*?\bcharset\s*+=\s*+[\"']?\s*+([\w.:-]+)", re.IGNORECASE)

LOOKED_AT = 1 << 16  # bytes in which headers and the character set show themselves


class Body(NamedTuple):
    """A body of text: a file, or a part of an e-mail."""

    data: bytes
    charset: str | None = None
    """Its character set, where an e-mail says so."""
    is_page: bool | None = None
    """Whether it is HTML; None where that is to be seen."""


def refuse(name: str, message: str) -> NoReturn:
    """Raise DataError with a message about a file as a whole."""
    raise unreadable(name, message)


def text_of(body: Body, name: str) -> str:
    """The text of a body, by its byte-order mark, its declared character set, or what it can be. Raises DataError."""
    data = body.data
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding, name)
    charset = body.charset or _declared(data)
    if charset == "utf-16":
        return _decoded(data, "utf-16-le", name)
    if b"\0" in data:
        _refuse_byte(data, data.index(0), name)
    if charset == "utf-8":
        return data.decode(charset, "replace")  # one broken letter is no reason to read the others wrongly
    if charset != "cp1252":
        try:
            return data.decode()
        except UnicodeDecodeError:
            pass
    return _decoded(data, "cp1252", name)


def _decoded(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        _refuse_byte(data, error.start, name)


def _refuse_byte(data: bytes, offset: int, name: str) -> NoReturn:
    refuse(name, f"is not text: byte {data[offset]:02X} at offset {offset} is not a character; save it as UTF-8")


def _declared(data: bytes) -> str | None:
    """The character set that HTML says it has."""
    found = _CHARSET.search(data, 0, LOOKED_AT)
    return known_charset(found[1].decode("ascii", "replace")) if found else None


def known_charset(name: str) -> str | None:
    """The encoding that browsers take for that name; None where looking at the bytes is better."""
    name = name.lower().replace("_", "-")
    if name in ("windows-1252", "cp1252", "iso-8859-1", "latin1", "latin-1"):
        return "cp1252"
    if name in ("utf-8", "utf8"):
        return "utf-8"
    return "utf-16" if name in ("utf-16", "utf-16le") else None
