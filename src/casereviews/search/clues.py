"""A question as parts, and the clues by which texts and reviews answer them."""

from __future__ import annotations

from typing import NamedTuple

from ..store.tables import OWN
from ..text import fold, whole_words
from ..vocabulary import Term
from .query_tree import CODES, SYNONYMS, WORDS, Operation, Query, Unit
from .spelling import Spelt

DIRECT, APART, RELATED, SPOKEN_OF = 1.0, 0.85, 0.4, 0.7
"""The worth of the words themselves, of all words of a row that are not side by side, of a related term, and of the
only term with the word in its names."""

SOME_APART = 0.5
"""The worth of some words of a row, times the share of the row that they are."""

SURE = RELATED
"""The least worth at which a part counts as found."""


def phrase_of(name: str) -> str:
    """A name of the vocabulary as it is searched for, in FTS5's quoting."""
    return f'"{whole_words(fold(name))}"'


class Clue(NamedTuple):
    """Something that answers a part of a question."""

    what: str
    """Words of texts, or a code as a word of the index, in FTS5's quoting."""
    shown: str
    """The words, or the label of a code."""
    how: str
    """`word`, `phrase`, `beginning`, `spelling`, `synonym`, `everyday`, `code`, `wider`, `related` or `subject`."""
    worth: float

    @property
    def is_code(self) -> bool:
        """Whether it is a code."""
        return self.what.startswith(OWN)

    @property
    def level(self) -> int | None:
        """The level of a query at which it is looked for; None for what is only near."""
        if self.is_near:
            return None
        return CODES if self.how == "code" else SYNONYMS if self.how in ("synonym", "everyday") else WORDS

    @property
    def is_near(self) -> bool:
        """Whether it leads only to a related subject: what it finds may not concern what was asked."""
        return self.how in ("wider", "related", "subject")


class Part(NamedTuple):
    """A part of a question: a word, a phrase, or a known row of words."""

    typed: str
    clues: tuple[Clue, ...]
    """The best first."""
    words: tuple[str, ...] = ()
    """For a row of words, those of them that tell something, in FTS5's quoting."""
    telling: float = 1.0
    """A factor of its weight where it is found somewhere, besides rarity."""
    lacking: float = 1.0
    """A factor of its weight where it is found nowhere."""
    name: str | None = None
    """The label of the term that it names, which must then be found for anything to be an answer."""
    known_by: tuple[str, ...] = ()
    """The codes and names of such terms, in FTS5's quoting."""

    @property
    def is_exact(self) -> bool:
        """Whether it can mean little else: a rare word, or a name, but not an everyday word for a term."""
        return self.lacking == 1 and (self.name is not None or all(clue.how != "code" for clue in self.clues))

    def unit(self) -> Unit:
        """The part as a unit of a query that requires all of its words."""
        direct = tuple(clue.what for clue in self.clues if clue.level == WORDS)
        others = tuple((clue.what, clue.shown) for clue in self.clues if clue.level == SYNONYMS)
        codes = tuple((clue.what, clue.shown) for clue in self.clues if clue.level == CODES)
        words = direct[:1] if len(direct) < 2 else (f"({' OR '.join(direct)})",)
        return Unit(self.typed, words, self.clues[0].how, others, codes)


class Question(NamedTuple):
    """What a person asks."""

    parts: tuple[Part, ...]
    phrase: str | None
    """The whole question as one phrase, where it has several words."""
    notes: tuple[str, ...]
    """Notes on how it was understood."""
    unclear: tuple[Spelt, ...]
    """Misspelt words that may be any of several others."""
    wider: tuple[tuple[str, Term], ...]
    """What was typed that covers only a part of a term, with the term."""

    def query(self) -> Query:
        """The question as a query that requires all of its parts."""
        return Query(Operation("and", tuple(part.unit() for part in self.parts)), self.phrase, self.notes)
