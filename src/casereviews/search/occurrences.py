"""Where words and phrases occur in texts.

FTS5's `highlight` would tell, but its time grows with the square of what it marks in a text. Here SQLite's tokenizer is
asked about each character and each word only once, so that the results agree with the index.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from .. import stemming
from ..text import HIDDEN, WORD_JOINER, non_ascii, with_whole_words

Span = tuple[int, int]
"""[start, end), in characters."""

_QUOTED = re.compile('"([^"]*)"')
_ASCII = "0-9A-Za-z"
_LETTERS = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")


class Finder:
    """Finds phrases in texts, and remembers what it learns about their words for the next texts."""

    def __init__(self, phrases: Iterable[str]) -> None:
        """Take the phrases to find, in FTS5's quoting: `"child"`, or `("child" OR "strategy meeting")`."""
        quoted = {phrase: _QUOTED.findall(phrase) for phrase in phrases}
        texts = list(dict.fromkeys(chain.from_iterable(quoted.values())))
        stems = dict(zip(texts, stemming.stems(texts), strict=True))
        self.phrases = {phrase: [stems[text] for text in texts if stems[text]] for phrase, texts in quoted.items()}
        self._wanted = set(chain.from_iterable(stems.values()))
        self._beginnings = set(chain.from_iterable(map(_beginnings, self._wanted)))
        self._stems: dict[str, str] = {}  # of words in texts, where the stem is wanted
        self._seen: set[str] = set()  # words
        self._characters: set[str] = set()  # beyond ASCII, already seen
        self._letters = self._marks = ""  # those of them that are letters, or marks on the letter before
        self._hidden = ""  # those that are invisible within a word
        self._prepare()

    def texts(self, texts: Sequence[tuple[int, str]]) -> SearchedTexts:
        """The given texts, each with a number, prepared for finding the phrases."""
        self._learn_characters(non_ascii("".join([text for _, text in texts]).encode()))
        texts = [(number, with_whole_words(text)) for number, text in texts]
        words = [self._word.findall(text) for _, text in texts]
        self._learn_words(set().union(*words))
        spans: dict[str, dict[int, list[Span]]] = {}
        for (number, text), own in zip(texts, words, strict=True):
            for word in self._stems.keys() & own:
                spans.setdefault(self._stems[word], {}).setdefault(number, []).extend(self._spans(word, text))
        for of_stem in spans.values():
            for of_text in of_stem.values():
                of_text.sort()  # several words may have one stem
        return SearchedTexts(self.phrases, dict(texts), spans, self._letter)

    def _spans(self, word: str, text: str) -> Iterator[Span]:
        """The spans of a whole word in a text."""
        if self._marks or self._hidden:
            yield from (match.span() for match in self._word.finditer(text) if match[0] == word)
            return
        start = text.find(word)
        while start >= 0:
            end = start + len(word)
            if text[start - 1 : start] not in self._within and text[end : end + 1] not in self._within:
                yield start, end
            start = text.find(word, end)

    def _learn_characters(self, characters: set[str]) -> None:
        """Learn whether characters beyond ASCII are letters, marks on the letter before, or neither."""
        fresh = sorted(characters - self._characters)
        if not fresh:
            return
        self._characters.update(fresh)
        alone = stemming.stems(fresh)
        between = stemming.stems([f"a{character}a" for character in fresh])
        for character, own, joined in zip(fresh, alone, between, strict=True):
            if own:
                self._letters += character
            elif character in HIDDEN:
                self._hidden += character
            elif len(joined) == 1:
                self._marks += character
        self._prepare()

    def _prepare(self) -> None:
        """Compile the patterns of a letter, and of a word that may have a wanted stem."""
        letters = re.escape(self._letters)
        self._letter = re.compile(f"[{_ASCII}{letters}]")
        if self._marks or self._hidden:
            # A mark belongs to the letter before, if there is one; so every word must be looked at.
            shown = f"{_ASCII}{letters}{re.escape(self._marks)}"
            self._word = re.compile(f"[{_ASCII}{letters}](?:[{shown}{WORD_JOINER}{self._hidden}]*[{shown}])?")
            return
        # A stem begins as its word does, but for case and for marks on letters beyond ASCII.
        initials = {stem[0] for stem in self._wanted if stem[0].isascii()}
        first = "".join(sorted(initials | {letter.upper() for letter in initials})) + letters
        within = f"{_ASCII}{letters}{WORD_JOINER}"
        self._within = _LETTERS.union(self._letters, WORD_JOINER)
        self._word = re.compile(f"[{first}](?<![{within}].)[{within}]*" if first else "(?!)", re.DOTALL)

    def _learn_words(self, words: set[str]) -> None:
        """Learn which words have a wanted stem."""
        fresh = [word for word in words - self._seen if self._may_be_wanted(word)]
        self._seen |= words
        for word, stems in zip(fresh, stemming.stems(fresh) if fresh else (), strict=True):
            if len(stems) == 1 and stems[0] in self._wanted:
                self._stems[word] = stems[0]

    def _may_be_wanted(self, word: str) -> bool:
        """Whether a word begins as a wanted stem does; with a letter beyond ASCII it may."""
        return word[:2].lower() in self._beginnings or not word[:2].isascii()


class SearchedTexts:
    """Texts in which phrases can be found."""

    def __init__(
        self,
        phrases: Mapping[str, Sequence[tuple[str, ...]]],
        texts: Mapping[int, str],
        spans: Mapping[str, Mapping[int, Sequence[Span]]],
        letter: re.Pattern[str],
    ) -> None:
        """Take the stems of each phrase, the texts, the spans of each stem in them, and the pattern of a letter."""
        self._phrases = phrases
        self._texts = texts
        self._spans = spans
        self._letter = letter

    def spans(self, phrase: str) -> Iterator[tuple[int, list[Span]]]:
        """The numbers of the texts with a phrase, in order, with its spans; overlapping ones are merged."""
        found: dict[int, list[Span]] = {}
        for stems in self._phrases[phrase]:
            for number in self._spans.get(stems[0], ()):
                if runs := self._runs(stems, number):
                    found.setdefault(number, []).extend(runs)
        for number in sorted(found):
            yield number, merged(found[number])

    def _runs(self, stems: tuple[str, ...], number: int) -> Sequence[Span]:
        """The spans in a text where the words of a phrase are side by side."""
        runs = self._spans[stems[0]][number]
        for stem in stems[1:]:
            ends = dict(self._spans.get(stem, {}).get(number, ()))
            following = ((start, self._letter.search(self._texts[number], end)) for start, end in runs)
            runs = [(start, ends[after.start()]) for start, after in following if after and after.start() in ends]
        return runs


def _beginnings(stem: str) -> list[str]:
    """The first two letters that a word with a stem may have: those of the stem, but for a y that became an i."""
    if len(stem) == 1:
        return [stem, *(f"{stem}{letter.lower()}" for letter in _LETTERS)]
    return [stem[:2], f"{stem[0]}y"] if stem[1] == "i" else [stem[:2]]


def merged(spans: Sequence[Span]) -> list[Span]:
    """The spans in order, with overlapping ones merged."""
    if len(spans) < 2:
        return list(spans)
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found
