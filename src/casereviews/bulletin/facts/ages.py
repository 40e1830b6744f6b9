"""Ages as texts give them: `4-week-old`, `aged 3 years and 6 months`, `a girl of two and a half`, `under one`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from ...model.age import UNITS, Age
from ..english import (
    MONTH,
    NUMBER_WORDS,
    ORDINALS,
    SHORT_AGE,
    SHORT_UNIT,
    YEAR,
    any_of,
    before,
    number,
    one_of,
    pattern,
)

_N = rf"(?:\d{{1,2}}|twenty-(?:{'|'.join(NUMBER_WORDS[:9])})|{'|'.join(sorted(NUMBER_WORDS, key=len, reverse=True))})"
_UNIT = rf"(?:days?|weeks?|months?|years?|yrs?|mths?|wks?|{SHORT_UNIT}|{SHORT_AGE})"
_LETTER = r"[dwmy]\b"  # for a unit, where `old` stands behind it: `3y old`
_GAP = r"[\s‐‑-]{0,2}"
_HALF = r"(?:½|\.5|[\s-]and[\s-]a[\s-]half)"
_LESS = rf"(?:{any_of('less')})(?: the age of)?"
_ABOUT = rf"(?:(?:{any_of('about age')}) )?"
_ONE = rf"{_N}{_HALF}?(?:{_GAP}{_UNIT}(?:{_HALF})?)?(?:(?:[\s-]|,\s)(?:and[\s-])?{_N}{_GAP}(?:months?|weeks?|days?)\b)?"
_BARE = rf"(?:1?\d|{'|'.join(sorted(NUMBER_WORDS[:17], key=len, reverse=True))})"
_SEX = r"(?:(?:fe)?males?|girls?|boys?|[fm])"
_WHOM = r"(?:child(?:ren)?|subject|young person)"
_AS_NOUN = r"(?: who\b| was\b| had\b|[.,;]|$)"  # behind what stands for the child: `Injuries to a 14mo.`
_COUNTS = (
    r" (?:\w{1,12} )?(?:others?|children|siblings|boys|girls|brothers|sisters|adults|friends)\b"  # `and two other boys`
)
_LIST = rf"{_ONE}(?:(?:[ -]old)?(?:,? and (?:the other )?|, | & ){_N}{_HALF}?(?:{_GAP}{_UNIT})?(?![\w])(?!{_COUNTS}))*"
# One age of a list: its number, halves and unit: `3½ years`.
_PARTS = re.compile(
    rf"(?P<n>{_N})(?P<half>{_HALF})?(?:{_GAP}(?P<unit>{_UNIT}|{_LETTER}))?(?P<late>{_HALF})?(?![a-z])", re.IGNORECASE
)

# A place that gives ages, in the group of its form: `under 1`, `3-week-old`, `aged 4 and 6`, `a girl of two`. All but
# two begin where a word begins or ends, so that elsewhere only these are tried.
_AGES = re.compile(
    rf"\b(?:(?P<under>{_LESS}[ -](?P<bound>{_ONE})(?:{_GAP}old)?)"
    rf"|(?P<old>(?<![\w.£-])(?<!year )(?!(?<=/)(?:12|52)\b)(?P<oldage>(?:{_N}-?(?:, {_N}-?){{0,19}},? (?:and|&) )"
    rf"?{_N}{_HALF}?{_GAP}(?:(?:{_UNIT}|{_LETTER}){_HALF}?(?:(?:[\s-]|,\s)(?:and[\s-])"
    rf"?{_N}{_GAP}(?:months?|weeks?|days?))?(?={_GAP}olds?\b)|{SHORT_AGE}|mo\b(?={_AS_NOUN})))(?:{_GAP}olds?\b)?)"
    rf"|(?P<aged>(?:aged|at the age of|the age of|at age|age|ages|at the ages of"
    rf"|ages?(?: of (?:the )?{_WHOM}| at (?:the )?(?:time of (?:the )?)?(?:incident|death|event|harm))?:) {_ABOUT}(?:"
    rf"(?P<agedunder>{_LESS}) )?(?P<between>between )?(?P<list>{_LIST})(?![\w’'])(?!-\d)(?!{_GAP}{_UNIT}))"
    rf"|(?P<of>(?:(?<=boy)|(?<=boys)|(?<=irl)|(?<=irls)|(?<=oung woman)|(?<=oung man)) of {_ABOUT}"
    rf"(?P<ofage>{_LIST})(?![\w’'-]))"
    rf"|(?P<kinof>(?<=(?:ther|ster|hild|rson|arer|dler|ager|upil|dent|cent|outh)) of (?P<kinage>{_BARE})"
    rf"(?= (?:was|were|who|had|died|is|and(?! a half)|lived)\b|[,.;)]))"
    rf"|(?P<kinsof>(?<=(?:thers|sters)) of (?P<kinsage>{_BARE}(?:, {_BARE})*,? and {_BARE})(?![\w’'-]))"
    rf"|(?P<nounof>(?<=(?:hild|fant|baby|rson|ther|ster|dler|born)) of {_ABOUT}(?P<nounage>{_LIST})(?![\w’'-]))"
    rf"|(?P<was>(?:was|were|is|(?:had )?(?:just )?turned) (?:both |now |then )?{_ABOUT}"
    rf"(?P<wasage>{_BARE}(?:, {_BARE})+,? and {_BARE}|{_N}{_HALF}?(?:{_GAP}{_UNIT})?(?: and {_N})?)"
    rf"(?= when\b| then\b| in (?:{MONTH}|{YEAR})\b| at the| and\b(?! {_N}{_GAP}{_UNIT})| s?he\b| they\b|[,.;)]|$))"
    rf"|(?P<behind>(?<=(?:boy|irl|aby)), {_ABOUT}(?P<behindage>{_N}{_HALF}?{_GAP}{_UNIT})(?= at the time|[,;.)]|$))"
    rf"|(?P<thens>(?<=\w),? \(?(?:now|then) (?P<thensage>{_BARE}(?:, {_BARE})+,? and {_BARE})(?=[,;.)]))"
    rf"|(?P<comma>(?<=\w), (?:now |then |both )?(?P<commaage>{_N}{_HALF}?{_GAP}{_UNIT}{_HALF}?|{_BARE}{_HALF}"
    rf"|{_BARE}(?: and {_BARE})?)(?=(?: at the time)?[,;.)]))"
    rf"|(?P<named>(?:brother|sister|son|daughter) (?-i:[A-Z])[\w’'-]{{1,30}} (?P<namedage>{_BARE})(?= and\b|[,;.)]))"
    rf"|(?P<beside>(?<=, )at {_ABOUT}(?P<besideage>{_N}{_GAP}{_UNIT})(?=,))"
    rf"|(?P<early>(?:at|by) {_ABOUT}(?P<earlyage>{_N}{_GAP}{_UNIT}|{_BARE})"
    rf"(?= that\b(?! (?:day|time|morning|afternoon|evening|night))"
    rf"|,? (?:s?he|they|each|both|the (?:baby|infant|toddler|child|boy|girl|twin|brother|sister|sibling)(?:s|ren)?)\b"
    rf"|[.;]|$"
    rf"|,? (?-i:[A-Z])[\w’'-]{{1,30}} (?-i:[a-z])))"
    rf"|(?P<at>(?:at {_ABOUT})?(?P<atage>{_ONE}) (?:of age|(?P<birth>(?:after|following) "
    rf"(?:(?:(?:{any_of('his')}) )?birth|(?:s?he|they) (?:was|were) born)))\b)"
    rf"|(?P<short>(?<![\w.£-])(?P<shortage>{_N}{_GAP}{_UNIT})(?= (?:baby |infant )?(?:boy|girl|baby|infant|child)\b)))"
    rf"|(?P<bracket>\((?:(?:both|now|then) |{_SEX},? (?:aged )?)?(?P<bracketage>{_LIST})(?:,? (?:an? )?{_SEX})?\))"
    rf"|(?P<birthday>(?P<side>after|on|past|before|short of|had|celebrated|reached) (?:his|her|their|the child['’]s) "
    rf"(?P<ordinal>{'|'.join(ORDINALS)}|1?\d(?:st|nd|rd|th)) birthday)",
    re.IGNORECASE,
)
# What every age has: the beginning of a number.
_ANY_NUMBER = one_of((r"\d", *NUMBER_WORDS, *ORDINALS), end="")
# Between the ages of several, which say of none how old it is: `15 to 17`, `9 months–4 years`, `two or three`.
_TO = r"(?:\s(?:to|or)\s|\s?[–—-]\s?)"
_UP_TO = re.compile(rf"{_TO}{_ONE}(?!\w)", re.IGNORECASE)
_FROM = re.compile(rf"(?<![\w.]){_ONE}{_TO}$", re.IGNORECASE)
# Right behind an age: that it is one of a pregnancy.
_GESTATION = (" gestation", "’ gestation", " of gestation", " pregnan", " of pregnan")

# Right before it: that it tells since when, and not how old.
_OTHER_TIME = before("before another time")

# What may be the day of a month, or two ages, and not so many months or weeks: `7/12`; and where it is an age.
_FRACTION = re.compile(r"\d/[15]2")
_WITH_FRACTION = ("aged", "of", "nounof", "at", "short")
_DATED = before("before a date")

# The same, of an age that is said of somebody: `since he `.
_TIME_OF_LIFE = before("before a time of life")
# Right behind an age: that the story goes on years later: `when she was 14. Two years later`.
_YEARS_LATER = re.compile(
    rf"[.;,]? (?:and )?(?:about |some |over |almost |nearly )?(?:{_N}|several|some|many) years later\b", re.IGNORECASE
)
# Near before the weeks of a pregnancy, at the end of which a child is born.
_BORN = pattern("born early")

# Near before `under 13`: that it is part of what an offence is called.
_OFFENCE = pattern("offence")

# In a sentence that gives an age as time since the birth: what happened then.
_HARM = pattern("fatal", "harm")

# What a number counts, of which a half is one of a year.
_UNITS = ("day", "week", "month", "year", "yr", "mth", "wk", "mo", "yo", "wo", "y/o", "m/o", ".o.", "/12", "/52")
_GROUPS = {
    "under": "bound", "old": "oldage", "aged": "list", "of": "ofage", "nounof": "nounage", "was": "wasage",
    "comma": "commaage", "bracket": "bracketage", "at": "atage", "short": "shortage", "behind": "behindage",
    "born": "atage", "thens": "thensage", "kinof": "kinage", "kinsof": "kinsage",
    "named": "namedage", "early": "earlyage", "beside": "besideage",
}  # fmt: skip
_BARE_NUMBER = "the age is a bare number"
_FRACTION_OF_YEAR = "the age is written as a fraction of a year"
_DOUBTS = {
    "bracket": "the age is in brackets",
    "born": "the age is counted from the birth",
    "birthday": "the age is worked out from a birthday",
    "thens": _BARE_NUMBER,
}
_HALVES = {"years": ("months", 6), "months": ("weeks", 2), "weeks": ("days", 3), "days": ("days", 0)}

_ALONE = ("comma", "was", "named", "early")

Span = tuple[int, int]


class AgeMention(NamedTuple):
    """A place in a text that gives ages: one, or several of a list."""

    ages: list[tuple[Age, Span]]
    """Each with its own span."""
    start: int
    end: int
    before_noun: bool
    """Whether the noun for the person follows, as in `a 4-week-old boy`."""
    bare: bool
    """Whether only its position says that the number is somebody's age."""
    doubt: str | None
    """Why it is to be checked."""
    is_early: bool = False
    """Whether it is told of the subject in passing, as `At 15 she began`: another age, if there is one, comes first."""


