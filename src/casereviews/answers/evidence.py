"""The words in which the values of a review were read."""

from __future__ import annotations

from collections.abc import Mapping

from ..coding.evidence import LISTS, Record, holds, points_of, text_at
from . import wording
from .blocks import Block, Column, Grid, Heading, Paragraph
from .reviews import EvidenceRecord, ReviewRecord


def page(record: ReviewRecord, where: str | None = None) -> list[Block]:
    """The words in which each value of a review was read, or those of one statement; and what is to be checked."""
    items = [item for item in record["evidence"] or () if where is None or item["where"] == where]
    if not items:
        how = "a person coded it" if record["coding"] == "curated" else "it was coded automatically"
        return [Heading("Evidence"), Paragraph(f"None is recorded; {how}.")]
    columns = [Column("Field"), Column("Value"), Column("Words"), Column("Where"), Column("")]
    points = points_of(record)
    rows = dict.fromkeys(tuple(_row(record, item, points)) for item in items)  # of several children it may be the same
    return [Heading("Evidence"), Grid(columns, map(list, rows))]


def _row(record: ReviewRecord, item: EvidenceRecord, points: Mapping[str, Record]) -> list[str]:
    check = _reliance(item)
    if not holds(record, item, points):
        is_listed = item["field"] in LISTS
        check = "a person took it out" if is_listed else "a person has set another value since"
        if item["confidence"] == "read":
            check = _told("taken out" if is_listed else "set anew", item)
    text = text_at(record, item["where"], points)
    if text is not None and item["start"] is not None and text[item["start"] : item["end"]] != item["words"]:
        check += "; the text has been changed since"
    return [item["field"], item["value"], item["words"] or "", item["where"] or "", check]


def _reliance(item: EvidenceRecord) -> str:
    """How far to rely on a value: what a person did, what was measured, and the doubt that was raised."""
    if item["confidence"] == "read":
        return _told("read", item)
    doubt = f"check: {item['why'] or 'there is a doubt'}" if item["confidence"] == "check" else "likely"
    if item["probability"] is None:
        return doubt
    return f"{doubt} ({wording.measured(item['probability'], item['n'])})"


def _told(what: str, item: EvidenceRecord) -> str:
    """What a person did, who it was, when and by what."""
    pieces = (what, item["by"] and f"by {item['by']}", item["on"] and f"on {item['on']}")
    told = " ".join(filter(None, pieces))
    return f"{told}, in {item['source']}" if item["source"] else told
