"""From a bulletin's file to its lines of text, whatever it was saved as: plain text, HTML, or an e-mail with either."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from ...errors import DataError, Problem
from ...files.reading import read_bytes
from ...text import path

if TYPE_CHECKING:
    from email.message import Message

MAX_BYTES = 64 * 1024 * 1024
"""The largest bulletin that is read, in bytes; ten years of bulletins are some 5 MiB."""

MAX_LINE = 1024 * 1024
"""The longest line, in characters."""

MAX_LINES = 2 * 1024 * 1024
"""The most lines."""

MAX_NESTED = 50
"""The most e-mails and collections of parts that an e-mail may hold, which bounds how deep they stand in each other."""

MAX_HEADER = 4096
"""The longest header that tells of a part of an e-mail, in bytes: Python's parser takes time with its square."""

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
"""Byte-order marks, the longer ones first."""

_SAVE = "save it as plain text or HTML"

_FOREIGN = (
    (b"\xd0\xcf\x11\xe0", f"is a Word document or an Outlook message; {_SAVE}"),
    (b"{\\rtf", f"is rich text (RTF); {_SAVE}"),
    (b"bplist00", f"is a web archive; {_SAVE}"),
    (b"\x1f\x8b", "is a compressed file; unpack it first"),
    (b"\x89PNG", "is a picture; a bulletin is read from its text"),
    (b"\xff\xd8\xff", "is a picture; a bulletin is read from its text"),
    (b"GIF8", "is a picture; a bulletin is read from its text"),
)
"""How files start that are no text, and what a person can do with them."""

