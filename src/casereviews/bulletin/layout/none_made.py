"""What is said where a review makes no recommendations, and what follows these words."""

from __future__ import annotations

import re

from ..english import pattern

_LONGEST_LEAD = 300  # characters of what leads in a part after "makes no recommendations"
NONE_AT_ALL = pattern("no recommendations at all", start="", end=r"\.?")
# The end of what leads in a part, where no colon stands there.
_INCLUDING = pattern("including", cased=True)
# What a bulletin has in the place of recommendations, where that is learning.
_LATER_LEARNING = pattern("later learning")
# How what follows "makes no recommendations" begins.
_CONTRAST = ("but", "however", "although")


def after_none(text: str) -> tuple[str, str]:
    """What follows "makes no recommendations": its kind, and its text."""
    text = text.lstrip(" .;,")
    first = text[:_LONGEST_LEAD].partition(";")[0]
    end = first.find(":") + 1
    if not end:
        including = max(_INCLUDING.finditer(first), key=re.Match.end, default=None)
        end = including.end() if including else 0
    lead = first[:end]
    if not end:
        return "after", text
    kind = "learning" if _LATER_LEARNING.search(lead) and "action" not in lead.casefold() else "actions"
    text = text[end:].strip()
    first, _, rest = text.partition(" ")
    return kind, rest if first.removesuffix(",") in _CONTRAST else text
