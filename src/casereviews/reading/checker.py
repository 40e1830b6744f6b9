"""Turning nodes into typed values, and noting every problem on the way.

A checker never raises: a wrong value is noted and read as None, so that one pass finds every problem. It reads nodes,
which know their places, or the plain values of JSON's parser, which do not and cost far less: a problem with one of
these is reported at the node that holds it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from collections.abc import Mapping as AbstractMapping
from typing import Any, TypeGuard, TypeVar

from ..errors import Problem
from ..likeness import nearest
from ..text import shorten
from .nodes import NO_KEY, Mapping, Node, Number, Scalar, Sequence, Value

T = TypeVar("T")

OWN_KEY = "x-"
"""The prefix of keys that people may add for their own use: they are neither read nor removed."""

Rule = Callable[[Value, str], object]
"""Reads a node, given what messages call it."""

Rules = AbstractMapping[str, Rule]
"""The keys that a mapping may have, in order, each with what reads its value."""

_NO_KEYS: dict[str, Scalar] = {}  # plain values do not know the places of their keys


class Checker:
    """Reads the nodes of one file. `problems` are those found, `record` names the record being read."""

    def __init__(self, file: str) -> None:
        """Take the name of the file to report."""
        self.file = file
        self.problems: list[Problem] = []
        self.record: str | None = None
        self.holder: Node = NO_KEY  # the node that holds the plain values being read

    def problem(self, node: Value, message: str, near: str | None = None) -> None:
        """Note a problem with the value at a node."""
        place = self.placed(node)
        self.problems.append(Problem(self.file, place.line, place.column, self.record, message, near))

    def placed(self, node: Value) -> Node:
        """The node itself where it knows its place, else the one that holds it."""
        return node if is_placed(node) else self.holder

    def fields(
        self,
        node: Value,
        what: str,
        rules: Rules,
        required: Collection[str] = (),
        near: str | None = None,
    ) -> dict[str, Any]:
        """The values of a mapping as its rules read them; an entry without a value is left out.

        `near` is what the writer may have meant where a required key is missing.
        """
        if type(node) is dict:
            items, keys = node, _NO_KEYS
        elif type(node) is Mapping:
            items, keys = node.items, node.keys
        else:
            self.problem(node, f"{what} must be a mapping of keys to values, not {_kind(node)}")
            return {}
        found = {}
        for key, value in items.items():
            read = rules.get(key)
            if read is None and key.startswith(OWN_KEY):
                continue
            if read is None:
                message = f'unknown key "{shorten(key)}" in {what}; allowed: {", ".join(rules)}'
                self.problem(keys.get(key), message, nearest(key, list(rules)))
            elif value is not None and (type(value) is not Scalar or not value.is_null):
                found[key] = read(value, key)
        for key in required:
            if key not in found:
                self.problem(node, f'{what} needs the key "{key}"', near)
        return found

    def mapping(
        self,
        node: Value,
        what: str,
        allowed: Collection[str],
        required: Collection[str] = (),
        near: str | None = None,
    ) -> dict[str, Value]:
        """The nodes of a mapping with the allowed keys; an entry without a value is left out."""
        return self.fields(node, what, dict.fromkeys(allowed, itself), required, near)

    def text(self, node: Value, what: str) -> str | None:
        """The text of a scalar, without surrounding spaces."""
        text = node if type(node) is str else written(node)  # most values are str, and a call costs time
        if text is None:
            self.problem(node, f"{what} must be text, not {_kind(node)}")
            return None
        text = text.strip()
        if not text:
            self.problem(node, f"{what} is empty; write null where the source does not say")
            return None
        return text

    def line(self, node: Value, what: str) -> str | None:
        """The text of a scalar that must be a single line, such as a name."""
        text = self.text(node, what)
        if text is not None and "\n" in text:
            self.problem(node, f"{what} must be a single line")
            return None
        return text

    def parsed(self, parse: Callable[[str], T], example: str, node: Value, what: str) -> T | None:
        """The value that `parse` reads from the text; it raises ValueError where it cannot."""
        text = self.text(node, what)
        if text is None:
            return None
        try:
            return parse(text)
        except ValueError:
            self.problem(node, f'{what} "{shorten(text)}" is not understood; write it as {example}')
            return None

    def choice(self, allowed: Collection[str], node: Value, what: str) -> str | None:
        """A text that must be one of those allowed."""
        if type(node) is str and node in allowed:
            return node
        text = self.text(node, what)
        if text is not None:
            text = self.current(what, text)
        if text is None or text in allowed:
            return text
        self.problem(
            node, f'unknown {what} "{shorten(text)}"; {self.choices_of(what, allowed)}', self.near(what, text, allowed)
        )
        return None

    def current(self, what: str, text: str) -> str:
        """The current form of a value that is allowed, or once was."""
        return text

    def choices_of(self, what: str, allowed: Collection[str]) -> str:
        """The part of a message that tells which values are allowed."""
        return f"allowed: {', '.join(allowed)}"

    def near(self, what: str, text: str, allowed: Collection[str]) -> str | None:
        """The allowed value that was probably meant."""
        return nearest(text, list(allowed))

    def items(self, read: Callable[[Value, str], T | None], node: Value, what: str) -> tuple[T, ...]:
        """The values that `read` gives for the items of a list."""
        values = [read(item, f"{what}, item {number}") for number, item in enumerate(self.nodes(node, what), 1)]
        return tuple([value for value in values if value is not None])

    def choices(self, what: str, allowed: Collection[str], node: Value, many: str) -> tuple[str, ...]:
        """A list of texts, each of which must be allowed, without duplicates."""
        found: dict[str, None] = {}
        for item in node if type(node) is list else self.nodes(node, f"the list of {many}"):
            value = item if type(item) is str and item in allowed else self.choice(allowed, item, what)
            if value in found:
                self.problem(item, f'duplicate {what} "{value}" in the list')
            elif value is not None:
                found[value] = None
        return tuple(found)

    def nodes(self, node: Value, what: str) -> list[Value]:
        """The nodes in a list."""
        if type(node) is list:
            return node
        if type(node) is Sequence:
            return node.items
        self.problem(node, f"{what} must be a list, not {_kind(node)}")
        return []


def itself(node: Value, what: str) -> Value:
    """The rule for an entry that is read later: the node itself."""
    return node


def is_placed(node: Value) -> TypeGuard[Node]:
    """Whether the node knows its place."""
    return type(node) in (Scalar, Sequence, Mapping)


def is_null(node: Value) -> bool:
    """Whether the writer left the value out."""
    return node is None or (type(node) is Scalar and node.is_null)


def written(node: Value) -> str | None:
    """The text of a scalar, empty where the value was left out; None for a list or a mapping."""
    if type(node) is str:
        return node
    if type(node) is Number:
        return node.text
    if type(node) is Scalar:
        return "" if node.is_null else node.text
    if type(node) is bool:
        return "true" if node else "false"
    return "" if node is None else None


def _kind(node: Value) -> str:
    text = written(node)
    if text is None:
        return "a list" if type(node) in (list, Sequence) else "a mapping"
    return "empty" if is_null(node) else f'the text "{shorten(text, 30)}"'


def entry_or_whole(node: Value, key: str) -> Value:
    """The node of an entry if it has a value and knows its place, else the mapping."""
    entry = node.items.get(key) if type(node) is Mapping else None
    return entry if is_placed(entry) and not is_null(entry) else node
