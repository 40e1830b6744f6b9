"""The items of lists, whatever sign, letter or number they begin with, as items with one sign."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ..source.lines import Line
from .sheet import edited

BULLET = "• "

# A sign that is none of a sentence; one is enough: `➢ `, `✓`.
_SIGN = re.compile(
    "\\s*(?:[\u2022\u2023\u2043\u204c\u204d\u2219\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff"
    "\ue000-\uf8ff\U0001f300-\U0001faff][\ufe0e\ufe0f]?\\s*|[§¶¤»›°¨](?=\\s)\\s*(?!\\d))(?=\\S)"
)
# What is one where several lines begin so: a sign, or a letter and a tab.
_AGAIN = re.compile(r"\s*(?:([^\w\s\"'“”‘’«»()\[\]{}<>£$€@&©®™…/\\#])\s*(?=\w)|([^\W\d]{1,2}|[^\w\s]{1,2})\t\s*(?=\S))")
# Numbers of points in points: `1.1`, `(2.3.1)`.
_NUMBER = re.compile(r"\s*\(?\d{1,2}(?:\.\d{1,2}){1,3}[.):]?\s+(?=[^\W\d_\"'“‘(])")
# Letters and a number that count from 1 on: `R1: `.
_CODE = re.compile(r"\s*([A-Z][A-Za-z]{0,2}) ?(\d{1,2})\s?[.:)–-]\s+(?=\S)")
_KNOWN = re.compile(r"\s*[-–—*•·] ")
_LONGEST_HEADING = 8  # words


def with_bullets(lines: Sequence[Line]) -> list[Line]:
    """The lines, of which the items of lists begin with the same sign."""
    again = _signs(lines)
    codes = _codes(lines)
    numbers = sum(_NUMBER.match(line.text) is not None for line in lines) > 1
    return [_with_bullet(line, again, codes, numbers) for line in lines]


def _signs(lines: Sequence[Line]) -> set[str]:
    """The signs with which several lines begin that follow each other."""
    counts: Counter[str] = Counter()
    before = None
    for line in lines:
        if not line.text or line.text.isspace():
            continue
        found = _AGAIN.match(line.text)
        sign = (found[1] or found[2]) if found and not _KNOWN.match(line.text) else None
        if sign and sign == before:
            counts[sign] += 1
        before = sign
    return set(counts)


def _codes(lines: Sequence[Line]) -> set[str]:
    """The letters whose numbers count points, from 1 on."""
    numbers: dict[str, list[int]] = {}
    for line in lines:
        if found := _CODE.match(line.text):
            numbers.setdefault(found[1], []).append(int(found[2]))
    return {code for code, held in numbers.items() if held[:2] == [1, 2]}


def _with_bullet(line: Line, again: set[str], codes: set[str], numbers: bool) -> Line:
    if found := _SIGN.match(line.text):
        return edited(line, 0, found.end(), BULLET)
    if again and (found := _AGAIN.match(line.text)) and (found[1] or found[2]) in again:
        return edited(line, 0, found.end(), BULLET)
    if numbers and (found := _NUMBER.match(line.text)):
        is_heading = line.heading or _is_like_heading(line.text[found.end() :])
        return edited(line, 0, found.end(), "" if is_heading else BULLET)
    if codes and (found := _CODE.match(line.text)) and found[1] in codes:
        return edited(line, 0, found.end(), BULLET)
    return line


def _is_like_heading(text: str) -> bool:
    return text[:1].isupper() and text.rstrip()[-1] not in ".;,?!" and len(text.split()) <= _LONGEST_HEADING
