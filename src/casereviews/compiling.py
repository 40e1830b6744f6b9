"""Compiling: from records to the tables and the full-text index of a store, with flat memory however many there are."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from . import stemming
from .model import SECTIONS
from .store import END, EVERY, NOT_STATED, OWN, VERSION, checksum, code_token, statement_tokens
from .text import fold
from .vocabulary import KINDS, Vocabulary

if TYPE_CHECKING:
    from .dataset import Place
    from .model import Collection, Review, Statement

STATED = (
    "review_type", "listed", "published", "area", "children", "age", "sex", "incident_date", "outcome", "harms",
    "factors", "summary", "learning", "recommendations", "actions",
)  # fmt: skip
"""The fields that a source may leave out, in the order of the record; age and sex are those of a child."""

_BATCH = 500  # reviews that are gathered before they are inserted

_TABLES = f"""
PRAGMA user_version = {VERSION};
CREATE TABLE source (name TEXT NOT NULL, data BLOB NOT NULL);    -- the files that a kept store was compiled from
CREATE TABLE collection (record TEXT NOT NULL);                  -- as JSON
CREATE TABLE stated (field TEXT NOT NULL, reviews INTEGER NOT NULL);  -- how many reviews state a field
CREATE TABLE term (kind TEXT NOT NULL, record TEXT NOT NULL);    -- the vocabulary's terms as JSON, in its order
CREATE TABLE term_group (kind TEXT NOT NULL, slug TEXT NOT NULL, label TEXT NOT NULL);
CREATE TABLE synonym (stems TEXT NOT NULL, kind TEXT NOT NULL, slug TEXT NOT NULL);  -- each word for a term, stemmed
CREATE TABLE word (word TEXT PRIMARY KEY) WITHOUT ROWID;         -- every word of the texts, in lower case
CREATE TABLE review (
    number INTEGER PRIMARY KEY,  -- the place in its collection, collections in the order given
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    title TEXT NOT NULL,
    listed TEXT,
    incident_first TEXT,         -- the span of days that the incident's date can mean
    incident_last TEXT,
    age REAL                     -- the youngest child's, in months; of one under an age, 0
);
CREATE TABLE record (            -- apart, for it is long
    number INTEGER PRIMARY KEY,
    record TEXT NOT NULL,        -- the review as JSON
    checksum INTEGER NOT NULL
);
CREATE TABLE alias (review INTEGER NOT NULL, alias TEXT NOT NULL);  -- folded name, id and end of the id
CREATE TABLE child (review INTEGER NOT NULL, sex TEXT NOT NULL, age_from REAL, age_to REAL);
CREATE TABLE code_term (
    number INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    slug TEXT NOT NULL,
    reviews INTEGER NOT NULL,    -- how many have it
    statements INTEGER NOT NULL  -- of themes
);
CREATE TABLE code (term INTEGER NOT NULL, review INTEGER NOT NULL, statements INTEGER NOT NULL);
CREATE TABLE passage (
    number INTEGER PRIMARY KEY,
    review INTEGER NOT NULL,
    section TEXT NOT NULL,       -- title, summary, learning, recommendations, actions
    id TEXT NOT NULL,            -- the statement's, or the review's
    text TEXT NOT NULL,
    themes TEXT,                 -- as JSON
    agencies TEXT,
    checksum INTEGER NOT NULL
);
CREATE VIRTUAL TABLE search USING fts5(
    title, summary, learning, recommendations, actions, content='', tokenize='{stemming.TOKENIZER}'
);
"""

_INDEXES = """
CREATE UNIQUE INDEX review_id ON review (id);
CREATE INDEX alias_alias ON alias (alias);
CREATE INDEX code_term_review ON code (term, review, statements);
CREATE INDEX passage_review ON passage (review);
CREATE INDEX passage_uncoded ON passage (review) WHERE section NOT IN ('title', 'summary') AND themes IS NULL;
INSERT INTO search (search) VALUES ('optimize');
"""

_INSERTS = {"review": 8, "record": 3, "alias": 2, "child": 4, "code": 3, "passage": 8}


Synonym = tuple[str, str, str]
"""The stems of a word for a term, with spaces between, and the term's kind and slug."""


