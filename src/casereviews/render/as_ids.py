"""Ids alone, one a line."""

from __future__ import annotations

from collections.abc import Iterator

from ..answers import contract
from ..answers.view import View
from ..errors import UsageError
from ..text import visible
from . import Screen


def render(view: View, name: str, screen: Screen) -> Iterator[str]:
    """Each id once."""
    key = contract.key(view.record)
    if key is None:
        raise UsageError(
            f"{contract.title(view.record)} is no list, so it has no ids", "--json and the other formats show it"
        )
    if key not in view.fields:
        raise UsageError(f"-f ids prints the field {key}; leave --fields out")
    identities = (record[key] for record in view.records)
    for identity in identities if view.distinct else dict.fromkeys(identities):
        if identity is not None:
            yield visible(str(identity)) + "\n"
