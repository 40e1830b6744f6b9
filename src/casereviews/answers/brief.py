"""A short practice briefing: what happened in some reviews, what was learned, and what was recommended to whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from ..model.sections import STATEMENTS
from ..search.filters import Filters
from ..search.records import Records
from ..store import Store
from . import brief_happened, brief_page, brief_points, brief_terms, collected, reviews, statements, wording
from .brief_asked import Asked, Options, numbers, options, remarks
from .brief_budget import fit, size, words
from .brief_points import Section
from .brief_record import BriefRecord
from .reviews import ReviewRecord

__all__ = ["Asked", "BriefRecord", "Options", "ask", "cited", "options", "page", "remarks"]

_KINDS_OF = {"learning": "theme", "recommendations": "agency", "actions": "agency"}
_STATED = ("age", "harms", "outcome", *STATEMENTS)

page = brief_page.page


def ask(store: Store, asked: Asked, options: Options, made: date) -> BriefRecord:
    """The briefing of what was asked; of no reviews where there is none."""
    rests_on = numbers(store, asked.filters)
    records = list(Records(rests_on, lambda some: reviews.read(store, some)))
    said = {name: list(statements.ask(store, asked.filters, [name])) for name in STATEMENTS}
    wanted = asked.terms(store.vocabulary)
    terms = wanted or brief_terms.recurring_term(store, [one for section in said.values() for one in section])
    record = _bare(store, asked, options, made, records)
    record["terms"] = [brief_terms.describe(store, term, rests_on) for term in terms[: brief_terms.MOST]]
    record["questions"] = brief_terms.questions(store, wanted, said["learning"])
    sections = {}
    for name, kind in _KINDS_OF.items():
        first = [term.slug for term in wanted if term.kind == kind]
        sections[name] = brief_points.section(said[name], kind, first, store.vocabulary)
    record["left_out"] = {
        "terms": len(terms[brief_terms.MOST :]),
        "reviews": len(records),
        **{name: len(section.points) for name, section in sections.items()},
    }
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
        "title": f"Practice briefing: {typed}" if typed else "Practice briefing",
        "asked": wording.asked(asked.options),
        "reviews": len(records),
        "of_all": reviews.count(store, Filters()),
        "automatic": sum(record["coding"] == "automatic" for record in records),
        "not_stated": _counts(records, is_stated=False),
        "stated_none": _counts(records, is_stated=True),
        "notes": asked.notes(store),
        "terms": [],
        "happened": [],
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
        values = [
            record.get(field) if field != "age" else None if None in brief_happened.ages(record) else ""
            for record in records
        ]
        counts[field] = sum(value == [] if is_stated else value is None for value in values)
    return {field: number for field, number in counts.items() if number}


def _fill(record: BriefRecord, store: Store, records: Sequence[ReviewRecord], sections: Mapping[str, Section]) -> None:
    """Put in what there is room for, and what is left out."""
    terms = store.vocabulary
    room = max(0, record["words"] - size(page(record, terms)))
    lines = brief_happened.lines(records, store, record["detail"], room // 3)
    costs = [words(f"{review['name']}: {line}") for review, line in zip(records, lines, strict=True)]
    kept = fit(room - min(room // 3, sum(costs)), {name: section.costs for name, section in sections.items()})
    for name, section in sections.items():
        record[name] = section.groups(terms, kept[name])  # type: ignore[literal-required]
        record["left_out"][name] -= kept[name]
    left = room - sum(sum(section.costs[: kept[name]]) for name, section in sections.items())
    homes = {identity.rpartition("/")[0] for identity in cited(record)}
    told = brief_happened.told_of(records, costs, homes, left)
    record["happened"] = [
        brief_happened.describe(review, line if index in told else None, record["detail"], store)
        for index, (review, line) in enumerate(zip(records, lines, strict=True))
        if index in told or review["id"] in homes
    ]
    record["left_out"]["reviews"] -= len(told)
