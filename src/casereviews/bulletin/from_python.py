"""An import as Python programs ask for it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable

from .. import arguments
from ..library import Progress
from . import importing


def import_bulletins(
    *files: str | os.PathLike[str],
    into: str | os.PathLike[str] | None = None,
    output: str | os.PathLike[str] | None = None,
    vocabulary: str | os.PathLike[str] | Iterable[str | os.PathLike[str]] = (),
    dry_run: bool = False,
    force: bool = False,
    note: Callable[[str], None] | None = None,
    progress: Progress | None = None,
) -> importing.Import:
    """Import bulletins, files or folders of them, as `casereviews import` does.

    What is new is added `into` a collection that is there, or makes a new one, which is written to `output`, over a
    file only with `force`; with neither, or with `dry_run`, nothing is written. What came of it, with what a person is
    to check and which files could not be read, is given. Raises UsageError, DataError and OutputError.
    """
    return importing.import_bulletins(
        arguments.paths(files),
        into=arguments.path(into),
        output=arguments.path(output),
        vocabulary=arguments.paths(arguments.several(vocabulary)),
        dry_run=dry_run,
        force=force,
        note=note,
        progress=progress,
    )
