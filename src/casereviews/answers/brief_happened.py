"""What happened, in a line a review."""

from __future__ import annotations

from collections.abc import Sequence

from ..store import Store
from . import reviews, wording
from .brief_record import BriefReviewRecord
from .reviews import ReviewRecord


def ages(record: ReviewRecord) -> list[str | None]:
    """The ages of a review's children, of which None is not stated."""
    return [None] if record["children"] is None else [child["age"] for child in record["children"]]


def entries(records: Sequence[ReviewRecord], store: Store, detail: bool, room: int) -> list[BriefReviewRecord]:
    """The reviews with what happened: the summaries where there is room for all, else what each is coded with."""
    facts = [_facts(record, store, detail) for record in records]
    whole = [record["summary"] or line for record, line in zip(records, facts, strict=True)]
    lines = whole if detail and sum(len(text.split()) for text in whole) <= room else facts
    return [_entry(record, line, detail, store) for record, line in zip(records, lines, strict=True)]


def _facts(record: ReviewRecord, store: Store, detail: bool) -> str:
    """What happened, by the codes of a review, as in `Girl, 8 months. Neglect. Death.`; what is not stated is named."""
    terms = store.vocabulary
    who = reviews.children(record["children"])
    parts = [
        (who[:1].upper() + who[1:] if record["children"] else f"Child: {who}") if detail else f"Age: {_aged(record)}",
        wording.labels(terms, "harm", record["harms"]) if record["harms"] else f"Harm: {_none(record['harms'])}",
        wording.label(terms, "outcome", record["outcome"]) if record["outcome"] else f"Outcome: {wording.NOT_STATED}",
    ]
    return f"{'. '.join(parts)}."


def _none(slugs: list[str] | None) -> str:
    return wording.NOT_STATED if slugs is None else "none"


def _aged(record: ReviewRecord) -> str:
    return "; ".join(age or wording.NOT_STATED for age in ages(record)) or "none"


def _entry(record: ReviewRecord, line: str, detail: bool, store: Store) -> BriefReviewRecord:
    kind = wording.label(store.vocabulary, "type", record["review_type"])
    return {
        "id": record["id"],
        "name": record["name"],
        "text": line,
        "title": record["title"] if detail else f"{record['name']}, type of review: {kind}",
        "resources": record["resources"],
    }
