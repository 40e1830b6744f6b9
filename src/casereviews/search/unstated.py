"""How many reviews or statements a filter excludes, or includes, only because they do not state its field."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache

from ..store import Store
from ..text import counted, listed
from .filters import Filters

_CALLED = {  # where a message names a field
    "harm": "any harm",
    "factor": "any factor",
    "listed": "the month listed",
    "published": "the date of publication",
}
_WAY = "; --"
"""What comes between a remark and the option that would answer it otherwise."""


def count_silent(store: Store, filters: Filters, sections: Iterable[str]) -> int:
    """How many of the reviews that the filters select state none of some sections."""
    condition, values = filters.of_a_review
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


def lines(
    filters: Filters, answer: Callable[[Filters], int], statements: Callable[[Filters], int] | None = None
) -> Iterator[str]:
    """What a person is told of those that do not state what was asked for: left out, or left in all the same.

    `answer` counts the reviews that other filters would select, and `statements` the statements, of which theme and
    agency are asked where there are any.
    """
    counts = dict.fromkeys(("theme", "agency"), statements) if statements else {}
    as_asked = cache(lambda count: count(filters))

    def number_of(name: str, others: Filters) -> int:
        count = counts.get(name, answer)
        return as_asked(count) if others is filters else count(others)

    for name, number in left_out(filters, number_of).items():
        way = "" if name == "incident date" else f"{_WAY}{name} not-stated lists {'it' if number == 1 else 'them'}"
        yield f"left out: {_silent(number, 'statement' if name in counts else 'review', name)}{way}"
    for name, number in left_in(filters, number_of).items():
        way = f"{_WAY}{name} -not-stated leaves {'it' if number == 1 else 'them'} out"
        yield f"left in: {_silent(number, 'statement' if name in counts else 'review', name)}{way}"


def without_options(remarks: Iterable[str]) -> list[str]:
    """Remarks of `lines` for whoever reads them where no options can be typed: in a document, or on a page."""
    return [remark.partition(_WAY)[0] for remark in remarks]


def silent_lines(store: Store, filters: Filters, sections: Sequence[str]) -> Iterator[str]:
    """What a person is told of the reviews that are asked and do not state any of some sections of statements."""
    if number := count_silent(store, filters, sections):
        yield f"{number:,} of these reviews {'does' if number == 1 else 'do'} not state {listed(sections, 'or')}"


def unread_lines(store: Store, filters: Filters) -> Iterator[str]:
    """What a person is told of a count of codes some of which nobody has read, unless they asked whose these are."""
    condition, values = filters.of_a_review
    asked = f"SELECT count(*), total(unread > 0) FROM review WHERE {condition}"
    total, unread = map(int, store.ask(asked, values).fetchone())
    if unread and not store.held_to:
        has = "has" if unread == 1 else "have"
        told = f"{unread:,} of {counted(total, 'review')} {has} codes that nobody has read"
        yield f"{told}{_WAY}coding curated counts what a person has read"


def _silent(number: int, what: str, name: str) -> str:
    """That some reviews or statements do not state a field, or nobody has coded them by it."""
    who = counted(number, what)
    if name in ("theme", "agency"):
        return f"{who} {'is' if number == 1 else 'are'} not coded by {name}"
    return f"{who} {'does' if number == 1 else 'do'} not state {_CALLED.get(name, f'the {name}')}"
