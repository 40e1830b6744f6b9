"""A search as it is answered: what the engine finds, as records."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from casereviews.answers import hits
from casereviews.search import engine
from casereviews.search.filters import Filters
from casereviews.store import Store


class Answered(NamedTuple):
    """An answer of the engine, with records for what it found."""

    records: Sequence[Any]
    total: int
    notes: tuple[str, ...]
    missing: tuple[str, ...]
    between: str | None


def search_for(store: Store, query: str, *arguments: Any, by_statement: bool = False, **options: Any) -> Answered:
    """What a query finds, by review or by statement."""
    options["by_statement"] = by_statement
    found = engine.answer(store, query, *arguments, **options)
    read = hits.ask_statements if by_statement else hits.ask
    return Answered(read(store, found.findings), *found[1:5])


def count_under(store: Store, query: str, filters: Filters, *arguments: Any) -> int:
    """How many reviews have all of a query; the arguments are the sections, and whether it is expanded."""
    options = dict(zip(("sections", "expand"), arguments, strict=False))
    return engine.answer(store, query, **options).count_under(filters)
