"""What is known of English: numbers, months, sentences."""

from __future__ import annotations

import re

NUMBER_WORDS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip

NUMBERS = {word: number for number, word in enumerate(NUMBER_WORDS, 1)}

ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
)  # fmt: skip


def number(word: str) -> int:
    """What a number in digits or words, up to twenty-nine, is."""
    return int(word) if word.isdecimal() else NUMBERS[word.casefold()]


SENTENCE_END = re.compile(r"(?<=[.!?;])[\"'”’)]?\s+(?=[\"'“‘>]?[A-Z])")

_ABBREVIATIONS = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|Dr|Mr|Mrs|Ms|St|No|vs|cf|approx|Prof|para|pp?|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
    r"|(?<!Child )(?<!Baby )(?<!Family )(?<!Person )(?<!Children )\b[A-Z])\.$"
)


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    return [text[start:end] for start, end in sentence_spans(text)]


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Where the sentences of a text begin and end."""
    spans: list[tuple[int, int]] = []
    start = 0
    for found in re.finditer(r"[.!?][\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9])", text):
        if text[found.start()] == "." and _ABBREVIATIONS.search(text, max(start, found.start() - 8), found.start() + 1):
            continue
        spans.append((start, found.end() - (len(found[0]) - len(found[0].rstrip()))))
        start = found.end()
    if start < len(text):
        spans.append((start, len(text)))
    return spans


MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

MONTH = "|".join([*MONTHS, *(month[:3] for month in MONTHS), "Sept"])
"""A month's name, whole or short, for a regular expression."""

YEAR = r"(?:19|20)\d\d"


def month_number(name: str) -> int:
    """From 1, of a month's name, which may be short."""
    return [month[:3] for month in MONTHS].index(name[:3].capitalize()) + 1
