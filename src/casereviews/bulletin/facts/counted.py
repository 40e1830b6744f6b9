"""How many children a text says that there are, and of which sex they are where it says so: `three boys`, `twins`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...model.age import Age
from ..english import NUMBER_WORDS, before, number, pattern
from . import people
from .ages import Span

# How many children there are: `three young siblings`.
_COUNTED = pattern(
    neutral="children", male="boys", female="girls",
    start=rf"\b(?P<count>{'|'.join(NUMBER_WORDS[1:10])}|[2-9])\s+(?:(?!and\b|\d)[\w-]+\s+){{0,3}}?",
)  # fmt: skip

# Twins, and of which sex they are: `twin boys`.
_TWINS = pattern("twins", male="male twins", female="female twins")

# Right behind two children: of which sex each of them is: `, a girl and a boy`.
BOTH = re.compile(
    r",? (?:\(|– |— )?(?:a|one) (?:(?P<gb>girl and (?:a |one )?boy)|(?P<bg>boy and (?:a |one )?girl))\b"
    r"|, both (?P<gg>girls)|, both (?P<bb>boys)",
    re.IGNORECASE,
)

_OF_OTHERS = before("before others", "his")
# Near before twins: that only one of them is meant.
_ONE_OF = pattern("of twins", cased=True)
_NO_AGES = "the text does not give the age of each child"


class FoundChild(NamedTuple):
    """A child, with where the text says so."""

    age: Age | None
    sex: str | None
    age_span: Span | None = None
    sex_span: Span | None = None
    doubt: str | None = None
    """Why it is to be checked."""
    sex_doubt: str | None = None


def counted(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[FoundChild]:
    """As many children as sentences say that there are; those who are twins have these words as the place of an age."""
    for start, end in spans:
        twins = _TWINS.search(text, start, end)
        found = _COUNTED.search(text, start, end)
        match = found if found and not (twins and twins.start() < found.start()) else twins
        if not match:
            continue
        count = number(match["count"]) if match is found else 2
        lead = text[max(start, match.start() - 40) : match.start()]
        if people.BY.search(lead) or (match is found and _OF_OTHERS.search(lead)):
            continue
        if match is twins and _ONE_OF.search(lead):
            continue
        sex = people.sex_of(match)
        both = BOTH.match(text, match.end()) if count == 2 else None
        span = match.span() if match is twins else None
        for one in sexes_of(both) if both else (sex,) * count:
            yield FoundChild(None, one, span, (both or match).span() if one else None, _NO_AGES)
        return


def sexes_of(both: re.Match[str]) -> tuple[str, str]:
    """The sexes of two children, in the order of the words."""
    kinds = {"gb": ("female", "male"), "bg": ("male", "female"), "gg": ("female", "female"), "bb": ("male", "male")}
    return kinds[str(both.lastgroup)]
