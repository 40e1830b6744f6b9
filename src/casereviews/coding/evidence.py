"""Whose value it is: the importer's, as evidence has it, or one that a person has set since or taken out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..model.sections import STATEMENTS
from ..model.unread import fields_read
from ..vocabulary import NOT_STATED

Record = Mapping[str, Any]

OF_STATEMENT = ("themes", "agencies")
"""The fields of a statement that are coded; evidence of them is of the statement that it stands in."""

SEVERAL = ("harms", "factors")
"""The fields of a review itself that may have several codes."""

LISTS = (*SEVERAL, *OF_STATEMENT)
"""All fields that may have several codes."""


def place_of(item: Record) -> str | None:
    """The statement, as `L3`, that evidence of a theme or an agency is of; None where it is of the review."""
    return item.get("where") if item["field"] in OF_STATEMENT else None


def points_of(record: Record) -> dict[str, Record]:
    """The statements of a review by the places that evidence names them by."""
    points = [point for section in STATEMENTS for point in record.get(section) or ()]
    return {point["id"].rpartition("/")[2]: point for point in points}


def holds(record: Record, item: Record, points: Mapping[str, Record] | None = None) -> bool:
    """Whether the record still has the value that evidence is of; a person may have set another.

    `points` are the statements of the record, for whoever asks of much evidence.
    """
    field, value = item["field"], item["value"]
    if is_other_name(item):
        return True
    if value == NOT_STATED:
        holder = _point(record, place_of(item), points) or record
        return holder.get(field) is None
    if field in ("age", "sex"):
        return any(child[field] == value for child in record["children"] or ())
    if field in OF_STATEMENT:
        point = _point(record, item["where"], points)
        coded = (point and point[field]) or []
        return value in coded or (value == "none" and (not coded or names_nobody_known(item)))
    if field in SEVERAL:
        return value in (record[field] or ()) or (value == "none" and record[field] == [])
    if field != "summary" and isinstance(record.get(field), str):
        return bool(record[field] == value)
    return field not in ("review_type", "area", "published", "incident_date", "outcome")


def _point(record: Record, where: str | None, points: Mapping[str, Record] | None) -> Record | None:
    """The statement that a place of evidence names, if it is there."""
    return (points_of(record) if points is None else points).get(where or "")


def names_nobody_known(item: Record) -> bool:
    """Whether evidence tells of words that mean no agency, beside those that a statement may have."""
    return item["field"] == "agencies" and item["value"] == "none" and item.get("words") is not None


def is_other_name(item: Record) -> bool:
    """Whether evidence tells of another name under which a bulletin has the whole text: no text here has it."""
    return item["field"] == "name" and item.get("where") is None and item.get("words") is not None


def is_unread(record: Record, field: str) -> bool:
    """Whether all that is known of an empty field of a review is that the importer read nothing there.

    That the source does not state it is known only where a person has read it: the whole review, or this field.
    Evidence of themes and agencies is that of a statement, which says nothing of the review.
    """
    if record["coding"] != "automatic":
        return False
    return field in OF_STATEMENT or field not in fields_read(record)


def text_at(record: Record, where: str | None, points: Mapping[str, Record] | None = None) -> str | None:
    """The text that a place of evidence names, if it is there.

    `points` are the statements of the record, for whoever asks of much evidence.
    """
    if where in (None, "title", "summary"):
        return record[where] if where else None
    if where[0] == "N":
        notes = record["notes"]
        return notes[int(where[1:]) - 1] if int(where[1:]) <= len(notes) else None
    point = _point(record, where, points)
    return point["text"] if point else None
