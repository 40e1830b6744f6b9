"""Coding: which terms of the vocabulary a text speaks of, with the words that say so.

A text is compared by the stems of its words with the vocabulary's synonyms and cues. A cue is a phrase that texts
have and nobody types; docs/import.md tells how one is written.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from ..vocabulary import KINDS, Term, Vocabulary
from .cues import MOST_BETWEEN, WORD, Cue, cues_of, expanded, is_abbreviation, plain
from .stems import stem
from .tokens import Tokens


class Hit(NamedTuple):
    """A place in a text that speaks of a term."""

    kind: str
    slug: str
    start: int
    end: int
    weak: bool
    """Whether the words can mean something else, so that a person is to check."""
    cue: str = ""
    """The cue that was found, as it is written."""


class Found(NamedTuple):
    """What was found in a text."""

    hits: list[Hit]
    barred: frozenset[str]
    """The themes of which every hit stood where the words do not mean them."""
    tokens: Tokens
    """The words of the text."""


class Coder:
    """Codes texts by a vocabulary."""

    def __init__(self, terms: Vocabulary) -> None:
        """Take the vocabulary."""
        self.terms = terms
        self._cues: dict[str, list[Cue]] = {}  # by each alternative of their first word
        for kind in KINDS:
            for term in terms.terms(kind).values():
                for text in cues_of(term):
                    self._add(term, text)

    def _add(self, term: Term, text: str) -> None:
        for one in expanded(text):
            cue = _cue(term, one, text)
            for word in cue.runs[0][0] if cue.runs[0] else ():
                self._cues.setdefault(word, []).append(cue)

    def hits(self, text: str) -> list[Hit]:
        """The places in a text that speak of a term, in their order."""
        return self.find(text).hits

    def find(self, text: str) -> Found:
        """The places in a text that speak of a term, in their order, and what was barred."""
        tokens = Tokens(text)
        found: list[Hit] = []
        barred: dict[tuple[str, str], list[Hit]] = {}
        for cue, place in self._worth_trying(tokens):
            last = _match(cue.runs, tokens.keys, place, tokens.ends[place])
            if last is not None:
                hit = Hit(cue.kind, cue.slug, tokens.spans[place][0], tokens.spans[last][1], cue.weak, cue.text)
                if cue.bars:
                    barred.setdefault((cue.kind, cue.slug), []).append(hit)
                else:
                    found.append(hit)
        reach = {term: _reach(bars) for term, bars in barred.items()}
        free = [hit for hit in found if not _is_barred(hit, reach.get((hit.kind, hit.slug), []))]
        lost = _themes(found) - _themes(free)
        return Found(_distinct(free), frozenset(lost), tokens)

    def _worth_trying(self, tokens: Tokens) -> Iterator[tuple[Cue, int]]:
        """The cues whose first word stands in a text, and all others in its sentence, with the place of the first."""
        for place, keys in enumerate(tokens.keys):
            sentence = tokens.sentences[place]
            for key in keys:
                for cue in self._cues.get(key, ()):
                    for wanted in cue.others:  # no any(), which takes twice as long: nothing runs more often
                        if sentence.isdisjoint(wanted):
                            break
                    else:
                        yield cue, place


def _themes(hits: Iterable[Hit]) -> set[str]:
    return {hit.slug for hit in hits if hit.kind == "theme"}


def _cue(term: Term, text: str, written: str) -> Cue:
    bars, weak = text.startswith("!"), text.endswith("?")
    runs: list[list[frozenset[str]]] = [[]]
    for piece in text.strip("!? ").split():
        if piece == "...":
            runs.append([])
        elif "/" in piece or piece.startswith("="):
            runs[-1].append(frozenset(_wanted(word) for word in piece.split("/")))
        else:
            runs[-1] += [frozenset((_wanted(word),)) for word in WORD.findall(piece)]
    while len(runs) > 1 and not runs[-1]:
        runs.pop()  # whatever may follow the last word says nothing
    return Cue(term.kind, term.slug, tuple(map(tuple, runs)), weak, bars, tuple(chain.from_iterable(runs))[1:], written)


def _wanted(word: str) -> str:
    """What stands for one word of a cue: its stem; the word itself after an equals sign, or of an abbreviation."""
    own = WORD.findall(word)
    if not own:
        return ""
    if is_abbreviation(own[0]):
        return f"={own[0]}"
    return f"={plain(own[0])}" if word.startswith("=") else stem(plain(own[0]))


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
    found = sorted({hit[:5]: hit for hit in hits}.values(), key=lambda hit: (hit.start, -hit.end))
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