_INVISIBLE = re.compile(
    "[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)
_LINE_BREAK = re.compile("[\v\f\x85\u2028\u2029]")  # breaks a line, and is none to the editor that counts lines

_MAIL = re.compile(rb"(?:From [^\r\n]*\r?\n)?[!-9;-~]+:")
_MIME = re.compile(rb"^(?:MIME-Version|Content-Type):", re.IGNORECASE | re.MULTILINE)
_END_OF_HEADERS = re.compile(rb"\r?\n\r?\n|\r\r")
_NESTED = re.compile(rb"^content-type:\s*(?:multipart|message)/", re.IGNORECASE | re.MULTILINE)
_CONTENT = re.compile(
    rb"(?:^|(?<=\r))content-[!-9;-~]*:[^\r\n]*(?:(?:\r\n?|\n)[ \t][^\r\n]*)*", re.IGNORECASE | re.MULTILINE
)
_CHARSET = re.compile(rb"<meta\b[^<>]*?\bcharset\s*+=\s*+[\"']?\s*+([\w.:-]+)", re.IGNORECASE)
_LOOKED_AT = 1 << 16  # bytes in which headers and the character set show themselves


class Line(NamedTuple):
    """A line of a bulletin."""

    number: int
    """The line of the file, from 1; in an e-mail, the line of the part that is read."""
    text: str
    """The text as it stands there, without what cannot be seen."""
    links: tuple[tuple[int, int, str], ...] = ()
    """Start and end in the text, and where it leads; of HTML."""
    heading: bool = False
    """Whether HTML has it as a heading, or the whole line in bold."""


class Source(NamedTuple):
    """A bulletin that was read."""

    file: str
    """The file as the person named it, or "standard input"."""
    lines: list[Line]


class _Body(NamedTuple):
    """A body of text: a file, or a part of an e-mail."""

    data: bytes
    charset: str | None = None
    """Its character set, where an e-mail says so."""
    is_page: bool | None = None
    """Whether it is HTML; None where that is to be seen."""


def read(name: str) -> Source:
    """The lines of a file, or of standard input for `-`. Raises DataError."""
    data = read_bytes(name, most=MAX_BYTES, binary=True)
    return decode(data, "standard input" if name == "-" else name)


def decode(data: bytes, name: str) -> Source:
    """The lines of what a file of that name holds. Raises DataError."""
    if not data:
        _refuse(name, "is empty")
    _refuse_foreign(data, name)
    lines: list[Line] = []
    for body in _mail(data, name) if _is_mail(data) else [_Body(data)]:
        if lines and lines[-1].text:
            lines.append(Line(lines[-1].number, ""))
        lines += _lines(body, name)
    _check(lines, name)
    return Source(name, lines)


def without_invisible(text: str) -> str:
    """The text without what is there and cannot be seen: control characters, soft hyphens, zero-width characters."""
    return text if text.isprintable() else _INVISIBLE.sub("", text)


def _refuse(name: str, message: str) -> NoReturn:
    raise DataError([Problem(path(name) or '""', 0, 0, None, message)])


def _refuse_foreign(data: bytes, name: str) -> None:
    """Say what to do with files of which the text is not read."""
    if b"%PDF-" in data[:1024]:
        advice = "copy its text into a file, or pipe it: pdftotext FILE.pdf - | casereviews import -"
        _refuse(name, f"is a PDF; {advice}")
    if data.startswith(b"PK\x03\x04"):
        start = data[:4096]
        is_document = b"[Content_Types].xml" in start or b"application/vnd.oasis" in start
        _refuse(name, f"is a Word document; {_SAVE}" if is_document else "is a compressed file; unpack it first")
    for start, message in _FOREIGN:
        if data.startswith(start):
            _refuse(name, message)


def _check(lines: list[Line], name: str) -> None:
    """Refuse what cannot be a bulletin."""
    if not any(line.text and not line.text.isspace() for line in lines):
        _refuse(name, "has no text that could be a bulletin")
    if len(lines) > MAX_LINES:
        _refuse(name, f"has more than {MAX_LINES:,} lines; is it a bulletin?")
    for line in lines:
        if len(line.text) > MAX_LINE:
            _refuse(name, f"line {line.number} is longer than {MAX_LINE >> 20} MiB; is it a bulletin?")


def _lines(body: _Body, name: str) -> list[Line]:
    """The lines of one body."""
    from . import html_page

    text = without_invisible(_text(body, name))
    is_page = html_page.recognises(text, name) if body.is_page is None else body.is_page
    if not is_page:
        return _plain(text, name)
    try:
        return html_page.lines(text)
    except ImportError:
        _refuse(name, 'is HTML, and what reads it is not installed; run: pip install "casereviews[html]"')


def _plain(text: str, name: str) -> list[Line]:
    """The lines of plain text. Their numbers are those of an editor, which knows fewer line breaks than there are."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    if text.count("\n") >= MAX_LINES:  # each would take some hundred bytes
        _refuse(name, f"has more than {MAX_LINES:,} lines; is it a bulletin?")
    return [Line(number, piece) for number, line in enumerate(text.split("\n"), 1) for piece in _LINE_BREAK.split(line)]


# --- Bytes to text --------------------------------------------------------------------------------


def _text(body: _Body, name: str) -> str:
    """The text of a body, by its byte-order mark, what it says of itself, or what it can be."""
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


def _refuse_byte(data: bytes, place: int, name: str) -> NoReturn:
    _refuse(name, f"is not text: byte {data[place]:02X} at {place} stands for no character; save it as UTF-8")


def _declared(data: bytes) -> str | None:
    """The character set that HTML says it has."""
    found = _CHARSET.search(data, 0, _LOOKED_AT)
    return _known_charset(found[1].decode("ascii", "replace")) if found else None


def _known_charset(name: str) -> str | None:
    """The encoding that browsers take for that name; None where looking at the bytes is better."""
    name = name.lower().replace("_", "-")
    if name in ("windows-1252", "cp1252", "iso-8859-1", "latin1", "latin-1"):
        return "cp1252"
    if name in ("utf-8", "utf8"):
        return "utf-8"
    return "utf-16" if name in ("utf-16", "utf-16le") else None


# --- E-mails, and pages saved as such -------------------------------------------------------------


def _is_mail(data: bytes) -> bool:
    """Whether a file starts with the headers of an e-mail: a text that was copied from one has not all of them."""
    start = data[:_LOOKED_AT].lstrip()
    end = _END_OF_HEADERS.search(start)
    return _MAIL.match(start) is not None and _MIME.search(start, 0, end.start() if end else len(start)) is not None


def _mail(data: bytes, name: str) -> list[_Body]:
    """The bodies that an e-mail shows."""
    # The older of the two policies: the newer parses headers by a grammar, of which a kilobyte can take seconds, or
    # end in a RecursionError.
    from email import message_from_bytes

    if len(_NESTED.findall(data)) > MAX_NESTED:
        _refuse(name, f"has more than {MAX_NESTED} e-mails or collections of parts in it; save the bulletin itself")
    if any(len(header[0]) > MAX_HEADER for header in _CONTENT.finditer(data)):
        _refuse(name, f"has a header of more than {MAX_HEADER} bytes that tells of a part; save the bulletin itself")
    bodies = _shown(message_from_bytes(data.lstrip()))
    if not bodies:
        _refuse(name, "is an e-mail without a text; save the bulletin itself")
    return bodies


def _shown(part: Message) -> list[_Body]:
    """What a reader is shown of a part: of alternatives the page, and of a page with its pictures the page."""
    kind = part.get_content_type()
    if part.is_multipart():
        held = part.get_payload()
        shown = [_shown(inner) for inner in held if not isinstance(inner, str)]
        if kind == "multipart/alternative":
            shown.sort(key=lambda bodies: not any(body.is_page for body in bodies))
        if kind in ("multipart/alternative", "multipart/related"):
            return next(filter(None, shown), [])
        return [body for bodies in shown for body in bodies]
    is_page = kind in ("text/html", "application/xhtml+xml")
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or not data.strip() or part.get_content_disposition() == "attachment":
        return []
    if not is_page and kind != "text/plain":
        return []
    return [_Body(data, _mail_charset(part), is_page)]


def _mail_charset(part: Message) -> str | None:
    charset = part.get_content_charset()
    return _known_charset(charset) if charset else None
