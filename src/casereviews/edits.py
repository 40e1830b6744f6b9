"""Adding reviews to a collection, and correcting values in it: every other byte of the file stays as it is.

The text is spliced at the places that YAML's parser tells and never written anew, so comments, quotation marks,
indentation, line ends, byte-order marks and UTF-16 survive. What is added takes the form of what is around it: block
YAML, flow YAML, JSON or JSON Lines. The result is read back; an edit that does more or less than was asked is refused.

- New reviews follow the last one and the comments below it that are indented at least as far as its dash, and at all:
  what stands at the margin is about what comes next, or the file. A blank line parts them where one parts the last two.
- A new key follows the last one of its mapping and the comments below it that are indented at least as far as the keys.
- A comment beside a value that is replaced stays; one inside it goes with it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import yaml

from . import yamlio
from .dataset import is_json_lines
from .jsonlines import Lines
from .text import escape_controls, has_controls

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_RESOLVER: Any = yaml.resolver.Resolver()

_BREAKS = "\n\r\x85\u2028\u2029"
_BREAK = re.compile(f"\r\n|[{_BREAKS}]")
_COMMENT = re.compile(f"#[^{_BREAKS}]*")
_COLON = re.compile(r"\s*:")
_PAIR = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}")  # JSON's escape, unknown to YAML
_NO_BREAKS = dict.fromkeys(map(ord, "\x85\u2028\u2029"), " ")  # line breaks to YAML, and none to JSON
_NO_PLAIN = re.compile("[\t\n\ufffe\uffff]|:( |\\Z)| #")
_NO_PLAIN_IN_FLOW = re.compile("[][{},:?]")
_NOTHING = re.compile(r"\[\s*]|null|~|")
_KEEP = re.compile(r"[|>]\d?\+")  # a block scalar to which the blank lines below it belong
_UTF16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


class Change(NamedTuple):
    """A value to set in a review."""

    review: int
    """Which review of the file, from 0."""
    path: tuple[str | int, ...]
    """The keys and list indexes that lead to it, as in `("learning", 2, "themes")`; the last one is a key."""
    value: Any
    """Text, a number, None, or lists and dicts of these."""


_Splice = tuple[int, int, str]  # where the text starts and ends that another takes the place of, and that


def append(data: bytes, file: str, reviews: Sequence[dict[str, Any]]) -> bytes:
    """The bytes of a collection with reviews after its last one. The collection is one that has no problems.

    `file` is its name, whose ending may say that it is JSON Lines.
    """
    if not reviews:
        return data
    wanted = _read(data, file)
    _listed(wanted).extend(map(_plain, reviews))
    if is_json_lines(file, data):
        eol = "\r\n" if data.partition(b"\n")[0].endswith(b"\r") else "\n"
        lead = "" if not data or data.endswith((b"\n", b"\r")) else eol
        new = data + (lead + "".join(_json(review) + eol for review in reviews)).encode()
    else:
        layout = _Layout(data, file)
        new = layout.spliced(layout.appended(reviews))
    return _checked(new, file, wanted)


def replace(data: bytes, file: str, changes: Sequence[Change]) -> bytes:
    """The bytes of a collection with values set. The collection is one that has no problems.

    Raises LookupError where there is no such review, or no list or mapping that a path leads to.
    """
    wanted = _read(data, file)
    for change in changes:
        node = _listed(wanted)[change.review]
        for step in change.path[:-1]:
            node = node[step]
        node[change.path[-1]] = _plain(change.value)
    if is_json_lines(file, data):
        new = _replaced_in_lines(data, file, changes)
    else:
        layout = _Layout(data, file)
        reviews = layout.reviews()[1].value
        new = layout.spliced(layout.replaced((reviews[change.review], change) for change in changes))
    return _checked(new, file, wanted)


def _replaced_in_lines(data: bytes, file: str, changes: Sequence[Change]) -> bytes:
    lines = data.splitlines(keepends=True)
    places = [node.line - 1 for node in Lines(lines, file).items(None)]
    of_line: dict[int, list[Change]] = {}
    for change in changes:
        of_line.setdefault(places[change.review], []).append(change)
    for place, group in of_line.items():
        layout = _Layout(lines[place], file, line=True)
        lines[place] = layout.spliced(layout.replaced((layout.root, change) for change in group))
    return b"".join(lines)


# --- Reading back -----------------------------------------------------------------------------------------------------


def _read(data: bytes, file: str) -> Any:
    """What a file says, as plain values."""
    if is_json_lines(file, data):
        lines = Lines(data.splitlines(keepends=True), file)
        root, problems = [_plain(node) for node in lines.items(None)], lines.problems
    else:
        node, problems = yamlio.parse(data, file)
        root = _plain(node)
    if problems:
        raise RuntimeError(f"a collection with problems cannot be edited: {problems[0]}")
    return root


def _plain(value: Any) -> Any:
    """A node, or what is to be written, in the form in which the two are compared.

    Line breaks at the end do not count: a block scalar in the last line gains one when that line is ended.
    """
    if isinstance(value, yamlio.Scalar):
        return None if value.is_null else value.text.rstrip("\n")
    if isinstance(value, yamlio.Mapping | dict):
        items = value.items if isinstance(value, yamlio.Mapping) else value
        return {key: _plain(item) for key, item in items.items()}
    if isinstance(value, yamlio.Sequence | list | tuple):
        return [_plain(item) for item in (value.items if isinstance(value, yamlio.Sequence) else value)]
    if isinstance(value, str):
        return value.rstrip("\n")
    return None if value is None else json.dumps(value)


def _listed(root: Any) -> Any:
    """The list of reviews in what a file says."""
    if isinstance(root, dict):
        root["reviews"] = root["reviews"] or []
        return root["reviews"]
    return root


def _checked(data: bytes, file: str, wanted: Any) -> bytes:
    if _read(data, file) != wanted:
        raise RuntimeError("the edited collection would not say what it should")
    return data


# --- Writing values ---------------------------------------------------------------------------------------------------


def lines_of(record: Any, indent: int = 0) -> str:
    """A record as an item of a block list whose dash stands in the column `indent`; a scalar is never broken."""
    return "".join(f"{' ' * indent}{line}\n" for line in _item(record))


def entries_of(mapping: dict[str, Any], indent: int = 0) -> str:
    """The entries of a mapping in block style; `{"collection": ..., "reviews": [...]}` is a whole file."""
    return "".join(f"{' ' * indent}{line}\n" for key, value in mapping.items() for line in _entry(key, value))


def _item(value: Any, flat: bool = False) -> Iterator[str]:
    if flat or not value or not isinstance(value, dict):
        yield f"- {_flow(value, in_flow=False)}"
        return
    before = "- "
    for key, item in value.items():
        for line in _entry(key, item):
            yield before + line
            before = "  "


def _entry(key: str, value: Any) -> Iterator[str]:
    beside, below = _value(key, value)
    yield f"{_scalar(key, False)}:{beside}"
    yield from below


def _value(key: str, value: Any) -> tuple[str, list[str]]:
    """What is written of a value beside its key, or below it.

    A list of words stands beside the key. Any other list stands below it, an item a line where it is evidence.
    """
    if isinstance(value, dict) and value:
        return "", [f"  {line}" for item in value.items() for line in _entry(*item)]
    if isinstance(value, list | tuple) and not all(isinstance(item, str) and len(item.split()) == 1 for item in value):
        return "", [f"  {line}" for item in value for line in _item(item, flat=key == "evidence")]
    return f" {_flow(value, in_flow=False)}", []


def _flow(value: Any, in_flow: bool = True) -> str:
    """The value in one line of YAML; a scalar so that it can stand inside of a flow list, or only outside."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_scalar(key, True)}: {_flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return _scalar(value, in_flow)


