"""An answer, as every format can show it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from .field_types import names_of

if TYPE_CHECKING:
    from .blocks import Block
    from .chart import Chart


Full = tuple[type, Callable[[Iterable[Mapping[str, object]]], Iterable[Mapping[str, object]]]]
"""The type of records with more fields, and what makes them of the records of an answer."""


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
        full: Callable[[], Full] | None = None,
        is_flat: bool = False,
        chart: Callable[[], Chart] | None = None,
    ) -> None:
        """Take the type of the records, the records, and what pages them: the blocks to show a person, for a width.

        Whoever asks for the page again gets it again. `single` is one record, which JSON gives as an object; `chosen`
        are the fields to show, None for all; of `distinct` records none is there twice, as one is that a person names
        twice; `rows` is what formats with a row for a record show in its place. `full` gives the fields that can be
        named besides those of the records; where `is_flat`, formats with a row for a record have all of these. `chart`
        gives what is drawn of it.
        """
        self.record = record
        self.records = records
        self.page = page
        self.single = single
        self.chosen = chosen
        self.distinct = distinct
        self.rows = rows
        self.full = full
        self.is_flat = is_flat
        self.chart = chart

    @property
    def fields(self) -> list[str]:
        """The names of the fields that its records have, in their order."""
        return self.chosen or names_of(self.record)

    def with_notes(self, notes: Sequence[str]) -> View:
        """The answer with these sentences under its page and its picture, where there is anything on these."""
        if not notes or not self.records:
            return self
        from .blocks import Paragraph

        def page(width: int | None) -> Iterable[Block]:
            yield from self.page(width)
            yield from map(Paragraph, notes)

        def noted(draw: Callable[[], Chart]) -> Chart:
            drawn = draw()
            return drawn._replace(notes=[*drawn.notes, *notes])

        return View(**{**self.__dict__, "page": page, "chart": self.chart and partial(noted, self.chart)})

    def flat(self) -> View:
        """The answer with all of its fields for tables."""
        if not self.full:
            return self
        from ..search.records import Records

        kind, read = self.full()
        return View(kind, Records(self.records, read), self.page, self.single, distinct=self.distinct)
