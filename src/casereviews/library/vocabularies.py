"""The vocabularies in use: the bundled one, with the custom terms of other files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..errors import DataError, Problem
from ..files.package import package_data
from ..files.reading import read_bytes
from ..text import path
from .bundled import CUES, bundled_store

if TYPE_CHECKING:
    from ..vocabulary import Vocabulary


def vocabulary(own: Sequence[str] = (), with_lay: bool = False) -> Vocabulary:
    """The bundled vocabulary with custom terms. Raises DataError with every problem in their files.

    `with_lay` includes the everyday words, which only search uses.
    """
    bundled = bundled_store()
    return joined(bundled.whole_vocabulary if with_lay else bundled.vocabulary, own)


def coding_vocabulary(own: Sequence[str] = ()) -> Vocabulary:
    """The vocabulary with the cues by which the importer codes, custom ones among them. Raises DataError."""
    from ..reading import vocabulary_file

    return joined(vocabulary_file.add(bundled_store().vocabulary, package_data(CUES), CUES), own)


def joined(terms: Vocabulary, own: Sequence[str]) -> Vocabulary:
    """A vocabulary with the additions of files, one after the other. Raises DataError."""
    if not own:
        return terms
    from ..reading import vocabulary_file

    problems: list[Problem] = []
    for name in own:
        try:
            terms = vocabulary_file.add(terms, read_bytes(name), path(name))
        except DataError as error:
            problems += error.problems
    if problems:
        raise DataError(problems)
    return terms