def _json(value: Any, indent: int | None = None) -> str:
    """The value as JSON that YAML reads too."""
    text = escape_controls(json.dumps(value, ensure_ascii=False, indent=indent))
    return text.replace("\ufffe", "\\ufffe").replace("\uffff", "\\uffff")


def _scalar(value: Any, in_flow: bool) -> str:
    """A text, number or null in one line, in quotation marks where any reader of YAML could take it for another."""
    if not isinstance(value, str):
        return json.dumps(value)
    if _is_plain(value, in_flow):
        return value
    if value.isprintable() and ('"' in value or "\\" in value):
        return "'" + value.replace("'", "''") + "'"
    return _PAIR.sub(lambda pair: rf"\U{_point(pair[0]):08x}", _json(value))


def _point(pair: str) -> int:
    return ord(json.loads(f'"{pair}"'))


def _is_plain(text: str, in_flow: bool) -> bool:
    """Whether a text needs no quotation marks, and is text even to a reader that guesses."""
    if not text or not (text[0].isalnum() or text[0] in "(£‘“") or text != text.strip():
        return False
    if _NO_PLAIN.search(text) or has_controls(text) or (in_flow and _NO_PLAIN_IN_FLOW.search(text)):
        return False
    return bool(_RESOLVER.resolve(yaml.ScalarNode, text, (True, False)) == "tag:yaml.org,2002:str")


