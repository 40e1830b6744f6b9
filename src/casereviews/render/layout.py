"""How wide the columns of a grid are: beside each other where there is room, else the id above them, else a list.

Widths are in places of a terminal. No word is broken by a column.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..answers.blocks import NUMBERS, Column

GAP = 2
"""Between two columns, and before what stands below an id."""
_TIGHT = 10  # what a column of text is not made narrower than, if it has as much to show


class Extent(NamedTuple):
    """What the cells of a column need."""

    word: int
    """Of the longest piece that is not to be broken."""
    line: int
    """Of the longest line, where nothing is broken at all."""


class GridLayout(NamedTuple):
    """Where the columns of a grid stand."""

    widths: dict[int, int]
    """Of the columns that stand beside each other, by their index."""
    above: bool
    """Whether the first column, an id, has lines of its own above the others."""
    hidden: list[int]
    """The columns that have no room."""


def arrange(columns: Sequence[Column], extents: Sequence[Extent], width: int) -> GridLayout | None:
    """The layout for a width; None where the columns that are always shown cannot stand beside each other."""
    always = [index for index, column in enumerate(columns) if not column.optional]
    for above in (False, True) if columns[0].kind == "id" and len(always) > 1 else (False,):
        layout = _beside(columns, extents, always[above:], width - GAP * above)
        if layout and (not above or extents[0].word <= width):
            hidden = [index for index in range(above, len(columns)) if index not in layout]
            return GridLayout(layout, above, hidden)
    return None


def _beside(
    columns: Sequence[Column], extents: Sequence[Extent], always: list[int], room: int
) -> dict[int, int] | None:
    """The widths of these columns, and of as many of the optional ones as have room; None where these have none."""
    roomy, tight = (
        [_needed(column, extent, least) for column, extent in zip(columns, extents, strict=True)]
        for least in (None, _TIGHT)
    )
    if _total(tight, always) > room:
        return None
    if _total(roomy, always) > room:
        return _widened(columns, extents, tight, always, room)
    shown = always
    for index, column in sorted(enumerate(columns), key=lambda placed: -placed[1].weight):
        if column.optional:
            if _total(roomy, [*shown, index]) > room:
                break
            shown = [*shown, index]
    return _widened(columns, extents, roomy, sorted(shown), room)


def _needed(column: Column, extent: Extent, least: int | None) -> int:
    """The least width of a column; of one of text, `least` or else the room that it wants."""
    if column.kind in (*NUMBERS, "bar"):
        return extent.word
    return min(extent.line, max(extent.word, column.room if least is None else least))


def _total(widths: Sequence[int] | dict[int, int], shown: Sequence[int]) -> int:
    return sum(widths[index] for index in shown) + GAP * (len(shown) - 1)


def _widened(
    columns: Sequence[Column], extents: Sequence[Extent], least: Sequence[int], shown: list[int], room: int
) -> dict[int, int]:
    """The widths, when what room is left goes to text, the narrowest first, and then to the headers of numbers."""
    widths = {index: least[index] for index in shown}
    for number in (False, True):
        level = room
        wanted = [index for index in shown if (columns[index].kind in NUMBERS) is number]
        while wanted:
            wider = {index: max(least[index], min(extents[index].line, level)) for index in wanted}
            if _total({**widths, **wider}, shown) <= room or not level:
                widths.update(wider)
                break
            level -= 1
    return widths
