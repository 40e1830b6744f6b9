"""Words that are like a mistyped one: those that difflib's `get_close_matches` gives, in a small part of its time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from .text import one_line

LEAST = 0.6
"""The least likeness of a word that is worth suggesting, by difflib's ratio."""

_LETTERS = 3
"""For how many letters of a word one slip is allowed: shorter words are like too many others."""

_COMPARED = 5
"""Of how many words, the likest, it is asked whether they were mistyped."""


class Likeness:
    """Known words, among which those are looked for that are like another."""

    def __init__(self, known: Iterable[str]) -> None:
        """Take the words."""
        self._known = list(known)
        self._letters: dict[str, int] = {}  # of a word
        self._bits: dict[str, int] = {}  # one for `a`, one for the second `aa`, ...

    def closest(self, word: str, most: int = 1, least: float = LEAST) -> list[str]:
        """The known words that are most like it, the likest first; between equals the last in the alphabet.

        Whatever cannot be as like as those that were found already is left out before it is compared: letters that two
        words share in any order, and those that they share in one order, are never fewer than what difflib finds.
        """
        size, letters, places = len(word), self._letters_of(word), _places(word)
        own = dict.fromkeys(map(ord, word))  # the letters that are taken out, to count the others
        rough = (
            (_ratio((letters & self._letters_of(known)).bit_count(), size + len(known)), known)
            for known in self._known
            if _ratio(min(size, len(known)), size + len(known)) >= least
            and _ratio(len(known) - len(known.translate(own)), size + len(known)) >= least
        )
        matcher = SequenceMatcher(b=word)
        found: list[tuple[float, str]] = []
        for bound, known in sorted((pair for pair in rough if pair[0] >= least), reverse=True):
            worst = found[-1] if len(found) == most else (least, "")
            if bound < worst[0]:
                break
            if (_ratio(_in_order(known, places), size + len(known)), known) < worst:
                continue
            matcher.set_seq1(known)
            found = sorted([*found, (matcher.ratio(), known)], reverse=True)
            found = [pair for pair in found[:most] if pair[0] >= least]
        return [known for _, known in found]

    def mistyped(self, word: str) -> str | None:
        """The known word that may have been mistyped as this one, or None: it begins alike, and slips are few."""
        most = len(word) // _LETTERS
        near = (known for known in self.closest(word, _COMPARED) if known[:1] == word[:1])
        return next((known for known in near if slips(word, known) <= most), None)

    def _letters_of(self, word: str) -> int:
        """The letters of a word as bits, so that those that two words share can be counted at once."""
        letters = self._letters.get(word)
        if letters is None:
            letters = 0
            runs: dict[str, str] = {}
            for letter in word:
                run = runs[letter] = runs.get(letter, "") + letter
                letters |= 1 << self._bits.setdefault(run, len(self._bits))
            self._letters[word] = letters
        return letters


def _ratio(shared: int, length: int) -> float:
    """What difflib calls the ratio: letters that two words share, as a share of those that they have."""
    return 2.0 * shared / length if length else 1.0


def _places(word: str) -> dict[str, int]:
    """Where each letter of a word stands, as bits."""
    places: dict[str, int] = {}
    for place, letter in enumerate(word):
        places[letter] = places.get(letter, 0) | 1 << place
    return places


def _in_order(word: str, places: dict[str, int]) -> int:
    """How many letters a word shares in their order with one whose letters' places are given.

    The length of the longest common subsequence, counted for a whole row of its table at a time (Hyyrö 2004).
    """
    row = -1
    for letter in word:
        fits = row & places.get(letter, 0)
        row = (row + fits) | (row - fits)
    return (~row).bit_count()


def slips(word: str, other: str) -> int:
    """How many letters are too many, missing, wrong, or in the place of their neighbour."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for index, letter in enumerate(word):
        last, before, row = before, row, [index + 1]
        for place, wanted in enumerate(other):
            least = min(before[place] + (letter != wanted), before[place + 1] + 1, row[place] + 1)
            if index and place and letter == other[place - 1] and wanted == word[index - 1]:
                least = min(least, last[place - 1] + 1)
            row.append(least)
    return row[-1]


LONGEST = 100
"""The longest word, in characters, for which a known one is suggested."""


def nearest(word: str, known: Sequence[str]) -> str | None:
    """The known word that may have been mistyped as the given one, or None where there is none.

    Words over 100 characters are like nothing: the measure takes quadratic time.
    """
    if len(word) > LONGEST:
        return None
    folded = {item.casefold(): item for item in known}
    found = Likeness(folded).mistyped(word.casefold())
    return folded[found] if found is not None else None


def did_you_mean(typed: str, known: Iterable[str]) -> str:
    """The nearest of what is known."""
    near = nearest(typed, list(known))
    return f'; did you mean "{one_line(near)}"?' if near else ""
