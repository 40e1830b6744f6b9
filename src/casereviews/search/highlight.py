"""Where a query matches the texts of a few reviews, why, and the score of each text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from ..store.tables import statement_tokens
from .occurrences import Finder, SearchedTexts, Span, merged
from .query_tree import CODES, SYNONYMS, Operation, Query, Unit

TextRow: TypeAlias = "tuple[int, int, str, str, str, str | None, str | None]"
"""A text: its number, the number of its review, section, id, text, and its themes and agencies as JSON."""

_SECTIONS = {"title": 1.06, "learning": 1.03, "recommendations": 1.03, "actions": 1.03, "summary": 1.0}
_DIRECT, _SYNONYM, _CODE = 1.0, 0.66, 0.45
_TERM = 2.5  # for a phrase, or what the vocabulary knows, compared with any other word
_AGAIN = 0.03  # for each further occurrence of a unit, up to three
_PHRASE = 1.5  # for the whole query as one phrase
_PARTLY = 0.4  # for several words of which only some are there, times their share


class Reason(NamedTuple):
    """Why a text was found."""

    query: str
    """What was typed."""
    how: str
    """How: one of those that the record of a reason lists."""
    what: str
    """What is in the text; for a code, its label."""


class Passage(NamedTuple):
    """A text in which something was found."""

    number: int
    review: int
    section: str
    id: str
    text: str
    score: float
    marks: list[list[int]]
    """[start, end) of each word that was found, in characters."""
    why: list[Reason]


class Finding(NamedTuple):
    """A review that a search found, or a statement for itself."""

    review: int
    """The number of the review."""
    score: float
    missing: list[str]
    """The words typed that it lacks."""
    passages: list[Passage]
    """Its texts in which something was found, the best first; of a statement that alone."""


def find(
    rows: Sequence[TextRow],
    query: Query,
    level: int,
    weights: Sequence[float],
    review_codes: Mapping[int, set[str]],
    finder: Finder | None = None,
) -> list[Passage]:
    """The texts, of those given, in which a unit of the query was found, in order.

    `weights` are those of the query's
    units, and `review_codes` the codes of reviews, by the number of the passage they are shown with. `finder` is one
    for the query's phrases that was used on other texts.
    """
    units = query.units
    texts = _texts(rows, query, finder)
    found: dict[int, dict[int, _UnitMatch]] = {}
    for index, unit in enumerate(units):
        for number, what in _texts_of(texts, unit, level).items():
            found.setdefault(number, {})[index] = what
    whole = {number for number, _ in texts.spans(query.phrase)} if query.phrase else set()
    has_codes = level >= CODES and any(unit.codes for unit in units)
    passages = []
    for row in rows:
        by_unit = found.get(row[0], {})
        coded = _coded(row, units, review_codes) if has_codes else {}
        if by_unit or coded:
            passages.append(_passage(row, units, weights, by_unit, coded, row[0] in whole))
    return passages


def true_of(rows: Sequence[TextRow], query: Query, level: int, finder: Finder | None = None) -> list[int]:
    """The numbers of the texts, of those given, that the query is true of."""
    found = _true_of(query.root, _texts(rows, query, finder), rows, level)
    return [row[0] for row in rows if row[0] in found]


def _true_of(part: Operation | Unit, texts: SearchedTexts, rows: Sequence[TextRow], level: int) -> set[int]:
    """The numbers of the texts that a part of a query is true of."""
    if isinstance(part, Unit):
        own = level if part.wanted else min(level, SYNONYMS)
        found = {number for number, what in _texts_of(texts, part, own).items() if what.worth >= _SYNONYM}
        is_coded = own >= CODES and part.codes
        return found | {row[0] for row in rows if _coded(row, [part], {})} if is_coded else found
    sets = [_true_of(inner, texts, rows, level) for inner in part.parts]
    if part.sign == "not":
        return {row[0] for row in rows} - sets[0]
    return set.intersection(*sets) if part.sign == "and" else set.union(*sets)


def _texts(rows: Sequence[TextRow], query: Query, finder: Finder | None) -> SearchedTexts:
    return (finder or Finder(query.phrases)).texts([(row[0], row[4]) for row in rows])


def _texts_of(texts: SearchedTexts, unit: Unit, level: int) -> dict[int, _UnitMatch]:
    """The texts that have the words of a unit, or synonyms."""
    found = dict(_direct(texts, unit))
    if level >= SYNONYMS:
        for phrase, _ in unit.synonyms:
            for number, spans in texts.spans(phrase):
                known = found.get(number, _NOTHING)
                found[number] = known._replace(
                    worth=max(known.worth, _SYNONYM), how=unit.how, others=[*known.others, *spans]
                )
    return found


class _UnitMatch(NamedTuple):
    """How a unit was found in a text."""

    worth: float
    spans: list[Span]
    how: str
    others: list[Span]
    """The spans of its synonyms."""


_NOTHING = _UnitMatch(0.0, [], "", [])


def _direct(texts: SearchedTexts, unit: Unit) -> Iterator[tuple[int, _UnitMatch]]:
    """The texts with the words of a unit. For a term of several words, some are worth less than all."""
    spans: dict[int, list[Span]] = {}
    counts: dict[int, int] = {}
    for word in unit.words:
        for number, found in texts.spans(word):
            spans.setdefault(number, []).extend(found)
            counts[number] = counts.get(number, 0) + 1
    for number, found in spans.items():
        share = counts[number] / len(unit.words)
        yield number, _UnitMatch(_DIRECT if share == 1 else _PARTLY * share, found, unit.how, [])
    if unit.is_loose and unit.parts:
        yield from _partly(texts, unit, set(spans))


def _partly(texts: SearchedTexts, unit: Unit, known: set[int]) -> Iterator[tuple[int, _UnitMatch]]:
    """The texts with more than one of the words of a term, but not the term."""
    spans: dict[int, list[list[Span]]] = {}
    for word in unit.parts:
        for number, found in texts.spans(word):
            spans.setdefault(number, []).append(found)
    for number, by_word in spans.items():
        if number not in known and len(by_word) > 1:
            together = [span for found in by_word for span in found]
            yield number, _UnitMatch(_PARTLY * len(by_word) / len(unit.parts), together, unit.how, [])


def _coded(row: TextRow, units: Sequence[Unit], review_codes: Mapping[int, set[str]]) -> dict[int, str]:
    """The labels of the codes that match a unit, by the unit's index."""
    number, _, section, _, _, themes, agencies = row
    own = review_codes.get(number, set()) if section in ("summary", "title") else _codes(themes, agencies)
    return {index: label for index, unit in enumerate(units) for token, label in reversed(unit.codes) if token in own}


