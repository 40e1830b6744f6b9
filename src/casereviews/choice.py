"""The types of filters as Python programs give them. Checkers alone import this: to make them takes a start 0.3 ms."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypedDict

Words = str | int | Iterable[str]
"""A value of a filter, or several of which all must hold; in one a comma means or, a hyphen in front leaves out."""


class Choice(TypedDict, total=False):
    """Filters: which reviews, or which statements, as the options of these names select them."""

    harm: Words | None
    theme: Words | None
    factor: Words | None
    agency: Words | None
    type: Words | None
    outcome: Words | None
    sex: Words | None
    age: Words | None
    area: Words | None
    listed: Words | None
    published: Words | None
    since: str | int | None
    until: str | int | None
    coding: str | None
