"""What is known of English: lists of words, which data/english.txt holds, and numbers, months and sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from ..files.package import package_data

# A sign of the notation in which words are written, `/` or `<kin>`, as the head of data/english.txt tells them.
_SIGN = re.compile(r"\)\+|[(/)*_#'.](?!\.\.)|<([a-z ]+)>| ?\.\.\.(\d+)([,;_]?) ?| ?!([\w ]+\*?)")
_PLAIN_SIGNS = {"(": "(?:", "/": "|", "*": r"\w*", "_": r"\w+", "#": r"\d", "'": "['’]", ".": r"\."}
_AMONG = {"": ".", ",": "[^.;,]", ";": "[^.;]", "_": r"[\w ’'-]"}


@cache
def _lists() -> dict[str, list[str]]:
    """The words of each list, as they are written."""
    lists: dict[str, list[str]] = {}
    for block in package_data("english.txt").decode().split("\n[")[1:]:
        head, _, text = block.partition("\n")
        lists[head.partition("]")[0]] = text.strip().replace(",\n", ", ").split(", ")
    return lists


def words(name: str) -> tuple[str, ...]:
    """The words of a list as they are written."""
    return tuple(_lists()[name])


def expression(phrase: str) -> str:
    """A phrase as a regular expression, which bounds neither of its ends."""
    has_choice: list[bool] = []  # of each bracket that is open

    def translated(found: re.Match[str]) -> str:
        sign, among, gap, kind, no = found[0], *found.groups()
        if among:
            return f"(?:{any_of(among)})"
        if gap:
            return rf"\b{_AMONG[kind]}{{0,{gap}}}?\b"
        if no:
            return rf"(?![ -]{expression(no.strip())}\b)"
        if sign == "(":
            has_choice.append(False)
        elif sign == "/":
            has_choice[-1] = True
        elif sign[0] == ")":
            is_choice = has_choice.pop()
            return ")*" if sign == ")+" else ")" if is_choice else ")?"
        return _PLAIN_SIGNS[sign]

    made = _SIGN.sub(translated, phrase.removeprefix("="))
    return f"(?-i:{made})" if phrase[0] == "=" else made


@cache
def any_of(*names: str) -> str:
    """A regular expression for any word of some lists; a word ends where the expression after it says."""
    return "|".join(word if word.isalpha() else expression(word) for name in names for word in _lists()[name])


def pattern(*names: str, cased: bool = False, start: str = r"\b", end: str = r"\b", **groups: str) -> re.Pattern[str]:
    """A pattern of the words of some lists, from `start` to `end`; in any case, unless it is cased.

    A list that is named by a keyword makes a group of that name: `pattern(male="boys", female="girls")`.
    """
    choices = [*map(any_of, names), *(f"(?P<{group}>{any_of(name)})" for group, name in groups.items())]
    return one_of(choices, start, end, cased=cased)


def one_of(choices: Iterable[str], start: str = r"\b", end: str = r"\b", *, cased: bool = False) -> re.Pattern[str]:
    """A pattern of any of some regular expressions; of none where there are none."""
    return re.compile(rf"{start}(?:{'|'.join(choices) or '(?!)'}){end}", re.NOFLAG if cased else re.IGNORECASE)


def before(*names: str, between: str | None = None) -> re.Pattern[str]:
    """A pattern of the words of some lists at the end of a text; words of the list `between` may stand behind them."""
    return pattern(*names, end=rf"\s+(?:(?:{any_of(between)})\s+)*$" if between else r"\s+$")


# --- Numbers, ages and months -----------------------------------------------------------------------------------------

NUMBER_WORDS = words("number")
ORDINALS = words("ordinal")
NUMBERS = {word: number for number, word in enumerate(NUMBER_WORDS, 1)}
NUMBERS |= {f"twenty-{word}": 20 + number for number, word in enumerate(NUMBER_WORDS[:9], 1)}


def number(word: str) -> int:
    """What a number in digits or words, up to twenty-nine, is."""
    return int(word) if word.isdecimal() else NUMBERS[word.casefold()]


SHORT_UNIT = r"(?:mos?\b|/(?:12|52)(?![\d/]))"
"""Months or weeks of an age as notes have them, behind its number: `14mo`, `7/12` for months, `6/52` for weeks."""

SHORT_AGE = r"(?:y\.o\.|m\.o\.|(?:y/?o|m/o|wo)\b)"
"""What stands behind the number of an age for its unit and `old` both: `3yo`, `3 y/o`."""

MONTHS = words("month")

MONTH = "|".join([*MONTHS, *(month[:3] for month in MONTHS), "Sept"])
"""A month's name, whole or short, for a regular expression."""

DAY = r"\d{1,2}(?:st|nd|rd|th)?"
"""The day of a month."""

YEAR = r"(?:19|20)\d\d"


def is_year(text: str) -> bool:
    """Whether a text is a year, and nothing else."""
    return len(text) == 4 and text.isdecimal() and text[:2] in ("19", "20")


_SHORT_MONTHS = [month[:3].casefold() for month in MONTHS]


def is_month(name: str) -> bool:
    """Whether a word is the name of a month, or begins as one does."""
    return name[:3].casefold() in _SHORT_MONTHS


def month_number(name: str) -> int:
    """The number of a month, from 1, by its name, which may be short."""
    return _SHORT_MONTHS.index(name[:3].casefold()) + 1


# --- Sentences --------------------------------------------------------------------------------------------------------

SENTENCE_END = re.compile(r"(?<=[.!?;])[\"'”’)]?\s+(?=[\"'“‘>]?[A-Z])")
"""What parts sentences, or clauses that begin with a capital, as `; Learning`, in which a lead-in may stand."""

# An abbreviation, whose full stop ends no sentence: `e.g.`.
_ABBREVIATION = pattern("abbreviation", cased=True, end=r"\.$")
# What an initial ends a sentence behind, as part of a child's name: `Child K.`.
_NAMED = ("Child ", "Baby ", "Family ", "Person ", "Children ")

# What ends a sentence: its sign, closing quotation marks, white space, and then a capital or a digit: `.” `.
_END = re.compile(r"[.!?][\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9])")


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    return [text[start:end] for start, end in sentence_spans(text)]


@lru_cache(1 << 6)  # each fact that is read in a text asks again
def sentence_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where the sentences of a text begin and end."""
    spans: list[tuple[int, int]] = []
    start = 0
    for found in _END.finditer(text):
        if text[found.start()] == "." and _is_short(text, start, found.start()):
            continue
        spans.append((start, found.end() - (len(found[0]) - len(found[0].rstrip()))))
        start = found.end()
    if start < len(text):
        spans.append((start, len(text)))
    return tuple(spans)


def is_initial(text: str, index: int) -> bool:
    """Whether a capital stands alone at an index."""
    return "A" <= text[index : index + 1] <= "Z" and not text[:index][-1:].isalnum()


def _is_short(text: str, start: int, stop: int) -> bool:
    """Whether the full stop at an offset is that of an abbreviation, or of an initial that is no child's name."""
    if is_initial(text, stop - 1):
        return not text.endswith(_NAMED, 0, stop - 1)
    return _ABBREVIATION.search(text, max(start, stop - 8), stop + 1) is not None
