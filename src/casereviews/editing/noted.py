"""The evidence of a review while a person answers: what they read is noted in it, with who they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from ..coding.evidence import place_of
from ..vocabulary import NONE, NOT_STATED
from . import edits
from .answers import OF_CHILD

Record = dict[str, Any]


class Reader(NamedTuple):
    """Who answers, when, and what they read."""

    by: str | None
    on: str
    """The day."""
    source: str | None

    @property
    def noted(self) -> Record:
        """What evidence notes of it."""
        told = {"by": self.by, "on": self.on, "source": self.source}
        return {key: value for key, value in told.items() if value}


class Noted:
    """The evidence of one review."""

    def __init__(self, evidence: Iterable[Record], reader: Reader) -> None:
        """Take what there is, and who answers."""
        self.items: list[Record] = [*evidence]
        self.reader = reader
        self.known = len(self.items)
        self.touched: set[int] = set()
        self.fresh: set[int] = set()
        """The items of values that are set or taken out, which need not be let stand as well."""

    def mark(self, index: int) -> None:
        """Note in evidence that a person has read it; what was read before stays as it was."""
        item = self.items[index]
        if item["confidence"] != "read":
            self.items[index] = {**item, "confidence": "read", "why": None, **self.reader.noted}
            self.touched.add(index)

    def note(self, where: str | None, field: str, value: str) -> None:
        """Note a value as a person's: in the evidence that there is of it, else in new evidence."""
        found = [
            index
            for index, item in enumerate(self.items)
            if (place_of(item), item["field"], item["value"]) == (where, field, value)
        ]
        for index in found:
            self.mark(index)
        if not found:
            item = {"field": field, "value": value, "confidence": "read", "where": where, **self.reader.noted}
            self.items.append(item)
        self.fresh |= {*found} or {len(self.items) - 1}

    def note_all(self, where: str | None, field: str, values: list[str] | None) -> None:
        """Note all that a field had as read, and what it has now, also that this is nothing."""
        self.mark_all(where, field)
        if field in OF_CHILD and values and {*values} == {NOT_STATED}:
            self.note(where, field, NOT_STATED)
        self.note_values(where, field, (values or [NONE]) if values is not None else [NOT_STATED])

    def note_values(self, where: str | None, field: str, values: Iterable[str]) -> None:
        """Note values as a person's; of one child among several it is not told that something is not stated."""
        for value in values:
            if value != NOT_STATED or field not in OF_CHILD:
                self.note(where, field, value)

    def mark_all(self, where: str | None, field: str, value: str | None = None) -> None:
        """Note as read what evidence has of a field, or of one value of it."""
        for index, item in enumerate(self.items):
            if (place_of(item), item["field"]) == (where, field) and value in (None, item["value"]):
                self.mark(index)

    def changes(self) -> Iterator[tuple[tuple[str | int, ...], object]]:
        """What is to be changed of it in the file: paths with values."""
        items = list(map(stated, self.items))
        if not self.known and items:
            yield ("evidence",), items
            return
        for index in sorted(self.touched & {*range(self.known)}):
            yield ("evidence", index), items[index]
        for item in items[self.known :]:
            yield ("evidence", edits.END), item


def stated(item: Record) -> Record:
    """An item without what it does not state, as a file has it."""
    return {key: value for key, value in item.items() if value is not None}
