"""An answer, as every format can show it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .blocks import Block


class View:
    """An answer, as every format can show it. A plain class, as making a named tuple costs every start 0.3 ms."""

    def __init__(
        self,
        record: type,
        records: Sequence[Mapping[str, object]],
        page: Callable[[int | None], Iterable[Block]],
        single: bool = False,
        chosen: list[str] | None = None,
        distinct: bool = False,
        rows: View | None = None,
    ) -> None:
        """Take the type of the records, the records, and what pages them: the blocks to show a person, for a width.

        Whoever asks for the page again gets it again. `single` is one record, which JSON gives as an object; `chosen`
        are the fields to show, None for all; of `distinct` records none is there twice, as one is that a person names
        twice; `rows` is what formats with a row for a record show in its place.
        """
        self.record = record
        self.records = records
        self.page = page
        self.single = single
        self.chosen = chosen
        self.distinct = distinct
        self.rows = rows

    @property
    def fields(self) -> list[str]:
        """The names of the fields that its records have, in their order."""
        return self.chosen or list(self.record.__annotations__)
