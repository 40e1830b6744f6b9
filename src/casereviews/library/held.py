"""A store held to the codes that a person has read, or to those that nobody has: compiled of another.

Where that one is kept in the cache, so is this: it is compiled once.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from itertools import islice

from ..coding.read_codes import only
from ..database import connect
from ..errors import DataError
from ..model.partial_date import PartialDate
from ..model.reviews import Collection
from ..reading import dataset
from ..store import Store
from ..store.compiling import Compiler
from . import keep_store, kept_store


class _ChangedError(Exception):
    """Files were changed after the store of them was opened."""


def held(store: Store, coding: str, note: Callable[[str], None] | None = None) -> Store:
    """The reviews of a store that have any `curated` codes, or any `automatic` ones, each with these alone.

    `note` is told why the cache was not used, where it could not be.
    """
    made = _kept(store, coding, note)
    if not made:
        made = Store(connect())
        _compile(made.database, store, coding)
    made.files, made.held_to = store.files, coding
    return made


def _kept(store: Store, coding: str, note: Callable[[str], None] | None) -> Store | None:
    """The store in the cache, compiled now if need be; None where the other is not kept there, or cannot be used."""
    if not store.entry:
        return None
    entry = store.entry

    def compile_into(database: sqlite3.Connection) -> None:
        # What is kept is of the files as they are now: the store was opened before.
        whole = kept_store(entry)
        if not whole:
            raise _ChangedError
        try:
            _compile(database, whole, coding)
        finally:
            whole.database.close()

    try:
        return keep_store(entry, compile_into, note, coding)
    except _ChangedError:
        return None


def _compile(database: sqlite3.Connection, store: Store, coding: str) -> None:
    """Compile the reviews of a store into an empty database."""
    compiler = Compiler(database, store.vocabulary, store)
    taken: list[int] = []
    reading = dataset.Reading("held.jsonl", _lines(store, coding, taken), store.vocabulary, dataset.Ids())
    for review in reading:
        compiler.earlier(review, ("", 0, 0))
        compiler.add(review, reading.line)
    if reading.problems:
        raise DataError(reading.problems)
    rows = store.ask("SELECT source, record FROM collection ORDER BY rowid").fetchall()
    compiler.finish(
        (source, _collection(json.loads(record)), number) for (source, record), number in zip(rows, taken, strict=True)
    )


def _lines(store: Store, coding: str, taken: list[int]) -> Iterator[bytes]:
    """The reviews as lines of JSON; `taken` gets how many there are of each collection."""
    records = store.ask("SELECT record FROM record ORDER BY number")
    for collection in store.collections():
        taken.append(0)
        for (text,) in islice(records, collection["reviews"]):
            if record := only(json.loads(text), coding):
                taken[-1] += 1
                yield json.dumps(record, ensure_ascii=False).encode() + b"\n"


def _collection(record: dict[str, object]) -> Collection:
    """A collection without its reviews, from what a store has of it."""
    facts = {**record, "listed": record["listed"] and PartialDate.parse(str(record["listed"])), "reviews": ()}
    return Collection(**facts)  # type: ignore[arg-type]
