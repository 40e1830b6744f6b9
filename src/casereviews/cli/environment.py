"""What the environment tells of the terminal."""

from __future__ import annotations

import os


def is_dumb() -> bool:
    """Whether the terminal takes text only: no colour, and no line that is drawn anew."""
    return os.environ.get("TERM", "dumb") == "dumb" and not os.environ.get("WT_SESSION")  # which Windows Terminal sets
