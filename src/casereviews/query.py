"""The questions that are asked of a store.

Every answer is made of records as JSON gives them: dicts with the documented keys in the documented order.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, overload

from .errors import UsageError, nearest
from .filters import Filters
from .store import NOT_STATED, Store
from .text import one_line
from .vocabulary import KINDS

if TYPE_CHECKING:
    from .vocabulary import Term, Vocabulary

Record = dict[str, Any]

REVIEW_SORTS = {
    "listed": ("review.listed IS NULL", "review.listed"),
    "name": ("review.name COLLATE NOCASE",),
    "age": ("review.age IS NULL", "review.age"),
    "incident": ("review.incident_first IS NULL", "review.incident_first"),
    "id": ("review.id",),
}
"""What reviews can be sorted by.

Reviews that do not state it come last, and the source's order decides between equals.
"""

STATEMENTS = ("learning", "recommendations", "actions")
"""The sections that hold statements."""

THEME_SORTS = ("reviews", "statements", "theme")
"""What the counts of themes can be sorted by; the counts with the largest first."""

GROUPINGS = ("harm", "factor", "outcome", "type", "agency", "sex", "listed")
"""What themes can be counted by."""


_MOST_ROWS = 2**63 - 1  # the largest whole number that SQLite knows


class Order(NamedTuple):
    """How rows are sorted and cut."""

    sort: str | None = None
    """None keeps the source's order."""
    reverse: bool = False
    limit: int | None = None

    def sql(self, *within: str) -> str:
        """The ORDER BY and LIMIT of a question about reviews; `within` orders the rows of one review.

        Raises UsageError for an unknown sort.
        """
        choose("sort", self.sort, REVIEW_SORTS)
        *first, last = (*REVIEW_SORTS.get(self.sort or "", ()), "review.number")
        if self.reverse:  # what is not stated comes last all the same
            first[-1:] = [f"{key} DESC" for key in first[-1:]]
            last += " DESC"
        return f"ORDER BY {', '.join([*first, last, *within])} {self.cut}"

    @property
    def cut(self) -> str:
        """The LIMIT of a question."""
        return f"LIMIT {-1 if self.limit is None else min(self.limit, _MOST_ROWS)}"


def choose(what: str, value: str | None, allowed: Iterable[str]) -> None:
    """Raise UsageError, with the nearest and all that are allowed, where the value is none of them."""
    choices = list(allowed)
    if value is not None and value not in choices:
        near = nearest(value, choices)
        suggestion = f'; did you mean "{near}"?' if near else ""
        raise UsageError(f'unknown {what} "{one_line(value[:80])}"{suggestion}', f"allowed: {', '.join(choices)}")


class Records(Sequence[Record]):
    """Records that are kept as JSON until they are asked for: as objects, many would take ten times the memory."""

    def __init__(self, texts: list[str]) -> None:
        """Take each record's JSON."""
        self.texts = texts

    def __len__(self) -> int:
        return len(self.texts)

    @overload
    def __getitem__(self, place: int) -> Record: ...
    @overload
    def __getitem__(self, place: slice) -> Records: ...
    def __getitem__(self, place: int | slice) -> Record | Records:
        if isinstance(place, slice):
            return Records(self.texts[place])
        record: Record = json.loads(self.texts[place])
        return record


def reviews(store: Store, filters: Filters, order: Order = Order()) -> list[Record]:
    """The reviews, as records."""
    return list(each_review(store, filters, order))


def each_review(store: Store, filters: Filters, order: Order = Order()) -> Records:
    """The reviews, as records that are read one by one."""
    condition, values = filters.reviews()
    rows = store.ask(f"SELECT record FROM review JOIN record USING (number) WHERE {condition} {order.sql()}", values)
    return Records([record for (record,) in rows])


def count(store: Store, filters: Filters) -> int:
    """How many reviews the filters select."""
    condition, values = filters.reviews()
    number: int = store.ask(f"SELECT count(*) FROM review WHERE {condition}", values).fetchone()[0]
    return number


def unstated(filters: Filters, answer: Callable[[Filters], int]) -> dict[str, int]:
    """For each field that is filtered on, how many reviews are left out only because they do not state it.

    `answer` tells how many reviews the question is answered with under other filters.
    """
    widened = filters.unstated()
    stated = answer(filters) if widened else 0
    counts = {name: answer(asked) - stated for name, asked in widened.items()}
    return {name: number for name, number in counts.items() if number}


def statements(store: Store, filters: Filters, sections: Iterable[str], order: Order = Order()) -> list[Record]:
    """The statements of the sections, each with its review, sorted by their review.

    A theme or agency filter is asked of the statement, every other of its review.
    """
    condition, values = filters.statements()
    names = tuple(sections)
    rows = store.ask(
        "SELECT passage.id, text, themes, agencies, review.id, name, title FROM passage "
        "JOIN review ON review.number = passage.review "
        f"WHERE section IN ({', '.join('?' * len(names))}) "
        f"AND passage.number IN (SELECT number FROM passage WHERE {condition}) "
        f"{order.sql('passage.number')}",
        [*names, *values],
    )
    return [_statement(row) for row in rows]


def speaking(store: Store, filters: Filters, sections: Iterable[str] = STATEMENTS) -> int:
    """How many reviews have a statement that the filters select."""
    condition, values = filters.statements()
    names = tuple(sections)
    number: int = store.ask(
        f"SELECT count(DISTINCT review) FROM passage WHERE section IN ({', '.join('?' * len(names))}) AND {condition}",
        [*names, *values],
    ).fetchone()[0]
    return number


