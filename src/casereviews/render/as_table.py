"""Tables and panels for a terminal. Beside the bar of `cli.progress` only this module imports Rich.

Data reaches Rich as `Text`, never as markup, and without control characters. Every cell is whole, and no line is longer
than the screen is wide, unless it is an id that is: that has a line of its own, for the terminal to wrap. What is to be
read is in the terminal's own colour, or in one that can be read on a dark and on a light ground.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from ..answers.blocks import (
    NUMBERS,
    Block,
    Column,
    Facts,
    Grid,
    Heading,
    Marks,
    PagePoint,
    PageTitle,
    Paragraph,
    Points,
)
from ..answers.view import View
from ..text import visible
from . import Screen, as_plain
from .layout import GAP, Extent, GridLayout, arrange
from .marks import marked_pieces

_NARROWEST = 40  # less is written plainly, for the terminal to wrap
_NATURAL = 1 << 20  # a width that nothing needs, for output that is not wrapped
_LEAST_TEXT = 22  # a point's text beside its id
_LEAST_VALUE = 16  # a value beside its label
_MOST_NAMED = 4  # columns that have no room
_SHORTEST_BAR, _LONGEST_BAR = 4, 40  # of all that there is

Rows = Sequence[tuple[str, str]]

_LINES = "cyan"
_STRONG = "bold"
_SMALL = "italic"
_MARKED = "bold magenta"


def render(view: View, name: str, screen: Screen) -> Iterator[str]:
    """The blocks of the page, laid out for the width."""
    width = screen.width
    if width is not None and width < _NARROWEST:
        yield from as_plain.text(view.page(width), screen)
        return
    before: Block | None = None
    console = _console(screen)
    for block in view.page(width):
        if before is not None and not _joined(before, block):
            yield "\n"
        for line in _lines(block, screen):
            yield _drawn(line, console)
        before = block


def _joined(before: Block, block: Block) -> bool:
    return isinstance(before, Heading) or (isinstance(before, Paragraph) and isinstance(block, Paragraph))


def _lines(block: Block, screen: Screen) -> Iterable[Text]:
    width = screen.width or _NATURAL
    match block:
        case PageTitle():
            return _title(block, width)
        case Heading():
            return _wrapped(_text(block.text, _STRONG), width)
        case Paragraph():
            return _wrapped(_text(block.text), width)
        case Facts():
            return _panel(block.title, block.rows, screen) if block.title else _facts(block.rows, width)
        case Points():
            return _points(block.points, width)
        case Grid():
            return _grid(block, screen)


# --- Lines ------------------------------------------------------------------------------------------------------------


def _console(screen: Screen) -> Console:
    return Console(
        file=io.StringIO(),
        width=screen.width or _NATURAL,
        force_terminal=screen.color,
        color_system="standard" if screen.color else None,
        no_color=not screen.color,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
    )


def _drawn(line: Text, console: Console) -> str:
    """The line with its styles, each of which ends in it, and without spaces at its end."""
    line.rstrip()
    with console.capture() as captured:
        console.print(line, soft_wrap=True)
    return captured.get()


def _text(text: str, style: str = "") -> Text:
    return Text(visible(text), style=style)


def _wrapped(text: Text, width: int) -> list[Text]:
    """The text in lines of no more than the width, broken between words, or where a word is longer."""
    lines = list(text.wrap(_MEASURE, width, overflow="fold"))
    for line in lines:
        line.rstrip()
    return lines


_MEASURE = _console(Screen())


def _size(text: str) -> int:
    return len(text) if text.isascii() else cell_len(text)


def _longest(pieces: Iterable[str]) -> int:
    return max(map(_size, pieces), default=0)


def _indented(lines: Iterable[Text], margin: int) -> Iterator[Text]:
    return (Text(" " * margin).append_text(line) for line in lines)


def _beside(cells: Sequence[Sequence[Text]], widths: Sequence[int], right: Sequence[int] = ()) -> Iterator[Text]:
    """Cells beside each other, each of them in lines; those that are named stand to the right."""
    for pieces in zip_longest(*cells):
        line = Text()
        behind = 0
        for index, (piece, width) in enumerate(zip(pieces, widths, strict=True)):
            space = width - (piece.cell_len if piece else 0)
            before = behind + (space if index in right else 0)
            line.append(" " * before).append_text(piece or Text())
            behind = GAP + (0 if index in right else space)
        yield line


# --- Blocks -----------------------------------------------------------------------------------------------------------


def _title(title: PageTitle, width: int) -> list[Text]:
    """The name, with the id behind it or in a line of its own, and the line below."""
    name, identity = _wrapped(_text(title.text, _STRONG), width), visible(title.id)
    if identity and len(name) == 1 and name[0].cell_len + GAP + _size(identity) <= width:
        name[0] = Text().append_text(name[0]).append(" " * GAP + identity)
    elif identity:
        name.append(Text(identity))
    return [*name, *(_wrapped(_text(title.line, _SMALL), width) if title.line else ())]


def _panel(title: PageTitle, rows: Rows, screen: Screen) -> Iterator[Text]:
    """The head of a page in a frame, unless that would break the id."""
    width = screen.width or _NATURAL
    if _size(visible(title.id)) + 4 > width:
        yield from [*_title(title, width), Text(), *_facts(rows, width)]
        return
    body = [*_title(title, width - 4), Text(), *_facts(rows, width - 4)]
    inner = screen.width - 4 if screen.width else max(line.cell_len for line in body)
    across, down, *corners = list("─│╭╮╰╯" if screen.unicode else "-|++++")
    yield Text(corners[0] + across * (inner + 2) + corners[1], _LINES)
    for line in body:
        space = " " * (inner - line.cell_len)
        yield Text().append(f"{down} ", _LINES).append_text(line).append(space).append(f" {down}", _LINES)
    yield Text(corners[2] + across * (inner + 2) + corners[3], _LINES)


def _facts(rows: Rows, width: int) -> Iterator[Text]:
    """Labels with their values beside them, or below where a word of the value has no room beside."""
    margin = _longest(visible(label) for label, _ in rows) + GAP
    room = width - margin
    for label, value in ((_text(label, _STRONG), _text(value)) for label, value in rows):
        if room >= _LEAST_VALUE and _longest(value.plain.split()) <= room:
            yield from _beside([[label], _wrapped(value, room)], [margin - GAP, room])
        else:
            yield from _wrapped(label, width)
            yield from _indented(_wrapped(value, width - GAP), GAP)


def _points(points: Sequence[PagePoint], width: int) -> Iterator[Text]:
    """Ids with their texts beside them, or below where these have little room beside, or a word of them has none."""
    widest = _longest(visible(point.id) for point in points)
    room = width - 1 - widest - GAP
    words = (word for point in points for text in _texts(point) for word in text.plain.split())
    is_beside = room >= max(_LEAST_TEXT, _longest(words))
    for point in points:
        identity = _text(point.id, _STRONG)
        text = [line for text in _texts(point) for line in _wrapped(text, room if is_beside else width - GAP)]
        if is_beside:
            yield from _indented(_beside([[identity], text], [widest, room]), 1)
        else:
            yield identity
            yield from _indented(text, GAP)


def _texts(point: PagePoint) -> list[Text]:
    """The text, and the line of what else there is to know."""
    return [_marked(point.text, point.marks), *([_text(point.detail, _SMALL)] if point.detail else [])]


def _marked(text: str, marks: Marks) -> Text:
    """The text with the words that stand out in bold and between asterisks: nobody needs colour to see them."""
    shown = Text()
    for piece, out in marked_pieces(text, marks):
        shown.append(f"*{visible(piece)}*" if out else visible(piece), _MARKED if out else None)
    return shown


# --- Grids ------------------------------------------------------------------------------------------------------------


def _grid(grid: Grid, screen: Screen) -> Iterator[Text]:
    """The grid in columns; where these have no room, with the id above each row; else each row as a list of its own."""
    width = screen.width or _NATURAL
    grid = _with_signs(grid._replace(rows=list(grid.rows)), screen)
    layout = arrange(grid.columns, [_extent(grid, index) for index in range(len(grid.columns))], width)
    if layout is None:
        yield from _lists(grid, width, screen)
        return
    yield from _header(grid.columns, layout, screen)
    for row in grid.rows:
        if row is grid.totals:
            yield _rule(_length(layout), screen)
        if layout.above:
            yield from _identity(row[0], width)
        yield from _row(grid.columns, row, layout)
    if layout.hidden:
        yield Text()
        yield from _wrapped(Text(_not_shown([grid.columns[index].header for index in layout.hidden])), width)


def _with_signs(grid: Grid, screen: Screen) -> Grid:
    """The grid with its bars and shades drawn, and its totals as the last row.

    A full bar is as long as the other columns leave room, up to 40.
    """
    rows = [[_with_shade(*cell, screen) for cell in zip(grid.columns, row, strict=True)] for row in grid.rows]
    shaded = grid._replace(rows=[*rows, grid.totals] if grid.totals else rows)
    bars = {index: column.total for index, column in enumerate(grid.columns) if column.kind == "bar"}
    others = [_extent(shaded, index).line for index in range(len(grid.columns)) if index not in bars]
    room = (screen.width or 120) - sum(others) - GAP * (len(grid.columns) - 1)
    room = max(_SHORTEST_BAR, min(_LONGEST_BAR, room))
    for row in rows:
        for index, total in bars.items():
            row[index] = as_plain.bar(int(row[index]), total, room, screen)
    return shaded


def _with_shade(column: Column, text: str, screen: Screen) -> str:
    return as_plain.shaded(text, column.total, screen) if column.kind == "shade" else text


def _extent(grid: Grid, index: int) -> Extent:
    column = grid.columns[index]
    header = visible(column.header)
    lines = [line for row in grid.rows for line in _cell_lines(row[index])]
    pieces = [word for line in lines for word in line.split()] if column.kind in ("text", "id") else lines
    return Extent(_longest([*header.split(), *pieces]), _longest([header, *lines]))


def _cell_lines(text: str) -> list[str]:
    return visible(text).expandtabs().split("\n")


def _identity(text: str, width: int) -> Iterator[Text]:
    """What stands above a row: an id, which is not broken, and a name before it, which may be."""
    *names, identity = _cell_lines(text)
    for name in names:
        yield from _wrapped(Text(name, _STRONG), width)
    yield Text(identity, _STRONG)


def _header(columns: Sequence[Column], layout: GridLayout, screen: Screen) -> Iterator[Text]:
    if layout.above:
        yield _text(columns[0].header, _STRONG)
    cells = [_wrapped(_text(columns[index].header, _STRONG), width) for index, width in layout.widths.items()]
    highest = max(map(len, cells))
    yield from _placed(columns, [[Text()] * (highest - len(cell)) + cell for cell in cells], layout)
    yield _rule(_length(layout), screen)


def _length(layout: GridLayout) -> int:
    """How long a line across the grid is."""
    return sum(layout.widths.values()) + GAP * (len(layout.widths) - 1 + layout.above)


def _rule(length: int, screen: Screen) -> Text:
    return Text(("─" if screen.unicode else "-") * length, _LINES)


def _row(columns: Sequence[Column], row: Sequence[str], layout: GridLayout) -> Iterator[Text]:
    cells = []
    for index, width in layout.widths.items():
        cells.append(
            [piece for line in _cell_lines(row[index]) for piece in _wrapped(_styled(line, columns[index]), width)]
        )
    return _placed(columns, cells, layout)


def _styled(line: str, column: Column) -> Text:
    """A line of a cell, with its bar or its shade in the colour of lines."""
    if column.kind == "shade" and not line[:1].isdecimal():
        sign, _, number = line.partition(" ")
        return Text(sign, _LINES).append(f" {number}", "default")
    return Text(line, _LINES if column.kind == "bar" else "")


def _placed(columns: Sequence[Column], cells: Sequence[Sequence[Text]], layout: GridLayout) -> Iterator[Text]:
    right = [place for place, index in enumerate(layout.widths) if columns[index].kind in NUMBERS]
    return _indented(_beside(cells, list(layout.widths.values()), right), GAP * layout.above)


def _lists(grid: Grid, width: int, screen: Screen) -> Iterator[Text]:
    """Each row as labels with their values, below its id. A bar only shows again what a number says."""
    columns = [(index, column) for index, column in enumerate(grid.columns) if column.kind != "bar"]
    is_named = grid.columns[0].kind == "id"
    for number, row in enumerate(grid.rows):
        if number:
            yield Text()
        if is_named:
            yield from _identity(row[0], width)
        yield _rule(width, screen)
        yield from _facts([(column.header, row[index]) for index, column in columns[is_named:]], width)


def _not_shown(headers: Sequence[str]) -> str:
    """What is said of columns that have no room."""
    what = ", ".join(headers) if len(headers) <= _MOST_NAMED else f"{len(headers)} more columns"
    return f"Not shown: {what}; a wider screen or -f csv has {'it' if len(headers) == 1 else 'them'}."
