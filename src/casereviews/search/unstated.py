"""How many reviews or statements a filter excludes, or includes, only because they do not state its field."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ..store import Store
from .filters import Filters


def count_silent(store: Store, filters: Filters, sections: Iterable[str]) -> int:
    """How many of the reviews that the filters select state none of some sections."""
    condition, values = filters.reviews()
    without = " AND ".join(f"NOT {section}" for section in sections)
    number: int = store.ask(f"SELECT count(*) FROM review WHERE {without} AND {condition}", values).fetchone()[0]
    return number


def left_out(filters: Filters, answer: Callable[[str, Filters], int]) -> dict[str, int]:
    """For each field that is filtered on, how many are left out only because they do not state it.

    `answer` counts the answers under other filters, for a field: reviews, or whatever the field is a condition on.
    """
    counts = {name: answer(name, asked) - answer(name, filters) for name, asked in filters.unstated().items()}
    return {name: number for name, number in counts.items() if number}


def left_in(filters: Filters, answer: Callable[[str, Filters], int]) -> dict[str, int]:
    """For each field with exclusions only, how many are in the answer although they do not state it.

    `answer` is that of `left_out`.
    """
    counts = {name: answer(name, filters) - answer(name, asked) for name, asked in filters.stated().items()}
    return {name: number for name, number in counts.items() if number}
