"""In which cell of a table a text stands."""

from __future__ import annotations

from typing import NamedTuple


class Cell(NamedTuple):
    """A cell of a table; all are counted from 1, tables through the file."""

    table: int
    row: int
    column: int


class Grid:
    """The tables of a file as they are read; one may stand in the cell of another."""

    def __init__(self) -> None:
        """Begin outside any table."""
        self._tables = 0
        self._open: list[Cell] = []

    @property
    def cell(self) -> Cell | None:
        """The innermost cell that is open; None outside tables."""
        return self._open[-1] if self._open and self._open[-1].column else None

    def start_table(self) -> None:
        """Begin a table."""
        self._tables += 1
        self._open.append(Cell(self._tables, 0, 0))

    def start_row(self) -> None:
        """Begin the next row."""
        if self._open:
            self._open[-1] = Cell(self._open[-1].table, self._open[-1].row + 1, 0)

    def start_cell(self) -> None:
        """Begin the next cell of the row."""
        if self._open:
            self._open[-1] = self._open[-1]._replace(column=self._open[-1].column + 1)

    def end_table(self) -> None:
        """End the table."""
        if self._open:
            self._open.pop()
