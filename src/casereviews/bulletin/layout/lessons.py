"""How surely a sentence or paragraph is a lesson: by what it says was lacking, or is needed.

What happened is told with dates, and with a child, an age and a harm; what was learned, with what nobody did or what
everybody should do. Where words say that something is learning, nobody asks this; it is for what no words lead in.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ..english import MONTH, YEAR, pattern
from .openings import told

_READ = 1000  # characters of a paragraph
_NEEDED = pattern("needed in a lesson")
_LACKING = pattern("lacking in a lesson")
_TELLING = pattern("telling what was found", start="", end=r"(?!\w)")
_OF_PAPERS = pattern("of the papers of a review")
# When something happened: `in March 2032`, `On 9 January`, `since 2030`.
_DATE = re.compile(
    rf"\b(?:{MONTH}) {YEAR}\b|\b\d{{1,2}}(?:st|nd|rd|th)? (?:{MONTH})\b|\b(?:in|since|from) {YEAR}\b", re.IGNORECASE
)


def weight(text: str) -> int:
    """More than 0 for a lesson, less for what happened or what is told of the papers; 0 where neither is plain."""
    return _weight(text[:_READ])


@lru_cache(1 << 13)
def _weight(text: str) -> int:
    lesson = bool(_NEEDED.search(text)) + bool(_LACKING.search(text)) + bool(_TELLING.match(text))
    other = 2 * (told(text) == 2) + bool(_DATE.search(text)) + bool(_OF_PAPERS.search(text))
    return lesson - other
