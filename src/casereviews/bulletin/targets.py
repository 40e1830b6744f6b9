"""The files that an import or a recode may write, which are checked before anything is done."""

from __future__ import annotations

import os
import stat

from ..errors import OutputError, UsageError
from ..files.reading import COLLECTION_ENDINGS, reason, status_of
from ..files.writing import check_new
from ..text import as_argument, listed, path

FORMATS = {".yaml": "yaml", ".yml": "yaml", ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl"}
"""The formats of a new collection, by the ending of its file's name."""


def format_of(name: str) -> str | None:
    """The format of a new collection by the ending of its name; None for one that no collection has."""
    return FORMATS.get(os.path.splitext(name)[1].lower())


def check_into(name: str) -> None:
    """Raise UsageError, or OutputError, where there is no collection of that name to add to."""
    if name in ("", "-"):
        raise UsageError("--into needs a file", "--output - writes to standard output")
    check_collection(name)
    if _kind(name) is None:
        raise OutputError(f"{path(name)} does not exist", f"--output {as_argument(name)} makes a new collection")


def check_collection(name: str) -> None:
    """Raise UsageError for a name that no collection has."""
    if not name.lower().endswith(COLLECTION_ENDINGS) and _kind(name) != stat.S_IFDIR:
        raise UsageError(f"{path(name)} is not named like a collection", f"these end in {listed(COLLECTION_ENDINGS)}")


def check_output(name: str, may_replace: bool) -> None:
    """Raise UsageError for a name that no new collection has, and OutputError for a file that would be replaced."""
    if format_of(name) is None:
        raise UsageError(f"{path(name)}: a collection ends in .yaml, .json or .jsonl", "give it one of these endings")
    if not may_replace:
        check_new(name, f"--into {as_argument(name)} adds to it")


def exists(name: str) -> bool:
    """Whether there is a file of that name. Raises OutputError where that cannot be told."""
    return _kind(name) is not None


def _kind(name: str) -> int | None:
    """What kind of file the name is of; None where there is none. Raises OutputError where that cannot be told."""
    try:
        found = status_of(name)
    except (OSError, ValueError) as error:
        raise OutputError(f"{path(name)} cannot be reached: {reason(error)}") from error
    return stat.S_IFMT(found.st_mode) if found else None
