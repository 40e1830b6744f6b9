"""A document as a PDF that follows PDF/UA-1, the standard for what can be read aloud."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time
from io import BytesIO

import typst

from ..answers.blocks import Facts, Grid, PagePoint, Paragraph, Points
from ..files.package import package_data
from ..render.marks import marked_pieces
from ..text import non_ascii, one_line, visible
from .document import (
    CONTENTS,
    LANGUAGE,
    Contents,
    Document,
    Flat,
    PageBreak,
    Ranked,
    foot,
    is_form,
    linked,
    ranked,
    table,
)
from .spool import in_pieces


def render(document: Document) -> Iterator[bytes]:
    """The document. What its fonts lack is shown by its number, as in `[U+1F600]`, and named at the end."""
    text = unicodedata.normalize("NFC", json.dumps(_data(document), ensure_ascii=False))
    lacking = sorted(_lacking(non_ascii(text.encode())))
    text = text.translate({ord(character): _number(character) for character in lacking})
    source = package_data("document.typ")
    made = datetime.combine(document.made, time(), UTC)
    yield from in_pieces(BytesIO(_compile(source, made, {"document": text, "lacking": _names(lacking)})))


def _compile(source: bytes, made: datetime, inputs: dict[str, str]) -> bytes:
    """The PDF of a source, with the fonts that typst brings, and no others: the same on every machine."""
    return typst.compile(source, ignore_system_fonts=True, sys_inputs=inputs, pdf_standards=["ua-1"], timestamp=made)


# --- What the fonts lack ----------------------------------------------------------------------------------------------

_LINE = re.compile(r"^ *┌─ \S+:(\d+):\d+$", re.MULTILINE)
_ONE_PAGE = '#set page(height: auto)\n#set document(title: "Characters")'  # only the first page with errors is told of
_AT_ONCE = 1000  # characters: the time grows with the square of the page
_MOST_NAMED = 20


def _lacking(characters: Iterable[str]) -> set[str]:
    """Those of the characters that cannot be shown.

    A mark that is part of no letter is among them: fonts have it on some letters only, and typst does not survive every
    right-to-left text with marks.
    """
    found, others = set(), []
    for character in characters:
        if unicodedata.category(character).startswith("M"):
            found.add(character)
        else:
            others.append(character)
    for start in range(0, len(others), _AT_ONCE):
        found |= _refused(others[start : start + _AT_ONCE])
    return found


def _refused(characters: list[str]) -> set[str]:
    """Those that no font has: typst names the line of each."""
    source = _ONE_PAGE + "".join(f'\n\n#"\\u{{{ord(character):x}}}"' for character in characters)
    try:
        _compile(source.encode(), datetime.fromtimestamp(0, UTC), {})
    except typst.TypstError as error:
        return {characters[(int(number) - 4) // 2] for number in _LINE.findall(error.diagnostic)}
    return set()


def _number(character: str) -> str:
    return f"[U+{ord(character):04X}]"


def _names(lacking: list[str]) -> str:
    """What is said of the characters that cannot be shown; nothing where there are none."""
    if not lacking:
        return ""
    names = [f"{_number(character)} {unicodedata.name(character, 'unnamed').lower()}" for character in lacking]
    more = f"; and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return f"The fonts of this file cannot show these, so their numbers are: {'; '.join(names[:_MOST_NAMED])}{more}."


# --- The document as data ---------------------------------------------------------------------------------------------


def _data(document: Document) -> dict[str, object]:
    """The document as the template reads it."""
    return {
        "title": one_line(document.title),
        "foot": foot(document),
        "subject": one_line(document.subject),
        "language": LANGUAGE,
        "made": {"year": document.made.year, "month": document.made.month, "day": document.made.day},
        "parts": [_part(part) for part in ranked(document.parts)],
    }


def _part(part: Flat) -> dict[str, object]:
    match part:
        case Ranked():
            text, line, identity = map(one_line, part[1:])
            return {"kind": "heading", "rank": part.rank, "text": text, "line": line, "id": identity}
        case Paragraph(text):
            return {"kind": "paragraph", "pieces": linked(visible(text))}
        case Facts(rows):
            return {"kind": "facts", "rows": [[one_line(label), linked(one_line(value))] for label, value in rows]}
        case Points(points):
            return {"kind": "points", "points": [_point(point) for point in points]}
        case PageBreak():
            return {"kind": "page"}
        case Contents():
            return {"kind": "contents", "title": CONTENTS}
        case Grid():
            header, numbers, lines = table(part)
            return {"kind": "grid", "header": header, "numbers": numbers, "rows": list(lines), "form": is_form(part)}


def _point(point: PagePoint) -> dict[str, object]:
    pieces = [(visible(piece), out) for piece, out in marked_pieces(point.text, point.marks) if piece]
    return {"id": one_line(point.id), "pieces": pieces, "detail": one_line(point.detail), "cited": point.is_cited}
