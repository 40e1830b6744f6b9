"""The records of an answer, read when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar, overload

from ..store import Store

T = TypeVar("T")

CHUNK = 250
"""How many records are read at a time."""


class Records(Sequence[T]):
    """The records of an answer, read a few at a time when needed.

    So memory does not grow with the answer, and its length is known before any record is read.
    """

    def __init__(self, keys: Sequence[Any], read: Callable[[Sequence[Any]], Iterable[T]]) -> None:
        """Take a key for each record, in order, and a function that reads the records of some keys."""
        self.keys = keys
        self.read = read

    def __len__(self) -> int:
        return len(self.keys)

    def __iter__(self) -> Iterator[T]:
        for start in range(0, len(self.keys), CHUNK):
            yield from self.read(self.keys[start : start + CHUNK])

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Records[T]: ...
    def __getitem__(self, index: int | slice) -> T | Records[T]:
        if isinstance(index, slice):
            return Records(self.keys[index], self.read)
        (record,) = self.read([self.keys[index]])
        return record

    def __eq__(self, other: object) -> bool:
        """Whether another sequence has the same records."""
        return list(self) == list(other) if isinstance(other, Sequence) else NotImplemented


def having(store: Store, kind: str, slug: str) -> int:
    """How many reviews have a term."""
    row = store.ask("SELECT reviews FROM code_term WHERE kind = ? AND slug = ?", [kind, slug]).fetchone()
    return row[0] if row else 0
