"""Turning nodes into typed values, and noting every problem on the way.

A checker never raises: a value that is wrong is noted and read as None, so that one pass finds everything.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, TypeVar

from .errors import Problem, nearest
from .text import shorten
from .yamlio import Mapping, Scalar, Sequence

T = TypeVar("T")


class Checker:
    """Reads nodes of one file. `problems` holds what was wrong, `record` whose value is being read."""

    def __init__(self, file: str) -> None:
        """Take the name of the file to report."""
        self.file = file
        self.problems: list[Problem] = []
        self.record: str | None = None

    def problem(self, node: Any, message: str, near: str | None = None) -> None:
        """Note what is wrong with the value at a node."""
        self.problems.append(Problem(self.file, node.line, node.column, self.record, message, near))

    def mapping(
        self,
        node: Any,
        what: str,
        allowed: Collection[str],
        required: Collection[str] = (),
        near: str | None = None,
    ) -> dict[str, Any]:
        """The entries of a mapping whose keys are allowed; an entry without a value is left out.

        `near` is what the writer may have meant where a required key is not there.
        """
        if type(node) is not Mapping:
            self.problem(node, f"{what} must be a mapping of keys to values, not {_kind(node)}")
            return {}
        for key in node.items.keys() - set(allowed):
            place = node.keys[key]
            message = f'unknown key "{shorten(key)}" in {what}; allowed: {", ".join(allowed)}'
            self.problem(place, message, nearest(key, list(allowed)))
        stated = {key: value for key, value in node.items.items() if key in allowed and not is_null(value)}
        for key in required:
            if key not in stated:
                self.problem(node, f'{what} needs the key "{key}"', near)
        return stated

    def text(self, node: Any, what: str) -> str | None:
        """The text of a scalar, without spaces around it."""
        if type(node) is not Scalar:
            self.problem(node, f"{what} must be text, not {_kind(node)}")
            return None
        text = node.text.strip()
        if not text or node.is_null:
            self.problem(node, f"{what} is empty; write null where the source does not say")
            return None
        return text

    def line(self, node: Any, what: str) -> str | None:
        """The text of a scalar that must stand in one line, such as a name."""
        text = self.text(node, what)
        if text is not None and "\n" in text:
            self.problem(node, f"{what} must be a single line")
            return None
        return text

    def parsed(self, node: Any, what: str, parse: Callable[[str], T], example: str) -> T | None:
        """What `parse` makes of the text; it raises ValueError for a text that is none."""
        text = self.text(node, what)
        if text is None:
            return None
        try:
            return parse(text)
        except ValueError:
            self.problem(node, f'{what} "{shorten(text)}" is not understood; write it as {example}')
            return None

    def choice(self, node: Any, what: str, allowed: Collection[str]) -> str | None:
        """A text that is one of those allowed."""
        text = self.text(node, what)
        if text is None or text in allowed:
            return text
        self.problem(
            node, f'unknown {what} "{shorten(text)}"; {self.choices_of(what, allowed)}', self.near(what, text, allowed)
        )
        return None

    def choices_of(self, what: str, allowed: Collection[str]) -> str:
        """What a message says of the values that are allowed."""
        return f"allowed: {', '.join(allowed)}"

    def near(self, what: str, text: str, allowed: Collection[str]) -> str | None:
        """The allowed value that was probably meant."""
        return nearest(text, list(allowed))

    def items(self, node: Any, what: str, read: Callable[[Any, str], T | None]) -> tuple[T, ...]:
        """What `read` makes of each item of a list."""
        if type(node) is not Sequence:
            self.problem(node, f"{what} must be a list, not {_kind(node)}")
            return ()
        values = [read(item, f"{what}, item {number}") for number, item in enumerate(node.items, 1)]
        return tuple(value for value in values if value is not None)

    def choices(self, node: Any, what: str, many: str, allowed: Collection[str]) -> tuple[str, ...]:
        """A list of texts, each one of those allowed and none twice."""
        found: dict[str, None] = {}

        def read(item: Any, _: str) -> None:
            value = self.choice(item, what, allowed)
            if value in found:
                self.problem(item, f'{what} "{value}" stands twice in the list')
            elif value is not None:
                found[value] = None

        self.items(node, f"the list of {many}", read)
        return tuple(found)


def is_null(node: Any) -> bool:
    """Whether the writer left the value out."""
    return type(node) is Scalar and node.is_null


def _kind(node: Any) -> str:
    if type(node) is Scalar:
        return "empty" if node.is_null else f'the text "{shorten(node.text, 30)}"'
    return "a list" if type(node) is Sequence else "a mapping"
