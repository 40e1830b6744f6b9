"""A collection's file while a person answers what is to be checked in it: each answer is written at once.

The last run's answers can be taken back, also later, while the file is as they left it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from ..cache import undo
from ..cache.place import CacheError
from ..errors import NotFoundError, OutputError
from ..files.reading import read_bytes
from ..files.writing import update
from ..text import path
from ..vocabulary import Vocabulary
from .answers import Answer
from .noted import Reader
from .settling import Outcome, settle

_CHANGED = "has been changed since, and is left as it is"


class _Step(NamedTuple):
    """What an answer changed in the file."""

    start: int
    """How many bytes stayed the same before it."""
    old: bytes
    end: int
    """And how many behind it."""
    told: list[str]


class Desk:
    """The answers of a run to one collection."""

    def __init__(self, file: str, terms: Vocabulary, reader: Reader, note: Callable[[str], None] | None = None) -> None:
        """Take the name of the file; `note` is told what a person may want to know on the way."""
        self.file = file
        self.terms = terms
        self.reader = reader
        self.note = note
        self.steps: list[_Step] = []
        """The answers that changed the file."""
        self.first = self.last = b""
        """The file before the first of them, and after the last."""

    def settle(self, answers: Sequence[Answer], dry_run: bool = False) -> Outcome:
        """Write answers into the file, all or none, unless the run is dry; gives what they came to.

        Raises UsageError, NotFoundError, AmbiguousError, DataError and OutputError.
        """
        done: list[tuple[bytes, Outcome]] = []

        def change(data: bytes) -> bytes:
            outcome = settle(data, self.file, self.terms, answers, self.reader)
            done.append((data, outcome))
            return outcome.data

        if dry_run:
            change(read_bytes(self.file))
        else:
            update(self.file, change, note=self.note)
        before, outcome = done[-1]
        if not dry_run and before != outcome.data:
            self._add(before, outcome.data, list(map(str, outcome.settled)))
        return outcome

    def _add(self, before: bytes, after: bytes, told: list[str]) -> None:
        """Note a step that changed the file."""
        if before != self.last:  # it is the first, or somebody else has changed the file, which is not to come back
            self.steps, self.first = [], before
        start, end = undo.same(before, after)
        self.steps.append(_Step(start, before[start : len(before) - end], end, told))
        self._keep(after)

    def step_back(self) -> list[str]:
        """Take back the last answer of this run; gives what was told of it, and nothing where there is none.

        Raises OutputError where the file has been changed since.
        """
        if not self.steps:
            return []
        step, last = self.steps[-1], self.last
        before = last[: step.start] + step.old + last[len(last) - step.end :]
        _restore(self.file, lambda data: before if data == last else None, self.note)
        self.steps.pop()
        self._keep(before)
        return step.told

    def _keep(self, now: bytes) -> None:
        """Keep what takes all answers of the run back, now that the file has this content."""
        self.last = now
        told = [line for step in self.steps for line in step.told]
        try:
            undo.keep(self.file, self.first, now, told)
        except CacheError as error:
            if self.note:
                self.note(f"this cannot be undone by another run: {error.message}")


def take_back(file: str, note: Callable[[str], None] | None = None, dry_run: bool = False) -> list[str]:
    """Take back what the last run answered in a collection, unless the run is dry; gives what was told of it.

    Raises NotFoundError where there is nothing to take back, and OutputError where the file has been changed since.
    """
    found = undo.find(file)
    if not found:
        raise NotFoundError(f"there is nothing to undo in {path(file)}", "what a run has answered can be undone once")
    _restore(file, lambda data: undo.taken_back(found, data), note, dry_run)
    if not dry_run:
        undo.forget(found)
    return found.told


def _restore(
    file: str, restored: Callable[[bytes], bytes | None], note: Callable[[str], None] | None, dry_run: bool = False
) -> None:
    """Give a file the content that it had, unless the run is dry. Raises OutputError where it has been changed."""

    def change(data: bytes) -> bytes:
        old = restored(data)
        if old is None:
            raise OutputError(f"{path(file)} {_CHANGED}", "answer anew what is to be otherwise")
        return old

    if dry_run:
        change(read_bytes(file))
    else:
        update(file, change, note=note)
