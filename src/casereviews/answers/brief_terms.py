"""The terms that a briefing is about, and the questions that a team may ask itself about them."""

from __future__ import annotations

import json
from collections.abc import Sequence

from ..search.records import having
from ..store import Store
from ..store.tables import CODES
from ..vocabulary import Term
from .brief_record import BriefQuestionRecord, BriefTermRecord
from .statements import StatementRecord

MOST = 3
"""How many terms are defined."""
_MOST_QUESTIONS = 3


def recurring_term(store: Store, said: Sequence[StatementRecord]) -> list[Term]:
    """The theme of most reviews among some statements, if they have any: of several the first by its slug."""
    return [store.vocabulary.terms("theme")[slug] for slug in _recurring(said)[:1]]


def _recurring(said: Sequence[StatementRecord]) -> list[str]:
    """The themes of some statements, those of the most reviews first."""
    found: dict[str, set[str]] = {}
    for record in said:
        for slug in record["themes"] or ():
            found.setdefault(slug, set()).add(record["review"]["id"])
    return sorted(found, key=lambda slug: (-len(found[slug]), slug))


def describe(store: Store, term: Term, rests_on: Sequence[int], asked: bool) -> BriefTermRecord:
    """A term, with how many of the reviews of some numbers have it, and how many of all."""
    counts = f"SELECT count(*) FROM {CODES} WHERE kind = ? AND slug = ? AND review IN (SELECT value FROM json_each(?))"
    (number,) = store.ask(counts, [term.kind, term.slug, json.dumps([*rests_on])]).fetchone()
    return {
        "id": f"{term.kind}/{term.slug}",
        "label": term.label,
        "definition": term.definition,
        "asked": asked,
        "reviews": number,
        "of_all": having(store, term.kind, term.slug),
    }


def questions(store: Store, terms: Sequence[Term], said: Sequence[StatementRecord]) -> list[BriefQuestionRecord]:
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
