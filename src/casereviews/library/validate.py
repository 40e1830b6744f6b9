"""What is wrong with collections."""

from __future__ import annotations

from collections.abc import Sequence

from ..errors import DataError, Problem
from ..files.reading import expand
from .bundled import BUNDLED
from .reading import problems_of, reading_of
from .vocabularies import vocabulary


def check(files: Sequence[str], own: Sequence[str] = ()) -> tuple[list[str], list[Problem], list[Problem]]:
    """Of the files, or of the bundled collection where none is named: what each sound one holds, in lines.

    Then come the others' problems, and last the problems of files that cannot be read at all; or those of a person's
    `own` vocabularies alone, for without these no collection can be judged.
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
            sound += [overlap.told(reading.file, overlap.other) for overlap in reading.overlaps]
    return sound, problems, unreadable
