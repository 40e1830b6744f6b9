"""How slides look: 16 to 9, a bold title, and text of 20 points."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.presentation import Presentation
from pptx.slide import Slide
from pptx.text.text import _Paragraph
from pptx.util import Emu, Inches, Pt

_QUIET = 0.35  # of the way from black to white, which leaves a contrast of 7 to 1
_WIDTH = Inches(13.333)
_LEFT, _ROOM = Inches(0.67), Inches(12)
_TOP, _HEIGHT = Inches(1.5), Inches(5.6)
_ABOVE = Inches(1.2)
"""What a text above a table is given."""
_ROW = Inches(0.5)
_POINTS = 20
_GRID = "{5940675A-B579-460E-94D1-54222C63F5DA}"
"""A style of tables that PowerPoint has: lines, and no colours."""


_SPACE = '<a:spcBef><a:spcPts val="400"/></a:spcBef>'
_COLOR = '<a:solidFill><a:schemeClr val="tx1"/></a:solidFill>'
_FONT = f'<a:defRPr sz="{_POINTS}00">{_COLOR}<a:latin typeface="+mn-lt"/></a:defRPr>'
_BULLET = '<a:buFont typeface="Arial"/><a:buChar char="&#8226;"/>'
_LEVELS = (
    f'<a:lvl1pPr {nsdecls("a")} marL="0" indent="0">{_SPACE}<a:buNone/>{_FONT}</a:lvl1pPr>',
    f'<a:lvl2pPr {nsdecls("a")} marL="342900" indent="-342900">{_SPACE}{_BULLET}{_FONT}</a:lvl2pPr>',
)
"""What stands by itself, and bullets below it."""


class Run(NamedTuple):
    """A text of one look."""

    text: str
    is_strong: bool = False
    is_quiet: bool = False
    address: str = ""


class Line(NamedTuple):
    """A text that stands by itself: a bullet, a paragraph, or a heading of the second rank."""

    runs: list[Run]
    detail: str = ""
    note: str = ""
    """What the notes of the slide say of it."""
    is_bullet: bool = False
    is_heading: bool = False


class Table(NamedTuple):
    """A table that fits on a slide."""

    header: list[str]
    rows: list[list[str]]
    widths: list[int]
    """In any unit."""
    above: Sequence[Line] = ()


def dress(new: Presentation) -> None:
    """Make the slides that are to come 16 to 9, their titles bold and to the left, and their text large enough."""
    wider = _WIDTH / (new.slide_width or _WIDTH)
    new.slide_width = _WIDTH
    for layout in (new.slide_master, *new.slide_layouts):
        for element in layout.element.iter(qn("p:sp")):
            for place in element.iter(qn("a:off"), qn("a:ext")):
                for side in ("x", "cx"):
                    if value := place.get(side):
                        place.set(side, str(round(int(value) * wider)))
    (title,) = new.slide_master.element.iter(qn("p:titleStyle"))
    title[0].set("algn", "l")
    title[0].find(qn("a:defRPr")).attrib.update({"sz": "3000", "b": "1"})
    (body,) = new.slide_master.element.iter(qn("p:bodyStyle"))
    for level, look in zip(list(body)[:2], _LEVELS, strict=True):
        body.replace(level, parse_xml(look))
    text = new.slide_master.placeholders[1]
    text.top, text.height = _TOP, _HEIGHT
    first, line = list(new.slide_layouts[0].placeholders)[:2]
    line.left, line.width = first.left, first.width
    next(line.element.iter(qn("a:lvl1pPr"))).set("algn", "l")


def add_first(new: Presentation, title: str, line: str) -> None:
    """Add the slide that names what is shown."""
    slide = _slide(new, "Title Slide", title)
    _write(slide.placeholders[1].text_frame.paragraphs[0], [Run(line)])


def add_lines(new: Presentation, title: str, lines: Iterable[Line]) -> Slide:
    """Add a slide of text, with its notes."""
    slide = _slide(new, "Title and Content", title)
    frame, notes = slide.placeholders[1].text_frame, list[str]()
    for number, line in enumerate(lines):
        paragraph = frame.add_paragraph() if number else frame.paragraphs[0]
        paragraph.level = 1 if line.is_bullet else 0
        _write(paragraph, line.runs)
        if line.detail:
            paragraph.add_line_break()
            _write(paragraph, [Run(line.detail, is_quiet=True)])
        if line.note:
            notes.append(line.note)
    if notes and (said := slide.notes_slide.notes_text_frame):
        said.text = "\n".join(["Ids, in the order of the slide:", *dict.fromkeys(notes)])
        for run in (run for paragraph in said.paragraphs for run in paragraph.runs):
            run.font.language_id = MSO_LANGUAGE_ID.ENGLISH_UK
    return slide


def add_table(new: Presentation, title: str, table: Table) -> None:
    """Add a slide with a table, whose first row is its header."""
    top = _TOP + (_ABOVE if table.above else 0)
    if table.above:
        slide = add_lines(new, title, table.above)
        text = slide.placeholders[1]
        text.left, text.top, text.width, text.height = _LEFT, _TOP, _ROOM, _ABOVE
    else:
        slide = _slide(new, "Title Only", title)
    shape = slide.shapes.add_table(len(table.rows) + 1, len(table.header), _LEFT, Emu(top), _ROOM, _ROW)
    next(shape.element.iter(qn("a:tableStyleId"))).text = _GRID
    for index, width in enumerate(table.widths):
        shape.table.columns[index].width = Emu(_ROOM * width // sum(table.widths))
    for number, texts in enumerate((table.header, *table.rows)):
        for index, text in enumerate(texts):
            cell = shape.table.cell(number, index).text_frame.paragraphs[0]
            _write(cell, [Run(text, is_strong=number == 0)], Pt(_POINTS))


def _slide(new: Presentation, layout: str, title: str) -> Slide:
    named = new.slide_layouts.get_by_name(layout)
    slide: Slide = new.slides.add_slide(named or new.slide_layouts[0])
    if slide.shapes.title:
        _write(slide.shapes.title.text_frame.paragraphs[0], [Run(title)])
    return slide


def _write(paragraph: _Paragraph, runs: Iterable[Run], size: Pt | None = None) -> None:
    """Add texts to a paragraph, in their language and their look, and in a size where the slide has none for them."""
    for one in runs:
        run = paragraph.add_run()
        run.text = one.text
        run.font.language_id = MSO_LANGUAGE_ID.ENGLISH_UK
        if size:
            run.font.size = size
        if one.is_strong:
            run.font.bold = True
        if one.is_quiet:
            run.font.color.theme_color = MSO_THEME_COLOR.TEXT_1
            run.font.color.brightness = _QUIET
        if one.address:
            run.hyperlink.address = one.address
