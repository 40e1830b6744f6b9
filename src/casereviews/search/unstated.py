"""How many reviews or statements a filter excludes, or includes, only because they do not state its field.

Of a review that nobody has read it is not known what its source does not state: where nothing was read of a field, just
that is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from ..store import Store
from ..text import counted, listed
from .filters import REVIEW_FIELDS, Filters

_CALLED = {  # where a message names a field
    "harm": "any harm",
    "factor": "any factor",
    "listed": "the month listed",
    "published": "the date of publication",
}
_OF_CHILD = ("age", "sex")
"""The fields of which one child of a review may state something, and another nothing."""
_WAY = "; --"
"""What comes between a remark and the option that would answer it otherwise."""


class Silent(NamedTuple):
    """How many do not state something, or are not known to."""

    number: int
    """All of these."""
    not_read: int = 0
    """Those of them of which nothing was read, and that nobody has read."""

    def line(self, who: Callable[[int], str], what: str, none: str = "", verb: str = "was") -> str:
        """The same in words: `2 reviews do not state any harm, and in 1 other no harm was read and nobody has read it`.

        `who` names some of them; `none` is what was not read, where that is not `what`, and `verb` goes with it.
        """
        stated = self.number - self.not_read
        known = f"{who(stated)} {'does' if stated == 1 else 'do'} not state {what}"
        if not self.not_read:
            return known
        it = "it" if self.not_read == 1 else "them"
        lacking = f"no {none or what.removeprefix('any ').removeprefix('the ')} {verb} read"
        if not stated:
            return f"in {who(self.number)} {lacking}, and nobody has read {it}"
        return f"{known}, and in {counted(self.not_read, 'other')} {lacking} and nobody has read {it}"


def count_silent(store: Store, filters: Filters, sections: Sequence[str]) -> Silent:
    """How many of the reviews that the filters select state none of some sections."""

    def number(some: Filters) -> int:
        condition, values = some.of_a_review
        without = " AND ".join(f"NOT {section}" for section in sections)
        found: int = store.ask(f"SELECT count(*) FROM review WHERE {without} AND {condition}", values).fetchone()[0]
        return found

    silent = number(filters)
    is_known = not silent or store.not_read.keys().isdisjoint(sections)
    return Silent(silent, 0 if is_known else number(filters.of_not_read(*sections)))


def left_out(store: Store, filters: Filters, answer: Callable[[str, Filters], int]) -> dict[str, Silent]:
    """For each field that is filtered on, how many are left out only because they do not state it.

    `answer` counts the answers under other filters, for a field: reviews, or whatever the field is a condition on.
    """
    return _differences(store, answer, {name: (asked, filters) for name, asked in filters.unstated().items()})


def left_in(store: Store, filters: Filters, answer: Callable[[str, Filters], int]) -> dict[str, Silent]:
    """For each field with exclusions only, how many are in the answer although they do not state it.

    `answer` is that of `left_out`.
    """
    return _differences(store, answer, {name: (filters, asked) for name, asked in filters.stated().items()})


def _differences(
    store: Store, answer: Callable[[str, Filters], int], asked: dict[str, tuple[Filters, Filters]]
) -> dict[str, Silent]:
    """For each field, how many some filters select and others do not, where there are any."""
    found: dict[str, Silent] = {}
    for name, (more, fewer) in asked.items():
        if number := answer(name, more) - answer(name, fewer):
            found[name] = Silent(number)
            field = REVIEW_FIELDS.get(name)
            if field in store.not_read:
                others = answer(name, more.of_not_read(field))
                if name in _OF_CHILD or more.topic:  # else what states nothing of the field is in the one alone
                    others -= answer(name, fewer.of_not_read(field))
                found[name] = Silent(number, others)
    return found


def lines(
    store: Store,
    filters: Filters,
    answer: Callable[[Filters], int],
    statements: Callable[[Filters], int] | None = None,
) -> Iterator[str]:
    """What a person is told of those that do not state what was asked for: left out, or left in all the same.

    `answer` counts the reviews that other filters would select, and `statements` the statements, of which theme and
    agency are asked where there are any. Where what is not stated was asked for, those are told that nobody has read.
    """
    counts = dict.fromkeys(("theme", "agency"), statements) if statements else {}
    as_asked = cache(lambda count: count(filters))

    def number_of(name: str, others: Filters) -> int:
        count = counts.get(name, answer)
        return as_asked(count) if others is filters else count(others)

    for name, silent in left_out(store, filters, number_of).items():
        way = (
            "" if name == "incident date" else f"{_WAY}{name} not-stated lists {'it' if silent.number == 1 else 'them'}"
        )
        yield f"left out: {_told(silent, 'statement' if name in counts else 'review', name)}{way}"
    for name, silent in left_in(store, filters, number_of).items():
        way = f"{_WAY}{name} -not-stated leaves {'it' if silent.number == 1 else 'them'} out"
        yield f"left in: {_told(silent, 'statement' if name in counts else 'review', name)}{way}"
    for name in filters.asked_unstated():
        field = REVIEW_FIELDS.get(name)
        if field in store.not_read and (number := answer(filters.of_not_read(field))):
            yield Silent(number, number).line(_of_these, _called(name))


def without_options(remarks: Iterable[str]) -> list[str]:
    """Remarks of `lines` for whoever reads them where no options can be typed: in a document, or on a page."""
    return [remark.partition(_WAY)[0] for remark in remarks]


def silent_lines(store: Store, filters: Filters, sections: Sequence[str]) -> Iterator[str]:
    """What a person is told of the reviews that are asked and do not state any of some sections of statements."""
    silent = count_silent(store, filters, sections)
    if silent.number:
        verb = "was" if [*sections] == ["learning"] else "were"
        yield silent.line(_of_these, listed(sections, "or"), verb=verb)


def unread_lines(store: Store, filters: Filters) -> Iterator[str]:
    """What a person is told of a count of codes some of which nobody has read, unless they asked whose these are."""
    condition, values = filters.of_a_review
    asked = f"SELECT count(*), total(unread > 0) FROM review WHERE {condition}"
    total, unread = map(int, store.ask(asked, values).fetchone())
    if unread and not store.held_to:
        has = "has" if unread == 1 else "have"
        told = f"{unread:,} of {counted(total, 'review')} {has} codes that nobody has read"
        yield f"{told}{_WAY}coding curated counts what a person has read"


def _told(silent: Silent, what: str, name: str) -> str:
    """That some reviews or statements do not state a field, or nobody has coded them by it."""
    if name in ("theme", "agency"):
        return f"{counted(silent.number, what)} {'is' if silent.number == 1 else 'are'} not coded by {name}"
    return silent.line(lambda number: counted(number, what), _called(name))


def _called(name: str) -> str:
    """A field in a message, as what a review does not state."""
    return _CALLED.get(name, f"the {name}")


def _of_these(number: int) -> str:
    return f"{number:,} of these reviews"
