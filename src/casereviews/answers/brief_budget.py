"""What of a briefing has room: its most shared points, and the reviews that make them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from .blocks import Block, Facts, Heading, PageTitle, Paragraph, Points

SHARES = {"learning": 4, "recommendations": 3, "reviews": 2, "actions": 1}
"""How places are shared out among what was learned and recommended, what happened, and what was begun.

They are as among parties by D'Hondt's method: whose share is the largest, divided by its next place, has the next.
"""


class Cost(NamedTuple):
    """What a point takes."""

    words: int
    group: str
    heading: int
    """The words that stand over its group."""
    reviews: Sequence[str]
    """The ids of the reviews that it brings along."""
    shared: int = 1
    """How many reviews make it: no other that fewer make has its place."""


class Kept(NamedTuple):
    """What has room."""

    points: dict[str, list[int]]
    """Of each section which, by their index."""
    reviews: set[str]
    """The ids of those of which is told what happened."""


def size(blocks: Iterable[Block]) -> int:
    """The words of some blocks as a word processor counts them; a grid, which is a form to fill in, is not counted."""
    return sum(len(text.split()) for block in blocks for text in _texts(block))


def _texts(block: Block) -> Iterator[str]:
    match block:
        case PageTitle():
            yield from block
        case Heading() | Paragraph():
            yield block.text
        case Points():
            yield from (text for point in block.points for text in point[:3])
        case Facts():
            yield from (text for row in block.rows for text in row)


class _Room:
    """The words that are left, and what has had some."""

    def __init__(self, words: int, reviews: Mapping[str, int]) -> None:
        self.words = words
        self.reviews = reviews
        self.told: set[str] = set()
        self.headed: set[tuple[str, str]] = set()

    def needs(self, name: str, cost: Cost) -> int:
        """The words of a point of a section, with its heading and its reviews where these are not there yet."""
        heading = cost.heading if (name, cost.group) not in self.headed else 0
        return cost.words + heading + sum(self.reviews[one] for one in cost.reviews if one not in self.told)

    def take(self, name: str, cost: Cost) -> None:
        """Take a point of a section, with its heading and its reviews."""
        self.words -= self.needs(name, cost)
        self.told.update(cost.reviews)
        self.headed.add((name, cost.group))

    def next(self, name: str, costs: Sequence[Cost], start: int) -> int | None:
        """The index of the next point for which there is room, and that is as shared as the one that it is next to."""
        for index in range(start, len(costs)):
            if costs[index].shared < costs[start].shared:
                return None
            if self.needs(name, costs[index]) <= self.words:
                return index
        return None


def fit(words: int, costs: Mapping[str, Sequence[Cost]], reviews: Mapping[str, int]) -> Kept:
    """What has so many words of room, given the costs of each section's points and of each review, in their order.

    A point brings its reviews along. Of each section there is one point at least, and of the reviews one.
    """
    room = _Room(words, reviews)
    every = {**costs, "reviews": [Cost(0, "", 0, [one]) for one in reviews]}
    waiting = [name for name in SHARES if every[name]]
    for name in waiting:
        room.take(name, every[name][0])
    kept = {name: [0] for name in waiting}
    while waiting:
        name = max(waiting, key=lambda name: SHARES[name] / (len(kept[name]) + 1))
        index = room.next(name, every[name], kept[name][-1] + 1)
        if index is None:
            waiting.remove(name)
            continue
        room.take(name, every[name][index])
        kept[name].append(index)
    return Kept({name: kept.get(name, []) for name in costs}, room.told)
