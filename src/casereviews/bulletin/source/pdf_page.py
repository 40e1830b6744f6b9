"""The lines of text on the pages of a PDF, by the library pdfium."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as raw  # type: ignore[import-untyped]

from .grid import Cell
from .lines import without_invisible

_PASSWORD = 4  # what the library calls that a PDF is locked by
_HYPHENS = (0x02, 0xFFFE)  # what it has for a hyphen at the end of a line, after which no new line is told
_DIGITS = range(48, 58)
_BOLD = ("bold", "black", "heavy", "demi")


class LockedError(Exception):
    """That a password is needed."""


class DamagedError(Exception):
    """That it is no whole PDF."""


class TooLargeError(Exception):
    """That there is more of something than is read."""


class Word(NamedTuple):
    """A word of a line."""

    offset: int
    left: float
    right: float


class Printed(NamedTuple):
    """A line of text as it is printed; lengths are in points."""

    page: int
    text: str
    left: float
    right: float
    y: float
    """Where its letters stand, from the foot of the page."""
    size: float
    """How high its letters may be."""
    first_word: float
    """The width of its first word."""
    bold: bool
    hyphen: bool
    """Whether it ends in the middle of a word."""
    height_share: float
    """Where it stands on the page: 0 at the foot, 1 at the head."""
    note: bool
    """Whether it begins with a number that is raised, as a footnote does."""
    links: tuple[tuple[int, int, str], ...]
    words: tuple[Word, ...] = ()
    cell: Cell | None = None
    """The cell of a table in which it stands."""


class Pages(NamedTuple):
    """What was read."""

    pages: int
    lines: list[Printed]
    pictures: list[int]
    """The pages that have pictures, and no text."""


def read(data: bytes, most_pages: int, most_lines: int) -> Pages:
    """The lines of a PDF, in the order in which they are drawn."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = getattr(error, "err_code", None) == _PASSWORD
        raise (LockedError if locked else DamagedError)(str(error)) from error
    try:
        if len(document) > most_pages:
            raise TooLargeError(f"{most_pages:,} pages")
        found = Pages(len(document), [], [])
        for index in range(len(document)):
            page = document[index]
            _take(page, index + 1, found)
            page.close()
            if len(found.lines) > most_lines:
                raise TooLargeError(f"{most_lines:,} lines")
    except pdfium.PdfiumError as error:
        raise DamagedError(str(error)) from error
    finally:
        document.close()
    return found


def _take(page: Any, number: int, found: Pages) -> None:
    """Add the lines of a page to what was found."""
    text = page.get_textpage()
    height = page.get_height() or 1.0
    links = list(_links(page))
    before = len(found.lines)
    for codes in _runs(text):
        line = _line(text, codes, number, height, links)
        if line:
            found.lines.append(line)
    text.close()
    if len(found.lines) == before and next(page.get_objects([raw.FPDF_PAGEOBJ_IMAGE], max_depth=3), None):
        found.pictures.append(number)


def _runs(text: Any) -> Iterator[list[tuple[int, int]]]:
    """The characters of each line: their indices and codes."""
    held: list[tuple[int, int]] = []
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        if code in (10, 13):
            yield held
            held = []
        else:
            held.append((index, code))
            if code in _HYPHENS:
                yield held
                held = []
    yield held


def _line(
    text: Any, codes: list[tuple[int, int]], page: int, height: float, links: list[tuple[_Box, str]]
) -> Printed | None:
    """A line of text; None without any."""
    hyphen = bool(codes) and codes[-1][1] in _HYPHENS
    if hyphen:
        codes = [*codes[:-1], (codes[-1][0], ord("-"))]
    codes = [(index, code) for index, code in codes if without_invisible(chr(code))]
    while codes and chr(codes[0][1]).isspace():
        codes.pop(0)
    while codes and chr(codes[-1][1]).isspace():
        codes.pop()
    if not codes:
        return None
    usual = _usual(text, codes)
    codes = [codes[0], *(one for before, one in pairwise(codes) if not _is_mark(text, before, one, usual))]
    words = "".join(chr(code) for _, code in codes)
    hyphen = hyphen or (words[-1] == "-" and words[-2:-1].isalnum())
    first, last = _box(text, codes[0][0]), _box(text, codes[-1][0])
    end = next((index for index, character in enumerate(words) if character.isspace()), len(words)) - 1
    return Printed(
        page=page,
        text=words,
        left=first.left,
        right=last.right,
        y=usual.bottom,
        size=max(usual.top - usual.bottom, 1.0),
        first_word=_box(text, codes[end][0]).right - first.left,
        bold=_is_bold(text, codes[0][0]) and _is_bold(text, codes[-1][0]),
        hyphen=hyphen,
        height_share=usual.bottom / height,
        note=words[0].isdigit() and len(words) > 1 and _is_raised(text, codes[0][0], usual),
        links=tuple(_linked(text, codes, links)),
        words=tuple(_words(text, codes)),
    )


