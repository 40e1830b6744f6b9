"""A document for Word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ..answers.blocks import Facts, Grid, Marks, PagePoint, Paragraph, Points
from ..render.marks import marked_pieces
from ..text import one_line, visible
from . import office, word_look
from .document import (
    CONTENTS,
    Contents,
    Document,
    Flat,
    PageBreak,
    Ranked,
    foot,
    is_form,
    linked,
    ranked,
    table,
    to_write,
    widths,
)


def render(document: Document) -> Iterator[bytes]:
    """The document with headings, lists, links and contents as Word has them."""
    new = docx.Document()
    word_look.dress(new)
    office.describe(new.core_properties, document)
    _number_pages(new, _run(foot(document)))
    body = _Body(new)
    body.put(_paragraph("Title", _run(one_line(document.title))))
    if document.subject:
        body.put(_paragraph("Subtitle", _run(one_line(document.subject))))
    for part in ranked(document.parts):
        body.add(part)
    yield from office.pieces(new.save)


# --- Pieces of WordprocessingML ---------------------------------------------------------------------------------------

_TAB = "<w:r><w:tab/></w:r>"
_LINE_BREAK = "<w:r><w:br/></w:r>"
_LONGEST_WORD = 40  # that fits beside a label; LibreOffice leaves a line empty above one that does not
_KEEP_WITH_NEXT = "<w:keepNext/>"
_NEW_PAGE = '<w:pageBreakBefore/><w:spacing w:before="0"/>'
_BREAK = '<w:r><w:br w:type="page"/></w:r>'


def _run(text: str, style: str = "") -> str:
    """A text that is safe to show, with its line breaks and tabs, in a style of characters."""
    begin, end = '<w:t xml:space="preserve">', "</w:t>"
    words = escape(text).replace("\n", f"{end}<w:br/>{begin}").replace("\t", f"{end}<w:tab/>{begin}")
    properties = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f"<w:r>{properties}{begin}{words}{end}</w:r>"


def _marked(text: str, marks: Marks = ()) -> str:
    """A text with the words strong that are to stand out."""
    return "".join(_run(visible(piece), "Strong" if out else "") for piece, out in marked_pieces(text, marks) if piece)


def _paragraph(style: str, runs: str, properties: str = "") -> str:
    """A paragraph of a style, which is named by its id."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{runs}</w:p>'


def _field(instruction: str) -> str:
    """The beginning of what Word can work out anew; the result follows, and `_END_OF_FIELD`."""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {instruction} '
        '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


_END_OF_FIELD = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def _number_pages(new: WordDocument, line: str) -> None:
    """Put a run of text and the number of the page at the foot of each."""
    page, pages = (f"{_field(name)}{_run('1')}{_END_OF_FIELD}" for name in ("PAGE", "NUMPAGES"))
    line += _TAB + _run("Page ") + page + _run(" of ") + pages
    old = new.sections[0].footer.paragraphs[0].paragraph_format.element
    old.getparent().replace(old, parse_xml(_paragraph("Footer", line).replace("<w:p>", f"<w:p {nsdecls('w')}>", 1)))


# --- The parts --------------------------------------------------------------------------------------------------------


