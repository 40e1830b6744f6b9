"""Counts: how many reviews or statements have each value of a field, or both values of two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Annotated, NamedTuple

from ..errors import UsageError
from ..search import unstated
from ..search.filters import Filters
from ..search.order import Order, choose
from ..search.records import CHUNK, Records
from ..store import Store
from ..text import quoted
from ..vocabulary import KINDS, NOT_STATED, Vocabulary
from . import count_fields, reviews, statements
from .count_fields import FIELDS, lateness, ranking
from .field_types import KEY, Count, TypedDict, one_of
from .tally import OF, REVIEWS, Cell, Tally, asks_statements, tally

LEAST = 10
"""Of fewer no share is told."""

_BY = one_of(FIELDS)
_VALUE = (
    "a slug, band, year or name; `none` where the source says there is none; null where it is not stated, or not read"
)


class CountRecord(TypedDict):
    """How many reviews, or statements, have a value of a field."""

    of: Annotated[str, one_of(OF), "what is counted"]
    by: Annotated[str, _BY, "what it is counted by"]
    value: Annotated[str | None, KEY, _VALUE]
    label: Annotated[str, "the value, as people say it"]
    count: Annotated[Count, "how many have it"]
    base: Annotated[Count, "how many state the field"]
    total: Annotated[Count, "how many are counted in all"]
    share: Annotated[float | None, f"the count in percent of the base; null of fewer than {LEAST}, and of not stated"]
    ids: Annotated[list[str], "those that have it"]


class CrossRecord(TypedDict):
    """How many reviews, or statements, have a value of one field and a value of another."""

    of: Annotated[str, one_of(OF), "what is counted"]
    by: Annotated[str, _BY, "the field of the rows"]
    value: Annotated[str | None, KEY, _VALUE]
    label: Annotated[str, "the value, as people say it"]
    by2: Annotated[str, _BY, "the field of the columns"]
    value2: Annotated[str | None, "likewise, of the columns"]
    label2: Annotated[str, "this value, as people say it"]
    count: Annotated[Count, "how many have both values"]
    row: Annotated[Count, "how many have the first"]
    column: Annotated[Count, "how many have the second"]
    base: Annotated[Count, "how many that have the first state the second field"]
    total: Annotated[Count, "how many are counted in all"]
    share: Annotated[float | None, f"the count in percent of the base; null of fewer than {LEAST}, and of not stated"]
    ids: Annotated[list[str], "those that have both"]


SORTS = ("count", "value")
"""What the rows can be sorted by: the largest first, or in the order of the values."""


class Counts(NamedTuple):
    """What was counted, as rows of values, and for two fields columns too."""

    of: str
    by: tuple[str, ...]
    rows: list[str]
    columns: list[str]
    """None where it is counted by one field."""
    left_out: int
    """How many rows there are besides, for which the limit left no room."""
    tally: Tally

    def label(self, terms: Vocabulary, value: str, place: int = 0) -> str:
        """What a value of a row is called, or of a column, by the place of its field."""
        return count_fields.label(terms, self.by[place], value, self.tally.has_unread[place])

    def count(self, *cell: str) -> int:
        """How many are in a cell."""
        return self.tally.cells[cell]

    def base(self, *cell: str) -> int:
        """How many the share of a cell is of."""
        return self.tally.stated[cell[:-1]]

    def share(self, *cell: str) -> float | None:
        """The share of a cell in percent; None of too few, or of what is not stated."""
        base = self.base(*cell)
        return round(100 * self.count(*cell) / base, 1) if base >= LEAST and cell[-1] != NOT_STATED else None


def ask(
    store: Store,
    terms: Vocabulary,
    filters: Filters,
    by: Sequence[str],
    of: str = REVIEWS,
    order: Order = Order(),
    with_ids: bool = False,
) -> Counts:
    """How many of what the filters select have each value of a field or of two; raises UsageError.

    Rows of values proper are in the order that was asked for, at first the most frequent, or, of what has an order, in
    that. Behind them stand those of what is told too broadly, of none, and of what is not stated.
    """
    check(by, of)
    choose("sort", order.sort, SORTS)
    found = tally(store, filters, by, of, with_ids)
    rows, *columns = (
        _ordered(terms, name, base, order if not place else Order())
        for place, (name, base) in enumerate(zip(by, found.bases, strict=True))
    )
    shown = rows if order.limit is None else rows[: order.limit]
    return Counts(of, tuple(by), shown, columns[0] if columns else [], len(rows) - len(shown), found)


def check(by: Sequence[str], of: str = REVIEWS) -> None:
    """Raise UsageError for what can be no count."""
    choose("unit to count", of, OF)
    for name in by:
        if name in ("year", "years"):
            hint = "name the year of what: incident or published; listed is the month of the bulletin"
            raise UsageError(f"unknown field to count by {quoted(name)}", hint)
        choose("field to count by", name, FIELDS)
    if len(by) not in (1, 2):
        raise UsageError(f"a count is by one field or by two, not by {len(by)}", f"allowed: {', '.join(FIELDS)}")


def _ordered(terms: Vocabulary, field: str, counts: dict[str, int], order: Order) -> list[str]:
    """The values of a field in their order."""
    ranks = ranking(terms, field)
    values = sorted((value for value in counts if not lateness(field, value)), key=ranks)
    if (order.sort or ("value" if FIELDS[field].in_order else "count")) == "count":
        values.sort(key=lambda value: -counts[value])
    if order.reverse:
        values.reverse()
    return values + sorted((value for value in counts if lateness(field, value)), key=partial(lateness, field))


# --- Records ----------------------------------------------------------------------------------------------------------


def records(store: Store, terms: Vocabulary, counts: Counts) -> Records[CountRecord] | Records[CrossRecord]:
    """The counts as records: of one field a value each, of two a cell each, be it empty."""
    return _of_one(store, terms, counts) if len(counts.by) == 1 else _of_two(store, terms, counts)


def record(counts: Counts) -> type:
    """The type of their records."""
    return CountRecord if len(counts.by) == 1 else CrossRecord


def _of_one(store: Store, terms: Vocabulary, counts: Counts) -> Records[CountRecord]:

    def read(values: Sequence[str]) -> Iterator[CountRecord]:
        for value in values:
            yield {
                "of": counts.of,
                "by": counts.by[0],
                "value": _stated(value),
                "label": counts.label(terms, value),
                "count": counts.count(value),
                "base": counts.base(value),
                "total": counts.tally.total,
                "share": counts.share(value),
                "ids": list(_ids(store, counts, (value,))),
            }

    return Records(counts.rows, read)


def _of_two(store: Store, terms: Vocabulary, counts: Counts) -> Records[CrossRecord]:
    by, by2 = counts.by
    rows, columns = counts.tally.bases
    labels = {value: counts.label(terms, value, 1) for value in counts.columns}

    def read(cells: Sequence[tuple[str, str]]) -> Iterator[CrossRecord]:
        for value, value2 in cells:
            yield {
                "of": counts.of,
                "by": by,
                "value": _stated(value),
                "label": counts.label(terms, value),
                "by2": by2,
                "value2": _stated(value2),
                "label2": labels[value2],
                "count": counts.count(value, value2),
                "row": rows[value],
                "column": columns[value2],
                "base": counts.base(value, value2),
                "total": counts.tally.total,
                "share": counts.share(value, value2),
                "ids": list(_ids(store, counts, (value, value2))),
            }

    return Records([(value, value2) for value in counts.rows for value2 in counts.columns], read)


def _stated(value: str) -> str | None:
    return None if value == NOT_STATED else value


def _ids(store: Store, counts: Counts, cell: Cell) -> Iterator[str]:
    """The ids of those in a cell, where they were asked for."""
    numbers = counts.tally.numbers.get(cell, ())
    asked = f"SELECT number, id FROM {'review' if counts.of == REVIEWS else 'passage'} WHERE number IN ({{}})"
    for start in range(0, len(numbers), CHUNK):
        yield from (identity for _, identity in store.pick(asked, numbers[start : start + CHUNK]))


# --- Remarks ----------------------------------------------------------------------------------------------------------


def remarks(store: Store, filters: Filters, by: Sequence[str], of: str = REVIEWS) -> Iterator[str]:
    """What a person is told of those left out, or in, only because they do not state what is filtered on.

    Of a count by codes, or under filters by codes, also of those whose codes nobody has read.
    """
    sections = OF[of]
    if sections:
        yield from statements.remarks(store, filters, sections)
    elif asks_statements(filters, [*by]):
        yield from unstated.lines(
            store,
            filters,
            lambda asked: statements.count_reviews(store, asked),
            lambda asked: statements.count(store, asked),
        )
    else:
        yield from reviews.remarks(store, filters)
    if any(name in KINDS for name in (*by, *filters.codes, *filters.excluded)):
        yield from unstated.unread_lines(store, filters)
