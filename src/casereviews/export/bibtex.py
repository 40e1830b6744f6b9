"""References as BibTeX, for LaTeX."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from .references import Citation, entries
from .selection import Selection

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""The words that every style knows for the months."""

_ESCAPES = str.maketrans(
    {
        "\\": r"{\textbackslash}",
        "{": r"{\textbraceleft}",  # BibTeX counts a brace behind a backslash too
        "}": r"{\textbraceright}",
        "^": r"{\textasciicircum}",
        "~": r"{\textasciitilde}",
        "<": r"{\textless}",
        ">": r"{\textgreater}",
        "|": r"{\textbar}",
        **{sign: f"\\{sign}" for sign in "&%$#_"},
    }
)
_IN_ADDRESS = "".join(sign for sign in map(chr, range(0x21, 0x7F)) if sign not in '{}\\"<>^`|')
"""What stays as it is in an address, which is not escaped; the rest is encoded as addresses have it."""


def render(selection: Selection) -> Iterator[bytes]:
    """The reviews as technical reports, each a piece that ends with an empty line."""
    for entry in entries(selection):
        # without a type of its own styles would call a technical report just so
        kind = "techreport" if entry.kind else "misc"
        lines = "".join(f"  {name} = {value},\n" for name, value in _fields(entry))
        yield f"@{kind}{{{entry.key},\n{lines}}}\n\n".encode()


def _fields(entry: Citation) -> Iterator[tuple[str, str]]:
    """The names of fields with their values."""
    yield "title", _kept(entry.title)
    yield "shorttitle", _kept(entry.name)
    if entry.author:  # no `key` where there is none: styles would print a child's name as that of an author
        yield "author", _kept(entry.author)
    for name, part in zip(("year", "month", "day"), entry.published, strict=False):
        yield name, _MONTHS[int(part) - 1] if name == "month" else f"{{{part}}}"
    if entry.kind:
        yield "type", _kept(entry.kind)
    if entry.addresses:
        yield "url", f"{{{quote(entry.addresses[0], safe=_IN_ADDRESS)}}}"
    if entry.keywords:
        yield "keywords", f"{{{', '.join(map(_keyword, entry.keywords))}}}"
    if entry.abstract:
        yield "abstract", _braced(entry.abstract)
    yield "annote", _braced(" ".join(entry.notes))  # a field that styles do not print, unlike note


def _keyword(text: str) -> str:
    """A keyword in a list with commas between."""
    return _braced(text) if "," in text or ";" in text else text.translate(_ESCAPES)


def _kept(text: str) -> str:
    """A text that styles leave as it is: names in capitals, and a board in one piece."""
    return f"{{{_braced(text)}}}"


def _braced(text: str) -> str:
    """A text in braces, with what TeX would take for a command written out."""
    return f"{{{text.translate(_ESCAPES)}}}"
