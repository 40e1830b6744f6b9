"""A short practice briefing: what happened in some reviews, what was learned, and what was recommended to whom."""

from __future__ import annotations

import json
import operator
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from ..errors import UsageError
from ..model.sections import STATEMENTS
from ..search import unstated
from ..search.filters import Filters
from ..search.records import Records, having
from ..search.topic import Topic
from ..store import Store
from ..vocabulary import ANY, KINDS, NONE, NOT_STATED, Term
from . import brief_page, brief_points, collected, reviews, statements, wording
from .brief_budget import fit, size, words
from .brief_points import Section
from .brief_record import BriefQuestionRecord, BriefRecord, BriefReviewRecord, BriefTermRecord
from .reviews import ReviewRecord
from .statements import StatementRecord

__all__ = ["BriefRecord", "Options", "ask", "cited", "page"]

WORDS = 480
"""What two pages of A4 hold, at 12 points."""
FEWEST = 200
"""Fewer words would be left without points."""

_MOST_TERMS = 3  # that are defined
_MOST_QUESTIONS = 4
_KINDS_OF = {"learning": "theme", "recommendations": "agency", "actions": "agency"}
_STATED = ("age", "harms", "outcome", *STATEMENTS)

page = brief_page.page


class Options(NamedTuple):
    """How a briefing is made."""

    words: int = WORDS
    """How many words it may have."""
    detail: bool = True
    """Whether it says how children were hurt."""
    plan: bool = False
    """Whether it ends with a form for actions."""


def options(words: int | None, detail: bool, plan: bool) -> Options:
    """How a briefing is made, of as many words as two pages hold where none are given. Raises UsageError."""
    number = WORDS if words is None else words
    if not hasattr(number, "__index__") or operator.index(number) < FEWEST:
        raise UsageError(f"a briefing has {FEWEST} words or more", f"leave the number out for {WORDS}, two pages of A4")
    return Options(operator.index(number), detail, plan)


class Asked(NamedTuple):
    """What a briefing is asked."""

    filters: Filters
    options: Mapping[str, Sequence[str]]
    """The words that were typed, by the names of their options."""
    topic: Topic | None = None
    """Of which the filters know."""

    def notes(self, store: Store) -> list[str]:
        """How its words were read, and what is left out, or in, only because it does not state what is asked for."""
        topic, filters = self.topic, self.filters
        wider = [*(topic.wider if topic else ()), *filters.wider]
        lines = [it.line(having(store, it.kind, it.slug)) for it in wider]
        lines += [line.partition("; --")[0] for line in remarks(store, filters)]  # no options, where none are typed
        return [*(topic.notes if topic else ()), *filters.notes, *lines]


def numbers(store: Store, filters: Filters) -> list[int]:
    """The numbers of the reviews that a briefing rests on.

    Where the statement itself is asked for something besides the topic, they are those with such a statement.
    """
    if not filters._replace(topic={}).is_of_statements:
        condition, values = filters.reviews()
        return store.numbers(f"SELECT number FROM review WHERE {condition} ORDER BY number", values)
    condition, values = filters.statements()
    said = f"section NOT IN ('title', 'summary') AND {condition}"
    return store.numbers(f"SELECT DISTINCT review FROM passage WHERE {said} ORDER BY review", values)


def remarks(store: Store, filters: Filters) -> Iterator[str]:
    """What a person is told of what is left out, or in, only because it does not state what is asked for."""
    return unstated.lines(
        filters, lambda asked: len(numbers(store, asked)), lambda asked: statements.count(store, asked)
    )


