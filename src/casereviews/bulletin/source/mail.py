"""E-mail as text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from .encoding import CONTENT_HEADER, LOOKED_AT, Body, known_charset, refuse
from .lines import ENDINGS, without_invisible

if TYPE_CHECKING:
    from email.message import Message  # takes 11 ms, and most bulletins are no e-mails

MAX_NESTED = 50
"""The most e-mails and collections of parts that an e-mail may hold, which bounds how deep they stand in each other."""

MAX_HEADER = 4096
"""The longest header that tells of a part of an e-mail, in bytes: Python's parser takes time with its square."""

_DOCUMENTS = (".docx", ".docm", ".odt", ".pdf")  # which are attached, whatever is said of them

_PAGES = ("text/html", "application/xhtml+xml")
_SHOWN = ("text/plain", *_PAGES)

# What the name of a header is made of.
_SIGNS = bytes(range(33, 127))

# The headers of which an e-mail that a program wrote has one.
_MIME = (b"mime-version:", b"content-type:")


def is_mail(data: bytes) -> bool:
    """Whether a file starts with the headers of an e-mail: a text that was copied from one has not all of them."""
    start = data[:LOOKED_AT].lstrip()
    lines = start.partition(b"\r\r")[0].replace(b"\r\n", b"\n").partition(b"\n\n")[0].lower().split(b"\n")
    first = lines[1] if start.startswith(b"From ") and len(lines) > 1 else lines[0]  # "From " parts those of a mailbox
    name, colon, _ = first.partition(b":")
    return bool(name and colon) and not name.strip(_SIGNS) and any(line.startswith(_MIME) for line in lines)


class Attached(NamedTuple):
    """A file that is attached to an e-mail."""

    name: str
    data: bytes


class Parts(NamedTuple):
    """What an e-mail holds."""

    bodies: list[Body]
    """What it shows."""
    attached: list[Attached]
    heads: list[str]
    """Its sender and its subject."""


def parts_of(data: bytes, name: str) -> Parts:
    """What an e-mail shows, and what is attached to it. Raises DataError where it has no text, or too many parts."""
    # The older of the two policies: the newer parses headers by a grammar, of which a kilobyte can take seconds, or
    # end in a RecursionError.
    from email import message_from_bytes

    headers = [found[0].lower() for found in CONTENT_HEADER.finditer(data)]
    kinds = [header[13:].strip() for header in headers if header.startswith(b"content-type:")]
    if sum(kind.startswith((b"multipart/", b"message/")) for kind in kinds) > MAX_NESTED:
        refuse(name, f"has more than {MAX_NESTED} e-mails and multipart sections; save the bulletin itself")
    if any(len(header) > MAX_HEADER for header in headers):
        refuse(name, f"has a header of more than {MAX_HEADER} bytes about its content; save the bulletin itself")
    message = message_from_bytes(data.lstrip())
    heads = [_readable(message[header]) for header in ("From", "Subject") if message[header]]
    found = Parts(_shown(message), list(_attached(message)), heads)
    if not found.bodies and not any(file.name.lower().endswith(ENDINGS) for file in found.attached):
        refuse(name, "is an e-mail without text; save the bulletin itself")
    return found


def _attached(message: Message) -> Iterator[Attached]:
    """The files that are attached, but for pictures that the text shows."""
    for part in message.walk():
        file = _file_name(part)
        is_attached = part.get_content_disposition() == "attachment"
        if part.is_multipart() or not (is_attached or (file and file.lower().endswith(_DOCUMENTS))):
            continue
        data = part.get_payload(decode=True)
        if isinstance(data, bytes) and data and (is_attached or part.get_content_type() not in _SHOWN):
            yield Attached(file or "file without a name", data)


def _file_name(part: Message) -> str:
    """The name of a part's file, on one line and as far as it can be read; empty without one."""
    return _readable(part.get_filename() or "")


def _readable(header: object) -> str:
    """What a header says, on one line; empty where it cannot be read."""
    from email.errors import HeaderParseError
    from email.header import decode_header, make_header

    try:
        text = str(make_header(decode_header(str(header)[:MAX_HEADER])))
    except (HeaderParseError, LookupError, UnicodeError, ValueError):
        text = ""
    return without_invisible(" ".join(text.split()))[:200]


def _shown(part: Message) -> list[Body]:
    """The bodies that a mail program shows of a part: of alternatives, and of a page with pictures, the page."""
    kind = part.get_content_type()
    if part.is_multipart():
        held = part.get_payload()
        shown = [_shown(inner) for inner in held if not isinstance(inner, str)]
        if kind == "multipart/alternative":
            shown.sort(key=lambda bodies: not any(body.is_page for body in bodies))
        if kind in ("multipart/alternative", "multipart/related"):
            return next(filter(None, shown), [])
        return [body for bodies in shown for body in bodies]
    is_page = kind in _PAGES
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or not data.strip() or part.get_content_disposition() == "attachment":
        return []
    if not is_page and kind != "text/plain":
        return []
    return [Body(data, _mail_charset(part), is_page)]


def _mail_charset(part: Message) -> str | None:
    charset = part.get_content_charset()
    return known_charset(charset) if charset else None
