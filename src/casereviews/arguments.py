"""What Python programs may give where a text, several texts, or files are asked for."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping

from .errors import UsageError


def text(value: object, what: str) -> str:
    """A value that must be a text. Raises UsageError."""
    if isinstance(value, str):
        return value
    raise UsageError(f"{what} is no text, but {type(value).__name__}", "give a str")


def words(value: object) -> Iterable[str]:
    """The values of a filter as texts: a year may be a number, and a day a date."""
    several = value if isinstance(value, Iterable) and not isinstance(value, (str, bytes)) else [value]
    given = [*several]
    if any(word is None or isinstance(word, bytes) for word in given):
        raise UsageError("a value of a filter is None or bytes", "give texts; not-stated is what a source does not say")
    return map(str, given)


def given(choice: Mapping[str, object]) -> dict[str, list[str]]:
    """The values of each filter that has any, by its name, as texts. Raises UsageError."""
    found = {name: list(words(value)) for name, value in choice.items() if value is not None}
    return {name: values for name, values in found.items() if values}


def several(files: str | os.PathLike[str] | Iterable[str | os.PathLike[str]]) -> Iterable[str | os.PathLike[str]]:
    """Files of which one may be named by itself."""
    return [files] if isinstance(files, (str, os.PathLike)) else files


def paths(files: Iterable[str | os.PathLike[str]]) -> list[str]:
    """The names of files, with ~ as the home folder."""
    names = [os.fspath(file) if isinstance(file, os.PathLike) else file for file in files]
    return [os.path.expanduser(text(name, "the name of a file")) for name in names]


def path(file: str | os.PathLike[str] | None) -> str | None:
    """The name of a file, likewise."""
    return None if file is None else os.path.expanduser(os.fspath(file))
