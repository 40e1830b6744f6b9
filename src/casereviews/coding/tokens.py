"""The words of a text as cues and weights have them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .cues import is_abbreviation, plain
from .stems import stem

_TOKEN = re.compile(r"[^\W_]+|[.;:!?()]")
_ENDS = frozenset(".;:!?()")


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
            word = plain(found[0])
            keys = (stem(word), f"={word}")
            self.spans.append(found.span())
            self.keys.append((*keys, f"={found[0]}") if is_abbreviation(found[0]) else keys)
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
