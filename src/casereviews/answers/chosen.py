"""Some fields of the records of an answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from ..search.records import Record
from . import wording
from .blocks import Block, Column, Grid
from .cells import cell


def page(records: Iterable[Record], names: list[str]) -> list[Block]:
    """The chosen fields as a grid."""
    columns = [Column(name, "id" if name.rpartition(".")[2] in ("id", "slug") else "text") for name in names]
    return [Grid(columns, ([_cell(record[name]) for name in names] for record in records))]


def _cell(value: Any) -> str:
    """A value as a cell, in which what a list has several times is said once."""
    if not isinstance(value, list):
        return cell(value, wording.NOT_STATED)
    counts = Counter(cell(item, wording.NOT_STATED) for item in value)
    return "; ".join(text if count == 1 else f"{text} ({count} times)" for text, count in counts.items()) or "none"