class _Body:
    """The text of a document, which grows at its end."""

    def __init__(self, new: WordDocument) -> None:
        self._part = new.part
        self._end = new.element.body[-1]  # what the pages are like
        self._bookmarks: dict[str, str] = {}
        self._is_new_page = False

    def put(self, xml: str) -> None:
        """Add paragraphs and tables."""
        for element in parse_xml(f"<w:body {nsdecls('w', 'r')}>{xml}</w:body>"):
            self._end.addprevious(element)

    def add(self, part: Flat) -> None:
        """Add a part."""
        if self._is_new_page and not isinstance(part, Ranked):  # a heading begins its page itself
            self.put(_paragraph("Normal", _BREAK))
        self.put("".join(self._xml(part)))
        self._is_new_page = isinstance(part, PageBreak)

    def _xml(self, part: Flat) -> Iterator[str]:
        match part:
            case Ranked():
                yield from self._heading(part)
            case Paragraph():
                yield _paragraph("Normal", self._linked(part.text))
            case Facts():
                for label, value in part.rows:
                    gap = _LINE_BREAK if len(value.partition(" ")[0]) > _LONGEST_WORD else _TAB
                    yield _paragraph("Facts", _run(one_line(label), "Strong") + gap + self._linked(one_line(value)))
            case Points():
                for point in part.points:
                    yield from _point(point)
            case Grid():
                yield _table(part)
            case Contents():
                yield from self._contents(part.entries)

    def _heading(self, heading: Ranked) -> Iterator[str]:
        text = _run(one_line(heading.text))
        if name := self._bookmarks.get(heading.id):
            number = name.removeprefix(_BOOKMARK)
            text = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{text}<w:bookmarkEnd w:id="{number}"/>'
        yield _paragraph(f"Heading{heading.rank}", text, _NEW_PAGE if self._is_new_page else "")
        for line in filter(None, (heading.line, heading.id)):
            yield _paragraph("Subtitle", _run(one_line(line)), _KEEP_WITH_NEXT)

    def _contents(self, entries: list[tuple[str, str]]) -> Iterator[str]:
        """The field of the contents, with a line for each entry, so that they are there before Word works it out."""
        yield _paragraph("TOCHeading", _run(CONTENTS))
        self._bookmarks = {identity: f"{_BOOKMARK}{number}" for number, (_, identity) in enumerate(entries)}
        for number, (text, identity) in enumerate(entries):
            words = _run(f"{one_line(text)}  ") + _run(one_line(identity), "Id")
            link = f'<w:hyperlink w:anchor="{self._bookmarks[identity]}" w:history="1">{words}</w:hyperlink>'
            begin = _field(r'TOC \o "1-1" \h \z \u') if number == 0 else ""
            end = _END_OF_FIELD if number == len(entries) - 1 else ""
            yield _paragraph("TOC1", begin + link + end)

    def _linked(self, text: str) -> str:
        return "".join(
            self._link(piece.address, _run(piece.text, "Hyperlink")) if piece.address else _run(piece.text)
            for piece in linked(visible(text))
        )

    def _link(self, address: str, runs: str) -> str:
        relation = self._part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return f'<w:hyperlink r:id="{relation}" w:history="1">{runs}</w:hyperlink>'


_BOOKMARK = "_Review"


def _point(point: PagePoint) -> Iterator[str]:
    text, identity = _marked(point.text, point.marks), one_line(point.id)
    words = text + _run(f" [{identity}]", "Id") if point.is_cited else _run(f"{identity} ", "Strong") + text
    yield _paragraph("ListBullet", words, _KEEP_WITH_NEXT if point.detail else "")
    if point.detail:
        yield _paragraph("ListContinue", _run(one_line(point.detail)))


_THREE_LINES = 980  # in twentieths of a point
_TEXT_WIDTH = 9070  # of a page, in twentieths of a point


def _table(grid: Grid) -> str:
    """A table, its header repeated on each page."""
    header, numbers, given = table(grid)
    rows = list(given)
    sizes = widths([to_write(grid, header), *rows], _TEXT_WIDTH)
    sides = ['<w:jc w:val="right"/>' if is_number else "" for is_number in numbers]
    head = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" + _cells(header, sizes, sides, _KEEP_WITH_NEXT)
    height = f'<w:trHeight w:val="{_THREE_LINES}" w:hRule="atLeast"/>' if is_form(grid) else ""
    lines = [f"<w:trPr><w:cantSplit/>{height}</w:trPr>" + _cells(row, sizes, sides) for row in rows]
    return (
        f"<w:tbl>{_TABLE}<w:tblGrid>"
        + "".join(f'<w:gridCol w:w="{width}"/>' for width in sizes)
        + "</w:tblGrid>"
        + "".join(f"<w:tr>{cells}</w:tr>" for cells in (head, *lines))
        + f"</w:tbl>{_paragraph('Normal', '')}"
    )


_TABLE = (
    '<w:tblPr><w:tblStyle w:val="Grid"/><w:tblW w:w="5000" w:type="pct"/><w:tblLook w:firstRow="1" w:lastRow="0" '
    'w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1" w:val="0620"/></w:tblPr>'
)


def _cells(texts: Iterable[str], sizes: Iterable[int], sides: Iterable[str], properties: str = "") -> str:
    return "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f"{_paragraph('Cell', _run(text), properties + side)}</w:tc>"
        for text, width, side in zip(texts, sizes, sides, strict=True)
    )
