"""A short practice briefing: what happened in some reviews, what was learned, and what was recommended to whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from ..model.sections import STATEMENTS
from ..search.filters import Filters
from ..search.records import Records
from ..store import Store
from ..text import shorten
from . import brief_happened, brief_page, brief_points, brief_terms, collected, reviews, statements, wording
from .brief_asked import Asked, Options, numbers, options, remarks
from .brief_budget import fit
from .brief_points import Section
from .brief_record import BriefRecord
from .reviews import ReviewRecord

__all__ = ["Asked", "BriefRecord", "Options", "ask", "cited", "options", "page", "remarks"]

_SUMMARIES = 8  # the part of the words that summaries may take
_KINDS_OF = {"learning": "theme", "recommendations": "agency", "actions": "agency"}
_STATED = ("age", "harms", "outcome", *STATEMENTS, "address")

page = brief_page.page


def ask(store: Store, asked: Asked, options: Options, made: date) -> BriefRecord:
    """The briefing of what was asked; of no reviews where there is none."""
    rests_on = numbers(store, asked.filters)
    records = list(Records(rests_on, lambda some: reviews.read(store, some)))
    said = {name: list(statements.ask(store, asked.filters, [name])) for name in STATEMENTS}
    wanted = asked.terms(store.vocabulary)
    terms = wanted or brief_terms.recurring_term(store, [one for section in said.values() for one in section])
    record = _bare(store, asked, options, made, records)
    described = [one for term in terms if (one := brief_terms.describe(store, term, rests_on))["reviews"]]
    record["terms"] = described[: brief_terms.MOST]
    record["questions"] = brief_terms.questions(store, wanted, said["learning"])
    sections = {}
    for name, kind in _KINDS_OF.items():
        first = [term.slug for term in wanted if term.kind == kind]
        sections[name] = brief_points.section(said[name], kind, first, store.vocabulary)
    record["left_out"] = {"terms": len(described) - len(record["terms"])}
    _fill(record, store, records, sections)
    return record


def cited(record: BriefRecord) -> list[str]:
    """The ids of the statements that a briefing shows."""
    groups = [*record["learning"], *record["recommendations"], *record["actions"]]
    return [identity for group in groups for point in group["points"] for identity in point["ids"]]


def _bare(store: Store, asked: Asked, options: Options, made: date, records: Sequence[ReviewRecord]) -> BriefRecord:
    """A briefing without what takes room."""
    typed = asked.topic.typed if asked.topic else " ".join(asked.options.get("search", ()))
    return {
        "title": f"Practice briefing: {shorten(typed)}" if typed else "Practice briefing",
        "asked": wording.asked(asked.options),
        "reviews": len(records),
        "of_all": reviews.count(store, Filters()),
        "automatic": sum(record["coding"] == "automatic" for record in records),
        "not_stated": _counts(records, is_stated=False),
        "stated_none": _counts(records, is_stated=True),
        "notes": asked.notes(store),
        "terms": [],
        "happened": [],
        "not_told": [],
        "learning": [],
        "recommendations": [],
        "actions": [],
        "questions": [],
        "words": options.words,
        "left_out": {},
        "detail": options.detail,
        "plan": options.plan,
        "collections": [
            {
                "id": one.id,
                "title": one.title,
                "source": one.source,
                "notice": one.notice,
                "reviews": one.reviews,
                "digest": one.digest,
            }
            for one in collected.ask(store)
        ],
        "made": made.isoformat(),
    }


def _counts(records: Sequence[ReviewRecord], is_stated: bool) -> dict[str, int]:
    """How many reviews do not state each field; or state that there is none of it."""
    counts = {}
    for field in _STATED:
        values = [_value(record, field) for record in records]
        counts[field] = sum(value == [] if is_stated else value is None for value in values)
    return {field: number for field, number in counts.items() if number}


def _value(record: ReviewRecord, field: str) -> object:
    """What a review states of a field; None where it does not."""
    if field == "age":
        return None if None in brief_happened.ages(record) else True
    if field == "address":
        return brief_page.addresses(record["resources"]) or None
    return record.get(field)


def _fill(record: BriefRecord, store: Store, records: Sequence[ReviewRecord], sections: Mapping[str, Section]) -> None:
    """Put in what there is room for, and what is left out."""
    terms = store.vocabulary
    record["left_out"] |= {name: len(section.points) for name, section in sections.items()}
    entries = brief_happened.entries(records, store, record["detail"], record["words"] // _SUMMARIES)
    homes = {one["id"]: brief_page.room([brief_page.entry(one)]) for one in entries}
    costs = {name: brief_page.costs(section, terms, name) for name, section in sections.items()}
    for not_told in (None, [], list(homes)):  # to tell what is left out takes room too
        kept = fit(record["words"] - brief_page.frame(record, terms, not_told), costs, homes)
        are_all = not record["left_out"]["terms"] and all(len(kept.points[name]) == len(costs[name]) for name in costs)
        if len(kept.reviews) == len(homes) and (are_all or not_told is not None):
            break
    for name, section in sections.items():
        record[name] = section.groups(terms, kept.points[name])  # type: ignore[literal-required]
        record["left_out"][name] -= len(kept.points[name])
    record["happened"] = [one for one in entries if one["id"] in kept.reviews]
    record["not_told"] = [one["id"] for one in entries if one["id"] not in kept.reviews]
