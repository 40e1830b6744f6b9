"""From a Word document to its lines."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from functools import partial
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml

from casereviews.bulletin.source import decode, package
from casereviews.bulletin.source.grid import Cell
from casereviews.bulletin.source.lines import Line
from helpers import bulletins

DAMAGED = "is a Word document that is damaged or cut off; open it, save it anew, or get it again"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

refused = partial(bulletins.refused, name="a.docx")


def made(fill: Callable[[Any], object]) -> bytes:
    """A document as python-docx writes it."""
    document = docx.Document()
    fill(document)
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def packed(body: str = "", **parts: str) -> bytes:
    """A document of so much XML, and other parts, `/` written as `__`."""
    data = io.BytesIO()
    root = f'<w:document xmlns:w="{_W}" xmlns:r="{_R}" xmlns:mc="mc"><w:body>{body}</w:body></w:document>'
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", root)
        for name, text in parts.items():
            archive.writestr(f"{name.replace('__', '/')}.xml", text)
    return data.getvalue()


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def texts(data: bytes) -> list[str]:
    return [line.text for line in decode(data, "a.docx").lines]


def test_headings_lists_and_cells_stand_as_those_of_a_page() -> None:
    def fill(document: Any) -> None:
        document.add_heading("Case reviews: May 2031", 0)
        document.add_heading("Child Kite", 1)
        document.add_paragraph("A boy\nof 7 weeks.")
        document.add_paragraph("")
        document.add_paragraph("ask who lives there", "List Bullet")
        document.add_paragraph("write it down", "List Number")
        document.add_paragraph().add_run("Wren").bold = True
        table = document.add_table(1, 2)
        table.cell(0, 0).text, table.cell(0, 1).text = "Police", "Share more"

    source = decode(made(fill), "a.docx")
    assert (source.unit, source.asides) == ("paragraph", [])
    assert [line for line in source.lines if line.text] == [
        Line(1, "Case reviews: May 2031", heading=True),
        Line(2, "Child Kite", heading=True),
        Line(3, "A boy"),
        Line(3, "of 7 weeks."),
        Line(5, "• ask who lives there"),
        Line(6, "• write it down"),
        Line(7, "Wren", heading=True),
        Line(8, "Police", cell=Cell(1, 1, 1)),
        Line(9, "Share more", cell=Cell(1, 1, 2)),
    ]
    after_blank = [line.text for before, line in zip(source.lines, source.lines[1:], strict=False) if not before.text]
    assert after_blank == ["Child Kite", "A boy", "• ask who lives there", "Wren", "Police", "Share more"]


def test_links_lead_where_the_document_says() -> None:
    def fill(document: Any) -> None:
        at = document.part.relate_to("https://example.org/a", f"{_R}/hyperlink", is_external=True)
        xml = f'<w:hyperlink xmlns:w="{_W}" xmlns:r="{_R}" r:id="{at}"><w:r><w:t>the </w:t></w:r><w:r><w:t>report</w:t></w:r></w:hyperlink>'
        document.add_paragraph("Read ")._p.append(parse_xml(xml))

    (line,) = decode(made(fill), "a.docx").lines
    assert line == Line(1, "Read the report", ((5, 15, "https://example.org/a"),))


def test_a_link_that_is_a_field() -> None:
    def run(inner: str) -> str:
        return f"<w:r>{inner}</w:r>"

    def at(kind: str) -> str:
        return run(f'<w:fldChar w:fldCharType="{kind}"/>')

    instruction = run('<w:instrText> HYPERLINK "https://example.org/b" </w:instrText>')
    body = f"<w:p>{at('begin')}{instruction}{at('separate')}{run('<w:t>Report</w:t>')}{at('end')}{run('<w:t>.</w:t>')}</w:p>"
    assert decode(packed(body), "a.docx").lines == [Line(1, "Report.", ((0, 6, "https://example.org/b"),))]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<w:p><w:del><w:r><w:t>gone</w:t></w:r></w:del><w:ins><w:r><w:t>new</w:t></w:r></w:ins></w:p>", ["new"]),
        ("<w:p><w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom><w:r><w:t>a</w:t></w:r></w:p>", ["a"]),
        ("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:t>a</w:t></w:r></w:p>", ["a"]),
        ("<w:p><w:r><w:t>non</w:t><w:noBreakHyphen/><w:t>mobile</w:t><w:tab/><w:t>x</w:t></w:r></w:p>", ["non-mobile x"]),
        ("<w:p><w:r><mc:Choice>" + paragraph("box") + "</mc:Choice><mc:Fallback>" + paragraph("box") + "</mc:Fallback><w:t>a</w:t></w:r></w:p>", ["box", "", "a"]),
        (paragraph("one", '<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr>'), ["• one"]),
        (paragraph("one", '<w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>'), ["one"]),
        (paragraph("• one", '<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr>'), ["• one"]),
    ],
)  # fmt: skip
def test_what_is_shown_of_a_paragraph(body: str, expected: list[str]) -> None:
    assert texts(packed(body)) == expected


def test_what_frames_the_text_is_left_aside_and_said() -> None:
    styles = f'<w:styles xmlns:w="{_W}"><w:style w:styleId="T"><w:name w:val="toc 1"/></w:style></w:styles>'
    relations = f'<R xmlns="r"><Relationship Id="s" Type="{_R}/styles" Target="styles.xml"/></R>'
    body = paragraph("Wren 4", '<w:pPr><w:pStyle w:val="T"/></w:pPr>') + (
        '<w:p><w:r><w:t>Text</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    )
    data = packed(body, word__styles=styles, word__header1="<h/>", word__footnotes="<f/>")
    whole = io.BytesIO(data)
    with zipfile.ZipFile(whole, "a") as archive:
        archive.writestr("word/_rels/document.xml.rels", relations)
    source = decode(whole.getvalue(), "a.docx")
    assert [line.text for line in source.lines] == ["Text"]
    assert [aside.what for aside in source.asides] == [
        "1 footnote",
        "1 line of a table of contents",
        "heads and feet of pages",
    ]


# --- What cannot be read ----------------------------------------------------------------------------------------------


def test_the_heads_and_feet_of_pages_are_told_apart_from_the_text() -> None:
    foot = f'<w:ftr xmlns:w="{_W}">{paragraph("Northmere Safeguarding Board | Page 2")}</w:ftr>'
    source = decode(packed(paragraph("Text"), word__footer1=foot), "a.docx")
    assert [line.text for line in source.lines] == ["Text"]
    assert source.heads == ["Northmere Safeguarding Board | Page 2"]


def test_a_document_that_is_not_whole() -> None:
    data = made(lambda document: document.add_paragraph("text"))
    assert refused(data[: len(data) // 2]) == refused(data[:-30]) == DAMAGED
    assert refused(packed("<w:p>")) == DAMAGED


def test_a_document_without_text() -> None:
    assert refused(packed("<w:p/>")) == "contains no text"
    macros = packed("<w:p/>", word__vbaProject="").replace(b"vbaProject.xml", b"vbaProject.bin")
    assert refused(macros) == "is a Word document of macros only, without text; save what they show as PDF"


def test_a_document_that_unpacks_to_very_much(monkeypatch: pytest.MonkeyPatch) -> None:
    message = "unpacks to more than 64 MiB, the most that is read; split it"
    assert refused(packed(f"<w:t>{' ' * (64 << 20)}</w:t>")) == message
    data = packed(paragraph("a"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = archive.getinfo("word/document.xml").file_size
    monkeypatch.setattr(package, "MAX_UNPACKED", size)
    assert texts(data) == ["a"]
    monkeypatch.setattr(package, "MAX_UNPACKED", size - 1)
    assert refused(data).startswith("unpacks to more than")


def test_a_document_that_declares_entities() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>')
    assert refused(data.getvalue()) == "is a Word document with entities of its own, which none has; save it anew"


def test_depth_and_parts_have_a_bound() -> None:
    def nested(depth: int) -> bytes:
        return packed("<w:p><w:r>" * depth + "<w:t>a</w:t>" + "</w:r></w:p>" * depth)

    assert texts(nested(498)) == ["a"]
    assert refused(nested(500)) == DAMAGED
    many = packed(paragraph("a"), **{f"{number:0200}": "" for number in range(5000)})
    assert refused(many) == "has too many parts for a Word document; open it and save it anew"


def test_a_locked_part() -> None:
    data = bytearray(packed(paragraph("a")))
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = -1
        while (start := data.find(sign, start + 1)) >= 0:
            data[start + at] |= 1
    assert refused(bytes(data)) == package.LOCKED


def test_raised_numbers_are_raised() -> None:
    run = "<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>{}</w:t></w:r>"
    body = f"<w:p><w:r><w:t>one</w:t></w:r>{run.format(12)}<w:r><w:t> and the 1</w:t></w:r>{run.format('st')}</w:p>"
    assert [line.text for line in decode(packed(body), "a.docx").lines] == ["one\u00b9\u00b2 and the 1st"]
