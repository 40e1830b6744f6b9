"""References as RIS, which EndNote, Zotero, Mendeley and most others read."""

from __future__ import annotations

from collections.abc import Iterator

from .references import Citation, entries
from .selection import Selection


def render(selection: Selection) -> Iterator[bytes]:
    """The reviews as reports, each a piece that ends with an empty line."""
    for entry in entries(selection):
        lines = "".join(f"{tag}  - {value}\r\n" for tag, value in _fields(entry))
        yield f"TY  - RPRT\r\n{lines}ER  - \r\n\r\n".encode()


def _fields(entry: Citation) -> Iterator[tuple[str, str]]:
    """Tags with their values, which the form has no way to escape."""
    yield "ID", entry.key
    yield "TI", entry.title
    yield "ST", entry.name
    if entry.author and "," not in entry.author:  # a comma parts surname and first names; one at the end, a body's name
        yield "AU", f"{entry.author},"
    if entry.published:
        yield "PY", entry.published[0]
    if len(entry.published) > 1:
        yield "DA", "/".join([*entry.published, "", ""][:3]) + "/"
    if entry.kind:
        yield "M3", entry.kind
    if entry.abstract:
        yield "AB", entry.abstract
    for keyword in entry.keywords:
        yield "KW", keyword.replace(";", ",")  # at which Zotero would make it two
    for address in entry.addresses:
        yield "UR", address
    for note in entry.notes:
        yield "N1", note
