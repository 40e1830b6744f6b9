"""Looking up typed words in a collection and its vocabulary."""

from __future__ import annotations

from functools import partial

from ..errors import UsageError
from ..likeness import Likeness
from ..stemming import stems, words
from ..store import Store
from ..text import quoted
from ..vocabulary import Term
from .joined import forms, occurs
from .query_parser import Lookup

_MOST_BEGINNINGS = 1000
_LIKENESS = 0.82  # at which a word is worth suggesting, by difflib's ratio
_MOST_WORDS = 8  # of a phrase, for which suggestions are made
_SHORTEST, _LONGEST = 4, 40  # letters of a word for which another is suggested


def lookup(store: Store, expand: bool = True) -> Lookup:
    """The look-ups in a store that understanding a query needs."""

    def terms(found: str) -> list[Term]:
        rows = store.ask(
            "SELECT DISTINCT kind, slug FROM synonym WHERE stems = ? AND layer IN ('name', 'narrower') ORDER BY rowid",
            [found],
        )
        return [store.vocabulary.terms(kind)[slug] for kind, slug in rows.fetchall()]

    def beginning(text: str) -> list[str]:
        low = text.lower()
        rows = store.ask(
            "SELECT word FROM word WHERE word >= ? AND word < ? LIMIT ?",
            [low, low + "\U0010ffff", _MOST_BEGINNINGS + 1],
        )
        found = [word for (word,) in rows]
        if len(found) > _MOST_BEGINNINGS:
            raise UsageError(f"more than {_MOST_BEGINNINGS} words begin with {quoted(text)}", "write more letters")
        return found

    if not expand:
        return Lookup(stems, lambda found: [], beginning)
    return Lookup(stems, terms, beginning, partial(forms, store))


def near(store: Store, typed: str) -> str:
    """The words of the collection most like those that it lacks, quoted, for a suggestion."""
    suggested: dict[str, None] = {}
    for word in words(typed)[:_MOST_WORDS]:
        if not _SHORTEST <= len(word) <= _LONGEST or occurs(store, word):
            continue
        rows = store.ask(
            "SELECT word FROM word WHERE length(word) BETWEEN ? AND ? "
            "AND (substr(word, 1, 1) = ? OR substr(word, 2, 1) = ?)",
            [max(_SHORTEST, len(word) - 2), len(word) + 2, word[0], word[1]],
        )
        likely = [other for (other,) in rows]
        suggested |= dict.fromkeys(Likeness(likely).closest(word, 2, _LIKENESS))
    return " or ".join(f'"{word}"' for word in suggested)
