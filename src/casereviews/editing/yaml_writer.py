"""Records as YAML that any reader takes for the same text, and as JSON that YAML reads too."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import yaml

from ..text import escape_controls, has_controls

PAIR = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}")
"""A character that JSON writes as two escapes, of which YAML knows nothing."""

_RESOLVER: Any = yaml.resolver.Resolver()
_NO_PLAIN = re.compile("[\t\n\ufffe\uffff]|:( |\\Z)| #")
_NO_PLAIN_IN_FLOW = re.compile("[][{},:?]")


def lines_of(record: Any, indent: int = 0) -> str:
    """A record as an item of a block list whose dash stands in the column `indent`; a scalar is never broken."""
    return "".join(f"{' ' * indent}{line}\n" for line in _item(record))


def entries_of(mapping: dict[str, Any], indent: int = 0) -> str:
    """The entries of a mapping in block style; `{"collection": ..., "reviews": [...]}` is a whole file."""
    return "".join(f"{' ' * indent}{line}\n" for key, value in mapping.items() for line in _entry(key, value))


def _item(value: Any, flat: bool = False) -> Iterator[str]:
    if flat or not value or not isinstance(value, dict):
        yield f"- {flow(value, in_flow=False)}"
        return
    before = "- "
    for key, item in value.items():
        for line in _entry(key, item):
            yield before + line
            before = "  "


def _entry(key: str, value: Any) -> Iterator[str]:
    beside, below = beside_and_below(key, value)
    yield f"{_scalar(key, False)}:{beside}"
    yield from below


def beside_and_below(key: str, value: Any) -> tuple[str, list[str]]:
    """What is written of a value beside its key, or below it.

    A list of words stands beside the key. Any other list stands below it, an item a line where it is evidence.
    """
    if isinstance(value, dict) and value:
        return "", [f"  {line}" for item in value.items() for line in _entry(*item)]
    if isinstance(value, list | tuple) and not all(isinstance(item, str) and len(item.split()) == 1 for item in value):
        return "", [f"  {line}" for item in value for line in _item(item, flat=key == "evidence")]
    return f" {flow(value, in_flow=False)}", []


def flow(value: Any, in_flow: bool = True) -> str:
    """The value in one line of YAML; a scalar so that it can stand inside of a flow list, or only outside."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_scalar(key, True)}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(flow, value)) + "]"
    return _scalar(value, in_flow)


def as_json(value: Any, indent: int | None = None) -> str:
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
    return PAIR.sub(lambda pair: rf"\U{_point(pair[0]):08x}", as_json(value))


def _point(pair: str) -> int:
    return ord(json.loads(f'"{pair}"'))


def _is_plain(text: str, in_flow: bool) -> bool:
    """Whether a text needs no quotation marks, and is text even to a reader that guesses."""
    if not text or not (text[0].isalnum() or text[0] in "(£‘“") or text != text.strip():
        return False
    if _NO_PLAIN.search(text) or has_controls(text) or (in_flow and _NO_PLAIN_IN_FLOW.search(text)):
        return False
    return bool(_RESOLVER.resolve(yaml.ScalarNode, text, (True, False)) == "tag:yaml.org,2002:str")


_Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def dump(value: Any, only_ascii: bool = False) -> Iterator[str]:
    """The value as YAML that `parse` reads back to the same text. Lists of records come an item at a time."""
    if isinstance(value, list) and value:
        for item in value:
            yield _dump([item], only_ascii)
    else:
        yield _dump(value, only_ascii)


class _Writer(_Dumper):  # type: ignore[misc]
    """Writes a value that stands twice out twice."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _dump(value: Any, only_ascii: bool) -> str:
    options: dict[str, Any] = {"Dumper": _Writer, "sort_keys": False, "width": 1 << 20, "allow_unicode": not only_ascii}
    text: str = yaml.dump(value, **options)
    if has_controls(text):
        text = yaml.dump(value, **{**options, "allow_unicode": False})
    return text
