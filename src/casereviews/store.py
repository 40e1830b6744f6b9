"""Collections as a database: SQLite with full-text search.

A store is compiled in memory, so that plain use writes nothing anywhere. It can be kept as bytes and opened again,
which the package does for the bundled collection: its start-up then reads no YAML.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from .text import fold
from .vocabulary import KINDS, Term, Vocabulary

if TYPE_CHECKING:
    from .model import Collection, Review

NOT_STATED = "not-stated"
"""What stands, wherever a filter or a count needs a word, for what the source does not say."""

MARKS = ("\x01", "\x02")
"""The characters that search sets before and after a word it found."""

VERSION = 2
"""Of the tables; one that is opened must have the same."""

_TABLES = f"""
PRAGMA user_version = {VERSION};
CREATE TABLE source (name TEXT NOT NULL, data BLOB NOT NULL);    -- the files that a kept store was compiled from
CREATE TABLE collection (record TEXT NOT NULL);                  -- as JSON
CREATE TABLE term (kind TEXT NOT NULL, record TEXT NOT NULL);    -- the vocabulary's terms as JSON, in its order
CREATE TABLE term_group (kind TEXT NOT NULL, slug TEXT NOT NULL, label TEXT NOT NULL);
CREATE TABLE review (
    number INTEGER PRIMARY KEY,  -- the place in its collection, collections in the order given
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    title TEXT NOT NULL,
    listed TEXT,
    incident_first TEXT,         -- the span of days that the incident's date can mean
    incident_last TEXT,
    age REAL,                    -- the youngest child's, in months
    record TEXT NOT NULL         -- the review as JSON
);
CREATE TABLE alias (review INTEGER NOT NULL, alias TEXT NOT NULL);  -- folded name, id and end of the id
CREATE TABLE child (review INTEGER NOT NULL, sex TEXT NOT NULL, age_from REAL, age_to REAL);
CREATE TABLE code (review INTEGER NOT NULL, kind TEXT NOT NULL, slug TEXT NOT NULL);
CREATE TABLE passage (
    number INTEGER PRIMARY KEY,
    review INTEGER NOT NULL,
    section TEXT NOT NULL,       -- title, summary, learning, recommendations, actions
    id TEXT NOT NULL,            -- the statement's, or the review's
    text TEXT NOT NULL,
    themes TEXT,                 -- as JSON
    agencies TEXT
);
CREATE TABLE passage_code (passage INTEGER NOT NULL, kind TEXT NOT NULL, slug TEXT NOT NULL);
"""

_INDEXES = """
CREATE INDEX alias_alias ON alias (alias);
CREATE INDEX child_review ON child (review);
CREATE INDEX code_slug ON code (kind, slug, review);
CREATE INDEX passage_review ON passage (review);
CREATE INDEX passage_id ON passage (id);
CREATE INDEX passage_code_slug ON passage_code (kind, slug, passage);
"""

# Beginnings of words are looked for in `words`, as they are written: a stem is often shorter than what was typed.
# The view keeps the marks out of what is searched; one character for one, so that offsets hold for the text itself.
_SEARCH = """
CREATE VIEW searchable AS
    SELECT number, replace(replace(text, char(1), ' '), char(2), ' ') AS text FROM passage;
CREATE VIRTUAL TABLE search USING fts5(
    text, content='searchable', content_rowid='number', tokenize='porter unicode61 remove_diacritics 2'
);
INSERT INTO search (search) VALUES ('rebuild');
CREATE VIRTUAL TABLE words USING fts5(
    text, content='searchable', content_rowid='number', tokenize='unicode61 remove_diacritics 2'
);
INSERT INTO words (words) VALUES ('rebuild');
"""


class Store:
    """A database of reviews, with the vocabulary; `query` and `search` know the questions to ask of it."""

    def __init__(self, database: sqlite3.Connection) -> None:
        """Take a database that has the tables."""
        self.database = database

    @classmethod
    def compile(cls, collections: Iterable[Collection], terms: Vocabulary) -> Store:
        """A new store of collections, in memory."""
        store = cls(sqlite3.connect(":memory:", isolation_level=None))
        store.database.executescript(_TABLES)
        store.database.execute("BEGIN")
        _add_vocabulary(store.database, terms)
        for collection in collections:
            _add_collection(store.database, collection)
        store.database.execute("COMMIT")
        store.database.executescript(_INDEXES)
        return store

    @classmethod
    def open(cls, data: bytes, sources: Mapping[str, bytes]) -> Store | None:
        """The store that `keep` made of the same sources; None where it was made of others, or cannot be opened."""
        store = cls(sqlite3.connect(":memory:", isolation_level=None))
        try:
            store.database.deserialize(data)
            if store.ask("PRAGMA user_version").fetchone() != (VERSION,):
                return None
            if dict(store.ask("SELECT name, data FROM source").fetchall()) != sources:
                return None
        except (sqlite3.Error, AttributeError, MemoryError):  # damaged, or a SQLite without deserialize
            return None
        return store

    def keep(self, sources: Mapping[str, bytes]) -> bytes:
        """The store with its index as bytes, to be opened while the sources that it was compiled from are the same."""
        self.index()
        self.database.execute("DELETE FROM source")
        self.database.executemany("INSERT INTO source VALUES (?, ?)", sources.items())
        self.database.execute("VACUUM")
        return self.database.serialize()

    def ask(self, sql: str, parameters: Iterable[Any] = ()) -> sqlite3.Cursor:
        """The rows that answer a statement."""
        return self.database.execute(sql, tuple(parameters))

    def index(self) -> None:
        """Make the text searchable, which only some questions need."""
        if not self.ask("SELECT 1 FROM sqlite_master WHERE name = 'search'").fetchone():
            self.database.executescript(_SEARCH)

    def collections(self) -> list[dict[str, Any]]:
        """The collections in use, as records."""
        return [json.loads(record) for (record,) in self.ask("SELECT record FROM collection ORDER BY rowid")]

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The terms."""
        groups: dict[str, dict[str, str]] = {}
        for kind, slug, label in self.ask("SELECT kind, slug, label FROM term_group ORDER BY rowid"):
            groups.setdefault(kind, {})[slug] = label
        rows = self.ask("SELECT record FROM term ORDER BY rowid")
        return Vocabulary((_term(json.loads(record)) for (record,) in rows), groups)