def ask(store: Store, asked: Asked, options: Options, made: date) -> BriefRecord:
    """The briefing of what was asked; of no reviews where there is none."""
    rests_on = numbers(store, asked.filters)
    records = list(Records(rests_on, lambda some: reviews.read(store, some)))
    said = {name: list(statements.ask(store, asked.filters, [name])) for name in STATEMENTS}
    terms = _terms(store, asked, [record for section in said.values() for record in section])
    record = _bare(store, asked, options, made, records)
    record["terms"] = [_term(store, term, rests_on) for term in terms[:_MOST_TERMS]]
    record["questions"] = _questions(store, _asked_for(store, asked), said["learning"])
    first = [term.slug for term in terms] if asked.topic else []
    sections = {
        name: brief_points.section(said[name], kind, first, store.vocabulary) for name, kind in _KINDS_OF.items()
    }
    record["left_out"] = {
        "terms": len(terms[_MOST_TERMS:]),
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
        values = [record.get(field) if field != "age" else None if None in _ages(record) else "" for record in records]
        counts[field] = sum(value == [] if is_stated else value is None for value in values)
    return {field: number for field, number in counts.items() if number}


def _ages(record: ReviewRecord) -> list[str | None]:
    """The ages of a review's children, of which None is not stated."""
    return [None] if record["children"] is None else [child["age"] for child in record["children"]]


# --- What it is about -------------------------------------------------------------------------------------------------


def _terms(store: Store, asked: Asked, said: Sequence[StatementRecord]) -> list[Term]:
    """The terms that a briefing is about: those that were asked for, or else the theme that recurs most."""
    known = store.vocabulary.terms("theme")
    return _asked_for(store, asked) or [known[slug] for slug in _recurring(said)[:1]]


def _asked_for(store: Store, asked: Asked) -> list[Term]:
    """The terms that were asked for, be it by a word or by filters."""
    if asked.topic:
        return [*asked.topic.terms]
    known = store.vocabulary
    wanted = {
        (kind, slug): known.terms(kind)[slug]
        for kind in KINDS
        for group in asked.filters.codes.get(kind, ())
        for slug in group
        if slug not in (NOT_STATED, NONE, ANY)
    }
    return list(wanted.values())


def _recurring(said: Sequence[StatementRecord]) -> list[str]:
    """The themes of some statements, those of the most reviews first."""
    found: dict[str, set[str]] = {}
    for record in said:
        for slug in record["themes"] or ():
            found.setdefault(slug, set()).add(record["review"]["id"])
    return sorted(found, key=lambda slug: (-len(found[slug]), slug))


def _term(store: Store, term: Term, rests_on: Sequence[int]) -> BriefTermRecord:
    asked = (
        "SELECT count(*) FROM code JOIN code_term ON code.term = code_term.number WHERE kind = ? AND slug = ? "
        "AND review IN (SELECT value FROM json_each(?))"
    )
    (number,) = store.ask(asked, [term.kind, term.slug, json.dumps([*rests_on])]).fetchone()
    return {
        "id": f"{term.kind}/{term.slug}",
        "label": term.label,
        "definition": term.definition,
        "reviews": number,
        "of_all": having(store, term.kind, term.slug),
    }


def _questions(store: Store, terms: Sequence[Term], said: Sequence[StatementRecord]) -> list[BriefQuestionRecord]:
    """Questions of the terms and of those that are related to them, then of the themes that recur most."""
    codes = [f"{term.kind}/{term.slug}" for term in terms]
    codes += [code for term in terms for code in term.related]
    found: list[BriefQuestionRecord] = []
    for code in dict.fromkeys(codes):
        found += [{"id": code, "text": text} for text in store.questions(*code.split("/"))]
    for slug in _recurring(said):
        if len(found) >= _MOST_QUESTIONS:
            break
        if f"theme/{slug}" not in codes:
            found += [{"id": f"theme/{slug}", "text": text} for text in store.questions("theme", slug)[:1]]
    return found[:_MOST_QUESTIONS]


# --- What has room ----------------------------------------------------------------------------------------------------


def _fill(record: BriefRecord, store: Store, records: Sequence[ReviewRecord], sections: Mapping[str, Section]) -> None:
    """Put in what there is room for, and what is left out."""
    terms = store.vocabulary
    room = max(0, record["words"] - size(page(record, terms)))
    lines = _lines(records, store, record["detail"], room // 3)
    costs = [words(f"{review['name']}: {line}") for review, line in zip(records, lines, strict=True)]
    kept = fit(room - min(room // 3, sum(costs)), {name: section.costs for name, section in sections.items()})
    for name, section in sections.items():
        record[name] = section.groups(terms, kept[name])  # type: ignore[literal-required]
        record["left_out"][name] -= kept[name]
    left = room - sum(sum(section.costs[: kept[name]]) for name, section in sections.items())
    homes = {identity.rpartition("/")[0] for identity in cited(record)}
    told = _told(records, costs, homes, left)
    record["happened"] = [
        _review(review, line if index in told else None, record["detail"], store)
        for index, (review, line) in enumerate(zip(records, lines, strict=True))
        if index in told or review["id"] in homes
    ]
    record["left_out"]["reviews"] -= len(told)


def _told(records: Sequence[ReviewRecord], costs: Sequence[int], homes: set[str], room: int) -> set[int]:
    """The reviews of which there is room to tell what happened, by their index: one at least, the cited ones first."""
    told: set[int] = set()
    for index in sorted(range(len(records)), key=lambda index: (records[index]["id"] not in homes, index)):
        room -= costs[index]
        if room < 0 and told:
            break
        told.add(index)
    return told


def _lines(records: Sequence[ReviewRecord], store: Store, detail: bool, room: int) -> list[str]:
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
    return "; ".join(age or wording.NOT_STATED for age in _ages(record)) or "none"


def _review(record: ReviewRecord, line: str | None, detail: bool, store: Store) -> BriefReviewRecord:
    kind = wording.label(store.vocabulary, "type", record["review_type"])
    return {
        "id": record["id"],
        "name": record["name"],
        "text": line,
        "title": record["title"] if detail else f"{record['name']}, type of review: {kind}",
        "resources": record["resources"],
    }
