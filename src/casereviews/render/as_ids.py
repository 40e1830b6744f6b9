"""Ids alone, one a line."""

from __future__ import annotations

from collections.abc import Iterator

from ..answers.contract import KEYS
from ..answers.view import View
from ..errors import UsageError
from ..text import visible
from . import Screen


def render(view: View, name: str, screen: Screen) -> Iterator[str]:
    """Each id once."""
    if view.record == "info":
        raise UsageError("info is no list, so it has no ids", "--json and the other formats show it")
    key = KEYS.get(view.record, "id")
    if view.fields is not None and key not in view.fields:
        raise UsageError(f"-f ids prints the field {key}; leave --fields out")
    identities = (record[key] for record in view.records)
    for identity in identities if view.distinct else dict.fromkeys(identities):
        if identity is not None:
            yield visible(identity) + "\n"
