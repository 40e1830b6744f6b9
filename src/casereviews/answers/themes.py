"""Themes: how often each occurs, one with its statements, and each with what it goes with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated

from ..model.sections import STATEMENTS
from ..search import topic as topics
from ..search import unstated
from ..search.filters import Condition, Filters
from ..search.order import Order, choose
from ..search.records import Records
from ..search.suggest import meaning_of
from ..search.topic import Topic
from ..store import Store
from ..store.tables import CODES, IS_STATEMENT
from ..text import counted
from ..vocabulary import NONE, NOT_STATED, Term, Vocabulary
from . import statements
from .field_types import KEY, Count, TypedDict
from .statements import StatementRecord

if TYPE_CHECKING:
    from .blocks import Block


class ThemeRecord(TypedDict):
    """How often a theme occurs."""

    theme: Annotated[str, "slug", KEY]
    label: Annotated[str, "as people say it"]
    reviews: Annotated[Count, "how many reviews have a statement with it"]
    statements: Annotated[Count, "how many statements have it"]
    review_ids: Annotated[list[str], "those reviews"]


class ThemeStatementsRecord(TypedDict):
    """A theme with its statements."""

    theme: Annotated[str, "slug", KEY]
    label: Annotated[str, "as people say it"]
    definition: Annotated[str, "what a statement must speak of to have it"]
    harms: Annotated[list[str], "slugs of the harms that the word means too, whose reviews are taken with it"]
    statements: Annotated[Records[StatementRecord], "every statement that has it, or whose review has such a harm"]


SORTS = ("reviews", "statements", "theme")
"""What the counts of themes can be sorted by; the counts with the largest first."""

# Themes with each review that has them, and in how many of its statements.
_THEMES_OF_REVIEWS = f"""
    SELECT slug, review, code.statements FROM {CODES}
    WHERE kind = 'theme' AND slug NOT IN (?, ?)
"""

_THEMES_OF_STATEMENTS = f"""
    SELECT value AS slug, review, count(*) AS statements FROM passage, json_each(passage.themes)
    WHERE {IS_STATEMENT}
"""


def ask(
    store: Store, terms: Vocabulary, filters: Filters, order: Order = Order(), with_ids: bool = True
) -> list[ThemeRecord]:
    """How often each theme occurs, in reviews and in statements; the most frequent first.

    Filters work as for statements: `--agency housing` counts the themes of what speaks to or of housing. The ids of the
    reviews, which take longest to gather, can be left out: there are none then.
    """
    choose("sort", order.sort, SORTS)
    asked, values = _themes(filters)
    if asked == _THEMES_OF_REVIEWS:  # these were counted when the store was compiled
        sql = "SELECT slug, reviews, statements FROM code_term WHERE kind = 'theme' AND slug NOT IN (?, ?)"
    else:
        sql = f"SELECT slug, count(*), sum(statements) FROM ({asked}) GROUP BY slug"
    ids = _ids_of_reviews(store, asked, values) if with_ids else {}
    rows: list[ThemeRecord] = [
        {
            "theme": slug,
            "label": terms.label("theme", slug),
            "reviews": number,
            "statements": said,
            "review_ids": ids.get(slug, []),
        }
        for slug, number, said in store.ask(sql, values)
    ]
    return _cut(sorted(rows, key=_theme_key(order.sort)), order)


def _ids_of_reviews(store: Store, asked: str, values: Iterable[object]) -> dict[str, list[str]]:
    """The ids of the reviews that have each theme, in their order."""
    identities = review_ids(store)
    ids: dict[str, list[str]] = {}
    for slug, number, _ in store.ask(f"{asked} ORDER BY slug, review", values):
        ids.setdefault(slug, []).append(identities[number])
    return ids


def review_ids(store: Store) -> dict[int, str]:
    """The id of every review, by its number."""
    return dict(store.ask("SELECT number, id FROM review"))


def _themes(filters: Filters) -> Condition:
    """SQL for the themes that the filters select, with each review and its statements."""
    if filters.is_of_statements:
        condition, values = filters.of_a_statement
        return f"{_THEMES_OF_STATEMENTS} AND {condition} GROUP BY slug, review", values
    condition, values = filters.of_a_review
    if condition == "1":
        return _THEMES_OF_REVIEWS, (NOT_STATED, NONE)
    within = f"review IN (SELECT number FROM review WHERE {condition})"
    return f"{_THEMES_OF_REVIEWS} AND {within}", (NOT_STATED, NONE, *values)


def _theme_key(sort: str | None) -> Callable[[ThemeRecord], tuple[str | int, ...]]:
    if sort == "theme":
        return lambda row: (row["label"].casefold(), row["theme"])
    if sort == "statements":
        return lambda row: (-row["statements"], -row["reviews"], row["theme"])
    return lambda row: (-row["reviews"], -row["statements"], row["theme"])


def _cut(rows: list[ThemeRecord], order: Order) -> list[ThemeRecord]:
    turned = list(reversed(rows)) if order.reverse else rows
    return turned[: order.limit] if order.limit is not None else turned


def topic_of(terms: Vocabulary, word: str) -> Topic:
    """The themes that a word means, and the harms that it means too. Raises UsageError where it means no theme."""
    meaning_of(terms, "theme", word)
    return topics.topic_of(terms, word, ("theme", "harm"))


def ask_topic(store: Store, topic: Topic, filters: Filters, order: Order = Order()) -> list[ThemeStatementsRecord]:
    """Each theme of a word, with its statements and those of the reviews of the harms that the word means too."""
    harms = topic.slugs("harm")
    return [ask_one(store, term, filters, order, harms) for term in topic.terms if term.kind == "theme"]


def ask_one(
    store: Store, term: Term, filters: Filters, order: Order = Order(), harms: tuple[str, ...] = ()
) -> ThemeStatementsRecord:
    """One theme's definition, and every statement under it; with those of the reviews of harms, if any are given."""
    about = {"theme": (term.slug,), **({"harm": harms} if harms else {})}
    found = statements.ask(store, filters.of_topic(about), STATEMENTS, order)
    return {
        "theme": term.slug,
        "label": term.label,
        "definition": term.definition,
        "harms": [*harms],
        "statements": found,
    }


