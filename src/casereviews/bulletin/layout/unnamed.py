"""Findings that no heading names: those of a page that gives each finding a heading or a first sentence of its own."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, takewhile

from ...model.sections import STATEMENTS
from ..english import pattern, sentence_spans
from .headings import could_be_heading, is_fact, part_of
from .rows import Row

_FEWEST_HEADED = 3  # findings with a heading each
_SHORT = 4  # spaces in such a sentence
_LONG = 8  # spaces in a paragraph that tells of one
_BESIDE = ("aside", "resources")  # the parts at which what is told of a review ends
_VERB = pattern("verb")


def first_finding(rows: Sequence[Row]) -> Row | None:
    """The first row of the findings under a title where none is named and no list is there; None where there are none.

    They stand behind what happened, one after the other: each a heading that names no part over its paragraphs, or a
    paragraph that begins with a few words, and the next too: `Cover for leave. Nobody took over.`
    """
    rows = list(takewhile(lambda row: row is rows[0] or part_of(row) not in _BESIDE, rows))
    if any(row.bullet or part_of(row) in STATEMENTS for row in rows):
        return None
    headed = [index for index, row in enumerate(rows) if index and _is_headed(rows, index)]
    if len(headed) >= _FEWEST_HEADED:
        return rows[headed[0]]
    begun = [index for index, row in enumerate(rows) if index and _begins_shortly(row)]
    first = next((index for index, after in pairwise(begun) if after == index + 1), None)
    return None if first is None else rows[first]


def _is_headed(rows: Sequence[Row], index: int) -> bool:
    """Whether a row is a heading that names no part, over a paragraph."""
    row = rows[index]
    after = rows[index + 1] if index + 1 < len(rows) else None
    is_marked = row.heading or (row.text[-1] == "?" and after is not None and not after.after_blank)
    is_heading = is_marked and could_be_heading(row) and not is_fact(row.text) and part_of(row) is None
    return is_heading and after is not None and not after.heading and _is_long(after.text)


def end_of_heading(text: str, words: int) -> int | None:
    """Where the first sentence of a paragraph ends that goes on, if it has at most some words."""
    end = sentence_spans(text[:150])[0][1]
    return end if end < len(text) and text[end - 1] in ".?" and text[:end].count(" ") < words else None


def _is_long(text: str) -> bool:
    return text[-1] in ".!?”’" and text.count(" ") >= _LONG


def _begins_shortly(row: Row) -> bool:
    """Whether a paragraph begins with a few words that tell nothing, and goes on."""
    if row.heading or not _is_long(row.text):
        return False
    end = sentence_spans(row.text[:100])[0][1]
    words = row.text[:end]
    return words[-1] == "." and end < len(row.text) and words.count(" ") < _SHORT and _VERB.search(words) is None
