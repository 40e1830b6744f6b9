"""What the modules of tests have in common, besides the fixtures in `conftest`."""

from __future__ import annotations

from typing import Any

from hypothesis import settings

FEWER = 3
"""How many times as many examples `make fuzz` takes."""


def examples(count: int, **more: Any) -> settings:
    """Settings for a test of so many random examples; the default run takes fewer."""
    if settings().derandomize:
        count = max(count // FEWER, 1)
    return settings(max_examples=count, deadline=None, **more)
