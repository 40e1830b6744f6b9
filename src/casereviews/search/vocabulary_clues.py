"""The clues that the vocabulary gives for a word: other names, and the codes of terms that it means or is near to."""

from __future__ import annotations

from collections.abc import Sequence

from ..stemming import stems
from ..store import Store
from ..store.tables import code_token
from ..text import fold, one_line
from ..vocabulary import Term
from .clues import DIRECT, RELATED, SPOKEN_OF, Clue, phrase_of
from .everyday import LAY, NAME, NARROWER, Everyday
from .notes import SMALL, code_label

_OTHER_NAME, _NAME_OF_LAY = 0.9, 0.7
_CODED, _CODED_LAY, _WIDER = 0.7, 0.65, 0.5
_LEAST_SHARE = 0.1  # of the names with a word, for a term to be a clue


class VocabularyClues:
    """Finds clues in the vocabulary of a store."""

    def __init__(self, store: Store, everyday: Everyday) -> None:
        """Take the store, and its word tables."""
        self.store = store
        self.everyday = everyday

    def abbreviated(self, words: Sequence[str], found: Sequence[tuple[Term, str]]) -> list[Clue]:
        """An abbreviation as texts may have it with full stops; its letters are then words of the index."""
        names = [name for term, _ in found for name in term.names if fold(name) == fold(words[0]) and name.isupper()]
        if len(words) > 1 or not names or not words[0].isalpha():
            return []
        return [Clue(f'"{" ".join(words[0])}"', words[0], "word", DIRECT)]

    def other_names(self, found: Sequence[tuple[Term, str]], stem: str) -> list[Clue]:
        """Clues of the other names of the terms that a word is for."""
        clues = []
        for term, layer in found:
            if layer == NARROWER:
                typed = _spelt(term, stem)
                clues += [
                    Clue(phrase_of(name), one_line(name), "synonym", _OTHER_NAME)
                    for name in term.narrower
                    if _are_initials(stem, name) or any(_are_initials(fold(name), own) for own in typed)
                ]
            if layer in (NAME, LAY):
                worth, how = (_OTHER_NAME, "synonym") if layer == NAME else (_NAME_OF_LAY, "everyday")
                names = [name for name in (term.label, *term.synonyms, *term.avoid) if name not in term.narrower]
                own = stems([fold(name) for name in names])
                clues += [
                    Clue(phrase_of(name), one_line(name), how, worth)
                    for name, of_name in zip(names, own, strict=True)
                    if of_name and f" {stem} " not in f" {' '.join(of_name)} "
                ]
        return clues

    def by_equals(self, equals: Sequence[str]) -> list[tuple[Term, str]]:
        """The terms named by equals of a word, as if the word were an everyday one for them."""
        own = [" ".join(one) for one in stems([fold(word) for word in equals])] if equals else []
        terms = [term for one in own for term, layer in self.everyday.terms(one) if layer == NAME]
        return [(term, LAY) for term in {(term.kind, term.slug): term for term in terms}.values()]

    def codes(self, found: Sequence[tuple[Term, str]]) -> list[Clue]:
        """Clues of the codes of the terms that a word is for, and of related terms."""
        worths = {NAME: _CODED, LAY: _CODED_LAY}
        own = [(term, "code", worths[layer]) for term, layer in found if layer in worths]
        related = [
            (other, "related", RELATED)
            for term, layer in found
            if layer in worths
            for other in self.everyday.related(term)
        ]
        return [
            Clue(code_token(term.kind, term.slug), code_label(term), how, worth) for term, how, worth in own + related
        ]

    def wider(self, found: Sequence[tuple[Term, str]]) -> list[Clue]:
        """Clues of the codes and names of terms that a word covers only in part."""
        return [clue for term, layer in found if layer == NARROWER for clue in _near(term, "wider", _WIDER)]

    def spoken_of(self, stem: str) -> list[Clue]:
        """Clues of the codes and names of terms with a word in their names."""
        shares = self.everyday.spoken_of(stem)
        return [
            clue
            for (kind, slug), share in sorted(shares.items(), key=lambda pair: -pair[1])
            if share >= _LEAST_SHARE
            for clue in _near(self.store.vocabulary.terms(kind)[slug], "subject", SPOKEN_OF * share**0.5)
        ]


def _near(term: Term, how: str, worth: float) -> list[Clue]:
    """Clues of a term's code and, unless it is an agency, its names: statements have the words, not the codes."""
    names = [] if term.kind == "agency" else [term.label, *term.synonyms]
    return [
        Clue(code_token(term.kind, term.slug), code_label(term), how, worth),
        *(Clue(phrase_of(name), one_line(name), how, worth) for name in names),
    ]


def known_by(term: Term) -> str:
    """A term's code and all its names, in FTS5's quoting."""
    return " OR ".join([code_token(term.kind, term.slug), *map(phrase_of, term.names)])


def _spelt(term: Term, stem: str) -> list[str]:
    """The narrower words of a term with these stems."""
    own = stems([fold(name) for name in term.narrower])
    return [name for name, of_name in zip(term.narrower, own, strict=True) if " ".join(of_name) == stem]


def _are_initials(short: str, name: str) -> bool:
    """Whether letters are the initials of a name: GBH for grievous bodily harm."""
    words = fold(name).split()
    return len(words) > 1 and short in ("".join(word[0] for word in each) for each in (words, _telling(words)))


def _telling(words: Sequence[str]) -> list[str]:
    return [word for word in words if word not in SMALL]
