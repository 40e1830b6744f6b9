"""Full-text search: which reviews or statements a query finds, the best first, and where.

A query without operators is answered by `plain`; for others `strict` ranks the reviews, and `highlight` the texts.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from typing import NamedTuple, TypeVar

from ..errors import UsageError
from ..model.sections import STATEMENTS
from ..store import Store
from ..store.tables import REVIEW_KINDS, code_token
from ..text import listed, one_line, quoted
from . import highlight, lookup, names, plain
from .clues import Question
from .filters import Filters
from .occurrences import Finder
from .order import SCORED_SORTS, Order, choose
from .query_parser import is_plain
from .query_tree import CODES
from .question import understand
from .records import CHUNK, Records
from .strict import SECTIONS, Search, asked_of, nothing_in, only
from .text_reader import TEXTS, texts_of

T = TypeVar("T")


class SearchResult(NamedTuple):
    """The answer to a search."""

    findings: Sequence[highlight.Finding]
    total: int
    """How many there are without the limit."""
    notes: tuple[str, ...]
    """Notes on the query: what was added to it, two meanings, words that are best avoided."""
    missing: tuple[str, ...] = ()
    """Why nothing, or less, was found: a line for each word that is found nowhere."""
    between: str | None = None
    """The line between hits with all of the words and hits with some, where there are both."""
    count_under: Callable[[Filters], int] = lambda filters: 0
    """How many reviews have all of the query under other filters."""


def answer(
    store: Store,
    query: str,
    filters: Filters = Filters(),
    sections: Iterable[str] = SECTIONS,
    order: Order = Order(),
    expand: bool = True,
    by_statement: bool = False,
    all_words: bool = False,
    exact: bool = False,
) -> SearchResult:
    """The reviews that a query finds, each with its matching texts; or, by statement, the matching statements.

    Without operators, what has only some of the words is found too, last, unless `all_words`; `exact` looks for words
    as they are spelt. Raises UsageError for an unknown section, an unknown sort, or a query that is too long.
    """
    choose("sort", order.sort, SCORED_SORTS)
    places = tuple(sections)
    searched = _ordered_sections(places, by_statement)
    strict = cache(lambda: asked_of(store, query, filters, places, expand))  # parsed once, where it has to be
    question = understand(query, store, expand, exact) if is_plain(query) else None
    if question and question.parts:  # words that tell nothing may still be in a name
        found = _plain(plain.Asked(store, question, filters, searched, order, all_words), by_statement)
    else:
        found = _strict(strict()._replace(sections=searched), order, by_statement, question)
    found = _with_id(store, query, found)
    return found._replace(count_under=lambda others: strict()._replace(filters=others).total())


def _with_id(store: Store, query: str, found: SearchResult) -> SearchResult:
    """The answer, with a note on the command that shows a review or a statement where the query is its id."""
    ids = names.ids(store, query)
    if not ids:
        return found
    typed = quoted(query.strip())
    note = f"{typed} is an id: casereviews show {one_line(ids[0]) if len(ids) == 1 else typed}"  # show then lists them
    return found._replace(notes=(note, *found.notes)) if found.total else SearchResult([], 0, (), (note,))


def _ordered_sections(sections: Iterable[str], by_statement: bool) -> tuple[str, ...]:
    """The sections to search, in order. Raises UsageError."""
    wanted = set(sections)
    for section in wanted:
        choose("section", section, SECTIONS)
    searched = tuple(
        section for section in SECTIONS if section in wanted and (section in STATEMENTS or not by_statement)
    )
    if not searched:
        raise UsageError("--statements looks at learning, recommendations and actions", "leave out --in, or name one")
    return searched


def _plain(asked: plain.Asked, by_statement: bool) -> SearchResult:
    """The answer to a question without operators."""
    found = plain.statements(asked) if by_statement else plain.reviews(asked)
    lines = plain.remarks(asked, found, "statement" if by_statement else "review")
    between = f"With {plain.partly(asked, found)}:" if found.whole and found.some else None
    return SearchResult(found.findings, found.total, asked.question.notes, tuple(lines), between)


def _strict(asked: Search, order: Order, by_statement: bool, question: Question | None) -> SearchResult:
    """The answer to a query that must hold in full: one with operators, or only words that tell nothing."""
    if not asked.query.root.parts:
        return SearchResult([], 0, (), ("the query has no word to look for",))
    found = _statements_of(asked, order) if by_statement else _reviews_of(asked, order)
    if question and not found.total:
        return found._replace(notes=question.notes, missing=("no word of the query says what to look for",))
    return found


def _reviews_of(asked: Search, order: Order) -> SearchResult:
    numbers = _ordered(asked, order)
    is_whole = order.limit is None or len(numbers) < order.limit
    findings = Records(numbers, partial(_findings, _Matcher.of(asked)))
    total = len(numbers) if is_whole else asked.total()
    if total:
        missing = [] if asked.query.is_plain else _missing(asked)
    else:
        missing = _missing(asked, "" if asked._replace(filters=Filters()).finds_any() else "review")
    return SearchResult(findings, total, asked.query.notes, tuple(missing))


def _statements_of(asked: Search, order: Order) -> SearchResult:
    found = _statements(asked, order)
    missing = _missing(asked) if asked.query.units else ["the query says only what to leave out"]
    return SearchResult(found[: order.limit], len(found), asked.query.notes, tuple(missing))


def matched(
    store: Store, query: str, sections: Iterable[str] = STATEMENTS, expand: bool = True
) -> tuple[list[int], tuple[str, ...]]:
    """The numbers of the statements that a query is true of, and notes on the query.

    Here all words must occur in the statement itself, and nothing negated may.
    """
    asked = asked_of(store, query, Filters(), sections, expand)
    if not asked.query.root.parts:
        return [], ("the query has no word to look for",)
    rows = asked.loose().ranked() if asked.query.needs_wanted else store.ask("SELECT number FROM review")
    numbers = sorted(number for number, *_ in rows)
    finder = Finder(asked.query.phrases)
    found = [
        number
        for chunk in _chunks(numbers)
        for number in highlight.true_of(_rows(asked, chunk), asked.query, asked.level, finder)
    ]
    missing = [] if found and asked.query.is_plain else _missing(asked, "" if found else "statement")
    return found, (*asked.query.notes, *missing)


def _missing(asked: Search, together: str = "") -> list[str]:
    """Why a query finds nothing, or less: a line for each word that is found nowhere, with similar words that are.

    `together` is `review` or `statement` where none has all the words, else empty.
    """
    free = asked._replace(filters=Filters())
    units = asked.query.units
    missing = [unit for unit in units if not free.has(unit)]
    if together and not missing and len(units) > 1 and asked.query.wants_all:
        names = listed([f'"{unit.typed}"' for unit in units], "and")
        return [f"no {together} has all of {names}; with OR between them any will do"]
    nothing = nothing_in(asked.sections)
    near = {unit.typed: lookup.near(asked.store, unit.typed) for unit in missing}
    return [
        f"{nothing} has {quoted(typed)}{f'; did you mean {words}?' if words else ''}" for typed, words in near.items()
    ]


def _ordered(asked: Search, order: Order) -> list[tuple[int, float]]:
    """The numbers of the reviews to show, with their scores."""
    if order.sort in (None, "score") and not order.reverse:
        return asked.best(order.limit)
    scores = dict(asked.best(None))
    if order.sort in (None, "score"):
        numbers = list(reversed(scores))[: order.limit]
    else:
        marks = "SELECT rowid FROM search WHERE search MATCH ?"
        condition, values = asked.filters.of_a_review
        rows = asked.store.ask(
            f"SELECT number FROM review WHERE number IN ({marks}) AND {condition} {order.sql()}",
            [asked.expression(), *values],
        )
        numbers = [number for (number,) in rows]
    return [(number, scores[number]) for number in numbers]


class _Matcher(NamedTuple):
    """What all texts of a search are read with."""

    asked: Search
    weights: list[float]
    finder: Finder

    @classmethod
    def of(cls, asked: Search) -> _Matcher:
        """What the texts of a search are read with."""
        return cls(asked, _weights(asked), Finder(asked.query.phrases))

    def passages(self, rows: Sequence[highlight.TextRow]) -> list[highlight.Passage]:
        """Those of the given texts in which something was found."""
        codes = _review_codes(self.asked, sorted({row[1] for row in rows}))
        return highlight.find(rows, self.asked.query, self.asked.level, self.weights, codes, self.finder)


def _findings(reading: _Matcher, numbers: Sequence[tuple[int, float]]) -> Iterator[highlight.Finding]:
    """What was found in some reviews."""
    reviews = [number for number, _ in numbers]
    passages: dict[int, list[highlight.Passage]] = {number: [] for number in reviews}
    for passage in reading.passages(_rows(reading.asked, reviews)):
        passages[passage.review].append(passage)
    for number, score in numbers:
        best = sorted(passages[number], key=lambda passage: highlight.by_score(passage.score, passage.number))
        yield highlight.Finding(number, score, [], best)


def _statements(asked: Search, order: Order) -> Records[highlight.Finding]:
    """The statements in which something was found, the best first."""
    reading = _Matcher.of(asked)
    scores: dict[int, float] = {}
    homes: dict[int, int] = {}
    for chunk in _chunks(sorted(number for number, _ in asked.ranked())):
        for passage in reading.passages(_rows(asked, chunk)):
            scores[passage.number] = passage.score
            homes[passage.number] = passage.review
    found = sorted(scores, key=lambda number: highlight.by_score(scores[number], number))
    if order.sort not in (None, "score"):
        positions = {number: index for index, (number, _) in enumerate(_ordered(asked, order._replace(limit=None)))}
        found.sort(key=lambda number: positions[homes[number]])
    elif order.reverse:
        found.reverse()
    return Records(found, partial(_statement_findings, reading))


def _statement_findings(reading: _Matcher, numbers: Sequence[int]) -> Iterator[highlight.Finding]:
    """What was found in some statements."""
    rows = list(reading.asked.store.pick(f"{TEXTS} WHERE number IN ({{}})", numbers))
    for passage in reading.passages(rows):
        yield highlight.Finding(passage.review, round(passage.score, 4), [], [passage])


def _chunks(items: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]


def _rows(asked: Search, reviews: Sequence[int]) -> list[highlight.TextRow]:
    """The texts of some reviews in the sections searched."""
    return texts_of(asked.store, reviews, asked.sections)


def _weights(asked: Search) -> list[float]:
    """The weight of each unit of the query: the rarer, the greater."""
    units = asked.query.units
    if len(units) < 2:
        return [1.0] * len(units)
    free = asked._replace(filters=Filters())
    size: int = asked.store.ask("SELECT count(*) FROM review").fetchone()[0]
    counts = [free._replace(query=only(unit)).total() for unit in units]
    return [math.log(1 + (size + 1) / (number + 0.5)) for number in counts]


def _review_codes(asked: Search, reviews: Sequence[int]) -> dict[int, set[str]]:
    """The codes of the reviews themselves, by the text they are shown with: the summary, else the title."""
    wanted = {token for unit in asked.query.units for token, _ in unit.codes} if asked.level >= CODES else set()
    if not wanted:
        return {}
    terms = {
        number: code_token(kind, slug)
        for number, kind, slug in asked.store.ask("SELECT number, kind, slug FROM code_term")
        if kind in REVIEW_KINDS and code_token(kind, slug) in wanted
    }
    rows = asked.store.ask(
        "SELECT term, (SELECT number FROM passage WHERE passage.review = code.review "
        "AND section IN ('summary', 'title') ORDER BY section, number LIMIT 1) FROM code "
        f"WHERE term IN ({', '.join(map(str, terms))}) AND review IN ({', '.join('?' * len(reviews))})",
        reviews,
    )
    found: dict[int, set[str]] = {}
    for term, passage in rows:
        found.setdefault(passage, set()).add(terms[term])
    return found