def _term(record: dict[str, Any]) -> Term:
    return Term(**{**record, "synonyms": tuple(record["synonyms"])})


def _add_vocabulary(database: sqlite3.Connection, terms: Vocabulary) -> None:
    for kind in KINDS:
        rows = [
            (kind, json.dumps({**term._asdict(), "avoid": dict(term.avoid)})) for term in terms.terms(kind).values()
        ]
        database.executemany("INSERT INTO term VALUES (?, ?)", rows)
        groups = terms.groups.get(kind, {})
        database.executemany("INSERT INTO term_group VALUES (?, ?, ?)", [(kind, *group) for group in groups.items()])


def _add_collection(database: sqlite3.Connection, collection: Collection) -> None:
    record = {
        "id": collection.id,
        "file": collection.file,
        "title": collection.title,
        "listed": str(collection.listed) if collection.listed else None,
        "source": collection.source,
        "headline_reviews": collection.headline_reviews,
        "topics": list(collection.topics) if collection.topics is not None else None,
        "notice": collection.notice,
        "reviews": len(collection.reviews),
    }
    database.execute("INSERT INTO collection VALUES (?)", [json.dumps(record, ensure_ascii=False)])
    _Rows(database).add(collection.reviews)


class _Rows:
    """Gathers the rows of reviews, and inserts them table by table."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self.database = database
        self.number: int = database.execute("SELECT coalesce(max(number), 0) FROM review").fetchone()[0]
        self.passage: int = database.execute("SELECT coalesce(max(number), 0) FROM passage").fetchone()[0]
        self.tables: dict[str, list[tuple[Any, ...]]] = {
            table: [] for table in ("review", "alias", "child", "code", "passage", "passage_code")
        }

    def add(self, reviews: Iterable[Review]) -> None:
        """Insert every review."""
        for review in reviews:
            self.number += 1
            self.add_review(review)
            self.add_children(review)
            self.add_passages(review)
        for table, rows in self.tables.items():
            if rows:
                places = ", ".join("?" * len(rows[0]))
                self.database.executemany(f"INSERT INTO {table} VALUES ({places})", rows)

    def add_review(self, review: Review) -> None:
        """The review itself, what it can be called, and its codes."""
        incident = review.incident_date
        ages = [child.age.in_months for child in review.children or () if child.age]
        record = json.dumps(review.to_dict(), ensure_ascii=False)
        self.tables["review"].append(
            (
                self.number, review.id, review.name, review.title,
                str(review.listed) if review.listed else None,
                incident.first.isoformat() if incident else None,
                incident.last.isoformat() if incident else None,
                min(ages, default=None), record,
            )
        )  # fmt: skip
        aliases = {fold(review.name), fold(review.id), fold(review.id.rpartition("/")[2])}
        self.tables["alias"] += [(self.number, alias) for alias in sorted(aliases)]
        codes = {
            "harm": review.harms,
            "factor": review.factors,
            "outcome": (review.outcome,) if review.outcome else None,
            "type": (review.review_type,) if review.review_type else None,
            "theme": review.themes,
            "agency": review.agencies,
        }
        for kind, slugs in codes.items():
            stated = (NOT_STATED,) if slugs is None else slugs
            self.tables["code"] += [(self.number, kind, slug) for slug in stated]

    def add_children(self, review: Review) -> None:
        """Each child's sex, and the span of months that the age can mean."""
        if review.children is None:
            self.tables["child"].append((self.number, NOT_STATED, None, None))
        for child in review.children or ():
            span = child.age.span if child.age else (None, None)
            self.tables["child"].append((self.number, child.sex or NOT_STATED, *span))

    def add_passages(self, review: Review) -> None:
        """The texts that can be searched: title, summary and statements."""
        titles = [review.title]
        if fold(review.name) not in fold(review.title):
            titles.append(review.name)
        for title in titles:
            self.add_passage("title", review.id, title)
        if review.summary is not None:
            self.add_passage("summary", review.id, review.summary)
        for statement in review.statements:
            self.add_passage(statement.section, statement.id, statement.text, statement.themes, statement.agencies)

    def add_passage(
        self,
        section: str,
        identity: str,
        text: str,
        themes: tuple[str, ...] | None = None,
        agencies: tuple[str, ...] | None = None,
    ) -> None:
        """One text with its codes."""
        self.passage += 1
        coded = [json.dumps(slugs) if slugs is not None else None for slugs in (themes, agencies)]
        self.tables["passage"].append((self.passage, self.number, section, identity, text.replace("\0", " "), *coded))
        for kind, slugs in (("theme", themes), ("agency", agencies)):
            stated = (NOT_STATED,) if slugs is None else slugs
            self.tables["passage_code"] += [(self.passage, kind, slug) for slug in stated]
