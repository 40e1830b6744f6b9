"""What a bulletin's headline says: its month, how many reviews it lists, and their topics."""

from __future__ import annotations

import re

from ..english import MONTH, YEAR, month_number

_MAIL_HEADER = re.compile(r"(?:From|Sent|To|Cc|Date|Reply-To): ", re.IGNORECASE)

LISTED = re.compile(rf"\b({MONTH})\.?,? ({YEAR})\b", re.IGNORECASE)

_COUNT = re.compile(
    r"\b(\d{1,3}|[a-z]+) (?:new |more |serious |child |practice |safeguarding ){0,6}(?:case )?reviews?\b", re.IGNORECASE
)

_TOPICS = re.compile(
    r"\b(?:number|range|variety|series) of (?:different )?(?:issues|topics|themes|subjects)[,:]?"
    r"(?: (?:including|such as|among them|which include|like))?:? |\b(?:featuring|covering|on (?:topics"
    r"|subjects|themes) (?:such as|including)|topics include|issues include|themes include):? ",
    re.IGNORECASE,
)

_NUMBERS = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
)


def is_of_bulletin(text: str) -> bool:
    """Whether a line before the first review is the bulletin's own heading."""
    if _MAIL_HEADER.match(text):
        return False
    if is_headline(text) or count_of(text) is not None:
        return True
    return LISTED.search(text) is not None and text[-1] not in ".;:,"


def month_of(text: str) -> str | None:
    """The month that a headline names, as `2031-05`."""
    named = LISTED.search(text)
    return f"{named[2]}-{month_number(named[1]):02}" if named else None


def count_of(text: str) -> int | None:
    """How many reviews a headline says that there are."""
    for found in _COUNT.finditer(text):
        word = found[1].casefold()
        if word.isdecimal():
            return int(word)
        if word in _NUMBERS:
            return _NUMBERS.index(word)
    return None


def topics_of(text: str) -> list[str] | None:
    """The topics that a headline names."""
    found = max(_TOPICS.finditer(text), key=re.Match.end, default=None)
    if not found:
        return None
    listed = re.split(r"[.;](?:\s|$)", text[found.end() :])[0]
    *topics, last = re.split(r", (?:and )?", listed)
    held, comma, rest = last.rpartition(",")
    first, *others = rest.split(" and ")
    return list(filter(None, map(str.strip, (*topics, held + comma + first, *others)))) or None


_HEADLINE = re.compile(
    r"\b(?:repository|bulletin|newsletter|library|this month|case reviews (?:were )?(?:published|added"
    r"|updated?)|round-?up|monthly"
    r"|(?:published|new|recent|latest|added) (?:serious )?case reviews)\b",
    re.IGNORECASE,
)


def is_headline(text: str) -> bool:
    """Whether a line is that of a bulletin, not of a review."""
    return _HEADLINE.search(text) is not None
