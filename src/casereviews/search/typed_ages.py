"""Parsing ages as typed for a filter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..errors import UsageError
from ..text import fold, quoted
from ..vocabulary import ANY, NOT_STATED
from .filters import AgeRange

if TYPE_CHECKING:
    from ..model.age import Age

_LONGEST_AGE = 80

_AGE_SYNTAX = 'write an age as 8m, "3y 6m" or 4w, a range as 0..1y, 6m.., "<2y" or ">2y", not-stated or any'


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
    unit = last.unit if last else "years"
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
    from ..model.age import Age

    try:
        return Age.typed(text, unit)
    except ValueError:
        raise UsageError(f"{quoted(word)} is not an age", _AGE_SYNTAX) from None
