"""Footnotes, and the numbers in the text that refer to them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .sheet import Sheet, edited

FOOTNOTES = "footnotes"

_RAISED = "\u00b9\u00b2\u00b3\u2070\u2074-\u2079"
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_NUMBERS = _DIGITS | {ord(sign): " " for sign in ",–-"}  # of marks, as in `¹,²`

# How a footnote begins: `¹ `, `[2] `, `3 See`.
_NOTE = re.compile(rf"(?:([{_RAISED}]{{1,3}})|\[(\d{{1,3}})\]|(\d{{1,3}})(?= [\"“‘A-Z(]|\s?https?:))\s*(?=\S)")
# What refers to one: `¹`, `[2]`, or a number right behind a word, or behind the sign that ends it.
_MARK = re.compile(
    rf"(?:(?P<raised>(?<=[^\W\d_]|[.,;:!?)\]’”'\"])[{_RAISED}]+(?:[,–-][{_RAISED}]+)*(?!\w))|(?P<bracketed>(?<=\S)\[\d{{1,3}}\])"
    r"|(?<=[a-z]{4}[.,;])(?P<behind>\d{1,2})(?=\s|$)|(?<=[a-z]{4})(?P<joined>\d{1,2})(?=[\s.,;:)]|$))"
)
_UNIT = re.compile(r"(?:^|[\s\d])(?:[ckm]?m|ft)$")  # of which a raised number is the power
_NO_MARK = ("para", "sect", "page", "chap", "part")  # behind whose full stop a number is no mark
_SIGNS = re.compile(rf"[{_RAISED}\[]|[a-z]{{4}}[.,;]?\d")


def put_aside(sheet: Sheet) -> None:
    """Put footnotes aside, and take what refers to them out of the text."""
    marked = [index for index in sheet.kept() if _SIGNS.search(sheet.texts[index])]
    if not marked:
        return
    marks = {mark for index in marked for mark in _marks(sheet.lines[index].text)}
    notes = _notes(sheet, marks)
    for index in marked:
        if not sheet.is_aside(index):
            _take_out(sheet, index, notes)


def _marks(text: str) -> Iterator[tuple[int, bool]]:
    """The numbers in a text that refer to footnotes, each with whether it stands in brackets."""
    for found in _MARK.finditer(text, 1):
        for digits in found[0].strip("[]").translate(_NUMBERS).split():
            yield int(digits), found["bracketed"] is not None


def _notes(sheet: Sheet, marks: set[tuple[int, bool]]) -> set[int]:
    """Put the footnotes aside, each with the lines that it goes on in; their numbers."""
    notes: set[int] = set()
    goes_on_at = -1
    for index in list(sheet.kept()):
        found = _NOTE.match(sheet.texts[index])
        if found:
            number = int((found[1] or found[2] or found[3]).translate(_DIGITS))
            is_meant = (number, found[2] is not None) in marks
            if found[1] or is_meant or (found[3] is None and number - 1 in notes):
                sheet.put_aside(index, FOOTNOTES)
                notes.add(number)
                goes_on_at = index + 1
                continue
        if index == goes_on_at and not _is_over(sheet, index):
            sheet.put_aside(index, FOOTNOTES)
            goes_on_at = index + 1
    return notes


def _is_over(sheet: Sheet, index: int) -> bool:
    """Whether the footnote before a line does not go on in it: its sentence ended."""
    return sheet.texts[index - 1][-1] in ".!?" or not sheet.texts[index][0].islower()


def _take_out(sheet: Sheet, index: int, notes: set[int]) -> None:
    line = sheet.lines[index]
    for found in reversed(list(_MARK.finditer(line.text, 1))):
        if _is_mark(found, notes):
            line = edited(line, found.start(), found.end())
    if line is not sheet.lines[index]:
        sheet.replace(index, line)


def _is_mark(found: re.Match[str], notes: set[int]) -> bool:
    before = found.string[max(0, found.start() - 5) : found.start()]
    if found["raised"]:
        return not _UNIT.search(before)
    if found["bracketed"]:
        return int(found["bracketed"][1:-1]) in notes
    if found["behind"]:
        return bool(notes) and before[:4].casefold() not in _NO_MARK
    return int(found[0]) in notes
