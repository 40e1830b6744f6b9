"""What the fields of records are typed with, beside Python's own types; `contract` makes JSON Schema of it.

A field is `Annotated` with its type and, in a sentence, what it means. A module with records has `from __future__
import annotations`, so that these are made only when the contract asks for them.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TYPE_CHECKING, Annotated, NamedTuple

if TYPE_CHECKING:
    from typing import TypedDict as TypedDict
    from typing import is_typeddict

    is_record = is_typeddict
else:

    class TypedDict:
        """What checkers of types take as a TypedDict; to make those of all records would take each start 2 ms."""

        def __new__(cls, **given: object) -> dict[str, object]:
            """The fields as a dictionary, as a TypedDict gives them."""
            return given

    def is_record(kind: object) -> bool:
        """Whether a type is that of a record."""
        return isinstance(kind, type) and issubclass(kind, TypedDict)


def names_of(record: type) -> list[str]:
    """The names of the fields of a record, in their order."""
    return list(dict.fromkeys(name for kind in reversed(record.__mro__[:-1]) for name in kind.__annotations__))


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
