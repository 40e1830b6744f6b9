"""Records as JSON gives them: dicts with the documented keys in the documented order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, overload

from ..store import Store

Record = dict[str, Any]

CHUNK = 250
"""How many records are read at a time."""


class Records(Sequence[Record]):
    """The records of an answer, read a few at a time whenever they are asked for.

    So memory does not grow with the answer, and how long it is is known before any is read.
    """

    def __init__(self, keys: Sequence[Any], read: Callable[[Sequence[Any]], Iterable[Record]]) -> None:
        """Take a key for each record, in their order, and what reads the records of some keys."""
        self.keys = keys
        self.read = read

    def __len__(self) -> int:
        return len(self.keys)

    def __iter__(self) -> Iterator[Record]:
        for start in range(0, len(self.keys), CHUNK):
            yield from self.read(self.keys[start : start + CHUNK])

    @overload
    def __getitem__(self, place: int) -> Record: ...
    @overload
    def __getitem__(self, place: slice) -> Records: ...
    def __getitem__(self, place: int | slice) -> Record | Records:
        if isinstance(place, slice):
            return Records(self.keys[place], self.read)
        (record,) = self.read([self.keys[place]])
        return record

    def __eq__(self, other: object) -> bool:
        """Whether another sequence has the same records."""
        return list(self) == list(other) if isinstance(other, Sequence) else NotImplemented


def having(store: Store, kind: str, slug: str) -> int:
    """How many reviews have a term."""
    row = store.ask("SELECT reviews FROM code_term WHERE kind = ? AND slug = ?", [kind, slug]).fetchone()
    return row[0] if row else 0


def references(store: Store, numbers: Iterable[int]) -> dict[int, Record]:
    """What names each of some reviews, by their numbers."""
    rows = store.pick("SELECT number, id, name, title FROM review WHERE number IN ({})", list(numbers))
    return {number: {"id": identity, "name": name, "title": title} for number, identity, name, title in rows}
