"""Some fields of the records of an answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..errors import UsageError
from ..likeness import did_you_mean
from ..search.records import Records
from ..text import quoted
from . import contract, flat, wording
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

    def read_both(records: Sequence[Record]) -> Iterator[tuple[Record, Record]]:
        for record, whole in zip(records, full[1](records), strict=True):
            yield {name: _value(record if name in record else whole, name) for name in names}, whole

    def read(records: Sequence[Record]) -> Iterator[Record]:
        return (chosen for chosen, _ in read_both(records))

    records = Records(view.records, read)
    both = Records(view.records, read_both)
    return View(
        view.record, records, lambda width: page(both, names), view.single, names, view.distinct, chart=view.chart
    )


def _as_they_are(records: Iterable[Record]) -> Iterable[Record]:
    return records


def _value(record: Record, path: str) -> object:
    name, _, inner = path.partition(".")
    value = record[name]
    if inner and isinstance(value, Mapping):
        return value[inner]
    return list(value) if isinstance(value, Records) else value


def page(records: Iterable[tuple[Record, Record]], names: list[str]) -> list[Block]:
    """The chosen fields of records as a grid; beside each stands the record whole."""
    columns = [Column(name, "id" if name.rpartition(".")[2] in ("id", "slug") else "text") for name in names]
    return [Grid(columns, ([_cell(record[name], whole, name) for name in names] for record, whole in records))]


def _cell(value: object, whole: Record, name: str) -> str:
    """A value as a cell, in which what a list has several times is said once."""
    if not isinstance(value, list):
        return _missing(whole, name) if value is None else cell(value)
    missing = _missing(whole, "age") if name == "children" else wording.NOT_STATED  # where nothing is known of a child
    counts = Counter(cell(item, missing, missing) for item in value)
    return "; ".join(text if count == 1 else f"{text} ({count} times)" for text, count in counts.items()) or "none"


def _missing(whole: Record, name: str) -> str:
    """What an empty field is called, given the record whole; nothing, of a child who is not there."""
    home, _, inner = name.rpartition(".")
    review = whole.get(home) if home else whole
    if not isinstance(review, Mapping) or not {"coding", "evidence"} <= review.keys():
        return wording.NOT_STATED
    return "" if inner in flat.absent(review) else wording.missing(review, flat.review_field(inner))
