"""Statements that say the same, of which a briefing shows one with the ids of all.

Two are the same where all words are the same but for endings, and for words that carry no advice: `should`,
`important`, `practitioners`. Their likeness is the share of telling words that both have, in one order, and must be
whole: one word more, such as `not` or `police`, is other advice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .. import stemming
from .statements import StatementRecord

_LIGHT = {
    "a", "an", "the", "this", "that", "these", "those", "such", "its", "it", "their", "they", "them", "there", "which",
    "who", "and", "so", "as", "of", "be", "is", "are", "was", "were", "been", "being", "has", "have", "had", "do",
    "does", "did", "will", "would", "should", "must", "shall", "need", "needs", "needed", "ought", "required",
    "ensure", "ensures", "ensured", "make", "makes", "made", "sure", "always", "clearly",
    "important", "importance", "essential", "vital", "crucial", "necessary",
    "practitioner", "practitioners", "professional", "professionals", "staff",
}  # fmt: skip
"""Words without which a statement advises the same.

Prepositions are none of them, for a referral from a service is not one to it; nor is `may`, for it leaves a choice.
"""

_BEFORE_TO = {
    "is", "are", "was", "were", "has", "have", "had", "need", "needs", "needed", "ought", "required",
    "important", "essential", "vital", "crucial", "necessary",
}  # fmt: skip
"""Words after which `to` is no preposition: `need to`, `important to`."""


def together(records: Iterable[StatementRecord]) -> list[list[StatementRecord]]:
    """The statements in groups of those that say the same, and of the same agencies, in the order of their first."""
    found = list(records)
    groups: dict[object, list[StatementRecord]] = {}
    for record, words in zip(found, _telling([record["text"] for record in found]), strict=True):
        agencies = record["agencies"]
        is_of = None if agencies is None else frozenset(agencies)
        groups.setdefault((words, is_of) if words else record["id"], []).append(record)
    return list(groups.values())


def _telling(texts: Sequence[str]) -> list[tuple[str, ...]]:
    """The words of each text that tell something, without their endings."""
    words = [_without_light(stemming.words(text)) for text in texts]
    known = sorted({word for of_text in words for word in of_text})
    stems = {word: " ".join(stem) for word, stem in zip(known, stemming.stems(known), strict=True)}
    return [tuple(stems[word] for word in of_text) for of_text in words]


def _without_light(words: Sequence[str]) -> list[str]:
    """The words that are not light."""
    pairs = zip(["", *words], words, strict=False)
    return [word for before, word in pairs if word not in _LIGHT and not (word == "to" and before in _BEFORE_TO)]
