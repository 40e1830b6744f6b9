"""Opening the files of collections for reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import Problem
from ..files.package import package_data
from ..files.reading import LINES_ENDINGS, as_utf8, read_bytes, read_lines, size
from ..text import path
from .bundled import BUNDLED, REVIEWS

if TYPE_CHECKING:
    from ..reading.dataset import Earlier, Reading
    from ..vocabulary import Vocabulary


def problems_of(reading: Reading) -> list[Problem]:
    """The problems of a file; for one that is not a collection at all, what it is instead."""
    mistaken = reading.mistaken
    return [Problem.of_file(reading.file, "; ".join(mistaken))] if mistaken else reading.problems


def reading_of(name: str, terms: Vocabulary, earlier: Earlier) -> Reading:
    """The reading of a collection. Raises DataError where the file cannot be read."""
    from ..reading.dataset import Reading
    from ..reading.json_lines import MAX_LINE

    if name is BUNDLED:
        return Reading(BUNDLED, package_data(REVIEWS), terms, earlier)
    if name.lower().endswith(LINES_ENDINGS) and size(name):
        return Reading(path(name), read_lines(name, MAX_LINE), terms, earlier, size(name))
    return Reading(path(name), as_utf8(read_bytes(name)), terms, earlier)
