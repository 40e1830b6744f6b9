"""Spelling: words that are misspelt, American, joined or split, as the collection has them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from ..likeness import Likeness, slips
from ..stemming import stems, words
from ..store import Store
from . import common_words, joined
from .everyday import Everyday

_LIKENESS = 0.83  # of the intended word, by difflib's ratio: two letters of six may be swapped
_SHORTEST, _LONGEST = 4, 40  # letters of a word that may be misspelt
_SHORTEST_PART = 3  # letters of a word that was joined to another
_MOST_TITLES = 100  # that are searched for a name with a word
_LETTERS_DIGITS = re.compile(r"([^\W\d_]{2,})(\d+)")

_AMERICAN = (
    ("or", "our"), ("ize", "ise"), ("izing", "ising"), ("ized", "ised"), ("ization", "isation"), ("yze", "yse"),
    ("ter", "tre"), ("ber", "bre"), ("ense", "ence"), ("e", "ae"), ("e", "oe"), ("eling", "elling"), ("eled", "elled"),
    ("ll", "l"), ("og", "ogue"), ("gray", "grey"), ("mom", "mum"),
)  # fmt: skip
"""American spellings, each with the British one."""


class Spelt(NamedTuple):
    """A word of a question, and the form that is looked for."""

    typed: str
    text: str
    """Several words where they were typed as one."""
    near: tuple[str, ...] = ()
    """Equally similar words, where it is unclear which was meant; it is then looked for as typed."""


class Spelling:
    """Corrects spelling by the words of a store."""

    def __init__(self, store: Store, everyday: Everyday) -> None:
        """Take the store, and what it knows of words."""
        self.store = store
        self.everyday = everyday
        self._known: dict[str, bool] = {}  # whether words asked for occur in the collection

    def of(self, typed: Sequence[str]) -> Iterator[Spelt]:
        """The words of a question as they are looked for; two are one word where only that is known."""
        waiting = list(typed)
        while waiting:
            word = waiting.pop(0)
            if waiting and self._is_split(word.lower(), waiting[0].lower()):
                yield Spelt(f"{word} {waiting[0]}", word + waiting.pop(0))
            else:
                begins = len(typed) > 1 and len(waiting) == len(typed) - 1  # with a capital, as any sentence does
                yield self._of_one(word, not begins and word[0].isupper() and not word.isupper())

    def _of_one(self, typed: str, is_named: bool) -> Spelt:
        word = typed.lower()
        if not _SHORTEST <= len(word) <= _LONGEST:
            return Spelt(typed, typed)
        if self.is_known(word):
            # American spellings are common English, whether or not the collection has them.
            return Spelt(typed, (None if self._occurs(word) else self._american(word, self._occurs)) or typed)
        if (found := _LETTERS_DIGITS.fullmatch(word)) and self.is_known(found[1]):
            return Spelt(typed, f"{found[1]} {found[2]}")
        other = self._american(word, self.is_here) or self._joined(word)
        if other:
            return Spelt(typed, other)
        if joined.word_forms(self.store, typed):  # it is found in these forms
            return Spelt(typed, typed)
        near = self._near(word, is_named)
        if len(near) != 1:
            return Spelt(typed, typed, near)
        return Spelt(typed, typed if stems([word]) == stems(near) else near[0])

    def is_known(self, word: str) -> bool:
        """Whether a word, in any of its forms, is in the collection, the vocabulary or everyday English."""
        if word.endswith("*") or word.isdigit() or "'" in word or word in common_words.SAYING_NOTHING:
            return True
        stem = " ".join(stems([word])[0])
        return common_words.tier(stem) < common_words.RARE or self.everyday.is_known(stem) or self.is_here(word)

    def is_here(self, word: str) -> bool:
        """Whether a word is in the vocabulary or, in any of its forms, in the collection."""
        return self._occurs(word) or self.everyday.has(word)

    def _occurs(self, word: str) -> bool:
        """Whether a word is in the collection, in any of its forms."""
        if word not in self._known:
            self._known[word] = self.store.finds(f'"{word}"')
        return self._known[word]

    def _is_split(self, word: str, following: str) -> bool:
        """Whether two words are one word here, and not both known by themselves."""
        if not (word.isalpha() and following.isalpha()) or min(len(word), len(following)) < _SHORTEST_PART - 1:
            return False
        return self.is_here(word + following) and not (self.is_here(word) and self.is_here(following))

    def _american(self, word: str, is_here: Callable[[str], bool]) -> str | None:
        for theirs, ours in _AMERICAN:
            for found in re.finditer(theirs, word):
                other = word[: found.start()] + ours + word[found.end() :]
                if other != word and is_here(other):
                    return other
        return None

    def _joined(self, word: str) -> str | None:
        """The two words that a word joins, where both are known here."""
        for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
            first, second = word[:cut], word[cut:]
            if first != "non" and self.is_here(first) and self.is_here(second):  # non-x is not x
                return f"{first} {second}"
        return None

    def _near(self, word: str, is_named: bool) -> tuple[str, ...]:
        """The word that was meant, preferring a name for a capital; several where that is unclear."""
        known = self._beginning_alike(word)
        near = {other: slips(word, other) for other in Likeness(known).closest(word, 3, _LIKENESS)}
        names = [other for other in known if len({*word} ^ {*other}) <= 2 and slips(word, other) == 1]
        names = [other for other in names if self._is_of_name(other)]
        near |= dict.fromkeys(names, 1)
        best = [other for other, number in near.items() if number == min(near.values())]
        best = [other.capitalize() if other in names else other for other in (is_named and names) or best]
        kinds = {stems([other])[0] for other in best}
        return (best[0],) if len(kinds) == 1 else tuple(best)

    def _beginning_alike(self, word: str) -> list[str]:
        """The words here with the same first letter as a word, and about the same length."""
        asked = "word >= ? AND word < ? AND length(word) BETWEEN ? AND ?"
        initial = (word[0], word[0] + "\U0010ffff")
        rows = self.store.ask(
            f"SELECT word FROM word WHERE {asked} UNION SELECT word FROM vocabulary_word WHERE {asked}",
            [*initial, len(word) - 2, len(word) + 2, *initial, max(len(word) - 2, _SHORTEST), len(word) + 2],
        )
        return [other for (other,) in rows]

    def _is_of_name(self, word: str) -> bool:
        """Whether a word is in the name of a review."""
        titled = "SELECT rowid FROM search WHERE search MATCH ? LIMIT ?"
        asked = [f'{{title}} : "{word}"', _MOST_TITLES]
        names = self.store.ask(f"SELECT name FROM review WHERE number IN ({titled})", asked)
        return any(word in words(name) for (name,) in names)
