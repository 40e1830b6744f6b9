"""E-mail as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .encoding import CONTENT_HEADER, LOOKED_AT, Body, known_charset, refuse

if TYPE_CHECKING:
    from email.message import Message  # takes 11 ms, and most bulletins are no e-mails

MAX_NESTED = 50
"""The most e-mails and collections of parts that an e-mail may hold, which bounds how deep they stand in each other."""

MAX_HEADER = 4096
"""The longest header that tells of a part of an e-mail, in bytes: Python's parser takes time with its square."""

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


def bodies_of(data: bytes, name: str) -> list[Body]:
    """The bodies that an e-mail shows. Raises DataError where it has none, or too many parts."""
    # The older of the two policies: the newer parses headers by a grammar, of which a kilobyte can take seconds, or
    # end in a RecursionError.
    from email import message_from_bytes

    headers = [found[0].lower() for found in CONTENT_HEADER.finditer(data)]
    kinds = [header[13:].strip() for header in headers if header.startswith(b"content-type:")]
    if sum(kind.startswith((b"multipart/", b"message/")) for kind in kinds) > MAX_NESTED:
        refuse(name, f"has more than {MAX_NESTED} e-mails and multipart sections; save the bulletin itself")
    if any(len(header) > MAX_HEADER for header in headers):
        refuse(name, f"has a header of more than {MAX_HEADER} bytes about its content; save the bulletin itself")
    bodies = _shown(message_from_bytes(data.lstrip()))
    if not bodies:
        refuse(name, "is an e-mail without text; save the bulletin itself")
    return bodies


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
    is_page = kind in ("text/html", "application/xhtml+xml")
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or not data.strip() or part.get_content_disposition() == "attachment":
        return []
    if not is_page and kind != "text/plain":
        return []
    return [Body(data, _mail_charset(part), is_page)]


def _mail_charset(part: Message) -> str | None:
    charset = part.get_content_charset()
    return known_charset(charset) if charset else None
