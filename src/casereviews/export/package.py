"""Reviews as a Frictionless data package: tables as CSV, with what each column is, in a ZIP archive.

In a table empty is not stated, and `none` that there are none. A text that a spreadsheet would take for a formula has
an apostrophe before it, as in other CSV of this program.
"""

from __future__ import annotations

import csv
import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from functools import lru_cache, partial
from typing import IO, Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from .. import __version__
from ..answers.cells import cell
from ..render.as_csv import safe
from ..search import unstated
from ..text import escape_controls, one_line
from . import tables
from .columns import Column
from .selection import Selection
from .spool import scratch, through_file
from .tables import Table

_BOM = "\ufeff"
_FIRST_YEAR = 1980  # that a ZIP archive can tell
_TYPES = {"whole": "integer", "number": "number", "flag": "boolean"}
_DAY = r"\d{4}(-\d{2}(-\d{2})?)?"
_HOWS = {"list": 'several have "; " between them, and "none" is that there are none'}
_TITLE = "Case reviews"
_READ = (
    'An empty cell is not stated, which is neither none nor no; "none" and 0 are that there are none. A text that a '
    "spreadsheet could take for a formula has an apostrophe before it."
)
_NOT_READ = (
    " Where the column not_read names a field, nothing was read of it and nobody has read the review: an empty cell is "
    "not read, and whether the source states it is not known."
)


class _File(NamedTuple):
    """A table as it is written."""

    table: Table
    path: str
    size: int
    digest: str


def render(selection: Selection, bom: bool = False) -> Iterator[bytes]:
    """The archive; `bom` begins each table with a byte order mark, by which Excel knows UTF-8."""
    return through_file(partial(_write, selection, bom))


def _write(selection: Selection, bom: bool, path: str) -> None:
    """Write the archive to a path. Raises OSError."""
    with scratch() as folder:
        files = [_measured(table, folder) for table in _filled(selection, bom, folder)]
        description = _json(_description(selection, files, bom))
        with ZipFile(path, "w", ZIP_DEFLATED) as archive:
            for name, text in (("README.txt", _readme(selection, files)), ("datapackage.json", description)):
                archive.writestr(_entry(selection, name), text.encode(), ZIP_DEFLATED)
            for file in files:
                with open(file.path, "rb") as source, archive.open(_entry(selection, _name(file.table)), "w") as target:
                    shutil.copyfileobj(source, target)


# --- Tables -----------------------------------------------------------------------------------------------------------


def _filled(selection: Selection, bom: bool, folder: str) -> list[Table]:
    """The tables, written to files of a folder."""
    of_reviews = [tables.reviews(), tables.children(), tables.statements(), tables.codes()]
    with ExitStack() as stack:
        writers = []
        for table in (*of_reviews, tables.TERMS):
            path = os.path.join(folder, _name(table))
            stream: IO[str] = stack.enter_context(open(path, "w", encoding="utf-8", newline=""))
            stream.write(_BOM if bom else "")
            writers.append(csv.writer(stream))
            writers[-1].writerow([column.name for column in table.columns])
        writers[-1].writerows(map(_cells, tables.terms(selection.vocabulary)))
        for record in selection.reviews():
            for table, writer in zip(of_reviews, writers, strict=False):
                writer.writerows(map(_cells, table.rows(record)))
    return [*of_reviews, tables.TERMS]


def _name(table: Table) -> str:
    return f"{table.name}.csv"


def _cells(row: Sequence[object]) -> Iterable[str]:
    return (_text(cell(value)) if isinstance(value, (str, list)) else cell(value) for value in row)


_text = lru_cache(1024)(safe)  # the facts of a review stand in the rows of all its statements


def _measured(table: Table, folder: str) -> _File:
    path = os.path.join(folder, _name(table))
    with open(path, "rb") as stream:
        return _File(table, path, os.path.getsize(path), hashlib.file_digest(stream, "sha256").hexdigest())


def _entry(selection: Selection, name: str) -> ZipInfo:
    """A file of the archive, of the day on which it is made."""
    day = selection.made
    entry = ZipInfo(name, (max(day.year, _FIRST_YEAR), day.month, day.day, 0, 0, 0))
    entry.compress_type = ZIP_DEFLATED
    entry.create_system = 3  # on every system alike
    entry.external_attr = 0o644 << 16
    return entry


# --- What they are ----------------------------------------------------------------------------------------------------


def _description(selection: Selection, files: Iterable[_File], bom: bool) -> dict[str, Any]:
    """What the package is, for programs."""
    return {
        "profile": "tabular-data-package",
        "name": "case-reviews",
        "title": _TITLE,
        "description": f"{selection.asked}. {_read(selection)}",
        "created": f"{selection.made.isoformat()}T00:00:00Z",
        "generator": f"casereviews {__version__}",
        "asked": selection.asked,
        "left_out": unstated.without_options(selection.left_out),
        "collections": [one._asdict() for one in selection.collections],
        "sources": [{"title": one.source or one.title} for one in selection.collections],
        "resources": [_resource(file, bom) for file in files],
    }


def _resource(file: _File, bom: bool) -> dict[str, Any]:
    table = file.table
    schema: dict[str, Any] = {
        "fields": [_field(column, column.name in table.key) for column in table.columns],
        "missingValues": [""],
    }
    if table.key:
        schema["primaryKey"] = [*table.key]
    if table.references:
        schema["foreignKeys"] = [
            {"fields": [*one.columns], "reference": {"resource": one.table, "fields": [*one.others]}}
            for one in table.references
        ]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": _name(table),
        "description": f"a row is {table.text}",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig" if bom else "utf-8",
        "bytes": file.size,
        "hash": f"sha256:{file.digest}",
        "schema": schema,
    }


def _field(column: Column, is_key: bool) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": _TYPES.get(column.type, "string")}
    field["description"] = column.meaning(_HOWS)
    if column.type == "flag":
        field |= {"trueValues": ["1"], "falseValues": ["0"]}
    if column.type == "date":
        field["constraints"] = {"pattern": f"{_DAY}(/{_DAY})?"}
    elif is_key:
        field["constraints"] = {"required": True}
    return field


def _read(selection: Selection) -> str:
    """How cells are to be read."""
    return _READ + _NOT_READ if selection.has_unread else _READ


def _readme(selection: Selection, files: Iterable[_File]) -> str:
    """What the package is, for people."""
    lines = [
        _TITLE,
        "",
        *(one_line(f"{label}: {value}") for label, value in selection.about()),
        "",
        _read(selection),
        "",
    ]
    lines += [f"{_name(file.table)}: a row is {file.table.text}" for file in files]
    lines += ["datapackage.json: what each column is, and which name rows of other tables (Frictionless Data Package)"]
    return "".join(f"{line}\n" for line in lines)


def _json(value: object) -> str:
    return escape_controls(json.dumps(value, ensure_ascii=False, indent=2)) + "\n"
