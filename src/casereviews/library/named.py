"""The files that a person names, or that the environment does."""

from __future__ import annotations

import os
from collections.abc import Sequence


def named(files: Sequence[str] | None) -> list[str]:
    """The collections to ask: those that a person names, else those of CASEREVIEWS_DATA; none is the bundled one."""
    return _named(files, "CASEREVIEWS_DATA")


def named_vocabularies(files: Sequence[str] | None) -> list[str]:
    """The files of a person's own terms: those that are named, else those of CASEREVIEWS_VOCABULARY."""
    return _named(files, "CASEREVIEWS_VOCABULARY")


def _named(files: Sequence[str] | None, variable: str) -> list[str]:
    names = files or [name for name in os.environ.get(variable, "").split(os.pathsep) if name]
    return [os.path.expanduser(name) for name in names]  # shells leave ~ behind a sign, as in --data=~/ours.yaml
