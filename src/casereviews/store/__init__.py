"""Collections as a database: SQLite with full-text search.

A small store is compiled in memory, so that ordinary use writes no files. It can be saved as bytes and opened again, as
the package does for the bundled collection, so that start-up reads no YAML. A large store is a file in the cache.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from ..database import checksum, connect
from ..vocabulary import APART, KINDS, Term, Vocabulary
from .tables import CHECKED_VIEWS, VERSION


def _check(number: int, text: bytes, expected: int) -> int:
    """1, for use in SQL. Raises ValueError where the text of a row has another checksum."""
    if checksum(text, number) != expected:
        raise ValueError("damaged")
    return 1


class Store:
    """A database of reviews with their vocabulary; `answers` and `search` query it."""

    def __init__(self, database: sqlite3.Connection) -> None:
        """Take a database that has the tables."""
        self.database = database
        self.on_disk = False  # whether it is read while in use
        self.held_to: str | None = None  # the coding whose codes alone it has
        self.entry: tuple[Sequence[str], Sequence[str]] | None = None
        """Where it is kept in the cache: the files that it was compiled from, and those of terms."""
        self.files: list[str] | None = None  # as they are named in this run, the bundled collection among them

    @classmethod
    def open(cls, data: bytes, sources: Mapping[str, bytes]) -> Store | None:
        """The store that `keep` saved for the same sources; None where they differ, or it cannot be opened."""
        store = cls.load(data)
        try:
            if store and store.ask("SELECT * FROM source").fetchall() == _source_rows(sources):
                return store
        except sqlite3.Error:  # damaged
            pass
        return None

    @classmethod
    def load(cls, data: bytes) -> Store | None:
        """The store that the bytes hold, in memory; None where they hold none, or SQLite cannot load them."""
        store = cls(connect())
        try:
            store.database.deserialize(data)
        except (sqlite3.Error, AttributeError, MemoryError):  # not every SQLite has deserialize
            return None
        return store if store._is_of_today() else None

    @classmethod
    def open_file(cls, path: str) -> Store | None:
        """The store in a file, which must not change while it is open; None where it cannot be opened."""
        from urllib.parse import quote

        try:
            store = cls(connect(f"file:{quote(path)}?mode=ro&immutable=1", uri=True))
            store.database.create_function("checked", 3, _check, deterministic=True)
            store.database.executescript(CHECKED_VIEWS)
        except (sqlite3.Error, UnicodeError):  # SQLite's message on damaged tables may not be text
            return None
        store.on_disk = True
        return store if store._is_of_today() else None

    def _is_of_today(self) -> bool:
        """Whether the database can be read, and has the tables of this version."""
        try:
            version: tuple[int] = self.ask("PRAGMA user_version").fetchone()
        except sqlite3.Error:
            return False
        return version == (VERSION,)

    def keep(self, sources: Mapping[str, bytes]) -> bytes:
        """The store as bytes, which `open` accepts while the sources it was compiled from are the same."""
        self.database.execute("DELETE FROM source")
        self.database.executemany("INSERT INTO source VALUES (?, ?, ?)", _source_rows(sources))
        self.database.execute("VACUUM")
        return self.database.serialize()

    def keep_matched(self, numbers: Iterable[int]) -> None:
        """Note the passages that a search found, for filters that refer to them."""
        self.database.execute("CREATE TEMP TABLE IF NOT EXISTS matched (number INTEGER PRIMARY KEY)")
        self.database.execute("DELETE FROM temp.matched")
        self.database.executemany("INSERT INTO temp.matched VALUES (?)", ((number,) for number in numbers))

    def ask(self, sql: str, parameters: Iterable[object] = ()) -> sqlite3.Cursor:
        """The rows that an SQL statement gives."""
        return self.database.execute(sql, tuple(parameters))

    def finds(self, expression: str) -> bool:
        """Whether any review matches an FTS5 expression."""
        return self.ask("SELECT 1 FROM search WHERE search MATCH ? LIMIT 1", [expression]).fetchone() is not None

    def numbers(self, sql: str, parameters: Iterable[object] = ()) -> list[int]:
        """The numbers that an SQL statement with one column gives."""
        return [number for (number,) in self.ask(sql, parameters)]

    def pick(self, sql: str, numbers: Sequence[int]) -> Iterator[tuple[Any, ...]]:
        """The rows of some numbers, in the order given. `{}` in the SQL takes these; a row begins with its own."""
        rows = {row[0]: row for row in self.ask(sql.format(", ".join("?" * len(numbers))), numbers)}
        return (rows[number] for number in numbers)

    @cached_property
    def not_read(self) -> dict[str, int]:
        """Of how many reviews nobody has read a field, and nothing was read: by the field, if there are any."""
        return dict(self.ask("SELECT field, not_read FROM stated WHERE not_read ORDER BY rowid"))

    def collections(self) -> list[dict[str, Any]]:
        """The collections in use, as records."""
        rows = [(number, json.loads(record)) for number, record in self.ask("SELECT * FROM collection ORDER BY rowid")]
        if self.files is None:
            return [record for _, record in rows]
        return [{**record, "file": self.files[number]} for number, record in rows]

    def left_out(self) -> list[int]:
        """The numbers of the files that are left out, as they are not collections."""
        return self.numbers("SELECT source FROM left_out ORDER BY source")

    def remarks(self) -> list[str]:
        """Notes on the files: which are left out, and which reviews are in several of them."""
        files = self.files
        if files is None:  # it is the bundled one
            return []
        lines = [f"{files[number]} {what}" for number, what in self.ask("SELECT * FROM left_out")]
        rows = self.ask("SELECT * FROM remark ORDER BY rowid")
        return lines + [text.format(*[files[number] for number in json.loads(numbers)]) for text, numbers in rows]

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The terms."""
        groups: dict[str, dict[str, str]] = {}
        for kind, slug, label in self.ask("SELECT kind, slug, label FROM term_group ORDER BY rowid"):
            groups.setdefault(kind, {})[slug] = label
        rows = self.ask("SELECT record FROM term ORDER BY rowid")
        return Vocabulary((_term(json.loads(record)) for (record,) in rows), groups)

    def questions(self, kind: str, slug: str) -> list[str]:
        """What a team may ask itself about a term."""
        asked = "SELECT word FROM lay WHERE kind = ? AND slug = ? AND layer = 'question' ORDER BY rowid"
        return [text for (text,) in self.ask(asked, [kind, slug])]

    @cached_property
    def whole_vocabulary(self) -> Vocabulary:
        """The terms with what is kept apart, their everyday words and questions, and with the equals."""
        words: dict[tuple[str, str], dict[str, list[str]]] = {}
        for word, kind, slug, layer in self.ask("SELECT * FROM lay ORDER BY rowid"):
            words.setdefault((kind, slug), {}).setdefault(APART[layer], []).append(word)
        equals: dict[int, list[str]] = {}
        for number, word in self.ask("SELECT number, words FROM equal ORDER BY rowid"):
            equals.setdefault(number, []).append(word)
        known = self.vocabulary
        terms = (term for kind in KINDS for term in known.terms(kind).values())
        return Vocabulary(
            (term.joined({}, words.get((term.kind, term.slug), {})) for term in terms),
            known.groups,
            map(tuple, equals.values()),
        )


def _source_rows(sources: Mapping[str, bytes]) -> list[tuple[str, int, int]]:
    """What a saved store notes of its sources: the name, length and checksum of each."""
    return [(name, len(data), zlib.crc32(data)) for name, data in sources.items()]


def _term(record: dict[str, Any]) -> Term:
    words = {key: tuple(record[key]) for key in ("synonyms", "narrower", "cues", "former", "related")}
    return Term(**{**record, **words})
