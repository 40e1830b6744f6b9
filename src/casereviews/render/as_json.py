"""JSON and JSON Lines: nothing is lost, and control characters are escaped."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ..text import escape_controls
from . import Screen, View


def render(view: View, name: str, screen: Screen) -> Iterator[str]:
    """An array or an object, indented; or one record a line."""
    if name == "jsonl":
        for record in view.records:
            yield dumps(record) + "\n"
    elif view.single:
        yield dumps(view.records[0], indent=2) + "\n"
    else:
        yield dumps(view.records, indent=2) + "\n"


def dumps(value: Any, indent: int | None = None) -> str:
    """The value as JSON, in UTF-8 but for what could mislead a terminal or a reader."""
    return escape_controls(json.dumps(value, ensure_ascii=False, indent=indent))
