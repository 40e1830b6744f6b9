"""The people of a text: nouns for children and for others, and whether one is the child or somebody else."""

from __future__ import annotations

import re
from bisect import bisect_right

from ..english import any_of, before, pattern, words

_FAR = 150  # characters

# A person: the noun itself, whole and not as an owner, in the group of its kind: `twin sister`.
PERSON = pattern(
    male="male child", female="female child", neutral="any child", adult="adult",
    start=r"(?<![\w-])(?:(?:half|step|twin)[\s-])?", end=r"(?!\w)(?!['’](?:s?\b|\s))",
)  # fmt: skip
_GAP = r"[\s-]++"
_FIRST = rf"(?!(?:{any_of('no adjective')})\b)[\w’']"
_REST = r"[\w’'-]{0,60}"
_WORD = rf"{_FIRST}{_REST}+(?=\s)"

# The person whose noun follows an age, with up to three words between, as in `4-week-old first-born boy`.
FORWARD = pattern(
    male="male child", female="female child", adult="adult", neutral="any child",
    start=rf"(?:{_GAP}|(?:{_GAP}{_WORD}){{0,2}}?{_GAP}(?:{_WORD}{_GAP}|{_FIRST}{_REST}-))", end=r"(?!\w)",
)  # fmt: skip

# Words right before a person who did it, or was only there: `by another`.
BY = before("by", between="before a person")

# Words right before a person to whom it happened all the same: `suffered by a`.
_SUFFERED = before("suffered by", between="before somebody")

# Words right after a person who was charged or sentenced: ` was later convicted`.
_ACCUSED = pattern("accused of it", start=r"[^.;]{0,25}?\b")


def named_in(text: str, start: int, end: int) -> list[re.Match[str]]:
    """The people whom a sentence names, in their order."""
    return list(PERSON.finditer(text, start, end))


def last_before(people: list[re.Match[str]], offset: int) -> re.Match[str] | None:
    """The last of the people who is named before an offset, and not far from it."""
    number = bisect_right(people, offset, key=lambda person: person.end())
    return people[number - 1] if number and offset - people[number - 1].start() <= _FAR else None


def sex_of(person: re.Match[str] | None) -> str | None:
    """The sex that a noun says: the group of a match that is for nouns of one sex."""
    return person.lastgroup if person and person.lastgroup in ("male", "female") else None


def is_agent(lead: str) -> bool:
    """Whether the words before a person make it one who did it, or was only there: `by a`, but not `suffered by a`."""
    return BY.search(lead) is not None and _SUFFERED.search(lead) is None


def is_accused(text: str, offset: int, reach: int = 60) -> bool:
    """Whether what follows tells of a charge or a sentence."""
    return _ACCUSED.match(text, offset, min(len(text), offset + reach)) is not None


def is_kin(person: re.Match[str]) -> bool:
    """Whether a noun is for a brother, a sister or another relative of the same age."""
    return any(kin in person[0].casefold() for kin in words("kin"))
