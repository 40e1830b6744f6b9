"""Checking collections."""

from __future__ import annotations

from collections.abc import Sequence

from ..errors import DataError, Problem
from .named import asked_files
from .vocabularies import vocabulary


def check(files: Sequence[str], own: Sequence[str] = ()) -> tuple[list[str], list[Problem], list[Problem]]:
    """Lines on what each sound file holds, the problems of the others, and those of unreadable files.

    Where no file is named, the bundled collection is checked. Problems of custom vocabularies, `own`, are given alone,
    as no collection can be checked without them.
    """
    from ..reading.dataset import Ids, Reading

    try:
        terms = vocabulary(own)
    except DataError as error:
        return [], [], list(error.problems)
    ids = Ids()
    sound: list[str] = []
    problems: list[Problem] = []
    asked, unreadable = asked_files(files)
    for file in asked:
        try:
            reading = Reading.of(file, terms, ids)
            for _ in reading:
                pass
        except DataError as error:
            unreadable += error.problems
            continue
        mistaken = reading.mistaken
        if file.in_folder and mistaken:
            sound.append(f"{file.shown} {mistaken.left_out}")
            continue
        problems += reading.verdict
        if not reading.problems:
            sound.append(reading.tally())
            sound += [overlap.line(file.shown, overlap.other) for overlap in reading.overlaps]
    return sound, problems, unreadable
