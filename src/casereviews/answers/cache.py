"""The compiled collections that are kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated

from ..model.sections import CODINGS
from ..text import counted
from .blocks import Block, Column, Facts, Grid
from .field_types import KEY, Count, TypedDict, one_of

if TYPE_CHECKING:
    from ..cache import CacheEntry


Coding = Annotated[str, one_of(CODINGS)]
"""Who gave codes."""


class CacheRecord(TypedDict):
    """A collection that is kept compiled."""

    sources: Annotated[list[str], "the files that it was compiled of, as absolute paths; [] where not known"]
    bytes: Annotated[Count, "the size of the database"]
    state: Annotated[str, one_of(("current", "stale", "source missing")), "whether it would be used"]
    coding: Annotated[Coding | None, "the coding whose codes alone it has (`--coding`); null for all"]
    file: Annotated[str, "the database", KEY]


def ask(entries: Iterable[CacheEntry]) -> list[CacheRecord]:
    """The compiled collections as records."""
    return [
        {"sources": it.sources, "bytes": it.bytes, "state": it.state, "coding": it.coding, "file": it.file}
        for it in entries
    ]


def page(records: Sequence[CacheRecord], folder: str) -> list[Block]:
    """The collections that are kept compiled, and where; nothing where there are none."""
    if not records:
        return []
    columns = [Column("Collection"), Column("Size", "number"), Column("State"), Column("Codes")]
    rows = [
        [
            "; ".join(record["sources"]) or "not known",
            size(record["bytes"]),
            record["state"],
            (record["coding"] or "all") if record["sources"] else "not known",
        ]
        for record in records
    ]
    return [Facts([("Folder", folder)]), Grid(columns, rows)]


def removed(number: int, freed: int, cleared: bool) -> str:
    """What emptying the cache has done, or tidying it."""
    if not freed:
        return "the cache is empty already"
    if not number:
        return f"removed what interrupted runs left behind, {size(freed)}"
    return f"removed {counted(number, 'compiled collection')}{'' if cleared else ' out of date'}, {size(freed)}"


def size(number: int) -> str:
    """A number of bytes for people: `12.3 MB`, a megabyte being a million bytes."""
    for power, unit in ((3, "GB"), (2, "MB"), (1, "kB")):
        if round(number / 1000**power, 1) >= 1:
            return f"{number / 1000**power:.1f} {unit}"
    return f"{number} bytes"
