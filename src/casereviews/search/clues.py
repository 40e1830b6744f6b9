"""A question as parts, and the clues by which texts and reviews answer them."""

from __future__ import annotations

from typing import NamedTuple

from ..store.tables import OWN
from ..text import fold, whole_words
from ..vocabulary import Term
from .query_tree import CODES, SYNONYMS, WORDS, Node, Query, Unit
from .spelling import Spelt

DIRECT, APART, RELATED, SPOKEN_OF = 1.0, 0.85, 0.4, 0.7
"""The worth of the words themselves, of all words of a row that do not stand side by side, of a related term, and of a
term that alone is spoken of with the word."""

SOME_APART = 0.5
"""The worth of some words of a row, beside the share of them that they are."""

SURE = RELATED
"""The least worth of what counts as found."""


def phrase_of(name: str) -> str:
    """A word of the vocabulary as texts are searched for it, in FTS5's quoting."""
    return f'"{whole_words(fold(name))}"'


class Clue(NamedTuple):
    """Something that answers a part of a question."""

    what: str
    """In FTS5's quoting: words of texts, or a code as a word of the index."""
    shown: str
    """A code's label; of words, themselves."""
    how: str
    """`word`, `phrase`, `beginning`, `spelling`, `synonym`, `everyday`, `code`, `wider`, `related` or `subject`."""
    worth: float

    @property
    def is_code(self) -> bool:
        """Whether it is a code."""
        return self.what.startswith(OWN)

    @property
    def level(self) -> int | None:
        """The level of a query at which it is looked for; None for what is near only."""
        if self.is_near:
            return None
        return CODES if self.how == "code" else SYNONYMS if self.how in ("synonym", "everyday") else WORDS

    @property
    def is_near(self) -> bool:
        """Whether it only leads to a subject that is near: what it finds may say nothing of what was asked."""
        return self.how in ("wider", "related", "subject")


class Part(NamedTuple):
    """A word, a phrase, or a row of words that is known, of a question."""

    typed: str
    clues: tuple[Clue, ...]
    """The best first."""
    words: tuple[str, ...] = ()
    """Of a row of words, each that tells something, in FTS5's quoting."""
    telling: float = 1.0
    """How much it tells where it is found somewhere, beside its rarity."""
    lacking: float = 1.0
    """And where it is found nowhere."""
    name: str | None = None
    """The label of the term that it is a name of, which then must be found for anything to be an answer."""
    known_by: tuple[str, ...] = ()
    """The codes and the names of such terms, in FTS5's quoting."""

    @property
    def is_exact(self) -> bool:
        """Whether it can mean little else: a rare word, or a name; an everyday word for a term may be any other."""
        return self.lacking == 1 and (self.name is not None or all(clue.how != "code" for clue in self.clues))

    def unit(self) -> Unit:
        """The part as a query has it that wants all of its words."""
        direct = tuple(clue.what for clue in self.clues if clue.level == WORDS)
        others = tuple((clue.what, clue.shown) for clue in self.clues if clue.level == SYNONYMS)
        codes = tuple((clue.what, clue.shown) for clue in self.clues if clue.level == CODES)
        words = direct[:1] if len(direct) < 2 else (f"({' OR '.join(direct)})",)
        return Unit(self.typed, words, self.clues[0].how, others, codes)


class Question(NamedTuple):
    """What a person asks."""

    parts: tuple[Part, ...]
    phrase: str | None
    """All of it as one phrase, where it is several words."""
    notes: tuple[str, ...]
    """What is worth telling of how it was understood."""
    unclear: tuple[Spelt, ...]
    """Words that may be several others, misspelt."""
    wider: tuple[tuple[str, Term], ...]
    """What was typed that says only a part of a term, with the term."""

    def query(self) -> Query:
        """The question as a query that wants all of its parts."""
        return Query(Node("and", tuple(part.unit() for part in self.parts)), self.phrase, self.notes)