class Compiler:
    """Fills an empty database. Nothing of it can be asked before `finish`."""

    def __init__(
        self, database: sqlite3.Connection, terms: Vocabulary, synonyms: Sequence[Synonym] | None = None
    ) -> None:
        """Take a new database, the terms, and their synonyms where these are known from another store."""
        self.database = database
        self.rows: dict[str, list[tuple[Any, ...]]] = {table: [] for table in _INSERTS}
        self.texts: list[tuple[Any, ...]] = []
        self.words: set[str] = set()
        self.tokens: set[str] = set()  # what stands between spaces, as far as it was seen: most is seen soon
        self.stated: Counter[str] = Counter()
        self.codes: dict[tuple[str, str], int] = {}
        self.reviews: Counter[int] = Counter()  # by code
        self.statements: Counter[int] = Counter()
        self.number = 0
        self.passage = 0
        database.executescript(_TABLES)
        database.execute("ATTACH '' AS scratch")  # on the disk once it is large
        database.execute(
            "CREATE TABLE scratch.seen (id TEXT PRIMARY KEY, file TEXT, line INT, column INT) WITHOUT ROWID"
        )
        database.execute("BEGIN")
        _add_vocabulary(database, terms)
        database.executemany("INSERT INTO synonym VALUES (?, ?, ?)", _synonyms(terms) if synonyms is None else synonyms)
        database.execute("CREATE INDEX synonym_stems ON synonym (stems)")

    def earlier(self, identity: str, place: Place) -> Place | None:
        """Note the id of a review; the place of an earlier one that has it."""
        done = self.database.execute("INSERT OR IGNORE INTO scratch.seen VALUES (?, ?, ?, ?)", (identity, *place))
        if done.rowcount:
            return None
        first: Place = self.database.execute(
            "SELECT file, line, column FROM scratch.seen WHERE id = ?", (identity,)
        ).fetchone()
        return first

    def add(self, review: Review) -> None:
        """Add a review."""
        self.number += 1
        self._add_review(review)
        self._add_codes(review)
        self._add_children(review)
        self._add_passages(review)
        if self.number % _BATCH == 0:
            self._insert()

    def finish(self, collections: Iterable[Collection], counts: Iterable[int]) -> None:
        """Add what is known of the collections, each with how many reviews it has, and make everything searchable."""
        self._insert()
        database = self.database
        rows = [(_about(collection, count),) for collection, count in zip(collections, counts, strict=True)]
        database.executemany("INSERT INTO collection VALUES (?)", rows)
        database.executemany("INSERT INTO stated VALUES (?, ?)", [(name, self.stated[name]) for name in STATED])
        database.executemany("INSERT INTO word VALUES (?)", [(word,) for word in sorted(self.words)])
        codes = [(number, *code, self.reviews[number], self.statements[number]) for code, number in self.codes.items()]
        database.executemany("INSERT INTO code_term VALUES (?, ?, ?, ?, ?)", codes)
        database.execute("COMMIT")
        database.execute("DETACH scratch")
        database.execute("BEGIN")
        for statement in _INDEXES.strip().splitlines():
            database.execute(statement)
        database.execute("COMMIT")

    def _insert(self) -> None:
        for table, rows in self.rows.items():
            places = ", ".join("?" * _INSERTS[table])
            self.database.executemany(f"INSERT INTO {table} VALUES ({places})", rows)
            rows.clear()
        self.database.executemany(
            "INSERT INTO search (rowid, title, summary, learning, recommendations, actions) VALUES (?, ?, ?, ?, ?, ?)",
            self.texts,
        )
        self.texts.clear()

    def _add_review(self, review: Review) -> None:
        """The review itself, what it can be called, and what it states."""
        incident = review.incident_date
        ages = [child.age.span[0] for child in review.children or () if child.age]
        record = review.to_dict()
        self.rows["review"].append(
            (
                self.number, review.id, review.name, review.title, record["listed"],
                incident.first.isoformat() if incident else None,
                incident.last.isoformat() if incident else None,
                min(ages, default=None),
            )
        )  # fmt: skip
        text = json.dumps(record, ensure_ascii=False)
        self.rows["record"].append((self.number, text, checksum(self.number, text)))
        aliases = {fold(review.name), fold(review.id), fold(review.id.rpartition("/")[2])}
        self.rows["alias"] += [(self.number, alias) for alias in sorted(aliases)]
        self.stated.update(name for name in STATED if record.get(name) is not None)
        self.stated["age"] += any(child.age for child in review.children or ())
        self.stated["sex"] += any(child.sex for child in review.children or ())

    def _add_codes(self, review: Review) -> None:
        statements = Counter(slug for statement in review.statements for slug in statement.themes or ())
        for kind, slugs in _codes(review).items():
            for slug in (NOT_STATED,) if slugs is None else slugs:
                term = self.codes.setdefault((kind, slug), len(self.codes) + 1)
                said = statements[slug] if kind == "theme" else 0
                self.rows["code"].append((term, self.number, said))
                self.reviews[term] += 1
                self.statements[term] += said

    def _add_children(self, review: Review) -> None:
        """Each child's sex, and the span of months that the age can mean."""
        rows = self.rows["child"]
        if review.children is None:
            rows.append((self.number, NOT_STATED, None, None))
        for child in review.children or ():
            span = child.age.span if child.age else (None, None)
            rows.append((self.number, child.sex or NOT_STATED, *span))

    def _add_passages(self, review: Review) -> None:
        """The texts that can be searched: title, summary and statements.

        In the index of a review each text ends with a token that no phrase reaches across, and the codes are words.
        """
        titles = [review.title]
        if f" {_spelled(review.name)} " not in f" {_spelled(review.title)} ":
            titles.append(review.name)
        for title in titles:
            self._add_passage("title", review.id, title)
        # Also as names are looked up: O'Shea as oshea.
        spelled = [_spelled(title) for title in titles if _spelled(title) != " ".join(stemming.words(title))]
        index = {"title": [EVERY, *map(_plain, titles), *spelled], "summary": []}
        if review.summary is not None:
            self._add_passage("summary", review.id, review.summary)
            index["summary"].append(_plain(review.summary))
        index["title" if review.summary is None else "summary"] += review_tokens(review)
        for section in SECTIONS.values():
            index[section] = []
            for statement in getattr(review, section) or ():
                self._add_statement(section, statement)
                index[section] += [
                    _plain(statement.text),
                    *statement_tokens(statement.themes or (), statement.agencies or ()),
                ]
        texts = {section: f" {END} ".join(found).replace("\0", " ") for section, found in index.items()}
        self.texts.append((self.number, *texts.values()))

    def _add_statement(self, section: str, statement: Statement) -> None:
        coded = (_as_json(statement.themes), _as_json(statement.agencies))
        self._add_passage(section, statement.id, statement.text, *coded)

    def _add_passage(
        self, section: str, identity: str, text: str, themes: str | None = None, agencies: str | None = None
    ) -> None:
        """One text with its codes."""
        self.passage += 1
        text = text.replace("\0", " ")
        fresh = set(text.lower().split()) - self.tokens
        if fresh:
            self.tokens |= fresh
            self.words.update(stemming.words(" ".join(fresh)))
        row = (self.passage, self.number, section, identity, text, themes, agencies, checksum(self.passage, text))
        self.rows["passage"].append(row)