def mentions(text: str, start: int, end: int) -> Iterator[AgeMention]:
    """The places of a sentence that give an age, without weeks of gestation and the "under 13" of an offence."""
    if not _ANY_NUMBER.search(text, start, end):
        return
    for found in _AGES.finditer(text, start, end):
        form = "born" if found["birth"] else str(found.lastgroup)
        if form == "aged" and _OTHER_TIME.search(text[max(start, found.start() - 40) : found.start()]):
            continue
        if form == "was" and _TIME_OF_LIFE.search(text[max(start, found.start() - 40) : found.start()]):
            continue
        if form == "early" and _BORN.search(text, max(start, found.start() - 40), found.start()):
            continue
        if form == "old" and text.endswith("between ", start, found.start()):
            continue
        if _UP_TO.match(text, found.end(), end) or _FROM.search(text[max(start, found.start() - 24) : found.start()]):
            continue
        is_fraction = form != "old" and _FRACTION.search(found[0]) is not None
        if (is_fraction and form not in _WITH_FRACTION) or ("/" in found[0] and _is_date(text, start, found)):
            continue
        behind = text[found.end() : found.end() + 20].casefold()
        if form == "born" and not _HARM.search(text, start, end):
            continue
        if behind.startswith(_GESTATION) or (form == "under" and _is_of_offence(text, start, found)):
            continue
        ages = _ages_of(found, form)
        if ages:
            is_alone = form in _ALONE and not _has_any(found[_GROUPS[form]], _UNITS)
            doubt = _BARE_NUMBER if is_alone else _FRACTION_OF_YEAR if is_fraction else _DOUBTS.get(form)
            bare = form in ("comma", "bracket", "was")
            is_early = form == "early" or _YEARS_LATER.match(text, found.end()) is not None
            yield AgeMention(ages, *found.span(), form in ("old", "short", "under"), bare, doubt, is_early)


