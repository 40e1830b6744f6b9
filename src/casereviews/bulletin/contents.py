"""Tables of contents: their heading, and the dots that lead to a page."""

from __future__ import annotations

import re

_HEADING = re.compile(r"(?:table of )?contents(?: page)?:?", re.IGNORECASE)
# Between a heading and its page: `Background ........ 4`.
_LEADERS = re.compile(r"(?<=[^. ])[. ]{6,}+\d|(?<=[^… ])[… ]{3,}+\d")


def is_heading(text: str) -> bool:
    """Whether a line is the heading of a table of contents."""
    return _HEADING.fullmatch(text) is not None


def leads_to_page(text: str) -> bool:
    """Whether a line has dots and the number of a page, so that it is surely of a table of contents."""
    return _LEADERS.search(text) is not None


def has_leaders(text: str) -> bool:
    """Whether a line has such dots, whatever follows: the number may have been lost, or stand in the next line."""
    return ". . ." in text or "....." in text
