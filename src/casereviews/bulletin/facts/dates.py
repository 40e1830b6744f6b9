"""When it happened: the date of the death, the injury or the abuse, among the dates that a text gives."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from ...model.partial_date import PartialDate
from ..english import (
    DAY,
    MONTH,
    YEAR,
    any_of,
    before,
    expression,
    is_month,
    is_year,
    month_number,
    pattern,
    sentence_spans,
    words,
)
from .labelled import is_of_event
from .mentions import OTHER
from .subjects import Subjects

_DAY = rf"{DAY}(?: of)?"
_SEASON = (
    r"(?:the )?(?:early |late |mid[- ]?)?(?:spring|summer|autumn|winter|christmas|easter|new year"
    r"|beginning|end|start|middle|first half|second half)(?:,| of| in)?"
)
_FEASTS = {"christmas eve": "24 December", "christmas day": "25 December", "boxing day": "26 December",
           "new year's eve": "31 December", "new year's day": "1 January"}  # fmt: skip
_FEAST = rf"(?:{'|'.join(map(expression, _FEASTS))})"
_OF_YEAR = rf"(?:{_DAY} )?(?:{MONTH})\.?(?: {DAY}\b)?,?(?: of)?"
_YEAR = rf"(?:{_SEASON} |early |late |mid[- ]?)?{YEAR}"
_POINT = rf"(?:{_OF_YEAR}(?: {YEAR})?|{_YEAR})"
_WHOLE = rf"(?:{_FEAST},? {YEAR}|{_OF_YEAR} {YEAR}|{_YEAR})"
# A date that is whole, or two of them as a span, or a year with the next: `2030/31`.
_DATE = re.compile(
    rf"\b(?:(?:between|from|during|in)\s+)?(?P<from>{_POINT})\s*(?:and|or|to|until|up to|through to|[–—-])"
    rf"\s*(?P<to>{_WHOLE})\b(?!\s+(?:Act|guidance|Regulations))"
    rf"|\b(?:{_SEASON} )?(?P<short>{YEAR})[/–-](?P<shortto>\d\d)\b(?!\d)"
    rf"|\b(?P<one>{_WHOLE})\b(?!\s+(?:Act|guidance|Regulations))"
    rf"|\b(?<![./-])(?P<digits>[0-3]?\d(?P<sep>[./-])[01]?\d(?P=sep){YEAR})(?![\d/-]|\.\d)",
    re.IGNORECASE,
)
_ANY_YEAR = re.compile(YEAR)
# Right before a date: the first day of a span of which it is the last: `between 3 and `.
_FIRST_DAY = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?\s*(?:and|or|to|[–—/-])\s*$")
# Right before a year: what makes it one, rather than a number: `in `.
_BARE = before("before a year")
# And what makes a date the end or the beginning of something else: `since `.
_OTHER_TIME = before("before the date of something else")
_SINCE = before("since")

# Before a date, with no more than 25 characters between: that it is when the thing was known: `came to light in `.
_LIGHT = pattern("to light", end=r"\b.{0,25}$")
# A word beside a date that says what it is the date of, in the group of its kind: `noticed`, `inquest`, `died`.
_WORD = pattern(told="told", legal="legal", life="life", fatal="fatal", event="harm", lived="lived")

# Right before a date: a label, at the beginning of a sentence, a clause or a line: `Date of first referral: `.
_LABEL = re.compile(r"(?:\A|[.;|] *|\d )(?P<label>[A-Z][^.:;|]{2,60}?) ?(?::|(?<= )[–—-]) $")
_LONGEST_LABEL = 66  # characters, with the sign behind it
# What says of such a label that it is of an earlier time: `first`.
_FIRST = pattern("first in a label")
# What may stand there before the telling itself: `What happened: `, `Timeline: `, `Child K: `.
_NO_LABEL = pattern("heading of background", "heading of learning", "heading of events", start="^", end="$")
_CHILD_LABEL = pattern("any child", start="^(?:The )?", end=r" (?-i:[A-Z][A-Z0-9]{0,2}|\d{1,2})$")
# Right behind a date: that it is all that its label gives: a stop, or the next date and its label: ` Birth: 1`.
_END_OF_VALUE = re.compile(r"\s{0,3}(?:[.;|]|$|,? ?[A-Z][^.:;|,]{2,60}?(?::| [–—-]) \d)")
# And that it may be, for a line may have ended there, or a clause: ` Sam was`, `, Sam was`.
_END_OF_LINE = re.compile(r"\s{1,3}[A-Z]")
_NEW_CLAUSE = re.compile(r",?\s{1,3}[A-Z]")

# Before a date, from the beginning of its sentence: that it is of what others did then: `After his parents parted in `.
_AFTER = pattern(
    "adult", start=r"\A(?:(?:long|soon|shortly) )?(?:after|before|since|until|once) (?:his|her|their|the) ",
    end=r"\b[^.;,]{1,60}$",
)  # fmt: skip

# Right before a date: that the child was brought to safety then, of which a text tells in place of the harm.
_INTO_CARE = pattern("into care", end=r"(?: (?:in|on|at|during|by))?(?: the)?(?: [a-z]{1,12} of)? ?$")

# How a sentence begins that goes on about what happened: `It went on until 2019`.
_IT = re.compile(r"(?:It|This)\b")

# Right before a date: that it is of one thing that happened: `On the night of `.
_HOUR = before("hour of it")

# Where a clause ends: a sign, a year with a capital behind it, a heading before `In March`, what a court heard, or a
# word with which the next begins: `, who`.
_CLAUSE = re.compile(
    rf"[;:.|]|(?<=\d\d\d\d) (?-i:(?=[A-Z]))|(?<=[a-z]) (?-i:(?=(?:In|On) (?:[A-Z]|\d)))"
    rf"|(?:{'|'.join(rf'(?<={word})' for word in words('of a court'))}) that\b"
    rf"|,(?=\s*(?:{any_of('clause')}|{any_of('clause after a comma')})\b)|\b(?:{any_of('clause')}|although)\b",
    re.IGNORECASE,
)
_NEAR = 60  # characters
_RANKS = {
    "fatal": 0, "event": 1, "lived": 2, "light": 3, "care": 4, "labelled": 5, "after": 6, None: 7, "since": 8,
    "other": 9,
}  # fmt: skip
_DOUBTS = {
    3: "this is the date when it came to light",
    4: "this is the date when the child came into care",
    5: "this may be the date of what its label names",
    6: "this may be the date of what came before",
    7: "nothing near the date says that it happened then",
    8: "this is the date since when it lasted",
    9: "this may be the date of harm to somebody else",
}
_TOLD = frozenset(["fatal", "event", "lived", "light", "care"])  # of kinds: that what happened is told beside the date
_OTHER_EVENT = "other_event"  # the kind of a date that is that of something else
_SECOND = "another date may be that of what happened"
_HOMICIDE = pattern("homicide")
# What somebody else did when it became known.
_NOTICED = pattern("noticed")


class Incident(NamedTuple):
    """A date, where it stands, and why it is to be checked, if it is."""

    date: PartialDate
    start: int
    end: int
    doubt: str | None


class _Word(NamedTuple):
    """A word that tells what happened."""

    start: int
    end: int
    kind: str
    """`told`, `legal`, `life`, `fatal`, `event` or `lived`."""


class _Sentence:
    """A sentence, with its dates, its clauses and the words that tell what happened in each."""

    def __init__(self, text: str, start: int, end: int, dates: Sequence[tuple[int, int]]) -> None:
        self.text = text
        self.start = start
        self.dates = dates
        self.cuts = [cut.span() for cut in _CLAUSE.finditer(text, start, end)]
        self.words = [_Word(*word.span(), str(word.lastgroup)) for word in _WORD.finditer(text, start, end)]
        self.legal = [word.start for word in self.words if word.kind == "legal"]
        self.not_of_life = [word for word in self.words if word.kind not in ("told", "life")]

    def deciding(self, start: int, end: int) -> _Word | str | None:
        """The word that says of what a date is, or `light`, or `other_event`; None where nothing near it says so.

        The words of its own clause decide, those of the law before all others; then those that follow; then the
        sentence. A word of harm says it of the date alone that stands nearest to it.
        """
        if self.label_kind(start, end) == _OTHER_EVENT:
            return _OTHER_EVENT
        number = bisect_left(self.cuts, (start, 0))
        begin = self.cuts[number - 1][1] if number else self.start
        if _LIGHT.search(self.text, max(begin, start - _NEAR), start):
            return "light"
        if _OTHER_TIME.search(self.text, max(self.start, start - 30), start):
            return _OTHER_EVENT
        after = self._first(self.words, end)
        following = bisect_left(self.cuts, (end + 1, 0))
        follows = after and (following == len(self.cuts) or after.start < self.cuts[following][0])
        if _SINCE.search(self.text, max(self.start, start - 30), start):
            is_harm = after and follows and after.kind in ("fatal", "event")
            return after._replace(kind="since") if after and is_harm else _OTHER_EVENT
        before = self._last(start)
        if before and before.start >= begin and self._is_of(before, start):
            number = bisect_left(self.legal, begin)
            is_legal = number < bisect_left(self.legal, start) and self.legal[number] != before.start
            return _OTHER_EVENT if is_legal else before
        if after and follows and self._is_of(after, start):
            return after
        if before and before.kind not in ("told", "legal") and self._is_of(before, start):
            return before
        last = self._first(self.not_of_life, end)
        return last if last and self._is_of(last, start) else before

    def doubted(self, kind: str | None, start: int, end: int) -> str | None:
        """The kind of a date by what is told beside it, or that by which it is to be checked in spite of it."""
        if (kind is None or kind in _TOLD) and self.label_kind(start, end) == "labelled":
            return "labelled"
        return "after" if kind in _TOLD and self._is_of_time_before(start) else kind

    def _is_of_time_before(self, offset: int) -> bool:
        """Whether a date stands in a clause of time that tells of no harm: `After her father came home in 2027 he`."""
        if offset - self.start > 2 * _NEAR or not _AFTER.search(self.text[self.start : offset]):
            return False
        return not any(word.kind in ("fatal", "event") and word.start < offset for word in self.words)

    def label_kind(self, start: int, end: int) -> str | None:
        """`other_event` where a label says that a date is that of something else, as `Date of first referral: ` does.

        `labelled` where nobody can say whether the label does, or heads what is told: of one that names something else
        where a telling follows, `Referral: 3 May 2019 - Sam was hit`, and of one that no list knows where the line may
        have ended, `Collection: 3 May 2019 Sam was hit`. None where no label says anything.
        """
        begin = max(self.start, start - _LONGEST_LABEL)
        whole = "" if begin == self.start else "…"  # else the stretch begins within a word or a label
        found = _LABEL.search(whole + self.text[begin:start])
        if not found or is_of_event(found["label"]) or _begins_telling(found["label"]):
            return None
        kinds = {str(word.lastgroup) for word in _WORD.finditer(found["label"])}
        is_known = "legal" in kinds or _FIRST.search(found["label"]) is not None
        if not is_known and kinds & {"fatal", "event"}:
            return None
        is_known = is_known or not kinds.isdisjoint(["told", "life"])
        if _END_OF_VALUE.match(self.text, end) or (is_known and _END_OF_LINE.match(self.text, end)):
            return _OTHER_EVENT
        return "labelled" if is_known or _NEW_CLAUSE.match(self.text, end) else None

    def _is_of(self, word: _Word, offset: int) -> bool:
        """Whether a word can say of what the date at an offset is: a date that is nearer has it for its own."""
        if word.kind == "told":
            return word.start > offset or " that " not in self.text[word.end : offset]
        if word.kind not in ("fatal", "event", "lived"):
            return True
        number = bisect_left(self.dates, (word.start, 0))
        near = self.dates[max(0, number - 1) : number + 1]
        return min(near, key=lambda date: max(date[0] - word.end, word.start - date[1]))[0] == offset

    def _last(self, offset: int) -> _Word | None:
        number = bisect_left(self.words, offset, key=lambda word: word.start)
        return self.words[number - 1] if number else None

    @staticmethod
    def _first(words: list[_Word], offset: int) -> _Word | None:
        number = bisect_left(words, offset, key=lambda word: word.start)
        return words[number] if number < len(words) else None


def find_incident(text: str, subjects: Subjects | None = None) -> Incident | None:
    """The date of what happened to the child; None where the text gives none. `subjects` are the people of the text."""
    candidates: list[tuple[int, Incident]] = []
    for start, end in sentence_spans(text):
        dates = list(_dates(text, start, end))
        sentence = _Sentence(text, start, end, [span for _, span, _ in dates]) if dates else None
        for date, span, stated in dates:
            subjects = subjects or Subjects(text)
            kind = _kind(sentence.deciding(*span), subjects) if sentence else None
            if kind in ("event", "lived") and _INTO_CARE.search(text, max(start, span[0] - _NEAR), span[0]):
                kind = "care"
            kind = sentence.doubted(kind, *span) if sentence else kind
            if kind is None and start and not _may_be_it(text, start, span[0], subjects):
                continue
            if kind in _RANKS:
                candidates.append((_RANKS[kind], Incident(date, *stated, None)))
    if not candidates:
        return None
    rank, first = min(candidates, key=lambda candidate: candidate[0])
    when = _most_exact(first, [other for other_rank, other in candidates if other_rank < 3])
    is_one = all(first.date.meets(other.date) for other_rank, other in candidates if other_rank == rank)
    return when._replace(doubt=_DOUBTS.get(rank, None if is_one else _SECOND))


def _begins_telling(label: str) -> bool:
    """Whether what looks like a label of a date is what a telling is headed with: `Timeline: `, `Child K: `."""
    return _NO_LABEL.match(label) is not None or _CHILD_LABEL.match(label) is not None


def _may_be_it(text: str, start: int, date: int, subjects: Subjects) -> bool:
    """Whether a sentence at whose date nothing says that it happened then can tell of it all the same."""
    is_hour = _HOUR.search(text, max(start, date - _NEAR), date) is not None
    return is_hour or _IT.match(text, start) is not None or subjects.concerns_child(date)


def _dates(text: str, start: int, end: int) -> Iterator[tuple[PartialDate, tuple[int, int], tuple[int, int]]]:
    """The dates of a sentence that is more than a date, each with its span, and that without a word before it."""
    if not _ANY_YEAR.search(text, start, end):  # which every date has
        return
    for found in _DATE.finditer(text, start, end):
        date = _from_day(text, found, _date(found))
        if date and not _is_number(text, found) and text[start:end].strip(" .:") != found[0].strip(" .:"):
            yield date, found.span(), _span(found)


def _kind(word: _Word | str | None, subjects: Subjects) -> str | None:
    """Whether a date is that of what happened to the child, and how plainly; `other_event` where not."""
    if word is None or isinstance(word, str):
        return word
    if word.kind in ("legal", "life"):
        return _OTHER_EVENT
    subject = subjects.subject(word.start)
    if word.kind == "told":
        by_other = subject is not None and subject.owner == OTHER
        return _OTHER_EVENT if by_other and not _NOTICED.match(subjects.text, word.start) else "light"
    own = word.kind == "fatal" and not _HOMICIDE.match(subjects.text, word.start)
    if subjects.whose(word.start, word.end, own=own) != OTHER:
        return word.kind
    if word.kind == "fatal" and subjects.saw(word.start):
        return "event"
    if own or word.kind == "since" or (subject and subject.is_young):
        return _OTHER_EVENT
    return "event" if subjects.names_child(word.start) else "other"


def _most_exact(when: Incident, others: Iterable[Incident]) -> Incident:
    """A date, or one that is told besides and is that day of its month, or that month of its year."""
    for other in others:
        if not when.date.until and str(other.date).startswith(f"{when.date}-"):
            when = other
    return when


def _span(found: re.Match[str]) -> tuple[int, int]:
    name = _name(found)
    return found.start(name), found.end({"from": "to", "short": "shortto"}.get(name, name))


def _name(found: re.Match[str]) -> str:
    """The group of the form of a date, or of its first half."""
    return next(name for name in ("from", "short", "one", "digits") if found[name])


def _is_number(text: str, found: re.Match[str]) -> bool:
    """Whether a year that stands bare is only a number, or part of a title."""
    name = _name(found)
    if not is_year(found[name]) or name in ("short", "from"):
        return False
    start = found.start(name)
    lead = text[max(0, start - 20) : start]
    return found.start() == start and lead.rstrip()[-1:] not in tuple("(/–-") and not _BARE.search(lead)


def _date(found: re.Match[str]) -> PartialDate | None:
    try:
        if found["digits"]:
            day, month, year = found["digits"].split(found["sep"])
            return PartialDate.parse(f"{year}-{int(month):02}-{int(day):02}")
        if found["short"]:
            first = int(found["short"])
            return PartialDate.parse_span(f"{first}/{first // 100 * 100 + int(found['shortto'])}")
        if found["one"]:
            return _point(found["one"], None)
        last = _point(found["to"], None)
        first_date = _point(found["from"], last)
        if last is None or first_date is None:
            return last
        if str(first_date) == str(last):
            return last
        return PartialDate.parse_span(f"{first_date}/{last}")
    except ValueError:
        return None


def _from_day(text: str, found: re.Match[str], date: PartialDate | None) -> PartialDate | None:
    """The date, or the span of days of which it is the last: `between 3 and 9 June 2019`."""
    first = _FIRST_DAY.search(text[max(0, found.start() - 20) : found.start()])
    if not (first and date and date.day and not date.until and found["one"]) or int(first[1]) >= date.day:
        return date
    return replace(date, day=int(first[1]), until=date)


def _point(text: str, other: PartialDate | None) -> PartialDate | None:
    """One date, of which a part of the year is left out; a month that stands without its year has that of the other."""
    text = text.casefold().replace("’", "'").replace(",", " ").strip()
    for feast, feast_day in _FEASTS.items():
        text = text.replace(feast, feast_day)
    year = int(text[-4:]) if is_year(text[-4:]) else other.year if other else None
    if year is None:
        return None
    parts = text.split()
    month = next((month_number(word) for word in parts if is_month(word)), None)
    days = (int(word.rstrip("dhnrst")) for word in parts if word[0].isdecimal() and not is_year(word))
    made = PartialDate(year, month, next(days, None) if month else None)
    made.first  # noqa: B018 - a day that the calendar lacks raises ValueError here
    return made
