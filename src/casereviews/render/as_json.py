"""JSON and JSON Lines: nothing is lost, and control characters are escaped."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from ..text import escape_controls
from . import Screen, View


def render(view: View, name: str, screen: Screen) -> Iterator[str]:
    """An array or an object, indented; or one record a line."""
    only_ascii = not screen.unicode
    if name == "jsonl":
        for record in view.records:
            yield dumps(record, only_ascii=only_ascii) + "\n"
    elif view.single:
        yield dumps(view.records[0], 2, only_ascii) + "\n"
    else:
        yield from _array(view.records, only_ascii)


def _array(records: Sequence[Any], only_ascii: bool) -> Iterator[str]:
    """An array, a record at a time; a line break is never part of a string."""
    before = "["
    for record in records:
        yield f"{before}\n  " + dumps(record, 2, only_ascii).replace("\n", "\n  ")
        before = ","
    yield "[]\n" if before == "[" else "\n]\n"


def dumps(value: Any, indent: int | None = None, only_ascii: bool = False) -> str:
    """The value as JSON, in UTF-8 but for what could mislead a terminal or a reader."""
    return escape_controls(json.dumps(value, ensure_ascii=only_ascii, indent=indent))
