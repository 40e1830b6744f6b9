"""The keywords of a review that stand at its end without a label."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..english import YEAR
from .beside import is_contact
from .lead_ins import HEADING, begins_section, lead_in
from .rows import Row

# What a sentence has and no list of keywords: a verb, or when it was: `Sam, a boy of two, drowned in 2031`.
_TELLS = re.compile(rf"\b(?:is|was|were|are|has|had|died|drowned|suffered|sustained|{YEAR})\b")


def keywords(rows: Sequence[Row]) -> set[int]:
    """The indices of the paragraphs that are lists of keywords without a label: after them nothing more is told."""
    found: set[int] = set()
    for index in range(len(rows) - 1, 0, -1):
        if _is_list(rows[index]):
            found.add(index)
        if not _is_end(rows[index].text):
            break
    return found


def _is_list(row: Row) -> bool:
    """Whether a paragraph may be a list of keywords."""
    text = row.text.rstrip(".")
    if row.bullet or is_contact(row.text) or text.count(",") < 2 or any(sign in text for sign in ".;:!?"):
        return False
    words = [word.strip() for word in text.split(",")]
    if _TELLS.search(text):
        return False
    if any(not word or len(word.split()) > 5 or word[:4].casefold() in ("and ", "the ") for word in words):
        return False
    return not begins_section(text)


def _is_end(text: str) -> bool:
    """Whether a paragraph may stand after the keywords."""
    found = lead_in(text, 0)
    return (
        HEADING.fullmatch(text) is not None or (found is not None and found.lastgroup == "resources") or len(text) < 60
    )