@lru_cache(1024)
def _codes(themes: str | None, agencies: str | None) -> frozenset[str]:
    """The codes of a statement as words of the index, from their JSON; few values recur often."""
    return frozenset(statement_tokens(json.loads(themes or "[]"), json.loads(agencies or "[]")))


def _passage(
    row: TextRow,
    units: Sequence[Unit],
    weights: Sequence[float],
    found: Mapping[int, _UnitMatch],
    coded: Mapping[int, str],
    is_whole: bool,
) -> Passage:
    number, review, section, identity, text, _, _ = row
    score = 0.0
    why: list[Reason] = []
    spans: list[Span] = []
    for index, unit in enumerate(units):
        what = found.get(index)
        worth = 0.0
        if what:
            again = len(what.spans) + len(what.others) - len(unit.words)
            worth = what.worth * (1 + _AGAIN * max(0, min(3, again)))
            spans += [*what.spans, *what.others]
            said = said_at(text, merged(what.spans))
            why += [Reason(unit.typed, what.how, words) for words in said]
            others = [words for words in said_at(text, merged(what.others)) if words not in said]
            why += [Reason(unit.typed, "synonym", words) for words in others]
        if index in coded:
            worth = max(worth, _CODE) + 0.02
            why.append(Reason(unit.typed, "code", coded[index]))
        score += weights[index] * worth * (_TERM if unit.codes or unit.how == "phrase" else 1.0)
    score *= _SECTIONS[section] * (_PHRASE if is_whole else 1.0) * _length(text)
    return Passage(number, review, section, identity, text, score, [list(span) for span in merged(spans)], why)


def _length(text: str) -> float:
    """A factor that favours short texts a little, as they say less besides."""
    return 1.04 - 0.08 * min(1.0, len(text) / 600)


def by_score(score: float, number: int) -> tuple[float, int]:
    """The key that puts the best first, and equals in their order.

    Logarithms and sums differ in their last digits from machine to machine, which must not decide.
    """
    return -round(score, 9), number


def said_at(text: str, spans: Iterable[Span]) -> list[str]:
    """The words at the spans, in order, in lower case and without duplicates."""
    return list(dict.fromkeys([text[start:end].casefold() for start, end in spans]))
