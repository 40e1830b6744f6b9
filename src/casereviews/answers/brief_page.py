"""A briefing as a person reads it. What is not of the records or the vocabulary is a sentence of `SAYING`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .. import __version__
from ..text import counted
from ..vocabulary import Vocabulary
from . import wording
from .blocks import Block, Column, Facts, Grid, Heading, PagePoint, PageTitle, Paragraph, Points
from .brief_record import BriefGroupRecord, BriefPointRecord, BriefRecord, BriefReviewRecord, BriefTermRecord

SAYING = {
    "rests": "This rests on {reviews} of the {of_all} in use.",
    "sample": "They are those that were collected, and no sample of all cases.",
    "counts": "How often a point comes up here does not tell how often it is so elsewhere.",
    "id": "Each point has the id to cite it by.",
    "automatic": "{who} {are} coded by the importer, and not by a person.",
    "not_stated": "{who} {do} not state {what}.",
    "none_states": "None of these reviews states {what}.",
    "none": "{who} {say} that there were no {what}.",
    "nothing": "No {what} among what was asked.",
    "left_out": "Left out for length: {what}.",
    "read": "Read the review itself before you act on a point of it.",
    "begun": "Begun already, as the reviews say:",
    "plan": "Fill in who takes up each recommendation, by when, and what will show that it is done.",
}
"""The sentences of a briefing that are its own, each of at most 25 words."""

_CALLED = {
    "age": "an age",
    "harms": "any harm",
    "outcome": "the outcome",
    "learning": "learning points",
    "recommendations": "recommendations",
    "actions": "actions",
}
_ONE = {"terms": "term", "reviews": "review", "learning": "learning point", "recommendations": "recommendation",
        "actions": "action"}  # fmt: skip


def page(record: BriefRecord, terms: Vocabulary) -> Iterator[Block]:
    """The parts of a briefing, without its title."""
    yield from _why(record)
    yield from _happened(record)
    yield PageTitle("What was learned")
    yield from _section(record, "learning", terms)
    yield PageTitle("What was recommended, and to whom")
    yield from _section(record, "recommendations", terms)
    if record["questions"]:
        yield PageTitle("Questions for your team")
        yield Points([PagePoint(question["id"], question["text"]) for question in record["questions"]])
    yield from _next(record, terms)
    if record["plan"]:
        yield from _plan(record)
    yield PageTitle("About this briefing")
    yield Facts(_about(record))


def head(record: BriefRecord) -> PageTitle:
    """The title of a briefing, with what was asked."""
    return PageTitle(record["title"], subject(record))


def subject(record: BriefRecord) -> str:
    """What a briefing is of, in a line."""
    made = wording.when(record["made"])
    return f"{record['asked']}. {record['reviews']} of {counted(record['of_all'], 'review')}. {made}."


# --- Its parts --------------------------------------------------------------------------------------------------------


def _why(record: BriefRecord) -> Iterator[Block]:
    yield PageTitle("Why it matters")
    if record["terms"]:
        yield Points([_term(term, record) for term in record["terms"]])
        yield from _left_out(record, "terms")
    yield PageTitle("What this rests on")
    said = SAYING["rests"].format(reviews=record["reviews"], of_all=counted(record["of_all"], "review"))
    yield Paragraph(" ".join([said, SAYING["sample"], SAYING["counts"], SAYING["id"]]))
    if number := record["automatic"]:
        yield Paragraph(_of(number, record["reviews"], "automatic"))
    yield from map(Paragraph, record["notes"])


def _term(term: BriefTermRecord, record: BriefRecord) -> PagePoint:
    counts = f"in {term['reviews']} of these {record['reviews']}, and in {term['of_all']} of all {record['of_all']}"
    return PagePoint(term["id"], f"{term['label']}. {term['definition']}", counts)


def _happened(record: BriefRecord) -> Iterator[Block]:
    yield PageTitle("What happened")
    yield Points([PagePoint(one["id"], _told(one)) for one in record["happened"] if one["text"]])
    yield from _unstated(record, ("age", "harms", "outcome"))
    yield from _left_out(record, "reviews")


def _told(review: BriefReviewRecord) -> str:
    """What happened, with the name of the review before it unless it begins so."""
    text = review["text"] or ""
    return text if text.startswith(review["name"]) else f"{review['name']}: {text}"


def _section(record: BriefRecord, name: str, terms: Vocabulary) -> Iterator[Block]:
    groups: list[BriefGroupRecord] = record[name]  # type: ignore[literal-required]
    for group in groups:
        yield Heading(f"{group['label']} ({group['reviews']} of {counted(record['reviews'], 'review')})")
        yield Points([_point(point, terms, name == "recommendations") for point in group["points"]])
    if not groups and sum(record[why].get(name, 0) for why in ("not_stated", "stated_none")) < record["reviews"]:
        yield Paragraph(SAYING["nothing"].format(what=_ONE[name]))
    yield from _unstated(record, (name,))
    yield from _left_out(record, name)


def _point(point: BriefPointRecord, terms: Vocabulary, to_whom: bool) -> PagePoint:
    """A point with the ids of those that say the same, and whom it speaks to or of."""
    first, *others = point["ids"]
    details = [f"also {', '.join(others)}"] if others else []
    if to_whom and point["agencies"]:
        details.append(f"to or of: {wording.labels(terms, 'agency', point['agencies'])}")
    return PagePoint(first, point["text"], "; ".join(details))


def _next(record: BriefRecord, terms: Vocabulary) -> Iterator[Block]:
    yield PageTitle("What to do next")
    yield Paragraph(SAYING["read"])
    if record["actions"]:
        yield Paragraph(SAYING["begun"])
        yield Points([_point(point, terms, True) for group in record["actions"] for point in group["points"]])
    yield from _unstated(record, ("actions",))
    yield from _left_out(record, "actions")
    yield Heading("Sources")
    yield Facts([(one["id"], _source(one)) for one in record["happened"]])


def _source(review: BriefReviewRecord) -> str:
    """The title of a review, and where it is."""
    addresses = [resource["url"] for resource in review["resources"] if resource["url"]]
    return f"{review['title']}. {' '.join(addresses) or f'Address {wording.NOT_STATED}.'}"


def _plan(record: BriefRecord) -> Iterator[Block]:
    """A form to fill in, with a row for each recommendation."""
    points = [point for group in record["recommendations"] for point in group["points"]]
    yield PageTitle("Action plan")
    yield Paragraph(SAYING["plan"])
    columns = [Column("Recommendation", "id"), Column("Owner"), Column("By when"), Column("Evidence")]
    yield Grid(columns, [[", ".join(point["ids"]), "", "", ""] for point in points])


def _about(record: BriefRecord) -> list[tuple[str, str]]:
    """What was asked, of which collections, when and with what."""
    rows = [("Asked", record["asked"]), ("Reviews", f"{record['reviews']} of {counted(record['of_all'], 'review')}")]
    for one in record["collections"]:
        rows.append(("Collection", f"{one['title']} ({one['id']}): {counted(one['reviews'], 'review')}"))
        rows.append(("Source", one["source"] or wording.NOT_STATED))
        rows.append(("Digest", f"sha256:{one['digest']}"))
        if one["notice"]:
            rows.append(("Notice", one["notice"]))
    return [*rows, ("Length", f"{record['words']} words at most"),
            ("Made", f"{record['made']} with casereviews {__version__}")]  # fmt: skip


# --- What is not there ------------------------------------------------------------------------------------------------


def _unstated(record: BriefRecord, fields: Sequence[str]) -> Iterator[Block]:
    """How many of the reviews do not state what a part is about, or say that there is none of it."""
    total = record["reviews"]
    lines = []
    for field in fields:
        if number := record["not_stated"].get(field):
            lines.append(_of(number, total, "none_states" if number == total > 1 else "not_stated", _CALLED[field]))
        if (number := record["stated_none"].get(field)) and field in _ONE:
            lines.append(_of(number, total, "none", _CALLED[field]))
    if lines:
        yield Paragraph(" ".join(lines))


def _of(number: int, total: int, saying: str, what: str = "") -> str:
    """What is said of some of the reviews."""
    who = (
        "The review"
        if total == 1
        else "Each of these reviews"
        if number == total
        else f"{number} of the {total} reviews"
    )
    is_one = number in (1, total)
    do, say, are = ("does", "says", "is") if is_one else ("do", "say", "are")
    return SAYING[saying].format(who=who, do=do, say=say, are=are, what=what)


def _left_out(record: BriefRecord, *names: str) -> Iterator[Block]:
    """How many had no room."""
    found = [counted(number, _ONE[name]) for name in names if (number := record["left_out"].get(name))]
    if found:
        yield Paragraph(SAYING["left_out"].format(what=" and ".join(found)))
