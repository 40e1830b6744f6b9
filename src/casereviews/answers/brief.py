"""A short practice briefing: what happened in some reviews, what was learned, and what was recommended to whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from ..coding.evidence import is_unread
from ..model.sections import STATEMENTS
from ..search.filters import Filters
from ..search.records import Records
from ..store import Store
from ..vocabulary import Vocabulary
from . import (
    brief_budget,
    brief_happened,
    brief_page,
    brief_points,
    brief_terms,
    collected,
    reviews,
    statements,
)
from .blocks import Points
from .brief_asked import Asked, Options, numbers, options, remarks
from .brief_budget import Cost, Kept, Limit, Measure, fit
from .brief_points import Section
from .brief_record import BriefRecord, BriefReviewRecord
from .reviews import ReviewRecord

__all__ = ["Asked", "BriefRecord", "Options", "ask", "cited", "options", "page", "remarks"]

_SUMMARIES = 4  # the part of the room that is kept for notes and summaries
_FRAME = 0.75  # of the room, that definitions, questions and what else stands around points may take
_ASKED = 0.4  # of the room, that points which were asked for may take before questions
_KINDS_OF = {"learning": "theme", "recommendations": "agency", "actions": "agency"}
_EVIDENCE_OF = {"address": "resources"}
"""Which field evidence is of, where it is called otherwise."""
_STATED = ("age", "harms", "outcome", *STATEMENTS, "address")

page = brief_page.page


def ask(store: Store, asked: Asked, options: Options, made: date) -> BriefRecord:
    """The briefing of what was asked; of no reviews where there is none."""
    rests_on = numbers(store, asked.filters)
    records = list(Records(rests_on, lambda some: reviews.read(store, some)))
    said = {name: list(statements.ask(store, asked.filters, [name])) for name in STATEMENTS}
    wanted = asked.terms(store.vocabulary)
    harms = {term.slug for term in wanted if term.kind == "harm"}
    records.sort(key=lambda one: harms.isdisjoint(one["harms"] or ()))  # what was asked for comes first
    terms = wanted or brief_terms.recurring_term(store, [one for section in said.values() for one in section])
    record = _bare(store, asked, options, made, records)
    described = [one for term in terms if (one := brief_terms.describe(store, term, rests_on, bool(wanted)))["reviews"]]
    record["terms"] = described[: brief_terms.MOST]
    record["questions"] = brief_terms.questions(store, wanted, said["learning"])
    sections = {}
    for name, kind in _KINDS_OF.items():
        sections[name] = brief_points.section(said[name], kind, wanted, store.vocabulary)
        record["coded"][name] = sum(group.coded for group, _ in sections[name].points)
    record["coded_as"] = [term.label for term in wanted if term.kind in _KINDS_OF.values()]
    record["left_out"] = {"terms": len(described) - len(record["terms"]), "questions": 0}
    is_of_some = any(harms.isdisjoint(one["harms"] or ()) for one in records)
    begun = [one["id"] for one in records[:1] if is_of_some and harms & {*(one["harms"] or ())}]
    _fill(record, store, records, sections, begun)
    return record


def cited(record: BriefRecord) -> list[str]:
    """The ids of the statements that a briefing shows."""
    groups = [*record["learning"], *record["recommendations"], *record["actions"]]
    return [identity for group in groups for point in group["points"] for identity in point["ids"]]


def _bare(store: Store, asked: Asked, options: Options, made: date, records: Sequence[ReviewRecord]) -> BriefRecord:
    """A briefing without what takes room."""
    empty = _empty(records)
    return {
        "title": asked.title(store.vocabulary),
        "asked": asked.words(store.vocabulary),
        "reviews": len(records),
        "of_all": reviews.count(store, Filters()),
        "automatic": sum(record["coding"] == "automatic" for record in records),
        "not_stated": empty["not_stated"],
        "not_read": empty["not_read"],
        "stated_none": empty["stated_none"],
        "notes": asked.notes(store),
        "terms": [],
        "coded_as": [],
        "coded": {},
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


def _empty(records: Sequence[ReviewRecord]) -> dict[str, dict[str, int]]:
    """How many reviews do not state each field, were not read for it, or state that there is none of it."""
    found: dict[str, Counter[str]] = {"not_stated": Counter(), "not_read": Counter(), "stated_none": Counter()}
    for field in _STATED:
        for record in records:
            value = _value(record, field)
            if value is None:
                why = "not_read" if is_unread(record, _EVIDENCE_OF.get(field, field)) else "not_stated"
                found[why][field] += 1
            elif value == []:
                found["stated_none"][field] += 1
    return {why: dict(counts) for why, counts in found.items()}


def _value(record: ReviewRecord, field: str) -> object:
    """What a review states of a field; None where it does not."""
    if field == "age":
        return None if None in brief_happened.ages(record) else True
    if field == "address":
        return brief_page.addresses(record["resources"]) or None
    return record.get(field)


def _fill(
    record: BriefRecord,
    store: Store,
    records: Sequence[ReviewRecord],
    sections: Mapping[str, Section],
    begun: Sequence[str],
) -> None:
    """Put in what there is room for, the reviews of some ids before all, and what is left out."""
    terms, limit = store.vocabulary, brief_budget.limit(record["words"])
    record["left_out"] |= {"accounts": len(records), "notes": sum(len(one["notes"]) for one in records)}
    record["left_out"] |= {name: len(section.points) for name, section in sections.items()}
    others = [one["id"] for one in records]
    ways = [brief_happened.entries(records, store, record["detail"], way) for way in brief_happened.WAYS]
    costs = {name: brief_page.costs(section, terms, name, limit.measure) for name, section in sections.items()}
    _leave_room(record, terms, limit, costs, ways[0])
    for not_told in (None, [], others):  # to tell what is left out takes room too
        room = limit.most - brief_page.frame(record, terms, not_told, limit.measure)
        told, kept = _told(ways, costs, begun, room, limit.measure)
        if any(costs[name] and not kept.points[name] for name in costs):  # to tell that takes room as well
            told, kept = _told(
                ways, costs, begun, room - brief_page.without_points(record, limit.measure), limit.measure
            )
        are_all = not record["left_out"]["terms"] and all(len(kept.points[name]) == len(costs[name]) for name in costs)
        are_whole = all(one["whole"] and not one["more_notes"] for one in told) or not record["detail"]
        if len(kept.reviews) == len(records) and ((are_all and are_whole) or not_told is not None):
            break
    for name, section in sections.items():
        record[name] = section.kept(terms, kept.points[name])  # type: ignore[literal-required]
        record["left_out"][name] -= len(kept.points[name])
    record["happened"] = [one for one in told if one["id"] in kept.reviews]
    record["not_told"] = [one["id"] for one in told if one["id"] not in kept.reviews]
    record["left_out"]["accounts"] = sum(not one["whole"] for one in record["happened"])
    record["left_out"]["notes"] = sum(len(one["notes"]) for one in record["happened"] if one["more_notes"])


def _leave_room(
    record: BriefRecord,
    terms: Vocabulary,
    limit: Limit,
    costs: Mapping[str, Sequence[Cost]],
    entries: Sequence[BriefReviewRecord],
) -> None:
    """Take out the last definitions and questions, if need be, to leave a part of the room to what the reviews say."""
    first = [cost for section in costs.values() for cost in section if cost.asked]
    homes = {home for cost in first for home in cost.reviews}
    needed = limit.measure([Points([brief_page.entry(one)]) for one in entries if one["id"] in homes])
    needed += sum(cost.words for cost in first)
    most = limit.most * _FRAME
    fewer = min(most, limit.most - min(needed, limit.most * _ASKED))
    others = [one["id"] for one in entries]
    for name, framed in (("terms", most), ("questions", fewer)):
        some: list[object] = record[name]  # type: ignore[literal-required]
        while len(some) > 1 and brief_page.frame(record, terms, others, limit.measure) > framed:
            some.pop()
            record["left_out"][name] += 1


def _told(
    ways: Sequence[list[BriefReviewRecord]],
    costs: Mapping[str, Sequence[Cost]],
    begun: Sequence[str],
    room: int,
    measure: Measure,
) -> tuple[list[BriefReviewRecord], Kept]:
    """The reviews, those that are kept told at such length as there is room for; and what is kept.

    First there is a place for the reviews of some ids and the points that were asked for, then for others and for each
    review in short; then a part of the room, and what points leave, is for telling more of these reviews, a little of
    each before all of one; and what that leaves is for points again.
    """
    sizes = [{one["id"]: measure([Points([brief_page.entry(one)])]) for one in entries} for entries in ways]
    homes, told = dict(sizes[0]), {one["id"]: one for one in ways[0]}
    spare = min(room // _SUMMARIES, sum(sizes[-1].values()) - sum(homes.values()))
    kept = fit(room, costs, homes, spare, Kept({}, {*begun}, 0))
    left = room - kept.taken
    for entries, size in zip(ways[1:], sizes[1:], strict=True):
        for one in entries:
            more = size[one["id"]] - homes[one["id"]]
            if one["id"] in kept.reviews and more <= left:
                left -= more
                homes[one["id"]], told[one["id"]] = size[one["id"]], one
    return list(told.values()), fit(room, costs, homes, kept=kept)
