"""The tables of a PDF: lines under a bold one that names columns, each word in the column that it stands in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from .grid import Cell
from .pdf_page import Printed, Word

_FEWEST_COLUMNS = 3
_FEWEST_ROWS = 3  # with the one that names the columns
_LONGEST_NAME = 20  # sizes of the type, of a column's
_APART = 0.9  # sizes of the type between the names of columns, at least
_NEAR = 3.0  # points by which a word may miss the edge of its column
_ROW_GAP = 1.25  # times what lines of a cell are apart, between rows
_END_GAP = 5.0  # sizes of the type, between a table and what follows


def with_cells(lines: Sequence[Printed]) -> list[Printed]:
    """The lines, of which those of tables are parted at their columns and have the cell that they stand in."""
    made: list[Printed] = []
    index = tables = 0
    while index < len(lines):
        held: list[Printed] = []
        if names := _names(lines[index]):
            last = _last(lines, index)
            columns = _columns(names, lines[index + 1 : last])
            end = next((at for at in range(index + 1, last) if not _fits(lines[at], columns)), last)
            held = list(_placed(lines[index], names, lines[index + 1 : end], columns, tables + 1))
        if len({piece.cell.row for piece in held if piece.cell}) >= _FEWEST_ROWS:
            tables += 1
            made += held
            index = end
        else:
            made.append(lines[index])
            index += 1
    return made


def _names(line: Printed) -> list[list[Word]]:
    """The words of each column that a line names; none where it names none."""
    if not line.bold or len(line.words) < _FEWEST_COLUMNS:
        return []
    names = [[line.words[0]]]
    for before, word in pairwise(line.words):
        if word.left - before.right > _APART * line.size:
            names.append([])
        names[-1].append(word)
    is_long = any(name[-1].right - name[0].left > _LONGEST_NAME * line.size for name in names)
    return [] if is_long or len(names) < _FEWEST_COLUMNS else names


def _last(lines: Sequence[Printed], start: int) -> int:
    """The index after the last line that may be of a table, by what parts it from the text."""
    lowest = lines[start].y
    for index in range(start + 1, len(lines)):
        line = lines[index]
        is_far = lowest - line.y > _END_GAP * line.size or line.y > lines[start].y
        if line.page != lines[start].page or is_far or _names(line):
            return index
        lowest = min(lowest, line.y)
    return len(lines)


def _columns(names: Sequence[Sequence[Word]], lines: Sequence[Printed]) -> list[float]:
    """Where each column begins: where most lines do that begin behind the name before it, and not behind its own."""
    lefts = Counter(round(line.left) for line in lines)
    found: list[float] = []
    least = -1.0
    for name in names:
        own = name[0].left
        choices = [(count, -left) for left, count in lefts.items() if least < left <= own + _NEAR]
        found.append(-max(choices)[1] if choices else own)
        least = name[-1].right
    return found


def _fits(line: Printed, columns: Sequence[float]) -> bool:
    """Whether a line may be of a table: at the edge of each column that it reaches over a word begins."""
    if line.left < columns[0] - _NEAR or (line.bold and line.left < columns[1] - _NEAR):
        return False
    lefts = [word.left for word in line.words]
    inner = [edge for edge in columns if line.left + _NEAR < edge < line.right - _NEAR]
    return all(any(abs(left - edge) <= _NEAR for left in lefts) for edge in inner)


def _placed(
    head: Printed, names: Sequence[list[Word]], lines: Sequence[Printed], columns: Sequence[float], table: int
) -> Iterator[Printed]:
    """The line that names the columns, and those under it parted at them, with their cells."""
    yield from (_piece(head, name, Cell(table, 1, column)) for column, name in enumerate(names, 1))
    steps = [one.y - other.y for one, other in pairwise(lines) if 0 < one.y - other.y < 2 * one.size]
    leading = min(steps, default=head.size)
    row, last, lowest = 1, len(columns), head.y
    for line in lines:
        for column, words in groupby(line.words, key=lambda word: _column(word, columns)):
            if column < last and lowest - line.y > _ROW_GAP * leading:
                row += 1
            last = column
            lowest = min(lowest, line.y)
            yield _piece(line, list(words), Cell(table, row, column + 1))


def _column(word: Word, columns: Sequence[float]) -> int:
    """The column in which a word stands."""
    return max((number for number, left in enumerate(columns) if left <= word.left + _NEAR), default=0)


def _piece(line: Printed, words: Sequence[Word], cell: Cell) -> Printed:
    """What of a line stands in a cell."""
    start = words[0].offset
    after = next((word.offset for word in line.words if word.offset > words[-1].offset), len(line.text))
    text = line.text[start:after].rstrip()
    links = tuple((max(0, a - start), b - start, href) for a, b, href in line.links if start <= a < start + len(text))
    return line._replace(
        text=text,
        left=words[0].left,
        right=words[-1].right,
        first_word=words[0].right - words[0].left,
        hyphen=line.hyphen and after == len(line.text),
        note=False,
        links=links,
        words=tuple(words),
        cell=cell,
    )
