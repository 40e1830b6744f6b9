"""An answer, as every format can show it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from .blocks import Block


class View(NamedTuple):
    """An answer, as every format can show it."""

    record: type
    """The type of its records."""
    records: Sequence[Mapping[str, object]]
    page: Callable[[int | None], Iterable[Block]]
    """The blocks to show a person, for a width. Whoever asks again gets them again."""
    single: bool = False
    """Whether it is one record, which JSON gives as an object."""
    chosen: list[str] | None = None
    """The fields that were chosen; None for all."""
    distinct: bool = False
    """Whether no record is there twice, as one is that a person names twice."""
    rows: View | None = None
    """What formats with a row for a record show in its place."""

    @property
    def fields(self) -> list[str]:
        """The names of the fields that its records have, in their order."""
        return self.chosen or list(self.record.__annotations__)
