"""References as CSL-JSON, which Zotero and pandoc read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from .references import Citation, entries
from .selection import Selection


def render(selection: Selection) -> Iterator[bytes]:
    """A JSON array of the reviews as reports, each a piece."""
    lead = "[\n"
    for entry in entries(selection):
        yield (lead + json.dumps(_item(entry), ensure_ascii=False, indent=2)).encode()
        lead = ",\n"
    yield b"\n]\n"


def _item(entry: Citation) -> dict[str, Any]:
    """An entry by the names of the CSL data schema, without what is not stated."""
    item: dict[str, Any] = {"id": entry.key, "type": "report", "title": entry.title, "title-short": entry.name}
    if entry.author:
        item["author"] = [{"literal": entry.author}]
    if entry.published:
        item["issued"] = {"date-parts": [[int(part) for part in entry.published]]}
    if entry.kind:
        item["genre"] = entry.kind
    if entry.abstract:
        item["abstract"] = entry.abstract
    if entry.keywords:
        item["keyword"] = "; ".join(entry.keywords)
    if entry.addresses:
        item["URL"] = entry.addresses[0]
    return {**item, "note": " ".join(entry.notes)}
