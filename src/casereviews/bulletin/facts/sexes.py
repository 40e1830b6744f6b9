"""The sex of a child, where a noun elsewhere or a pronoun says it; never a name."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from ..english import any_of, pattern, words
from .people import BY, is_accused

# A pronoun, with up to two words after one that may go with a relative: `his older sister`.
_PRONOUN = pattern(male="he", female="she", end=r"\b(?:\s+[\w’'-]+(?:\s[\w-]+)?)?")

# Somebody who is grown up, `partner`, or what is done with one who did it, `convicted`.
_GROWN = pattern("adult", "punished", start=r"(?<![\w-])")

# What a pronoun goes with that can only mean the child: `his birth mother`, `her cot`.
_BELONGING = pattern("belonging", start=rf"(?:(?:{any_of('before kin')})[\s-]?)*", end="")

# The child, where a noun apart from the age says the sex: `the baby boy`.
_NOUN = pattern("boy or girl", end=rf"\b(?! (?:aged|of) (?:\w+ )?(?:\d|(?:{any_of('number')})\b))")

# What a table says of the child: `Sex: male`.
_LABEL = re.compile(
    r"\b(?:sex|gender)(?: of (?:the )?child)?: ?(?:(?P<male>males?|boys?|m)|(?P<female>females?|girls?|f))\b",
    re.IGNORECASE,
)

Span = tuple[int, int]


_TITLES = {"mr": "male", "mrs": "female", "ms": "female", "miss": "female"}


class Said(NamedTuple):
    """A sex, where it is said, and why it is to be checked, if it is."""

    sex: str
    span: Span
    doubt: str | None


class _Vote(NamedTuple):
    """A pronoun that can mean the child."""

    sex: str
    start: int
    end: int
    is_kin: bool
    """Whether it goes with a relative, as in `his mother`."""


def find_sex(text: str, spans: Sequence[Span], others: Container[int] = ()) -> Said | None:
    """The sex of the one child whom a text is about; `spans` are its sentences.

    At `others` the nouns end that are for somebody else.
    """
    return _of_label(text) or _of_noun(text, others) or _of_pronoun(text, spans)


def _of_label(text: str) -> Said | None:
    """The sex by the first line of a table that gives it."""
    found = _LABEL.search(text)
    return Said(str(found.lastgroup), found.span(found.lastgroup or 0), None) if found else None


def _of_noun(text: str, others: Container[int]) -> Said | None:
    """The sex by a noun apart from the age: `a baby. ... the boy ...`; None unless it says one alone."""
    found: dict[str, Span] = {}
    for noun in _NOUN.finditer(text):
        lead = text[max(0, noun.start() - 40) : noun.start()]
        if noun.end() not in others and not BY.search(lead + " ") and not is_accused(text, noun.end(), 40):
            found.setdefault("male" if noun[0].casefold().endswith("boy") else "female", noun.span())
    if len(found) != 1:
        return None
    sex, span = next(iter(found.items()))
    return Said(sex, span, None)


def _of_pronoun(text: str, spans: Sequence[Span]) -> Said | None:
    """The sex by the pronouns that can mean nobody but the child; None where they differ."""
    found = [vote for start, end in spans for vote in _votes(text, start, end)]
    grown = _GROWN.search(text)
    first = [vote for vote in found if grown is None or vote.start < grown.start()]
    votes = first or [vote for vote in found if vote.is_kin] or _free(text, found)
    if len({vote.sex for vote in votes}) != 1:
        return None
    best = min(votes, key=lambda vote: (not vote.is_kin, vote.start))
    is_sure = first or (best.is_kin and best in _free(text, votes))
    return Said(best.sex, (best.start, best.end), None if is_sure else "only a pronoun says so")


def _votes(text: str, start: int, end: int) -> Iterator[_Vote]:
    """The pronouns of a sentence that can mean the child."""
    first = _GROWN.search(text, start, end)
    for found in _PRONOUN.finditer(text, start, end):
        sex = str(found.lastgroup)
        word, _, following = found[0].casefold().partition(" ")
        is_kin = word in ("his", "her") and _BELONGING.match(following) is not None
        if first is None or found.start() < first.end() or (is_kin and is_other_sex(first[0], sex)):
            yield _Vote(sex, *found.span(sex), is_kin)


def _free(text: str, votes: Sequence[_Vote]) -> list[_Vote]:
    """The pronouns before which nobody was named whom they could mean but the child."""
    others = {sex: _first_other(text, sex) for sex in {vote.sex for vote in votes}}
    return [vote for vote in votes if vote.start < others[vote.sex]]


def _first_other(text: str, sex: str) -> int:
    """The offset from which on a pronoun can mean an adult who was named."""
    return next((grown.end() for grown in _GROWN.finditer(text) if not is_other_sex(grown[0], sex)), len(text))


def is_other_sex(adult: str, sex: str) -> bool:
    """Whether an adult is surely not of a sex, so that a pronoun of it means somebody else."""
    word = adult.casefold()
    if (title := _TITLES.get(word.partition(" ")[0].rstrip("."))) is not None:
        return title != sex
    if sex == "male":
        return any(woman in word for woman in words("woman"))
    return word in ("man", "men") or any(man in word for man in words("man"))
