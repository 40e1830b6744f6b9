"""The tables of a store with the words of its vocabulary, for search.

Most of the work of making them is stemming. So where another store has the same terms, or most of them, its rows are
copied, and only new words are stemmed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from .. import stemming
from ..text import fold
from ..vocabulary import APART, KINDS, LAY_LAYERS, Code, Term, Vocabulary

if TYPE_CHECKING:
    from . import Store

WordRow = tuple[str, ...]
"""The stems of a word, or the word itself; the kind and the slug of its term, and its layer."""

_TABLES = ("synonym", "lay", "equal", "vocabulary_word")


def fill(database: sqlite3.Connection, terms: Vocabulary, known: Store | None) -> None:
    """Fill the empty tables of a database that is not in a transaction.

    A known store has the same terms, which may then be given without their everyday words, or some of them.
    """
    is_same = known is not None and terms is known.vocabulary
    copied = known if known and _attach(database, known) else None
    database.execute("BEGIN")
    if copied and is_same:
        for table in _TABLES:
            database.execute(f"INSERT INTO main.{table} SELECT * FROM known.{table}")
    else:
        whole = known.whole_vocabulary if known and is_same else terms
        _add(database, whole, copied.whole_vocabulary if copied else None)
    database.execute("COMMIT")
    if copied:
        database.execute("DETACH known")


def _attach(database: sqlite3.Connection, known: Store) -> bool:
    """Whether a copy of a store could be attached; copying row by row takes five times as long."""
    database.execute("ATTACH ':memory:' AS known")
    try:
        database.deserialize(known.database.serialize(), name="known")
    except AttributeError:  # not every SQLite has deserialize
        database.execute("DETACH known")
        return False
    return True


def _add(database: sqlite3.Connection, terms: Vocabulary, had: Vocabulary | None) -> None:
    """Add the words of terms and of equals; `had` is the vocabulary of the attached store, where there is one."""
    kept = {(term.kind, term.slug) for term in _all(terms) if had and had.terms(term.kind).get(term.slug) == term}
    own = [term for term in _all(terms) if (term.kind, term.slug) not in kept]
    _add_by_term(database, "synonym", terms, kept, _synonyms(own))
    _add_by_term(database, "lay", terms, kept, _lay(own))
    if had:
        database.execute("INSERT INTO main.equal SELECT * FROM known.equal")
        database.execute("INSERT INTO main.vocabulary_word SELECT * FROM known.vocabulary_word")
    new = [*enumerate(terms.equals, 1)][len(had.equals) if had else 0 :]  # a person's own come after the known ones
    database.executemany("INSERT INTO main.equal VALUES (?, ?, ?)", _equals(new))
    words = [(word,) for word in _words(own, [group for _, group in new])]
    database.executemany("INSERT OR IGNORE INTO main.vocabulary_word VALUES (?)", words)


def _add_by_term(
    database: sqlite3.Connection, table: str, terms: Vocabulary, kept: Collection[Code], rows: Iterable[WordRow]
) -> None:
    """Add rows to a table in the order of the terms; those of the terms that are kept are copied."""
    of_own: dict[Code, list[WordRow]] = {}
    for row in rows:
        of_own.setdefault((row[1], row[2]), []).append(row)
    spans = _spans(database, table) if kept else {}
    for code in ((term.kind, term.slug) for term in _all(terms)):
        if code not in kept:
            database.executemany(f"INSERT INTO main.{table} VALUES (?, ?, ?, ?)", of_own.get(code, ()))
        elif code in spans:
            copied = f"SELECT * FROM known.{table} WHERE rowid BETWEEN ? AND ?"
            database.execute(f"INSERT INTO main.{table} {copied}", spans[code])


def _spans(database: sqlite3.Connection, table: str) -> dict[Code, tuple[int, int]]:
    """The numbers of the first and the last row of each term in the attached store."""
    rows = database.execute(f"SELECT kind, slug, min(rowid), max(rowid) FROM known.{table} GROUP BY kind, slug")
    return {(kind, slug): (first, last) for kind, slug, first, last in rows}


def _all(terms: Vocabulary) -> Iterator[Term]:
    return (term for kind in KINDS for term in terms.terms(kind).values())


def _synonyms(terms: Iterable[Term]) -> Iterator[WordRow]:
    """For every word of some terms: its stems, the term's kind and slug, and the strongest layer that has it."""
    words = [(word, layer, term) for term in terms for layer, of_layer in _layers(term) for word in of_layer]
    layers: dict[tuple[str, str, str], str] = {}
    for stems, (_, layer, term) in zip(_stems(word for word, _, _ in words), words, strict=True):
        if stems:
            layers.setdefault((stems, term.kind, term.slug), layer)
    return ((*word, layer) for word, layer in layers.items())


def _layers(term: Term) -> Iterator[tuple[str, Iterable[str]]]:
    """The words for a term by their layers, the strongest first.

    A narrower word is not a name, even where it is in `avoid` too.
    """
    yield "name", (term.slug, term.label, *term.synonyms, *(word for word in term.avoid if word not in term.narrower))
    yield "narrower", term.narrower
    for layer, name in LAY_LAYERS.items():
        yield layer, getattr(term, name)


def _equals(groups: Sequence[tuple[int, Sequence[str]]]) -> list[tuple[str, int, str]]:
    """For each word of some groups of equals: its stems, the number of its group, and the word."""
    words = [(number, word) for number, group in groups for word in group]
    stems = _stems(word for _, word in words)
    return [(own, number, word) for own, (number, word) in zip(stems, words, strict=True) if own]


def _lay(terms: Iterable[Term]) -> Iterator[WordRow]:
    """Each everyday word and each question of some terms, with the term's kind and slug and the layer."""
    return (
        (word, term.kind, term.slug, layer)
        for term in terms
        for layer, name in APART.items()
        for word in getattr(term, name)
    )


def _words(terms: Iterable[Term], groups: Iterable[Iterable[str]]) -> list[str]:
    """Every single word in the names and phrases of some terms, and in some equals."""
    texts = [word for term in terms for _, of_layer in _layers(term) for word in of_layer]
    texts += [word for group in groups for word in group]
    return sorted(set(stemming.words("\n".join(texts))))


def _stems(words: Iterable[str]) -> list[str]:
    """The stems of each word or phrase, with spaces between."""
    return [" ".join(stems) for stems in stemming.stems([fold(word) for word in words])]
