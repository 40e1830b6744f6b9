"""What a search found, by review or by statement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Annotated

from ..model.sections import STATEMENTS
from ..search import unstated
from ..search.filters import Filters
from ..search.highlight import Finding, Passage
from ..search.order import SCORED_SORTS
from ..search.records import Records
from ..search.strict import SECTIONS
from ..store import Store
from .blocks import Block, PagePoint, PageTitle, Paragraph, Points
from .field_types import Count, TypedDict, one_of
from .reviews import ReferenceRecord, references

if TYPE_CHECKING:
    from ..search.engine import SearchResult

_HOW = (
    "word", "phrase", "beginning",  # as typed
    "spelling",  # as it is spelt here
    "synonym", "everyday",  # other words for the same
    "code",  # a term that it names
    "wider", "related", "subject",  # one that is near, by its code or its words
)  # fmt: skip


class ReasonRecord(TypedDict):
    """Why a text was found."""

    query: Annotated[str, "the words typed"]
    how: Annotated[str, one_of(_HOW), "what they were taken for"]
    what: Annotated[str, "the word of the text, in lower case; of a code, its label"]


Marks = Annotated[list[list[Count]], "[start, end) of each word found, in characters of the text"]
Why = Annotated[list[ReasonRecord], "what found it"]
Score = Annotated[float, "how well it answers; comparable within one search only"]
Missing = Annotated[list[str], "the words typed that it lacks, in any form; [] where it has all"]


class MatchRecord(TypedDict):
    """A text of a review in which something was found."""

    id: Annotated[str, "of the statement; of the review for its title and summary"]
    section: Annotated[str, one_of(SECTIONS), "where it stands"]
    text: Annotated[str, "whole"]
    marks: Marks
    why: Why


class HitRecord(ReferenceRecord):
    """A review that a search found."""

    score: Score
    missing: Missing
    matches: Annotated[list[MatchRecord], "its texts with a word of the query, best first"]


class StatementHitRecord(TypedDict):
    """A statement that a search found."""

    id: Annotated[str, "of the statement"]
    section: Annotated[str, one_of(STATEMENTS), "what it is"]
    text: Annotated[str, "whole"]
    marks: Marks
    why: Why
    score: Score
    missing: Missing
    review: Annotated[ReferenceRecord, "where it says so"]


SORTS = SCORED_SORTS
"""What hits can be sorted by."""


_BEST = 5  # texts of a hit that are shown
_CODED = {"code": "coded", "wider": "nearest subject", "related": "nearest subject", "subject": "nearest subject"}
"""How it is told that a code found a text."""


def ask(store: Store, findings: Sequence[Finding]) -> Records[HitRecord]:
    """The reviews that a search found, each with its texts in which it found something."""
    return Records(findings, partial(_reviews, store))


def ask_statements(store: Store, findings: Sequence[Finding]) -> Records[StatementHitRecord]:
    """The statements that a search found."""
    return Records(findings, partial(_statements, store))


def remarks(store: Store, found: SearchResult, filters: Filters, sections: Sequence[str]) -> Iterator[str]:
    """What a person is told of what was found: how the query was read, what is missing, and what is not stated."""
    yield from (*found.notes, *found.missing)
    yield from unstated.lines(store, filters, found.count_under)
    if {*sections} <= {*STATEMENTS}:
        yield from unstated.silent_lines(store, filters, sections)


def _reviews(store: Store, findings: Sequence[Finding]) -> Iterator[HitRecord]:
    found = list(findings)
    names = references(store, [it.review for it in found])
    for it in found:
        matches = [_match(one) for one in it.passages]
        yield {**names[it.review], "score": it.score, "missing": it.missing, "matches": matches}


def _statements(store: Store, findings: Sequence[Finding]) -> Iterator[StatementHitRecord]:
    found = list(findings)
    names = references(store, {it.review for it in found})
    for it in found:
        yield {**_match(it.passages[0]), "score": it.score, "missing": it.missing, "review": names[it.review]}


def _match(passage: Passage) -> MatchRecord:
    return {
        "id": passage.id,
        "section": passage.section,
        "text": passage.text,
        "marks": passage.marks,
        "why": [{"query": query, "how": how, "what": what} for query, how, what in passage.why],
    }


def page(records: Iterable[HitRecord], why: bool = False, between: str | None = None) -> Iterator[Block]:
    """What a search found: by review, its best texts with the words marked; and what found them, if that is asked.

    `between` stands before the first that has only some of the words.
    """
    for record in records:
        if between and record["missing"]:
            yield Paragraph(between)
            between = None
        shown = record["matches"][:_BEST]
        yield PageTitle(record["name"], record["title"], record["id"])
        yield Points([_point(match, why) for match in shown])
        more = len(record["matches"]) - len(shown)
        if more:
            yield Paragraph(f"and {more} more in this review; --statements or --json gives all")


def page_of_statements(
    records: Iterable[StatementHitRecord], why: bool = False, between: str | None = None
) -> Iterator[Block]:
    """The statements that a search found, the best first, each with its review.

    `between` stands before the first that has only some of the words.
    """
    summaries: str | None = "What only summaries tell:"
    for (_, is_part, is_summary), group in groupby(records, key=_kind_of_hit):
        found = list(group)
        if is_summary and summaries:
            yield Paragraph(summaries)
            summaries = None
        elif between and is_part:
            yield Paragraph(between)
            between = None
        yield PageTitle(found[0]["review"]["name"], found[0]["review"]["title"])
        yield Points([_point(record, why) for record in found])


def _kind_of_hit(record: StatementHitRecord) -> tuple[str, bool, bool]:
    """The review of a hit, whether it lacks a word, and whether it is a summary."""
    return record["review"]["id"], bool(record["missing"]), record["section"] == "summary"


def _point(match: MatchRecord | StatementHitRecord, why: bool) -> PagePoint:
    detail = match["section"]
    if why:
        detail = f"{detail} / {'; '.join(_reasons(match['why']))}"
    else:
        detail = " / ".join([detail, *_coded(match["why"])])
    return PagePoint(match["id"], match["text"], detail, match["marks"])


def _coded(reasons: list[ReasonRecord]) -> list[str]:
    """What a text is coded with, where nothing else found it: what was asked for, and what is near."""
    if any(reason["how"] not in _CODED for reason in reasons):
        return []
    labels: dict[str, dict[str, None]] = {}
    for reason in reasons:
        labels.setdefault(_CODED[reason["how"]], {})[reason["what"]] = None
    return [f"{how} {'; '.join(found)}" for how, found in labels.items()]


def _reasons(reasons: list[ReasonRecord]) -> list[str]:
    """What found a text: `CSA: child sexual abuse (synonym)`."""
    return [f"{reason['query']}: {reason['what']} ({reason['how']})" for reason in reasons]
