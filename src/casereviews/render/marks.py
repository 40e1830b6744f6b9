"""Texts with words that stand out, as pieces."""

from __future__ import annotations

from collections.abc import Iterator

from ..answers.blocks import Marks


def marked_pieces(text: str, marks: Marks) -> Iterator[tuple[str, bool]]:
    """The pieces of a text, and whether each stands out."""
    position = 0
    for start, end in marks:
        yield text[position:start], False
        yield text[start:end], True
        position = end
    yield text[position:], False
