"""What is wrong with collections."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from ..errors import Problem
from .blocks import Block, Paragraph
from .field_types import KEY, Count, TypedDict


class ProblemRecord(TypedDict):
    """One thing that is wrong with a file."""

    file: Annotated[str, "as it was named", KEY]
    line: Annotated[Count | None, "from 1; null where it is the whole file"]
    column: Annotated[Count | None, "from 1, in characters"]
    record: Annotated[str | None, "id or name of the record"]
    message: Annotated[str, "what is wrong and what is allowed"]
    nearest: Annotated[str | None, "the nearest allowed value"]


def ask(problems: Iterable[Problem]) -> list[ProblemRecord]:
    """The problems as records."""
    return [
        {
            "file": problem.file,
            "line": problem.line or None,
            "column": problem.column or None,
            "record": problem.record,
            "message": problem.message,
            "nearest": problem.nearest,
        }
        for problem in problems
    ]


def page(problems: Iterable[Problem], sound: Iterable[str]) -> list[Block]:
    """The problems, and then what sound collections hold, in lines."""
    return [Paragraph(line) for line in [*map(str, problems), *sound]]
