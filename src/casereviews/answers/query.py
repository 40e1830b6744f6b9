"""The questions that are asked of a store."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from ..model.reviews import STATEMENTS
from ..search.filters import Filters
from ..search.order import Order, choose
from ..search.records import Record, Records, references
from ..store import Store
from ..vocabulary import KINDS, NONE, NOT_STATED

if TYPE_CHECKING:
    from ..vocabulary import Term, Vocabulary


THEME_SORTS = ("reviews", "statements", "theme")
"""What the counts of themes can be sorted by; the counts with the largest first."""

GROUPINGS = ("harm", "factor", "outcome", "type", "agency", "sex", "listed")
"""What themes can be counted by."""


def reviews(store: Store, filters: Filters, order: Order = Order()) -> list[Record]:
    """The reviews, as records."""
    return list(each_review(store, filters, order))


def each_review(store: Store, filters: Filters, order: Order = Order()) -> Records:
    """The reviews, as records that are read when they are asked for."""
    condition, values = filters.reviews()
    numbers = store.numbers(f"SELECT number FROM review WHERE {condition} {order.sql()}", values)
    return Records(numbers, partial(_reviews, store))


def _reviews(store: Store, numbers: Sequence[int]) -> Iterator[Record]:
    for _, record in store.pick("SELECT number, record FROM record WHERE number IN ({})", numbers):
        yield json.loads(record)


def count(store: Store, filters: Filters) -> int:
    """How many reviews the filters select."""
    condition, values = filters.reviews()
    number: int = store.ask(f"SELECT count(*) FROM review WHERE {condition}", values).fetchone()[0]
    return number


def areas(store: Store) -> list[str]:
    """The areas of the reviews, each once, as their sources write them."""
    rows = store.ask("SELECT slug FROM code_term WHERE kind = 'area' AND slug <> ? ORDER BY number", [NOT_STATED])
    return [area for (area,) in rows]


def statements(store: Store, filters: Filters, sections: Iterable[str], order: Order = Order()) -> Records:
    """The statements of the sections, each with its review, sorted by their review.

    A theme or agency filter is asked of the statement, every other of its review.
    """
    condition, values = filters.statements()
    names = tuple(sections)
    places = f"SELECT number AS place, review AS home FROM passage WHERE section IN ({_marks(names)}) AND {condition}"
    asked = f"SELECT place FROM ({places}) JOIN review ON review.number = home {order.sql('place')}"
    return Records(store.numbers(asked, [*names, *values]), partial(read_statements, store))


def read_statements(store: Store, numbers: Sequence[int]) -> Iterator[Record]:
    """The statements of some numbers, as records."""
    asked = "SELECT number, review, id, section, text, themes, agencies FROM passage WHERE number IN ({})"
    rows = list(store.pick(asked, numbers))
    names = references(store, {row[1] for row in rows})
    for _, review, identity, section, text, themes, agencies in rows:
        yield {
            "id": identity,
            "section": section,
            "text": text,
            "themes": None if themes is None else list(_slugs(themes)),
            "agencies": None if agencies is None else list(_slugs(agencies)),
            "review": names[review],
        }


def _marks(values: Sequence[object]) -> str:
    """The question marks of an SQL list."""
    return ", ".join("?" * len(values))


def speaking(store: Store, filters: Filters, sections: Iterable[str] = STATEMENTS) -> int:
    """How many reviews have a statement that the filters select."""
    condition, values = filters.statements()
    names = tuple(sections)
    number: int = store.ask(
        f"SELECT count(DISTINCT review) FROM passage WHERE section IN ({_marks(names)}) AND {condition}",
        [*names, *values],
    ).fetchone()[0]
    return number


def count_statements(store: Store, filters: Filters, sections: Iterable[str] = STATEMENTS) -> int:
    """How many statements the filters select."""
    condition, values = filters.statements()
    names = tuple(sections)
    sql = f"SELECT count(*) FROM passage WHERE section IN ({_marks(names)}) AND {condition}"
    number: int = store.ask(sql, [*names, *values]).fetchone()[0]
    return number


def count_coded(store: Store, filters: Filters) -> int:
    """How many of the statements that the filters select have been coded by theme."""
    return count_statements(store, filters) - uncoded(store, filters)


def statement(store: Store, identity: str) -> Record:
    """One statement by its id, which must exist."""
    home = "SELECT number FROM review WHERE id = ?"
    asked = f"SELECT number FROM passage WHERE review = ({home}) AND id = ? AND section NOT IN ('title', 'summary')"
    (record,) = read_statements(store, store.numbers(asked, [identity.rpartition("/")[0], identity]))
    return record


def review(store: Store, identity: str) -> Record:
    """One review by its id, which must exist."""
    asked = "SELECT record FROM review JOIN record USING (number) WHERE id = ?"
    record: Record = json.loads(store.ask(asked, [identity]).fetchone()[0])
    return record


def themes(
    store: Store, terms: Vocabulary, filters: Filters, order: Order = Order(), with_ids: bool = True
) -> list[Record]:
    """How often each theme occurs, in reviews and in statements; the most frequent first.

    Filters work as for statements: `--agency housing` counts the themes of what speaks to or of housing. The ids of the
    reviews, which take longest, can be left out.
    """
    choose("sort", order.sort, THEME_SORTS)
    asked, values = _themes(filters)
    if asked == _THEMES_OF_REVIEWS:  # these were counted when the store was compiled
        sql = "SELECT slug, reviews, statements FROM code_term WHERE kind = 'theme' AND slug NOT IN (?, ?)"
    else:
        sql = f"SELECT slug, count(*), sum(statements) FROM ({asked}) GROUP BY slug"
    counts = store.ask(sql, values)
    rows: list[Record] = [
        {"theme": slug, "label": terms.label("theme", slug), "reviews": number, "statements": statements}
        for slug, number, statements in counts
    ]
    if with_ids:
        ids: dict[str, list[str]] = {row["theme"]: [] for row in rows}
        identities = _identities(store)
        for slug, number, _ in store.ask(f"{asked} ORDER BY slug, review", values):
            ids[slug].append(identities[number])
        rows = [{**row, "review_ids": ids[row["theme"]]} for row in rows]
    return _cut(sorted(rows, key=_theme_key(order.sort)), order)


def _identities(store: Store) -> dict[int, str]:
    """The id of every review, by its number."""
    return dict(store.ask("SELECT number, id FROM review"))


def uncoded(store: Store, filters: Filters) -> int:
    """How many of the statements that the filters select nobody has coded by theme."""
    condition, values = filters.statements()
    sql = f"SELECT count(*) FROM passage WHERE section NOT IN ('title', 'summary') AND themes IS NULL AND {condition}"
    number: int = store.ask(sql, values).fetchone()[0]
    return number


def _themes(filters: Filters) -> tuple[str, list[object]]:
    """SQL for the themes that the filters select, with each review and its statements."""
    if filters.is_of_statements:
        condition, values = filters.statements()
        return f"{_THEMES_OF_STATEMENTS} AND {condition} GROUP BY slug, review", values
    condition, values = filters.reviews()
    if condition == "1":
        return _THEMES_OF_REVIEWS, [NOT_STATED, NONE]
    within = f"review IN (SELECT number FROM review WHERE {condition})"
    return f"{_THEMES_OF_REVIEWS} AND {within}", [NOT_STATED, NONE, *values]


# Themes with each review that has them, and in how many of its statements.
_THEMES_OF_REVIEWS = """
    SELECT slug, review, code.statements FROM code_term JOIN code ON code.term = code_term.number
    WHERE kind = 'theme' AND slug NOT IN (?, ?)
