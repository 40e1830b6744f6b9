"""Reviews: which they are, one whole, and what a person is shown of them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from ..search.filters import Filters
from ..search.order import Order
from ..search.records import Record, Records
from ..store import Store
from ..vocabulary import NOT_STATED, Vocabulary
from . import wording

if TYPE_CHECKING:
    from .blocks import Block, Column


def ask(store: Store, filters: Filters, order: Order = Order()) -> Records:
    """The reviews, as records that are read when they are asked for."""
    condition, values = filters.reviews()
    numbers = store.numbers(f"SELECT number FROM review WHERE {condition} {order.sql()}", values)
    return Records(numbers, partial(_read, store))


def _read(store: Store, numbers: Sequence[int]) -> Iterator[Record]:
    for _, record in store.pick("SELECT number, record FROM record WHERE number IN ({})", numbers):
        yield json.loads(record)


def count(store: Store, filters: Filters) -> int:
    """How many reviews the filters select."""
    condition, values = filters.reviews()
    number: int = store.ask(f"SELECT count(*) FROM review WHERE {condition}", values).fetchone()[0]
    return number


def areas(store: Store) -> list[str]:
    """The areas of the reviews, each once, as their sources write them."""
    rows = store.ask("SELECT slug FROM code_term WHERE kind = 'area' AND slug <> ? ORDER BY number", [NOT_STATED])
    return [area for (area,) in rows]


def page(records: Iterable[Record], terms: Vocabulary, width: int | None) -> list[Block]:
    """A list of reviews: more columns where there is room."""
    from .blocks import Column, Grid  # which take longer than all else that `list --json` does here

    cells: dict[Column, Callable[[Record], str]] = {
        Column("Id", "id"): lambda record: str(record["id"]),
        Column("Name"): lambda record: record["name"],
        Column("Child"): children,
        Column("Harms"): lambda record: wording.labels(terms, "harm", record["harms"]),
        Column("Outcome"): lambda record: wording.label(terms, "outcome", record["outcome"]),
        Column("Incident"): lambda record: (record["incident_date"] or wording.NOT_STATED).replace("/", " to "),
        Column("Learning", optional=True): lambda record: _number(record, "learning"),
        Column("Recs", optional=True): lambda record: _number(record, "recommendations"),
        Column("Actions", optional=True): lambda record: _number(record, "actions"),
    }
    if width is not None:
        factors = Column("Factors", optional=True, room=30)
        cells[factors] = lambda record: wording.labels(terms, "factor", record["factors"])
    return [Grid(list(cells), ([cell(record) for cell in cells.values()] for record in records))]


def _number(record: Record, section: str) -> str:
    return wording.NOT_STATED if record[section] is None else str(len(record[section]))


def children(record: Record) -> str:
    """The children of a review, alike ones together: `girl, 3 years 6 months; 2 boys, 4 weeks`."""
    if record["children"] is None:
        return wording.NOT_STATED
    alike = Counter((child["sex"], child["age"]) for child in record["children"])
    return "; ".join(_alike(number, sex, age) for (sex, age), number in alike.items()) or "none"


def _alike(number: int, sex: str | None, age: str | None) -> str:
    """Children of whom the same is stated."""
    if number > 1:
        who = f"{number} {wording.SEXES[sex]}s" if sex in wording.SEXES else f"{number} children"
        if not sex and not age:
            return f"{who}, nothing stated of them"
    else:
        who = wording.SEXES.get(sex or "", "")
    said = [who, age or f"age {wording.NOT_STATED}", "" if sex else f"sex {wording.NOT_STATED}"]
    return ", ".join(filter(None, said))
