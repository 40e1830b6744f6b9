"""What of a briefing has room: its most shared points."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from .blocks import Block, Paragraph, Points

SHARES = {"learning": 4, "recommendations": 3, "actions": 1}
"""How the words are shared out among what was learned, recommended and begun, where each has more than its share."""


def size(blocks: Iterable[Block]) -> int:
    """The words of the sentences in some blocks; ids, headings and facts are not counted."""
    total = 0
    for block in blocks:
        if isinstance(block, Paragraph):
            total += words(block.text)
        elif isinstance(block, Points):
            total += sum(words(point.text) for point in block.points)
    return total


def words(text: str) -> int:
    """How many words a text has, as a word processor counts them."""
    return len(text.split())


def fit(room: int, costs: Mapping[str, Sequence[int]]) -> dict[str, int]:
    """How many points of each section have room, given the words of each point, the most shared first.

    Each has one at least, and what one leaves of its share the others have in their order.
    """
    taken = {name: min(1, len(points)) for name, points in costs.items()}
    shares = {name: SHARES[name] for name, points in costs.items() if points}
    for name, share in shares.items():
        taken[name] = max(1, _prefix(costs[name], room * share // sum(shares.values())))
    for name in shares:
        used = sum(sum(costs[other][: taken[other]]) for other in shares)
        own = sum(costs[name][: taken[name]])
        taken[name] = max(taken[name], _prefix(costs[name], own + room - used))
    return taken


def _prefix(costs: Sequence[int], room: int) -> int:
    """How many of the first have room."""
    used = 0
    for number, cost in enumerate(costs):
        used += cost
        if used > room:
            return number
    return len(costs)
