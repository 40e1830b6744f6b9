"""What a briefing is asked, and the reviews that it rests on."""

from __future__ import annotations

import operator
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ..errors import UsageError
from ..search import unstated
from ..search.filters import Filters
from ..search.records import having
from ..search.topic import Topic
from ..store import Store
from ..store.tables import IS_STATEMENT
from ..text import listed, shorten
from ..vocabulary import ANY, KINDS, NONE, NOT_STATED, Term, Vocabulary
from . import statements, wording

FEWEST = 300
"""Fewer words would be left without points."""
_LONGEST_TITLE = 100


class Options(NamedTuple):
    """How a briefing is made."""

    words: int | None = None
    """How many words of text it may have; None is as many as two pages of A4 hold."""
    detail: bool = True
    """Whether it says how children were hurt."""
    plan: bool = False
    """Whether it ends with a form for actions."""


def options(words: int | None, detail: bool, plan: bool) -> Options:
    """How a briefing is made. Raises UsageError."""
    if words is None:
        return Options(None, detail, plan)
    if not hasattr(words, "__index__") or operator.index(words) < FEWEST:
        raise UsageError(f"a briefing has {FEWEST} words or more", "leave the number out for two pages of A4")
    return Options(operator.index(words), detail, plan)


class Asked(NamedTuple):
    """What a briefing is asked."""

    filters: Filters
    options: Mapping[str, Sequence[str]]
    """The words that were typed, by the names of their options."""
    topic: Topic | None = None
    """Of which the filters know."""

    def title(self, vocabulary: Vocabulary) -> str:
        """What a briefing is called: by the labels of what was asked, where it has any, and whom it is for last."""
        subjects = [self.topic.label] if self.topic else []
        readers: list[str] = []
        for name, values in self.options.items():
            if labels := self._labels(name, vocabulary):
                (readers if name == "agency" else subjects).append(listed(labels, "and"))
            elif name:
                subjects.append(" and ".join(values) if name == "search" else f"{name} {' and '.join(values)}")
        of = " ".join(["; ".join(subjects)] * bool(subjects) + [f"for {listed(readers, 'and')}"] * bool(readers))
        return shorten(f"Practice briefing: {of}" if of else "Practice briefing", _LONGEST_TITLE)

    def words(self, vocabulary: Vocabulary) -> str:
        """What was asked, as in `agency: Housing services; age: <1y`: by labels, where it has any."""
        labels = {name: self._labels(name, vocabulary) for name in self.options}
        return wording.asked({name: labels[name] or values for name, values in self.options.items()})

    def _labels(self, name: str, vocabulary: Vocabulary) -> list[str]:
        """The labels of what was asked with an option; none where it is no term, or more than terms."""
        slugs = [slug for group in self.filters.codes.get(name, ()) for slug in group]
        is_terms = name in KINDS and len(slugs) == len(self.options[name]) and not {*slugs} & {NOT_STATED, NONE, ANY}
        return [vocabulary.label(name, slug) for slug in slugs] if is_terms else []

    def terms(self, vocabulary: Vocabulary) -> list[Term]:
        """The terms that were asked for, by a word and by filters."""
        wanted = {(term.kind, term.slug): term for term in (self.topic.terms if self.topic else ())}
        for kind in KINDS:
            for slug in (slug for group in self.filters.codes.get(kind, ()) for slug in group):
                if slug not in (NOT_STATED, NONE, ANY):
                    wanted[kind, slug] = vocabulary.terms(kind)[slug]
        return list(wanted.values())

    def notes(self, store: Store) -> list[str]:
        """How its words were read, and what is left out, or in, only because it does not state what is asked for."""
        topic, filters = self.topic, self.filters
        wider = [*(topic.wider if topic else ()), *filters.wider]
        lines = [it.line(having(store, it.kind, it.slug)) for it in wider]
        left_out = unstated.without_options(remarks(store, filters))
        lines = [*(topic.notes if topic else ()), *filters.notes, *lines, *left_out]
        return [f"{line[0].upper()}{line[1:]}." for line in lines]


def numbers(store: Store, filters: Filters) -> list[int]:
    """The numbers of the reviews that a briefing rests on.

    Where the statement itself is asked for something besides the topic, they are those with such a statement.
    """
    if not filters._replace(topic={}).is_of_statements:
        condition, values = filters.of_a_review
        return store.numbers(f"SELECT number FROM review WHERE {condition} ORDER BY number", values)
    condition, values = filters.of_a_statement
    said = f"{IS_STATEMENT} AND {condition}"
    return store.numbers(f"SELECT DISTINCT review FROM passage WHERE {said} ORDER BY review", values)


def remarks(store: Store, filters: Filters) -> Iterator[str]:
    """What a person is told of what is left out, or in, only because it does not state what is asked for."""
    return unstated.lines(
        store, filters, lambda asked: len(numbers(store, asked)), lambda asked: statements.count(store, asked)
    )
