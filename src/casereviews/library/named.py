"""The files that are named on the command line or in the environment, each made once."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..errors import Problem
from ..files.package import package_data, package_places
from ..files.reading import expand
from .bundled import BUNDLED, REVIEWS

if TYPE_CHECKING:
    from ..files.collection_file import CollectionFile


def named(files: Sequence[str] | None) -> list[str]:
    """The collections to use: those named, else those of CASEREVIEWS_DATA; empty for the bundled one."""
    return _named(files, "CASEREVIEWS_DATA")


def named_vocabularies(files: Sequence[str] | None) -> list[str]:
    """The files of custom terms: those named, else those of CASEREVIEWS_VOCABULARY."""
    return _named(files, "CASEREVIEWS_VOCABULARY")


def _named(files: Sequence[str] | None, variable: str) -> list[str]:
    names = files or [name for name in os.environ.get(variable, "").split(os.pathsep) if name]
    return [os.path.expanduser(name) for name in names]  # shells leave ~ after a sign, as in --data=~/ours.yaml


def asked_files(names: Sequence[str], with_bundled: bool = False) -> tuple[list[CollectionFile], list[Problem]]:
    """The files of the names, with those of each folder in its place; and the folders' problems.

    Before them stands the bundled collection, where it is wanted too or nothing is named. Its path is `-`, which is
    never cached, where the package is not in files.
    """
    from ..files.collection_file import CollectionFile  # of which the bundled collection alone has no need

    found, problems = expand(names)
    files = [CollectionFile(path, in_folder=path not in names) for path in found]
    if with_bundled or not names:
        place = next(filter(os.path.isfile, package_places(REVIEWS)), "-")
        files.insert(0, CollectionFile(place, shown=BUNDLED, content=package_data(REVIEWS)))
    return files, problems
