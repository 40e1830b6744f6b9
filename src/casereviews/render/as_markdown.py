"""Markdown, for briefings and issues. Nothing in the data is markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..answers.blocks import Block, Facts, Grid, Heading, Marks, Paragraph, Point, Points, Title
from ..answers.view import View
from ..text import one_line, visible
from . import Screen

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#~$&]|^[^\S\n]*[-+=]|^[^\S\n]*\d+[.)])", re.MULTILINE)


def render(view: View, name: str, screen: Screen) -> Iterator[str]:
    """The blocks of the page, with an empty line between them."""
    for number, block in enumerate(view.page(None)):
        if number:
            yield "\n"
        yield from (line + "\n" for line in _lines(block))


def escape(text: str) -> str:
    """The text with a backslash before whatever Markdown would take for markup."""
    return _SPECIAL.sub(lambda found: f"{found[0][:-1]}\\{found[0][-1]}", visible(text))


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Title():
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
                yield from _lines(block.title)
                yield ""
            for label, value in block.rows:
                yield f"- **{escape(label)}**: {escape(one_line(value))}"
        case Points():
            for point in block.points:
                yield from _point(point)
        case Grid():
            yield from _grid(block)


def _point(point: Point) -> Iterator[str]:
    yield f"- `{one_line(point.id)}` {_marked(_pieces(point.text, point.marks))}"
    if point.detail:
        yield f"  ({escape(one_line(point.detail))})"


def _pieces(text: str, marks: Marks) -> list[tuple[str, bool]]:
    """The pieces of a text, and whether each stands out."""
    pieces: list[tuple[str, bool]] = []
    position = 0
    for start, end in marks:
        pieces += [(text[position:start], False), (text[start:end], True)]
        position = end
    return [*pieces, (text[position:], False)]


def _marked(pieces: list[tuple[str, bool]]) -> str:
    shown = [f"**{escape(text)}**" if out else escape(text) for text, out in pieces if text]
    return " ".join("".join(shown).split())


def _grid(grid: Grid) -> Iterator[str]:
    places = [place for place, column in enumerate(grid.columns) if column.kind != "bar"]
    yield "| " + " | ".join(escape(grid.columns[place].header) for place in places) + " |"
    yield "|" + "|".join(" ---: " if grid.columns[place].kind == "number" else " --- " for place in places) + "|"
    for row in grid.rows:
        yield "| " + " | ".join(escape(one_line(row[place])) for place in places) + " |"
