"""Whether a word that the end of a line parted is one word, or two with a hyphen."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..search.common_words import RARE, tier
from ..stemming import stems
from .english import words

_WORD = re.compile(r"[^\W\d_]++(?:-[^\W\d_]++)*+")


class WholeWords:
    """The words that a text has whole, and those of the language."""

    def __init__(self) -> None:
        """Begin without any of a text."""
        self._has: set[str] = set()
        self._common: dict[str, bool] = {}
        self._prefixes = frozenset(words("prefix with a hyphen"))
        self._ends = frozenset(words("end behind a hyphen"))

    def add(self, text: str, first: bool = True, last: bool = True) -> None:
        """Take the words of a line; its first or last may be a part of one."""
        found = _WORD.findall(text.casefold())
        self._has.update(found[not first : len(found) - (not last)])

    def look_up(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Find out at once what the language has of several parted words, which takes less time than one by one."""
        asked = {word.casefold() for first, last in pairs for word in (first + last, first, last)}
        asked_in_order = sorted(asked - self._common.keys())
        for word, held in zip(asked_in_order, stems(asked_in_order), strict=True):
            self._common[word] = any(tier(stem) != RARE for stem in held)

    def hyphen(self, first: str, last: str) -> tuple[str, bool]:
        """What stands between two parts of a word, a hyphen or nothing; and whether that is sure.

        Nothing, where the text or the language has the word whole, or no such word as its end.
        """
        start, end = first.casefold(), last.casefold()
        if start + end in self._has:
            return "", True
        if f"{start}-{end}" in self._has or (start in self._prefixes and self._is_word(end)):
            return "-", True
        if self._is_common(start + end):
            return "", True
        if start not in self._prefixes and not self._is_word(end):
            return "", False
        return "-", self._is_word(start) and self._is_word(end)

    def _is_word(self, word: str) -> bool:
        return word in self._has or word in self._ends or self._is_common(word)

    def _is_common(self, word: str) -> bool:
        if word not in self._common:
            self._common[word] = any(tier(stem) != RARE for stem in stems([word])[0])
        return self._common[word]
