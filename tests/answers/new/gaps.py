"""What reviews leave out: an answer as it would be added to `casereviews.answers`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from casereviews.answers.blocks import Block, Column, Grid
from casereviews.answers.field_types import KEY, Count, TypedDict, one_of
from casereviews.answers.reviews import ReferenceRecord, references
from casereviews.store import Store

SORTS = ("reviews", "field")


class GapRecord(TypedDict):
    """A field that reviews leave out."""

    field: Annotated[str, one_of(("area", "outcome")), "what is not stated", KEY]
    reviews: Annotated[Count, "how many leave it out"]
    first: Annotated[ReferenceRecord | None, "the first of them"]


def ask(store: Store) -> list[GapRecord]:
    """How many reviews leave out their area, and their outcome."""
    records: list[GapRecord] = []
    for field in ("area", "outcome"):
        condition = f"json_extract(record, '$.{field}') IS NULL"
        numbers = store.numbers(f"SELECT number FROM record WHERE {condition} ORDER BY number")
        first = references(store, numbers[:1])
        records.append({"field": field, "reviews": len(numbers), "first": first[numbers[0]] if numbers else None})
    return records


def page(records: Iterable[GapRecord]) -> list[Block]:
    """The fields, and how many leave them out."""
    columns = [Column("Field"), Column("Reviews", "number")]
    return [Grid(columns, ([record["field"], str(record["reviews"])] for record in records))]
