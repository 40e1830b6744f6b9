"""Which fields of a review nobody has read: they are empty, and all that is known is that nothing was read of them.

That a source does not state a field is known only where a person has read it: the whole review, or this field.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from .sections import STATED

if TYPE_CHECKING:
    from .reviews import Record, Review

_OF_CHILD = ("age", "sex")


def of_review(review: Review) -> list[str]:
    """The fields of a review that nobody has read, in the order of the record; age and sex where any child has none."""
    if review.coding != "automatic":
        return []
    read = {one.field for one in review.evidence or () if one.confidence == "read"}
    children = review.children

    def is_empty(field: str) -> bool:
        if field in _OF_CHILD:
            return children is None or any(getattr(child, field) is None for child in children)
        return getattr(review, field) is None

    return _unread(read, is_empty)


def of_record(record: Record) -> list[str]:
    """The fields that nobody has read of a review as JSON gives it."""
    if record["coding"] != "automatic":
        return []
    read = fields_read(record)
    children = record["children"]

    def is_empty(field: str) -> bool:
        if field in _OF_CHILD:
            return children is None or any(child[field] is None for child in children)
        return record[field] is None

    return _unread(read, is_empty)


def fields_read(record: Mapping[str, Any]) -> set[str]:
    """The fields of which a person has read anything, in a review as JSON or a file gives it."""
    return {one["field"] for one in record.get("evidence") or () if one["confidence"] == "read"}


def _unread(read: set[str], is_empty: Callable[[str], bool]) -> list[str]:
    return [field for field in STATED if field not in read and is_empty(field)]