def statement(store: Store, identity: str) -> Record:
    """One statement by its id, which must exist."""
    row = store.ask(
        "SELECT passage.id, text, themes, agencies, review.id, name, title FROM passage "
        "JOIN review ON review.number = passage.review "
        "WHERE review.id = ? AND passage.id = ? AND section NOT IN ('title', 'summary')",
        [identity.rpartition("/")[0], identity],
    ).fetchone()
    return _statement(row)


def review(store: Store, identity: str) -> Record:
    """One review by its id, which must exist."""
    asked = "SELECT record FROM review JOIN record USING (number) WHERE id = ?"
    record: Record = json.loads(store.ask(asked, [identity]).fetchone()[0])
    return record


def themes(
    store: Store, terms: Vocabulary, filters: Filters, order: Order = Order(), with_ids: bool = True
) -> list[Record]:
    """How often each theme occurs, in reviews and in statements; the most frequent first.

    Filters work as for statements: `--agency housing` counts the themes of what speaks to housing. The ids of the
    reviews, which take longest, can be left out.
    """
    choose("sort", order.sort, THEME_SORTS)
    asked, values = _themes(filters)
    if asked == _THEMES_OF_REVIEWS:  # these were counted when the store was compiled
        sql = "SELECT slug, reviews, statements FROM code_term WHERE kind = 'theme' AND slug <> ?"
    else:
        sql = f"SELECT slug, count(*), sum(statements) FROM ({asked}) GROUP BY slug"
    counts = store.ask(sql, [NOT_STATED, *values])
    rows = [
        {"theme": slug, "label": terms.label("theme", slug), "reviews": number, "statements": statements}
        for slug, number, statements in counts
    ]
    if with_ids:
        ids: dict[str, list[str]] = {row["theme"]: [] for row in rows}
        sql = f"SELECT slug, id FROM ({asked}) JOIN review ON review.number = review ORDER BY review.number"
        for slug, identity in store.ask(sql, [NOT_STATED, *values]):
            ids[slug].append(identity)
        rows = [{**row, "review_ids": ids[row["theme"]]} for row in rows]
    return _cut(sorted(rows, key=_theme_key(order.sort)), order)


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
        return _THEMES_OF_REVIEWS, values
    return f"{_THEMES_OF_REVIEWS} AND code.review IN (SELECT number FROM review WHERE {condition})", values


# Themes with each review that has them, and in how many of its statements.
_THEMES_OF_REVIEWS = """
    SELECT slug, code.review, code.statements FROM code_term JOIN code ON code.term = code_term.number
    WHERE kind = 'theme' AND slug <> ?
"""
_THEMES_OF_STATEMENTS = """
    SELECT value AS slug, review, count(*) AS statements FROM passage, json_each(passage.themes)
    WHERE section NOT IN ('title', 'summary') AND value <> ?
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
    groups = (*filters.codes.get("theme", ()), (term.slug,))
    narrowed = filters._replace(codes={**filters.codes, "theme": groups})
    found = statements(store, narrowed, STATEMENTS, order)
    return {"theme": term.slug, "label": term.label, "definition": term.definition, "statements": found}


def themes_by(store: Store, terms: Vocabulary, filters: Filters, by: str, order: Order = Order()) -> list[Record]:
    """In how many reviews each theme goes with each harm, outcome, ...; `value` is None where it is not stated.

    A review with two harms counts under both, and one with children of both sexes likewise. The agencies are those of
    the statement that has the theme.
    """
    choose("grouping", by, GROUPINGS)
    counts = themes(store, terms, filters, order, with_ids=False)
    condition, values = filters.statements()
    join, value = _grouping(by)
    rows = store.ask(
        f"SELECT DISTINCT theme.value, {value}, review.id FROM passage, json_each(passage.themes) AS theme "
        f"JOIN review ON review.number = passage.review {join} "
        "WHERE section NOT IN ('title', 'summary') "
        f"AND passage.number IN (SELECT number FROM passage WHERE {condition}) ORDER BY review.number",
        values,
    )
    cells: dict[tuple[str, str], list[str]] = {}
    for slug, value, identity in rows:
        cells.setdefault((slug, value), []).append(identity)
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


def _grouping(by: str) -> tuple[str, str]:
    """SQL that joins what a passage or its review is grouped by, and the value there."""
    if by == "agency":
        stated = f"""coalesce(passage.agencies, '["{NOT_STATED}"]')"""
        return f"JOIN json_each({stated}) AS agency", "agency.value"
    if by == "sex":
        return "JOIN child ON child.review = passage.review", "child.sex"
    if by == "listed":
        return "", f"coalesce(review.listed, '{NOT_STATED}')"
    codes = f"SELECT review, slug FROM code JOIN code_term ON code_term.number = code.term WHERE kind = '{by}'"
    return f"JOIN ({codes}) AS coded ON coded.review = passage.review", "coded.slug"


def _group_values(terms: Vocabulary, by: str, found: set[str]) -> list[str]:
    """The values found, in the vocabulary's order; what is not stated comes last."""
    known = list(terms.terms(by)) if by in KINDS else []
    ranks = {slug: rank for rank, slug in enumerate(known)}
    return sorted(found, key=lambda value: (value == NOT_STATED, ranks.get(value, len(ranks)), value))


def _statement(row: tuple[Any, ...]) -> Record:
    identity, text, themes_json, agencies_json, review_id, name, title = row
    return {
        "id": identity,
        "text": text,
        "themes": json.loads(themes_json) if themes_json else None,
        "agencies": json.loads(agencies_json) if agencies_json else None,
        "review": {"id": review_id, "name": name, "title": title},
    }


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
