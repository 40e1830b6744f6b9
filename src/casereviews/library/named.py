"""The files that are named on the command line or in the environment."""

from __future__ import annotations

import os
from collections.abc import Sequence


def named(files: Sequence[str] | None) -> list[str]:
    """The collections to use: those named, else those of CASEREVIEWS_DATA; empty for the bundled one."""
    return _named(files, "CASEREVIEWS_DATA")


def named_vocabularies(files: Sequence[str] | None) -> list[str]:
    """The files of custom terms: those named, else those of CASEREVIEWS_VOCABULARY."""
    return _named(files, "CASEREVIEWS_VOCABULARY")


def _named(files: Sequence[str] | None, variable: str) -> list[str]:
    names = files or [name for name in os.environ.get(variable, "").split(os.pathsep) if name]
    return [os.path.expanduser(name) for name in names]  # shells leave ~ after a sign, as in --data=~/ours.yaml
