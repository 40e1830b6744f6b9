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


_SHOWN_IN = 40  # bytes in which UTF-16 shows itself
_USUAL = "‘’“”–—…£•éèáíóöüïô°"


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
        if wide := _unmarked(data):
            return _decoded(data, wide, name)
        _refuse_byte(data, data.index(0), name)
    if charset == "utf-8":
        return data.decode(charset, "replace")  # one broken letter is no reason to read the others wrongly
    if charset == "cp1252":
        return _decoded(data, charset, name)
    try:
        return data.decode()
    except UnicodeDecodeError:
        return _by_lines(data, name)


def _unmarked(data: bytes) -> str | None:
    """The encoding of a text in two bytes a character without a mark, of which every second byte is none."""
    start = data[: _SHOWN_IN * 2]
    if len(start) < _SHOWN_IN:
        return None
    shares = [held.count(0) / len(held) for held in (start[::2], start[1::2])]
    if min(shares) > 0.02 or max(shares) < 0.6:
        return None
    return "utf-16-le" if shares[1] > shares[0] else "utf-16-be"


def _by_lines(data: bytes, name: str) -> str:
    """A text, some of which is not UTF-8: another program wrote it, or lines of it."""
    others = b"".join(line for line in data.splitlines() if not _is_utf8(line))
    encoding = "mac_roman" if _usual_signs(others, "mac_roman") > _usual_signs(others, "cp1252") else "cp1252"
    made: list[str] = []
    offset = 0
    for line in data.splitlines(keepends=True):
        try:
            made.append(line.decode("utf-8" if _is_utf8(line) else encoding))
        except UnicodeDecodeError as error:
            _refuse_byte(data, offset + error.start, name)
        offset += len(line)
    return "".join(made)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _usual_signs(data: bytes, encoding: str) -> int:
    """How many signs a text has in an encoding that texts in English have."""
    return sum(data.count(sign.encode(encoding)) for sign in _USUAL)


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
