"""Coding: which terms of the vocabulary a text speaks of, with the words that say so.

A text is compared by the stems of its words with the vocabulary's synonyms and cues. A cue is a phrase that texts
have and nobody types; docs/import.md tells how one is written.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import NamedTuple

from .. import stemming
from ..vocabulary import KINDS, Term, Vocabulary
from .cues import MOST_BETWEEN, WORD, Cue, cues_of, expanded, is_abbreviation, plain, words_of

_TOKEN = re.compile(r"[^\W_]+|[.;:!?()]")
_ENDS = frozenset(".;:!?()")


class Hit(NamedTuple):
    """A place in a text that speaks of a term."""

    kind: str
    slug: str
    start: int
    end: int
    weak: bool
    """Whether the words can mean something else, so that a person is to check."""


class _Tokens:
    """The words of a text, with where each stands and where its sentence ends."""

    def __init__(self, text: str, stems: dict[str, str]) -> None:
        self.spans: list[tuple[int, int]] = []
        self.keys: list[tuple[str, ...]] = []  # what a cue can call each: its stem, the word, an abbreviation
        self.ends: list[int] = []  # the place after the last word of each one's sentence
        self.sentences: list[set[str]] = []  # what the words of each one's sentence can be called
        for found in _TOKEN.finditer(text):
            if found[0] in _ENDS:
                self._close()
                continue
            word = plain(found[0])
            keys = (stems[word], f"={word}")
            self.spans.append(found.span())
            self.keys.append((*keys, f"={found[0]}") if is_abbreviation(found[0]) else keys)
        self._close()

    def _close(self) -> None:
        fresh = self.keys[len(self.ends) :]
        self.ends += [len(self.keys)] * len(fresh)
        self.sentences += [{key for keys in fresh for key in keys}] * len(fresh)


class Coder:
    """Codes texts by a vocabulary."""

    def __init__(self, terms: Vocabulary) -> None:
        """Take the vocabulary."""
        self._stems: dict[str, str] = {}
        self._cues: dict[str, list[Cue]] = {}  # by each alternative of their first word
        written = [
            (term, one)
            for kind in KINDS
            for term in terms.terms(kind).values()
            for text in cues_of(term)
            for one in expanded(text)
        ]
        self.learn(text for _, text in written)
        for term, text in written:
            cue = self._cue(term, text)
            for word in cue.runs[0][0] if cue.runs[0] else ():
                self._cues.setdefault(word, []).append(cue)

    def learn(self, texts: Iterable[str]) -> None:
        """Learn the stems of the words of many texts at once, which takes much less time than one by one."""
        fresh = {word for text in texts for word in words_of(text)} - self._stems.keys()
        if fresh:
            words = sorted(fresh)
            for word, found in zip(words, stemming.stems(words), strict=True):
                self._stems[word] = found[0] if found else word

    def hits(self, text: str) -> list[Hit]:
        """The places in a text that speak of a term, in their order."""
        try:
            tokens = _Tokens(text, self._stems)
        except KeyError:  # words that were not learned before
            self.learn([text])
            tokens = _Tokens(text, self._stems)
        found: list[Hit] = []
        barred: dict[tuple[str, str], list[Hit]] = {}
        for place, keys in enumerate(tokens.keys):
            sentence = tokens.sentences[place]
            for key in keys:
                for cue in self._cues.get(key, ()):
                    if any(map(sentence.isdisjoint, cue.others)):
                        continue
                    last = _match(cue.runs, tokens.keys, place, tokens.ends[place])
                    if last is not None:
                        hit = Hit(cue.kind, cue.slug, tokens.spans[place][0], tokens.spans[last][1], cue.weak)
                        if cue.bars:
                            barred.setdefault((cue.kind, cue.slug), []).append(hit)
                        else:
                            found.append(hit)
        reach = {term: _reach(bars) for term, bars in barred.items()}
        return _distinct(hit for hit in found if not _is_barred(hit, reach.get((hit.kind, hit.slug), [])))

    def _cue(self, term: Term, text: str) -> Cue:
        bars, weak = text.startswith("!"), text.endswith("?")
        runs: list[list[frozenset[str]]] = [[]]
        for piece in text.strip("!? ").split():
            if piece == "...":
                runs.append([])
            elif "/" in piece or piece.startswith("="):
                runs[-1].append(frozenset(self._wanted(word) for word in piece.split("/")))
            else:
                runs[-1] += [frozenset((self._wanted(word),)) for word in WORD.findall(piece)]
        while len(runs) > 1 and not runs[-1]:
            runs.pop()  # whatever may follow the last word says nothing
        return Cue(term.kind, term.slug, tuple(map(tuple, runs)), weak, bars, tuple(chain.from_iterable(runs))[1:])

    def _wanted(self, word: str) -> str:
        """What stands for one word of a cue: its stem; the word itself after an equals sign, or of an abbreviation."""
        own = WORD.findall(word)
        if not own:
            return ""
        if is_abbreviation(own[0]):
            return f"={own[0]}"
        return f"={plain(own[0])}" if word.startswith("=") else self._stems[plain(own[0])]


def _match(
    runs: Sequence[Sequence[frozenset[str]]], keys: Sequence[tuple[str, ...]], place: int, end: int
) -> int | None:
    """The place of the last word of a cue whose first stands at a place, before `end`; the nearest words are taken."""
    behind = _behind(runs[0], keys, place, end)
    if behind is None or len(runs) == 1:
        return None if behind is None else behind - 1
    tried: set[tuple[int, int]] = set()  # how many runs stand there, and up to where
    gaps = [iter(_gap(behind, end))]
    while gaps:
        start = next(gaps[-1], None)
        if start is None:
            gaps.pop()
            continue
        behind = _behind(runs[len(gaps)], keys, start, end)
        if behind is None or (len(gaps), behind) in tried:
            continue
        if len(gaps) + 1 == len(runs):
            return behind - 1
        tried.add((len(gaps), behind))
        gaps.append(iter(_gap(behind, end)))
    return None


def _behind(run: Sequence[frozenset[str]], keys: Sequence[tuple[str, ...]], at: int, end: int) -> int | None:
    """The place behind words that stand one after the other from a place on; None where they do not."""
    for wanted in run:
        if at >= end or wanted.isdisjoint(keys[at]):
            return None
        at += 1
    return at


def _gap(at: int, end: int) -> range:
    """Where the next words may stand if others are between."""
    return range(at, min(end, at + MOST_BETWEEN + 1))


def _reach(bars: Iterable[Hit]) -> list[tuple[int, int]]:
    """Where bars begin, in their order, each with the furthest end of those up to it."""
    reach: list[tuple[int, int]] = []
    for bar in sorted(bars, key=lambda bar: bar.start):
        reach.append((bar.start, max(bar.end, reach[-1][1] if reach else 0)))
    return reach


def _is_barred(hit: Hit, reach: list[tuple[int, int]]) -> bool:
    """Whether a hit stands within a bar."""
    place = bisect_right(reach, hit.start, key=lambda bar: bar[0])
    return place > 0 and hit.end <= reach[place - 1][1]


def _distinct(hits: Iterable[Hit]) -> list[Hit]:
    """The hits that do not stand, of one kind, within the longer words for another term."""
    found = sorted(dict.fromkeys(hits), key=lambda hit: (hit.start, -hit.end))
    kept: list[Hit] = []
    widest: dict[str, list[Hit]] = {}
    for hit in found:
        around = [
            other
            for other in widest.get(hit.kind, ())
            if other.slug != hit.slug and other.start <= hit.start and hit.end <= other.end and other[2:4] != hit[2:4]
        ]
        if not around or hit.kind in ("theme", "harm", "factor"):
            kept.append(hit)
        widest[hit.kind] = [other for other in widest.get(hit.kind, ()) if other.end > hit.start] + [hit]
    return kept
