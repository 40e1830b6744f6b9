"""Which fields of a review nobody has read: they are empty, and all that is known is that nothing was read of them.

That a source does not state a field is known only where a person has read it: the whole review, or this field.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from ..vocabulary import NOT_STATED
from .sections import STATED

if TYPE_CHECKING:
    from .reviews import Review

_OF_CHILD = ("age", "sex")

Get = Callable[[Any, str], Any]


def of_review(review: Review) -> list[str]:
    """The fields of a review that nobody has read, in the order of the record; age and sex where any child has none."""
    return _unread(review, getattr)


def of_record(record: Mapping[str, Any]) -> list[str]:
    """The same of a review as JSON gives it."""
    return _unread(record, _entry)


def fields_read(record: Mapping[str, Any]) -> set[str]:
    """The fields of which anything was read, by a person or by the importer, in a review as JSON or a file gives it.

    A value that the importer had read is empty where a person took it out, or where the codes are left out that it is
    one of. What was read of one child says nothing of another.
    """
    return _read(record, _entry)


def _unread(review: Any, get: Get) -> list[str]:
    if get(review, "coding") != "automatic":
        return []
    children = get(review, "children")

    def is_empty(field: str) -> bool:
        if field in _OF_CHILD:
            return children is None or any(get(child, field) is None for child in children)
        return get(review, field) is None

    read = _read(review, get)
    return [field for field in STATED if field not in read and is_empty(field)]


def _read(review: Any, get: Get) -> set[str]:
    return {field for one in get(review, "evidence") or () if _tells(field := get(one, "field"), one, get)}


def _tells(field: str, one: Any, get: Get) -> bool:
    """Whether evidence shows that a field was read although it is empty now."""
    return get(one, "confidence") == "read" or (field not in _OF_CHILD and get(one, "value") != NOT_STATED)


def _entry(record: Mapping[str, Any], name: str) -> Any:
    return record.get(name)
