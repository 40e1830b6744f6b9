"""Records as JSON gives them: dicts with the documented keys in the documented order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, overload

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
