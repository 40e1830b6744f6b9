"""How many reviews or statements have each value of a field, or both values of two: what every count is made of.

What is counted is read once, in the order of the reviews, with the values of each field beside it. So memory grows with
the values that there are, and with the reviews or statements only where somebody asks which these are.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, groupby, product
from operator import itemgetter
from typing import Any, NamedTuple

from ..model.sections import STATEMENTS
from ..search.filters import REVIEW_FIELDS, Filters
from ..store import Store
from ..vocabulary import NONE, NOT_STATED
from .count_fields import CHILD, FIELDS, STATEMENT, CountField
from .statements import slugs

Cell = tuple[str, ...]
"""A value of each field."""

_Unit = tuple[int, int, Sequence[Cell]]
"""What is counted: its number, that of its review, and by its own fields the cells that it is counted in, each once."""

_Lookup = Callable[[int], Sequence[Cell]]
"""What gives the values of a review."""

REVIEWS = "reviews"

OF: dict[str, tuple[str, ...]] = {REVIEWS: (), "statements": STATEMENTS, **{name: (name,) for name in STATEMENTS}}
"""What can be counted: reviews, or the statements of these sections."""

_UNCODED: Sequence[Cell] = [(NOT_STATED,), (NONE,)]
_END: tuple[int, Sequence[Cell]] = (1 << 62, ())


class Tally(NamedTuple):
    """What was counted; a review or statement with two values of a field is counted with both."""

    total: int
    """How many were counted."""
    cells: Counter[Cell]
    """How many have the values of a cell."""
    bases: tuple[Counter[str], ...]
    """For each field, how many have a value of it."""
    stated: Counter[Cell]
    """How many state the last field: all, or of two fields those with each value of the first."""
    has_unread: tuple[bool, ...]
    """For each field, whether nobody has read it in some of what is counted."""
    numbers: dict[Cell, array[int]]
    """The numbers of those in a cell, where they were asked for."""


def tally(store: Store, filters: Filters, by: Sequence[str], of: str = REVIEWS, with_numbers: bool = False) -> Tally:
    """How many of what the filters select have each value of a field, or of two."""
    total = 0
    cells: Counter[Cell] = Counter()
    bases: tuple[Counter[str], ...] = tuple(Counter() for _ in by)
    stated: Counter[Cell] = Counter()
    numbers: defaultdict[Cell, array[int]] = defaultdict(partial(array, "q"))
    for number, found in units(store, filters, by, of):
        total += 1
        cells.update(found)
        for place, base in enumerate(bases):
            base.update({cell[place] for cell in found})
        stated.update({cell[:-1] for cell in found if cell[-1] != NOT_STATED})
        if with_numbers:
            for cell in found:
                numbers[cell].append(number)
    are_unread = tuple(
        base[NOT_STATED] > 0 and has_unread(store, filters, by, of, name) for name, base in zip(by, bases, strict=True)
    )
    return Tally(total, cells, bases, stated, are_unread, numbers)


def has_unread(store: Store, filters: Filters, by: Sequence[str], of: str, name: str) -> bool:
    """Whether nobody has read a field in some of what is counted, and nothing was read of it."""
    field = REVIEW_FIELDS.get(name)
    if field not in store.not_read:
        return False
    return next(units(store, filters.of_not_read(field), by, of), None) is not None


def units(store: Store, filters: Filters, by: Sequence[str], of: str = REVIEWS) -> Iterator[tuple[int, Sequence[Cell]]]:
    """Each review, or statement, that the filters select: its number, in order, and the cells that it is counted in.

    Theme and agency of a review are those of any of its statements; together they are those of one and the same, as
    sex and age are those of one child.
    """
    fields = [FIELDS[name] for name in by]
    own = [field for field in fields if field.owner == STATEMENT]
    if of != REVIEWS:
        found = _statements(store, filters, own, OF[of])
    elif asks_statements(filters, by):
        found = _of_reviews(_statements(store, filters, own, STATEMENTS))
    elif len(own) > 1:
        found = _with_statements(_reviews(store, filters), _statements(store, filters, own, STATEMENTS))
    else:
        found, own = _reviews(store, filters), []
    others = [field for field in fields if field not in own]
    return _beside(found, _values(store, filters, others), own == fields[1:])


def asks_statements(filters: Filters, by: Sequence[str]) -> bool:
    """Whether reviews are counted by those of their statements alone that the filters select.

    That is so where a search found some, and where a filter is asked of statements whose values are counted.
    """
    return filters.matched or (filters.is_of_statements and any(FIELDS[name].owner == STATEMENT for name in by))


# --- What is counted --------------------------------------------------------------------------------------------------


def _reviews(store: Store, filters: Filters) -> Iterator[_Unit]:
    """The reviews that the filters select."""
    condition, values = filters.of_a_review
    for (number,) in store.ask(f"SELECT number FROM review WHERE {condition} ORDER BY number", values):
        yield number, number, [()]


def _statements(store: Store, filters: Filters, own: Sequence[CountField], sections: Sequence[str]) -> Iterator[_Unit]:
    """The statements of the sections that the filters select, with the values of their own fields."""
    condition, values = filters.of_a_statement
    columns = "".join(f", {field.sql}" for field in own)
    places = ", ".join("?" * len(sections))
    asked = f"SELECT number, review{columns} FROM passage WHERE section IN ({places}) AND {condition} ORDER BY number"
    for number, review, *codes in store.ask(asked, [*sections, *values]):
        yield number, review, [*product(*map(_coded, codes))]


def _coded(codes: str | None) -> Sequence[str]:
    """The codes of a statement from their JSON, or what stands in their place."""
    return (NOT_STATED,) if codes is None else slugs(codes) or (NONE,)


def _of_reviews(statements: Iterable[_Unit]) -> Iterator[_Unit]:
    """The reviews of some statements, with the cells that any of these is counted in.

    By one field, a review has none only where each of its statements says so.
    """
    for review, group in groupby(statements, key=itemgetter(1)):
        cells = [*dict.fromkeys(chain.from_iterable(map(itemgetter(2), group)))]
        if len(cells[0]) == 1:
            uncoded = _UNCODED[_UNCODED[0] not in cells]
            cells = [cell for cell in cells if cell not in _UNCODED] or [uncoded]
        yield review, review, cells


def _with_statements(reviews: Iterable[_Unit], statements: Iterable[_Unit]) -> Iterator[_Unit]:
    """Reviews with the cells of their statements; without any statement nothing is stated."""
    said = _lookup(((review, cells) for review, _, cells in _of_reviews(statements)), [(NOT_STATED, NOT_STATED)])
    return ((number, review, said(review)) for number, review, _ in reviews)


# --- With what values -------------------------------------------------------------------------------------------------


def _beside(units: Iterable[_Unit], values: Sequence[_Lookup], is_last: bool) -> Iterator[tuple[int, Sequence[Cell]]]:
    """Units with the values of their reviews behind those of their own, or before them where their own are the last."""
    for number, review, cells in units:
        for value in values:
            others = value(review)
            cells = [b + a if is_last else a + b for a in cells for b in others]
        yield number, cells


def _values(store: Store, filters: Filters, fields: Sequence[CountField]) -> list[_Lookup]:
    """What gives the values of reviews: of each field, or of a child's two together."""
    condition, values = filters.of_reviews().of_a_review
    within = "1" if condition == "1" else f"review IN (SELECT number FROM review WHERE {condition})"
    if len({field.name for field in fields if field.owner == CHILD}) > 1:
        columns = ", ".join(field.sql for field in fields)
        asked = [f"SELECT review, {columns} FROM child WHERE {within} ORDER BY rowid"]
    else:
        asked = [_asked(field, condition, within) for field in fields]
    return [_lookup(_grouped(store.ask(sql, values)), [(NONE,) * (1 + len(fields) - len(asked))]) for sql in asked]


