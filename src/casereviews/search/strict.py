"""A query put to a store, all of which must match: the reviews that it finds, ranked by class.

A review with the words typed comes before one with only synonyms, and that before one with only the codes. Matches of
the whole phrase precede those of its words apart; the name and title precede the statements, and these the summary.
Within a class bm25 decides, and between equals the order of the collections.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from ..model.sections import STATEMENTS
from ..store import Store
from ..store.tables import PARTS
from ..text import listed
from . import lookup, review_sets
from .filters import Condition, Filters
from .order import choose
from .query_parser import parse
from .query_tree import CODES, SYNONYMS, WORDS, Operation, Query, Unit
from .review_sets import ReviewSet

SECTIONS = PARTS
"""The sections that are searched; `title` includes the name."""

_BM25 = "bm25(search, 4.0, 1.0, 2.0, 2.0, 2.0)"  # with the weights of the columns, one for each section


class Search(NamedTuple):
    """A query put to a store."""

    store: Store
    query: Query
    filters: Filters
    sections: tuple[str, ...]
    level: int
    """How far it goes: to words, synonyms or codes."""

    @property
    def columns(self) -> str:
        """The FTS5 column filter of the sections."""
        return columns_of(self.sections)

    def expression(self, level: int | None = None, within: str | None = None) -> str:
        """The FTS5 expression of the query."""
        columns = self.columns if within is None else within
        return self.query.expression(self.level if level is None else level, columns, self.columns)

    def condition(self) -> Condition:
        """The SQL condition for the reviews that pass the filters, with its parameters."""
        condition, values = self.filters.of_a_review
        # The plus sign keeps SQLite from searching the index for each of these reviews, instead of once.
        return ("1", ()) if condition == "1" else (f"+rowid IN (SELECT number FROM review WHERE {condition})", values)

    def loose(self) -> Search:
        """The search for any of the wanted units; a term that is not found is looked for by its words."""
        free = self._replace(filters=Filters())
        units = [part for unit in self.query.units for part in ([unit] if free.has(unit) else unit.apart())]
        return self._replace(query=self.query.any_of(units))

    def ranked(self, expression: str | None = None, without: Collection[int] = ()) -> Iterator[tuple[int, float]]:
        """The reviews that match an expression with their bm25, the best first; in order where nothing is wanted.

        Leaving out those known already, `without`, saves computing their scores.
        """
        condition, values = self.condition()
        known = f"+rowid NOT IN ({', '.join(map(str, without))})"
        worth = _BM25 if self.query.units else "0.0"
        yield from self.store.ask(
            f"SELECT rowid, {worth} FROM search WHERE search MATCH ? AND {known} AND {condition} ORDER BY 2, 1",
            [expression or self.expression(), *values],
        )

    def numbers(self) -> list[int]:
        """The numbers of all reviews found."""
        condition, values = self.condition()
        sql = f"SELECT rowid FROM search WHERE search MATCH ? AND {condition}"
        return self.store.numbers(sql, [self.expression(), *values])

    def total(self) -> int:
        """How many reviews are found."""
        if not self.query.root.parts:
            return 0
        condition, values = self.condition()
        sql = f"SELECT count(*) FROM search WHERE search MATCH ? AND {condition}"
        number: int = self.store.ask(sql, [self.expression(), *values]).fetchone()[0]
        return number

    def has(self, unit: Unit) -> bool:
        """Whether one unit alone finds anything."""
        return self._replace(query=only(unit)).finds_any()

    def finds_any(self) -> bool:
        """Whether anything is found."""
        condition, values = self.condition()
        sql = f"SELECT 1 FROM search WHERE search MATCH ? AND {condition} LIMIT 1"
        return self.store.ask(sql, [self.expression(), *values]).fetchone() is not None

    def classes(self) -> list[tuple[str, int | None]]:
        """The expressions of the classes of hits, the best first; a later one may match what an earlier one did.

        Each comes with its level, or None for the phrase.
        """
        groups = [("title",), STATEMENTS, SECTIONS]
        columns = [tuple(name for name in group if name in self.sections) for group in groups]
        withins = {f"{{{' '.join(names)}}} : ": columns_of(names) for names in columns if names}
        found: dict[str, tuple[str, int | None]] = {}  # by their form with all sections named
        if self.query.phrase:
            found |= {
                f"{within}{self.query.phrase}": (f"{put}{self.query.phrase}", None) for within, put in withins.items()
            }
        for level in self.levels():
            for within, put in withins.items():
                found.setdefault(self.expression(level, within), (self.expression(level, put), level))
            found.setdefault(self.expression(level), (self.expression(level), level))
        return [*found.values()]

    def levels(self) -> list[int]:
        """The levels at which more may be found."""
        levels = [WORDS]
        units = self.query.units
        if self.level >= SYNONYMS and any(unit.synonyms for unit in units):
            levels.append(SYNONYMS)
        if self.level >= CODES and any(unit.codes for unit in units):
            levels.append(CODES)
        return levels

    def best(self, most: int | None, having: Callable[[int], ReviewSet] | None = None) -> list[tuple[int, float]]:
        """The numbers of the best reviews, with their scores.

        `having` gives the reviews that the query finds up to a level, where these are known.
        """
        found: dict[int, float] = {}
        has_phrase = self.query.phrase is not None and self.store.finds(f"{self.columns}{self.query.phrase}")
        classes = self.classes()
        for index, (expression, level) in enumerate(classes):
            may_have = has_phrase if level is None else not having or _has_more(having(level), found)
            if may_have and (expression, level) not in classes[:index]:
                rows = self.ranked(expression, without=found)
                for number, rank in islice(rows, None if most is None else most - len(found)):
                    within = -rank / (1 - rank)  # bm25 scores are negative and unbounded; this is from 0 to 1
                    found[number] = round(len(classes) - index - 1 + max(0.0, within), 4)
            if most is not None and len(found) >= most:
                break
        return list(found.items())


def _has_more(reviews: ReviewSet, found: Collection[int]) -> bool:
    """Whether a set has reviews that were not found already."""
    return reviews.bit_count() > len(found) or any(number not in found for number in review_sets.numbers(reviews))


def asked_of(store: Store, query: str, filters: Filters, sections: Iterable[str], expand: bool) -> Search:
    """The search for a query. Raises UsageError."""
    wanted = set(sections)
    for section in wanted:
        choose("section", section, SECTIONS)
    searched = tuple(section for section in SECTIONS if section in wanted)
    return Search(store, parse(query, lookup.lookup(store, expand)), filters, searched, CODES if expand else WORDS)


def nothing_in(sections: Iterable[str]) -> str:
    """The subject of the message that no section has a word: `nothing here`, `no statement`."""
    known = {SECTIONS: "nothing here", STATEMENTS: "no statement"}
    searched = tuple(sections)
    return known.get(searched, f"nothing in {listed(searched)}")


def columns_of(sections: Collection[str]) -> str:
    """The FTS5 column filter of some sections; empty for all of them, as filtering is slower."""
    return "" if set(sections) == set(SECTIONS) else f"{{{' '.join(sections)}}} : "


def only(unit: Unit) -> Query:
    """A query for one unit."""
    return Query(Operation("and", (unit._replace(wanted=True),)), None)
