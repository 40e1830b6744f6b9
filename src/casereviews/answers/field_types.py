"""What the fields of records are typed with, beside Python's own types; `contract` makes JSON Schema of it.

A field is `Annotated` with its type and, in a sentence, what it means. A module with records is without `from
__future__ import annotations`: Python takes three times as long to make them of annotations that are strings.
"""

from collections.abc import Hashable, Iterable
from typing import Annotated, NamedTuple


class Keyword(NamedTuple):
    """A keyword of JSON Schema, with its value, that holds for a field."""

    keyword: str
    value: Hashable


def one_of(values: Iterable[str]) -> Keyword:
    """The rule that a field has one of these values."""
    return Keyword("enum", tuple(values))


KEY = Keyword("key", True)
"""Marks the field that `-f ids` prints, where it is not `id`."""

_DAY = r"\d{4}(-\d{2}(-\d{2})?)?"

Count = Annotated[int, Keyword("minimum", 0)]
Date = Annotated[str, Keyword("pattern", rf"^{_DAY}$")]
"""A year, a month or a day."""
DateOrSpan = Annotated[str, Keyword("pattern", rf"^{_DAY}(/{_DAY})?$")]
"""The same, or two of them: 2016/2018."""
