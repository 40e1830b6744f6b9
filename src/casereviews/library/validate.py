"""Checking collections."""

from __future__ import annotations

from collections.abc import Sequence

from ..errors import DataError, Problem
from ..files.reading import expand
from .bundled import BUNDLED
from .reading import problems_of, reading_of
from .vocabularies import vocabulary


def check(files: Sequence[str], own: Sequence[str] = ()) -> tuple[list[str], list[Problem], list[Problem]]:
    """Lines on what each sound file holds, the problems of the others, and those of unreadable files.

    Where no file is named, the bundled collection is checked. Problems of custom vocabularies, `own`, are given alone,
    as no collection can be checked without them.
    """
    from ..reading.dataset import Ids

    try:
        terms = vocabulary(own)
    except DataError as error:
        return [], [], list(error.problems)
    ids = Ids()
    sound: list[str] = []
    problems: list[Problem] = []
    names, unreadable = expand(files or [BUNDLED])
    for name in names:
        try:
            reading = reading_of(name, terms, ids)
            for _ in reading:
                pass
        except DataError as error:
            unreadable += error.problems
            continue
        mistaken = reading.mistaken
        if name not in files and mistaken:
            sound.append(f"{reading.file} {mistaken.left_out}")
            continue
        problems += problems_of(reading)
        if not reading.problems:
            sound.append(reading.tally())
            sound += [overlap.line(reading.file, overlap.other) for overlap in reading.overlaps]
    return sound, problems, unreadable
