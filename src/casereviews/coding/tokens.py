"""The words of a text as cues and weights have them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from .cues import is_abbreviation, plain
from .stems import stem

_TOKEN = re.compile(r"[^\W_]+|[.;:!?()]")
_ENDS = frozenset(".;:!?()")


@lru_cache(1 << 14)
def _keys(word: str) -> tuple[str, ...]:
    """What a cue can call a word."""
    keys = (stem(plain(word)), f"={plain(word)}")
    return (*keys, f"={word}") if is_abbreviation(word) else keys


class Tokens:
    """The words of a text, with where each stands and where its sentence ends."""

    def __init__(self, text: str) -> None:
        """Take a text apart."""
        self.spans: list[tuple[int, int]] = []
        self.keys: list[tuple[str, ...]] = []
        """What a cue can call each: its stem, the word itself, an abbreviation."""
        self.ends: list[int] = []
        """The index after the last word of each one's sentence."""
        self.sentences: list[set[str]] = []
        """What the words of each one's sentence can be called."""
        for found in _TOKEN.finditer(text):
            if found[0] in _ENDS:
                self._close()
                continue
            self.spans.append(found.span())
            self.keys.append(_keys(found[0]))
        self._close()

    def _close(self) -> None:
        fresh = self.keys[len(self.ends) :]
        self.ends += [len(self.keys)] * len(fresh)
        self.sentences += [{key for keys in fresh for key in keys}] * len(fresh)

    def features(self) -> Iterator[tuple[str, int, int]]:
        """Each word's stem, and each two that are neighbours in a sentence, with the span of both."""
        for index, (keys, (start, end)) in enumerate(zip(self.keys, self.spans, strict=True)):
            yield keys[0], start, end
            if index + 1 < self.ends[index]:
                yield f"{keys[0]} {self.keys[index + 1][0]}", start, self.spans[index + 1][1]
