"""From a bulletin's file to its lines of text, whatever it was saved as: text, a page, an e-mail or a document."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from ...errors import DataError, Problem
from ...extras import LXML
from ...files.reading import read_bytes
from ...text import counted
from . import mail, opendocument, pdf, word
from .encoding import Body, refuse, text_of
from .lines import ENDINGS, MAX_LINE, MAX_LINES, MAX_TEXT, Aside, Extract, Line, without_invisible
from .mojibake import mended

MAX_BYTES = 64 * 1024 * 1024
"""The largest bulletin that is read, in bytes; ten years of bulletins are some 5 MiB."""

MAX_PAGE = 24 * 1024 * 1024
"""The largest text or page, in bytes, of which several copies are made; a page may hold its pictures."""

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
    remarks: Sequence[str] = ()
    """What else is to be told of the file: `3 characters that looked wrongly decoded were mended`."""
    heads: Sequence[str] = ()
    """What frames the text: the heads and feet of pages, the sender and the subject of an e-mail."""
    attached: Sequence[Source] = ()
    """The documents that are attached to an e-mail."""
    problems: Sequence[Problem] = ()
    """Those of attached documents that could not be read."""


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
    if not kind:
        _refuse_foreign(data, name)
        if mail.is_mail(data):
            return _mail(data, name)
    extract = kind.extract(data, name) if kind else _text(Body(data), name)
    _check(extract, name)
    return Source(name, *extract)


def _mail(data: bytes, name: str) -> Source:
    """The lines of an e-mail, and the documents that are attached to it. Raises DataError."""
    parts = mail.parts_of(data, name)
    lines: list[Line] = []
    asides: list[Aside] = []
    remarks: list[str] = []
    for body in parts.bodies:
        if lines and lines[-1].text:
            lines.append(Line(lines[-1].number, ""))
        shown = _text(body, name)
        lines += shown.lines
        asides += shown.asides
        remarks += shown.remarks
    attached: list[Source] = []
    problems: list[Problem] = []
    for file, held in parts.attached:
        if not file.lower().endswith(ENDINGS):
            asides.append(Aside(f"the attached {file}"))
            continue
        try:
            one = decode(held, f"{name}: {file}")
            attached += [one._replace(attached=(), problems=()), *one.attached]
            problems += one.problems
        except DataError as error:
            problems += error.problems
    has_text = any(line.text and not line.text.isspace() for line in lines)
    if not has_text and problems and not attached:
        raise DataError(problems)
    if has_text or not attached:
        _check(Extract(lines), name)
    return Source(
        name,
        lines,
        asides=asides,
        remarks=list(dict.fromkeys(remarks)),
        heads=parts.heads,
        attached=attached,
        problems=problems,
    )


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
    if sum(len(line.text) for line in lines) > MAX_TEXT:
        refuse(name, f"has more than {MAX_TEXT >> 20} MiB of text, the most that is read; split it")


def _text(body: Body, name: str) -> Extract:
    """The lines of text or of a page. Raises DataError."""
    from . import html_page  # most bulletins are text; its patterns take 2 ms to compile

    if len(body.data) > MAX_PAGE:
        refuse(name, f"is larger than {MAX_PAGE >> 20} MiB, the most that is read of a text or a page; split it")
    text, places = mended(text_of(body, name))
    text = without_invisible(text)
    remarks = _remarks(places)
    is_page = html_page.recognises(text, name) if body.is_page is None else body.is_page
    if not is_page:
        return Extract(_plain(text, name), remarks=remarks)
    try:
        return html_page.extract(text)._replace(remarks=remarks)
    except ImportError:
        refuse(name, f"is HTML, which needs the library {LXML.name}; install it: {LXML.install}")


def _remarks(places: int) -> Sequence[str]:
    """What is told of a text that was mended in so many places."""
    if not places:
        return ()
    return [f"{counted(places, 'character')} that looked wrongly decoded {'was' if places == 1 else 'were'} mended"]


def _plain(text: str, name: str) -> list[Line]:
    """The lines of plain text. Their numbers are those of an editor, which knows fewer line breaks than there are."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    if text.count("\n") >= MAX_LINES:  # each would take some hundred bytes
        refuse(name, f"has more than {MAX_LINES:,} lines; is it a bulletin?")
    numbered = enumerate(text.split("\n"), 1)
    return [Line(number, piece) for number, line in numbered for piece in f"{line}\n".splitlines()]
