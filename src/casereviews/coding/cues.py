"""Cues: the words by which a term is coded."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from ..vocabulary import Term

MOST_BETWEEN = 6
"""The most words that three dots of a cue can stand for."""

_WORD = re.compile(r"[^\W_]+")


class _Cue(NamedTuple):
    kind: str
    slug: str
    runs: tuple[tuple[frozenset[str], ...], ...]
    """The words, parted where others may be between: of each its alternatives, as stems or, after `=`, as they are."""
    weak: bool
    bars: bool
    """Whether the words, where they stand so, are not those of the term."""
    others: tuple[frozenset[str], ...]
    """The words after the first, which a sentence must have for a match to be worth trying."""


def _cues_of(term: Term) -> Iterable[str]:
    """What is looked for: the term's own words and its cues. A cue that only bars a word takes that word away."""
    barred = {" ".join(_words(cue)) for cue in term.cues if cue.startswith("!")}
    own = term.names if term.kind != "type" else ()
    return [*(word for word in own if " ".join(_words(word)) not in barred), *term.cues]


def _expanded(cue: str) -> list[str]:
    """The cue, once for each of its alternatives that are several words, as `face-to-face/personal` has one."""
    before, after = "!" if cue.startswith("!") else "", "?" if cue.endswith("?") else ""
    cues = [cue.strip("!? ")]
    for piece in cues[0].split():
        if "/" in piece and len(_words(piece)) > piece.count("/") + 1:
            cues = [one.replace(piece, word, 1) for one in cues for word in piece.split("/")]
    return [f"{before}{one}{after}" for one in cues]


def _is_abbreviation(word: str) -> bool:
    """Whether a word stands in capitals, and so means no other: `MASH`, `ICON`."""
    return len(word) > 1 and word.isupper() and not word.isdecimal()


def _words(text: str) -> list[str]:
    return [_plain(found) for found in _WORD.findall(text)]


def _plain(word: str) -> str:
    """A word as the index has it: in lower case, without marks on its letters."""
    if word.isascii():
        return word.lower()
    return "".join(
        letter for letter in unicodedata.normalize("NFKD", word) if not unicodedata.combining(letter)
    ).lower()
