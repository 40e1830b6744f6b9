"""A store held to the codes that a person has read, or to those that nobody has: compiled of another, in memory."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice

from ..coding.read_codes import only
from ..database import connect
from ..errors import DataError
from ..model.partial_date import PartialDate
from ..model.reviews import Collection
from ..reading import dataset
from ..store import Store
from ..store.compiling import Compiler


def held(store: Store, coding: str) -> Store:
    """The reviews of a store that have any `curated` codes, or any `automatic` ones, each with these alone."""
    made = Store(connect())
    compiler = Compiler(made.database, store.vocabulary, store)
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
    made.files, made.held_to = store.files, coding
    return made


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
