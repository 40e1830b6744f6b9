"""How counts are shown to a person: a bar for each value, and for two fields a matrix with a shade for each cell."""

from __future__ import annotations

from collections.abc import Iterator

from ..text import counted
from ..vocabulary import Vocabulary
from .blocks import Block, Column, Grid, Paragraph
from .chart import Chart, Face, Head, Mark, Row, cut
from .count import LEAST, Counts
from .count_fields import CHILD, FIELDS, REVIEW
from .tally import REVIEWS, Cell

_UNITS = {"reviews": "Reviews", "statements": "Statements", "learning": "Learning points", "actions": "Actions",
          "recommendations": "Recommendations"}  # fmt: skip
_ALL = "All"
_NO_SHARE = "-"


def page(counts: Counts, terms: Vocabulary, with_shares: bool = False) -> list[Block]:
    """The counts, and in lines below them what a reader must know of these."""
    told = with_shares and _has_shares(counts)
    grid = _matrix(counts, terms, told) if counts.columns else _bars(counts, terms, told)
    return [grid, *map(Paragraph, notes(counts, with_shares))]


def _unit(counts: Counts) -> str:
    """What was counted, as the head of a column."""
    return _UNITS[counts.of]


def _has_shares(counts: Counts) -> bool:
    """Whether there is any share to tell."""
    return any(base >= LEAST for base in counts.tally.stated.values())


def _bars(counts: Counts, terms: Vocabulary, with_shares: bool) -> Grid:
    (field,) = counts.by
    most = max(counts.tally.cells.values(), default=0)
    columns = [Column(FIELDS[field].title), Column(_unit(counts), "number"), Column("", "bar", most)]
    columns += [Column("Share", "number")] * with_shares
    rows = [
        [counts.label(terms, value), str(counts.count(value)), str(counts.count(value))]
        + [percent(counts, value)] * with_shares
        for value in counts.rows
    ]
    return Grid(columns, rows, [_ALL, str(counts.tally.total), "", *[""] * with_shares])


def _matrix(counts: Counts, terms: Vocabulary, with_shares: bool) -> Grid:
    """Values of the first field down, of the second across; where there is no room the frequent ones stay.

    Totals are shown where all values are, for they can be had by counting by one field.
    """
    first, second = counts.by
    rows, columns = counts.tally.bases
    most = max(counts.tally.cells.values(), default=0)
    often = max(columns.values(), default=0)
    heads = [Column(FIELDS[first].title, room=30), Column(_ALL, "number", optional=True, weight=-1)]
    heads += [Column(f"State {_said(second)}", "number", optional=True, weight=-1)] * with_shares
    heads += [
        Column(counts.label(terms, value, 1), "shade", most, columns[value] < often, weight=columns[value])
        for value in counts.columns
    ]
    cells = [
        [counts.label(terms, value), str(rows[value])]
        + [str(counts.tally.stated[value,])] * with_shares
        + [_cell(counts, value, other, with_shares) for other in counts.columns]
        for value in counts.rows
    ]
    totals = [str(columns[value]) for value in counts.columns]
    return Grid(heads, cells, [_ALL, str(counts.tally.total), *[""] * with_shares, *totals])


def _cell(counts: Counts, value: str, other: str, with_shares: bool) -> str:
    number = str(counts.count(value, other))
    return f"{number} {percent(counts, value, other):>4}" if with_shares else number


def percent(counts: Counts, *cell: str) -> str:
    """The share of a cell in whole percent; a sign in its place where there is none to tell."""
    if counts.share(*cell) is None:
        return _NO_SHARE
    count, base = counts.count(*cell), counts.base(*cell)
    whole = (200 * count + base) // (2 * base)  # rounded half up
    if whole == 0 and count:
        return "<1%"
    return ">99%" if whole == 100 and count < base else f"{whole}%"


def notes(counts: Counts, with_shares: bool = False) -> Iterator[str]:
    """What a reader must know of the counts, in sentences."""
    what = _unit(counts).lower()
    total = counts.tally.total
    if any(base.total() > total for base in counts.tally.bases):
        yield _of_several(counts)
    owners = {FIELDS[field].owner for field in counts.by}
    if counts.columns and len({*counts.by}) > 1 and len(owners) == 1 and owners != {REVIEW}:
        together = " and ".join(map(_said, counts.by)).capitalize()
        yield f"{together} are those of one and the same {'child' if owners == {CHILD} else 'statement'}."
    if with_shares:
        yield _of_what(counts, what)
    if counts.left_out:
        everything = counts.left_out + len(counts.rows)
        yield f"And {counts.left_out:,} more: --limit {everything} shows all."


def _of_several(counts: Counts) -> str:
    """How what has several values is counted, and which of those shown therefore add up to more than all."""
    total = counts.tally.total
    shown = zip(("rows", "columns"), (counts.rows, counts.columns), counts.tally.bases, strict=False)
    over = [where for where, values, base in shown if sum(base[value] for value in values) > total]
    so = f", so the {' and '.join(over)} add up to more than {total:,}" if over else ""
    return f"A {'review' if counts.of == REVIEWS else 'statement'} with several of these counts under each{so}."


def _of_what(counts: Counts, what: str) -> str:
    """What percentages are of, or why there are none."""
    asked = f"state the {_said(counts.by[1])}" if counts.columns else "state it"
    if not _has_shares(counts):
        row = " in any row" if counts.columns else ""
        return f"No percentages: fewer than {LEAST} {what}{row} {asked}."
    if counts.columns:
        return f"Percentages are of the {what} of a row that {asked}; of fewer than {LEAST} there are none."
    return f"Percentages are of the {counts.tally.stated[()]:,} {what} that {asked}."


def chart(counts: Counts, terms: Vocabulary, face: Face, limit: int | None, with_shares: bool = False) -> Chart:
    """The counts as a picture; of many rows the first, where no limit was named."""
    fields = [_said(field) for field in counts.by]
    what = _unit(counts)
    rows, more = cut([_row(counts, terms, value, with_shares) for value in counts.rows], limit)
    heads = [Head(counts.label(terms, value, 1), counts.tally.bases[1][value]) for value in counts.columns]
    title = f"{what} by {' and '.join(fields)}"
    nothing = [] if counts.tally.total else ["Nothing matches."]
    number = f"n = {counted(counts.tally.total, what.lower().removesuffix('s'))}"
    return Chart(title, counts.tally.total, number, face, rows, heads, [*nothing, *notes(counts, with_shares), *more])


def _row(counts: Counts, terms: Vocabulary, value: str, with_shares: bool) -> Row:
    cells: list[Cell] = [(value, other) for other in counts.columns] or [(value,)]
    marks = [Mark(counts.count(*cell), _written(counts, cell, with_shares)) for cell in cells]
    return Row(counts.label(terms, value), marks, counts.tally.bases[0][value])


def _written(counts: Counts, cell: Cell, with_shares: bool) -> str:
    share = percent(counts, *cell) if with_shares else _NO_SHARE
    return f"{counts.count(*cell)}" if share == _NO_SHARE else f"{counts.count(*cell)} ({share})"


def _said(field: str) -> str:
    """What a field is called in a sentence."""
    return FIELDS[field].said or FIELDS[field].title.lower()
