"""A part of what stands under a title: a run of text under one lead-in."""

from __future__ import annotations

from typing import NamedTuple

NUMBERED_POINT = 2
"""What a point is that stands behind its name and number: `Learning point 1`."""


class Part(NamedTuple):
    """A run of text under one lead-in."""

    kind: str
    text: str
    item: int = 0
    """1 for an item of a list, 2 for what stands behind the name and number of a point: `Learning point 1`."""
    begins: bool = True
    """Whether it follows words that lead it in, rather than a heading or another paragraph of the same part."""
    addressee: str | None = None
    links: tuple[tuple[str, str], ...] = ()
    line: int = 0
    owners: tuple[str, ...] = ()
    """Who is to do it, as a table tells beside it: `Lead: police`."""
    chapter: int = 0
    """Which of the headings in its part it stands under that name none, from 1; 0 before the first."""
    is_whole: bool = False
    """Whether it is one finding with its heading before it, whatever signs stand in it."""
