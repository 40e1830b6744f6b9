"""What a word is about that may be terms of several kinds: `neglect` is a theme, and a harm."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from ..errors import UsageError
from ..text import fold, listed, one_line, quoted
from .suggest import elsewhere

if TYPE_CHECKING:
    from ..vocabulary import Term, Vocabulary
    from ..wider import Wider

KINDS = ("theme", "harm", "factor", "agency", "outcome", "type")
"""The kinds of term in the order in which a topic tells them: what statements speak of comes first."""

_LISTED = "casereviews vocabulary lists them all"
_CALLED = {"type": "type of review"}


class Topic(NamedTuple):
    """What a word is about."""

    typed: str
    terms: tuple[Term, ...]
    notes: tuple[str, ...] = ()
    """How the word was read, in lines."""
    wider: tuple[Wider, ...] = ()
    """Those of the terms that cover more than the word says."""

    @property
    def codes(self) -> dict[str, tuple[str, ...]]:
        """The slugs of its terms by their kinds, as filters take them."""
        kinds = dict.fromkeys(term.kind for term in self.terms)
        return {kind: self.slugs(kind) for kind in kinds}

    @property
    def label(self) -> str:
        """What it is called: by the label of its one term, or of that which is called as was typed; or as was typed."""
        called = [term.label for term in self.terms if fold(term.label) == fold(self.typed)]
        labels = called or [term.label for term in self.terms]
        return labels[0] if called or len(labels) == 1 else self.typed[:1].upper() + self.typed[1:]

    def slugs(self, kind: str) -> tuple[str, ...]:
        """The slugs of its terms of a kind."""
        return tuple(term.slug for term in self.terms if term.kind == kind)


def _else(vocabulary: Vocabulary, typed: str, kinds: Sequence[str]) -> str:
    """What a word that is no term of some kinds is, or may have been: the end of a message, or empty."""
    near = (vocabulary.nearest_word(kind, typed) or vocabulary.part_of(kind, typed) for kind in kinds)
    meant = next(filter(None, near), None)
    return elsewhere(vocabulary, typed) or (f'; did you mean "{meant}"?' if meant else "")


def _typed(word: str) -> str:
    """A word as it is typed at a command line."""
    return word if word.isalnum() else quoted(word)


def topic_of(vocabulary: Vocabulary, typed: str, kinds: Sequence[str] = KINDS, command: str = "") -> Topic:
    """What a word is about: every term of the kinds that it means, with a line where it is of several kinds.

    Raises UsageError, with a suggestion, where it means none: of a command, to search for the word.
    """
    known = [meaning for kind in kinds if (meaning := vocabulary.meaning(kind, typed)) and meaning.terms]
    if not known:
        search = f"; {command} --search {_typed(typed)} looks for the word" if command and typed.strip() else ""
        raise UsageError(f"unknown term {quoted(typed)}{_else(vocabulary, typed, kinds)}{search}", _LISTED)
    terms = tuple(term for meaning in known for term in meaning.terms)
    notes = [meaning.note for meaning in known if meaning.note]
    if len(known) > 1:
        called = [f"the {_CALLED.get(term.kind, term.kind)} {term.label}" for term in terms]
        notes.insert(0, f"{one_line(typed)}: {listed(called, 'and')}")
    return Topic(typed, terms, tuple(notes), tuple(it for meaning in known for it in meaning.wider))
