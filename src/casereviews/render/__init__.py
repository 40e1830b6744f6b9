"""Answers in their formats: one module a format, each imported when it is asked for.

A format's module has `render(view, screen)`, which yields the text in pieces.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from typing import Any, NamedTuple

from ..answers.view import Full, View
from ..errors import UsageError
from ..likeness import did_you_mean
from ..text import quoted

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
"""Every format of text, and the module that writes it."""

PICTURES = {"svg": "as_svg", "png": "as_png"}
"""The formats of pictures, which only counts have, likewise."""

BINARY = ("png",)
"""The formats that are no text; their pieces are bytes."""

_TABLES = ("csv", "tsv")
_ROWS = (*_TABLES, "ids")


class Screen(NamedTuple):
    """What the output is shown on."""

    width: int | None = None
    """In characters; None where lines may be as long as they are."""
    color: bool = False
    unicode: bool = True
    """False where only ASCII can be shown."""


def render(view: View, name: str, screen: Screen, fields: list[str] | None = None) -> Iterator[str]:
    """The answer in a format, in pieces of text. Raises UsageError for a field or a format that is not there."""
    return _pieces(view, name, screen, fields)


def render_binary(view: View, name: str, screen: Screen, fields: list[str] | None = None) -> Iterator[bytes]:
    """The same in a format that is no text, in pieces of bytes."""
    return _pieces(view, name, screen, fields)


def _pieces(view: View, name: str, screen: Screen, fields: list[str] | None) -> Iterator[Any]:
    if name not in FORMATS and name not in PICTURES:
        raise _unknown(name, [*FORMATS, *(PICTURES if view.chart else ())])
    if name in _ROWS and view.rows:
        view = view.rows
    if fields is not None:
        from ..answers.chosen import choose  # which knows the contract, and that takes long to import

        view = choose(view, fields)
    elif view.is_flat and name in _TABLES:
        view = view.flat()
    module = import_module(f"{__name__}.{PICTURES.get(name) or FORMATS[name]}")
    pieces: Iterator[Any] = module.render(view, name, screen)
    return pieces


def _unknown(name: str, known: list[str]) -> UsageError:
    return UsageError(f"unknown format {quoted(name)}{did_you_mean(name, known)}", f"allowed: {', '.join(known)}")


def check(
    record: type,
    name: str,
    fields: list[str] | None,
    full: Callable[[], Full] | None = None,
    others: Iterable[str] = (),
    rows: type | None = None,
) -> None:
    """Raise UsageError, before there is an answer, for a format or a field of its records that is not there.

    `others` are the formats that the answer has besides those of every answer, and `rows` the records that it has in
    formats with a row for a record.
    """
    if name not in FORMATS and name not in PICTURES:
        raise _unknown(name, [*FORMATS, *(other for other in others if other not in FORMATS)])
    record = rows if rows and name in _ROWS else record
    list(render(View(record, [], lambda width: [], full=full), name, Screen(None, False, True), fields))
