"""Records as YAML that every reader reads as the same text, and as JSON that is also YAML."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import yaml

from ..model.reviews import Record
from ..text import escape_controls, has_controls

PAIR = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}")
"""A character that JSON writes as two escapes, which YAML does not understand."""

_RESOLVER: Any = yaml.resolver.Resolver()
_NO_PLAIN = re.compile("[\t\n\ufffe\uffff]|:( |\\Z)| #")
_NO_PLAIN_IN_FLOW = re.compile("[][{},:?]")
_SHORT = 80  # characters of a text that many records may have


def lines_of(record: object, indent: int = 0) -> str:
    """A record as an item of a block list whose dash is in the column `indent`; scalars are never broken."""
    return "".join(f"{' ' * indent}{line}\n" for line in _item(record))


def entries_of(mapping: Record, indent: int = 0) -> str:
    """The entries of a mapping in block style; `{"collection": ..., "reviews": [...]}` is a whole file."""
    return "".join(f"{' ' * indent}{line}\n" for key, value in mapping.items() for line in _entry(key, value))


def _item(value: object, flat: bool = False) -> Iterator[str]:
    if flat or not value or not isinstance(value, dict):
        yield f"- {flow(value, in_flow=False)}"
        return
    before = "- "
    for key, item in value.items():
        for line in _entry(key, item):
            yield before + line
            before = "  "


def _entry(key: str, value: object) -> Iterator[str]:
    beside, below = beside_and_below(key, value)
    yield f"{_scalar(key, False)}:{beside}"
    yield from below


def beside_and_below(key: str, value: object) -> tuple[str, list[str]]:
    """The parts of a value to write beside its key, and below it.

    A list of words goes beside the key; any other list goes below it, evidence with one item to a line.
    """
    if isinstance(value, dict) and value:
        return "", [f"  {line}" for item in value.items() for line in _entry(*item)]
    if isinstance(value, list | tuple) and not all(isinstance(item, str) and len(item.split()) == 1 for item in value):
        return "", [f"  {line}" for item in value for line in _item(item, flat=key == "evidence")]
    return f" {flow(value, in_flow=False)}", []


def flow(value: object, in_flow: bool = True) -> str:
    """The value in one line of YAML; a scalar is quoted as needed inside a flow list, or outside."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_scalar(key, True)}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(flow, value)) + "]"
    return _scalar(value, in_flow)


def as_json(value: object, indent: int | None = None) -> str:
    """The value as JSON that is also YAML."""
    text = escape_controls(json.dumps(value, ensure_ascii=False, indent=indent))
    return text.replace("\ufffe", "\\ufffe").replace("\uffff", "\\uffff")


def _scalar(value: object, in_flow: bool) -> str:
    """A text, number or null in one line, in quotation marks where a reader of YAML could misread it."""
    if not isinstance(value, str):
        return json.dumps(value)
    return (_short if len(value) <= _SHORT else _text)(value, in_flow)


def _text(value: str, in_flow: bool) -> str:
    if _is_plain(value, in_flow):
        return value
    if value.isprintable() and ('"' in value or "\\" in value):
        return "'" + value.replace("'", "''") + "'"
    return PAIR.sub(lambda pair: rf"\U{_point(pair[0]):08x}", as_json(value))


_short = lru_cache(1 << 12)(_text)  # keys, codes and reasons stand in every record


def _point(pair: str) -> int:
    return ord(json.loads(f'"{pair}"'))


def _is_plain(text: str, in_flow: bool) -> bool:
    """Whether a text needs no quotation marks, even for readers that guess types."""
    if not text or not (text[0].isalnum() or text[0] in "(£‘“") or text != text.strip():
        return False
    if _NO_PLAIN.search(text) or has_controls(text) or (in_flow and _NO_PLAIN_IN_FLOW.search(text)):
        return False
    return bool(_RESOLVER.resolve(yaml.ScalarNode, text, (True, False)) == "tag:yaml.org,2002:str")


_Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def dump(value: object, only_ascii: bool = False) -> Iterator[str]:
    """The value as YAML that `parse` reads back as the same text; a list comes an item at a time."""
    if isinstance(value, list) and value:
        for item in value:
            yield _dump([item], only_ascii)
    else:
        yield _dump(value, only_ascii)


class _Writer(_Dumper):  # type: ignore[misc]
    """Writes a value out each time it occurs, without aliases."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def _dump(value: object, only_ascii: bool) -> str:
    text: str = yaml.dump(value, Dumper=_Writer, sort_keys=False, width=1 << 20, allow_unicode=not only_ascii)
    return _dump(value, only_ascii=True) if not only_ascii and has_controls(text) else text
