"""The collections that were asked, as whoever is handed something of them is told."""

from __future__ import annotations

import hashlib
from itertools import islice
from typing import NamedTuple

from ..store import Store


class Collected(NamedTuple):
    """A collection that was asked."""

    id: str
    title: str
    source: str | None
    notice: str | None
    reviews: int
    """How many of its reviews are in use."""
    digest: str
    """SHA-256 of its reviews as JSON, in their order, in hexadecimal: equal where nothing in them differs."""


def ask(store: Store) -> list[Collected]:
    """The collections in use, each with a digest of its reviews."""
    # by their order and not by the name in each record, which may be that of the collection it was copied from
    records = store.ask("SELECT record FROM record ORDER BY number")
    found = []
    for one in store.collections():
        digest = hashlib.sha256()
        for (record,) in islice(records, one["reviews"]):
            digest.update(record.encode() + b"\n")
        title = one["title"] or one["id"]
        found.append(Collected(one["id"], title, one["source"], one["notice"], one["reviews"], digest.hexdigest()))
    return found
