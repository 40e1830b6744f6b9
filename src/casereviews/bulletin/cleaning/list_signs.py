"""The items of lists, whatever sign, letter or number they begin with, as items with one sign."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ..english import MONTH, words
from ..source.lines import Line
from .sheet import edited

BULLET = "• "
NUMBERED = "‣ "
"""Stands before a numbered paragraph, which is a point only where a heading says so."""

# A sign that is none of a sentence; one is enough: `➢ `, `✓`, `(•)`.
_SIGN = re.compile(
    "\\s*(?:[(\\[]?[\u2022\u2023\u2043\u204c\u204d\u2219\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff"
    "\ue000-\uf8ff\U0001f300-\U0001faff][\ufe0e\ufe0f]?[)\\]]?\\s*|\\[[ xX]?\\]\\s+|[§¶¤»›°¨](?=\\s)\\s*(?!\\d))(?=\\S)"
)
# What is one where several lines begin so: a sign, one made of several such as `-o-`, or a letter and a tab.
_AGAIN = re.compile(
    r"\s*(?:([-–=~*>.(\[]{1,2}[o0xv]?[-–=~*>.)\]]{1,2})\s+(?=\w)|([^\w\s\"'“”‘’«»()\[\]{}<>£$€@&©®™…/\\#])\s*(?=\w)"
    r"|([^\W\d]{1,2}|[^\w\s]{1,2})\t\s*(?=\S))"
)
# Numbers of paragraphs in chapters, or of points in points: `1.1`, `(2.3.1)`.
_NUMBER = re.compile(r"\s*\(?\d{1,2}(?:\.\d{1,2}){1,3}[.):]?\s+(?=[^\W\d_\"'“‘(])")
# What counts points from the first on: `R1: `, `A.1 `, `Rec 2) `; `A. `; a number apart from its text, `1  `.
_CODE = re.compile(r"\s*([A-Z][A-Za-z]{0,2})[ .]?(\d{1,2})(?:\s?[.:)–-])?\s+(?=\S)")
_LETTER = re.compile(r"\s*([A-Z])[.)]\s+(?=[A-Z\"“‘])")
_APART = re.compile(r"\s*(\d{1,2})(?:\s{2,}|\t)\s*(?=[A-Z\"“‘])")
_PARAGRAPH = re.compile(rf"\s*(\d{{1,3}})\.?\s+(?=[A-Z\"“‘])(?!(?:{MONTH})\b)")
_FEWEST_PARAGRAPHS = 8  # that are counted through a document
_FEWEST_HEADINGS = 2  # among them
_IN_ITEM = re.compile(r"\s*\(?(\d{1,2}|[a-h])[.):]\s+(?=\S)")
_KNOWN = re.compile(r"\s*[-–—*•·] ")
# What opens a panel of a page: `▼ `.
_OPENER = re.compile(r"\s*[▶►▸▹▼▽▾▿⏵⏷]\s*(?=\S)")
# What is written as a heading by signs at both ends, or before it: `*** Child K ***`, `## Learning`.
_WRITTEN = re.compile(r"\s*(?:([*=~_#-])\1+ ?(?=[^\s*=~_#-])(.{1,150}?) ?\1{2,}+\s*+$|#{1,6} (?=\S))")
_ORDINALS = words("ordinal")[:8]
_ORDINAL = re.compile(rf"({'|'.join(_ORDINALS)})(?:ly)?[,:] (?=\S)", re.IGNORECASE)
_LAST = re.compile(r"(?:finally|lastly|and finally|last)[,:] (?=\S)", re.IGNORECASE)
_LONGEST_HEADING = 8  # words
_LONGEST_OPENER = 160  # characters of what opens a panel


def with_bullets(lines: Sequence[Line]) -> list[Line]:
    """The lines, of which the items of lists begin with the same sign, and what opens a panel is a heading."""
    return _Signs([*_with_headings(lines)]).replaced()


class _Signs:
    """The signs with which the items of lists begin on a page."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.again = _signs(lines)
        self.counted = _counted_through(lines)
        self.numbers = sum(_NUMBER.match(line.text) is not None for line in lines) > 1
        counted: dict[str, list[int]] = {}
        for line in lines:
            for series, number, _ in _counts(line):
                counted.setdefault(series, []).append(number)
        self.series = {series for series, held in counted.items() if held[:2] == [1, 2]}

    def replaced(self) -> list[Line]:
        """The lines with one sign."""
        return [
            _item(line, self.counted[index], NUMBERED) if index in self.counted else self._replaced(line)
            for index, line in enumerate(self.lines)
        ]

    def _replaced(self, line: Line) -> Line:
        if (found := _SIGN.match(line.text)) and (inner := _SIGN.match(line.text, found.end())):
            line = edited(line, found.end(), inner.end())  # an item that has a sign of its own
        for series, _, end in _counts(line):
            if series in self.series and (series.isalpha() or not _is_like_heading(line.text[end:])):
                return _item(line, end)
        if found := _SIGN.match(line.text):
            return _item(line, found.end())
        if self.again and (found := _AGAIN.match(line.text)) and _sign(found) in self.again:
            return _item(line, found.end())
        if self.numbers and (found := _NUMBER.match(line.text)):
            if line.heading or _is_like_heading(line.text[found.end() :]):
                return edited(line, 0, found.end())._replace(heading=True)
            is_paragraph = not line.cell and line.text[found.end()].isupper()
            return _item(line, found.end(), NUMBERED if is_paragraph else BULLET)
        if "first" in self.series and (found := _LAST.match(line.text)):
            return _item(line, found.end())
        return line


