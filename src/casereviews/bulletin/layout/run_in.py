"""Titles that have no line of their own: they begin a paragraph, or are the item of a list over one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..documents import without_marks
from ..english import sentence_spans
from .headings import is_fact
from .names import NAME
from .openings import told
from .rows import Row
from .titles import SENTENCE, Titles

_LEAST = 0.5  # that the beginning of a paragraph is worth as a title
_LONGEST = 140  # characters of it
_AFTER = 8  # rows that tell of the child under it
_ITEM = re.compile(r"[•●▪*]\s+(?=\S)")
_SIGNS = "•‣●▪*-–"
_LITTLE = 3  # letters of the words that count for nothing: `into the death of a boy`
_MOST_WORDS = 4  # in small letters, of the title with which a paragraph begins
# What stands behind a name that is the subject of a sentence, or has what it tells of: `Child D trusted her`.
_VERB_BEHIND = re.compile(r" [a-z]+ed (?:[a-z]+ )|['’]s [a-z]")
_VERB_BEFORE = re.compile(r"^[A-Z][a-z]+ (?!of |to |and |in |for )[a-z]+ $")
# What may part a title from the text in its line: `CSPR 3, Rowan: `, `SCR Rowan – `.
_PARTING = re.compile(r"(?::| [–—-]) (?=[A-Z“‘\"'])")


def with_titles_apart(rows: Sequence[Row], titles: Titles) -> Iterator[Row]:
    """The rows, with each title that begins a paragraph as a row of its own, and without the sign before one."""
    for index, row in enumerate(rows):
        if not (row.after_blank or row.text[0] in _SIGNS) or row.heading:
            yield row
        elif (item := _ITEM.match(row.text)) and _is_alone(rows, index) and _is_title(rows, index, item.end(), titles):
            yield row._replace(text=row.text[item.end() :], after_blank=True)
        elif item and (end := _end_of_item(row.text[item.end() :], titles)):
            yield from _apart(row._replace(text=row.text[item.end() :], after_blank=True), end)
        elif end := _end_of_title(rows, index, titles):
            yield from _apart(row, end)
        else:
            yield row


def _end_of_item(text: str, titles: Titles) -> int | None:
    """Where the title ends with which an item of a list begins that tells of its child; the type is part of it."""
    for _, end in sentence_spans(text[: 2 * _LONGEST])[:1]:
        title = without_marks(text[:end]).rstrip(" .")
        is_title = titles.pattern.search(title) and not SENTENCE.search(title) and titles.worth(title) >= _LEAST
        if end <= _LONGEST and is_title and told(text[end:]) > 0:
            return end
    return None


def _is_alone(rows: Sequence[Row], index: int) -> bool:
    """Whether an item stands apart from what is before it, and no other item follows it."""
    return rows[index].after_blank and not any(row.text[0] in _SIGNS for row in rows[index + 1 : index + 2])


def _is_title(rows: Sequence[Row], index: int, start: int, titles: Titles) -> bool:
    """Whether the item of a list is the title of what stands under it."""
    return titles.worth(rows[index].text[start:]) >= _LEAST and _tells(rows, index, "")


def _end_of_title(rows: Sequence[Row], index: int, titles: Titles) -> int | None:
    """Where the title ends with which a paragraph begins; None if it begins with none."""
    text = rows[index].text
    if titles.is_title(text):
        return None
    ends = [found.start() for found in _PARTING.finditer(text, 0, _LONGEST)]
    ends += [
        end for _, end in sentence_spans(text[: 2 * _LONGEST])[:1] if end <= _LONGEST and not _says(text[:end], titles)
    ]
    for end in ends:
        title = text[:end].rstrip(" .")
        if title != text and not _is_said(title, titles) and titles.worth(title) >= _LEAST:
            return end if _tells(rows, index, text[end:]) else None
    return None


def _says(sentence: str, titles: Titles) -> bool:
    """Whether a sentence says more than a title does: it has many words beside the type and what is in capitals."""
    rest = NAME.sub(" ", titles.pattern.sub(" ", sentence))
    return sum(word[0].islower() and len(word) > _LITTLE for word in rest.split()) > _MOST_WORDS


def _is_said(title: str, titles: Titles) -> bool:
    """Whether the beginning of a paragraph is a sentence: it has its verb before or behind whom it names."""
    if SENTENCE.search(title):
        return True
    found = NAME.search(title)
    if not found or titles.pattern.search(title):
        return False
    return _VERB_BEHIND.match(title, found.end()) is not None or _VERB_BEFORE.search(title[: found.start()]) is not None


def _tells(rows: Sequence[Row], index: int, rest: str) -> bool:
    """Whether what stands behind a title in its line, and under it, tells of a child who was hurt."""
    return told(" ".join([rest, *(row.text for row in rows[index + 1 : index + _AFTER])])) > 0


def _apart(row: Row, end: int) -> Iterator[Row]:
    """A title with what follows in its line; what is said of the report there stands apart."""
    rest = row.text[end:].lstrip(" :–—-.")
    yield row._replace(text=row.text[:end].rstrip(" ."), links=() if rest else row.links)
    if not rest:
        return
    first = sentence_spans(rest)[0][1]
    if first < len(rest) and is_fact(rest[:first]):
        yield row._replace(text=rest[:first], after_blank=True, links=())
        rest = rest[first:].lstrip()
    yield row._replace(text=rest, after_blank=True)