@cache
def _as_json(slugs: tuple[str, ...] | None) -> str | None:
    return None if slugs is None else json.dumps(slugs)


def _plain(text: str) -> str:
    """A text without what the index's own words begin with."""
    return text.replace(OWN, " ")


def _spelled(name: str) -> str:
    return " ".join(stemming.words(fold(name)))


def review_tokens(review: Review) -> list[str]:
    """The codes of a review itself as words of the index."""
    codes = {kind: slugs for kind, slugs in _codes(review).items() if kind not in ("theme", "agency")}
    return [code_token(kind, slug) for kind, slugs in codes.items() for slug in slugs or ()]


def _codes(review: Review) -> dict[str, tuple[str, ...] | None]:
    return {
        "harm": review.harms,
        "factor": review.factors,
        "outcome": (review.outcome,) if review.outcome else None,
        "type": (review.review_type,) if review.review_type else None,
        "theme": review.themes,
        "agency": review.agencies,
    }


def _about(collection: Collection, reviews: int) -> str:
    """What is known of a collection, as JSON."""
    record = {
        "id": collection.id,
        "file": collection.file,
        "title": collection.title,
        "listed": str(collection.listed) if collection.listed else None,
        "source": collection.source,
        "headline_reviews": collection.headline_reviews,
        "topics": list(collection.topics) if collection.topics is not None else None,
        "notice": collection.notice,
        "reviews": reviews,
    }
    return json.dumps(record, ensure_ascii=False)


def _add_vocabulary(database: sqlite3.Connection, terms: Vocabulary) -> None:
    for kind in KINDS:
        known = terms.terms(kind).values()
        rows = [(kind, json.dumps({**term._asdict(), "avoid": dict(term.avoid)})) for term in known]
        database.executemany("INSERT INTO term VALUES (?, ?)", rows)
        groups = terms.groups.get(kind, {})
        database.executemany("INSERT INTO term_group VALUES (?, ?, ?)", [(kind, *group) for group in groups.items()])


def _synonyms(terms: Vocabulary) -> list[Synonym]:
    """Every word for a term, also one no longer used: its stems, and the term's kind and slug."""
    names = [
        (name, kind, term.slug)
        for kind in KINDS
        for term in terms.terms(kind).values()
        for name in (term.slug, term.label, *term.synonyms, *term.avoid)
    ]
    stems = stemming.stems([fold(name) for name, _, _ in names])
    found = ((" ".join(own), kind, slug) for own, (_, kind, slug) in zip(stems, names, strict=True) if own)
    return list(dict.fromkeys(found))
