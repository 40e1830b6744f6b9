"""Answers in their formats: one module a format, each imported when it is asked for.

A format's module has `render(view, screen)`, which yields the text in pieces.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from ..answers.view import View
from ..errors import UsageError
from ..likeness import nearest
from ..search.records import Record, Records
from ..text import quoted

if TYPE_CHECKING:
    from ..answers.blocks import Block

FORMATS = {
    "table": "as_table",
    "plain": "as_plain",
    "json": "as_json",
    "jsonl": "as_json",
    "csv": "as_csv",
    "tsv": "as_csv",
    "yaml": "as_yaml",
    "md": "as_markdown",
    "ids": "as_ids",
}
"""Every format, and the module that writes it."""

_ROWS = ("csv", "tsv", "ids")


class Screen(NamedTuple):
    """What the output is shown on."""

    width: int | None = None
    """In characters; None where lines may be as long as they are."""
    color: bool = False
    unicode: bool = True
    """False where only ASCII can be shown."""


def render(view: View, name: str, screen: Screen, fields: list[str] | None = None) -> Iterator[str]:
    """The answer in a format, in pieces of text. Raises UsageError for a field or a format that is not there."""
    if name not in FORMATS:
        raise UsageError(f"unknown format {quoted(name)}{_near(name, list(FORMATS))}", f"allowed: {_all(FORMATS)}")
    if name in _ROWS and view.rows:
        view = view.rows
    if fields is not None:
        view = _choose(view, fields)
    module = import_module(f"{__name__}.{FORMATS[name]}")
    pieces: Iterator[str] = module.render(view, name, screen)
    return pieces


def check(record: str, name: str, fields: list[str] | None) -> None:
    """Raise UsageError, before there is an answer, for a format or a field of its records that is not there."""
    list(render(View(record, [], lambda width: []), name, Screen(None, False, True), fields))


def _choose(view: View, fields: list[str]) -> View:
    """The view with some fields only, in the order they were named; `review.name` is a field of a field."""
    known = _known(view.record)
    fields = list(dict.fromkeys(field.lower() for field in fields))
    for field in fields:
        if field not in known:
            raise UsageError(f"unknown field {quoted(field)}{_near(field, known)}", f"allowed: {_all(known)}")

    def choose(records: Sequence[Record]) -> Iterator[Record]:
        return ({field: _value(record, field) for field in fields} for record in records)

    records = Records(view.records, choose)

    def page(width: int | None) -> Iterable[Block]:
        from ..answers import chosen

        return chosen.page(records, fields)

    return view._replace(fields=fields, records=records, page=page, rows=None)


def _known(record: str) -> list[str]:
    from ..answers import contract

    known = []
    for field in contract.RECORDS[record]:
        known.append(field.name)
        reference = field.schema.get("$ref", "").rpartition("/")[2]
        if reference:
            known += [f"{field.name}.{name}" for name in contract.fields(reference)]
    return known


def _value(record: Record, field: str) -> Any:
    value: Any = record
    for name in field.split("."):
        value = value[name]
    return list(value) if isinstance(value, Records) else value


def _near(word: str, known: list[str]) -> str:
    near = nearest(word, known)
    return f'; did you mean "{near}"?' if near else ""


def _all(known: Any) -> str:
    return ", ".join(known)
