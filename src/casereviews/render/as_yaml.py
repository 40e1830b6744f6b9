"""YAML: what `list -f yaml` writes can be read as a collection."""

from __future__ import annotations

from collections.abc import Iterator

from .. import yamlio
from ..records import Record, Records
from . import Screen, View


def render(view: View, name: str, screen: Screen) -> Iterator[str]:
    """A list of records, or one record."""
    only_ascii = not screen.unicode
    if view.single or not view.records:
        yield from yamlio.dump(_read(view.records[0]) if view.single else [], only_ascii)
        return
    for record in view.records:
        yield from yamlio.dump([_read(record)], only_ascii)


def _read(record: Record) -> Record:
    """The record with its own records read."""
    return {key: list(value) if isinstance(value, Records) else value for key, value in record.items()}
