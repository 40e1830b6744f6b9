"""From an OpenDocument text to its lines."""

from __future__ import annotations

import io
import zipfile
from functools import partial

from casereviews.bulletin.source import decode, package
from casereviews.bulletin.source.lines import Aside, Line
from helpers import bulletins

_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("fo", "xsl-fo-compatible"))
)  # fmt: skip
_BOLD = (
    '<style:style style:name="B"><style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="C" style:parent-style-name="B"/>'
)

refused = partial(bulletins.refused, name="a.odt")


def packed(body: str, manifest: str = "<m/>") -> bytes:
    data = io.BytesIO()
    root = f'<office:document-content {_NAMES} xmlns:xlink="http://www.w3.org/1999/xlink">{_BOLD}{body}</office:document-content>'
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", root)
        archive.writestr("META-INF/manifest.xml", manifest)
    return data.getvalue()


def test_headings_lists_links_and_cells() -> None:
    source = decode(
        packed(
            "<text:h>Child Kite</text:h><text:p>A boy<text:s text:c='3'/>of<text:tab/>7<text:line-break/>weeks.</text:p>"
            "<text:list><text:list-item><text:p>ask</text:p></text:list-item>"
            "<text:list-item><text:p>write</text:p></text:list-item></text:list>"
            '<text:p text:style-name="C">Wren</text:p><text:p>a <text:span text:style-name="B">b</text:span></text:p>'
            '<text:p>Read <text:a xlink:href="https://example.org/a">this</text:a> <text:a xlink:href="#b">now</text:a></text:p>'
            "<table:table-cell><text:p>Police</text:p></table:table-cell><table:table-cell><text:p>Act</text:p></table:table-cell>"
        ),
        "a.odt",
    )
    assert (source.unit, source.asides) == ("paragraph", [])
    assert [line for line in source.lines if line.text] == [
        Line(1, "Child Kite", heading=True),
        Line(2, "A boy of 7"),
        Line(2, "weeks."),
        Line(3, "• ask"),
        Line(4, "• write"),
        Line(5, "Wren", heading=True),
        Line(6, "a b"),
        Line(7, "Read this now", ((5, 9, "https://example.org/a"),)),
        Line(8, "Police"),
        Line(9, "Act"),
    ]


def test_what_is_no_text_of_the_document_is_left_aside() -> None:
    body = (
        "<text:tracked-changes><text:p>gone</text:p></text:tracked-changes><text:table-of-content><text:p>Wren 4</text:p>"
        "</text:table-of-content><text:p>Text<text:note><text:note-body><text:p>small</text:p></text:note-body></text:note>"
        "<office:annotation><text:p>remark</text:p></office:annotation>.</text:p>"
    )
    source = decode(packed(body), "a.odt")
    assert source.lines == [Line(1, "Text.")]
    assert source.asides == [Aside("1 footnote")]


def test_what_cannot_be_read() -> None:
    data = packed("<text:p>text</text:p>")
    damaged = "is an OpenDocument text that is damaged or cut off; open it, save it anew, or get it again"
    assert refused(data[: len(data) // 2]) == refused(packed("<text:p>")) == damaged
    assert refused(data.replace(b"content.xml", b"c0ntent.xml")) == damaged
    assert refused(packed("", "<m xmlns='a'><encryption-data/></m>")) == package.LOCKED
    assert refused(packed("<text:p/>")) == "contains no text"
