"""The tables of a store that have the words of its vocabulary, which search asks.

Most of their making is to stem each word. So where a store is known that has these terms, or most of them, its rows are
copied, and only what is new is stemmed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from .. import stemming
from ..text import fold
from ..vocabulary import KINDS, LAY_LAYERS, Term, Vocabulary

if TYPE_CHECKING:
    from . import Store

Row = tuple[str, ...]
"""The stems of a word, or the word itself; the kind and the slug of its term, and its layer."""

Code = tuple[str, str]
"""The kind and the slug of a term."""

_TABLES = ("synonym", "lay", "equal", "vocabulary_word")


def fill(database: sqlite3.Connection, terms: Vocabulary, known: Store | None) -> None:
    """Fill the empty tables of a database that is in no transaction.

    A known store has just these terms, which may then lack their everyday words, or those that others were added to.
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
    """Attach a copy of a store, for row by row takes five times as long; False where that cannot be."""
    database.execute("ATTACH ':memory:' AS known")
    try:
        database.deserialize(known.database.serialize(), name="known")
    except AttributeError:  # a SQLite may lack this
        database.execute("DETACH known")
        return False
    return True


def _add(database: sqlite3.Connection, terms: Vocabulary, had: Vocabulary | None) -> None:
    """Add the words of terms and of equals; `had` are those of the store that is attached, where there is one."""
    kept = {(term.kind, term.slug) for term in _all(terms) if had and had.terms(term.kind).get(term.slug) == term}
    own = [term for term in _all(terms) if (term.kind, term.slug) not in kept]
    _add_by_term(database, "synonym", terms, kept, _synonyms(own))
    _add_by_term(database, "lay", terms, kept, _lay(own))
    if had:
        database.execute("INSERT INTO main.equal SELECT * FROM known.equal")
        database.execute("INSERT INTO main.vocabulary_word SELECT * FROM known.vocabulary_word")
    new = [*enumerate(terms.equals, 1)][len(had.equals) if had else 0 :]  # own ones come after those that are known
    database.executemany("INSERT INTO main.equal VALUES (?, ?, ?)", _equals(new))
    words = [(word,) for word in _words(own, [group for _, group in new])]
    database.executemany("INSERT OR IGNORE INTO main.vocabulary_word VALUES (?)", words)


def _add_by_term(
    database: sqlite3.Connection, table: str, terms: Vocabulary, kept: Collection[Code], rows: Iterable[Row]
) -> None:
    """Add rows to a table in the order of the terms, with copies of those of the terms that are kept."""
    of_own: dict[Code, list[Row]] = {}
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
    """The first and the last row that the store that is attached has of each term."""
    rows = database.execute(f"SELECT kind, slug, min(rowid), max(rowid) FROM known.{table} GROUP BY kind, slug")
    return {(kind, slug): (first, last) for kind, slug, first, last in rows}


def _all(terms: Vocabulary) -> Iterator[Term]:
    return (term for kind in KINDS for term in terms.terms(kind).values())


def _synonyms(terms: Iterable[Term]) -> Iterator[Row]:
    """Every word for some terms: its stems, the term's kind and slug, and the strongest layer that has it."""
    words = [(word, layer, term) for term in terms for layer, of_layer in _layers(term) for word in of_layer]
    layers: dict[tuple[str, str, str], str] = {}
    for stems, (_, layer, term) in zip(_stems(word for word, _, _ in words), words, strict=True):
        if stems:
            layers.setdefault((stems, term.kind, term.slug), layer)
    return ((*word, layer) for word, layer in layers.items())


def _layers(term: Term) -> Iterator[tuple[str, Iterable[str]]]:
    """The words for a term by their layers, the strongest first.

    What is narrower is no name, though it may stand under `avoid` too.
    """
    yield "name", (term.slug, term.label, *term.synonyms, *(word for word in term.avoid if word not in term.narrower))
    yield "narrower", term.narrower
    for layer, name in LAY_LAYERS.items():
        yield layer, getattr(term, name)


def _equals(groups: Sequence[tuple[int, Sequence[str]]]) -> list[tuple[str, int, str]]:
    """Each word of some groups of equals: its stems, the number of its group, and the word."""
    words = [(number, word) for number, group in groups for word in group]
    stems = _stems(word for _, word in words)
    return [(own, number, word) for own, (number, word) in zip(stems, words, strict=True) if own]


def _lay(terms: Iterable[Term]) -> Iterator[Row]:
    """Each everyday word of some terms, with the term's kind and slug, and its layer."""
    return (
        (word, term.kind, term.slug, layer)
        for term in terms
        for layer, name in LAY_LAYERS.items()
        for word in getattr(term, name)
    )


def _words(terms: Iterable[Term], groups: Iterable[Iterable[str]]) -> list[str]:
    """Every word of the words for some terms, and of some equals."""
    texts = [word for term in terms for _, of_layer in _layers(term) for word in of_layer]
    texts += [word for group in groups for word in group]
    return sorted(set(stemming.words("\n".join(texts))))


def _stems(words: Iterable[str]) -> list[str]:
    """The stems of each word or phrase, with spaces between."""
    return [" ".join(stems) for stems in stemming.stems([fold(word) for word in words])]
