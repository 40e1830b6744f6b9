"""The errors that casereviews expects, each with its exit code.

An expected error is one clear line, sometimes with a hint of what to do next. Everything else that is raised is a bug.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Problem(NamedTuple):
    """One thing that is wrong with a file, and where."""

    file: str
    """The file as the person named it."""
    line: int
    """Counted from 1; 0 where the problem is with the whole file."""
    column: int
    """Counted from 1, in characters; 0 where the problem is with the whole file."""
    record: str | None
    """The id or name of the record, or None outside any record."""
    message: str
    """What is wrong and what is allowed."""
    nearest: str | None = None
    """The nearest allowed value, where one was mistyped."""

    @classmethod
    def of_file(cls, file: str, message: str) -> Problem:
        """What is wrong with a whole file."""
        return cls(file, 0, 0, None, message)

    def __str__(self) -> str:
        location = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        record = f"{self.record}: " if self.record else ""
        nearest = f'; did you mean "{self.nearest}"?' if self.nearest else ""
        return f"{location}: {record}{self.message}{nearest}"


class CasereviewsError(Exception):
    """The base of every expected error."""

    exit_code = 1

    def __init__(self, message: str, hint: str | None = None) -> None:
        """Take what is wrong, and a hint of what to do next."""
        super().__init__(message)
        self.message = message
        self.hint = hint


class NotFoundError(CasereviewsError):
    """There is no review or statement of that name."""

    exit_code = 1


class UsageError(CasereviewsError):
    """What is asked for does not exist, or contradicts itself."""

    exit_code = 2


class AmbiguousError(CasereviewsError):
    """A name matches several reviews."""

    exit_code = 3


class OutputError(CasereviewsError):
    """Output could not be written in full."""

    exit_code = 4


class DataError(CasereviewsError):
    """A file cannot be read; holds every problem in it."""

    exit_code = 4

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Take the problems, at least one."""
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))
