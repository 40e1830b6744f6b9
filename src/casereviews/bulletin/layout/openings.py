"""How what happened begins: with a child, an age, and what the child came to."""

from __future__ import annotations

import re
from functools import lru_cache

from ..english import SHORT_AGE, SHORT_UNIT, any_of, pattern
from .names import NAME

READ = 1000
"""How much of what stands under a title is looked at for it, in characters."""

_NUMBER = rf"(?:\d{{1,2}}|{any_of('number')})"
_NOUNS = any_of("male child", "female child", "any child")
_CHILD = pattern("male child", "female child", "any child")
_HURT = pattern("hurt")
_OF_MANY = pattern("of many")
_GROWN_UP = pattern("grown up", cased=True)

# An age as openings have it: `7-week-old`, `aged four`, `a boy of 16`, `Tamsin (9)`, `Kofi, 15,`, `was eight`.
_AGE = re.compile(
    rf"\b{_NUMBER}[ -](?:day|week|month|year)s?(?:[ -]old|,? of age)\b|\b(?:aged?|age of) {_NUMBER}\b"
    rf"|\b\d{{1,2}}(?: |-)?(?:yrs?|mths?|wks?|{SHORT_UNIT})[ -]old\b|\b\d{{1,2}}(?: |-)?(?:{SHORT_AGE}|mo\b)"
    rf"|\bat {_NUMBER} (?:days|weeks|months)\b"
    rf"|\b(?:{_NOUNS}) (?:of|aged|under) {_NUMBER}\b|\((?:aged )?\d{{1,2}}\)|, \d{{1,2}},|\bwas {_NUMBER}\b",
    re.IGNORECASE,
)

# How a child is brought in who was not spoken of before: `Death of a`, `A 3-week-old`, `In May 2031 a baby`.
_BROUGHT_IN = re.compile(
    rf"\b(?:{any_of('what came to a child')}) (?:to|of|suffered by|sustained by)"
    r" (?:an?|two|three|\w+ (?:siblings|children))\b"
    rf"|\ban? (?:[\w/-]+ ){{0,3}}?(?:{_NOUNS})\b",
    re.IGNORECASE,
)


def told(text: str, name: str = "") -> int:
    """How surely a text begins to tell of a child who was hurt: 2 with an age, 1 of a child, 0 of none.

    The child may be told of by the name that the title has.
    """
    return _told(text[:READ], name)


@lru_cache(1 << 13)  # each way to cut a page asks again
def _told(opening: str, name: str) -> int:
    if not _HURT.search(opening) or _OF_MANY.search(opening):
        return 0
    has_child = bool(_CHILD.search(opening) or NAME.search(opening) or (name and name in opening))
    if _AGE.search(opening) and (has_child or not _GROWN_UP.search(opening)):
        return 2
    return int(has_child)


def brings_in(text: str) -> bool:
    """Whether a paragraph begins with a child who was not spoken of before, and was hurt."""
    first = text[:200]
    return (found := _BROUGHT_IN.search(first)) is not None and found.start() < 60 and told(first) == 2
