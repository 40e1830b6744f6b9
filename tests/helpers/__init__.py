"""What the modules of tests have in common, besides the fixtures in `conftest`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parents[2]
INVENTED = str(ROOT / "tests" / "expected" / "collection.yaml")
"""A collection of three invented reviews, by which whole outputs are held."""
BULLETINS = ROOT / "tests" / "bulletins"
PROGRAM = [sys.executable, "-m", "casereviews"]
FORMATS = ["table", "plain", "json", "jsonl", "csv", "tsv", "yaml", "md", "ids"]

Records = dict[str, dict[str, Any]]
"""Records by their ids."""
Process = Callable[..., "subprocess.CompletedProcess[bytes]"]

posix_only = pytest.mark.skipif(os.name != "posix", reason="named pipes, devices and sparse files are POSIX")

FEWER = 3
"""How many times as many examples `make fuzz` takes."""


def examples(count: int, **more: Any) -> settings:
    """Settings for a test of so many random examples; the default run takes fewer."""
    if settings().derandomize:
        count = max(count // FEWER, 1)
    return settings(max_examples=count, deadline=None, **more)


class Result(NamedTuple):
    """What a command gave."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as JSON."""
        return json.loads(self.out)


Invoke = Callable[..., Result]
