"""Reviews: which they are, and what a person is shown of them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated, NamedTuple

from ..model.sections import CODINGS, CONFIDENCES, EVIDENCE_OF, SEXES
from ..search.filters import Filters
from ..search.order import REVIEW_SORTS, Order
from ..search.records import Records
from ..store import Store
from ..vocabulary import NOT_STATED, Vocabulary
from . import wording
from .field_types import Count, Date, DateOrSpan, TypedDict, one_of

if TYPE_CHECKING:
    from .blocks import Block


class ChildRecord(TypedDict):
    """A child whom a review concerns."""

    age: Annotated[str | None, "in the source's unit"]
    age_months: Annotated[float | None, "the age in months, to two decimals; null of `under 1 year`"]
    sex: Annotated[Annotated[str, one_of(SEXES)] | None, "never guessed"]


class PointRecord(TypedDict):
    """A learning point, a recommendation or an action, as it stands in its review."""

    id: Annotated[str, "the review's id, and L, R or A with a number"]
    text: Annotated[str, "an abstract of one point of the source"]
    themes: Annotated[list[str] | None, "slugs"]
    agencies: Annotated[list[str] | None, "slugs: whom it speaks to or of"]


class ResourceRecord(TypedDict):
    """A document that the source points to."""

    label: Annotated[str, "what the document is"]
    format: Annotated[str | None, "as in PDF"]
    url: Annotated[str | None, "where it is"]


class EvidenceRecord(TypedDict):
    """Where the importer read a value."""

    field: Annotated[str, one_of(EVIDENCE_OF), "what it is of"]
    value: Annotated[str, "as the importer read it"]
    confidence: Annotated[str, one_of(CONFIDENCES), "no doubt was raised, a doubt was, or a person has read it"]
    where: Annotated[str | None, "title, summary, a statement as L3, a note as N1"]
    start: Annotated[Count | None, "of the words in that text, in characters from 0"]
    end: Annotated[Count | None, "the first character that is not theirs"]
    words: Annotated[str | None, "the words that say so"]
    why: Annotated[str | None, "why it is to be checked"]
    probability: Annotated[float | None, "how often such a code was right where it was measured, from 0 to 1"]
    n: Annotated[Count | None, "labelled statements that this rests on"]
    by: Annotated[str | None, "who read the value and let it stand, set it or took it out"]
    on: Annotated[Date | None, "the day when they did"]
    source: Annotated[str | None, "what they read it in"]


_TOGETHER = "slugs: those of its statements together; null where they have none and not all are coded"


class ReviewRecord(TypedDict):
    """A review whole."""

    id: Annotated[str, "stable; unique among the collections in use"]
    name: Annotated[str, "the pseudonym that the review goes by"]
    title: Annotated[str, "as the source lists it"]
    review_type: Annotated[str | None, "slug of the vocabulary's type"]
    listed: Annotated[Date | None, "month of the bulletin that lists it; not its date of publication"]
    published: Annotated[Date | None, "when the review was published, where the source says so"]
    area: Annotated[str | None, "the place or board"]
    children: Annotated[list[ChildRecord] | None, "the children whom it concerns"]
    incident_date: Annotated[DateOrSpan | None, "as exact as the source: a year, month or day, or a span: 2016/2018"]
    outcome: Annotated[str | None, "slug"]
    harms: Annotated[list[str] | None, "slugs: what happened to the child"]
    factors: Annotated[list[str] | None, "slugs: what surrounded the child"]
    themes: Annotated[list[str] | None, _TOGETHER]
    agencies: Annotated[list[str] | None, _TOGETHER]
    summary: Annotated[str | None, "what happened"]
    learning: Annotated[list[PointRecord] | None, "learning points, in the source's order"]
    recommendations: Annotated[list[PointRecord] | None, "recommendations, likewise"]
    actions: Annotated[list[PointRecord] | None, "actions already begun, likewise"]
    resources: Annotated[list[ResourceRecord], "documents that the source points to"]
    notes: Annotated[list[str], "what a reader of the record should know of it"]
    collection: Annotated[str, "id of its collection"]
    coding: Annotated[str, one_of(CODINGS), "curated by a person, or automatic"]
    evidence: Annotated[list[EvidenceRecord] | None, "where the importer read each value; null: not recorded"]


class ReferenceRecord(TypedDict):
    """What names a review."""

    id: Annotated[str, "of the review"]
    name: Annotated[str, "of the review"]
    title: Annotated[str, "of the review"]


SORTS = tuple(REVIEW_SORTS)
"""What reviews can be sorted by."""


def ask(store: Store, filters: Filters, order: Order = Order()) -> Records[ReviewRecord]:
    """The reviews, as records that are read when they are asked for."""
    condition, values = filters.of_a_review
    numbers = store.numbers(f"SELECT number FROM review WHERE {condition} {order.sql()}", values)
    return Records(numbers, partial(read, store))


def read(store: Store, numbers: Sequence[int]) -> Iterator[ReviewRecord]:
    """The reviews of some numbers, as records."""
    for _, record in store.pick("SELECT number, record FROM record WHERE number IN ({})", numbers):
        yield json.loads(record)


def count(store: Store, filters: Filters) -> int:
    """How many reviews the filters select."""
    condition, values = filters.of_a_review
    number: int = store.ask(f"SELECT count(*) FROM review WHERE {condition}", values).fetchone()[0]
    return number


def size(store: Store, filters: Filters) -> int:
    """How many bytes the records of the reviews have that the filters select."""
    condition, values = filters.of_a_review
    bytes_of = "coalesce(sum(length(CAST(record AS BLOB))), 0)"
    number: int = store.ask(
        f"SELECT {bytes_of} FROM review JOIN record USING (number) WHERE {condition}", values
    ).fetchone()[0]
    return number


class Span(NamedTuple):
    """From when until when reviews are."""

    first: str | None
    last: str | None
    reviews: int
    """How many state it."""


def spans(store: Store, filters: Filters) -> tuple[Span, Span]:
    """When the reviews that the filters select were listed, and the years of their incidents."""
    condition, values = filters.of_a_review
    columns = """
        min(listed), max(listed), count(listed),
        min(substr(incident_first, 1, 4)), max(substr(incident_last, 1, 4)), count(incident_first)"""
    row = store.ask(f"SELECT {columns} FROM review WHERE {condition}", values).fetchone()
    return Span(*row[:3]), Span(*row[3:])


def remarks(store: Store, filters: Filters) -> Iterator[str]:
    """What a person is told of those left out, or in, only because they do not state what is filtered on."""
    if filters.unstated() or filters.stated() or filters.asked_unstated():
        from ..search import unstated  # only where something is filtered on

        yield from unstated.lines(store, filters, lambda asked: count(store, asked))


def areas(store: Store) -> list[str]:
    """The areas of the reviews, each once, as their sources write them."""
    rows = store.ask("SELECT slug FROM code_term WHERE kind = 'area' AND slug <> ? ORDER BY number", [NOT_STATED])
    return [area for (area,) in rows]


def references(store: Store, numbers: Iterable[int]) -> dict[int, ReferenceRecord]:
    """What names each of some reviews, by their numbers."""
    rows = store.pick("SELECT number, id, name, title FROM review WHERE number IN ({})", list(numbers))
    return {number: {"id": identity, "name": name, "title": title} for number, identity, name, title in rows}


def page(records: Iterable[ReviewRecord], terms: Vocabulary, width: int | None) -> list[Block]:
    """A list of reviews: more columns where there is room."""
    from .blocks import Column, Grid  # a page is not needed for JSON, and takes long to import

    cells: dict[Column, Callable[[ReviewRecord], str]] = {
        Column("Id", "id"): lambda record: record["id"],
        Column("Name"): lambda record: record["name"],
        Column("Child"): lambda record: children_of(record),
        Column("Harms"): lambda record: wording.labels(
            terms, "harm", record["harms"], wording.missing(record, "harms")
        ),
        Column("Outcome"): lambda record: wording.label(
            terms, "outcome", record["outcome"], wording.missing(record, "outcome")
        ),
        Column("Incident"): lambda record: (
            record["incident_date"] or wording.missing(record, "incident_date")
        ).replace("/", " to "),
        Column("Learning", optional=True): lambda record: _number(record, "learning"),
        Column("Recs", optional=True): lambda record: _number(record, "recommendations"),
        Column("Actions", optional=True): lambda record: _number(record, "actions"),
    }
    if width is not None:
        factors = Column("Factors", optional=True, room=30)
        cells[factors] = lambda record: wording.labels(
            terms, "factor", record["factors"], wording.missing(record, "factors")
        )
    return [Grid(list(cells), ([cell(record) for cell in cells.values()] for record in records))]


def _number(record: ReviewRecord, section: str) -> str:
    points: list[PointRecord] | None = record[section]  # type: ignore[literal-required]
    return wording.missing(record, section) if points is None else str(len(points))


class Missing(NamedTuple):
    """What is said of children where nothing is known of them."""

    children: str = wording.NOT_STATED
    age: str = wording.NOT_STATED
    sex: str = wording.NOT_STATED


_ALL_STATED = Missing()
UNREAD = Missing(*[wording.NOT_READ] * 3)
"""Where nobody has read the review."""


def children_of(record: ReviewRecord) -> str:
    """The children of a review in words; what nobody has read is called so."""
    return children(
        record["children"], Missing(*(wording.missing(record, field) for field in ("children", "age", "sex")))
    )


def children(records: list[ChildRecord] | None, missing: Missing = _ALL_STATED) -> str:
    """The children of a review, alike ones together: `girl, 3 years 6 months; 2 boys, 4 weeks`."""
    if records is None:
        return missing.children
    alike = Counter((child["sex"], child["age"]) for child in records)
    return "; ".join(_alike(number, sex, age, missing) for (sex, age), number in alike.items()) or "none"


def _alike(number: int, sex: str | None, age: str | None, missing: Missing) -> str:
    """Children of whom the same is stated."""
    if number > 1:
        who = f"{number} {wording.SEXES[sex]}s" if sex in wording.SEXES else f"{number} children"
        if not sex and not age:
            what = "read" if wording.NOT_READ in missing[1:] else "stated"
            return f"{who}, nothing {what} of them"
    else:
        who = wording.SEXES.get(sex or "", "")
    said = [who, age or f"age {missing.age}", "" if sex else f"sex {missing.sex}"]
    return ", ".join(filter(None, said))
