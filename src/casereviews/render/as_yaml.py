"""YAML: what `list -f yaml` writes can be read as a collection."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ..answers.view import View
from ..editing import yaml_writer
from ..search.records import Records
from . import Screen

_LINE = re.compile("^(?=.)", re.MULTILINE)


def render(view: View, name: str, screen: Screen) -> Iterator[str]:
    """A list of records, or one record."""
    only_ascii = not screen.unicode
    if view.single:
        yield from _pieces(view.records[0], only_ascii)
    elif not view.records:
        yield from yaml_writer.dump([], only_ascii)
    else:
        for record in view.records:
            yield from _item(record, only_ascii)


def _item(record: Mapping[str, object], only_ascii: bool) -> Iterator[str]:
    """A record of a list."""
    if not _has_records(record):
        yield from yaml_writer.dump([record], only_ascii)
        return
    for number, piece in enumerate(_pieces(record, only_ascii)):
        indented = _LINE.sub("  ", piece)
        yield indented if number else f"- {indented[2:]}"


def _pieces(record: Mapping[str, object], only_ascii: bool) -> Iterator[str]:
    """A record; where it has records of its own that are still to be read, in pieces."""
    if not _has_records(record):
        yield from yaml_writer.dump(record, only_ascii)
        return
    for key, value in record.items():
        if isinstance(value, Records) and value:
            yield f"{key}:\n"
            for item in value:
                yield from yaml_writer.dump([item], only_ascii)
        else:
            yield from yaml_writer.dump({key: [] if isinstance(value, Records) else value}, only_ascii)


def _has_records(record: Mapping[str, object]) -> bool:
    return Records in map(type, record.values())
