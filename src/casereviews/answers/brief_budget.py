"""What of a briefing has room: its most shared points, and the reviews that make them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from math import ceil
from typing import NamedTuple

from .blocks import Block, Facts, Heading, PagePoint, PageTitle, Paragraph, Points

SHARES = {"learning": 4, "recommendations": 3, "reviews": 2, "actions": 1}
"""How places are shared out among what was learned and recommended, what happened, and what was begun.

They are as among parties by D'Hondt's method: whose share is the largest, divided by its next place, has the next.
"""


class Cost(NamedTuple):
    """What a point takes."""

    words: int
    group: object
    heading: int
    """The words that stand over its group."""
    reviews: Sequence[str]
    """The ids of the reviews that it brings along."""
    shared: int = 1
    """How many reviews make it: no other that fewer make has its place."""
    asked: bool = False
    """Whether it is coded as asked: then it stands before those that are not, and comes before all of these."""


class Kept(NamedTuple):
    """What has room."""

    points: dict[str, list[int]]
    """Of each section which, by their index."""
    reviews: set[str]
    """The ids of those of which is told what happened."""
    taken: int
    """The room that these take."""


Measure = Callable[[Iterable[Block]], int]
"""What some blocks take of the room that there is."""


class Limit(NamedTuple):
    """How long a briefing may be."""

    most: int
    measure: Measure


def limit(words: int | None) -> Limit:
    """So many words of text; or else what two pages hold."""
    return Limit(_TWO_PAGES, height) if words is None else Limit(words, text_words)


def text_words(blocks: Iterable[Block]) -> int:
    """The words of the text: without headings, ids and facts, and without a grid, which is a form to fill in."""
    return sum(len(text.split()) for block in blocks for text in _texts(block))


def _texts(block: Block) -> Iterator[str]:
    match block:
        case Paragraph():
            yield block.text
        case Points():
            yield from (text for point in block.points for text in (point.text, point.detail))


def height(blocks: Iterable[Block]) -> int:
    """How high some blocks stand on a page of A4 at 12 points, in points, as Word sets them; but for a grid.

    Arial, in which it sets them, is wider than what other forms have: where it holds on two pages so do they.
    """
    return ceil(sum(_height(block) for block in blocks))


_TWO_PAGES = 2 * 728  # points: between the margins; what a point that is kept together leaves empty is in the estimates
_LINE = 15.2
_WIDE, _LISTED, _BESIDE = 84, 81, 62  # characters on a line: of a paragraph, of a point, and beside a label
_TITLE = 34  # characters of a title in one line


def _height(block: Block) -> float:
    match block:
        case PageTitle():
            return 40 + 31 * (len(block.text) > _TITLE) + sum(_lines(text, _WIDE) + 7 for text in block[1:] if text)
        case Heading():
            return 13 + 17 * ceil(len(block.text) / 64)
        case Paragraph():
            return _lines(block.text, _WIDE) + 6
        case Points():
            return sum(_point(point) for point in block.points)
        case Facts():
            return sum(_lines(value, _BESIDE) + 3 for _, value in block.rows)
        case _:
            return 0


def _point(point: PagePoint) -> float:
    return _lines(f"{point.id} {point.text}", _LISTED) + 3 + (_lines(point.detail, _LISTED) + 5 if point.detail else 0)


def _lines(text: str, characters: int) -> float:
    return _LINE * ceil(len(text) / characters)


class _Room:
    """The words that are left, and what has had some."""

    def __init__(self, words: int, reviews: Mapping[str, int]) -> None:
        self.words = words
        self.reviews = reviews
        self.told: set[str] = set()
        self.headed: set[tuple[str, object]] = set()

    def needs(self, name: str, cost: Cost) -> int:
        """The words of a point of a section, with its heading and its reviews where these are not there yet."""
        heading = cost.heading if (name, cost.group) not in self.headed else 0
        return cost.words + heading + sum(self.reviews[one] for one in cost.reviews if one not in self.told)

    def take(self, name: str, cost: Cost) -> None:
        """Take a point of a section, with its heading and its reviews."""
        self.words -= self.needs(name, cost)
        self.told.update(cost.reviews)
        self.headed.add((name, cost.group))

    def has(self, name: str, cost: Cost) -> bool:
        """Whether a point of a section has room."""
        return self.needs(name, cost) <= self.words


class _Section:
    """The points of a section, and which of them are kept."""

    def __init__(self, name: str, costs: Sequence[Cost], kept: Iterable[int]) -> None:
        self.name = name
        self.costs = costs
        self.kept = set(kept)
        self.start = 0
        """Those before it are kept, or had no room."""

    def next(self, room: _Room, asked: bool) -> int | None:
        """The index of the next point for which there is room: as shared as the one that it is next to, if any is kept.

        No point has the place of one that was asked for.
        """
        waiting = [index for index in range(self.start, len(self.costs)) if index not in self.kept]
        for index in waiting:
            cost, first = self.costs[index], self.costs[waiting[0]]
            if ((asked or first.asked) and not cost.asked) or (not asked and self.kept and cost.shared < first.shared):
                return None
            if room.has(self.name, cost):
                return index
        return None

    def take(self, room: _Room, index: int) -> None:
        """Keep a point."""
        room.take(self.name, self.costs[index])
        self.kept.add(index)
        self.start = index + 1


def fit(
    words: int,
    costs: Mapping[str, Sequence[Cost]],
    reviews: Mapping[str, int],
    spare: int = 0,
    kept: Kept | None = None,
) -> Kept:
    """What has so many words of room, given the costs of each section's points and of each review, in their order.

    A point brings its reviews along. What is kept already has its room first, then what was asked for. Of each section
    there is one point at least that has room, if there is any. What is not asked for leaves some words to spare, but
    each review has its place in them.
    """
    room = _Room(words, reviews)
    every = {**costs, "reviews": [Cost(0, "", 0, [one]) for one in reviews]}
    sections = [_Section(name, every[name], ()) for name in SHARES]
    for section in sections:
        already = kept.points.get(section.name, ()) if kept else ()
        for index in already:
            section.take(room, index)
        section.start = 0
    for cost in every["reviews"]:
        if kept and kept.reviews.issuperset(cost.reviews) and room.has("reviews", cost):
            room.take("reviews", cost)
    _share(room, sections, asked=True)
    spare = max(0, min(spare, room.words))
    room.words -= spare
    for section in sections:
        first = None if section.kept else section.next(room, asked=False)
        if first is not None:
            section.take(room, first)
    _share(room, sections, asked=False)
    room.words += spare
    for cost in every["reviews"]:
        if room.has("reviews", cost):
            room.take("reviews", cost)
    points = {section.name: sorted(section.kept) for section in sections}
    return Kept({name: points[name] for name in costs}, room.told, words - room.words)


def _share(room: _Room, sections: Sequence[_Section], asked: bool) -> None:
    """Give each section its share of the room: all of it to what was asked for, or else to what is left."""
    waiting = [section for section in sections if section.costs]
    while waiting:
        section = max(waiting, key=lambda one: SHARES[one.name] / (len(one.kept) + 1))
        index = section.next(room, asked)
        if index is None:
            waiting.remove(section)
        else:
            section.take(room, index)
