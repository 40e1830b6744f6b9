"""Every command in every format and at several widths, whole; and data that would be markup or commands elsewhere.

The whole outputs stand in tests/expected/*.txt, a file a command. After a change that is meant to be seen, write them
anew with `CASEREVIEWS_WRITE_EXPECTED=1 python -m pytest tests/render` and read the difference before you commit it.
"""

from __future__ import annotations

import csv
import io
import json
import os
import platform
import re
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import Invoke
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casereviews import __version__
from casereviews.render import FORMATS

EXPECTED = Path(__file__).resolve().parents[1] / "expected"
INVENTED = str(EXPECTED / "collection.yaml")
WIDTHS = (60, 80, 120, 200)

COMMANDS: dict[str, tuple[str, ...]] = {
    "list": ("list",),
    "show": ("show", "Child Ash"),
    "show-little": ("show", "Cedar", "Birch"),
    "show-statement": ("show", "Child Ash L1"),
    "search": ("search", "bruise"),
    "themes": ("themes",),
    "theme": ("themes", "bruising-non-mobile"),
    "themes-by": ("themes", "--by", "outcome"),
    "learning": ("learning",),
    "recommendations": ("recommendations",),
    "info": ("info",),
    "fields": ("list", "--fields", "id,name,children,harms,area,resources"),
}
TERMS = ("vocabulary", "outcome")

# What may not reach a terminal: C0 but newline and tab, DEL, C1, bidirectional and zero-width controls, separators.
DANGEROUS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff\U000e0000-\U000e007f]"
)


def answers(invoke: Invoke, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]) -> Iterator[str]:
    """The command line and what it gives, for each format and for tables of each width."""
    source = () if command == TERMS else ("--data", INVENTED)
    ways = [(name, None) for name in FORMATS if name != "table"] + [("table", width) for width in WIDTHS]
    for name, width in ways:
        if width:
            monkeypatch.setenv("COLUMNS", str(width))
        result = invoke(*command, *source, "-f", name)
        assert (result.code, result.err) == (0, ""), (command, name)
        shown = result.out.replace(INVENTED, "FILE").replace(__version__, "VERSION")
        for version, word in ((platform.python_version(), "PYTHON"), (sqlite3.sqlite_version, "SQLITE")):
            shown = shown.replace(version, word).replace(version.replace(".", "\\.", 1), word)
        place = f", {width} columns" if width else ""
        yield f"=== {' '.join(command)} -f {name}{place}\n{shown}\n"


@pytest.mark.parametrize("name", [*COMMANDS, "vocabulary"])
def test_whole_output(invoke: Invoke, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Every format gives, byte for byte, what was looked at and kept."""
    given = "".join(answers(invoke, monkeypatch, COMMANDS.get(name, TERMS)))
    kept = EXPECTED / f"{name}.txt"
    if os.environ.get("CASEREVIEWS_WRITE_EXPECTED"):
        kept.write_bytes(given.encode())
    assert given == kept.read_bytes().decode()