def _is_date(text: str, start: int, found: re.Match[str]) -> bool:
    """Whether what looks like a fraction of a year is the day of a month."""
    return _DATED.search(text[max(start, found.start() - 40) : found.start()]) is not None


def _is_of_offence(text: str, start: int, found: re.Match[str]) -> bool:
    if _has_any(found["bound"], _UNITS):
        return False
    return _OFFENCE.search(text, max(start, found.start() - 70), found.start()) is not None


def _has_any(text: str, words: Iterable[str]) -> bool:
    return any(word in text.casefold() for word in words)


def _ages_of(found: re.Match[str], form: str) -> list[tuple[Age, Span]]:
    if form == "birthday":
        return [(_at_birthday(found), found.span())]
    if form == "aged" and found["between"]:
        return []
    stated = found[_GROUPS[form]]
    ages = parse(stated, found.start(_GROUPS[form]))
    if form == "nounof" and not _has_any(stated, (*_UNITS, "½", "half")):
        return []
    if form == "under" or (form == "aged" and found["agedunder"]):
        return [(replace(age, under=True), found.span()) for age, _ in ages[:1]]
    return [(ages[0][0], _bare_span(found))] if len(ages) == 1 else ages


def _bare_span(found: re.Match[str]) -> Span:
    """Where a mention stands, without the spaces and the comma before it."""
    return found.end() - len(found[0].lstrip(" ,")), found.end()


