"""Learning points, recommendations and actions, each with its review."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import groupby
from typing import TYPE_CHECKING, Annotated

from ..model.sections import STATEMENTS
from ..search import unstated
from ..search.filters import Filters
from ..search.order import REVIEW_SORTS, Order
from ..search.records import Records
from ..store import Store
from ..store.tables import IS_STATEMENT
from ..vocabulary import Vocabulary
from . import wording
from .field_types import TypedDict, one_of
from .reviews import ReferenceRecord, references

if TYPE_CHECKING:
    from .blocks import Block


class StatementRecord(TypedDict):
    """A learning point, a recommendation or an action, with its review."""

    id: Annotated[str, "as in 2022-02/child-rs/L3"]
    section: Annotated[str, one_of(STATEMENTS), "what it is"]
    text: Annotated[str, "an abstract of one point of the source"]
    themes: Annotated[list[str] | None, "slugs"]
    agencies: Annotated[list[str] | None, "slugs: whom it speaks to or of"]
    review: Annotated[ReferenceRecord, "where it says so"]


SORTS = tuple(REVIEW_SORTS)
"""What they can be sorted by: a field of their reviews."""


def ask(store: Store, filters: Filters, sections: Iterable[str], order: Order = Order()) -> Records[StatementRecord]:
    """The statements of the sections, each with its review, sorted by their review.

    A theme or agency filter is asked of the statement, every other of its review.
    """
    condition, values = filters.of_a_statement
    names = tuple(sections)
    places = f"SELECT number AS place, review AS home FROM passage WHERE section IN ({_marks(names)}) AND {condition}"
    asked = f"SELECT place FROM ({places}) JOIN review ON review.number = home {order.sql('place')}"
    return Records(store.numbers(asked, [*names, *values]), partial(read, store))


def read(store: Store, numbers: Sequence[int]) -> Iterator[StatementRecord]:
    """The statements of some numbers, as records."""
    asked = "SELECT number, review, id, section, text, themes, agencies FROM passage WHERE number IN ({})"
    rows = list(store.pick(asked, numbers))
    names = references(store, {row[1] for row in rows})
    for _, review, identity, section, text, themes, agencies in rows:
        yield {
            "id": identity,
            "section": section,
            "text": text,
            "themes": None if themes is None else list(slugs(themes)),
            "agencies": None if agencies is None else list(slugs(agencies)),
            "review": names[review],
        }


def ask_one(store: Store, identity: str) -> StatementRecord:
    """One statement by its id, which must exist."""
    home = "SELECT number FROM review WHERE id = ?"
    asked = f"SELECT number FROM passage WHERE review = ({home}) AND id = ? AND {IS_STATEMENT}"
    (record,) = read(store, store.numbers(asked, [identity.rpartition("/")[0], identity]))
    return record


def count(store: Store, filters: Filters, sections: Iterable[str] = STATEMENTS) -> int:
    """How many statements the filters select."""
    return _count("count(*)", store, filters, sections)


def count_reviews(store: Store, filters: Filters, sections: Iterable[str] = STATEMENTS) -> int:
    """How many reviews have a statement that the filters select."""
    return _count("count(DISTINCT review)", store, filters, sections)


def count_coded(store: Store, filters: Filters) -> int:
    """How many of the statements that the filters select have been coded by theme."""
    return _count("count(themes)", store, filters, STATEMENTS)


def count_uncoded(store: Store, filters: Filters) -> int:
    """How many of the statements that the filters select nobody has coded by theme."""
    return _count("count(*) - count(themes)", store, filters, STATEMENTS)


def remarks(store: Store, filters: Filters, sections: Sequence[str]) -> Iterator[str]:
    """What a person is told of those left out, or in, only because they, or their reviews, do not state something."""
    yield from unstated.lines(
        store,
        filters,
        lambda asked: count_reviews(store, asked, sections),
        lambda asked: count(store, asked, sections),
    )
    yield from unstated.silent_lines(store, filters.of_reviews(), sections)


def _count(what: str, store: Store, filters: Filters, sections: Iterable[str]) -> int:
    condition, values = filters.of_a_statement
    names = tuple(sections)
    sql = f"SELECT {what} FROM passage WHERE section IN ({_marks(names)}) AND {condition}"
    number: int = store.ask(sql, [*names, *values]).fetchone()[0]
    return number


def _marks(values: Sequence[object]) -> str:
    """The question marks of an SQL list."""
    return ", ".join("?" * len(values))


@lru_cache(1 << 15)
def slugs(text: str) -> tuple[str, ...]:
    """The codes of a statement from their JSON, of which few come again and again."""
    return tuple(json.loads(text))


def page(records: Iterable[StatementRecord], terms: Vocabulary) -> Iterator[Block]:
    """Statements across reviews, each with the id to cite and the review that makes it."""
    from .blocks import PagePoint, PageTitle, Points  # a page is not needed for JSON, and takes long to import

    for _, group in groupby(records, key=lambda record: record["review"]["id"]):
        said = list(group)
        yield PageTitle(said[0]["review"]["name"], said[0]["review"]["title"])
        yield Points(
            [
                PagePoint(record["id"], record["text"], wording.codes(terms, record["themes"], record["agencies"]))
                for record in said
            ]
        )
