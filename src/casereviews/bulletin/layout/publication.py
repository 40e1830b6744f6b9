"""When a review was published, as a title, a line beside its text, the text itself or the cover of a report tells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import NamedTuple

from ...model.partial_date import PartialDate
from ..english import MONTH, YEAR, any_of, month_number, pattern, sentence_spans

_DATE = (
    rf"(?:(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? )?(?P<month>{MONTH})\.?,? (?P<year>{YEAR})"
    rf"|(?P<digits>\d{{1,2}}(?P<sign>[./-])\d{{1,2}}(?P=sign)(?:{YEAR}|\d\d))|(?P<iso>{YEAR}-\d\d(?:-\d\d)?)"
    rf"|(?:(?:{any_of('part of a year')})[ -])?(?P<alone>{YEAR}))(?:(?=\d{{1,2}} ?min)|(?!\w|[./-]\d))"
)
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_ON = rf"(?:(?: date| on| in| online| today| {_WEEKDAY}|,|:| [–-])){{0,3}} ?\(?"
# `Published: 3 May 2031`, `Publication date: 2031`.
_SAID = re.compile(rf"(?<!not )(?<!be )\b(?:{any_of('published')}){_ON}{_DATE}", re.IGNORECASE)
# What a title ends with: ` (May 2031)`, `, May 2031`, ` – 12 May 2031`.
_BEHIND = re.compile(rf"(?:\(|[,–—|-] ){_DATE}\)?\.?$", re.IGNORECASE)
_ONLY = re.compile(_DATE, re.IGNORECASE)
# The value of a label: `around May 2031`, `3 May 2031 (a Saturday)`.
_VALUE = re.compile(
    rf"(?:(?:on|in|at|(?P<about>around|about|circa|ca?\.|approx\.?|approximately|on or about)) )?{_DATE}"
    r"(?: ?\([^()]{0,60}\))?\.?",
    re.IGNORECASE,
)
# A line that says so first: `Published 3 May 2031 | PDF`.
_LABEL = re.compile(rf"(?:first )?(?:{any_of('published', 'date of a report')}){_ON}{_DATE}", re.IGNORECASE)
# In a sentence: `the report was published in May 2031`, `the LCSPR from May 2031`.
_TOLD = re.compile(
    rf"(?<!not )(?<!be )\b(?:{any_of('published', 'appeared')})(?: (?:today|online|in full|by the \w{{1,20}}"
    rf"|(?:(?:last|this|on) )?{_WEEKDAY}))?"
    rf"(?: (?:{any_of('this report')}))?,?(?: on| in)? {_DATE}",
    re.IGNORECASE,
)
# With the review between: `published our review about Rowan on 6 May 2031`, `today, 6 May 2031, published`.
_TOLD_FAR = re.compile(
    rf"(?<!not )(?<!be )\b(?:published|publishes)(?P<between> [^.;:,]{{3,120}}?),? (?:on|in)(?: the)? {_DATE}",
    re.IGNORECASE,
)
_TOLD_FIRST = re.compile(
    rf"(?:\b(?:on|in)|today,) {_DATE},? (?!and )(?P<between>(?:[^.;:,]{{1,60}} )?)(?:published|publishes)\b",
    re.IGNORECASE,
)
_PUBLISHER = re.compile(rf"published by [^.;:,]{{3,120}}?,? (?:(?:on|in)(?: the)? )?{_DATE}", re.IGNORECASE)
_CLAUSE = pattern("clause of something else")
_WHAT_CAME = pattern("what came to a child")
_FROM = re.compile(rf" (?:from |dated |of |\()(?=\d|{MONTH}){_DATE}", re.IGNORECASE)
_REVIEW = pattern("of a review", "document")
_VERSION = pattern("version of a document")
_KIND = pattern("short for a review", cased=True)
_ITSELF = re.compile(r"(?:it|this) (?:was|has been)\b", re.IGNORECASE)
_FIRST = re.compile(rf"(?:published )?{_DATE}(?: \||\.)? ", re.IGNORECASE)
# A date on a cover, alone or behind what the document is: `Briefing 31, May 2031`.
_COVER = re.compile(
    rf"(?:.{{0,60}}(?:[,|(–—:-] ?|\bread ))?{_DATE}\)?(?:\W.{{0,30}}|\d{{1,2}} ?min.{{0,20}})?", re.IGNORECASE
)
BESIDE = re.compile(r" ?[|·•] |(?<=\d\d\d\d) (?=Published:)")
_OTHER = pattern("date of something else on a page")
_HAPPENED = pattern("hurt", "a child's age", "male child", "female child", "he", "she")
# In a line under a title, the date of the report: `An older review (May 2031), which`, `dated May 2031`.
_DATED = re.compile(rf"(?:\(|\bdated ){_DATE}", re.IGNORECASE)
# Who wrote a page, before its date: `Posted by the learning team, 3 May 2031`.
_BYLINE = re.compile(
    rf"(?:(?:posted|written|published) )?by (?:[^\d|·•;]{{2,60}})[,|·–—-] ?{_DATE}(?=\W|$)", re.IGNORECASE
)
# Right before it, that a sentence says this of what it speaks of: `The guidance was published in May 2031`.
_WAS_SAID = re.compile(r" (?:was|were|has been|have been)(?: first)? $", re.IGNORECASE)
_TIME = re.compile(r"\d\d:\d\d")
_LONGEST = 120  # characters of a line on a cover
_FIRST_LINES = 14
_YEAR = 4  # characters of a year alone
_SEVERAL = pattern("several reviews")
PUBLISHING = pattern("publishing", cased=True)
"""What says of a line that it tells who published a review."""
_ABOUT = "the date is only said to be near"
OF_ALL = "the page says so of its reviews together"
OF_MONTH = "it stands under the heading of this month"
_OF_PAGE = "this is the date of the document"
_UNDER_TITLE = "only the line under the title has this date"
_IN_SENTENCE = "a sentence beside the review says so"
_OPENS = "the text opens with this date"
_OF_ELSE = "this may be the date of another document"
_OF_HARM = "this may be the date of what happened"
_BY_NAME = "the text tells the review by this date"


class Said(NamedTuple):
    """When a review was published, where a text says so, and why it is to be checked, if it is."""

    date: str
    words: str
    start: int
    end: int
    """Where the date stands in the text."""
    doubt: str | None = None


def titled(title: str) -> Said | None:
    """When a title says that a review was published, or ends with that date."""
    behind = _BEHIND.search(title)
    return (_said(behind) if behind else None) or said_in(title) or _told_far(title, 0, len(title))


def of_fact(text: str) -> Said | None:
    """When a line beside the text of a review says that it was published; one with nothing but a date does."""
    alone = next(filter(None, map(of_date, BESIDE.split(text))), None)
    return alone or _labelled(text) or said_in(text)


def of_date(text: str) -> Said | None:
    """The date that is all of a line."""
    return _said_by(_ONLY.fullmatch(text))


def of_value(text: str) -> Said | None:
    """The date that a label has as its value, which may be said to be near."""
    found = _VALUE.fullmatch(text.strip())
    said = _said(found) if found else None
    return said._replace(doubt=_ABOUT) if said and found and found["about"] else said


def said_in(text: str) -> Said | None:
    """When a line says that a review was published."""
    return next((_of_what(said, text, found) for found in _SAID.finditer(text) if (said := _said(found))), None)


def _of_what(said: Said, text: str, found: re.Match[str]) -> Said:
    """What a line says; to be checked where it is said of something else: `A guide was published`."""
    start = text.rfind(". ", 0, found.start()) + 1
    before = text[start : found.start()].strip(" ") + " "
    is_other = _WAS_SAID.search(before) and not _ITSELF.match(before) and not _REVIEW.search(before)
    return said._replace(doubt=_OF_ELSE) if is_other else said


def under_title(text: str) -> Said | None:
    """When a short line under a title, which tells nothing of a child, says that the review was published.

    One that ends with a date is to be checked, where no kind of review stands in it.
    """
    if len(text) > _LONGEST or _HAPPENED.search(text):
        return None
    if said := said_in(text):
        return said
    said = of_date(text) or _said_by(_BEHIND.search(text) or _DATED.search(text))
    if not said or _is_other(text):
        return None
    return said if _REVIEW.search(text) else said._replace(doubt=_UNDER_TITLE)


def told_in(text: str) -> Said | None:
    """When the text that tells what happened says that its review was published; of what else, is set aside."""
    for start, end in sentence_spans(text):
        for found in _TOLD.finditer(text, start, end):
            if _VERSION.search(text, start, found.start()):
                continue
            is_of_review = (
                found.start() == start or _ITSELF.match(text, start) or _REVIEW.search(text, start, found.end())
            )
            if is_of_review and (said := _said(found)):
                return said
        if said := _told_far(text, start, end):
            return said
        for kind in _KIND.finditer(text, start, end):
            dated = _FROM.match(text, kind.end(), end)
            if dated and (said := _said(dated)):
                return said._replace(doubt=_BY_NAME)
    first = _FIRST.match(text)
    said = _said(first) if first else None
    return said._replace(doubt=_OPENS) if said else None


def of_reviews(lines: Sequence[str]) -> Said | None:
    """When a page says, before its reviews, that it published several together; None where it says so twice."""
    told = [
        said
        for text in lines
        for start, end in sentence_spans(text)
        if _SEVERAL.search(text, start, end) and (said := _told_far(text, start, end) or told_in(text[start:end]))
    ]
    return told[0]._replace(doubt=OF_ALL) if len({said.date for said in told}) == 1 else None


def _told_far(text: str, start: int, end: int) -> Said | None:
    """When a sentence says that a review was published, with the review, or who published it, before the date."""
    if said := _said_by(_PUBLISHER.match(text, start, end)):
        return said
    if not _REVIEW.search(text, start, end) or _VERSION.search(text, start, end):
        return None
    found = (far for words in (_TOLD_FAR, _TOLD_FIRST) for far in words.finditer(text, start, end))
    return next((said for far in found if not _CLAUSE.search(far["between"]) and (said := _said_far(far))), None)


def _said_far(found: re.Match[str]) -> Said | None:
    """The date of such words; to be checked behind a harm: `published a review of the death of Rowan in May 2031`."""
    said = _said(found)
    is_unsure = found.re is _TOLD_FAR and _WHAT_CAME.search(found["between"])
    return said._replace(doubt=_OF_HARM) if said and is_unsure else said


def _said_by(found: re.Match[str] | None) -> Said | None:
    return _said(found) if found else None


def of_page(lines: Sequence[str]) -> Said | None:
    """When a page about one review says that it was published: in a line that says so, or else on its cover."""
    labelled = {said.date: said for text in lines if (said := _labelled(text))}
    if labelled:
        return next(iter(labelled.values())) if len(labelled) == 1 else None
    dates = (date for text in lines[:_FIRST_LINES] if len(text) <= _LONGEST and (date := _on_cover(text)))
    return next((said._replace(doubt=_OF_PAGE) for said in dates), None)


def beside(lines: Sequence[str]) -> Said | None:
    """When a sentence on a page about one review says that it was published; None where several say so otherwise."""
    told = {said.date: said for text in lines if (said := told_in(text)) and not said.doubt and len(said.date) > _YEAR}
    return next(iter(told.values()))._replace(doubt=_IN_SENTENCE) if len(told) == 1 else None


def _on_cover(text: str) -> Said | None:
    """The date of a line on a cover, or at the head of a page; no year alone."""
    if byline := _BYLINE.match(text):
        return _said(byline)
    if _is_other(text):
        return None
    pieces = (_COVER.fullmatch(piece) for piece in (text, *BESIDE.split(text)))
    return next((said for found in pieces if found and not found["alone"] and (said := _said(found))), None)


def _is_other(text: str) -> bool:
    """Whether a line with a date tells of something else, or when the page was printed."""
    return _OTHER.search(text) is not None or _TIME.search(text) is not None


def _labelled(text: str) -> Said | None:
    """When a line says so first, or a piece of it that stands beside others: `Briefing 7 | Published 3 May 2031`."""
    if len(text) > _LONGEST:
        return None
    pieces = BESIDE.split(text)
    said = next((said for piece in pieces if (found := _LABEL.match(piece)) and (said := _said(found))), None)
    return said if said is None or len(pieces) == 1 else said._replace(start=0, end=0)


def _said(found: re.Match[str]) -> Said | None:
    """The date that was found, as exact as it stands there; None where it is none."""
    for date in _readings(found):
        with suppress(ValueError):
            group = next(name for name in ("day", "month", "digits", "iso", "alone") if found[name])
            last = "year" if found["month"] else group
            return Said(str(PartialDate.parse(date)), found[0].strip(), found.start(group), found.end(last))
    return None


def _readings(found: re.Match[str]) -> Iterable[str]:
    """A date as a collection has it; without its day where the calendar has no such."""
    if found["digits"]:
        day, month, year = (int(part) for part in found["digits"].split(found["sign"]))
        return [f"{year if year > 99 else 2000 + year}-{month:02}-{day:02}"]
    if found["month"]:
        month_of_year = f"{found['year']}-{month_number(found['month']):02}"
        return [f"{month_of_year}-{int(found['day'] or 0):02}", month_of_year]
    return [found["iso"] or found["alone"]]
