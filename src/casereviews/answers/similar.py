"""Reviews that are like one: that share its harms, themes, factors and agencies, the rarer the more."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Annotated, NamedTuple

from ..search import unstated
from ..search.filters import Filters
from ..search.order import SCORED_SORTS, Order, choose
from ..search.records import Records
from ..store import Store
from . import review
from .blocks import Block, Column, Grid
from .field_types import Count, TypedDict, one_of
from .reviews import ReferenceRecord, references

KINDS = ("harm", "factor", "theme", "agency")
"""What is compared."""

SORTS = SCORED_SORTS


class SharedRecord(TypedDict):
    """What two reviews are both coded with."""

    kind: Annotated[str, one_of(KINDS), "what it is"]
    slug: Annotated[str, "what a record holds"]
    label: Annotated[str, "as people say it"]
    reviews: Annotated[Count, "how many reviews have it"]


class SimilarRecord(ReferenceRecord):
    """A review that is like another."""

    score: Annotated[float, "from 0 to 1: how much of what the other is coded with it shares"]
    shared: Annotated[list[SharedRecord], "what both are coded with, the rarest first"]


class _OwnCode(NamedTuple):
    """A code of the review that the others are compared with."""

    kind: str
    slug: str
    label: str
    reviews: int
    """How many reviews have it."""
    weight: float


def ask(store: Store, identity: str, filters: Filters = Filters(), order: Order = Order()) -> Records[SimilarRecord]:
    """The reviews that share a code with a review, which must exist, with what they share; the most alike first.

    A code weighs log((1 + N) / n), where n of N reviews have it: what all share tells little. The score is the weights
    of what is shared, as a share of the weights of all that the review has; 1 is a review that has all of it.
    """
    choose("sort", order.sort, SORTS)
    codes = _codes(store, identity)
    total = sum(code.weight for code in codes.values())
    weights = json.dumps({number: code.weight / total for number, code in codes.items()} if total else {})
    condition, values = filters.of_a_review
    by_score = f"ORDER BY score {'ASC' if order.reverse else 'DESC'}, review.number {order.cut}"
    ordering = by_score if order.sort in (None, "score") else order.sql()
    rows = store.ask(
        "SELECT review.number, score, terms FROM review JOIN ("
        "SELECT code.review AS other, sum(weight.value) AS score, group_concat(weight.key) AS terms "
        "FROM json_each(?) AS weight JOIN code ON code.term = CAST(weight.key AS INTEGER) GROUP BY code.review"
        f") ON other = review.number WHERE id <> ? AND {condition} {ordering}",
        [weights, identity, *values],
    ).fetchall()
    shared: dict[str, SharedRecord] = {
        str(number): {"kind": code.kind, "slug": code.slug, "label": code.label, "reviews": code.reviews}
        for number, code in codes.items()
    }
    return Records(rows, partial(_records, store, shared))


def _records(
    store: Store, codes: Mapping[str, SharedRecord], rows: Sequence[tuple[int, float, str]]
) -> Iterator[SimilarRecord]:
    """Some reviews as records, with those of the codes that they share."""
    names = references(store, [number for number, _, _ in rows])
    for number, score, terms in rows:
        has = set(terms.split(","))
        shared = [code for term, code in codes.items() if term in has]
        yield {**names[number], "score": round(score, 4), "shared": shared}


def is_coded(store: Store, identity: str) -> bool:
    """Whether a review has any code to compare."""
    return bool(_codes(store, identity))


def count(store: Store, identity: str, filters: Filters) -> int:
    """How many reviews share a code with a review."""
    condition, values = filters.of_a_review
    marks = json.dumps(list(_codes(store, identity)))
    shared = "SELECT review FROM code WHERE term IN (SELECT value FROM json_each(?))"
    number: int = store.ask(
        f"SELECT count(*) FROM review WHERE number IN ({shared}) AND id <> ? AND {condition}",
        [marks, identity, *values],
    ).fetchone()[0]
    return number


def remarks(store: Store, identity: str, filters: Filters) -> Iterator[str]:
    """What a person is told of those left out, or in, only because they do not state what is filtered on."""
    return unstated.lines(store, filters, lambda asked: count(store, identity, asked))


def _codes(store: Store, identity: str) -> dict[int, _OwnCode]:
    """The codes of a review, by their numbers, the rarest first."""
    record = review.ask(store, identity)
    size: int = store.ask("SELECT count(*) FROM review").fetchone()[0]
    found: dict[int, _OwnCode] = {}
    for kind, slugs in zip(
        KINDS, (record["harms"], record["factors"], record["themes"], record["agencies"]), strict=True
    ):
        for slug in slugs or ():
            number, having = store.ask(
                "SELECT number, reviews FROM code_term WHERE kind = ? AND slug = ?", [kind, slug]
            ).fetchone()
            label = store.vocabulary.label(kind, slug)
            found[number] = _OwnCode(kind, slug, label, having, math.log((1 + size) / having))
    return dict(sorted(found.items(), key=lambda item: (-item[1].weight, KINDS.index(item[1].kind), item[1].slug)))


def page(records: Iterable[SimilarRecord], total: int) -> list[Block]:
    """Reviews that are like one, with what they share."""
    columns = [Column("Id", "id"), Column("Likeness", "number"), Column("Shared, the rarest first")]
    rows = (
        [
            f"{record['name']}\n{record['id']}",
            f"{record['score']:.2f}",
            "; ".join(f"{code['label']} ({code['reviews']} of {total})" for code in record["shared"]),
        ]
        for record in records
    )
    return [Grid(columns, rows)]
