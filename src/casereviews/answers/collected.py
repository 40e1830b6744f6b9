"""The collections that were asked, as whoever is handed something of them is told."""

from __future__ import annotations

import hashlib
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
    digests: dict[str, tuple[int, hashlib._Hash]] = {}
    rows = store.ask("SELECT json_extract(record, '$.collection'), record FROM record ORDER BY number")
    for name, record in rows:
        number, digest = digests.get(name, (0, hashlib.sha256()))
        digest.update(record.encode() + b"\n")
        digests[name] = number + 1, digest
    found = []
    for one in store.collections():
        number, digest = digests.get(one["id"], (0, hashlib.sha256()))
        title = one["title"] or one["id"]
        found.append(Collected(one["id"], title, one["source"], one["notice"], number, digest.hexdigest()))
    return found
