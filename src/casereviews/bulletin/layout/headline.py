"""What a bulletin's headline says: its month, how many reviews it lists, and their topics."""

from __future__ import annotations

import re

from ..english import MONTH, NUMBER_WORDS, NUMBERS, YEAR, any_of, month_number, pattern, words

_MAIL_HEADERS = tuple(f"{name}: " for name in words("mail header"))

LISTED = re.compile(rf"\b({MONTH})\.?,? ({YEAR})\b", re.IGNORECASE)
"""A month and its year, as a headline has them: `May 2031`."""

# How many reviews there are: `two new case reviews`.
_COUNT = pattern("reviews", start=rf"\b(\d{{1,3}}|[a-z]+) (?:(?:{any_of('before reviews')}) ){{0,6}}")

# What leads in the topics of the reviews.
_TOPICS = pattern("covering", end=":? ")

_HEADLINE = pattern("headline")
_TODAY = re.compile(r"\b(?:has|have) today\b")  # a sentence of a message, whose date is that of a day


def is_of_bulletin(text: str) -> bool:
    """Whether a line before the first review is the bulletin's own heading."""
    if text.casefold().startswith(_MAIL_HEADERS):
        return False
    if is_headline(text) or count_of(text) is not None:
        return True
    return LISTED.search(text) is not None and text[-1] not in ".;:," and not _TODAY.search(text)


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
        if word == "no" or word in NUMBER_WORDS:
            return NUMBERS.get(word, 0)
    return None


def _first_sentence(text: str) -> str:
    """A text up to a full stop or a semicolon that ends a word."""
    ends = (index for index, sign in enumerate(text) if sign in ".;" and text[index + 1 : index + 2].strip() == "")
    return text[: next(ends, len(text))]


def topics_of(text: str) -> list[str] | None:
    """The topics that a headline names."""
    found = max(_TOPICS.finditer(text), key=re.Match.end, default=None)
    if not found:
        return None
    *topics, last = _first_sentence(text[found.end() :]).replace(", and ", ", ").split(", ")
    held, comma, rest = last.rpartition(",")
    first, *others = rest.split(" and ")
    return list(filter(None, map(str.strip, (*topics, held + comma + first, *others)))) or None


def is_headline(text: str) -> bool:
    """Whether a line is that of a bulletin, not of a review."""
    return _HEADLINE.search(text) is not None
