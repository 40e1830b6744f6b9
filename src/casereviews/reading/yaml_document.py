"""Strict reading of YAML, with the place of every value.

It uses the events of PyYAML's parser, so that YAML never guesses a type: a scalar is text as written until a record
gives it a type (`no`, `012` and `2019-06` are what the writer typed). Anchors, aliases and tags, which a collection
does not need, are problems, as are duplicate keys, a second document, and deep nesting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from ..errors import Problem
from ..text import encodable, shorten
from .nodes import NO_KEY, Mapping, Node, Place, Scalar, Sequence, Start

MAX_DEPTH = 24
"""The deepest nesting; a collection needs 8."""
MAX_PROBLEMS = 1000
"""The number of problems after which reading stops."""

AnyLoader: TypeAlias = "yaml.CSafeLoader | yaml.SafeLoader"
"""That of libyaml, where PyYAML has it, else that of pure Python."""

_QUOTED = frozenset(("'", '"', "|", ">"))
_Loader: type[AnyLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PILE = re.compile(r"[\[{]{16}")
"""Opening brackets side by side, more than a collection has.

libyaml looks ahead along a line for as long as a key may be, 1,024 characters, and from 0.2.6 on stops at 1,000 open
brackets before giving any of their events; so many in so few characters must be side by side. Such a text is read by
the pure Python parser, which gives the events down to `MAX_DEPTH` first.
"""
_UNREADABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_READABLE = bytes({*b"\t\n\r", *range(0x20, 0x7F), *range(0x80, 0x100)} - {0xC2, 0xEF})
"""The UTF-8 bytes that occur in readable characters only: looking for any others first is far quicker."""

_ABOUT = re.compile(r"^[\"']?collection\b", re.MULTILINE)
_HALF = re.compile(r"(?<!\\)(?:\\\\)*\\u[dD][89a-fA-F]")
_SURROGATES = re.compile(r"(?<!\\)((?:\\\\)*)\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")


def parse(data: bytes, file: str) -> tuple[Node | None, list[Problem]]:
    """The root node of a YAML file, None where it cannot be parsed, and every problem of its syntax.

    `file` is the name to report.
    """
    document = Document(data, file)
    for _ in document.items(None):
        pass
    return document.root, document.problems


def has_half_character(text: str) -> bool:
    """Whether a JSON text has an escape that is one half of a character, without the other."""
    return "\\" in text and "\\u" in text and _HALF.search(_SURROGATES.sub("", text)) is not None


def _character(found: re.Match[str]) -> str:
    """The character that JSON writes as two escapes, which YAML does not understand."""
    return found[1] + chr(0x10000 + ((int(found[2], 16) - 0xD800) << 10) + int(found[3], 16) - 0xDC00)


def decode(data: bytes, file: str) -> tuple[str, Problem | None]:
    """The text of a file in UTF-8, or in UTF-16 with a byte-order mark; or the problem that prevents it."""
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = data.decode("utf-16") if wide else data.removeprefix(b"\xef\xbb\xbf").decode()
    except UnicodeDecodeError as error:
        start = error.start + len(data) - len(error.object)  # after the byte-order mark, which is not decoded
        reason = f"not UTF-8 text, at byte {start}; save the file as UTF-8"
        return "", Problem(file, data.count(b"\n", 0, start) + 1, 1, None, reason)
    found = (wide or data.translate(None, _READABLE)) and _UNREADABLE.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        column = found.start() - text.rfind("\n", 0, found.start())
        what = "a binary file?" if found[0] == "\0" else "remove it, or write it as an escape in double quotes"
        reason = f"the character U+{ord(found[0]):04X} is not allowed here; {what}"
        return "", Problem(file, line, column, None, reason)
    return text, None


class _TooManyError(Exception):
    """Reading stops."""


class Document:
    """A YAML file as it is parsed, with a stack in place of recursion.

    `root` is what has been read so far, and finally None if the file cannot be parsed; `problems` are those of its
    syntax; `done` is the share of the text that was read, from 0 to 1.
    """

    def __init__(self, data: bytes, file: str, start: Place | None = None) -> None:
        """Take the bytes, the name of the file to report, and where in it they start."""
        self.file = file
        self.start = start or Place(0, 0)
        self.problems: list[Problem] = []
        self.root: Node | None = None
        self.done = 0.0
        self.documents = 0
        self.size = 1
        self.has_about = False
        """Whether the file may describe its collection anywhere."""
        self.text, problem = decode(data, file)
        if problem:
            self.problems.append(problem)
            return
        if self.text.lstrip()[:1] in ("[", "{"):
            self.text = _SURROGATES.sub(_character, self.text)
            self.has_about = True
        else:
            self.has_about = _ABOUT.search(self.text) is not None

    def items(self, key: str | None) -> Iterator[Node]:
        """The items of one list as each is complete; they are not kept in the tree.

        The list is the root, or is there under the key; without a key, everything is kept and nothing given.
        """
        if self.problems:
            return
        try:
            yield from self._parse(self._loader(), key)
        except yaml.MarkedYAMLError as error:
            mark = self.place(error.problem_mark or error.context_mark or self.start)
            reason = f"not valid YAML: {error.problem or error.context}"
            self.problems.append(_problem(self.file, mark, reason))
            self.root = None
        except _TooManyError:
            self.root = None

    def _loader(self) -> AnyLoader:
        """PyYAML's loader, which keeps a copy of the text: drop our reference, as the text may be large."""
        text, self.text = self.text, ""
        self.size = len(text) + 1
        return yaml.SafeLoader(text) if _PILE.search(text) else _Loader(text)

    def _parse(self, loader: AnyLoader, name: str | None) -> Iterator[Node]:
        """Read every event of the loader: in one function, as most of the reading time is spent here."""
        stack: list[Sequence | Mapping] = []  # the open lists and mappings
        keys: list[Scalar | None] = []  # for each of them, the key that still has no value
        listing: Sequence | None = None  # the list whose items are given
        next_event, place, moved = loader.get_event, self.place, self.start != (0, 0)
        size = self.size
        checks_characters = isinstance(loader, yaml.SafeLoader)  # libyaml refuses half a character itself
        while True:
            event: Any = next_event()  # of the kind that `kind` says
            kind = type(event)
            mark = place(event.start_mark) if moved else event.start_mark
            node: Node
            if kind is ScalarEvent:
                if checks_characters and encodable(event.value) != event.value:
                    self.report(mark, "not valid YAML: half a character, as an escape")
                    raise _TooManyError
                node = Scalar(event.value, event.style not in _QUOTED, mark)
            elif kind is MappingStartEvent:
                node = Mapping(mark)
            elif kind is SequenceStartEvent:
                node = Sequence(mark)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                node = stack.pop()
                keys.pop()
                if listing and stack and stack[-1] is listing:
                    self.done = event.end_mark.index / size
                    listing.items.pop()
                    yield node
                continue
            elif kind is AliasEvent:
                node = Scalar("", True, mark)
            elif kind is StreamEndEvent:
                return
            else:
                self.document(event)
                continue
            if event.anchor or (kind is not AliasEvent and event.tag):
                self.report(mark, _refusal(event))
            if not stack:
                self.root = node
                if name and type(node) is Sequence:
                    listing = node
            elif type(parent := stack[-1]) is Sequence:
                parent.items.append(node)
                if parent is listing and type(node) is Scalar:
                    parent.items.pop()
                    yield node
            elif (key := keys[-1]) is None:
                keys[-1] = self.key(node, parent, kind is AliasEvent)
            else:
                first = key is not NO_KEY and parent.items.setdefault(key.text, node) is node
                if first and len(stack) == 1 and key.text == name and type(node) is Sequence:
                    listing = node
                keys[-1] = None
            if type(node) is not Scalar:
                stack.append(node)
                keys.append(None)
                if len(stack) > MAX_DEPTH:
                    self.report(mark, f"nested more than {MAX_DEPTH} deep")
                    raise _TooManyError

    def place(self, mark: Start) -> Start:
        """The place in the file of a mark of the parser."""
        if self.start == (0, 0):
            return mark
        return Place(mark.line + self.start.line, mark.column + (0 if mark.line else self.start.column))

    def document(self, event: Event) -> None:
        """Note the start of a document; only one is allowed."""
        if type(event) is DocumentStartEvent:
            self.documents += 1
            if self.documents > 1:
                self.report(
                    self.place(event.start_mark or self.start), "a second document (---) begins here; a file holds one"
                )
                raise _TooManyError

    def key(self, node: Node, parent: Mapping, alias: bool) -> Scalar:
        """The node as a key of the mapping; NO_KEY where it cannot be one."""
        if alias:
            return NO_KEY
        if type(node) is not Scalar:
            self.report(node.mark, "a key must be a word, not a list or a mapping")
            return NO_KEY
        first = parent.keys.setdefault(node.text, node)
        if first is not node:
            self.report(node.mark, f'duplicate key "{shorten(node.text)}", first given in line {first.line}')
        return node

    def report(self, mark: Start, message: str) -> None:
        """Note a problem, and stop where there are too many to be of use."""
        self.problems.append(_problem(self.file, mark, message))
        if len(self.problems) >= MAX_PROBLEMS:
            raise _TooManyError


def _problem(file: str, mark: Start, message: str) -> Problem:
    return Problem(file, mark.line + 1, mark.column + 1, None, message)


def _refusal(event: AliasEvent | ScalarEvent | CollectionStartEvent) -> str:
    if isinstance(event, AliasEvent):
        return f"aliases (*{event.anchor}) are not read; write the value out"
    what = f"anchors (&{event.anchor})" if event.anchor else f"tags ({event.tag})"
    return f"{what} are not read; write the value plainly"
