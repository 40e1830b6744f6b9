"""What a person is still to check in collections: the open doubts, and what nobody read: themes, harms, ages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Annotated

from ..coding.doubts import OpenValue, open_values
from ..coding.evidence import Record, points_of, text_at
from ..model.sections import EVIDENCE_OF
from ..search.filters import Filters
from ..store import Store
from ..text import counted
from ..vocabulary import KIND_OF, NONE, NOT_STATED, Vocabulary
from . import reviews, wording
from .field_types import KEY, Count, TypedDict, one_of
from .reviews import ReferenceRecord, ReviewRecord

if TYPE_CHECKING:
    from .blocks import Block, PagePoint

_CODES = ("factors", "themes", "agencies")  # which are told behind the facts
_UNMEASURED = 0.5  # how sure a value is of which nothing was measured
_BEFORE, _BEHIND = 120, 160  # characters of context on a page


class CheckRecord(TypedDict):
    """A value that a person is to check, or a field or the themes of a statement, of which nothing was read."""

    id: Annotated[str, KEY, "what --accept, --set and --drop take"]
    review: Annotated[ReferenceRecord, "where it stands"]
    field: Annotated[str, one_of(EVIDENCE_OF), "what it is of"]
    value: Annotated[str, "as it was read; of what was not, `none` of a statement's themes and `not-stated` of a field"]
    why: Annotated[str, "why it is to be checked"]
    probability: Annotated[float | None, "how often such a code was right where it was measured, from 0 to 1"]
    n: Annotated[Count | None, "labelled statements that this rests on"]
    where: Annotated[str | None, "title, summary, a statement as L3, a note as N1"]
    text: Annotated[str | None, "the text that stands there; null where it was read in no text"]
    marks: Annotated[list[list[int]], "the words that say so: [start, end) in the text"]


def ask(store: Store, filters: Filters) -> list[CheckRecord]:
    """What is to be checked in the reviews that the filters select, the least sure first.

    What was measured goes by that. Of what was not, facts stand before codes, statements without a theme last.
    """
    found: list[tuple[OpenValue, CheckRecord]] = []
    for record in reviews.ask(store, filters):
        points = points_of(record)
        found += [(one, _record(one, record, points)) for one in open_values(record)]
    found.sort(key=lambda pair: _doubtfulness(pair[0]))
    return [checked for _, checked in found]


def nothing(store: Store, filters: Filters) -> str:
    """What a person is told where nothing is to be checked: also how many codes nobody has read all the same."""
    if not reviews.count(store, filters):
        return "no review matches"
    condition, values = filters.of_a_review
    (unread,) = store.ask(f"SELECT total(unread) FROM review WHERE {condition}", values).fetchone()
    if not unread:
        return "nothing is to be checked"
    return f"no doubts are open; nobody has read {counted(int(unread), 'code')} yet"


def _doubtfulness(one: OpenValue) -> tuple[bool, float, bool]:
    measured: float | None = one.evidence["probability"] if one.evidence else None
    return one.evidence is None, _UNMEASURED if measured is None else measured, one.field in _CODES


def _record(one: OpenValue, record: ReviewRecord, points: Mapping[str, Record]) -> CheckRecord:
    evidence = one.evidence or {"where": one.where, "words": None, "start": None}
    text = text_at(record, evidence["where"], points) or evidence["words"]
    span = [evidence["start"] or 0, evidence.get("end") or 0]
    is_there = evidence["start"] is not None and text is not None and text[slice(*span)] == evidence["words"]
    return {
        "id": one.id,
        "review": {"id": record["id"], "name": record["name"], "title": record["title"]},
        "field": one.field,
        "value": one.value,
        "why": one.why,
        "probability": evidence.get("probability"),
        "n": evidence.get("n"),
        "where": evidence["where"],
        "text": text,
        "marks": [span] if is_there else [],
    }


def page(records: Iterable[CheckRecord], terms: Vocabulary) -> Iterator[Block]:
    """What is to be checked, each with the words in their context, and why."""
    from .blocks import Points  # a page is not needed for JSON, and takes long to import

    points = [point(record, terms) for record in records]
    if points:
        yield Points(points)


def point(record: CheckRecord, terms: Vocabulary) -> PagePoint:
    """One value with its words in their context."""
    from .blocks import PagePoint

    text, marks = _excerpt(record["text"] or record["review"]["title"], record["marks"])
    return PagePoint(record["id"], text, _detail(record, terms), marks)


def _detail(record: CheckRecord, terms: Vocabulary) -> str:
    """The value in words, why it is to be checked, and what was measured of such ones."""
    kind = KIND_OF.get(record["field"])
    is_none = record["value"] == NOT_STATED or (record["field"] == "themes" and record["value"] == NONE)
    value = terms.label(kind, record["value"]) if kind and not is_none else record["value"]
    pieces = [record["why"] if is_none else f"{value}: {record['why']}"]
    if record["probability"] is not None:
        pieces.append(wording.measured(record["probability"], record["n"]))
    return "; ".join(pieces)


def _excerpt(text: str, marks: list[list[int]]) -> tuple[str, list[list[int]]]:
    """The text about the words that are marked, cut between words, and the marks in it."""
    first = max(0, marks[0][0] - _BEFORE) if marks else 0
    last = (marks[0][1] if marks else _BEFORE) + _BEHIND
    if first:
        first = text.find(" ", first, first + _BEFORE) + 1 or first
    if last < len(text):
        last = max(text.rfind(" ", 0, last), marks[0][1] if marks else 0) if " " in text[first:last] else last
    lead = "\u2026 " if first else ""
    shift = len(lead) - first
    cut = lead + text[first:last] + (" \u2026" if last < len(text) else "")
    return cut, [[start + shift, end + shift] for start, end in marks]
