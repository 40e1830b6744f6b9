"""Whose value it is: the importer's, as evidence has it, or one that a person has set since or taken out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..model.sections import STATEMENTS

Record = Mapping[str, Any]


def holds(record: Record, item: Record) -> bool:
    """Whether the record still has the value that evidence is of; a person may have set another."""
    field, value = item["field"], item["value"]
    if is_other_name(item):
        return True
    if field in ("age", "sex"):
        return any(child[field] == value for child in record["children"] or ())
    if field in ("themes", "agencies"):
        point = _point_at(record, item["where"])
        coded = (point and point[field]) or []
        return value in coded or (value == "none" and not coded)
    if isinstance(record.get(field), str):
        return bool(record[field] == value)
    if field in ("harms", "factors"):
        return value in (record[field] or ())
    return field not in ("review_type", "area", "published", "incident_date", "outcome")


def is_other_name(item: Record) -> bool:
    """Whether evidence tells of another name under which a bulletin has the whole text: no text here has it."""
    return item["field"] == "name" and item.get("where") is None


def _point_at(record: Record, where: str | None) -> Record | None:
    """The statement that a place of evidence names, if it is there."""
    points = [point for section in STATEMENTS for point in record[section] or ()]
    return next((point for point in points if point["id"].rpartition("/")[2] == where), None)


def text_at(record: Record, where: str | None) -> str | None:
    """The text that a place of evidence names, if it is there."""
    if where in (None, "title", "summary"):
        return record[where] if where else None
    if where[0] == "N":
        notes = record["notes"]
        return notes[int(where[1:]) - 1] if int(where[1:]) <= len(notes) else None
    point = _point_at(record, where)
    return point["text"] if point else None
