"""What an import, or coding again, leaves a person to check."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

from ..model.sections import STATEMENTS
from ..text import counted
from ..vocabulary import Vocabulary
from . import reviews, wording
from .blocks import Block, Column, Grid, Heading
from .field_types import KEY, TypedDict, one_of

if TYPE_CHECKING:
    from ..bulletin.drafter import Doubt
    from ..bulletin.recode import Difference

DraftEntries = Mapping[str, Any]
"""A review as it was drafted, with the entries of its file."""


class DoubtRecord(TypedDict):
    """What a person is to check after an import."""

    review: Annotated[str | None, "id of the review; null for the bulletin as a whole", KEY]
    field: Annotated[str, "what it is of; `unplaced` of a line that belongs to no review"]
    value: Annotated[str, "as it was read"]
    why: Annotated[str, "why it is to be checked"]
    words: Annotated[str | None, "the words that say so"]


class DifferenceRecord(TypedDict):
    """A code that coding again adds or takes away."""

    id: Annotated[str, "of the review, or of the statement"]
    field: Annotated[str, "what it is of"]
    change: Annotated[str, one_of(("added", "removed")), "what becomes of the code"]
    value: Annotated[str, "slug"]
    words: Annotated[str | None, "the words that say so, or said so"]


def ask(doubts: Iterable[Doubt]) -> list[DoubtRecord]:
    """What a person is to check, as records."""
    return [
        {"review": it.review, "field": it.field, "value": it.value, "why": it.why, "words": it.words} for it in doubts
    ]


def ask_differences(differences: Iterable[Difference]) -> list[DifferenceRecord]:
    """What coding again changes, as records."""
    return [
        {"id": it.id, "field": it.field, "change": it.change, "value": it.value, "words": it.words}
        for it in differences
    ]


def page(doubts: list[DoubtRecord], drafts: Sequence[DraftEntries], terms: Vocabulary) -> list[Block]:
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
        blocks += [Heading("To check"), _table("Review", ("Field", "Value", "Why"), rows)]
    return blocks


def _table(first: str, headers: Iterable[str], rows: Iterable[list[str]]) -> Grid:
    """Rows under their ids."""
    return Grid([Column(first, "id"), *map(Column, headers)], rows)


def _draft(draft: DraftEntries, terms: Vocabulary) -> list[str]:
    statements = sum(len(draft.get(section) or ()) for section in STATEMENTS)
    return [
        draft["name"],
        reviews.children(draft.get("children"), reviews.UNREAD),
        wording.labels(terms, "harm", draft.get("harms"), wording.NOT_READ),
        wording.label(terms, "outcome", draft.get("outcome"), wording.NOT_READ),
        wording.when(draft.get("incident_date")) if draft.get("incident_date") else f"incident {wording.NOT_READ}",
        counted(statements, "statement"),
    ]


def page_of_differences(records: list[DifferenceRecord]) -> list[Block]:
    """What coding a collection again changes."""
    rows = ([it["id"], it["field"], it["change"], it["value"], it["words"] or ""] for it in records)
    return [_table("Id", ("Field", "Change", "Value", "Words"), rows)] if records else []
