"""Plain text: the page without frames, colour or wrapping, so that a line is a line for grep and less."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..answers.blocks import NUMBERS, Block, Facts, Grid, Heading, Marks, PagePoint, PageTitle, Paragraph, Points
from ..answers.view import View
from ..text import one_line, visible
from . import Screen
from .marks import marked_pieces

_BAR = 24
_SHADES = ("\u2591\u2592\u2593\u2588", ".:+#")
"""From the lightest to the darkest; the second without Unicode."""


def render(view: View, name: str, screen: Screen) -> Iterator[str]:
    """The blocks of the page, with an empty line between them."""
    yield from text(view.page(None), screen)


def text(page: Iterable[Block], screen: Screen) -> Iterator[str]:
    """The blocks as text. Blocks of a kind that belongs to the one before follow it without an empty line."""
    before: Block | None = None
    for block in page:
        if before is not None and not _joined(before, block):
            yield "\n"
        yield from (f"{line}\n".replace(" \n", "\n") for line in _lines(block, screen))
        before = block


def _joined(before: Block, block: Block) -> bool:
    return isinstance(before, Heading | PageTitle) or (isinstance(before, Paragraph) and isinstance(block, Paragraph))


def _lines(block: Block, screen: Screen) -> Iterator[str]:
    match block:
        case PageTitle():
            yield "  ".join(one_line(part) for part in (block.text, block.id) if part)
            if block.line:
                yield one_line(block.line)
        case Heading():
            yield one_line(block.text).upper()
        case Paragraph():
            yield from visible(block.text).split("\n")
        case Facts():
            if block.title:
                yield from _lines(block.title, screen)
            rows = [(one_line(label), one_line(value)) for label, value in block.rows]
            width = max(len(label) for label, _ in rows)
            for label, value in rows:
                yield f"{label + ':':<{width + 1}} {value}"
        case Points():
            for point in block.points:
                yield from _point(point)
        case Grid():
            yield from _grid(block, screen)


def _point(point: PagePoint) -> Iterator[str]:
    yield f"{one_line(point.id)}  {marked(point.text, point.marks)}"
    if point.detail:
        yield f"    [{one_line(point.detail)}]"


def marked(text: str, marks: Marks) -> str:
    """The text with asterisks about the words that stand out."""
    return visible("".join(f"*{piece}*" if out else piece for piece, out in marked_pieces(text, marks)))


def bar(count: int, total: int, width: int, screen: Screen) -> str:
    """A bar for a share of the total; anything at all has at least one sign."""
    length = max(1, round(width * count / total)) if count and total else 0
    return ("\u2588" if screen.unicode else "#") * length


def shaded(text: str, total: int, screen: Screen) -> str:
    """A cell with a shade for the share that its number is of the total, the darker the more; none for 0.

    Shades stand below each other: numbers take as much room as the total does.
    """
    number, *more = one_line(text).split(" ", 1)
    level = -(-len(_SHADES[0]) * int(number) // total) if total else 0
    sign = _SHADES[not screen.unicode][level - 1] * 2 if level else ""
    return " ".join([sign, number.rjust(len(str(total))), *more]).lstrip()


def _grid(grid: Grid, screen: Screen) -> Iterator[str]:
    rows = []
    widths = [0 for _ in grid.columns]
    for cells in _cells(grid, screen):
        widths = list(map(max, widths, map(len, cells)))
        rows.append("\t".join(cells))  # which takes a fifth of the memory until all are there
    for row in rows:
        cells = [
            text.rjust(width) if column.kind in NUMBERS else text.ljust(width)
            for column, text, width in zip(grid.columns, row.split("\t"), widths, strict=True)
        ]
        yield "  ".join(cells).rstrip()


def _cells(grid: Grid, screen: Screen) -> Iterator[list[str]]:
    """The header and the rows, as they are to be shown: in one line, so without tabs."""
    yield [one_line(column.header) for column in grid.columns]
    for row in grid.rows:
        yield [_cell(column.kind, column.total, text, screen) for column, text in zip(grid.columns, row, strict=True)]
    if grid.totals:
        yield [*map(one_line, grid.totals)]


def _cell(kind: str, total: int, text: str, screen: Screen) -> str:
    if kind == "bar":
        return bar(int(text), total, _BAR, screen)
    return shaded(text, total, screen) if kind == "shade" else one_line(text)
