"""Other forms of words in a collection, joined, split or dotted: wellbeing, well-being; DV, D.V."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from ..stemming import stems, words
from ..store import Store
from .everyday import Everyday

_SHORTEST, _LONGEST = 4, 40  # letters of a word that may be two joined
_MOST = 64  # words of a phrase for which other forms are tried
_LETTERS_BEFORE = "ex"  # single letters that are part of a word: e-mail, x-ray
_LONGEST_DOTTED = 5  # letters
_SMALL = """
a an and are as at be by do for go had has he her him his i if in is it me my no non of or our so than that the them
then they this to us was we were who
"""
_NO_PART = frozenset(_SMALL.split())
"""Small words that may come before and after any other: joining or splitting them would change the meaning."""


class Forms(NamedTuple):
    """The other forms in which a collection has some words that are side by side."""

    own: Sequence[Sequence[str]]
    """For each word: split, dotted, or joined where it has a hyphen or full stops."""
    joined: Sequence[str | None]
    """For each word, it and the next as one word; else None."""

    def of(self, index: int) -> list[str]:
        """The other forms of a word, alone or joined to a neighbour."""
        before = self.joined[index - 1] if index else None
        return [*self.own[index], *(form for form in (before, self.joined[index]) if form)]

    def rows(self, texts: Sequence[str], start: int, stop: int) -> list[str]:
        """The words from `start` to `stop` as phrases with one of them, or two joined, in another form."""
        found = []
        for index in range(start, stop):
            forms = [(form, index + 1) for form in self.own[index]]
            joined = self.joined[index] if index + 1 < stop else None
            for form, following in [*forms, *([(joined, index + 2)] if joined else [])]:
                found.append(" ".join([*texts[start:index], form, *texts[following:stop]]))
        return found


def no_forms(texts: Sequence[str]) -> Forms:
    """No other forms of any word."""
    return Forms([()] * len(texts), [None] * len(texts))


def pairs(texts: Sequence[str]) -> list[str]:
    """Each word joined to the next; empty where that could not be a word."""
    bare = [_pieces(text) for text in texts]
    return [
        "".join((*one, *following)) if _may_join(one, following) else ""
        for one, following in zip_longest(bare, bare[1:], fillvalue=())
    ]


def forms(store: Store, texts: Sequence[str], of_pairs: Sequence[tuple[str, ...]] | None = None) -> Forms:
    """The other forms of words that are side by side, given the stems of their pairs if known already."""
    if len(texts) > _MOST:
        return no_forms(texts)
    together = pairs(texts)
    of_pairs = stems(together) if of_pairs is None else of_pairs
    return Forms(
        [word_forms(store, text) for text in texts],
        [
            pair if pair and _is_known(store, pair, " ".join(own)) else None
            for pair, own in zip(together, of_pairs, strict=True)
        ],
    )


def _pieces(text: str) -> list[str]:
    """The pieces into which the index splits a word; none for a prefix."""
    return [] if text.endswith("*") else words(text)


def word_forms(store: Store, text: str) -> list[str]:
    """The other forms of a word by itself."""
    pieces = _pieces(text)
    return [*_split(store, pieces[0]), *_dotted(store, text)] if len(pieces) == 1 else _whole(store, pieces)


def _may_join(one: Sequence[str], following: Sequence[str]) -> bool:
    """Whether two words may be one."""
    if not len(one) == len(following) == 1:
        return False
    is_second_part = len(following[0]) > 1 and following[0].isalpha() and following[0] not in _NO_PART
    return _is_first_part(one[0]) and is_second_part


def _is_first_part(word: str) -> bool:
    return word in _LETTERS_BEFORE or (len(word) > 1 and word.isalpha() and word not in _NO_PART)


def _is_known(store: Store, word: str, stem: str) -> bool:
    """Whether a word occurs in the collection, or is for a term, or has equals."""
    return occurs(store, word) or Everyday(store).is_known(stem)


def occurs(store: Store, phrase: str) -> bool:
    """Whether a word or phrase occurs anywhere in the collection."""
    return store.finds(f'"{phrase}"')


def _whole(store: Store, pieces: Sequence[str]) -> list[str]:
    """The pieces of a word with hyphens or full stops, as one word."""
    joined = "".join(pieces)
    return [joined] if joined.isalpha() and occurs(store, joined) else []


def _split(store: Store, word: str) -> Iterator[str]:
    """A word as the two words that it joins."""
    if not (_SHORTEST <= len(word) <= _LONGEST and word.isalpha()):
        return
    firsts = [word[:cut] for cut in range(1, len(word) - 1) if _is_first_part(word[:cut])]
    rows = store.ask(f"SELECT word FROM word WHERE word IN ({', '.join('?' * len(firsts))})", firsts)
    for (first,) in rows.fetchall():
        second = word[len(first) :]
        if second not in _NO_PART and occurs(store, f"{first} {second}"):
            yield f"{first} {second}"


def _dotted(store: Store, text: str) -> Iterator[str]:
    """An abbreviation as texts have it with full stops; its letters are then words of the index."""
    letters = " ".join(text.lower())
    if text.isupper() and text.isalpha() and 1 < len(text) <= _LONGEST_DOTTED and occurs(store, letters):
        yield letters
