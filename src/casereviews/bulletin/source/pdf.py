"""A PDF as lines: a paragraph each, with its page.

The library tells of each line of text where it stands and how large it is. A line goes on in the next where the next
word had no room in it; running heads are what stands at the edge of several pages.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from statistics import median
from typing import TYPE_CHECKING

from ...extras import PYPDFIUM2
from ...text import counted
from ..parted_words import WholeWords
from .encoding import refuse
from .lines import MAX_LINES, RUNNING_HEADS, Aside, Extract, Line
from .package import LOCKED

if TYPE_CHECKING:
    from .pdf_page import Printed

MAX_UNPACKED = 3 * 1024 * 1024
"""The most that one stream of a page may be unpacked, in bytes; a page of text has some 20 KiB."""

MAX_PAGES = 2000

_SCANNED = "is a scanned PDF: pictures of pages, without text; have the text recognised first (OCR), as by ocrmypdf"
_DAMAGED = "is a PDF that is damaged or cut off; get it again, or open it and print it to a new PDF"

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_SAID = 1024  # bytes before a stream in which it is said what it is
_NO_CONTENT = re.compile(rb"/(?:Image|Length1|FontFile\w*|Type1C|CIDFontType0C|OpenType|ICCBased|XRef|ObjStm|N \d)\b")

_ITEM = re.compile(r"(?:[•·▪◦‣●○■□*–—-](?= )|o(?= )|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)](?= )|[•●\ue000-\uf8ff])\s*")
_OWN_SIGN = re.compile(r"[\ue000-\uf8ff]\s*")  # a sign that only its font knows: Word's bullets
# The number of a page, without spaces: `page3of12`, `-3-`.
_NUMBER = re.compile(r"(?:page)?[-–—]?\d{1,4}(?:(?:of|/)\d{1,4})?[-–—]?", re.IGNORECASE)
_DIGITS = re.compile(r"\d++")
_WORD = re.compile(r"[^\W\d_]++")
_ENDS = ".!?:;"
_HEAD_SHARE = 0.08  # of a page's height, where its number stands
_LEADING = (1.2, 2.0)  # how far lines are apart where few are there to tell, and at the most
_GAP = 1.3  # times what lines of a paragraph are apart


def is_pdf(data: bytes) -> bool:
    """Whether a file is a PDF; some have other bytes first."""
    return b"%PDF-" in data[:1024]


def extract(data: bytes, name: str) -> Extract:
    """The text of a PDF. Raises DataError."""
    _check_streams(data, name)
    try:
        from . import pdf_page, pdf_tables  # which needs a library that is not always there
    except ImportError:
        refuse(name, f"is a PDF, which needs the library {PYPDFIUM2.name}; install it: {PYPDFIUM2.install}")
    try:
        read = pdf_page.read(data, MAX_PAGES, MAX_LINES)
    except pdf_page.LockedError:
        refuse(name, LOCKED)
    except pdf_page.DamagedError:
        refuse(name, _DAMAGED)
    except pdf_page.TooLargeError as error:
        refuse(name, f"has more than {error}; is it a bulletin?")
    if not read.lines:
        refuse(name, _SCANNED if read.pictures else "is a PDF without text; copy what it shows into a text file")
    heads = _heads(read.lines, read.pages)
    lines, notes = _without_notes([line for number, line in enumerate(read.lines) if number not in heads])
    asides = [Aside(f"page {number}, a picture without text") for number in read.pictures]
    if notes:
        asides.append(Aside(counted(notes, "footnote")))
    aside = [Line(read.lines[number].page, read.lines[number].text) for number in sorted(heads)]
    return Extract(
        list(_paragraphs(pdf_tables.with_cells(lines))),
        "page",
        [*asides, *([Aside(RUNNING_HEADS, aside)] if aside else [])],
    )


def _check_streams(data: bytes, name: str) -> None:
    """Raise DataError where what draws a page unpacks to very much: the library would keep all of it."""
    for found in _STREAM.finditer(data):
        said = data[max(0, found.start() - _SAID) : found.start()].rpartition(b"obj")[2]
        if b"FlateDecode" not in said and b"/Fl" not in said:
            continue
        if _NO_CONTENT.search(said):
            continue
        if said.count(b"FlateDecode") > 1:
            refuse(name, "is a PDF with a page that is packed twice; print it to a new PDF")
        if _is_larger(data, found.end(), MAX_UNPACKED):
            refuse(name, f"has a page that unpacks to more than {MAX_UNPACKED >> 20} MiB; print it to a new PDF")


def _is_larger(data: bytes, start: int, most: int) -> bool:
    """Whether the stream that starts there unpacks to more; it is unpacked in pieces, of which none is kept."""
    unpacker = zlib.decompressobj()
    size = 0
    packed = data[start : start + (1 << 16)]
    try:
        while packed and not unpacker.eof:
            size += len(unpacker.decompress(packed, 1 << 16))
            if size > most:
                return True
            packed = unpacker.unconsumed_tail
            if not packed:
                start += 1 << 16
                packed = data[start : start + (1 << 16)]
    except zlib.error:  # locked, or no such stream
        pass
    return False


# --- Running heads ----------------------------------------------------------------------------------------------------


def _heads(lines: Sequence[Printed], pages: int) -> set[int]:
    """The indices of the lines that are page numbers, or stand at the edge of several pages, but for numbers alike."""
    edges: dict[int, str] = {}
    tops: list[list[int]] = []  # the first lines of each page
    for _, group in groupby(enumerate(lines), key=lambda line: line[1].page):
        printed = sorted(group, key=lambda line: -line[1].y)
        tops.append([index for index, _ in printed[:3]])
        for index, line in (*printed[:3], *printed[-3:]):
            edges[index] = _DIGITS.sub("#", line.text).casefold()
    looks = Counter(edges.values())
    for top in tops:
        for index in _under_heading(top, lines, [looks[edges[index]] for index in top]):
            del edges[index]
    on_pages = Counter(look for look, _ in {(look, lines[index].page) for index, look in edges.items()})
    least = max(2, min(5, pages // 3))
    return {
        index
        for index, look in edges.items()
        if (on_pages[look] >= least and not _ITEM.match(lines[index].text) and _is_far(lines, index))
        or (
            _NUMBER.fullmatch("".join(lines[index].text.split()))
            and not _HEAD_SHARE < lines[index].height_share < 1 - _HEAD_SHARE
        )
    }


def _under_heading(top: Sequence[int], lines: Sequence[Printed], counts: Sequence[int]) -> Sequence[int]:
    """Those of the first lines of a page that stand under a heading of its text, which no other page has there."""
    first = next((at for at, index in enumerate(top) if lines[index].bold and counts[at] == 1), len(top))
    return top[first + 1 :]


def _is_far(lines: Sequence[Printed], index: int) -> bool:
    """Whether a line stands in the outer sixth of its page."""
    return not 1 / 6 < lines[index].height_share < 5 / 6


def _without_notes(lines: Sequence[Printed]) -> tuple[list[Printed], int]:
    """The lines without footnotes, and how many of those there were.

    One begins with a raised number, is smaller than the text, and goes on in lines of its size.
    """
    if not lines:
        return [], 0
    body = median(line.size for line in lines)
    kept: list[Printed] = []
    notes = 0
    note: Printed | None = None
    for line in lines:
        goes_on = note and line.page == note.page and line.y < note.y and abs(line.size - note.size) < 0.05 * body
        if line.note and line.size < 0.95 * body:
            notes += 1
            note = line
        elif goes_on:
            note = line
        else:
            note = None
            kept.append(line)
    return kept, notes


# --- Paragraphs -------------------------------------------------------------------------------------------------------


def _paragraphs(lines: Sequence[Printed]) -> Iterator[Line]:
    """The paragraphs that lines make, with an empty line before each but the items of a list."""
    if not lines:
        return
    words = _words(lines)
    leading = _leading(lines)
    body = median(line.size for line in lines)
    held: list[Printed] = []
    was_item = True
    for index, line in enumerate(lines):
        if held and not _goes_on(lines, index, leading):
            yield from _made(held, body, words, was_item)
            was_item = bool(_ITEM.match(held[0].text))
            held = []
        held.append(line)
    yield from _made(held, body, words, was_item)


def _words(lines: Sequence[Printed]) -> WholeWords:
    """The words that stand whole in a line."""
    found = WholeWords()
    is_part = False
    for line in lines:
        found.add(line.text, first=not is_part, last=not line.hyphen)
        is_part = line.hyphen
    return found


def _leading(lines: Sequence[Printed]) -> float:
    """How far the lines of a paragraph are apart, in sizes of its type."""
    steps = [
        (line.y - following.y) / line.size
        for line, following in pairwise(lines)
        if line.page == following.page and 0 < line.y - following.y < 3 * line.size
    ]
    return min(median(sorted(steps)[: len(steps) * 3 // 4]), _LEADING[1]) if len(steps) > 2 else _LEADING[0]


def _goes_on(lines: Sequence[Printed], index: int, leading: float) -> bool:
    """Whether a line goes on the paragraph of the line before it."""
    before, line = lines[index - 1], lines[index]
    if before.cell or line.cell:
        return before.cell == line.cell and not _ITEM.match(line.text)
    if before.hyphen:
        return True
    if abs(before.size - line.size) > 0.1 * line.size or before.bold != line.bold or _ITEM.match(line.text):
        return False
    if before.page != line.page or line.y >= before.y:  # the next page, or column
        return before.text[-1] not in _ENDS and _is_full(lines, index - 1, line)
    is_in_sentence = before.text[-1] not in _ENDS and line.text[0].islower()
    return before.y - line.y <= _GAP * leading * line.size and (is_in_sentence or _is_full(lines, index - 1, line))


def _is_full(lines: Sequence[Printed], index: int, following: Printed) -> bool:
    """Whether the first word of the line that follows had no room in a line."""
    line = lines[index]
    near = [
        other.right
        for other in lines[max(0, index - 12) : index + 13]
        if other.page == line.page and abs(other.left - line.left) < 4 * line.size and other.size < 1.1 * line.size
    ]
    edge = max(near, default=line.right)
    return line.right + following.first_word + 0.2 * line.size > edge - 0.1 * line.size


def _made(held: Sequence[Printed], body: float, words: WholeWords, was_item: bool) -> Iterator[Line]:
    """A paragraph as a line, with an empty one before it, unless it is an item after another."""
    first = held[0]
    text = ""
    links: list[tuple[int, int, str]] = []
    for line in held:
        if text and text[-1] == "\0":
            text = _together(text[:-1], line.text, words)
        elif text:
            text += " "
        shift = len(text)
        text += line.text + "\0" * line.hyphen
        links += [(start + shift, end + shift, href) for start, end, href in line.links]
    text = text.rstrip("\0")
    is_item = _ITEM.match(text) is not None
    sign = _OWN_SIGN.match(text)
    if sign:
        text = f"• {text[sign.end() :]}"
        links = [(start + 2 - sign.end(), end + 2 - sign.end(), href) for start, end, href in links]
    if not (is_item and was_item):
        yield Line(first.page, "")
    heading = (
        not is_item
        and not first.cell
        and len(text) <= 200
        and (first.size > 1.12 * body or all(line.bold for line in held))
    )
    yield Line(
        first.page, text, tuple(link for link in links if 0 <= link[0] < link[1] <= len(text)), heading, first.cell
    )


def _together(text: str, following: str, words: WholeWords) -> str:
    """A text that ends in a hyphen at a line's end, without it where that parted a word.

    The hyphen stays in what is written with one, such as after a number.
    """
    first = text.removesuffix("-").rpartition(" ")[2].lstrip("(['\"‘“")
    last = _WORD.match(following)
    if last is None or not last[0][0].islower() or not first.isalpha():
        return text
    return text.removesuffix("-") + words.hyphen(first, last[0])[0]
