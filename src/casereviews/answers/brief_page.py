"""A briefing as a person reads it. What is not of the records or the vocabulary is a sentence of `SAYING`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from .. import __version__
from ..text import counted, listed
from ..vocabulary import Vocabulary
from . import wording
from .blocks import Block, Column, Facts, Grid, Heading, PagePoint, PageTitle, Paragraph, Points
from .brief_budget import Cost, Measure
from .brief_points import Group, Section
from .brief_record import BriefGroupRecord, BriefPointRecord, BriefRecord, BriefReviewRecord, BriefTermRecord
from .reviews import ResourceRecord

SAYING = {
    "rests": "This rests on {which} in use.",
    "sample": "What is in use was collected, and is no sample of all cases.",
    "automatic": "{who} {are} coded by the importer, and not by a person.",
    "not_stated": "{who} {do} not state {what}.",
    "not_read": "In {which} {what} was read, and nobody has read {it}.",
    "none_states": "None of these reviews states {what}.",
    "none": "{who} {say} that there were no {what}.",
    "nothing": "No {what} among what was asked.",
    "coded": "Coded as {terms}:",
    "others": "Also in these reviews, and not coded as {terms}:",
    "none_coded": "No {what} of these reviews is coded as {terms}. There are others:",
    "read": "Read the review itself before you act on a point of it.",
    "address": "No address is stated here; ask the board that published the review.",
    "source": "No address is stated here; ask the board that published the review, "
    "or the collection's source: {source}.",
    "begun": "Begun already, as the reviews say:",
    "not_told": "What happened in {which} is not told here, for length.",
    "no_room": "The {what} are left out for length.",
    "notes": "It has notes on how to read it: casereviews show {id}.",
    "plan": "Fill in who takes up each recommendation, by when, and what will show that it is done.",
}
"""The sentences of a briefing that are its own, each of at most 25 words."""

PLAN = PageTitle("Action plan")
"""What begins the form."""

_CALLED = {
    "age": "the age of each child",
    "harms": "any harm",
    "outcome": "the outcome",
    "learning": "learning points",
    "recommendations": "recommendations",
    "actions": "actions",
    "address": "an address",
}
_NOT_READ = {
    "age": "not every child's age",
    "harms": "no harm",
    "outcome": "no outcome",
    "learning": "no learning point",
    "recommendations": "no recommendation",
    "actions": "no action",
    "address": "no address",
}
_ONE = {
    "terms": "term",
    "questions": "question",
    "accounts": "full account",
    "notes": "note",
    "learning": "learning point",
    "recommendations": "recommendation",
    "actions": "action",
}
_NO_MORE = "among the statements asked for no theme is in more reviews"
_LONGEST_DEFINITION = 80  # words
_ALSO = 5  # other ids of a point
_NAMED = 10  # reviews for which there is no room
_COLLECTIONS = 3  # that are told; JSON has all
_DIGITS = 12  # of a digest
_MANY = 2  # reviews; the words are as many, however many there are


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
        yield Points([PagePoint(question["id"], question["text"], is_cited=True) for question in record["questions"]])
    yield from _next(record, terms)
    yield PageTitle("About this briefing")
    yield Facts(list(_about(record)))
    if record["plan"]:
        yield from _plan(record)


def head(record: BriefRecord) -> PageTitle:
    """The title of a briefing, with what was asked."""
    return PageTitle(record["title"], subject(record))


def subject(record: BriefRecord) -> str:
    """What a briefing is of, in a line."""
    made = wording.when(record["made"])
    return f"{record['asked']}. {record['reviews']:,} of {counted(record['of_all'], 'review')}. {made}."


# --- Its parts --------------------------------------------------------------------------------------------------------


def _why(record: BriefRecord) -> Iterator[Block]:
    """The terms that it is about; nothing where it is about none, for a heading with nothing under it tells nothing."""
    if record["terms"]:
        yield PageTitle("Why it matters")
        yield Points([_term(term, record) for term in record["terms"]])


def _term(term: BriefTermRecord, record: BriefRecord) -> PagePoint:
    """A term with its definition, and how often it recurs."""
    total, of_all = record["reviews"], record["of_all"]
    here = "this review" if total == 1 else f"{term['reviews']:,} of these {total:,} reviews"
    counts = f"{here}, {term['of_all']:,} of all {of_all:,}" if of_all > total else here
    if not term["asked"]:
        counts = f"one of the themes of {counts}" if total == 1 else f"{counts}; {_NO_MORE}"
    return PagePoint(term["id"], f"{term['label']}. {_definition(term)}", counts, is_cited=True)


def _definition(term: BriefTermRecord) -> str:
    """A definition whole, for what comes last may include or except much; cut where it is longer than a page holds."""
    return cut(term["definition"], _LONGEST_DEFINITION)


def cut(text: str, most: int) -> str:
    """A text of so many words at most, and three dots where it had more."""
    words = text.split()
    return text if len(words) <= most else f"{' '.join(words[:most])} ..."


def _happened(record: BriefRecord) -> Iterator[Block]:
    yield PageTitle("What happened")
    some, of_all = record["reviews"], counted(record["of_all"], "review")
    which = (
        f"{some:,} of the {of_all}" if some < record["of_all"] else f"all {of_all}" if some > 1 else "the only review"
    )
    said = SAYING["rests"].format(which=which)
    yield Paragraph(f"{said} {SAYING['sample']}")
    if number := record["automatic"]:
        yield Paragraph(_of(number, record["reviews"], "automatic"))
    yield from map(Paragraph, record["notes"])
    yield Points([entry(one) for one in record["happened"]])
    if others := record["not_told"]:
        which = listed(others, "and") if len(others) <= _NAMED else f"{len(others):,} of these reviews"
        yield Paragraph(SAYING["not_told"].format(which=which))
    yield from _unstated(record, ("age", "harms", "outcome"))


def entry(review: BriefReviewRecord) -> PagePoint:
    """What happened, with the title of the review and where it is."""
    is_named = review["text"].startswith(review["name"]) or review["name"] in review["title"]
    text = review["text"] if is_named else f"{review['name']}: {review['text']}"
    source = " ".join([review["title"], *addresses(review["resources"])])
    return PagePoint(review["id"], text, f"{source}{_notes(review)}", is_cited=True)


def _notes(review: BriefReviewRecord) -> str:
    """What is said after the source of the notes of a review, which may alter what its codes mean."""
    if review["more_notes"]:
        return f". {SAYING['notes'].format(id=review['id'])}"
    return f". Notes: {' '.join(review['notes'])}" if review["notes"] else ""


def addresses(resources: Iterable[ResourceRecord]) -> list[str]:
    """Where the documents of a review are."""
    return [resource["url"] for resource in resources if resource["url"]]


def _section(record: BriefRecord, name: str, terms: Vocabulary) -> Iterator[Block]:
    groups: list[BriefGroupRecord] = record[name]  # type: ignore[literal-required]
    for coded, some in groupby(groups, lambda group: group["coded"]):
        yield from _lead(record, name, coded)
        for group in some:
            yield _heading(group, record["reviews"])
            under = group["slug"] if name == "recommendations" else None
            yield Points([_point(point, terms, name != "learning", under) for point in group["points"]])
    none = sum(record[why].get(name, 0) for why in ("not_stated", "not_read", "stated_none"))
    if not groups:
        yield from _no_room(record, name)
    if not groups and not record["left_out"][name] and none < record["reviews"]:
        yield Paragraph(SAYING["nothing"].format(what=_ONE[name]))
    yield from _unstated(record, (name,))


def _lead(record: BriefRecord, name: str, coded: bool) -> Iterator[Block]:
    """Whether the points that follow are coded with what was asked for, where that can be known."""
    terms = listed(record["coded_as"])
    if not terms:
        return
    if coded:
        yield Paragraph(SAYING["coded"].format(terms=terms))
    elif record["coded"][name]:
        yield Paragraph(SAYING["others"].format(terms=terms))
    else:
        yield Paragraph(SAYING["none_coded"].format(what=_ONE[name], terms=terms))


def _leads(record: BriefRecord, name: str) -> Iterator[Block]:
    """All that may be said so of a section that has points."""
    if record["coded"][name]:
        yield from _lead(record, name, True)
    if record["left_out"][name] > record["coded"][name]:
        yield from _lead(record, name, False)


def _no_room(record: BriefRecord, name: str) -> Iterator[Block]:
    if record["left_out"][name]:
        yield Paragraph(SAYING["no_room"].format(what=_CALLED[name]))


def _heading(group: BriefGroupRecord, of: int) -> Heading:
    """What points stand under, with how many reviews make such a point, and of how many one is shown."""
    shown = group["shown"]
    some = f"; points of {shown} are shown" if shown < group["reviews"] else ""
    return Heading(f"{group['label']} ({group['reviews']:,} of {counted(of, 'review')}{some})")


def _point(point: BriefPointRecord, terms: Vocabulary, to_whom: bool, under: str | None = None) -> PagePoint:
    """A point with the ids of those that say the same, and whom it speaks to or of besides whom it stands under."""
    first, *others = point["ids"]
    more = f" and {len(others) - _ALSO} more" if len(others) > _ALSO else ""
    details = [f"also {', '.join(others[:_ALSO])}{more}"] if others else []
    if to_whom and point["agencies"] and point["agencies"] != [under]:
        details.append(f"to or of: {wording.labels(terms, 'agency', point['agencies'])}")
    return PagePoint(first, point["text"], "; ".join(details), is_cited=True)


def _next(record: BriefRecord, terms: Vocabulary) -> Iterator[Block]:
    yield PageTitle("What to do next")
    yield Paragraph(SAYING["read"])
    yield from _where(record)
    if record["actions"]:
        yield Paragraph(SAYING["begun"])
        yield Points([_point(point, terms, True) for group in record["actions"] for point in group["points"]])
    yield from _unstated(record, ("actions",))


def _where(record: BriefRecord) -> Iterator[Block]:
    """Where the reviews themselves may be had, if not all say so."""
    silent = record["not_stated"].get("address", 0) + record["not_read"].get("address", 0)
    if silent != record["reviews"]:
        yield from _unstated(record, ("address",))
        return
    sources = dict.fromkeys(one["source"] for one in record["collections"] if one["source"])
    is_known = 0 < len(sources) <= _COLLECTIONS
    yield Paragraph(SAYING["source" if is_known else "address"].format(source="; ".join(sources)))


def _plan(record: BriefRecord) -> Iterator[Block]:
    """A form to fill in, with a row for each recommendation; an empty one where there is none."""
    points = [point for group in record["recommendations"] for point in group["points"]]
    rows = [f"{point['ids'][0]} {point['text']}" for point in points]
    yield PLAN
    yield Paragraph(SAYING["plan"])
    columns = [Column("Recommendation"), *(Column(header, "blank") for header in ("Owner", "By when", "Evidence"))]
    yield Grid(columns, [[one, "", "", ""] for one in rows or [""]])


def _about(record: BriefRecord) -> Iterator[tuple[str, str]]:
    """What had no room, of which collections it is, what is to be known of these, and when it was made."""
    yield from _left_out(record)
    shown = record["collections"][:_COLLECTIONS]
    for one in shown:
        reviews = counted(one["reviews"], "review")
        yield "Collection", f"{one['title']} ({one['id']}): {reviews}, sha256:{one['digest'][:_DIGITS]}"
    if more := len(record["collections"]) - len(shown):
        yield "Collection", f"{more} more"
    yield from (("Notice", notice) for notice in dict.fromkeys(one["notice"] for one in shown) if notice)
    yield "Made", f"{record['made']} with casereviews {__version__}"


def _left_out(record: BriefRecord) -> Iterator[tuple[str, str]]:
    cuts = sum(_definition(term) != term["definition"] for term in record["terms"])
    found = ["the end of a definition"] if cuts == 1 else [f"the ends of {cuts} definitions"] if cuts else []
    found += [counted(number, _ONE[name]) for name, number in record["left_out"].items() if number]
    if found:
        yield "Left out for length", "; ".join(found)


# --- What it takes ----------------------------------------------------------------------------------------------------


def frame(record: BriefRecord, terms: Vocabulary, not_told: Sequence[str] | None, measure: Measure) -> int:
    """What a briefing takes that has no points yet, and names these as not told; None leaves nothing out."""
    bare: BriefRecord = {**record, "plan": False, "not_told": list(not_told or ())[:_NAMED]}
    taken = measure([head(bare), *page(bare, terms)]) - without_points(record, measure)
    taken += measure([block for name in ("learning", "recommendations") for block in _leads(record, name)])
    if record["left_out"]["actions"]:
        taken += measure([Paragraph(SAYING["begun"])])
    return taken - (measure([Facts(list(_left_out(bare)))]) if not_told is None else 0)


def without_points(record: BriefRecord, measure: Measure) -> int:
    """What it takes to say of each section with points that there is no room for any of them."""
    return measure([block for name in ("learning", "recommendations") for block in _no_room(record, name)])


def costs(section: Section, terms: Vocabulary, name: str, measure: Measure) -> list[Cost]:
    """What each point of a section takes. It brings along the review whose words it has."""
    found = []
    headings: dict[Group, int] = {}
    for under, point in section.points:
        if under not in headings:
            group: BriefGroupRecord = {**section.group(under, [], terms, frozenset()), "shown": 1}  # which takes most
            headings[under] = 0 if name == "actions" else measure([_heading(group, _MANY)])
        home = point["ids"][0].rpartition("/")[0]
        slug = under.slug if name == "recommendations" else None
        taken = measure([Points([_point(point, terms, name != "learning", slug)])])
        found.append(Cost(taken, under, headings[under], [home], point["reviews"], under.coded))
    return found


# --- What is not there ------------------------------------------------------------------------------------------------


def _unstated(record: BriefRecord, fields: Sequence[str]) -> Iterator[Block]:
    """How many of the reviews do not state what a part is about, or say that there is none of it."""
    total = record["reviews"]
    lines = []
    for field in fields:
        if number := record["not_stated"].get(field):
            lines.append(_of(number, total, "none_states" if number == total > 1 else "not_stated", _CALLED[field]))
        if number := record["not_read"].get(field):
            lines.append(_of(number, total, "not_read", _NOT_READ[field]))
        if (number := record["stated_none"].get(field)) and field in _ONE:
            lines.append(_of(number, total, "none", _CALLED[field]))
    if lines:
        yield Paragraph(" ".join(lines))


def _of(number: int, total: int, saying: str, what: str = "") -> str:
    """What is said of some of the reviews."""
    some = "Each of these reviews" if number == total else f"{number:,} of the {total:,} reviews"
    who = "The review" if total == 1 else some
    is_one = number in (1, total)
    do, say, are = ("does", "says", "is") if is_one else ("do", "say", "are")
    which, it = who[0].lower() + who[1:], "it" if is_one else "them"
    return SAYING[saying].format(who=who, which=which, it=it, do=do, say=say, are=are, what=what)
