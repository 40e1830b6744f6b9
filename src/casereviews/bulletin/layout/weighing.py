"""How well a way to cut a page is borne out by what falls under its titles, and what it leaves over."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from ...model.sections import STATEMENTS
from ..contents import has_leaders
from .headings import could_be_heading, is_fact, part_of
from .kinds import LABEL
from .lead_ins import HEADING, is_resource, lead_in
from .names import NAME
from .openings import READ, brings_in, told
from .parts import OF_LEADS
from .publication import of_fact
from .rows import Row
from .titles import OF_ADULT, Titles

_TOLD = (-1.5, 1.0, 3.0)  # by how surely what stands under a title begins to tell of a child
_PARTS = 1.5  # learning, recommendations or actions stand under it
_FACTS = 1.5  # its type or its date of publication stands in a line of its own right under it
_AGAIN = -1.0  # the parts begin once more under the same title
_OTHERS = -1.5  # another child is brought in under a title
_MOST_PARTS = 3  # behind which a child is looked for who is left over
_MOST_INSIDE = 9  # titles that are counted
_MOST = -6.0  # the most that others take away
_SHORT = 30  # characters of a row that brings in nobody
_INSIDE = -2.0  # a title that bulletins have stands under it
_SAME_NAME = -4.0  # a title names whom another named: it is the heading of a chapter
_NAMELESS = -3.0  # a paragraph is the title, and has no name
_EMPTY = -1.0  # nothing stands under a title
_NO_NAME = -6.0  # what is no title at all
_PART = -3.0  # what may be the heading of a part
_GAIN = 1.0  # by how much more a cut weighs with a further title
_UNNAMED = -1.0  # a further title names nobody
_KNOWN = 2.5  # all titles that bulletins have are among those of the cut
_LEFT = -3.0  # a child who is told of stands before the first title

_REVIEW = 4.0  # what a review weighs that is one for itself
_NO_TITLE = -2.5  # what a line is worth that is hardly one
_CLEAR = 1.0  # what is worth this much names a review
_LONGEST_TITLE = 160  # characters of such a line
_TITLE = 0.5  # what a line is worth that is a title more likely than a heading

_MOST_FACTS = 4  # among which they are looked for
_SIGNS = "•·▪-–*"
_POINTS = frozenset((*STATEMENTS, *OF_LEADS))
_ITEMS = frozenset((*_SIGNS, "‣"))  # with which the items of lists begin, and numbered paragraphs


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
        self._seen = Counter(row.text for row in rows if could_be_heading(row))
        self.parts = _parts(rows, titles, self._seen)
        self._points = [index for index, part in enumerate(self.parts) if part in _POINTS]
        self._agains = [
            after
            for before, after in pairwise(self._points)
            if self.parts[before] != "learning" and self.parts[after] == "learning"
        ]
        self._known = [index for index, title in known.items() if NAME.search(title) and titles.worth(title) > 1]
        self._facts: dict[int, bool] = {}
        self._weights: dict[tuple[int, int, bool, str], float] = {}
        cut = Cut("", known)
        self._titles = {
            start
            for start, end in self.spans(cut)
            if titles.worth(known[start]) > _NO_TITLE or self._is_told(cut, start, end)
        }

    @cached_property
    def children(self) -> list[int]:
        """The indices of the rows that bring in a child."""
        return [index for index, row in enumerate(self.rows) if len(row.text) > _SHORT and brings_in(row.text)]

    @cached_property
    def _unlisted(self) -> list[int]:
        """The indices of the rows that are no items of a list."""
        return [index for index, row in enumerate(self.rows) if row.text[0] not in _ITEMS]

    @cached_property
    def _told(self) -> list[int]:
        """The indices of the rows that do more than say what to read."""
        return [index for index, row in enumerate(self.rows) if not is_resource(row.text)]

    @cached_property
    def _sentences(self) -> list[int]:
        """The indices of the rows in which what happened may be told: no headings, and no links in a list."""
        return [
            index
            for index, row in enumerate(self.rows)
            if not could_be_heading(row)
            and not has_leaders(row.text)
            and not (row.text[0] in _ITEMS and row.text[-1].isalnum())
        ]

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

    def refined(self, cut: Cut, candidates: Mapping[int, str]) -> Cut:
        """A cut with each further title by which it weighs more, and without those without which it does."""
        if cut.in_text or cut.more:
            return cut
        starts = sorted(cut.starts)
        cut = cut._replace(starts={**candidates, **cut.starts})
        for index in sorted(candidates.keys() - set(starts)):
            place = bisect_left(starts, index)
            end = next_of(starts, index, len(self.rows))
            if self._gain(cut, starts[place - 1] if place else None, index, end) >= _GAIN:
                starts.insert(place, index)
        for index in list(starts):
            place = bisect_left(starts, index)
            before = starts[place - 1] if place else None
            end = next_of(starts, index + 1, len(self.rows))
            if len(starts) > 1 and not self._is_told(cut, index, end) and self._gain(cut, before, index, end) < 0:
                del starts[place]
        return cut._replace(starts={index: cut.starts[index] for index in starts})

    def _gain(self, cut: Cut, before: int | None, start: int, end: int) -> float:
        """What a title adds to the weight of a cut, between the one before it and the next."""
        weight = self.of_entry(cut, start, end)
        if before is None:
            return weight + self._left_over(start) - self._left_over(end)
        name = self._name(cut, start)
        fault = _UNNAMED if not name else _SAME_NAME if name == self._name(cut, before) else 0
        return weight + self.of_entry(cut, before, start) - self.of_entry(cut, before, end) + fault

    def is_whole(self, cut: Cut) -> bool:
        """Whether nothing could be better: each title has a review under it, and nothing is left over."""
        first = min(cut.starts, default=len(self.rows))
        return (
            bool(cut.starts)
            and self._left_over(first) == 0
            and all(self.worth(title) > 0 for title in cut.starts.values())
            and all(self.of_entry(cut, start, end) >= _TOLD[1] + 1 for start, end in self.spans(cut))
            and not any(self._again(start, end) or self._is_mixed(cut, start, end) for start, end in self.spans(cut))
            and not self._are_missed(cut)
        )

    def _are_missed(self, cut: Cut) -> bool:
        """Whether a row outside a cut is clearly a title, of a child who has none there."""
        held = "\n".join(cut.starts.values())
        for index, row in enumerate(self.rows):
            if index not in cut.starts and row.after_blank and self.may_be_title(index):
                name = self._named(row.text)
                if name and name not in held and self.worth(row.text) >= _CLEAR:
                    return True
        return False

    def _is_mixed(self, cut: Cut, start: int, end: int) -> bool:
        """Whether a child is brought in under the review of an adult."""
        return OF_ADULT.search(cut.starts[start]) is not None and between(self.children, start + 1, end) > 0

    def spans(self, cut: Cut) -> Iterator[tuple[int, int]]:
        """From where to where each review of a cut goes."""
        return pairwise([*sorted(cut.starts), len(self.rows)])

    def worth(self, title: str) -> float:
        """What a line is worth as a title."""
        return self.titles.worth(title)

    def of_entry(self, cut: Cut, start: int, end: int) -> float:
        """The weight of one review. Most ways to cut a page have it again."""
        key = start, end, cut.in_text, cut.starts[start]
        if key not in self._weights:
            self._weights[key] = self._of_entry(cut, start, end)
        return self._weights[key]

    def _of_entry(self, cut: Cut, start: int, end: int) -> float:
        title = cut.starts[start]
        first = start if cut.in_text else start + 1
        if not between(self._told, first, end):
            return _EMPTY
        worth = self._in_text(title) if cut.in_text else self._as_title(start, title)
        has_points = self._has_points(first, end)
        told_of = self._told_of(cut, start, end)
        if not told_of and told(title) and has_points:
            told_of = 1
        inside = self._inside(title, first, end)
        others = max(0, between(self.children, first, end) - 1)
        faults = _AGAIN * self._again(first, end) + _INSIDE * inside + max(_MOST, _OTHERS * others)
        has_facts = not cut.in_text and self._has_facts(start + 1)
        return worth + _TOLD[told_of] + _PARTS * has_points + _FACTS * has_facts + faults

    def _has_points(self, first: int, end: int) -> bool:
        """Whether points stand under a title."""
        return between(self._points, first, end) > 0 or self._is_list(first, end)

    def _has_facts(self, first: int) -> bool:
        """Whether lines that stand right under a title tell its type or when it was published."""
        if first not in self._facts:
            self._facts[first] = self._are_facts(first)
        return self._facts[first]

    def _are_facts(self, first: int) -> bool:
        for row in self.rows[first : first + _MOST_FACTS]:
            if LABEL.match(row.text) or of_fact(row.text) or self._is_nameless(row):
                return True
            if not is_fact(row.text):
                return False
        return False

    def _is_nameless(self, row: Row) -> bool:
        """Whether a line has nothing but a type of review."""
        return could_be_heading(row) and self.titles.type_of(row.text) is not None and self.titles.is_nameless(row.text)

    def _told_of(self, cut: Cut, start: int, end: int) -> int:
        """How surely what stands under a title begins to tell of its child."""
        name = "" if cut.in_text else self._named(cut.starts[start])
        return told(self.opening(start if cut.in_text else start + 1, end), name)

    def _is_told(self, cut: Cut, start: int, end: int) -> bool:
        """Whether a title has both a child and points under it."""
        return self._has_points(start + 1, end) and self._told_of(cut, start, end) > 0

    def _as_title(self, start: int, title: str) -> float:
        """What a row is worth as a title: little if it may be the heading of a part, least if it is one and no more."""
        if not self.parts[start]:
            return self.worth(title)
        return _PART if self.may_be_title(start) else _NO_NAME

    def may_be_title(self, index: int) -> bool:
        """Whether a row may be a title, though it may be the heading of a part."""
        row, part = self.rows[index], self.parts[index]
        if part is None:
            return could_be_heading(row) or (self._could_be_long(row) and self.worth(row.text) >= _CLEAR)
        return part != "contents" and row.heading and self._seen[row.text] == 1 and not HEADING.fullmatch(row.text)

    def _could_be_long(self, row: Row) -> bool:
        """Whether a row is too long for a heading, and may be one that names a review."""
        return row.after_blank and len(row.text) <= _LONGEST_TITLE and row.text[-1] not in ".;,"

    def opening(self, first: int, end: int) -> str:
        """The beginning of what stands under a title, up to the learning."""
        texts: list[str] = []
        size = 0
        stop = min(end, next_of(self._points, first, end))
        for place in range(bisect_left(self._sentences, first), bisect_left(self._sentences, stop)):
            if size > READ:
                break
            texts.append(self.rows[self._sentences[place]].text)
            size += len(texts[-1]) + 1
        return " ".join(texts)

    def _is_list(self, first: int, end: int) -> bool:
        """Whether nothing but a list stands under a title."""
        return end - first > 1 and not between(self._unlisted, first, end)

    def _in_text(self, name: str) -> float:
        """What a paragraph is worth as the beginning of a review: less where it gives no name."""
        return _NAMELESS * (name[-1] in ".!?")

    def _inside(self, title: str, first: int, end: int) -> int:
        """How many titles that bulletins have stand under another."""
        start = bisect_left(self._known, first)
        held = self._known[start : min(bisect_left(self._known, end), start + _MOST_INSIDE)]
        return sum(self.rows[index].text not in title for index in held)

    def _again(self, start: int, end: int) -> int:
        """How often the parts of a review begin once more: learning, after recommendations or actions."""
        return between(self._agains, next_of(self._points, start, end) + 1, end)

    def _left_over(self, first: int) -> float:
        """What a child counts who is told of before the first title, though it be behind the heading of a part."""
        begins = [0, *(index + 1 for index in self._points[:_MOST_PARTS] if index < first)]
        return _LEFT * any(told(self.opening(begin, first)) == 2 for begin in begins)

    def _name(self, cut: Cut, start: int) -> str:
        return "" if cut.in_text else self._named(cut.starts[start]).casefold()

    def _named(self, title: str) -> str:
        """The name that a title has, if it is clear."""
        read = self.titles.read(title)
        return read.name if read.name_span else ""


def between(indices: Sequence[int], first: int, end: int) -> int:
    """How many of some indices, in their order, stand from one to another."""
    return max(0, bisect_left(indices, end) - bisect_left(indices, first))


def next_of(indices: Sequence[int], first: int, end: int) -> int:
    """The first of some indices, in their order, from one on; `end` where there is none."""
    place = bisect_left(indices, first)
    return indices[place] if place < len(indices) else end


def holds_words(text: str, words: str) -> bool:
    """Whether a text has some words, whole."""
    start = text.find(words)
    end = start + len(words)
    return start >= 0 and not text[:start][-1:].isalnum() and not text[end : end + 1].isalnum()


def _parts(rows: Sequence[Row], titles: Titles, seen: Mapping[str, int]) -> list[str | None]:
    """The part that each row begins, by its heading or by words that lead it in; none of a table of contents."""
    again = {text for text, count in seen.items() if count > 1 and not is_fact(text)}
    parts = [_part(row, titles) or ("learning" if row.text in again else None) for row in rows]
    for index, (row, after) in enumerate(pairwise(rows)):
        is_run = could_be_heading(row) and could_be_heading(after)
        if parts[index] and is_run and (parts[index + 1] or _are_numbered(row, after)):
            parts[index] = "contents"
    return parts


def _are_numbered(row: Row, after: Row) -> bool:
    """Whether two rows are chapters of a table of contents, one under the other."""
    return row.text[0].isdigit() and after.text[0].isdigit() and not after.after_blank


def _part(row: Row, titles: Titles) -> str | None:
    """The part that a row begins, by its heading or by words that lead it in; a title is none."""
    if part := part_of(row):
        bare = titles.pattern.sub("", row.text).strip()
        names_part = bare == row.text or (bare and part_of(row._replace(text=bare)))
        is_title = titles.worth(row.text) > _TITLE or titles.read(row.text).published
        return part if names_part and not is_title else None
    found = lead_in(row.text, 0)
    return found.lastgroup if found else None
