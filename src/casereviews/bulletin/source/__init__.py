"""From a bulletin's file to its lines of text, whatever it was saved as: plain text, HTML, or an e-mail with either."""

from __future__ import annotations

from typing import NamedTuple

from ...extras import LXML
from ...files.reading import read_bytes
from .encoding import Body, refuse, text_of
from .lines import MAX_LINE, MAX_LINES, Line, without_invisible
from .mail import bodies_of, is_mail

MAX_BYTES = 64 * 1024 * 1024
"""The largest bulletin that is read, in bytes; ten years of bulletins are some 5 MiB."""


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


class Source(NamedTuple):
    """A bulletin that was read."""

    file: str
    """The file as the person named it, or "standard input"."""
    lines: list[Line]


def read(name: str) -> Source:
    """The lines of a file, or of standard input for `-`. Raises DataError."""
    data = read_bytes(name, most=MAX_BYTES, binary=True)
    return decode(data, "standard input" if name == "-" else name)


def decode(data: bytes, name: str) -> Source:
    """The lines of what a file of that name holds. Raises DataError."""
    if not data:
        refuse(name, "is empty")
    _refuse_foreign(data, name)
    lines: list[Line] = []
    for body in bodies_of(data, name) if is_mail(data) else [Body(data)]:
        if lines and lines[-1].text:
            lines.append(Line(lines[-1].number, ""))
        lines += _lines(body, name)
    _check(lines, name)
    return Source(name, lines)


def _refuse_foreign(data: bytes, name: str) -> None:
    """Raise DataError, with what to do, for a file of a kind that is not read."""
    if b"%PDF-" in data[:1024]:
        advice = "copy its text into a file, or pipe it: pdftotext FILE.pdf - | casereviews import -"
        refuse(name, f"is a PDF; {advice}")
    if data.startswith(b"PK\x03\x04"):
        start = data[:4096]
        is_document = b"[Content_Types].xml" in start or b"application/vnd.oasis" in start
        refuse(name, f"is a Word document; {_SAVE}" if is_document else "is a compressed file; unpack it first")
    for start, message in _FOREIGN:
        if data.startswith(start):
            refuse(name, message)


def _check(lines: list[Line], name: str) -> None:
    """Raise DataError where the lines cannot be those of a bulletin."""
    if not any(line.text and not line.text.isspace() for line in lines):
        refuse(name, "contains no text")
    if len(lines) > MAX_LINES:
        refuse(name, f"has more than {MAX_LINES:,} lines; is it a bulletin?")
    for line in lines:
        if len(line.text) > MAX_LINE:
            refuse(name, f"line {line.number} is longer than {MAX_LINE >> 20} MiB; is it a bulletin?")


def _lines(body: Body, name: str) -> list[Line]:
    """The lines of one body. Raises DataError."""
    from . import html_page  # most bulletins are text; its patterns take 2 ms to compile

    text = without_invisible(text_of(body, name))
    is_page = html_page.recognises(text, name) if body.is_page is None else body.is_page
    if not is_page:
        return _plain(text, name)
    try:
        return html_page.lines(text)
    except ImportError:
        refuse(name, f"is HTML, which needs the library {LXML.name}; install it: {LXML.install}")


def _plain(text: str, name: str) -> list[Line]:
    """The lines of plain text. Their numbers are those of an editor, which knows fewer line breaks than there are."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    if text.count("\n") >= MAX_LINES:  # each would take some hundred bytes
        refuse(name, f"has more than {MAX_LINES:,} lines; is it a bulletin?")
    numbered = enumerate(text.split("\n"), 1)
    return [Line(number, piece) for number, line in numbered for piece in f"{line}\n".splitlines()]
