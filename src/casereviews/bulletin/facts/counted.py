"""How many children a text says that there are, and of which sex they are where it says so: `three boys`, `twins`."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from ...model.age import Age
from ..english import NUMBER_WORDS, before, number, pattern
from . import people
from .ages import Span

_GIRLS, _BOYS = r"(?:girl|sister|daughter)s?", r"(?:boy|brother|son)s?"

# How many children there are: `three young siblings`.
_COUNTED = pattern(
    neutral="children", male="boys", female="girls",
    start=rf"\b(?P<count>{'|'.join(NUMBER_WORDS[1:10])}|[2-9])\s+(?:(?!and\b|\d)[\w-]+\s+){{0,3}}?",
)  # fmt: skip

# Some of one sex and some of the other: `a sister and two brothers`.
_SOME = rf"(?:an?|{'|'.join(NUMBER_WORDS[:9])}|[1-9])"
_OF_BOTH = re.compile(
    rf"\b(?P<count>{_SOME}) (?:(?P<girls>{_GIRLS})|(?P<boys>{_BOYS})),? and (?P<more>{_SOME}) (?:{_GIRLS}|{_BOYS})\b"
    rf"(?!,? (?:aged|of)\b| \()",
    re.IGNORECASE,
)

# Twins, and of which sex they are: `twin boys`.
_TWINS = pattern("twins", male="male twins", female="female twins")

# Right behind two children: of which sex each of them is: `, a girl and a boy`.
BOTH = re.compile(
    r",? (?:\(|– |— )?(?:a|one) (?:(?P<gb>girl and (?:a |one )?boy)|(?P<bg>boy and (?:a |one )?girl))\b"
    r"|, both (?P<gg>girls)|, both (?P<bb>boys)",
    re.IGNORECASE,
)

_OF_OTHERS = before("before others", "his")
# Right before them: that only one of them is meant: `One of three sisters, Sam`.
_ONE_OF_SEVERAL = re.compile(
    r"\b(?:one|first|second|third|fourth|middle|elde[rs]t?|olde[rs]t?|younge[rs]t?)(?: child)? of (?:the |her |his )?$",
    re.IGNORECASE,
)
# Within the words for several: that they are others than those of the review: `three other girls`.
_OTHERS = re.compile(r"\b(?:other|further|more|previous|earlier)\b", re.IGNORECASE)
# Near before twins: that only one of them is meant.
_ONE_OF = pattern("of twins", cased=True)
_KIN = pattern("kin")  # of one child, as twins are who are his or hers: `his twin sisters`
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


def counted(text: str, spans: Sequence[tuple[int, int]], others: Container[int] = ()) -> Iterator[FoundChild]:
    """As many children as sentences say that there are; those who are twins have these words as the place of an age.

    At `others` the nouns end that are for somebody else.
    """
    for start, end in spans:
        mixed = _mixed(text, start, end)
        if mixed:
            yield from mixed
            return
        if mixed is not None:
            continue
        twins = _TWINS.search(text, start, end)
        found = _COUNTED.search(text, start, end)
        match = found if found and not (twins and twins.start() < found.start()) else twins
        if not match:
            continue
        count = number(match["count"]) if match is found else 2
        lead = text[max(start, match.start() - 40) : match.start()]
        if people.BY.search(lead) or (match is found and (_OF_OTHERS.search(lead) or _OTHERS.search(match[0]))):
            continue
        if match.end() in others or (match is found and _ONE_OF_SEVERAL.search(lead)):
            continue
        if match is twins and (_ONE_OF.search(lead) or (_KIN.search(match[0]) and _OF_OTHERS.search(lead))):
            continue
        sex = people.sex_of(match)
        both = BOTH.match(text, match.end()) if count == 2 else None
        span = match.span() if match is twins else None
        for one in sexes_of(both) if both else (sex,) * count:
            yield FoundChild(None, one, span, (both or match).span() if one else None, _NO_AGES)
        return


def _mixed(text: str, start: int, end: int) -> list[FoundChild] | None:
    """The children of a sentence that counts boys and girls, three at least; None if it does not."""
    found = _OF_BOTH.search(text, start, end)
    if not found:
        return None
    counts = [1 if word[0] in "aA" and len(word) < 3 else number(word) for word in (found["count"], found["more"])]
    lead = text[max(start, found.start() - 40) : found.start()]
    if sum(counts) < 3:
        return None
    if people.is_agent(lead) or _OF_OTHERS.search(lead) or lead.endswith(("had ", "has ")):
        return []
    first, second = ("female", "male") if found["girls"] else ("male", "female")
    sexes = [first] * counts[0] + [second if _is_mixed(found) else first] * counts[1]
    return [FoundChild(None, sex, None, found.span(), _NO_AGES) for sex in sexes]


def _is_mixed(found: re.Match[str]) -> bool:
    """Whether the second noun is one of the other sex than the first: not so of `two boys and a brother`."""
    last = found[0].split()[-1].casefold()
    return last.startswith(("boy", "brother", "son")) == bool(found["girls"])


def sexes_of(both: re.Match[str]) -> tuple[str, str]:
    """The sexes of two children, in the order of the words."""
    kinds = {"gb": ("female", "male"), "bg": ("male", "female"), "gg": ("female", "female"), "bb": ("male", "male")}
    return kinds[str(both.lastgroup)]
