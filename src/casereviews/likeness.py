"""Words like a mistyped one: those that difflib's `get_close_matches` gives, in a fraction of its time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from .text import one_line

LEAST = 0.6
"""The least likeness at which a word is worth suggesting, by difflib's ratio."""

_LETTERS = 3
"""One slip is allowed for so many letters of a word: shorter words are like too many others."""

_COMPARED = 5
"""How many of the closest words are tried as what was mistyped."""


class Likeness:
    """Known words, for finding those that are like another."""

    def __init__(self, known: Iterable[str]) -> None:
        """Take the words."""
        self._known = list(known)
        self._letters: dict[str, int] = {}  # of a word
        self._bits: dict[str, int] = {}  # one for `a`, one for the second `aa`, ...

    def closest(self, word: str, most: int = 1, least: float = LEAST) -> list[str]:
        """The known words most like the given one, the closest first; between equals the last in the alphabet.

        Words that cannot be closer than those found already are left out before difflib compares them: it never finds
        more letters in common than two words share in any order, or than they share in the same order.
        """
        size, letters, positions = len(word), self._letters_of(word), _positions(word)
        own = dict.fromkeys(map(ord, word))  # letters to delete, so that the others can be counted
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
            if (_ratio(_in_order(known, positions), size + len(known)), known) < worst:
                continue
            matcher.set_seq1(known)
            found = sorted([*found, (matcher.ratio(), known)], reverse=True)
            found = [pair for pair in found[:most] if pair[0] >= least]
        return [known for _, known in found]

    def mistyped(self, word: str) -> str | None:
        """The known word that may have been mistyped as this one, or None: same first letter, few slips."""
        most = len(word) // _LETTERS
        near = (known for known in self.closest(word, _COMPARED) if known[:1] == word[:1])
        return next((known for known in near if slips(word, known) <= most), None)

    def _letters_of(self, word: str) -> int:
        """The letters of a word as bits, so that the letters two words share can be counted at once."""
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
    """Difflib's ratio: the letters that two words share, as a share of all their letters."""
    return 2.0 * shared / length if length else 1.0


def _positions(word: str) -> dict[str, int]:
    """The positions of each letter of a word, as bits."""
    positions: dict[str, int] = {}
    for index, letter in enumerate(word):
        positions[letter] = positions.get(letter, 0) | 1 << index
    return positions


def _in_order(word: str, positions: dict[str, int]) -> int:
    """How many letters a word shares, in order, with another, given the positions of that one's letters.

    This is the length of the longest common subsequence, computed a row of the table at a time (Hyyrö 2004).
    """
    row = -1
    for letter in word:
        fits = row & positions.get(letter, 0)
        row = (row + fits) | (row - fits)
    return (~row).bit_count()


def slips(word: str, other: str) -> int:
    """How many slips lie between two words: a letter added, missing, wrong, or swapped with its neighbour."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for index, letter in enumerate(word):
        last, before, row = before, row, [index + 1]
        for at, wanted in enumerate(other):
            least = min(before[at] + (letter != wanted), before[at + 1] + 1, row[at] + 1)
            if index and at and letter == other[at - 1] and wanted == word[index - 1]:
                least = min(least, last[at - 1] + 1)
            row.append(least)
    return row[-1]


LONGEST = 100
"""The longest word, in characters, for which a known one is suggested."""


def nearest(word: str, known: Sequence[str]) -> str | None:
    """The known word that may have been mistyped as the given one, or None.

    Nothing is suggested for words over 100 characters: the measure takes quadratic time.
    """
    if len(word) > LONGEST:
        return None
    folded = {item.casefold(): item for item in known}
    found = Likeness(folded).mistyped(word.casefold())
    return folded[found] if found is not None else None


def did_you_mean(typed: str, known: Iterable[str]) -> str:
    """The end of a message that suggests the nearest known word; empty where none is near."""
    near = nearest(typed, list(known))
    return f'; did you mean "{one_line(near)}"?' if near else ""
