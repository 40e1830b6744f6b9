"""How well a way to cut a page is borne out by what falls under its titles, and what it leaves over."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from .headings import could_be_heading, has_leaders, part_of
from .lead_ins import is_resource, lead_in
from .names import NAME
from .openings import READ, brings_in, told
from .rows import Row
from .titles import Titles

_TOLD = (-1.5, 1.0, 3.0)  # by how surely what stands under a title begins to tell of a child
_PARTS = 1.5  # learning, recommendations or actions stand under it
_AGAIN = -1.0  # the parts begin once more under the same title
_OTHERS = -1.5  # another child is brought in under a title
_MOST = -6.0  # the most that others take away
_SHORT = 30  # characters of a row that brings in nobody
_INSIDE = -2.0  # a title that bulletins have stands under it
_SAME_NAME = -4.0  # a title names whom another named: it is the heading of a chapter
_NAMELESS = -3.0  # a paragraph is the title, and has no name
_EMPTY = -1.0  # nothing stands under a title
_NO_NAME = -6.0  # what is no title at all
_KNOWN = 2.5  # all titles that bulletins have are among those of the cut
_LEFT = -3.0  # a child who is told of stands before the first title

_REVIEW = 4.0  # what a review weighs that is one for itself
_NO_TITLE = -2.5  # what a line is worth that is hardly one
_TITLE = 0.5  # what a line is worth that is a title more likely than a heading

_SIGNS = "•·▪-–*"
_POINTS = frozenset(("learning", "recommendations", "actions", "makes", "recommends", "identifies"))


class Cut(NamedTuple):
    """A way to cut a page into reviews."""

    way: str
    """What its titles are, in words."""
    starts: Mapping[int, str]
    """The index of each row that begins a review, with its whole title."""
    in_text: bool = False
    """Whether these rows are no titles, but the first paragraphs."""
    more: frozenset[int] = frozenset()
    """The rows in which titles go on."""


class Scales:
    """Weighs ways to cut one page."""

    def __init__(self, rows: Sequence[Row], titles: Titles, known: Mapping[int, str]) -> None:
        """Take the rows of the page, and which of them are titles such as bulletins have."""
        self.rows = rows
        self.titles = titles
        self.parts = _parts(rows, titles)
        self._titles = {index for index, title in known.items() if titles.worth(title) > _NO_TITLE}
        self._known = [index for index, title in known.items() if NAME.search(title) and titles.worth(title) > 1]
        self._worth: dict[str, float] = {}

    @cached_property
    def children(self) -> list[int]:
        """The indices of the rows that bring in a child."""
        return [index for index, row in enumerate(self.rows) if len(row.text) > _SHORT and brings_in(row.text)]

    def weigh(self, cut: Cut) -> float:
        """The weight of what falls under the titles of a cut, less that of what is left over."""
        total, seen = self._left_over(min(cut.starts, default=len(self.rows))), set[str]()
        first = ""
        for start, end in self.spans(cut):
            weight = self.of_entry(cut, start, end)
            total += weight
            name = self._name(cut, start)
            is_chapter = first and not name and holds_words(cut.starts[start].casefold(), first)
            total += _SAME_NAME * (weight < _REVIEW and (name in seen or bool(is_chapter)))
            first = first or name
            seen |= {name} if name else set()
        is_known = bool(self._titles) and self._titles <= cut.starts.keys()
        return total + _KNOWN * (is_known and total > 0)

    def pruned(self, cut: Cut) -> Cut:
        """A cut without the titles that are worth nothing, under which too little stands."""
        kept = {
            start: cut.starts[start]
            for start, end in self.spans(cut)
            if self.worth(cut.starts[start]) > 0 or self.of_entry(cut, start, end) > 0
        }
        return cut._replace(starts=kept)

    def is_whole(self, cut: Cut) -> bool:
        """Whether nothing could be better: each title has a review under it, and nothing is left over."""
        first = min(cut.starts, default=len(self.rows))
        return (
            bool(cut.starts)
            and self._left_over(first) == 0
            and all(self.worth(title) > 0 for title in cut.starts.values())
            and all(self.of_entry(cut, start, end) >= _TOLD[1] + 1 for start, end in self.spans(cut))
            and not any(self._again(start, end) for start, end in self.spans(cut))
        )

    def spans(self, cut: Cut) -> Iterator[tuple[int, int]]:
        """From where to where each review of a cut goes."""
        return pairwise([*sorted(cut.starts), len(self.rows)])

    def worth(self, title: str) -> float:
        """What a line is worth as a title."""
        if title not in self._worth:
            self._worth[title] = self.titles.worth(title)
        return self._worth[title]

    def of_entry(self, cut: Cut, start: int, end: int) -> float:
        """The weight of one review."""
        title = cut.starts[start]
        first = start if cut.in_text else start + 1
        if all(is_resource(row.text) for row in self.rows[first:end]):
            return _EMPTY
        worth = self._in_text(title) if cut.in_text else _NO_NAME if self.parts[start] else self.worth(title)
        has_points = any(part in _POINTS for part in self.parts[first:end]) or self._is_list(first, end)
        told_of = told(self.opening(first, end))
        if not told_of and told(title) and has_points:
            told_of = 1
        inside = self._inside(title, first, end)
        others = max(0, between(self.children, first, end) - 1)
        faults = _AGAIN * self._again(first, end) + _INSIDE * inside + max(_MOST, _OTHERS * others)
        return worth + _TOLD[told_of] + _PARTS * has_points + faults

    def opening(self, first: int, end: int) -> str:
        """The beginning of what stands under a title, up to the learning."""
        texts: list[str] = []
        size = 0
        for row, part in zip(self.rows[first:end], self.parts[first:end], strict=True):
            if part in _POINTS or size > READ:
                break
            if not could_be_heading(row) and not has_leaders(row.text):
                texts.append(row.text)
                size += len(row.text) + 1
        return " ".join(texts)

    def _is_list(self, first: int, end: int) -> bool:
        """Whether nothing but a list stands under a title."""
        return end - first > 1 and all(row.text[0] in _SIGNS for row in self.rows[first:end])

    def _in_text(self, name: str) -> float:
        """What a paragraph is worth as the beginning of a review: less where it gives no name."""
        return _NAMELESS * (name[-1] in ".!?")

    def _inside(self, title: str, first: int, end: int) -> int:
        """How many titles that bulletins have stand under another."""
        held = self._known[bisect_left(self._known, first) : bisect_left(self._known, end)]
        return sum(self.rows[index].text not in title for index in held)

    def _again(self, start: int, end: int) -> int:
        """How often the parts of a review begin once more: learning, after recommendations or actions."""
        held = [part for part in self.parts[start:end] if part in _POINTS]
        return sum(before != "learning" and after == "learning" for before, after in pairwise(held))

    def _left_over(self, first: int) -> float:
        """What a child counts who is told of before the first title."""
        return _LEFT * (told(self.opening(0, first)) == 2)

    def _name(self, cut: Cut, start: int) -> str:
        title = self.titles.read(cut.starts[start])
        return title.name.casefold() if title.name_span and not cut.in_text else ""


def between(indices: Sequence[int], first: int, end: int) -> int:
    """How many of some indices, in their order, stand from one to another."""
    return bisect_left(indices, end) - bisect_left(indices, first)


def holds_words(text: str, words: str) -> bool:
    """Whether a text has some words, whole."""
    start = text.find(words)
    end = start + len(words)
    return start >= 0 and not text[:start][-1:].isalnum() and not text[end : end + 1].isalnum()


def _parts(rows: Sequence[Row], titles: Titles) -> list[str | None]:
    """The part that each row begins, by its heading or by words that lead it in; none of a table of contents."""
    seen = Counter(row.text for row in rows if could_be_heading(row))
    parts = [_part(row, titles) or ("learning" if seen[row.text] > 1 else None) for row in rows]
    for index, (row, after) in enumerate(pairwise(rows)):
        if parts[index] and parts[index + 1] and could_be_heading(row) and could_be_heading(after):
            parts[index] = "contents"
    return parts


def _part(row: Row, titles: Titles) -> str | None:
    """The part that a row begins, by its heading or by words that lead it in; a title is none."""
    if part := part_of(row):
        bare = titles.pattern.sub("", row.text).strip()
        names_part = bare == row.text or (bare and part_of(row._replace(text=bare)))
        is_title = titles.worth(row.text) > _TITLE or titles.read(row.text).published
        return part if names_part and not is_title else None
    found = lead_in(row.text, 0)
    return found.lastgroup if found else None
