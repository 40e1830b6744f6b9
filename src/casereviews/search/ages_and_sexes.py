"""Parsing ages and sexes as typed for a filter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..errors import UsageError
from ..text import fold, quoted
from ..vocabulary import ANY, NOT_STATED
from .filters import AgeRange

if TYPE_CHECKING:
    from ..model.age import Age

_UNITS = {"y": "years", "m": "months", "w": "weeks", "d": "days"}

# Patterns are compiled on use: most commands have no filter.
_AGE_WORD = r"(?<!\d)(\d+)\s*(y(?:rs?|ears?)?|m(?:os?|ths?|onths?)?|w(?:ks?|eeks?)?|d(?:ays?)?)(?![a-z])"

_LONGEST_AGE = 80

_AGE_SYNTAX = 'write an age as 8m, "3y 6m" or 4w, a range as 0..1y, 6m.., "<2y" or ">2y", not-stated or any'

SEX_WORDS = {"female": "female", "girl": "female", "girls": "female", "f": "female",
              "male": "male", "boy": "male", "boys": "male", "m": "male"}  # fmt: skip


def parse_age(word: str) -> AgeRange:
    """The range of ages that `8m`, `0..1y`, `<2y`, `6m..`, `not-stated` or `any` means. Raises UsageError.

    A single age is as wide as its smallest unit: `2y` is from 24 months to below 36. The end of a range is included;
    `<` and `>` exclude it. A number alone is in years.
    """
    if fold(word) in (ANY, fold(NOT_STATED)):
        return AgeRange(stated=fold(word) == ANY)
    text = word.strip().replace("\u2013", "-")
    if len(text) > _LONGEST_AGE:
        raise UsageError(f"{quoted(word)} is not an age", _AGE_SYNTAX)
    for prefix in ("<", "under ", ">", "over "):
        if text.casefold().startswith(prefix) and "=" not in text:
            age = _age(text[len(prefix) :], word)
            return AgeRange(high=age.exact_months) if prefix in ("<", "under ") else AgeRange(age.span[1])
    low, dots, high = re.sub(r"(?<=\w)\s*-\s*(?=\d)", "..", text).partition("..")
    if not dots:
        return AgeRange(*_age(text, word).span)
    if not low.strip() and not high.strip():
        raise UsageError(f"{quoted(word)} is not an age", _AGE_SYNTAX)
    last = _age(high, word) if high.strip() else None
    unit = _UNITS[last.unit[0]] if last else "years"
    first = _age(low, word, unit) if low.strip() else None
    if first and last and first.exact_months > last.exact_months:
        raise UsageError(f"the age range {quoted(word)} ends before it begins", _AGE_SYNTAX)
    return AgeRange(first.exact_months if first else None, last.span[1] if last else None)


def is_age(word: str) -> bool:
    """Whether a word is an age with its unit, or a range of ages."""
    if not re.search(r"\d\s*[^\W\d]", word):
        return False
    try:
        parse_age(word)
    except UsageError:
        return False
    return True


def _age(text: str, word: str, unit: str = "years") -> Age:
    text = text.strip().casefold()
    if text.isdecimal():
        text += f" {unit}"
    from ..model.age import Age

    expanded = re.sub(_AGE_WORD, lambda found: f"{found[1]} {_UNITS[found[2][0]]} ", text)
    try:
        return Age.parse(" ".join(expanded.split()))
    except ValueError:
        raise UsageError(f"{quoted(word)} is not an age", _AGE_SYNTAX) from None
