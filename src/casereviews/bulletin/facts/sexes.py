"""The sex of a child, where a noun elsewhere or a pronoun says it; never a name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .people import ADULT, BY, is_accused

_PRONOUN = re.compile(
    r"\b(?:(?P<male>he|him|himself)|(?P<female>she|herself)|(?P<his>his)|(?P<her>her))\b(?:\s+"
    r"(?P<next>[\w’'-]+(?:\s[\w-]+)?))?",
    re.IGNORECASE,
)
_GROWN = re.compile(rf"(?<![\w-])(?:{ADULT}|[Cc]onvicted|[Ss]entenced)(?!\w)", re.IGNORECASE)
_RELATIVES = re.compile(
    r"(?:(?:step|grand|god|foster|birth|maternal|paternal|half)[\s-]?)*(?:mother|father|mum|dad|parent"
    r"|sister|brother|sibling|uncle|aunt|grandmother|grandfather|famil|school|cot|pram|carer|home|injur"
    r"|death|bod(?:y)|head|leg|arm|life|birth|school|bed|care|body)",
    re.IGNORECASE,
)
_NOUN = re.compile(
    r"\b(?:the|this|baby|infant|a)\s+(?:baby\s+|infant\s+)?(?:(?P<male>boy)|(?P<female>girl))\b(?!\s+(?:aged|of)\b|friend)",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")

Span = tuple[int, int]


class Said(NamedTuple):
    """A sex, where it is said, and why it is to be checked, if it is."""

    sex: str
    span: Span
    doubt: str | None


class _Vote(NamedTuple):
    """A pronoun that can mean the child."""

    sex: str
    place: int
    is_kin: bool
    """Whether it goes with a relative, as in `his mother`."""


def read(text: str, spans: Sequence[Span]) -> Said | None:
    """The sex of the one child whom a text is about; `spans` are its sentences."""
    return _of_noun(text) or _of_pronoun(text, spans)


def _of_noun(text: str) -> Said | None:
    """As a noun says it apart from the age: `a baby. ... the boy ...`."""
    found: dict[str, Span] = {}
    for noun in _NOUN.finditer(text):
        lead = text[max(0, noun.start() - 40) : noun.start()]
        if not BY.search(lead + " ") and not is_accused(text, noun.end(), 40):
            found.setdefault("male" if noun["male"] else "female", noun.span())
    if len(found) != 1:
        return None
    sex, span = next(iter(found.items()))
    return Said(sex, span, None)


def _of_pronoun(text: str, spans: Sequence[Span]) -> Said | None:
    """As a pronoun says it that can mean nobody else."""
    found = [vote for start, end in spans for vote in _votes(text, start, end)]
    grown = _GROWN.search(text)
    first = [vote for vote in found if grown is None or vote.place < grown.start()]
    votes = first or [vote for vote in found if vote.is_kin] or _free(text, found)
    if len({vote.sex for vote in votes}) != 1:
        return None
    best = min(votes, key=lambda vote: (not vote.is_kin, vote.place))
    word = _WORD.match(text, best.place)
    span = (best.place, word.end() if word else best.place)
    return Said(best.sex, span, None if best.is_kin or first else "only a pronoun says so")


def _votes(text: str, start: int, end: int) -> Iterator[_Vote]:
    """The pronouns of a sentence that can mean the child."""
    first = _GROWN.search(text, start, end)
    for found in _PRONOUN.finditer(text, start, end):
        sex = "male" if found["male"] or found["his"] else "female"
        is_kin = bool((found["his"] or found["her"]) and found["next"] and _RELATIVES.match(found["next"]))
        if first is None or found.start() < first.end() or (is_kin and _agrees(first[0], sex)):
            yield _Vote(sex, found.start(), is_kin)


def _free(text: str, votes: Sequence[_Vote]) -> list[_Vote]:
    """The pronouns before which nobody was named whom they could mean but the child."""
    others = {sex: _first_other(text, sex) for sex in {vote.sex for vote in votes}}
    return [vote for vote in votes if vote.place < others[vote.sex]]


def _first_other(text: str, sex: str) -> int:
    """The place from which on a pronoun can mean an adult who was named."""
    return next((grown.end() for grown in _GROWN.finditer(text) if not _agrees(grown[0], sex)), len(text))


def _agrees(adult: str, sex: str) -> bool:
    """Whether a pronoun can not mean the adult who was named before it."""
    word = adult.casefold()
    female = re.search(r"mother|mum|girlfriend|wife|woman|women|aunt|niece|sister", word)
    male = re.search(r"father|dad|boyfriend|husband|\bm[ae]n\b|uncle|nephew|brother", word)
    return bool(male and sex == "female") or bool(female and sex == "male")
