"""What an import, or coding again, leaves a person to check."""

from __future__ import annotations

from collections.abc import Iterable

from ..model.reviews import STATEMENTS
from ..search.records import Record
from ..text import counted
from ..vocabulary import Vocabulary
from . import reviews, wording
from .blocks import Block, Column, Grid, Heading


def page(doubts: list[Record], drafts: list[Record], terms: Vocabulary) -> list[Block]:
    """What an import would add, where that is asked, and what is to be checked."""
    blocks: list[Block] = []
    if drafts:
        headers = ("Name", "Child", "Harms", "Outcome", "Incident", "")
        blocks += [
            Heading("Reviews"),
            _table("Id", headers, ([draft["id"], *_draft(draft, terms)] for draft in drafts)),
        ]
    if doubts:
        rows = ([doubt["review"] or "the bulletin", doubt["field"], doubt["value"], doubt["why"]] for doubt in doubts)
        blocks += [Heading("To be checked"), _table("Review", ("Field", "Value", "Why"), rows)]
    return blocks


def _table(first: str, headers: Iterable[str], rows: Iterable[list[str]]) -> Grid:
    """Rows under their ids."""
    return Grid([Column(first, "id"), *map(Column, headers)], rows)


def _draft(draft: Record, terms: Vocabulary) -> list[str]:
    statements = sum(len(draft.get(section) or ()) for section in STATEMENTS)
    return [
        draft["name"],
        reviews.children({"children": None, **draft}),
        wording.labels(terms, "harm", draft.get("harms")),
        wording.label(terms, "outcome", draft.get("outcome")),
        wording.when(draft.get("incident_date")) if draft.get("incident_date") else f"incident {wording.NOT_STATED}",
        counted(statements, "statement"),
    ]


def page_of_differences(records: list[Record]) -> list[Block]:
    """What coding a collection again changes."""
    names = ("field", "change", "value", "words")
    rows = ([record["id"], *(record[name] or "" for name in names)] for record in records)
    return [_table("Id", map(str.capitalize, names), rows)] if records else []
