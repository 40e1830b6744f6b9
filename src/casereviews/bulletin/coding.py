"""Coding: which terms of the vocabulary a text speaks of, with the words that say so.

A text is compared by the stems of its words with the vocabulary's synonyms and cues. A cue is a phrase that texts
have and nobody types; docs/import.md tells how one is written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from .. import stemming
from ..vocabulary import KINDS, Term, Vocabulary

MOST_BETWEEN = 6
"""The most words that three dots of a cue can stand for."""

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


class _Cue(NamedTuple):
    kind: str
    slug: str
    words: tuple[frozenset[str] | None, ...]
    """Stems, each word's alternatives together; None where other words may stand between."""
    weak: bool
    bars: bool
    """Whether the words, where they stand so, are not those of the term."""
    fixed: bool
    """Whether no other words may stand between."""


class _Token(NamedTuple):
    start: int
    end: int
    stem: str
    word: str
    """The word itself, in lower case, after an equals sign: as a cue has one that must stand so."""
    sentence: int


class Coder:
    """Codes texts by a vocabulary."""

    def __init__(self, terms: Vocabulary) -> None:
        """Take the vocabulary."""
        self._stems: dict[str, str] = {}
        self._cues: dict[str, list[_Cue]] = {}
        written = [
            (term, one)
            for kind in KINDS
            for term in terms.terms(kind).values()
            for text in _cues_of(term)
            for one in _expanded(text)
        ]
        self.learn(text for _, text in written)
        for term, text in written:
            cue = self._cue(term, text)
            for stem in (cue.words[0] or ()) if cue.words else ():
                self._cues.setdefault(stem, []).append(cue)

    def learn(self, texts: Iterable[str]) -> None:
        """Learn the stems of the words of many texts at once, which takes much less time than one by one."""
        fresh = {word for text in texts for word in _words(text)} - self._stems.keys()
        if fresh:
            words = sorted(fresh)
            for word, found in zip(words, stemming.stems(words), strict=True):
                self._stems[word] = found[0] if found else word

    def hits(self, text: str) -> list[Hit]:
        """The places in a text that speak of a term, in their order."""
        self.learn([text])
        tokens = self._tokens(text)
        found: list[Hit] = []
        barred: list[Hit] = []
        for place, token in enumerate(tokens):
            for cue in (*self._cues.get(token.stem, ()), *self._cues.get(token.word, ())):
                last = _match(cue.words, tokens, place)
                if last is not None:
                    hit = Hit(cue.kind, cue.slug, token.start, tokens[last].end, cue.weak)
                    (barred if cue.bars else found).append(hit)
        return _distinct(hit for hit in found if not any(_bars(other, hit) for other in barred))

    def _tokens(self, text: str) -> list[_Token]:
        tokens: list[_Token] = []
        sentence = 0
        for found in _TOKEN.finditer(text):
            if found[0] in _ENDS:
                sentence += 1
                continue
            word = _plain(found[0])
            tokens.append(_Token(found.start(), found.end(), self._stems[word], f"={word}", sentence))
        return tokens

    def _cue(self, term: Term, text: str) -> _Cue:
        bars, weak = text.startswith("!"), text.endswith("?")
        words: list[frozenset[str] | None] = []
        for piece in text.strip("!? ").split():
            if piece == "...":
                words.append(None)
            elif "/" in piece:
                words.append(frozenset(self._wanted(word) for word in piece.split("/")))
            elif piece.startswith("="):
                words.append(frozenset((self._wanted(piece),)))
            else:
                words += [frozenset((self._stems[word],)) for word in _words(piece)]
        return _Cue(term.kind, term.slug, tuple(words), weak, bars, None not in words)

    def _wanted(self, word: str) -> str:
        """What stands for one word of a cue: its stem, or the word itself after an equals sign."""
        own = _words(word)
        if not own:
            return ""
        return f"={own[0]}" if word.startswith("=") else self._stems[own[0]]


def _cues_of(term: Term) -> Iterable[str]:
    """What is looked for: the term's own words and its cues. A cue that only bars a word takes that word away."""
    barred = {" ".join(_words(cue)) for cue in term.cues if cue.startswith("!")}
    own = (term.label, *term.synonyms, *term.avoid) if term.kind != "type" else ()
    return [*(word for word in own if " ".join(_words(word)) not in barred), *term.cues]


def _expanded(cue: str) -> list[str]:
    """The cue, once for each of its alternatives that are several words, as `face-to-face/personal` has one."""
    for piece in cue.split():
        if "/" in piece and len(_words(piece)) > piece.count("/") + 1:
            return [one for word in piece.split("/") for one in _expanded(cue.replace(piece, word, 1))]
    return [cue]


def _match(words: Sequence[frozenset[str] | None], tokens: Sequence[_Token], place: int) -> int | None:
    """The place of the last token, where the words stand at a place."""
    sentence = tokens[place].sentence
    between = False
    at = place
    for wanted in words:
        if wanted is None:
            between = True
            continue
        stop = min(len(tokens), at + (MOST_BETWEEN if between else 0) + 1)
        while at < stop and not (_stands(tokens[at], wanted) and tokens[at].sentence == sentence):
            at += 1
        if at >= stop:
            return None
        between = False
        at += 1
    return at - 1


def _stands(token: _Token, wanted: frozenset[str]) -> bool:
    return token.stem in wanted or token.word in wanted


def _bars(other: Hit, hit: Hit) -> bool:
    return other.kind == hit.kind and other.slug == hit.slug and other.start <= hit.start and hit.end <= other.end


def _distinct(hits: Iterable[Hit]) -> list[Hit]:
    """The hits that do not stand, of one kind, within the longer words for another term."""
    found = sorted(set(hits), key=lambda hit: (hit.start, -hit.end))
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


def _words(text: str) -> list[str]:
    return [_plain(found) for found in re.findall(r"[^\W_]+", text)]


def _plain(word: str) -> str:
    """A word as the index has it: in lower case, without marks on its letters."""
    if word.isascii():
        return word.lower()
    return "".join(
        letter for letter in unicodedata.normalize("NFKD", word) if not unicodedata.combining(letter)
    ).lower()
