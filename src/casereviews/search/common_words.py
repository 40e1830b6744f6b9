"""The most common words of English: they tell little of what is looked for, and are not taken as misspelt."""

from __future__ import annotations

from functools import cache

from ..files.package import package_data

MOST_COMMON, COMMON, RARE = 0, 1, 2


def tier(stem: str) -> int:
    """How common a word is, by its stem: among the first 4,000 of English, among the 8,000 after these, or rarer."""
    first, second = _tiers()
    return MOST_COMMON if stem in first else COMMON if stem in second else RARE


@cache
def _tiers() -> tuple[frozenset[str], frozenset[str]]:
    lines = package_data("common_words.txt").decode().splitlines()
    words = "\n".join([line for line in lines if not line.startswith("#")])
    first, _, second = words.partition("---")
    return frozenset(first.split()), frozenset(second.split())
