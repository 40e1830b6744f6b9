"""JSON and JSON Lines: nothing is lost, and control characters are escaped."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from json.encoder import encode_basestring, encode_basestring_ascii

from ..answers.view import View
from ..search.records import Records
from ..text import escape_controls
from . import Screen


def render(view: View, name: str, screen: Screen) -> Iterator[str]:
    """An array or an object, indented; or one record a line."""
    only_ascii = not screen.unicode
    if name == "jsonl":
        for record in view.records:
            yield from _pieces(record, None, only_ascii)
            yield "\n"
    elif view.single:
        yield from _pieces(view.records[0], "\n", only_ascii)
        yield "\n"
    else:
        yield from _array(view.records, "\n", only_ascii)
        yield "\n"


def _pieces(record: Mapping[str, object], margin: str | None, only_ascii: bool) -> Iterator[str]:
    """A record; where it has records of its own that are still to be read, in pieces."""
    if Records not in map(type, record.values()):
        yield dumps(record, margin, only_ascii)
        return
    inner = None if margin is None else f"{margin}  "
    before = "{" + (inner or "")
    for key, value in record.items():
        yield f"{before}{dumps(key)}: "
        if isinstance(value, Records):
            yield from _array(value, inner, only_ascii)
        else:
            yield dumps(value, inner, only_ascii)
        before = ", " if inner is None else f",{inner}"
    yield f"{margin or ''}}}"


def _array(records: Iterable[Mapping[str, object]], margin: str | None, only_ascii: bool) -> Iterator[str]:
    """An array, a record at a time."""
    inner = None if margin is None else f"{margin}  "
    before = "[" + (inner or "")
    for record in records:
        for piece in _pieces(record, inner, only_ascii):
            yield before + piece
            before = ""
        before = ", " if inner is None else f",{inner}"
    yield f"{margin or ''}]" if before[0] == "," else "[]"


def dumps(value: object, margin: str | None = None, only_ascii: bool = False) -> str:
    """The value as JSON, in UTF-8 but for what could mislead a terminal or a reader.

    With a margin, which is a line break and spaces, it is indented, and its lines begin with the margin.
    """
    if margin is None:
        return escape_controls(json.dumps(value, ensure_ascii=only_ascii))
    quoted = encode_basestring_ascii if only_ascii else encode_basestring
    return escape_controls(_indented(value, margin, quoted))


def _indented(value: object, margin: str, quoted: Callable[[str], str]) -> str:
    """What json.dumps gives with an indent of two, in half the time: its own quick way knows no indent."""
    if value is None:
        return "null"
    inner = f"{margin}  "
    # Most values are strings, which are quoted here for the call that it saves.
    if isinstance(value, dict) and value:
        items = [
            f"{quoted(key)}: {quoted(item) if type(item) is str else _indented(item, inner, quoted)}"
            for key, item in value.items()
        ]
        return f"{{{inner}{f',{inner}'.join(items)}{margin}}}"
    if isinstance(value, (list, tuple)) and value:
        items = [quoted(item) if type(item) is str else _indented(item, inner, quoted) for item in value]
        return f"[{inner}{f',{inner}'.join(items)}{margin}]"
    if isinstance(value, str):
        return quoted(value)
    return str(value) if type(value) is int else json.dumps(value)
