"""The nodes that a document is read into, each with its place."""

from __future__ import annotations

from typing import Any, NamedTuple

_NULLS = frozenset(("", "null", "~"))


class Place(NamedTuple):
    """A place in a file, counted from 0 as in PyYAML's marks."""

    line: int
    column: int


class _Node:
    """What is at one place of a file."""

    __slots__ = ("mark",)

    mark: Any
    """PyYAML's mark of where the node starts."""

    @property
    def line(self) -> int:
        """The line where the node starts, from 1."""
        return int(self.mark.line) + 1

    @property
    def column(self) -> int:
        """The column where the node starts, from 1, in characters."""
        return int(self.mark.column) + 1


class Scalar(_Node):
    """A value as text, as written in the file. `plain` is true where it has no quotation marks."""

    __slots__ = ("plain", "text")

    def __init__(self, text: str, plain: bool, mark: Any) -> None:
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


class Sequence(_Node):
    """A list of nodes."""

    __slots__ = ("items",)

    def __init__(self, mark: Any) -> None:
        """Take the mark of where the list starts."""
        self.items: list[Any] = []
        self.mark = mark


class Mapping(_Node):
    """Keys, in their order, with their values and the place of each key."""

    __slots__ = ("items", "keys")

    def __init__(self, mark: Any) -> None:
        """Take the mark of where the mapping starts."""
        self.items: dict[str, Any] = {}
        self.keys: dict[str, Scalar] = {}
        self.mark = mark


NO_KEY = Scalar("", True, None)  # in place of a key with a problem, whose value is ignored
