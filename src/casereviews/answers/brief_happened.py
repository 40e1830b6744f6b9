"""What happened, in a line a review."""

from __future__ import annotations

from collections.abc import Sequence

from ..store import Store
from . import reviews, wording
from .brief_budget import words
from .brief_record import BriefReviewRecord
from .reviews import ReviewRecord


def ages(record: ReviewRecord) -> list[str | None]:
    """The ages of a review's children, of which None is not stated."""
    return [None] if record["children"] is None else [child["age"] for child in record["children"]]


def told_of(records: Sequence[ReviewRecord], costs: Sequence[int], homes: set[str], room: int) -> set[int]:
    """The reviews of which there is room to tell what happened, by their index: one at least, the cited ones first."""
    told: set[int] = set()
    for index in sorted(range(len(records)), key=lambda index: (records[index]["id"] not in homes, index)):
        room -= costs[index]
        if room < 0 and told:
            break
        told.add(index)
    return told


def lines(records: Sequence[ReviewRecord], store: Store, detail: bool, room: int) -> list[str]:
    """What happened in each review: the summaries where there is room for all, else what each is coded with."""
    facts = [_facts(record, store, detail) for record in records]
    whole = [record["summary"] or line for record, line in zip(records, facts, strict=True)]
    return whole if detail and sum(map(words, whole)) + len(whole) <= room else facts


def _facts(record: ReviewRecord, store: Store, detail: bool) -> str:
    """What happened, by the codes of a review: `Girl, 8 months. Harm: Neglect. Outcome: Death.` and when."""
    terms = store.vocabulary
    who = reviews.children(record["children"])
    parts = [
        (who[:1].upper() + who[1:] if record["children"] else f"Child: {who}") if detail else f"Age: {_aged(record)}",
        f"Harm: {wording.labels(terms, 'harm', record['harms'])}",
        f"Outcome: {wording.label(terms, 'outcome', record['outcome'])}",
    ]
    if detail and record["incident_date"]:
        parts.append(f"Incident: {wording.when(record['incident_date'])}")
    return f"{'. '.join(parts)}."


def _aged(record: ReviewRecord) -> str:
    return "; ".join(age or wording.NOT_STATED for age in ages(record)) or "none"


def describe(record: ReviewRecord, line: str | None, detail: bool, store: Store) -> BriefReviewRecord:
    """A review, with the line that tells what happened, if there is room for it."""
    kind = wording.label(store.vocabulary, "type", record["review_type"])
    return {
        "id": record["id"],
        "name": record["name"],
        "text": line,
        "title": record["title"] if detail else f"{record['name']}, type of review: {kind}",
        "resources": record["resources"],
    }
