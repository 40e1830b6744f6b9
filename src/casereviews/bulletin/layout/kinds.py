"""Of which type a page says that all its reviews are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..english import pattern
from .titles import ADULTS, Titles

LABEL = pattern("label of a type", start="^", end=r"\s?:")
"""What stands before the type of a review in a line of its own: `Type of review: `."""

_PLURAL = re.compile(r"\b([Rr]eview|REVIEW)s\b|\b(L?CSPR|SCR|CPR|CMR|SPR)s\b")
_LONGEST = 400  # characters of a line in which it is said


def of_page(lines: Sequence[str], titles: Titles, reviews: int) -> tuple[str, str] | None:
    """The one type that the lines before the reviews name, and the line; None for several, or none.

    Of several reviews they name it in the plural.
    """
    found: dict[str, str] = {}
    for text in lines:
        if len(text) <= _LONGEST:
            found |= {slug: found.get(slug, text) for slug in _types(text, titles, reviews)}
    return next(iter(found.items())) if len(found) == 1 else None


def _types(text: str, titles: Titles, reviews: int) -> set[str]:
    """The types of reviews of children that a line names in the plural, or of one review."""
    alone = titles.type_of(text) if reviews == 1 else None
    types = {alone[0]} - {"other", ADULTS} if alone else set()
    for plural in _PLURAL.finditer(text):
        end = plural.end() - 1
        kinds = [kind for kind in titles.pattern.finditer(f"{text[:end]} ") if kind.end() == end]
        named = titles.type_of(text[:end], kinds[0].start()) if kinds else None
        if named and named[0] not in ("other", ADULTS):
            types.add(named[0])
    return types