def _at_birthday(found: re.Match[str]) -> Age:
    word = found["ordinal"].casefold()
    number = ORDINALS.index(word) + 1 if word in ORDINALS else int(word[:-2])
    return Age(years=number - (found["side"].casefold() in ("before", "short of")), unit="years")


def parse(text: str, offset: int = 0) -> list[tuple[Age, Span]]:
    """The ages in a list such as `8, 6 and 3 years`, `3 years and 6 months` or `two and a half`, with their spans.

    A number without a unit has that of the next, and years where none follows.
    """
    parts = list(_PARTS.finditer(text))
    units = [_unit(part["unit"]) for part in parts]
    unit = "years"
    for index in reversed(range(len(parts))):
        units[index] = unit = units[index] or unit
    ages: list[tuple[Age, Span]] = []
    index = 0
    while index < len(parts):
        part, stated = parts[index], parts[index]["unit"]
        counts = {units[index]: number(part["n"])}
        smallest, last = units[index], part
        following = parts[index + 1] if index + 1 < len(parts) else None
        if part["half"] or part["late"]:
            smallest, more = _HALVES[smallest]
            counts[smallest] = counts.get(smallest, 0) + more
        elif stated and following and _is_part(smallest, units[index + 1], following):
            index += 1
            smallest, last = units[index], following
            counts[smallest] = number(following["n"])
        years, months, weeks, days = (counts.get(name, 0) for name in UNITS)
        age = Age(years, months, weeks, days, smallest)
        ages.append((age, (offset + part.start(), offset + last.end())))
        index += 1
    return ages


def _is_part(larger: str, smaller: str, part: re.Match[str]) -> bool:
    """Whether a number is the rest of the age before it, as the months of `3 years and 6 months`; not 20 months."""
    if not part["unit"] or UNITS.index(smaller) <= UNITS.index(larger):
        return False
    return smaller != "months" or number(part["n"]) < 12


def _unit(word: str | None) -> str:
    initials = {"d": "days", "w": "weeks", "m": "months", "y": "years", "/1": "months", "/5": "weeks"}
    return initials[word[: 2 if word[0] == "/" else 1].casefold()] if word else ""