"""
_THEMES_OF_STATEMENTS = """
    SELECT value AS slug, review, count(*) AS statements FROM passage, json_each(passage.themes)
    WHERE section NOT IN ('title', 'summary')
"""


def _theme_key(sort: str | None) -> Any:
    if sort == "theme":
        return lambda row: (row["label"].casefold(), row["theme"])
    first, second = ("statements", "reviews") if sort == "statements" else ("reviews", "statements")
    return lambda row: (-row[first], -row[second], row["theme"])


def _cut(rows: list[Record], order: Order) -> list[Record]:
    turned = list(reversed(rows)) if order.reverse else rows
    return turned[: order.limit] if order.limit is not None else turned


def theme(store: Store, term: Term, filters: Filters, order: Order = Order()) -> Record:
    """One theme's definition, and every statement under it."""
    found = statements(store, filters.of_theme((term.slug,)), STATEMENTS, order)
    return {"theme": term.slug, "label": term.label, "definition": term.definition, "statements": found}


def themes_by(store: Store, terms: Vocabulary, filters: Filters, by: str, order: Order = Order()) -> list[Record]:
    """In how many reviews each theme goes with each harm, outcome, ...; `value` is None where it is not stated.

    A review with two harms counts under both, and one with children of both sexes likewise. The agencies are those of
    the statement that has the theme.
    """
    choose("grouping", by, GROUPINGS)
    counts = themes(store, terms, filters, order, with_ids=False)
    identities = _identities(store)
    cells: dict[tuple[str, str], list[str]] = {}
    for slug, value, number in _by_agency(store, filters) if by == "agency" else _by_review(store, filters, by):
        cells.setdefault((slug, value), []).append(identities[number])
    known = _group_values(terms, by, {value for _, value in cells})
    return [
        {
            "theme": row["theme"],
            "label": row["label"],
            "by": by,
            "value": None if value == NOT_STATED else value,
            "reviews": len(cells[row["theme"], value]),
            "review_ids": cells[row["theme"], value],
        }
        for row in counts
        for value in known
        if (row["theme"], value) in cells
    ]


