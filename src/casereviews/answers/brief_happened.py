"""What happened, review by review: as its summary tells it, or by its codes where there is no room for that."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ..store import Store
from . import reviews, wording
from .brief_record import BriefReviewRecord
from .reviews import ReviewRecord


class Way(NamedTuple):
    """How much of a review is told."""

    sentences: int | None
    """How many of its summary; None is the whole. Of none, its codes are told."""
    notes: bool
    """Whether its notes are shown. Where they are not, it is said that there are some."""


WAYS = Way(0, False), Way(1, False), Way(1, True), Way(2, True), Way(None, True)
"""The ways, from the shortest: notes come after the first sentence, but before the others, for they may alter
what a code means."""

_BREAK = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")  # between sentences


def ages(record: ReviewRecord) -> list[str | None]:
    """The ages of a review's children, of which None is not stated."""
    return [None] if record["children"] is None else [child["age"] for child in record["children"]]


def entries(records: Sequence[ReviewRecord], store: Store, detail: bool, way: Way) -> list[BriefReviewRecord]:
    """The reviews with what happened. Without detail there are codes alone, for notes may tell of injuries too."""
    return [_entry(record, store, detail, way if detail else WAYS[0]) for record in records]


def _entry(record: ReviewRecord, store: Store, detail: bool, way: Way) -> BriefReviewRecord:
    kind = wording.label(store.vocabulary, "type", record["review_type"], wording.missing(record, "review_type"))
    summary = record["summary"] if detail else None
    text = _beginning(summary, way.sentences, _outcome(record, store)) if summary else ""
    return {
        "id": record["id"],
        "name": record["name"],
        "text": text or _facts(record, store, detail),
        "whole": not summary or text == summary,
        "title": record["title"] if detail else f"{record['name']}, type of review: {kind}",
        "resources": record["resources"],
        "notes": record["notes"] if detail else [],
        "more_notes": bool(record["notes"]) and not way.notes,
    }


def _beginning(summary: str, sentences: int | None, outcome: str) -> str:
    """The first sentences of a summary; where there are more a sign, and the outcome, which may be in the others."""
    ends = [found.start() for found in _BREAK.finditer(summary)]
    if sentences is None or len(ends) < sentences:
        return summary
    return f"{summary[: ends[sentences - 1]]} ... {outcome}." if sentences else ""


def _facts(record: ReviewRecord, store: Store, detail: bool) -> str:
    """What happened, by the codes of a review; what is not stated is named.

    As in `Girl, 8 months. Harm, as coded: Neglect. Outcome, as coded: Death.`: the source may not call it so.
    """
    terms = store.vocabulary
    who = reviews.children_of(record)
    harms = record["harms"]
    no_harm = wording.missing(record, "harms") if harms is None else "none"
    parts = [
        (who[:1].upper() + who[1:] if record["children"] else f"Child: {who}") if detail else f"Age: {_aged(record)}",
        f"Harm, as coded: {wording.labels(terms, 'harm', harms)}" if harms else f"Harm: {no_harm}",
        _outcome(record, store),
    ]
    return f"{'. '.join(parts)}."


def _outcome(record: ReviewRecord, store: Store) -> str:
    outcome = record["outcome"]
    return (
        f"Outcome, as coded: {wording.label(store.vocabulary, 'outcome', outcome)}"
        if outcome
        else f"Outcome: {wording.missing(record, 'outcome')}"
    )


def _aged(record: ReviewRecord) -> str:
    return "; ".join(age or wording.missing(record, "age") for age in ages(record)) or "none"
