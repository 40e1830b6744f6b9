"""Ages in a question, and the filter that selects them."""

from __future__ import annotations

import re

from ..text import fold

_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBERS = {word: str(number) for number, word in enumerate(_WORDS, 1)}
_NUMBER = rf"(\d{{1,2}}|{'|'.join(_NUMBERS)})"

_OLD = rf"\b{_NUMBER}[- ](year|yr|month)s?[- ]olds?\b"
_SAID = (
    ("under", rf"\bunder (?:the age of )?{_NUMBER}s?\b(?! (?:weeks?|months?))", "<{}y"),
    ("newborn", r"\b(newborn)s?\b", "<1m"),
    ("toddler", r"\b(toddler)s?\b", "1y..3y"),
    ("teen", r"\b(teen|teenager|teenage)s?\b", "13y..17y"),
)
"""Ages in words: a word in them, their pattern in folded text, and the value of --age."""


def read(question: str) -> tuple[str, list[str]]:
    """The question without ages in years and months, and a value of --age for each age in it: `<1y` for under ones.

    Texts state ages in many ways, all of which the filter selects.
    """
    ages: dict[str, None] = {}
    folded = fold(question)
    for word, pattern, age in _SAID:
        if word in folded:  # a pattern takes longer to compile than most questions to read
            ages.update((age.format(_digits(found[1])), None) for found in re.finditer(pattern, folded))
    if "old" in folded:
        ages.update((_digits(found[1]) + found[2][0], None) for found in re.finditer(_OLD, folded))
        question = re.sub(_OLD, " ", question, flags=re.IGNORECASE)
    return question, list(ages)


def _digits(number: str) -> str:
    return _NUMBERS.get(number, number)
