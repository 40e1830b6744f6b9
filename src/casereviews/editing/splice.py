"""Where in a collection's text an edit goes, and the text with it: every other byte stays as it is.

The offsets come from YAML's parser, which counts characters, but they are needed in bytes. So the parser is given the
text with an ASCII letter for each byte of any other character, which changes the content but no offset. Reviews are
parsed one after the other, and not kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import yaml
from yaml.events import (
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from .yaml_writer import PAIR, as_json, beside_and_below, entries_of, flow, lines_of

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_UTF16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_BOM = b"\xef\xbb\xbf"
_ONLY_ASCII = bytes(range(0x80)) + b"x" * 0x80
_WIDE_BREAKS = {"\x85".encode(): b"\r\n", "\u2028".encode(): b" \r\n", "\u2029".encode(): b" \r\n"}
"""Line breaks to YAML, each with an ASCII one of as many bytes; a space at the end of a line changes nothing."""
_BREAKS = (b"\r\n", b"\n", b"\r", *_WIDE_BREAKS)

# Each byte matches in one way only: a carriage return with a line feed after it is always one line break.
_BREAK = re.compile(rb"(?>\r\n|[\n\r]|\xc2\x85|\xe2\x80[\xa8\xa9])")
_COMMENT = re.compile(rb"#(?:[^\n\r\xc2\xe2]|\xc2(?!\x85)|\xe2(?!\x80[\xa8\xa9]))*+")
_BLANK_LINES = rb"(?:[ \t]*+" + _BREAK.pattern + rb")*+"
_JSON = re.compile(rb"\s*+[\[{]")
_COLON = re.compile(rb"\s*+:")
_NOTHING = re.compile(rb"\[\s*+]|null|~|")
_KEEP = re.compile(rb"[|>]\d?\+")  # a block scalar to which the blank lines below it belong
_PAIR = re.compile(PAIR.pattern.encode())


END = -1
"""Ends the path to a list to which a value is added."""


class Change(NamedTuple):
    """A value to set in a review, or to add to a list of it."""

    review: int
    """The index of the review in the file, from 0."""
    path: tuple[str | int, ...]
    """The keys and list indexes that lead to it, as in `("learning", 2, "themes")`.

    The last one is a key; or the index of a mapping in a list; or END.
    """
    value: Any
    """Text, a number, None, or lists and dicts of these."""


class Node:
    """A part of the text: a scalar, a list of nodes, or a mapping as a list of pairs of them."""

    __slots__ = ("children", "column", "end", "is_flow", "is_list", "start", "text")

    def __init__(self, event: Any) -> None:
        """Take the event that it starts with."""
        self.start: int = event.start_mark.index
        self.end: int = event.end_mark.index
        self.column: int = event.start_mark.column
        self.text: str | None = getattr(event, "value", None)
        self.is_flow = self.text is not None or bool(event.flow_style)
        self.is_list = type(event) is SequenceStartEvent
        self.children: list[Any] = []

    def pair(self, key: str) -> tuple[Any, Any]:
        """The key and the value in a mapping; None and None where it has no such key."""
        return next((pair for pair in self.children if pair[0].text == key), (None, None))

    @property
    def first(self) -> Any:
        """The first item of a list, or the first key of a mapping."""
        return self.children[0] if self.is_list else self.children[0][0]

    @property
    def last(self) -> Any:
        """The last item of a list, or the last value of a mapping."""
        return self.children[-1] if self.is_list else self.children[-1][1]

    @property
    def leaf(self) -> Any:
        """The scalar or flow node that this one ends with."""
        node = self
        while not node.is_flow:
            node = node.last
        return node


Splice = tuple[int, int, str]
"""The start and the end of a piece of text, and the text that replaces it."""


class Layout:
    """The text of a collection without problems, or of a line of JSON Lines, and the splices for edits of it."""

    def __init__(self, data: bytes, is_line: bool = False) -> None:
        """Take the bytes."""
        self.mark, self.encoding, self.data = _unmarked(data)
        self.is_json = _JSON.match(self.data) is not None
        first = _BREAK.search(self.data)
        self.eol = first[0].decode() if first and first[0] in (b"\r\n", b"\r") else "\n"
        self.lacks_end = not self.is_json and bool(self.data) and not self.data.endswith(_BREAKS)
        if self.lacks_end:
            self.data += self.eol.encode()
        self.breaks = {} if is_line else _WIDE_BREAKS  # JSON has no such line breaks
        self.root: Any = None
        self.key: Any = None
        """The key of the list of reviews; None where the list is the root."""
        self.list: Any = None

    def reviews(self) -> Iterator[Node]:
        """Each review once it is complete. Of those before it only the first and the last stay in the list."""
        open_nodes: list[Node] = []
        next_event = _Loader(self._readable()).get_event
        while (kind := type(event := next_event())) is not StreamEndEvent:
            if kind is MappingEndEvent or kind is SequenceEndEvent:
                node = open_nodes.pop()
                node.end = event.end_mark.index
                if open_nodes and open_nodes[-1] is self.list:
                    yield node
                    del self.list.children[1:-2]
            elif kind is ScalarEvent or kind is MappingStartEvent or kind is SequenceStartEvent:
                node = Node(event)
                self._put(node, open_nodes)
                if kind is not ScalarEvent:
                    open_nodes.append(node)

    def _readable(self) -> bytes:
        """The text for the parser: in ASCII, and without anything that only JSON allows."""
        data = self.data
        for wide, narrow in self.breaks.items():
            if wide in data:
                data = data.replace(wide, narrow)
        if self.is_json:
            data = _PAIR.sub(b"x" * 12, data)
        return data.translate(_ONLY_ASCII)

    def _put(self, node: Node, open_nodes: Sequence[Node]) -> None:
        """Add a node to the tree, and note the list of reviews when it comes."""
        if not open_nodes:
            self.root = node
            self.list = node if node.is_list else None
            return
        parent = open_nodes[-1]
        if parent.is_list:
            parent.children.append(node)
        elif not parent.children or len(parent.children[-1]) == 2:
            parent.children.append([node])
        else:
            (key,) = parent.children[-1]
            parent.children[-1].append(node)
            if parent is self.root and key.text == "reviews":
                self.key, self.list = key, node

    def spliced(self, splices: Iterable[Splice]) -> bytes:
        """The text in its old encoding with the splices made; those at one offset stay in their order."""
        pieces: list[bytes | memoryview] = []
        view = memoryview(self.data)
        offset = 0
        for start, end, text in sorted(splices, key=lambda splice: splice[0]):
            if start < offset:
                raise RuntimeError("two changes of one place")
            pieces += [view[offset:start], text.replace("\n", self.eol).encode()]
            offset = end
        cut = len(self.eol) if self.lacks_end and self.data.endswith(self.eol.encode(), offset) else 0
        pieces.append(view[offset : len(view) - cut])
        if self.encoding:
            return self.mark + b"".join(pieces).decode().encode(self.encoding)
        return b"".join([self.mark, *pieces])

    def appended(self, reviews: Sequence[dict[str, Any]]) -> Iterator[Splice]:
        """The splices that add reviews to the list, once all that are there have been parsed."""
        node = self.list
        if self.key and _NOTHING.fullmatch(self.data, node.start, node.end):
            yield from self._set(self.root, self.key, node, reviews)
        elif node.is_flow:
            step = self._column(node) // (2 if self.key else 1)  # the indentation of each level of JSON
            yield from self._into_flow(node, [self._flat(review, step) for review in reviews])
        else:
            offset = self._after(node, max(node.column, 1))
            before = "\n" if self._is_spaced(node) else ""
            yield offset, offset, "".join(before + lines_of(review, node.column) for review in reviews)

    def replaced(self, review: Node, changes: Iterable[Change]) -> Iterator[Splice]:
        """The splices that set values in a review."""
        added: dict[int, tuple[Node, dict[str, Any]]] = {}
        items: dict[int, tuple[Node, list[Any]]] = {}
        for change in changes:
            *steps, last = change.path
            node = review
            for step in steps:
                node = node.children[step] if isinstance(step, int) else node.pair(step)[1]
            if last == END:
                items.setdefault(id(node), (node, []))[1].append(change.value)
            elif isinstance(last, int):
                yield node.children[last].start, self._end(node.children[last]), self._flat(change.value)
            else:
                key, value = node.pair(last)
                if key:
                    yield from self._set(node, key, value, change.value)
                else:
                    added.setdefault(id(node), (node, {}))[1][last] = change.value
        for node, values in items.values():
            yield from self._add_items(node, values)
        for node, entries in sorted(added.values(), key=lambda pair: -pair[0].column):  # inner ones first
            yield from self._add(node, entries)

    def _set(self, mapping: Node, key: Node, node: Node, value: Any) -> Iterator[Splice]:
        """The splices that replace the value of a key."""
        found = _COLON.match(self.data, key.end)
        colon = found.end() if found else key.end
        empty = node.start == node.end
        start, end = (colon, colon) if empty else (node.start, self._end(node))
        if mapping.is_flow:
            lead = "" if not empty else " " if found else ": "
            yield start, end, lead + self._flat(value)
            return
        beside, below = beside_and_below(str(key.text), value)
        lines = "".join("\n" + " " * mapping.column + line for line in below)
        if _BREAK.search(self.data, colon, start):  # the old value is below the key
            yield colon, colon, beside
            yield self._break(colon).start(), end, lines
        else:
            yield (start, end, beside[1:]) if beside and start > colon else (colon, end, beside)
            yield self._break(end).start(), self._break(end).start(), lines

    def _add(self, mapping: Node, entries: dict[str, Any]) -> Iterator[Splice]:
        """The splices that add entries to the end of a mapping without their keys."""
        if mapping.is_flow:
            yield from self._into_flow(mapping, [self._flat({key: entries[key]})[1:-1] for key in entries])
        else:
            offset = self._after(mapping, mapping.column)
            yield offset, offset, entries_of(entries, mapping.column)

    def _add_items(self, node: Node, values: Sequence[Any]) -> Iterator[Splice]:
        """The splices that add values to the end of a list that is not empty."""
        if node.is_flow:
            yield from self._into_flow(node, [self._flat(value) for value in values])
        else:
            offset = self._after(node, node.column)
            yield offset, offset, "".join(f"{' ' * node.column}- {flow(value)}\n" for value in values)

    def _into_flow(self, node: Node, texts: Sequence[str]) -> Iterator[Splice]:
        """The splices that add texts to the end of a flow node, after the comments there, spaced as the first is."""
        column = self._column(node)
        gap = "\n" + " " * column if column else " "
        texts = [text.replace("\n", gap) for text in texts]
        if not node.children:
            yield node.start + 1, node.start + 1, ", ".join(texts)
            return
        last = self._end(node.last)
        rest = self.data[last : node.end - 1]
        bare = _COMMENT.sub(lambda found: b" " * len(found[0]), rest)
        comments = [found.end() for found in _COMMENT.finditer(rest)]
        offset = last + max([bare.rfind(b",") + 1, *comments])
        if b"," not in bare:
            yield last, last, ","
        yield offset, offset, ("\n" if comments and not column else gap) + f",{gap}".join(texts)

    def _flat(self, value: Any, step: int = 0) -> str:
        """The value as written within flow YAML, or within JSON, which may be indented."""
        return as_json(value, step or None) if self.is_json else flow(value)

    def _column(self, node: Node) -> int:
        """The indentation of the first child of a flow node; 0 where it has none, or it is beside the bracket."""
        first = node.first if node.children else node
        return int(first.column) if _BREAK.search(self.data, node.start, first.start) else 0

    def _break(self, offset: int) -> re.Match[bytes]:
        """The line break after an offset; a text in block style ends with one."""
        return next(_BREAK.finditer(self.data, offset))

    def _end(self, node: Node) -> int:
        """Where the content of a node ends: before the line break, comments and blank lines that follow."""
        start, end = node.leaf.start, int(node.leaf.end)
        is_kept = _KEEP.match(self.data, start) is not None
        while found := next((one for one in _BREAKS if self.data.endswith(one, start, end)), b""):
            end -= len(found)
            if is_kept:
                break
        return end

    def _after(self, node: Node, column: int) -> int:
        """The start of the line after a block node, and after the comments below it that reach to the column."""
        offset = self._break(self._end(node)).end()
        comment = re.compile(_BLANK_LINES + b" {%d,}+" % column + _COMMENT.pattern + _BREAK.pattern)
        while found := comment.match(self.data, offset):
            offset = found.end()
        return offset

    def _is_spaced(self, node: Node) -> bool:
        """Whether a blank line separates the last two items of a block list, and so should precede a new one."""
        if len(node.children) < 2 or _KEEP.match(self.data, node.leaf.start):
            return False
        before, last = node.children[-2:]
        between = self.data[self._break(self._end(before)).end() : last.start]
        return any(not line.strip() for line in _BREAK.split(between)[:-1])


def _unmarked(data: bytes) -> tuple[bytes, str, bytes]:
    """The byte-order marks of a text, its encoding where that is UTF-16, and the text after them in UTF-8."""
    encoding = _UTF16.get(data[:2], "")
    if encoding:
        text = data.decode(encoding)
        rest = text.lstrip("\ufeff")
        return data[: 2 * (len(text) - len(rest))], encoding, rest.encode()
    size = 0
    while data.startswith(_BOM, size):
        size += len(_BOM)
    return data[:size], encoding, data[size:] if size else data