# --- Places in the text -----------------------------------------------------------------------------------------------


class _Layout:
    """A text with the nodes of PyYAML, which know where they end, and the splices that edits of it are."""

    def __init__(self, data: bytes, file: str, line: bool = False) -> None:
        """Take the bytes of a file, or of a line of JSON Lines."""
        self.encoding = _UTF16.get(data[:2], "utf-8")
        self.text = yamlio.decode(data, file)[0].lstrip("\ufeff")  # which PyYAML's parsers do not count alike
        self.mark = data[: len(data) - len(self.text.encode(self.encoding))]
        self.is_json = self.text.lstrip()[:1] in ("[", "{")
        first = _BREAK.search(self.text)
        self.eol = first[0] if first and first[0] in ("\r\n", "\r") else "\n"
        self.lacks_end = not self.is_json and self.text[-1:] not in _BREAKS
        if self.lacks_end:
            self.text += self.eol
        readable = _PAIR.sub("x" * 12, self.text) if self.is_json else self.text  # only places matter here
        self.root: Any = yaml.compose(readable.translate(_NO_BREAKS) if line else readable, Loader=_Loader)

    def spliced(self, splices: Iterable[_Splice]) -> bytes:
        """The text with the splices in it, those of one place in their order, in the encoding that it had."""
        pieces = []
        place = 0
        for start, end, text in sorted(splices, key=lambda splice: splice[0]):
            if start < place:
                raise RuntimeError("two changes of one place")
            pieces += [self.text[place:start], text.replace("\n", self.eol)]
            place = end
        rest = self.text[place:]
        pieces.append(rest.removesuffix(self.eol) if self.lacks_end else rest)
        return self.mark + "".join(pieces).encode(self.encoding)

    def reviews(self) -> tuple[Any, Any]:
        """The key of the list of reviews, None where the list is the root; and the list."""
        if isinstance(self.root, yaml.SequenceNode):
            return None, self.root
        return _pair(self.root, "reviews")

    def appended(self, reviews: Sequence[dict[str, Any]]) -> Iterator[_Splice]:
        """Reviews at the end of the list."""
        key, node = self.reviews()
        if key and _NOTHING.fullmatch(self.text, node.start_mark.index, node.end_mark.index):
            yield from self._set(self.root, key, node, reviews)
        elif node.flow_style:
            step = self._column(node) // (2 if key else 1)  # by which each level of an indented JSON is
            yield from self._into_flow(node, [self._flat(review, step) for review in reviews])
        else:
            column = node.start_mark.column
            place = self._after(node, max(column, 1))
            before = "\n" if self._parts(node) else ""
            yield place, place, "".join(before + lines_of(review, column) for review in reviews)

    def replaced(self, changes: Iterable[tuple[Any, Change]]) -> Iterator[_Splice]:
        """Values in reviews, of which each comes with its node."""
        added: dict[int, tuple[Any, dict[str, Any]]] = {}
        for node, change in changes:
            for step in change.path[:-1]:
                node = node.value[step] if isinstance(step, int) else _pair(node, step)[1]
            key, value = _pair(node, name := str(change.path[-1]))
            if key:
                yield from self._set(node, key, value, change.value)
            else:
                added.setdefault(id(node), (node, {}))[1][name] = change.value
        for node, entries in sorted(added.values(), key=lambda pair: -pair[0].start_mark.column):  # inner ones first
            yield from self._add(node, entries)

    def _set(self, mapping: Any, key: Any, node: Any, value: Any) -> Iterator[_Splice]:
        """A value in place of the one that a key has."""
        found = _COLON.match(self.text, key.end_mark.index)
        colon = found.end() if found else key.end_mark.index
        empty = node.start_mark.index == node.end_mark.index
        start, end = (colon, colon) if empty else (node.start_mark.index, self._end(node))
        if mapping.flow_style:
            lead = "" if not empty else " " if found else ": "
            yield start, end, lead + self._flat(value)
            return
        beside, below = _value(key.value, value)
        lines = "".join("\n" + " " * mapping.start_mark.column + line for line in below)
        if _BREAK.search(self.text, colon, start):  # the old value stands below the key
            yield colon, colon, beside
            yield self._line(colon).start(), end, lines
        else:
            yield (start, end, beside[1:]) if beside and start > colon else (colon, end, beside)
            yield self._line(end).start(), self._line(end).start(), lines

    def _add(self, mapping: Any, entries: dict[str, Any]) -> Iterator[_Splice]:
        """Entries at the end of a mapping that does not have their keys."""
        if mapping.flow_style:
            yield from self._into_flow(mapping, [self._flat({key: entries[key]})[1:-1] for key in entries])
        else:
            place = self._after(mapping, mapping.start_mark.column)
            yield place, place, entries_of(entries, mapping.start_mark.column)

    def _into_flow(self, node: Any, texts: Sequence[str]) -> Iterator[_Splice]:
        """Items or entries at the end of a flow list or mapping, after the comments there, spaced as the first is."""
        column = self._column(node)
        gap = "\n" + " " * column if column else " "
        texts = [text.replace("\n", gap) for text in texts]
        if not node.value:
            start = node.start_mark.index + 1
            yield start, start, ", ".join(texts)
            return
        last = self._end(_last(node))
        rest = self.text[last : node.end_mark.index - 1]
        bare = _COMMENT.sub(lambda found: " " * len(found[0]), rest)
        comments = [found.end() for found in _COMMENT.finditer(rest)]
        place = last + max([bare.rfind(",") + 1, *comments])
        if "," not in bare:
            yield last, last, ","
        yield place, place, ("\n" if comments and not column else gap) + f",{gap}".join(texts)

    def _flat(self, value: Any, step: int = 0) -> str:
        """The value as it is written inside of flow YAML or JSON, which may be indented."""
        return _json(value, step or None) if self.is_json else _flow(value)

    def _column(self, node: Any) -> int:
        """The indentation of the first child of a flow node; 0 where it has none or stands beside the bracket."""
        first = node.value[0] if node.value else node
        start = (first[0] if isinstance(first, tuple) else first).start_mark
        return int(start.column) if _BREAK.search(self.text, node.start_mark.index, start.index) else 0

    def _line(self, place: int) -> re.Match[str]:
        """The line break after a place; a text in block style ends with one."""
        return next(_BREAK.finditer(self.text, place))

    def _end(self, node: Any) -> int:
        """Where what is a node's own ends: before the comments and the blank lines that follow, and a line break."""
        leaf = _leaf(node)
        start, end = int(leaf.start_mark.index), int(leaf.end_mark.index)
        if _KEEP.match(self.text, start):
            return end - (2 if self.text.endswith("\r\n", start, end) else 1)
        return start + len(self.text[start:end].rstrip(_BREAKS))

    def _after(self, node: Any, column: int) -> int:
        """The start of the line after a block node, and after the comments below it that reach to the column."""
        place = self._line(self._end(node)).end()
        comment = re.compile(f"(?:[ \t]*(?:{_BREAK.pattern}))* {{{column},}}{_COMMENT.pattern}(?:{_BREAK.pattern})")
        while found := comment.match(self.text, place):
            place = found.end()
        return place

    def _parts(self, node: Any) -> bool:
        """Whether a blank line is to part a new item of a block list from the last: where one parts the last two."""
        if len(node.value) < 2 or _KEEP.match(self.text, _leaf(node).start_mark.index):
            return False
        between = self.text[self._line(self._end(node.value[-2])).end() : node.value[-1].start_mark.index]
        return any(not line.strip() for line in between.splitlines()[:-1])


def _pair(mapping: Any, key: str) -> tuple[Any, Any]:
    """The key and the value in a mapping; None and None where it has no such key."""
    return next((pair for pair in mapping.value if pair[0].value == key), (None, None))


def _last(node: Any) -> Any:
    """The last item of a list, or the last value of a mapping."""
    return node.value[-1] if isinstance(node, yaml.SequenceNode) else node.value[-1][1]


def _leaf(node: Any) -> Any:
    """What a node ends with that is no block list or mapping."""
    while not isinstance(node, yaml.ScalarNode) and not node.flow_style:
        node = _last(node)
    return node
