"""Findings that no heading names.

Those of a page that gives each finding a heading or a first sentence of its own; and those that read as lessons, before
the recommendations that the page does name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from ...model.sections import STATEMENTS
from ..english import pattern, sentence_spans
from .headings import could_be_heading, is_fact, part_of
from .leads import label_of
from .lessons import weight
from .rows import Row

_FEWEST_HEADED = 3  # findings with a heading each
_SHORT = 4  # spaces in such a sentence
_LONG = 8  # spaces in a paragraph that tells of one
_BESIDE = ("aside", "resources")  # the parts at which what is told of a review ends
_NAMED = ("recommendations", "actions", "practice", "questions")  # and those at which findings end that nothing names
_FEWEST = 2  # lessons
_MOST_OF = 0.6  # of what stands where lessons may be
_VERB = pattern("verb")
_REVIEW = pattern("of a review")


def first_finding(rows: Sequence[Row]) -> Row | None:
    """The first row of the findings under a title where none is named and no list is there; None where there are none.

    They stand behind what happened, one after the other: each a heading that names no part over its paragraphs, or a
    paragraph that begins with a few words, and the next too: `Cover for leave. Nobody took over.`
    """
    whole = rows = list(takewhile(lambda row: row is rows[0] or part_of(row) not in _BESIDE, rows))
    if any((row.bullet and not row.numbered) or part_of(row) in STATEMENTS for row in rows):
        return _first_lesson(whole)
    headed = [index for index, row in enumerate(rows) if index and _is_headed(rows, index)]
    if len(headed) >= _FEWEST_HEADED:
        return rows[headed[0]]
    begun = [index for index, row in enumerate(rows) if index and _begins_shortly(row)]
    first = next((index for index, after in pairwise(begun) if after == index + 1), None)
    return _first_lesson(whole) if first is None else rows[first]


def _first_lesson(rows: Sequence[Row]) -> Row | None:
    """The first row of what reads as lessons, up to the points that are named; None where too little does.

    Chapters that have the same headings again and again hold them under one of these, `Why it matters`. Other chapters
    under headings that name no part are lessons where most of them hold one; paragraphs without headings where those
    behind what happened are, to the last.
    """
    if again := _first_again(rows):
        return again
    told = list(takewhile(lambda row: row is rows[0] or _led(row) not in _NAMED, rows))
    chapters = _chapters(told)
    if chapters:
        first = next((place for place, chapter in enumerate(chapters) if chapter.is_lesson), len(chapters))
        held = chapters[first:]
        are_most = sum(chapter.is_lesson for chapter in held) >= max(_FEWEST, _MOST_OF * len(held))
        while 0 < first < len(chapters) and _asks_too(chapters[first - 1], chapters[first]):
            first -= 1
        held = chapters[first:]
        return held[0].head if held and are_most else None
    is_labelled = len(told) < len(rows) and rows[len(told)].numbered
    return _first_of_run(told, is_labelled=is_labelled)


def _first_again(rows: Sequence[Row]) -> Row | None:
    """The first heading that stands again further on, names no part and has a lesson under it most times."""
    seen = Counter(row.text for row in rows if row.heading)
    for row in rows:
        if seen[row.text] >= _FEWEST and row.heading and part_of(row) is None:
            under = [after for before, after in pairwise(rows) if before.heading and before.text == row.text]
            if sum(weight(after.text) > 0 for after in under) >= max(_FEWEST, _MOST_OF * len(under)):
                return row
    return None


class _Chapter(NamedTuple):
    """A heading that names no part, with what its paragraphs are."""

    head: Row
    is_lesson: bool
    may_be: bool
    """Whether they may be one as well as what happened."""


def _chapters(rows: Sequence[Row]) -> list[_Chapter]:
    """The chapters under headings that name no part, behind the last that names what happened."""
    heads = [index for index, row in enumerate(rows) if index and _heads(row)]
    made: list[_Chapter] = []
    for start, end in pairwise([*heads, len(rows)]):
        if part_of(rows[start]) is None:
            weights = [weight(row.text) for row in rows[start + 1 : end] if row.text.count(" ") >= _SHORT]
            is_lesson = bool(weights) and max(weights) > 0 and sum(weights) > 0
            made.append(_Chapter(rows[start], is_lesson, bool(weights) and min(weights) >= 0))
    return made


def _asks_too(before: _Chapter, chapter: _Chapter) -> bool:
    """Whether the heading of a chapter asks, as that of the one before does, which may hold a lesson as well."""
    is_of_review = _REVIEW.search(before.head.text) is not None
    return before.may_be and not is_of_review and before.head.text[-1] == chapter.head.text[-1] == "?"


def _led(row: Row) -> str | None:
    """The part that a row heads, or that the label before the text of a paragraph names."""
    return part_of(row) or (None if row.bullet and not row.numbered else label_of(row.text))


def _heads(row: Row) -> bool:
    """Whether a row is marked as a heading, or names a part."""
    return could_be_heading(row) and not is_fact(row.text) and (row.heading or part_of(row) is not None)


def _first_of_run(rows: Sequence[Row], *, is_labelled: bool) -> Row | None:
    """The first of the lessons that stand at the end of what is told, each a paragraph or the item of a list.

    Before a label that names recommendations or actions all numbered paragraphs that tell no story are findings.
    """
    held = list(takewhile(lambda row: weight(row.text) >= 0 and row.text.count(" ") >= _SHORT, reversed(rows[1:])))
    if is_labelled and all(row.numbered for row in held) and any(weight(row.text) > 0 for row in held):
        return held[-1]
    while held and weight(held[-1].text) < 1:
        held.pop()
    lessons = sum(weight(row.text) > 0 for row in held)
    return held[-1] if lessons >= max(_FEWEST, _MOST_OF * len(held)) else None


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
    if row.heading or not _is_long(row.text) or label_of(row.text):
        return False
    end = sentence_spans(row.text[:100])[0][1]
    words = row.text[:end]
    return words[-1] == "." and end < len(row.text) and words.count(" ") < _SHORT and _VERB.search(words) is None
