"""From a bulletin's file to its lines of text, whatever it was saved as: text, a page, an e-mail or a document."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from ...extras import LXML
from ...files.reading import read_bytes
from . import mail, opendocument, pdf, word
from .encoding import Body, refuse, text_of
from .lines import MAX_LINE, MAX_LINES, Aside, Extract, Line, without_invisible

MAX_BYTES = 64 * 1024 * 1024
"""The largest bulletin that is read, in bytes; ten years of bulletins are some 5 MiB."""

ENDINGS = (
    ".txt", ".text", ".html", ".htm", ".xhtml", ".eml", ".mht", ".mhtml", ".docx", ".docm", ".odt", ".pdf",
)  # fmt: skip
"""The endings of bulletins in a folder."""

_SAVE = "save it as .docx, PDF, plain text or HTML"

_FOREIGN = (
    (b"{\\rtf", f"is rich text (RTF); {_SAVE}"),
    (b"bplist00", f"is a web archive; {_SAVE}"),
    (b"PK\x03\x04", "is a compressed file; unpack it first"),
    (b"\x1f\x8b", "is a compressed file; unpack it first"),
    (b"\x89PNG", "is a picture; a bulletin is read from its text"),
    (b"\xff\xd8\xff", "is a picture; a bulletin is read from its text"),
    (b"GIF8", "is a picture; a bulletin is read from its text"),
)
"""How files start that are no text, and what a person can do with them."""

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"  # how files of older programs of Office start, and locked ones of any

_IN_OLD_OFFICE = (
    ("EncryptedPackage", "is locked by a password; open it, save it without one, and import that"),
    ("WordDocument", "is a Word document of the old form (.doc); open it in Word or LibreOffice, and save it as .docx"),
    ("__substg1.0_", "is an Outlook message (.msg); save it as .eml, HTML or plain text"),
    ("", f"is a file of an old program of Office; {_SAVE}"),
)
"""What such a file is by the name of what it holds, and what a person can do with it."""


class Source(NamedTuple):
    """A bulletin that was read."""

    file: str
    """The file as the person named it, or "standard input"."""
    lines: list[Line]
    unit: str = "line"
    """What the numbers of the lines count: lines, paragraphs or pages."""
    asides: Sequence[Aside] = ()
    """What was left aside."""


class _Kind(NamedTuple):
    """A kind of file that is read otherwise than as text."""

    recognises: Callable[[bytes], bool]
    extract: Callable[[bytes, str], Extract]


_KINDS = (
    _Kind(pdf.is_pdf, pdf.extract),
    _Kind(word.is_word, word.extract),
    _Kind(opendocument.is_opendocument, opendocument.extract),
)


def read(name: str) -> Source:
    """The lines of a file, or of standard input for `-`. Raises DataError."""
    data = read_bytes(name, most=MAX_BYTES, binary=True)
    return decode(data, "standard input" if name == "-" else name)


def decode(data: bytes, name: str) -> Source:
    """The lines of what a file of that name holds. Raises DataError."""
    if not data:
        refuse(name, "is empty")
    kind = next((kind for kind in _KINDS if kind.recognises(data)), None)
    extract = kind.extract(data, name) if kind else Extract(_text(data, name))
    _check(extract, name)
    return Source(name, *extract)


def _text(data: bytes, name: str) -> list[Line]:
    """The lines of text, a page or an e-mail. Raises DataError."""
    _refuse_foreign(data, name)
    lines: list[Line] = []
    for body in mail.bodies_of(data, name) if mail.is_mail(data) else [Body(data)]:
        if lines and lines[-1].text:
            lines.append(Line(lines[-1].number, ""))
        lines += _lines(body, name)
    return lines


def _refuse_foreign(data: bytes, name: str) -> None:
    """Raise DataError, with what to do, for a file of a kind that is not read."""
    if data.startswith(_OLD_OFFICE):
        refuse(name, next(message for held, message in _IN_OLD_OFFICE if held.encode("utf-16-le") in data))
    for start, message in _FOREIGN:
        if data.startswith(start):
            refuse(name, message)


def _check(extract: Extract, name: str) -> None:
    """Raise DataError where the lines cannot be those of a bulletin."""
    lines = extract.lines
    if not any(line.text and not line.text.isspace() for line in lines):
        refuse(name, "contains no text")
    if len(lines) > MAX_LINES:
        refuse(name, f"has more than {MAX_LINES:,} lines; is it a bulletin?")
    for line in lines:
        if len(line.text) > MAX_LINE:
            refuse(name, f"{extract.unit} {line.number} is longer than {MAX_LINE >> 20} MiB; is it a bulletin?")


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
