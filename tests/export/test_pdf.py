"""PDF documents: what typst accepts as PDF/UA-1, and the structure that a screen reader is given, read with pikepdf."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereviews.answers.blocks import Heading, Paragraph
from casereviews.export.document import Document, Part
from casereviews.text import one_line
from helpers import examples
from helpers.documents import ADDRESS, DAY, HOSTILE, hostile, sample, written

RIGHT_TO_LEFT = st.lists(
    st.text(st.characters(min_codepoint=0x5B0, max_codepoint=0x75F) | st.sampled_from("a1()"), min_size=1, max_size=9),
    max_size=60,
).map(" ".join)
"""Words of Hebrew, Arabic and Syriac letters with marks, enough to fill lines."""


def tags(file: BytesIO) -> list[tuple[str, str]]:
    """The tags of a file in their order, each with its title."""
    with pikepdf.open(file) as pdf:
        return list(_tags(pdf.Root.StructTreeRoot.K))


def _tags(element: pikepdf.Object) -> Iterator[tuple[str, str]]:
    if isinstance(element, pikepdf.Array):
        for one in element:
            yield from _tags(one)
    elif isinstance(element, pikepdf.Dictionary):
        if "/S" in element:
            yield str(element.S), str(element.get("/T", ""))
        yield from _tags(element.get("/K", pikepdf.Array()))


def test_its_structure_is_that_of_the_document() -> None:
    """Without marks for what is strong: headings, paragraphs, lists, links, and tables with a header."""
    assert [tag for tag in tags(written(sample(), ".pdf")) if tag[0] not in ("/Strong", "/Span")] == [
        ("/Document", ""),
        ("/Title", ""),
        ("/P", ""),
        ("/H1", "What this is"),
        ("/P", ""),
        ("/H1", "Contents"),
        ("/TOC", ""),
        *[("/TOCI", ""), ("/Reference", ""), ("/Link", "")] * 2,
        ("/H1", "Child W"),
        ("/P", ""),
        ("/P", ""),
        ("/L", ""),
        *[("/LI", ""), ("/Lbl", ""), ("/LBody", "")] * 2,
        ("/Link", ""),
        ("/H2", "Learning (2)"),
        ("/L", ""),
        *[("/LI", ""), ("/Lbl", ""), ("/LBody", "")] * 2,
        ("/H1", "Child X"),
        ("/P", ""),
        ("/P", ""),
        ("/Link", ""),
        ("/Table", ""),
        ("/THead", ""),
        *[("/TR", ""), ("/TH", ""), ("/TH", "")],
        ("/TBody", ""),
        *[("/TR", ""), ("/TD", ""), ("/TD", "")] * 3,
    ]


def test_it_tells_what_it_is() -> None:
    """PDF/UA-1, its title, its language, its day; and a program shows the title, not the name of the file."""
    with pikepdf.open(written(sample(), ".pdf")) as pdf:
        assert (str(pdf.Root.Lang), bool(pdf.Root.MarkInfo.Marked)) == ("en-GB", True)
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert [float(side) for side in pdf.pages[0].mediabox] == pytest.approx([0, 0, 595.28, 841.89], abs=0.01)
        assert len(pdf.pages) == 3
        with pdf.open_metadata() as told:
            assert told["pdfuaid:part"] == "1"
            assert told["dc:title"] == "Case reviews"
            assert told["dc:description"] == "harm: neglect"
            assert told["xmp:CreateDate"].startswith("2024-01-02")


def test_links_lead_to_their_addresses() -> None:
    with pikepdf.open(written(sample(), ".pdf")) as pdf:
        links = [note for page in pdf.pages for note in page.get("/Annots", pikepdf.Array())]
        addresses = [str(link.A.URI) for link in links if "/A" in link and "/URI" in link.A]
    assert addresses == [ADDRESS, ADDRESS]
    assert len(links) > 2  # the others lead from the contents to their pages


def test_the_bytes_are_the_same_each_time() -> None:
    assert written(sample(), ".pdf").getvalue() == written(sample(), ".pdf").getvalue()


def test_what_the_fonts_lack_is_shown_by_its_number() -> None:
    """And told at the end. Letters of other scripts that they have stay, with marks that are part of them."""
    parts: list[Part] = [Heading("Ło\u0301dź, Ελλάδα, смех, שלום"), Heading("a 😀 b 中 q\u0303"), Paragraph("😀")]
    assert tags(written(Document("t", "", DAY, parts), ".pdf"))[2:] == [
        ("/H1", "Łódź, Ελλάδα, смех, שלום"), ("/H1", "a [U+1F600] b [U+4E2D] q[U+0303]"), ("/P", ""), ("/H1", "Characters"), ("/P", ""),
    ]  # fmt: skip


def read(parts: list[Part], folder: Path) -> str:
    """The text of a PDF of these parts, as it can be copied."""
    file = folder / "a.pdf"
    file.write_bytes(written(Document("t", "", DAY, parts), ".pdf").getvalue())
    return subprocess.run(["pdftotext", file, "-"], check=True, capture_output=True, text=True).stdout


needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not there")


@needs_poppler
@pytest.mark.parametrize(("last", "told"), [(0x4E13, "ideograph-4e13."), (0x4E14, "ideograph-4e13; and 1 more.")])
def test_characters_that_cannot_be_shown_are_named(tmp_path: Path, last: int, told: str) -> None:
    """At most twenty of them."""
    text = " ".join(read([Paragraph("".join(map(chr, range(0x4E00, last + 1))))], tmp_path).split())
    assert "[U+4E00] cjk unified ideograph-4e00;" in text
    assert told in text


@needs_poppler
def test_a_long_word_is_broken_and_can_be_copied(tmp_path: Path) -> None:
    """No sign is in the breaks."""
    lines = read([Paragraph("0123456789" * 20)], tmp_path).split("\n")
    whole = [line for line in lines if line.strip("0123456789") == "" and len(line) > 10]
    assert len(whole) > 1
    assert "".join(whole) == "0123456789" * 20


def test_many_characters_that_the_fonts_lack_are_all_found() -> None:
    """Whatever the page that they would stand on."""
    many = "".join(map(chr, range(0x4E00, 0x4E00 + 1500)))
    assert ("/H1", "".join(f"[U+{ord(character):04X}]" for character in many)) in tags(
        written(Document("t", "", DAY, [Heading(many)]), ".pdf")
    )


@examples(24)
@given(RIGHT_TO_LEFT)
def test_any_right_to_left_text_is_survived(text: str) -> None:
    parts: list[Part] = [Heading(f"x{text[:40]}"), Paragraph(text)]
    assert written(Document("t", "", DAY, parts), ".pdf").read(5) == b"%PDF-"


@examples(9)
@given(HOSTILE)
def test_any_text_is_text(text: str) -> None:
    """It is no markup, and it ends no file."""
    headings = [title for tag, title in tags(written(hostile(text), ".pdf")) if tag == "/H1"]
    shown = one_line(unicodedata.normalize("NFC", text)).translate(
        {ord(character): f"[U+{ord(character):04X}]" for character in "中😀"}
    )
    assert headings[1] == (shown or "2030-01/a")