def _by_review(store: Store, filters: Filters, by: str) -> Iterator[tuple[str, str, int]]:
    """Each theme with each value of a review that has it, in the order of the reviews."""
    values_of: dict[int, list[str]] = {}
    for number, value in store.ask(_GROUPS.get(by, _GROUP_OF_CODES), [by] if by not in _GROUPS else []):
        values_of.setdefault(number, []).append(value)
    asked, parameters = _themes(filters)
    for slug, number, _ in store.ask(f"{asked} ORDER BY slug, review", parameters):
        for value in values_of.get(number, ()):
            yield slug, value, number


# The values that themes are grouped by, with the number of each review.
_GROUPS = {
    "sex": "SELECT DISTINCT review, sex FROM child",
    "listed": f"SELECT number, coalesce(listed, '{NOT_STATED}') FROM review",
}
_GROUP_OF_CODES = (
    f"SELECT review, slug FROM code_term JOIN code ON code.term = code_term.number WHERE kind = ? AND slug <> '{NONE}'"
)


def _by_agency(store: Store, filters: Filters) -> Iterator[tuple[str, str, int]]:
    """Each theme with each agency of a statement that has it, in the order of the reviews; each once a review."""
    condition, values = filters.statements()
    rows = store.ask(
        "SELECT review, themes, agencies FROM passage "
        f"WHERE section NOT IN ('title', 'summary') AND themes IS NOT NULL AND {condition} ORDER BY number",
        values,
    )
    last: dict[tuple[str, str], int] = {}
    for number, themes_json, agencies_json in rows:
        for agency in (NOT_STATED,) if agencies_json is None else _slugs(agencies_json):
            for slug in _slugs(themes_json):
                if last.get((slug, agency)) != number:
                    last[slug, agency] = number
                    yield slug, agency, number


def _group_values(terms: Vocabulary, by: str, found: set[str]) -> list[str]:
    """The values found, in the vocabulary's order; what is not stated comes last."""
    known = list(terms.terms(by)) if by in KINDS else []
    ranks = {slug: rank for rank, slug in enumerate(known)}
    return sorted(found, key=lambda value: (value == NOT_STATED, ranks.get(value, len(ranks)), value))


@lru_cache(1024)
def _slugs(text: str) -> tuple[str, ...]:
    """The codes of a statement from their JSON, of which few come again and again."""
    return tuple(json.loads(text))


def info(store: Store) -> Record:
    """The collections in use, how much they hold, and for each field how many reviews state it."""
    sections = dict(store.ask("SELECT section, count(*) FROM passage GROUP BY section"))
    return {
        "collections": store.collections(),
        "reviews": count(store, Filters()),
        "learning": sections.get("learning", 0),
        "recommendations": sections.get("recommendations", 0),
        "actions": sections.get("actions", 0),
        "stated": dict(store.ask("SELECT field, reviews FROM stated ORDER BY rowid")),
    }
