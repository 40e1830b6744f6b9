"""Some fields of the records of an answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..errors import UsageError
from ..likeness import did_you_mean
from ..search.records import Records
from ..text import quoted
from . import contract, wording
from .blocks import Block, Column, Grid
from .cells import cell
from .view import Full, View

Record = Mapping[str, object]


def choose(view: View, names: list[str]) -> View:
    """The view with some fields only, in the order they were named; `review.name` is a field of a field.

    Raises UsageError for a field that its records do not have.
    """
    names = list(dict.fromkeys(name.lower() for name in names))
    full: Full = (view.record, _as_they_are)
    if view.full and not {*names} <= {*contract.names(view.record)}:
        full = view.full()
    known = contract.names(full[0])
    for name in names:
        if name not in known:
            raise UsageError(f"unknown field {quoted(name)}{did_you_mean(name, known)}", f"allowed: {', '.join(known)}")

    def read(records: Sequence[Record]) -> Iterator[Record]:
        for record, whole in zip(records, full[1](records), strict=True):
            yield {name: _value(record if name in record else whole, name) for name in names}

    records = Records(view.records, read)
    return View(
        view.record, records, lambda width: page(records, names), view.single, names, view.distinct, chart=view.chart
    )


def _as_they_are(records: Iterable[Record]) -> Iterable[Record]:
    return records


def _value(record: Record, path: str) -> object:
    name, _, inner = path.partition(".")
    value = record[name]
    if inner and isinstance(value, Mapping):
        return value[inner]
    return list(value) if isinstance(value, Records) else value


def page(records: Iterable[Record], names: list[str]) -> list[Block]:
    """The chosen fields as a grid."""
    columns = [Column(name, "id" if name.rpartition(".")[2] in ("id", "slug") else "text") for name in names]
    return [Grid(columns, ([_cell(record[name]) for name in names] for record in records))]


def _cell(value: object) -> str:
    """A value as a cell, in which what a list has several times is said once."""
    if not isinstance(value, list):
        return cell(value, wording.NOT_STATED)
    counts = Counter(cell(item, wording.NOT_STATED) for item in value)
    return "; ".join(text if count == 1 else f"{text} ({count} times)" for text, count in counts.items()) or "none"
