"""The nodes that a document is read into, each with its place."""

from __future__ import annotations

from typing import NamedTuple, Protocol, TypeAlias, final

_NULLS = frozenset(("", "null", "~"))


class Place(NamedTuple):
    """A place in a file, counted from 0 as in PyYAML's marks."""

    line: int
    column: int


class Start(Protocol):
    """Where a node starts: a place, or one of PyYAML's marks."""

    @property
    def line(self) -> int:
        """The line, from 0."""

    @property
    def column(self) -> int:
        """The column, from 0, in characters."""


class _Placed:
    """What is at one place of a file."""

    __slots__ = ("mark",)

    mark: Start
    """Where it starts."""

    @property
    def line(self) -> int:
        """The line where the node starts, from 1."""
        return self.mark.line + 1

    @property
    def column(self) -> int:
        """The column where the node starts, from 1, in characters."""
        return self.mark.column + 1


@final
class Scalar(_Placed):
    """A value as text, as written in the file. `plain` is true where it has no quotation marks."""

    __slots__ = ("plain", "text")

    def __init__(self, text: str, plain: bool, mark: Start) -> None:
        """Take the text, whether it is plain, and its mark."""
        self.text = text
        self.plain = plain
        self.mark = mark

    @property
    def is_null(self) -> bool:
        """Whether the writer left the value out: `null`, `~` or nothing, without quotation marks."""
        return self.plain and self.text in _NULLS


class Number(float):
    """A number or constant among the plain values of JSON, with its text; infinite where it is too large."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        """Take the text."""
        self.text = text


@final
class Sequence(_Placed):
    """A list of nodes."""

    __slots__ = ("items",)

    def __init__(self, mark: Start) -> None:
        """Take the mark of where the list starts."""
        self.items: list[Value] = []
        self.mark = mark


@final
class Mapping(_Placed):
    """Keys, in their order, with their values and the place of each key."""

    __slots__ = ("items", "keys")

    def __init__(self, mark: Start) -> None:
        """Take the mark of where the mapping starts."""
        self.items: dict[str, Value] = {}
        self.keys: dict[str, Scalar] = {}
        self.mark = mark


Node: TypeAlias = "Scalar | Sequence | Mapping"
"""What is at one place of a file, and knows it."""

Plain: TypeAlias = "str | Number | bool | list[Value] | dict[str, Value] | None"
"""A value as JSON's parser gives it, which does not know its place."""

Value: TypeAlias = "Node | Plain"

NO_KEY = Scalar("", True, Place(0, 0))
"""In place of a key with a problem, whose value is ignored."""
