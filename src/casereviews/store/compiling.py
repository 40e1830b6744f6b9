"""Compiling records to the tables and the full-text index of a store, in constant memory."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import chain, count
from typing import TYPE_CHECKING

from .. import stemming
from ..database import connect
from ..model.coded import Coded
from ..model.reviews import READING
from ..model.sections import STATED
from ..reading.dataset import Seen, Twin, is_telling
from ..vocabulary import APART, KINDS, Term, Vocabulary
from . import Store, word_tables
from .rows import Batch
from .tables import COUNTS, INDEXES, PARTS, TABLES

if TYPE_CHECKING:
    from ..model.reviews import Collection, Review
    from ..reading.dataset import Location


_BATCH = 100  # reviews that are inserted together
_MARKS = 1 << 20  # bytes that tell whether an id may have been seen, which saves most look-ups in the table


def compile_store(collections: Iterable[Collection], terms: Vocabulary) -> Store:
    """A new store of collections, in memory. Raises ValueError where two reviews have one id."""
    store = Store(connect())
    compiler = Compiler(store.database, terms)
    made = list(collections)
    for collection in made:
        for review in collection.reviews:
            if compiler.earlier(review, (collection.file, 0, 0)):
                raise ValueError(f"two reviews have the id {review.id}")
            compiler.add(review)
    compiler.finish((number, collection, len(collection.reviews)) for number, collection in enumerate(made))
    return store


class Compiler:
    """Fills an empty database, which cannot be queried before `finish`."""

    def __init__(
        self, database: sqlite3.Connection, terms: Vocabulary, known: Store | None = None, several: bool = False
    ) -> None:
        """Take a new database, the terms, and a store that has the same terms or most of them.

        With `several` files, a review that says the same as one of an earlier file under another id is noticed.
        """
        self.database = database
        self.reviews: list[Review] = []  # waiting to be inserted
        self.lines: list[str | None] = []  # from which each was read, where it may be stored as it is
        self.tokens: set[bytes] = set()  # the texts split at spaces; as bytes they take a third less memory
        self.locations: list[tuple[str, str, int, int, int]] = []  # of reviews, with their ids, waiting to be noted
        self.marks = bytearray(_MARKS)
        self.contents = bytearray(_MARKS if several else 0)
        self.said: list[tuple[int, str, str, int]] = []  # what reviews say, with their ids, waiting to be noted
        self.stated: Counter[str] = Counter()
        self.not_read: Counter[str] = Counter()
        self.coded: Counter[str] = Counter(dict.fromkeys(Coded._fields, 0))
        numbers = count(1)
        self.codes = {
            kind: defaultdict[str, int](numbers.__next__) for kind in (*KINDS, "area")
        }  # the codes that occur
        self.number = 0
        self.passage = 0
        database.executescript(_without_comments(TABLES))
        database.execute("ATTACH '' AS scratch")  # on the disk once it is large
        database.execute(
            "CREATE TABLE scratch.seen (id TEXT PRIMARY KEY, file TEXT, line INT, column INT, number INT) WITHOUT ROWID"
        )
        database.execute("CREATE TABLE scratch.said (content INTEGER PRIMARY KEY, id TEXT, file TEXT, number INT)")
        word_tables.fill(database, terms, known)
        database.execute("BEGIN")
        _add_vocabulary(database, terms)

    def earlier(self, review: Review, location: Location) -> Seen | None:
        """The earlier review with the same id, if any; else the review is noted, to be added next."""
        identity = review.id
        self.locations.append((identity, *location, self.number + 1))
        mark = hash(identity) % len(self.marks)
        if not self.marks[mark]:  # no earlier id has this mark
            self.marks[mark] = True
            return None
        if self._note_locations():
            return None
        asked = self.database.execute("SELECT file, line, column, number FROM scratch.seen WHERE id = ?", (identity,))
        *first, number = asked.fetchone()
        return Seen((*first,), self._is_same(review, number))

    def twin(self, review: Review, location: Location) -> Twin | None:
        """The review of an earlier file that says the same as the one that was noted last, under another id."""
        if not self.contents or not is_telling(review):
            return None
        content = hash(review.content)
        mark = content % len(self.contents)
        if not self.contents[mark]:  # no earlier content has this mark
            self.contents[mark] = True
            self.said.append((content, review.id, location[0], self.number + 1))
            return None
        self._note_said()
        asked = self.database.execute("SELECT id, file, number FROM scratch.said WHERE content = ?", (content,))
        found = asked.fetchone()
        if not found:
            self.said.append((content, review.id, location[0], self.number + 1))
            return None
        identity, file, number = found
        if file == location[0] or not self._is_same(review, number):
            return None
        self._note_locations()
        self.database.execute("UPDATE scratch.seen SET number = ? WHERE id = ?", (number, review.id))
        return Twin(file, identity)

    def _is_same(self, review: Review, number: int) -> bool:
        """Whether a review says the same as the one with a number."""
        self._insert()
        found = self.database.execute("SELECT record FROM record WHERE number = ?", (number,)).fetchone()
        if not found:
            return False
        record = json.loads(found[0])
        return bool({**record, **READING} == {**review.with_id(record["id"]).to_dict(), **READING})

    def _note_locations(self) -> bool:
        """Note the locations that wait; whether all their ids are new. Only the last id can be a duplicate."""
        waiting, self.locations = self.locations, []
        inserted = self.database.executemany("INSERT OR IGNORE INTO scratch.seen VALUES (?, ?, ?, ?, ?)", waiting)
        return inserted.rowcount == len(waiting)

    def _note_said(self) -> None:
        """Note what reviews say that wait."""
        waiting, self.said = self.said, []
        self.database.executemany("INSERT OR IGNORE INTO scratch.said VALUES (?, ?, ?, ?)", waiting)

    def add(self, review: Review, line: str | None = None) -> None:
        """Add a review. `line` is the JSON that it was read from, as `Reading.line` gives it."""
        self.number += 1
        self.reviews.append(review)
        self.lines.append(line)
        if len(self.reviews) == _BATCH:
            self._insert()

    def leave_out(self, file: int, what: str) -> None:
        """Note that a file, given by its number, is left out because it is not a collection."""
        self.database.execute("INSERT INTO left_out VALUES (?, ?)", (file, what))

    def remark(self, text: str, *files: int) -> None:
        """Add a note to show whenever the files are used; `{}` in it takes the name of each, given by its number."""
        self.database.execute("INSERT INTO remark VALUES (?, ?)", (text, json.dumps(files)))

    def finish(self, collections: Iterable[tuple[int, Collection, int]]) -> None:
        """Add what is known of the collections, and make everything searchable.

        Each comes with the number of its file and the number of its reviews.
        """
        self._insert()
        database = self.database
        rows = [(number, _about(collection, count)) for number, collection, count in collections]
        database.executemany("INSERT INTO collection VALUES (?, ?)", rows)
        stated = [(name, self.stated[name], self.not_read[name]) for name in STATED]
        database.executemany("INSERT INTO stated VALUES (?, ?, ?)", stated)
        database.executemany("INSERT INTO coded VALUES (?, ?)", self.coded.items())
        words = set(stemming.words(b"\n".join(self.tokens).decode()))
        database.executemany("INSERT INTO word VALUES (?)", [(word,) for word in sorted(words)])
        database.execute("COMMIT")
        database.execute("DETACH scratch")
        database.execute("BEGIN")
        for statement in INDEXES.strip().splitlines():
            database.execute(statement)
        counts = {term: (reviews, statements) for term, reviews, statements in database.execute(COUNTS)}
        terms = [(number, kind, slug) for kind, of_kind in self.codes.items() for slug, number in of_kind.items()]
        codes = [(*term, *counts[term[0]]) for term in terms]
        database.executemany("INSERT INTO code_term VALUES (?, ?, ?, ?, ?)", codes)
        database.execute("COMMIT")

    def _insert(self) -> None:
        """Insert the reviews that wait."""
        self._note_locations()
        if self.said:
            self._note_said()
        if not self.reviews:
            return
        batch = Batch(self.reviews, self.lines, self.number - len(self.reviews) + 1, self.passage + 1)
        self.reviews, self.lines = [], []
        self.passage += len(batch.passages)
        self.tokens.update(batch.tokens())
        self.stated.update(batch.stated())
        self.not_read.update(chain.from_iterable(batch.not_read))
        self.coded.update(batch.read())
        put = self.database.executemany
        put("INSERT INTO review VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", batch.review_rows())
        put("INSERT INTO record VALUES (?, CAST(? AS TEXT), ?)", batch.record_rows())
        put("INSERT INTO alias VALUES (?, ?)", batch.alias_rows())
        put("INSERT INTO child VALUES (?, ?, ?, ?)", batch.child_rows())
        put("INSERT INTO code VALUES (?, ?, ?)", batch.code_rows(self.codes))
        put("INSERT INTO passage VALUES (?, ?, ?, ?, ?, ?, ?, ?)", batch.passage_rows())
        put(
            f"INSERT INTO search (rowid, {', '.join(PARTS)}) VALUES (?{', ?' * len(PARTS)})",
            batch.search_rows(),
        )


def _without_comments(sql: str) -> str:
    """SQL without comments, which SQLite would store and read at every start."""
    return "\n".join(line.partition("--")[0].strip() for line in sql.splitlines())


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
        database.executemany("INSERT INTO term VALUES (?, ?)", [(kind, _record(term)) for term in known])
        groups = terms.groups.get(kind, {})
        database.executemany("INSERT INTO term_group VALUES (?, ?, ?)", [(kind, *group) for group in groups.items()])


def _record(term: Term) -> str:
    """A term as JSON, without what is kept apart: it is read at every start."""
    record = {**term._asdict(), "avoid": dict(term.avoid)}
    return json.dumps({name: value for name, value in record.items() if name not in APART.values()})
