"""Markdown, for briefings and issues. Nothing in the data is markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..answers.blocks import NUMBERS, Block, Facts, Grid, Heading, Marks, PagePoint, PageTitle, Paragraph, Points
from ..answers.view import View
from ..text import one_line, visible
from . import Screen
from .marks import marked_pieces

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#~$&]|^[^\S\n]*[-+=]|^[^\S\n]*\d+[.)])", re.MULTILINE)


def render(view: View, name: str, screen: Screen) -> Iterator[str]:
    """The blocks of the page, with an empty line between them."""
    for number, block in enumerate(view.page(None)):
        if number:
            yield "\n"
        yield from (line + "\n" for line in lines(block))


def escape(text: str) -> str:
    """The text with a backslash before whatever Markdown would take for markup."""
    return _SPECIAL.sub(lambda found: f"{found[0][:-1]}\\{found[0][-1]}", visible(text))


def lines(block: Block) -> Iterator[str]:
    """The lines of a block."""
    match block:
        case PageTitle():
            yield f"## {escape(one_line(block.text))}"
            below = [
                part for part in (escape(one_line(block.line)), f"`{one_line(block.id)}`" if block.id else "") if part
            ]
            if below:
                yield ""
                yield " ".join(below)
        case Heading():
            yield f"### {escape(one_line(block.text))}"
        case Paragraph():
            yield escape(block.text)
        case Facts():
            if block.title:
                yield from lines(block.title)
                yield ""
            for label, value in block.rows:
                yield f"- **{escape(label)}**: {escape(one_line(value))}"
        case Points():
            for point in block.points:
                yield from _point(point)
        case Grid():
            yield from _grid(block)


def _point(point: PagePoint) -> Iterator[str]:
    yield f"- `{one_line(point.id)}` {_marked(point.text, point.marks)}"
    if point.detail:
        yield f"  ({escape(one_line(point.detail))})"


def _marked(text: str, marks: Marks) -> str:
    shown = [f"**{escape(piece)}**" if out else escape(piece) for piece, out in marked_pieces(text, marks) if piece]
    return " ".join("".join(shown).split())


def _grid(grid: Grid) -> Iterator[str]:
    shown = [index for index, column in enumerate(grid.columns) if column.kind != "bar"]
    yield "| " + " | ".join(escape(grid.columns[index].header) for index in shown) + " |"
    yield "|" + "|".join(" ---: " if grid.columns[index].kind in NUMBERS else " --- " for index in shown) + "|"
    for row in [*grid.rows, grid.totals] if grid.totals else grid.rows:
        yield "| " + " | ".join(escape(one_line(row[index])) for index in shown) + " |"
