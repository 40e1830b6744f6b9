"""Tables and panels for a terminal. Only this module imports Rich.

Data reaches Rich as `Text`, never as markup, and without control characters. What is too narrow for a layout is written
plainly, whole, for the terminal to wrap.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Literal

from rich import box
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from ..text import visible
from . import Screen, View, as_plain
from .blocks import Block, Facts, Grid, Heading, Marks, Paragraph, Points, Title

_NARROWEST = 40
_NATURAL = 10_000  # a width that nothing needs, for output that is not wrapped
_LONG_WORD = 16  # longer words may be broken


def render(view: View, name: str, screen: Screen) -> Iterator[str]:
    """The blocks of the page, laid out for the width."""
    width = screen.width
    if width is not None and (width < _NARROWEST or width < _longest_id(view.page(width)) + 8):
        yield from as_plain.text(view.page(width), screen)
        return
    before: Block | None = None
    for block in view.page(width):
        if before is not None and not _joined(before, block):
            yield "\n"
        yield _block(block, screen)
        before = block


def _longest_id(page: Iterable[Block]) -> int:
    """Of the ids in titles, which a frame would break."""
    titles = (block.title if isinstance(block, Facts) else block for block in page)
    return max((len(visible(title.id)) for title in titles if isinstance(title, Title)), default=0)


def _joined(before: Block, block: Block) -> bool:
    return isinstance(before, Heading) or (isinstance(before, Paragraph) and isinstance(block, Paragraph))


def _block(block: Block, screen: Screen) -> str:
    width = screen.width or _NATURAL
    match block:
        case Title():
            return _draw(_title(block), screen)
        case Heading():
            return _draw(_text(block.text, "bold cyan"), screen)
        case Paragraph():
            return _draw(_text(block.text), screen)
        case Facts():
            return _draw(_facts(block, screen), screen)
        case Points():
            widest = max(len(visible(point.id)) for point in block.points)
            if widest + 24 > width:
                return "".join(as_plain.text([block], screen))
            return _draw(_points(block), screen)
        case Grid():
            grid = block._replace(rows=list(block.rows))
            needed = sum(_least(grid, place) for place in range(len(grid.columns)))
            if needed + 2 * (len(grid.columns) - 1) > width:
                return "".join(as_plain.text([grid], screen))
            return _draw(_grid(grid, screen), screen)


def _least(grid: Grid, place: int) -> int:
    """The least width of a column: of an id its length, of text its longest word, as far as that is a common one."""
    column = grid.columns[place]
    if column.kind == "bar":
        return 4
    texts = [visible(text) for text in (column.header, *(row[place] for row in grid.rows))]
    if column.kind == "id":
        return max(len(line) for text in texts for line in text.split("\n"))
    return min(_LONG_WORD, max((len(word) for text in texts for word in text.split()), default=0))


def _draw(what: RenderableType, screen: Screen) -> str:
    """What Rich makes of it, without the spaces that it pads lines with."""
    stream = io.StringIO()
    console = Console(
        file=stream,
        width=screen.width or _NATURAL,
        force_terminal=screen.color,
        color_system="standard" if screen.color else None,
        no_color=not screen.color,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
    )
    console.print(what)
    return "".join(line.rstrip() + "\n" for line in stream.getvalue().splitlines())


def _text(text: str, style: str = "") -> Text:
    return Text(visible(text), style=style, overflow="fold")


def _title(title: Title) -> Text:
    text = _text(title.text, "bold")
    if title.id:
        text.append(f"  {visible(title.id)}", "dim")
    if title.line:
        text.append(f"\n{visible(title.line)}", "italic")
    return text


def _facts(facts: Facts, screen: Screen) -> RenderableType:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for label, value in facts.rows:
        table.add_row(_text(label, "bold"), _text(value))
    if not facts.title:
        return table
    body = Table.grid()
    body.add_column(overflow="fold")
    body.add_row(_title(facts.title))
    body.add_row("")
    body.add_row(table)
    frame = box.ROUNDED if screen.unicode else box.ASCII
    return Panel(body, box=frame, padding=(0, 1), expand=screen.width is not None, border_style="cyan")


def _points(points: Points) -> RenderableType:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for point in points.points:
        text = _marked(point.text, point.marks)
        if point.detail:
            text.append(f"\n{visible(point.detail)}", "dim")
        table.add_row(_text(point.id, "cyan"), text)
    return Padding(table, (0, 0, 0, 1))


def _marked(text: str, marks: Marks) -> Text:
    """The text with the words that stand out in bold and between asterisks: nobody needs colour to see them."""
    shown = Text(overflow="fold")
    position = 0
    for start, end in marks:
        shown.append(visible(text[position:start]))
        shown.append(f"*{visible(text[start:end])}*", "bold yellow")
        position = end
    shown.append(visible(text[position:]))
    return shown


def _grid(grid: Grid, screen: Screen) -> RenderableType:
    table = Table(
        box=box.SIMPLE_HEAD if screen.unicode else box.ASCII2,
        padding=(0, 1, 0, 0) if screen.unicode else (0, 1),
        pad_edge=False,
        show_edge=False,
        header_style="bold cyan",
    )
    for place, column in enumerate(grid.columns):
        header = _text(column.header)
        if column.kind == "id":
            table.add_column(header, no_wrap=True)
        elif column.kind == "bar":
            table.add_column(header, ratio=1, max_width=40, no_wrap=True)
        else:
            justify: Literal["left", "right"] = "right" if column.kind == "number" else "left"
            table.add_column(header, justify=justify, overflow="fold", min_width=_least(grid, place))
    room = _bar_room(grid, screen)
    for row in grid.rows:
        table.add_row(
            *(
                _text(as_plain.bar(int(text), column.total, room, screen), "cyan")
                if column.kind == "bar"
                else _text(text)
                for column, text in zip(grid.columns, row, strict=True)
            )
        )
    return table


def _bar_room(grid: Grid, screen: Screen) -> int:
    """How long a full bar is: what the other columns leave, up to 40."""
    others = sum(
        max([len(column.header), *(len(row[place]) for row in grid.rows)])
        for place, column in enumerate(grid.columns)
        if column.kind != "bar"
    )
    room = (screen.width or 120) - others - 3 * (len(grid.columns) - 1)
    return max(4, min(40, room))