def _words(text: Any, codes: list[tuple[int, int]]) -> Iterator[Word]:
    """The words of a line."""
    start: int | None = None
    for place in range(len(codes) + 1):
        is_space = place == len(codes) or chr(codes[place][1]).isspace()
        if is_space and start is not None:
            yield Word(start, _box(text, codes[start][0]).left, _box(text, codes[place - 1][0]).right)
            start = None
        elif not is_space and start is None:
            start = place


class _Box(NamedTuple):
    """Where something stands on the page."""

    left: float
    bottom: float
    right: float
    top: float


def _box(text: Any, index: int) -> _Box:
    """The box of a character, as high as any of its font."""
    box = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(text, index, box)
    return _Box(box.left, box.bottom, box.right, box.top)


def _usual(text: Any, codes: list[tuple[int, int]]) -> _Box:
    """The box of a character of the usual size in a line: a bullet, or the number of a note, is of another."""
    boxes = [_box(text, codes[place][0]) for place in (0, len(codes) // 2, -1)]
    return sorted(boxes, key=lambda box: box.top - box.bottom)[1]


def _is_mark(text: Any, before: tuple[int, int], one: tuple[int, int], line: _Box) -> bool:
    """Whether a character is the number of a footnote, which is raised after a word or the sign that ends one."""
    if one[1] not in _DIGITS or not (before[1] in _DIGITS or chr(before[1]).isalpha() or chr(before[1]) in ".,;:!?)’”"):
        return False
    return _is_raised(text, one[0], line)


def _is_raised(text: Any, index: int, line: _Box) -> bool:
    """Whether a character of a line stands higher than a letter does, which is a fifth of the height from its foot."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(text, index, left, right, bottom, top)
    return bottom.value - line.bottom > 0.38 * (line.top - line.bottom)


def _is_bold(text: Any, index: int) -> bool:
    """Whether a character is bold, by the name of its font."""
    buffer = ctypes.create_string_buffer(128)
    raw.FPDFText_GetFontInfo(text, index, buffer, 128, None)
    name = buffer.value.decode("latin-1").lower()
    return any(word in name for word in _BOLD)


def _links(page: Any) -> Iterator[tuple[_Box, str]]:
    """Where the links of a page stand, and where they lead."""
    position = ctypes.c_int(0)
    link = raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(page, position, link):
        action = raw.FPDFLink_GetAction(link)
        buffer = ctypes.create_string_buffer(2048)
        size = raw.FPDFAction_GetURIPath(page.pdf, action, buffer, 2048) if action else 0
        box = raw.FS_RECTF()
        if 1 < size <= 2048 and raw.FPDFLink_GetAnnotRect(link, box):
            yield _Box(box.left, box.bottom, box.right, box.top), buffer.value.decode("utf-8", "replace")


def _linked(text: Any, codes: list[tuple[int, int]], links: list[tuple[_Box, str]]) -> Iterator[tuple[int, int, str]]:
    """What of a line is a link."""
    if not links:
        return
    first = _box(text, codes[0][0])
    middle = (first.bottom + first.top) / 2
    for box, href in links:
        if not box.bottom <= middle <= box.top:
            continue
        places = [_box(text, index) for index, _ in codes]
        held = [number for number, at in enumerate(places) if box.left <= (at.left + at.right) / 2 <= box.right]
        if held:
            yield held[0], held[-1] + 1, href
