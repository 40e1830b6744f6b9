"""A value of a record as the text of one cell, for formats that have a row for a record."""

from __future__ import annotations

from collections.abc import Mapping

from .wording import NOT_READ, NOT_STATED


def nothing_known(not_read: object) -> str:
    """What a child is called of whom nothing is known, given the fields of the review that nobody has read."""
    return NOT_READ if isinstance(not_read, list) and "age" in not_read and "sex" in not_read else NOT_STATED


def cell(value: object, missing: str = "", inner: str = NOT_STATED) -> str:
    """The value as text: `missing` where it is not stated, `none` where a list is empty.

    A record inside a record is its id, or else what it states; `inner` is what is told of it where that is nothing.
    """
    if value is None:
        return missing
    if isinstance(value, list):
        return "; ".join(cell(item, inner, inner) for item in value) or "none"
    if isinstance(value, Mapping):
        if "id" in value:
            return str(value["id"])
        stated = {key: item for key, item in value.items() if item is not None}
        return ", ".join(f"{key}: {cell(item)}" for key, item in stated.items()) or inner
    return str(value)
