"""Full-text search: which reviews a query finds, the best first, and where.

A review that has the words typed comes before one that has only other words for them, and that before one that was only
coded so; then a phrase before its words apart, then the name and title before the statements, and these before the
summary. Within such a class bm25 decides, and between equals the order of the collections.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from ..errors import UsageError, listed
from ..filters import Filters
from ..query import REVIEW_SORTS, STATEMENTS, Order, choose, references
from ..records import CHUNK, Record, Records
from ..store import Store, code_token
from ..text import quoted
from . import highlight, lookup
from .occurrences import Finder
from .query_parser import parse
from .query_tree import CODES, SYNONYMS, WORDS, Node, Query, Unit

SECTIONS = ("title", "summary", "learning", "recommendations", "actions")
"""Where search looks; `title` includes the name."""

T = TypeVar("T")

SORTS = ("score", *REVIEW_SORTS)

_BM25 = "bm25(4.0, 1.0, 2.0, 2.0, 2.0)"  # the weights of the columns, which are the sections


class Answer(NamedTuple):
    """What a search gives."""

    records: Sequence[Record]
    total: int
    """How many there are without the limit."""
    notes: tuple[str, ...]
    """What is worth telling of the query: what was added to it, two meanings, words better said otherwise."""
    missing: tuple[str, ...] = ()
    """Why nothing, or less, was found: a line for each word that stands nowhere."""


class _Search(NamedTuple):
    """A query put to a store."""

    store: Store
    query: Query
    filters: Filters
    sections: tuple[str, ...]
    level: int
    """How far it goes."""

    @property
    def columns(self) -> str:
        """The sections as FTS5 reads them."""
        return "" if set(self.sections) == set(SECTIONS) else f"{{{' '.join(self.sections)}}} : "

    def expression(self, level: int | None = None, within: str | None = None) -> str:
        """The query as FTS5 reads it."""
        columns = self.columns if within is None else within
        return self.query.expression(self.level if level is None else level, columns, self.columns)

    def condition(self) -> tuple[str, list[object]]:
        """SQL for the reviews that the filters let in."""
        condition, values = self.filters.reviews()
        # The sign keeps SQLite from asking the index for each of these reviews, instead of once.
        return ("1", []) if condition == "1" else (f"+rowid IN (SELECT number FROM review WHERE {condition})", values)

    def loose(self) -> _Search:
        """The same for any of what is wanted; a term that is not found is looked for by its words."""
        free = self._replace(filters=Filters())
        units = [part for unit in self.query.units for part in ([unit] if free.has(unit) else unit.apart())]
        return self._replace(query=self.query.any_of(units))

    def ranked(self, expression: str | None = None) -> Iterator[tuple[int, float]]:
        """The reviews of an expression with their bm25, the best first; in their order where nothing is wanted."""
        condition, values = self.condition()
        if not self.query.units:
            sql = f"SELECT rowid, 0.0 FROM search WHERE search MATCH ? AND {condition} ORDER BY rowid"
            yield from self.store.ask(sql, [expression or self.expression(), *values])
            return
        yield from self.store.ask(
            "SELECT rowid, rank FROM search "
            f"WHERE search MATCH ? AND rank MATCH '{_BM25}' AND {condition} ORDER BY rank",
            [expression or self.expression(), *values],
        )

    def total(self) -> int:
        """How many reviews it finds."""
        condition, values = self.condition()
        sql = f"SELECT count(*) FROM search WHERE search MATCH ? AND {condition}"
        number: int = self.store.ask(sql, [self.expression(), *values]).fetchone()[0]
        return number

    def has(self, unit: Unit) -> bool:
        """Whether it finds anything for one unit alone."""
        return self._replace(query=_only(unit)).finds_any()

    def finds_any(self) -> bool:
        """Whether it finds anything."""
        condition, values = self.condition()
        sql = f"SELECT 1 FROM search WHERE search MATCH ? AND {condition} LIMIT 1"
        return self.store.ask(sql, [self.expression(), *values]).fetchone() is not None

    def classes(self) -> Iterator[str]:
        """The expressions of the classes of hits, from the best; a later one may find what an earlier has found."""
        groups = [("title",), STATEMENTS, SECTIONS]
        columns = [tuple(name for name in group if name in self.sections) for group in groups]
        withins = list(dict.fromkeys(f"{{{' '.join(names)}}} : " for names in columns if names))
        if self.query.phrase:
            for within in withins:
                yield f"{within}{self.query.phrase}"
        for level in self.levels():
            for within in withins:
                yield self.expression(level, within)
            yield self.expression(level)

    def levels(self) -> list[int]:
        """The levels at which there is more to find."""
        levels = [WORDS]
        units = self.query.units
        if self.level >= SYNONYMS and any(unit.synonyms for unit in units):
            levels.append(SYNONYMS)
        if self.level >= CODES and any(unit.codes for unit in units):
            levels.append(CODES)
        return levels

    def best(self, most: int | None) -> list[tuple[int, float]]:
        """The numbers of the best reviews, with their scores."""
        found: dict[int, float] = {}
        expressions = list(dict.fromkeys(self.classes()))
        for place, expression in enumerate(expressions):
            rows = (row for row in self.ranked(expression) if row[0] not in found)
            for number, rank in islice(rows, None if most is None else most - len(found)):
                within = -rank / (1 - rank)  # bm25 is below nothing without bounds; this is from 0 to 1
                found[number] = round(len(expressions) - place - 1 + max(0.0, within), 4)
            if most is not None and len(found) >= most:
                break
        return list(found.items())


def answer(
    store: Store,
    query: str,
    filters: Filters = Filters(),
    sections: Iterable[str] = SECTIONS,
    order: Order = Order(),
    expand: bool = True,
    by_statement: bool = False,
) -> Answer:
    """The reviews that a query finds, with their texts in which it stands; or these statements, each for itself.

    Raises UsageError for an unknown section, an unknown sort, or a query that is too long.
    """
    choose("sort", order.sort, SORTS)
    asked = _asked(store, query, filters, sections, expand)
    if not asked.query.root.parts:
        return Answer([], 0, (), ("the query has no word to look for",))
    if by_statement:
        asked = asked._replace(sections=tuple(name for name in asked.sections if name in STATEMENTS))
        if not asked.sections:
            raise UsageError(
                "--statements looks at learning, recommendations and actions", "leave out --in, or name one"
            )
        found = _statements(asked, order)
        records, total = found[: order.limit], len(found)
    else:
        numbers = _ordered(asked, order)
        is_whole = order.limit is None or len(numbers) < order.limit
        records = Records(numbers, partial(_records, _Reading.of(asked)))
        total = len(numbers) if is_whole else asked.total()
    if by_statement:
        missing = _missing(asked) if asked.query.units else ["nothing is looked for but what to leave out"]
    elif total:
        missing = [] if asked.query.is_plain else _missing(asked)
    else:
        missing = _missing(asked, "" if asked._replace(filters=Filters()).finds_any() else "review")
    return Answer(records, total, asked.query.notes, tuple(missing))


def count(store: Store, query: str, filters: Filters, sections: Iterable[str] = SECTIONS, expand: bool = True) -> int:
    """How many reviews a query finds."""
    asked = _asked(store, query, filters, sections, expand)
    return asked.total() if asked.query.root.parts else 0


def matched(
    store: Store, query: str, sections: Iterable[str] = STATEMENTS, expand: bool = True
) -> tuple[list[int], tuple[str, ...]]:
    """The numbers of the statements that a query is true of, and what is worth telling the person.

    Here the words must all occur in the statement itself, and what is negated in none of it.
    """
    asked = _asked(store, query, Filters(), sections, expand)
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


def _asked(store: Store, query: str, filters: Filters, sections: Iterable[str], expand: bool) -> _Search:
    """The query as it is put to the store."""
    wanted = set(sections)
    for section in wanted:
        choose("section", section, SECTIONS)
    places = tuple(section for section in SECTIONS if section in wanted)
    return _Search(store, parse(query, lookup.lookup(store, expand)), filters, places, CODES if expand else WORDS)


def _missing(asked: _Search, together: str = "") -> list[str]:
    """Why a query finds nothing, or less: a line for each word that stands nowhere, with the nearest that does.

    `together` is what no instance of has all the words: a review or a statement, or empty where that is not so.
    """
    free = asked._replace(filters=Filters())
    units = asked.query.units
    missing = [unit for unit in units if not free.has(unit)]
    if together and not missing and len(units) > 1 and asked.query.wants_all:
        names = listed([f'"{unit.typed}"' for unit in units], "and")
        return [f"no {together} has all of {names}; with OR between them any will do"]
    known = {SECTIONS: "nothing here", STATEMENTS: "no statement"}
    place = known.get(asked.sections, f"nothing in {listed(asked.sections)}")
    near = {unit.typed: lookup.near(asked.store, unit.typed) for unit in missing}
    return [
        f"{place} has {quoted(typed)}{f'; did you mean {words}?' if words else ''}" for typed, words in near.items()
    ]


def _only(unit: Unit) -> Query:
    return Query(Node("and", (unit._replace(wanted=True),)), None)


def _ordered(asked: _Search, order: Order) -> list[tuple[int, float]]:
    """The numbers of the reviews that are to be shown, with their scores."""
    if order.sort in (None, "score") and not order.reverse:
        return asked.best(order.limit)
    scores = dict(asked.best(None))
    if order.sort in (None, "score"):
        numbers = list(reversed(scores))[: order.limit]
    else:
        marks = "SELECT rowid FROM search WHERE search MATCH ?"
        condition, values = asked.filters.reviews()
        rows = asked.store.ask(
            f"SELECT number FROM review WHERE number IN ({marks}) AND {condition} {order.sql()}",
            [asked.expression(), *values],
        )
        numbers = [number for (number,) in rows]
    return [(number, scores[number]) for number in numbers]


class _Reading(NamedTuple):
    """What is the same for all texts that a search reads."""

    asked: _Search
    weights: list[float]
    finder: Finder

    @classmethod
    def of(cls, asked: _Search) -> _Reading:
        """What a search reads with."""
        return cls(asked, _weights(asked), Finder(asked.query.phrases))

    def passages(self, rows: Sequence[tuple[Any, ...]]) -> list[highlight.Passage]:
        """Those of some texts in which something was found."""
        codes = _review_codes(self.asked, sorted({row[1] for row in rows}))
        return highlight.find(rows, self.asked.query, self.asked.level, self.weights, codes, self.finder)


def _records(reading: _Reading, numbers: Sequence[tuple[int, float]]) -> Iterator[Record]:
    """The hits of some reviews, as records."""
    reviews = [number for number, _ in numbers]
    passages: dict[int, list[highlight.Passage]] = {number: [] for number in reviews}
    for passage in reading.passages(_rows(reading.asked, reviews)):
        passages[passage.review].append(passage)
    names = references(reading.asked.store, reviews)
    for number, score in numbers:
        best = sorted(passages[number], key=lambda passage: (-passage.score, passage.number))
        yield {**names[number], "score": score, "matches": [passage.to_dict() for passage in best]}


def _statements(asked: _Search, order: Order) -> Records:
    """The statements in which something was found, the best first."""
    if asked.query.is_plain:
        asked = asked.loose()
    reading = _Reading.of(asked)
    scores: dict[int, float] = {}
    homes: dict[int, int] = {}
    for chunk in _chunks(sorted(number for number, _ in asked.ranked())):
        for passage in reading.passages(_rows(asked, chunk)):
            scores[passage.number] = passage.score
            homes[passage.number] = passage.review
    found = sorted(scores, key=lambda number: (-scores[number], number))
    if order.sort not in (None, "score"):
        places = {number: place for place, (number, _) in enumerate(_ordered(asked, order._replace(limit=None)))}
        found.sort(key=lambda number: places[homes[number]])
    elif order.reverse:
        found.reverse()
    return Records(found, partial(_statement_records, reading))


def _statement_records(reading: _Reading, numbers: Sequence[int]) -> Iterator[Record]:
    """Some statements as records, each with its review."""
    store = reading.asked.store
    rows = list(store.pick(f"{_TEXTS} WHERE number IN ({{}})", numbers))
    names = references(store, {row[1] for row in rows})
    for passage in reading.passages(rows):
        yield {**passage.to_dict(), "score": round(passage.score, 4), "review": names[passage.review]}


def _chunks(items: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]


_TEXTS = "SELECT number, review, section, id, text, themes, agencies FROM passage"


def _rows(asked: _Search, reviews: Sequence[int]) -> list[tuple[Any, ...]]:
    """The texts of some reviews in which is searched."""
    rows: list[tuple[Any, ...]] = asked.store.ask(
        f"{_TEXTS} WHERE review IN ({', '.join('?' * len(reviews))}) "
        f"AND section IN ({', '.join('?' * len(asked.sections))}) ORDER BY number",
        [*reviews, *asked.sections],
    ).fetchall()
    return rows


def _weights(asked: _Search) -> list[float]:
    """How much each unit of the query tells: the rarer, the more."""
    units = asked.query.units
    if len(units) < 2:
        return [1.0] * len(units)
    free = asked._replace(filters=Filters())
    size: int = asked.store.ask("SELECT count(*) FROM review").fetchone()[0]
    counts = [free._replace(query=_only(unit)).total() for unit in units]
    return [math.log(1 + (size + 1) / (number + 0.5)) for number in counts]


def _review_codes(asked: _Search, reviews: Sequence[int]) -> dict[int, set[str]]:
    """The codes of the reviews themselves, by the text that they stand with: the summary, or the title without one."""
    wanted = {token for unit in asked.query.units for token, _ in unit.codes} if asked.level >= CODES else set()
    if not wanted:
        return {}
    terms = {
        number: code_token(kind, slug)
        for number, kind, slug in asked.store.ask("SELECT number, kind, slug FROM code_term")
        if kind in ("harm", "factor", "outcome", "type") and code_token(kind, slug) in wanted
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