def _with_headings(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, of which those that are written as headings are, and those that open a panel, for no other follows."""
    with_text = [index for index, line in enumerate(lines) if line.text and not line.text.isspace()]
    following = dict(pairwise(with_text))
    for index, line in enumerate(lines):
        found = _OPENER.match(line.text)
        after = following.get(index, 0)
        is_opener = (
            found is not None
            and after > index + 1
            and len(line.text) <= _LONGEST_OPENER
            and line.text.rstrip()[-1] not in ".;:,?"
            and not _SIGN.match(lines[after].text)
        )
        if found and is_opener:
            yield edited(line, 0, found.end())._replace(heading=True)
        elif len(line.text) <= 2 * _LONGEST_OPENER and (written := _WRITTEN.match(line.text)):
            text = written[2] or line.text[written.end() :]
            yield line._replace(text=text.strip(), links=(), heading=True)
        else:
            yield line


def _item(line: Line, end: int, sign: str = BULLET) -> Line:
    """A line as an item of a list, whose text begins there; as far in as it was."""
    return edited(line, min(end, len(line.text) - len(line.text.lstrip())), end, sign)


def _counted_through(lines: Sequence[Line]) -> dict[int, int]:
    """Where the text begins of each line that begins a paragraph, where these are counted through a document.

    They begin at 1, each has the next number, one of which may be lost, and headings stand among them.
    """
    found: dict[int, int] = {}
    last, headings, is_parted = 0, 0, True
    for index, line in enumerate(lines):
        number = _PARAGRAPH.match(line.text)
        if line.heading:
            headings += bool(found)
        elif (
            number
            and 0 < int(number[1]) - last <= 1 + bool(found)
            and is_parted
            and not line.cell
            and not _is_like_heading(line.text[number.end() :])
        ):
            found[index], last = number.end(), int(number[1])
        is_parted = line.heading or not line.text.strip() or line.text.rstrip()[-1] in ".!?:”’"
    return found if len(found) >= _FEWEST_PARAGRAPHS and headings >= _FEWEST_HEADINGS else {}


def _signs(lines: Sequence[Line]) -> set[str]:
    """The signs with which several lines begin that follow each other."""
    counts: Counter[str] = Counter()
    before = None
    for line in lines:
        if not line.text or line.text.isspace():
            continue
        found = _AGAIN.match(line.text)
        sign = _sign(found) if found and not _KNOWN.match(line.text) else None
        if sign and sign == before:
            counts[sign] += 1
        before = sign
    return set(counts)


def _sign(found: re.Match[str]) -> str | None:
    return found[1] or found[2] or found[3]


def _counts(line: Line) -> Iterator[tuple[str, int, int]]:
    """What may count a point: of which series it is, the number, and where the text begins."""
    text = line.text
    if found := _CODE.match(text):
        yield found[1], int(found[2]), found.end()
    elif found := _LETTER.match(text):
        yield ".", ord(found[1]) - ord("A") + 1, found.end()
    elif found := _APART.match(text):
        yield " ", int(found[1]), found.end()
    elif found := _ORDINAL.match(text):
        yield "first", _ORDINALS.index(found[1].casefold()) + 1, found.end()
    elif text.startswith(BULLET) and (found := _IN_ITEM.match(text, len(BULLET))):
        number = int(found[1]) if found[1].isdecimal() else ord(found[1]) - ord("a") + 1
        yield BULLET, number, found.end()


def _is_like_heading(text: str) -> bool:
    return text[:1].isupper() and text.rstrip()[-1] not in ".;,?!" and len(text.split()) <= _LONGEST_HEADING
