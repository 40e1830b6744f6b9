"""Cues: the words by which a term is coded."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from ..vocabulary import Term

MOST_BETWEEN = 3
"""The most words that three dots of a cue can stand for."""

WORD = re.compile(r"[^\W_]+")


class Cue(NamedTuple):
    """A cue, taken apart into what the words of a text are compared with."""

    kind: str
    slug: str
    runs: tuple[tuple[frozenset[str], ...], ...]
    """The words, parted where others may be between: of each its alternatives, as stems or, after `=`, as they are."""
    weak: bool
    bars: bool
    """Whether the words, where they stand so, are not those of the term."""
    others: tuple[frozenset[str], ...]
    """The words after the first, which a sentence must have for a match to be worth trying."""
    text: str
    """As it is written."""


def cues_of(term: Term) -> Iterable[str]:
    """What is looked for: the term's own words and its cues. A cue that only bars a word takes that word away."""
    barred = {" ".join(words_of(cue)) for cue in term.cues if cue.startswith("!")}
    own = term.names if term.kind != "type" else ()
    return [*(word for word in own if " ".join(words_of(word)) not in barred), *term.cues]


def expanded(cue: str) -> list[str]:
    """The cue, once for each of its alternatives that are several words, as `face-to-face/personal` has one."""
    before, after = "!" if cue.startswith("!") else "", "?" if cue.endswith("?") else ""
    cues = [cue.strip("!? ")]
    for piece in cues[0].split():
        if "/" in piece and len(words_of(piece)) > piece.count("/") + 1:
            cues = [one.replace(piece, word, 1) for one in cues for word in piece.split("/")]
    return [f"{before}{one}{after}" for one in cues]


def is_abbreviation(word: str) -> bool:
    """Whether a word stands in capitals, and so means no other: `MASH`, `ICON`."""
    return len(word) > 1 and word.isupper() and not word.isdecimal()


def words_of(text: str) -> list[str]:
    """The words of a text, as the index has them."""
    return [plain(found) for found in WORD.findall(text)]


def plain(word: str) -> str:
    """A word as the index has it: in lower case, without marks on its letters."""
    if word.isascii():
        return word.lower()
    return "".join(
        letter for letter in unicodedata.normalize("NFKD", word) if not unicodedata.combining(letter)
    ).lower()
