"""The tables of a PDF: lines under a bold one that names columns, or with wide gaps at the same places.

Each word stands in the column at whose edge it begins, or the next to the left.
"""

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
_WIDE = 1.5  # sizes of the type, of a gap that parts columns which nothing names in bold
_LONGEST_LABEL = 25  # sizes of the type, of what stands before such a gap
_MOST_LINES = 300  # of such a table
_FEWEST_LETTERS = 3  # of a label
_ALIKE = 0.3  # points by which lines of one table differ in size
_ROWS_APART = 3.0  # sizes of the type, between rows
_LEADING = 1.2  # sizes of the type that lines of a cell are apart, at most
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
        elif names := _gapped(lines[index]):
            columns = [name[0].left for name in names]
            end = _end_of_gapped(lines, index, columns)
            if _is_table(lines[index:end], columns):
                held = list(_placed(lines[index], names, lines[index + 1 : end], columns, tables + 1))
        if len({piece.cell.row for piece in held if piece.cell}) >= (_FEWEST_ROWS if lines[index].bold else 2):
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


def _gapped(line: Printed) -> list[list[Word]]:
    """The words of a line that is no heading between its wide gaps; none where it has no gap."""
    if line.bold or len(line.words) < 2:
        return []
    pieces = [[line.words[0]]]
    for before, word in pairwise(line.words):
        if word.left - before.right > _WIDE * line.size:
            pieces.append([])
        pieces[-1].append(word)
    is_long = any(piece[-1].right - piece[0].left > _LONGEST_LABEL * line.size for piece in pieces[:-1])
    return [] if is_long or len(pieces) < 2 or not _has_word(line, pieces[1][0].offset) else pieces


def _has_word(line: Printed, end: int) -> bool:
    """Whether what stands before an offset has a word, and is no number of a paragraph nor the sign of an item."""
    return sum(map(str.isalpha, line.text[:end])) >= _FEWEST_LETTERS


def _end_of_gapped(lines: Sequence[Printed], start: int, columns: Sequence[float]) -> int:
    """The index after the last line that has its words at the edges of the same columns, and is as large."""
    first = lines[start]
    lowest = first.y
    last = min(len(lines), start + _MOST_LINES)
    for index in range(start + 1, last):
        line = lines[index]
        is_alike = line.page == first.page and not line.bold and abs(line.size - first.size) < _ALIKE
        is_near = first.y - line.y > -_NEAR and lowest - line.y < _ROWS_APART * line.size
        begins = any(abs(line.left - edge) <= _NEAR for edge in columns)
        if not (is_alike and is_near and begins and _fits(line, columns) and _keeps_apart(line, columns)):
            return index
        lowest = min(lowest, line.y)
    return last


def _keeps_apart(line: Printed, columns: Sequence[float]) -> bool:
    """Whether what stands before the edge of each column that a line goes on behind ends well before it."""
    return all(
        word.left - before.right > _APART * line.size
        for before, word in pairwise(line.words)
        if any(abs(word.left - edge) <= _NEAR for edge in columns[1:])
    )


def _is_table(lines: Sequence[Printed], columns: Sequence[float]) -> bool:
    """Whether such lines have two rows at least, with words in the first column and behind it."""
    ends = [line for line in lines if line.left < columns[1] - _NEAR]
    return len(ends) >= 2 and sum(line.right > columns[1] for line in lines) >= 2


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
    leading = min([*steps, _LEADING * head.size])
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
