"""JSON Lines: a collection with one review to a line, read in constant memory.

A line becomes a mapping node that holds the plain values of JSON's parser, so that one checker serves both. That parser
keeps no places: a line with a problem is read again, as YAML, of which JSON is a part, to find the place of each.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from ..errors import Problem
from . import yaml_document
from .nodes import Mapping, Node, Number, Place, Sequence, Value
from .yaml_document import MAX_PROBLEMS

MAX_LINE = 16 * 1024 * 1024
"""The longest line, in bytes."""

_NO_BREAKS = dict.fromkeys((0x0D, 0x85, 0x2028, 0x2029), " ")  # line breaks to YAML, but not to JSON Lines

_LAST_COMMA = re.compile(r",\s*[]}]")
_FAULTS = {
    "Expecting value": "a value is expected here; text stands in double quotes",
    "Expecting property name": "a key in double quotes is expected here",
    "Expecting ':'": "a colon is expected here, between a key and its value",
    "Expecting ','": "a comma is expected here, or the end of the object or list",
    "Unterminated string": "the text that begins here has no closing quotation mark",
    "Invalid control": "a line break, a tab or the like must be written as an escape, such as \\n",
    "Invalid \\escape": "JSON has no such escape; write a backslash as \\\\",
    "Invalid \\u": "four hexadecimal digits must follow \\u",
    "Extra data": "the review ends before this",
}
"""Our messages, by how those of JSON's parser begin, which differ between versions of Python."""

_IN_TEXTS = ("Unterminated", "Invalid")
"""How its messages on texts begin, within which a comma means nothing."""


def _fault(text: str, error: ValueError) -> tuple[int, str]:
    """The offset at which a text is not JSON, and why: Python reports a comma before an end, or what follows it."""
    offset: int = getattr(error, "pos", 0)
    said = str(error)
    comma = offset if text[offset : offset + 1] == "," else len(text[:offset].rstrip()) - 1
    if not said.startswith(_IN_TEXTS) and _LAST_COMMA.match(text, max(comma, 0)):
        return comma, "there is a comma before the end of an object or a list"
    return offset, next((ours for theirs, ours in _FAULTS.items() if said.startswith(theirs)), "it cannot be read here")


def fault(data: bytes, file: str) -> Problem | None:
    """Why a UTF-8 file is not JSON; None where it is."""
    text = data.decode("utf-8-sig", "replace")
    try:
        json.loads(text)
    except RecursionError:
        return None
    except ValueError as error:
        offset, message = _fault(text, error)
        line = text.count("\n", 0, offset) + 1
        return Problem(file, line, offset - text.rfind("\n", 0, offset), None, f"not valid JSON: {message}")
    return None


class _DoubtError(Exception):
    """JSON's parser is too lenient for a line."""


class Lines:
    """A JSON Lines file as it is parsed, with the interface of `yaml_document.Document`."""

    def __init__(self, lines: Iterable[bytes], file: str, size: int = 0) -> None:
        """Take the lines, the name to report, and their total size in bytes, 0 where it is not known."""
        self.lines = lines
        self.file = file
        self.size = size
        self.root = Sequence(Place(0, 0))
        self.problems: list[Problem] = []
        self.done = 0.0
        self.has_about = False
        self._mark = Place(0, 0)
        self.text = ""
        """The last line that was read, without surrounding spaces."""
        self._decoder = json.JSONDecoder(
            object_pairs_hook=_once, parse_float=Number, parse_int=Number, parse_constant=Number
        )

    def items(self, _: str | None) -> Iterator[Node]:
        """The node of each line that is not empty."""
        read = 0
        for number, line in enumerate(self.lines):
            read += len(line)
            self._mark = Place(number, 0)
            if len(line) > MAX_LINE:
                self._report(f"is longer than {MAX_LINE >> 20} MiB; a line holds one review")
                return
            node = self._node(line)
            if len(self.problems) >= MAX_PROBLEMS:
                return
            self.done = read / self.size if self.size else 0.0
            if node:
                yield node

    def precise(self) -> Node | None:
        """The last line that was read, with the place of every node in it; None where YAML cannot read it."""
        return self._as_yaml().root

    def _node(self, line: bytes) -> Node | None:
        """The node of a line; None where it is empty or has a problem."""
        text, problem = yaml_document.decode(line, self.file)
        if problem:
            self.problems.append(problem._replace(line=self._mark.line + 1))
            return None
        self._mark = Place(self._mark.line, len(text) - len(text.lstrip()))
        self.text = text.strip()
        if not self.text:
            return None
        try:
            node: Value = self._decoder.decode(self.text)
            if yaml_document.has_half_character(self.text):
                raise _DoubtError
        except (_DoubtError, RecursionError):
            node = self._careful()
            if node is None:
                return None
        except ValueError as error:
            offset, message = _fault(self.text, error)
            self._report(f"not valid JSON: {message}", offset + 1 + self._mark.column)
            return None
        if type(node) is Mapping:
            return node
        if type(node) is not dict:
            self._report("a line must hold one review, as an object")
            return None
        review = Mapping(self._mark)
        review.items = node
        return review

    def _careful(self) -> Node | None:
        """The node as the YAML reader gives it, which reports duplicate keys and half characters."""
        document = self._as_yaml()
        self.problems += [
            problem._replace(message=problem.message.replace("not valid YAML", "not valid JSON"))
            for problem in document.problems
        ]
        return None if document.problems else document.root

    def _as_yaml(self) -> yaml_document.Document:
        text = self.text.translate(_NO_BREAKS).encode("utf-8", "replace")
        document = yaml_document.Document(text, self.file, self._mark)
        for _ in document.items(None):
            pass
        return document

    def _report(self, message: str, column: int | None = None) -> None:
        place = (self._mark.line + 1, self._mark.column + 1 if column is None else column)
        self.problems.append(Problem(self.file, *place, None, message))


def _once(pairs: list[tuple[str, Value]]) -> dict[str, Value]:
    """The object with the keys and values that JSON's parser gives. Raises _DoubtError for a duplicate key."""
    made = dict(pairs)
    if len(made) < len(pairs):
        raise _DoubtError
    return made