def statements_of(store: Store, records: Iterable[ThemeStatementsRecord]) -> Records[StatementRecord]:
    """The statements of several themes, each once."""
    numbers = dict.fromkeys(number for record in records for number in record["statements"].keys)
    return Records(list(numbers), partial(statements.read, store))


def remarks(
    store: Store, filters: Filters, topic: Mapping[str, tuple[str, ...]] = MappingProxyType({})
) -> Iterator[str]:
    """What a person is told of statements that do not state what is filtered on, or that nobody has coded by theme."""
    yield from unstated.lines(
        store,
        filters,
        lambda asked: statements.count_reviews(store, asked.of_topic(topic)),
        lambda asked: statements.count_coded(store, asked.of_topic(topic)),
    )
    if uncoded := _uncoded(store, filters.of_any_theme(), {kind: topic[kind] for kind in topic if kind != "theme"}):
        are = "1 statement is" if uncoded == 1 else f"{uncoded} statements are"
        yield f"{are} not coded by theme, and not counted"
    yield from unstated.unread_lines(store, filters)


def _uncoded(store: Store, filters: Filters, otherwise: Mapping[str, tuple[str, ...]]) -> int:
    """How many statements nobody has coded by theme, but for those that are taken by something else."""
    number = statements.count_uncoded(store, filters)
    return number - statements.count_uncoded(store, filters.of_topic(otherwise)) if otherwise else number


def page(records: Iterable[ThemeRecord], total: int) -> list[Block]:
    """How often each theme occurs, with a bar for its share of the reviews."""
    from .blocks import Column, Grid  # a page is not needed for JSON, and takes long to import

    columns = [Column("Theme"), Column("Reviews", "number"), Column("", "bar", total), Column("Statements", "number")]
    rows = [
        [record["label"], f"{record['reviews']} of {total}", str(record["reviews"]), str(record["statements"])]
        for record in records
    ]
    return [Grid(columns, rows)]


def page_of_one(record: ThemeStatementsRecord, terms: Vocabulary) -> Iterator[Block]:
    """One theme, with every statement under it."""
    from .blocks import PageTitle, Paragraph  # a page is not needed for JSON, and takes long to import

    yield PageTitle(record["label"], counted(len(record["statements"]), "statement"), record["theme"])
    yield Paragraph(record["definition"])
    for harm in map(terms.terms("harm").__getitem__, record["harms"]):
        yield Paragraph(f"With all statements of the reviews of the harm {harm.label}: {harm.definition}")
    yield from statements.page(record["statements"], terms)
