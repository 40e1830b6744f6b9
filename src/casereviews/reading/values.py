"""Parsing the single values of a collection; each function raises ValueError for any other text."""

from __future__ import annotations

import re

_ID = re.compile(r"[\w.-]+(/[\w.-]+)*")
_STATEMENT_ID = re.compile(r"/[LRA][1-9][0-9]*$")  # a review's id must not look like it
_WHERE = re.compile(r"title|summary|[LRAN][1-9][0-9]{0,5}")
_PROBABILITY = re.compile(r"0(?:\.[0-9]{1,2})?|1(?:\.00?)?")
_LONGEST_ID = 200
_MOST_DIGITS = 9


def review_id(text: str) -> str:
    """The id of a review."""
    if _STATEMENT_ID.search(text):
        raise ValueError(text)
    return identifier(text)


def identifier(text: str) -> str:
    """An id of letters, digits, dots and hyphens, in pieces with slashes between."""
    if len(text) > _LONGEST_ID or not _ID.fullmatch(text):
        raise ValueError(text)
    return text


def where(text: str) -> str:
    """Where a piece of evidence was read: the title, the summary, a statement or a note."""
    if not _WHERE.fullmatch(text):
        raise ValueError(text)
    return text


def probability(text: str) -> float:
    """A number from 0 to 1 with at most two decimals."""
    if not _PROBABILITY.fullmatch(text):
        raise ValueError(text)
    return float(text)


def format_number(text: str) -> int:
    """The number of a format, which is not 0; only the first nine digits are read."""
    if not (text.isascii() and text.isdecimal() and text.strip("0")):
        raise ValueError(text)
    return int(text[:_MOST_DIGITS])


def whole_number(text: str) -> int:
    """A number of up to nine digits."""
    if len(text) > _MOST_DIGITS or not text.isdecimal():
        raise ValueError(text)
    return int(text)
