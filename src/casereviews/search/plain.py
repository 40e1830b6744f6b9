"""The answer to a question without operators: first what has all of it, then the best that has some of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from ..model.sections import STATEMENTS
from ..store import Store
from ..text import listed, quoted
from . import lookup, review_sets
from .best_match import BestMatch, Scored
from .clues import Question
from .filters import Filters
from .highlight import Finding, by_score
from .order import Order
from .query_tree import CODES
from .records import Records, having
from .strict import Search, nothing_in

FILLED = 50
"""The number of answers up to which those with only some of a question are listed."""

_MOSTLY = 0.5  # of a question
_REVIEWS = {1: "1 review is coded so, perhaps not about"}


class Asked(NamedTuple):
    """A question put to some sections of a store."""

    store: Store
    question: Question
    filters: Filters
    sections: tuple[str, ...]
    order: Order
    all_words: bool
    """Whether answers must have all of it."""

    @property
    def is_by_score(self) -> bool:
        """Whether the best come first."""
        return self.order.sort in (None, "score") and not self.order.reverse

    def strict(self) -> Search:
        """The question as a query that requires all of it."""
        return Search(self.store, self.question.query(), self.filters, self.sections, CODES)

    def match(self) -> BestMatch:
        """The question as one that may be answered in part."""
        return BestMatch(self.store, self.question, self.filters, self.sections)


class Results(NamedTuple):
    """The answers to a question."""

    findings: Records[Finding]
    total: int
    """How many there are without the limit."""
    whole: int
    """How many have all of it."""
    some: int
    """How many have some of it; the rest are summaries."""
    absent: list[str]
    """The labels of terms that it names but nothing here has; if there are any, nothing is found."""
    nowhere: list[str]
    """Its words that nothing here has."""
    never: list[str]
    """Its words that no answer with some of it has."""


def reviews(asked: Asked) -> Results:
    """The reviews that answer a question."""
    match = asked.match()
    whole: dict[int, float] = {}
    total = 0
    if not match.absent and all(match.answered):
        total = match.all_at(CODES).bit_count()
        most = max(asked.order.limit, FILLED) if asked.is_by_score and asked.order.limit is not None else total
        whole = dict(asked.strict().best(min(most, total), match.all_at))
    some: list[Scored] = []
    if not (asked.all_words or match.absent or match.is_lost or total >= FILLED):
        match.whole = review_sets.of(whole, match.size)
        some = match.reviews(FILLED - total)
    groups = [[Scored(number, score + 1, ()) for number, score in whole.items()], some]
    homes = {hit.number: hit.number for group in groups for hit in group}
    findings = Records(_in_order(asked, groups, homes)[: asked.order.limit], partial(_reviews, match))
    return _results(match, findings, total + len(some), total, some)


def statements(asked: Asked) -> Results:
    """The statements that answer a question."""
    match = asked.match()
    hits: list[Scored] = []
    if not match.absent:
        match.whole = match.all_at(CODES)
        found = match.statements(0 if asked.all_words or match.is_lost else FILLED)
        hits = [hit if hit.missing else hit._replace(score=hit.score + 1) for hit in found]
    whole = [hit for hit in hits if not hit.missing]
    some = [hit for hit in hits if hit.missing]
    groups = [whole, some, [] if match.absent else _summaries(asked, hits)]
    numbers = json.dumps([hit.number for group in groups for hit in group])
    homes = dict(
        asked.store.ask(
            "SELECT number, review FROM passage WHERE number IN (SELECT value FROM json_each(?))", [numbers]
        )
    )
    findings = Records(_in_order(asked, groups, homes)[: asked.order.limit], partial(_statements, match))
    return _results(match, findings, sum(map(len, groups)), len(whole), some)


def _summaries(asked: Asked, hits: Sequence[Scored]) -> list[Scored]:
    """The summaries that answer most of it, and something that no statement does, where no section was chosen."""
    typed = {part.typed for part in asked.question.parts}
    known = {word for hit in hits for word in typed - {*hit.missing}}
    if asked.sections != STATEMENTS or known == typed:
        return []
    match = asked._replace(sections=("summary",)).match()
    found = match.statements(0 if asked.all_words else FILLED - len(hits))
    last = min([hit.score for hit in hits], default=1.0)
    telling = [hit for hit in found if hit.score >= _MOSTLY and typed - known - {*hit.missing}]
    return [hit._replace(score=min(hit.score, last)) for hit in telling]


def _results(match: BestMatch, findings: Records[Finding], total: int, whole: int, some: Sequence[Scored]) -> Results:
    nowhere = [part.typed for part, found in zip(match.parts, match.answered, strict=True) if not found]
    never = [part.typed for part in match.parts if some and all(part.typed in hit.missing for hit in some)]
    return Results(findings, total, whole, len(some), match.absent, nowhere, never)


def _in_order(asked: Asked, groups: Sequence[Sequence[Scored]], homes: dict[int, int]) -> list[Scored]:
    """The hits in the order to show them, group by group, given the review of each hit."""
    if asked.order.sort in (None, "score"):
        return [hit for group in groups for hit in (reversed(group) if asked.order.reverse else group)]
    order = asked.order._replace(limit=None).sql()
    sql = f"SELECT number FROM review WHERE number IN (SELECT value FROM json_each(?)) {order}"
    positions = {
        number: index for index, number in enumerate(asked.store.numbers(sql, [json.dumps([*homes.values()])]))
    }
    return [hit for group in groups for hit in sorted(group, key=lambda hit: positions[homes[hit.number]])]


def _reviews(match: BestMatch, hits: Sequence[Scored]) -> Iterator[Finding]:
    answers = match.answers_of([hit.number for hit in hits])
    for hit in hits:
        # Texts that are only near what was asked are left out where others have it.
        having = [answer for answer in answers[hit.number] if any(answer.has)]
        passages = [answer.passage for answer in having or answers[hit.number]]
        best = sorted(passages, key=lambda passage: by_score(passage.score, passage.number))
        yield Finding(hit.number, round(hit.score, 4), [*hit.missing], best)


def _statements(match: BestMatch, hits: Sequence[Scored]) -> Iterator[Finding]:
    rows = match.reader.texts([hit.number for hit in hits])
    passages = {answer.passage.number: answer.passage for answer in match.reader.read(rows)}
    for hit in hits:
        passage = passages[hit.number]
        yield Finding(passage.review, round(hit.score, 4), [*hit.missing], [passage])


def remarks(asked: Asked, found: Results, kind: str) -> Iterator[str]:
    """Lines on what was not found; `kind` is `review` or `statement`."""
    question = asked.question
    yield from (f"nothing on {label}" for label in found.absent)
    nothing = nothing_in(asked.sections)
    for word in question.unclear:
        yield f"{nothing} has {quoted(word.typed)}; did you mean {listed([*map(quoted, word.near)])}?"
    unclear = {word.typed for word in question.unclear}
    respelt = {part.typed for part in question.parts if part.clues[0].how == "spelling"}
    for typed in found.nowhere if not found.absent else ():
        if typed not in unclear:
            near = "" if typed in respelt else lookup.near(asked.store, typed)
            if near or not found.some:  # else the last line names it
                yield f"{nothing} has {quoted(typed)}{f'; did you mean {near}?' if near else ''}"
    for typed, term in question.wider:
        if coded := having(asked.store, term.kind, term.slug):
            what = _REVIEWS.get(coded, f"{coded:,} reviews are coded so, not all of them about")
            yield f"{quoted(typed)} is a part of {term.label}: {what} {typed} (--{term.kind} {term.slug})"
    if found.some:
        have = f"{found.whole:,} {kind}{'s have' if found.whole > 1 else ' has'}" if found.whole else f"no {kind} has"
        yield f"{have} all of the words, {'the others' if found.whole else 'these'} have {partly(asked, found)}"
    elif not (found.total or found.absent or found.nowhere) and _is_never_whole(asked, kind):
        names = listed([quoted(part.typed) for part in question.parts], "and")
        yield f"no {kind} has all of {names}"


def _is_never_whole(asked: Asked, kind: str) -> bool:
    """Whether nothing has all of a question of several words, even without the filters."""
    answers = statements if kind == "statement" else reviews
    free = asked._replace(filters=Filters(), all_words=True)
    return len(asked.question.parts) > 1 and (asked.filters.of_a_review[0] == "1" or not answers(free).whole)


def partly(asked: Asked, found: Results) -> str:
    """The phrase for what answers with only some of a question have."""
    if len(found.never) == len(asked.question.parts):
        return "none of them, but a subject near them"
    lacking = f"; none of these has {listed([*map(quoted, found.never)])}" if found.never else ""
    return f"some of the words, or a subject near them{lacking}"
