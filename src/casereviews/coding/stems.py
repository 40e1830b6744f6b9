"""Stems for coding: endings of number and tense go, and no others.

The index's stems are wider, for a search should rather find too much: to it general, generation and generous are one
word. Where a word decides a code, only its own forms may. The rules are the first and the last of Porter's steps.
"""

from __future__ import annotations

import re
from functools import lru_cache

_FEWEST = 3  # letters of a word that may have an ending
_TIES = 4  # letters of `ties`, whose e is its own
_VOWEL = re.compile("[aeiouy]")
_MEASURE = re.compile("[aeiouy]+[^aeiouy]")
_SHORT = re.compile(r".*[^aeiouy][aeiouy][^aeiouwxy]", re.ASCII)
_ENDING = re.compile("ing$|ed$")
_TWICE = re.compile(r"([bcdfgmnprt])\1$")


@lru_cache(50_000)
def stem(word: str) -> str:
    """The stem of a word in lower case: `sharing`, `shared` and `shares` are `share`, `referral` stays as it is."""
    if len(word) < _FEWEST or not word.isascii():
        return word
    return _plain_end(_without_tense(_without_number(word)))


def _without_number(word: str) -> str:
    if word.endswith(("ies", "ied")):
        return word[:-2] if len(word) > _TIES else word[:-1]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def _without_tense(word: str) -> str:
    if word.endswith("eed"):
        return word[:-1] if _measure(word[:-3]) else word
    base = _ENDING.sub("", word)
    if base == word or not _VOWEL.search(base):
        return word
    if _TWICE.search(base):
        return base[:-1]
    is_cut = base.endswith(("at", "bl", "iz")) or (_measure(base) == 1 and _is_short(base))
    return f"{base}e" if is_cut else base


def _plain_end(word: str) -> str:
    """The word with its last letter as all its forms have it: without a silent e, with i for y, with one l."""
    base = word[:-1]
    if word.endswith("e") and (_measure(base) > 1 or (_measure(base) == 1 and not _is_short(base))):
        return base
    if word.endswith("y") and base and not _VOWEL.match(base[-1]) and len(base) > 1:
        return f"{base}i"
    return base if word.endswith("ll") and _measure(base) > 1 else word


def _measure(word: str) -> int:
    """How many times a consonant follows vowels."""
    return len(_MEASURE.findall(word))


def _is_short(word: str) -> bool:
    """Whether a word ends in consonant, vowel, consonant, or is one vowel and a consonant: it needs its e."""
    return _SHORT.fullmatch(word) is not None or (len(word) == 2 and not _VOWEL.match(word[1]))