def _asked(field: CountField, condition: str, within: str) -> str:
    """SQL for the values of a field of reviews, in the order of these, in which rows of codes and children are."""
    if field.of_code:
        joined = "code CROSS JOIN code_term ON code_term.number = code.term"  # in this order
        return f"SELECT review, slug FROM {joined} WHERE kind = '{field.name}' AND {within} ORDER BY code.rowid"
    if field.owner == CHILD:
        return f"SELECT review, {field.sql} FROM child WHERE {within} ORDER BY rowid"
    return f"SELECT number, {field.sql} FROM review WHERE {condition} ORDER BY number"


def _grouped(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[int, Sequence[Cell]]]:
    """Each review with its values, each of them once."""
    for review, group in groupby(rows, key=itemgetter(0)):
        cells = [row[1:] for row in group]
        yield review, cells if len(cells) == 1 else [*dict.fromkeys(cells)]


def _lookup(rows: Iterator[tuple[int, Sequence[Cell]]], missing: Sequence[Cell]) -> _Lookup:
    """What gives the values of a review, asked for in the order of the rows; `missing` where it has no row."""
    here, cells = next(rows, _END)

    def values(review: int) -> Sequence[Cell]:
        nonlocal here, cells
        while here < review:
            here, cells = next(rows, _END)
        return cells if here == review else missing

    return values
