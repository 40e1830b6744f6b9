"""A value of a record as the text of one cell, for formats that have a row for a record."""

from __future__ import annotations

from collections.abc import Mapping

from .wording import NOT_STATED


def cell(value: object, missing: str = "") -> str:
    """The value as text: `missing` where it is not stated, `none` where a list is empty.

    A record inside a record is its id, or else what it states.
    """
    if value is None:
        return missing
    if isinstance(value, list):
        return "; ".join(cell(item, NOT_STATED) for item in value) or "none"
    if isinstance(value, Mapping):
        if "id" in value:
            return str(value["id"])
        stated = {key: item for key, item in value.items() if item is not None}
        return ", ".join(f"{key}: {cell(item)}" for key, item in stated.items()) or NOT_STATED
    return str(value)
