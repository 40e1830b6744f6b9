"""What a plan tells beside a point, in its line: who is to do it, by when, and how far it is.

A1 | Write a protocol | Named midwife | 31/03/2031 | COMPLETE
Show it on the screen. OWNER: Matron. DUE: 30/09/2031. RAG: A
"""

from __future__ import annotations

import re

from ..english import any_of, pattern

_BAR = re.compile(r"(?<!\s)\s*+\|\s*+")
_FEWEST_CELLS = 3
_FEWEST_WORDS = 3  # of a point
_COLUMN = pattern(
    "first column of a plan", "column of a plan", "label behind a point", "told in a plan", start="^", end="$"
)
_LONGEST = 240  # characters of what stands behind a point
_LONGEST_VALUE = 90
# A label that begins with a capital, behind a stop or a sign, or in brackets: `. OWNER: `, ` (Lead: `.
_LABEL = re.compile(
    rf"(?:(?<=[.;,|!?)\]–—-])|(?=\s?[(\[]))\s?[(\[]?(?-i:(?=[A-Z]))(?:{any_of('label behind a point')})\s?:\s",
    re.IGNORECASE,
)

# How far an action is, in brackets behind it: ` (Complete, 30/01/2031)`.
_STATE = re.compile(rf" ?\((?:{any_of('state of an action')})(?:,? \d[\w/. ]{{1,20}})?\)$", re.IGNORECASE)


def without_plan(text: str) -> tuple[str, str]:
    """A point without what a plan tells of it in the same line; and that, which may be nothing."""
    point, told = _of_cells(text) if "|" in text else _of_labels(text)
    if point and (state := _STATE.search(point, max(0, len(point) - _LONGEST_VALUE))):
        told = f"{state[0].strip()} {told}".strip()
        point = point[: state.start()]
    return point, told


def _of_cells(text: str) -> tuple[str, str]:
    """The cell of a row between bars that has the most words, and the others; a row that names columns has no point."""
    cells = [cell for cell in _BAR.split(text) if cell]
    if len(cells) < _FEWEST_CELLS:
        return _of_labels(text)
    if all(_COLUMN.match(cell) for cell in cells):
        return "", text
    point = max(cells, key=lambda cell: cell.count(" "))
    if point.count(" ") + 1 < _FEWEST_WORDS:
        return text, ""
    return point, " | ".join(cell for cell in cells if cell is not point)


def _of_labels(text: str) -> tuple[str, str]:
    """A point up to the first label behind it from which on nothing but labels with short values follow."""
    found = list(_LABEL.finditer(text, max(0, len(text) - _LONGEST)))
    ends = [one.start() for one in found[1:]] + [len(text)]
    for index in reversed(range(len(found))):
        if ends[index] - found[index].end() > _LONGEST_VALUE:
            found = found[index + 1 :]
            break
    start = found[0].start() if found else len(text)
    point = text[:start].rstrip(" ,;|([–—-")
    return (point, text[start:].strip()) if found and point.count(" ") + 1 >= _FEWEST_WORDS else (text, "")
