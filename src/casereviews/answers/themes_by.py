"""How often each theme occurs with each value of a field."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

from ..search.filters import Filters
from ..search.order import Order, choose
from ..store import Store
from ..text import counted
from ..vocabulary import NONE, NOT_STATED, Vocabulary
from . import tally, themes
from .count_fields import label, lateness, ranking
from .field_types import KEY, Count, TypedDict
from .tally import Cell, units
from .themes import ThemeRecord

if TYPE_CHECKING:
    from .blocks import Block
    from .chart import Chart, Face


class ThemeByRecord(TypedDict):
    """How often a theme occurs with one value of a field."""

    theme: Annotated[str, "slug", KEY]
    label: Annotated[str, "as people say it"]
    by: Annotated[str, "what it is counted by"]
    value: Annotated[str | None, "slug; null for the reviews that do not state it, or where it is not read"]
    reviews: Annotated[Count, "how many reviews have both"]
    review_ids: Annotated[list[str], "those reviews"]


GROUPINGS = ("harm", "factor", "outcome", "type", "agency", "sex", "listed")
"""What themes can be counted by."""


def ask(store: Store, terms: Vocabulary, filters: Filters, by: str, order: Order = Order()) -> list[ThemeByRecord]:
    """In how many reviews each theme goes with each harm, outcome, ...; `value` is None where it is not stated.

    A review with two harms counts under both, and one with children of both sexes likewise. The agencies are those of
    the statement that has the theme.
    """
    choose("grouping", by, GROUPINGS)
    counts = themes.ask(store, terms, filters, order, with_ids=False)
    identities = themes.review_ids(store)
    ids: defaultdict[Cell, list[str]] = defaultdict(list)
    for number, cells in units(store, filters, ("theme", by)):
        for cell in cells:
            ids[cell].append(identities[number])
    values = _values(terms, by, {value for _, value in ids})
    return [
        {
            "theme": row["theme"],
            "label": row["label"],
            "by": by,
            "value": None if value == NOT_STATED else value,
            "reviews": len(ids[row["theme"], value]),
            "review_ids": ids[row["theme"], value],
        }
        for row in counts
        for value in values
        if (row["theme"], value) in ids
    ]


def _values(terms: Vocabulary, by: str, found: Iterable[str]) -> list[str]:
    """The values found, in their order, what is not stated last; that there are none is no value here."""
    rank = ranking(terms, by)
    return sorted((value for value in found if value != NONE), key=lambda value: (value == NOT_STATED, rank(value)))


def has_unread(store: Store, filters: Filters, by: str) -> bool:
    """Whether nobody has read a field in some of the reviews that do not state it."""
    return tally.has_unread(store, filters, ("theme", by), tally.REVIEWS, by)


def page(
    records: Iterable[ThemeByRecord],
    terms: Vocabulary,
    by: str,
    total: int,
    width: int | None,
    has_unread: bool = False,
) -> list[Block]:
    """Themes down, values across, in each cell how many reviews have both; on a screen the frequent values first.

    Below it stands of how many reviews in all. `has_unread` is that of a label.
    """
    from .blocks import Column, Grid, Paragraph  # a page is not needed for JSON, and takes long to import

    reviews: dict[str | None, set[str]] = {}
    rows: dict[str, dict[str | None, int]] = {}
    for record in records:
        reviews.setdefault(record["value"], set()).update(record["review_ids"])
        rows.setdefault(record["label"], {})[record["value"]] = record["reviews"]
    values = [None if value == NOT_STATED else value for value in _values(terms, by, map(_known, reviews))]
    if width is not None:
        values.sort(key=lambda value: -len(reviews[value]))
    columns = [Column("Theme", room=30)]
    columns += [
        Column(label(terms, by, _known(value), has_unread), "number", optional=value != values[0]) for value in values
    ]
    cells = [[label, *(str(counts.get(value, 0)) for value in values)] for label, counts in rows.items()]
    return [Grid(columns, cells), Paragraph(f"n = {counted(total, 'review')}")]


def chart(
    store: Store,
    terms: Vocabulary,
    filters: Filters,
    records: Iterable[ThemeRecord] | Iterable[ThemeByRecord],
    face: Face,
    limit: int | None,
    by: str | None = None,
) -> Chart:
    """The themes of some records as a picture, with the values of a field across where one is named."""
    from . import count, count_page  # nor is a picture

    found = count.ask(store, terms, filters, ("theme", by) if by else ("theme",))
    known = [value for value in found.rows if not lateness("theme", value)]
    rows = [*dict.fromkeys(record["theme"] for record in records)]
    columns = [value for value in found.columns if value != NONE]
    shown = found._replace(rows=rows, columns=columns, left_out=len(known) - len(rows))
    return count_page.chart(shown, terms, face, limit)


def _known(value: str | None) -> str:
    return NOT_STATED if value is None else value
