"""Word documents, read back with python-docx, and opened by LibreOffice where it is there."""

from __future__ import annotations

import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Twips
from hypothesis import given

from casereviews.answers.blocks import Paragraph
from casereviews.export.document import Document, PageBreak
from casereviews.text import visible
from helpers import examples
from helpers.documents import ADDRESS, DAY, HOSTILE, hostile, sample, written


def test_the_styles_are_those_that_word_knows() -> None:
    new = docx.Document(written(sample(), ".docx"))
    assert [(paragraph.style and paragraph.style.name, paragraph.text) for paragraph in new.paragraphs] == [
        ("Title", "Case reviews"),
        ("Subtitle", "harm: neglect"),
        ("Heading 1", "What this is"),
        ("Normal", "First line\nsecond line"),
        ("TOC Heading", "Contents"),
        ("toc 1", "Child W  2030-01/child-w"),
        ("toc 1", "Child X  2030-01/child-x"),
        ("Heading 1", "Child W"),
        ("Subtitle", "A review"),
        ("Subtitle", "2030-01/child-w"),
        ("Facts", "Type\tnot stated"),
        ("Facts", f"Source\t{ADDRESS}"),
        ("Heading 2", "Learning (2)"),
        ("List Bullet", "L1 Ask the child."),
        ("List Continue", "Voice of the child"),
        ("List Bullet", "L2 Write it down."),
        ("Heading 1", "Child X"),
        ("Subtitle", "2030-01/child-x"),
        ("Normal", f"Full overview (PDF): {ADDRESS}"),
        ("Normal", ""),
    ]
    strong = [run.text for run in new.paragraphs[13].runs if run.style and run.style.name == "Strong"]
    assert strong == ["L1 ", "Ask"]


def test_it_tells_what_it_is() -> None:
    """Its title, its language, its day, and nobody as its author."""
    new = docx.Document(written(sample(), ".docx"))
    told = new.core_properties
    assert (told.title, told.subject, told.language, told.author) == ("Case reviews", "harm: neglect", "en-GB", "")
    assert told.created == told.modified == datetime(2024, 1, 2, tzinfo=UTC)
    (language,) = new.styles.element.iter(qn("w:lang"))
    (fonts,) = new.settings.element.iter(qn("w:themeFontLang"))
    assert [one.get(qn("w:val")) for one in (language, fonts)] == ["en-GB", "en-GB"]
    assert new.styles["Normal"].font.size is not None
    assert new.styles["Normal"].font.size.pt == 12


def test_the_page_is_a4_and_numbered() -> None:
    section = docx.Document(written(sample(), ".docx")).sections[0]
    assert (section.page_width, section.page_height) == (Twips(11906), Twips(16838))
    assert [paragraph.text for paragraph in section.footer.paragraphs] == ["Case reviews\tPage 1 of 1"]
    fields = [field.text for field in section.footer.paragraphs[0].paragraph_format.element.iter(qn("w:instrText"))]
    assert fields == [" PAGE ", " NUMPAGES "]


def test_links_lead_to_addresses_and_contents_to_headings() -> None:
    new = docx.Document(written(sample(), ".docx"))
    links = [link for paragraph in new.paragraphs for link in paragraph.hyperlinks]
    assert [(link.text, link.url) for link in links if link.url] == [
        (ADDRESS, ADDRESS),
        (f"Full overview (PDF): {ADDRESS}", ADDRESS),
    ]
    marks = {mark.get(qn("w:name")): mark.getparent() for mark in new.element.iter(qn("w:bookmarkStart"))}
    targets = [(link.text, marks[link.fragment].text) for link in links if link.fragment]
    assert targets == [("Child W  2030-01/child-w", "Child W"), ("Child X  2030-01/child-x", "Child X")]
    assert [field.text for field in new.element.iter(qn("w:instrText"))] == [r' TOC \o "1-1" \h \z \u ']


def test_a_new_page_begins_with_its_heading_and_each_heading_keeps_what_follows() -> None:
    new = docx.Document(written(sample(), ".docx"))
    on_new_pages = [paragraph.text for paragraph in new.paragraphs if paragraph.paragraph_format.page_break_before]
    assert on_new_pages == ["Child W", "Child X"]
    assert all(new.styles[name].paragraph_format.keep_with_next for name in ("Title", "Heading 1", "Heading 2"))
    document = Document("t", "", DAY, [PageBreak(), Paragraph("alone")])
    pages = docx.Document(written(document, ".docx")).paragraphs
    assert [(len(page.runs), page.contains_page_break) for page in pages[1:]] == [(1, False), (1, False)]
    assert 'w:type="page"' in ZipFile(written(document, ".docx")).read("word/document.xml").decode()


def test_a_grid_is_a_table_whose_header_is_repeated() -> None:
    """Without its bars, for the numbers stand beside them."""
    (table,) = docx.Document(written(sample(), ".docx")).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Theme", "Reviews"], ["Recording", "7"], ["Housing", "1"], ["All", "8"],
    ]  # fmt: skip
    headers = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows]
    assert headers == [True, False, False, False]


def test_it_has_no_picture_of_a_first_page() -> None:
    """That would be the library's template, not this document."""
    archive = ZipFile(written(sample(), ".docx"))
    assert not [name for name in archive.namelist() if "thumbnail" in name]
    assert b"officeDocument" in archive.read("_rels/.rels")
    assert b"thumbnail" not in archive.read("_rels/.rels")


def test_the_bytes_are_the_same_each_time() -> None:
    first, second = written(sample(), ".docx"), written(sample(), ".docx")
    assert first.getvalue() == second.getvalue()
    assert {entry.date_time for entry in ZipFile(first).infolist()} == {(1980, 1, 1, 0, 0, 0)}


@examples(12)
@given(HOSTILE)
def test_any_text_is_shown_as_it_is(text: str) -> None:
    new = docx.Document(written(hostile(text), ".docx"))
    normal = [paragraph.text for paragraph in new.paragraphs if paragraph.style and paragraph.style.name == "Normal"]
    assert normal == [visible(text), ""]


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not there")
def test_libreoffice_opens_it(tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    file.write_bytes(written(sample(), ".docx").getvalue())
    office = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/office"]
    for form in ("pdf", "txt:Text (encoded):UTF8"):
        subprocess.run([*office, "--convert-to", form, "--outdir", tmp_path, file], check=True, capture_output=True)
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF-")
    words = " ".join(paragraph.text for paragraph in docx.Document(str(file)).paragraphs).split()
    read = (tmp_path / "a.txt").read_text("utf-8-sig").split()
    assert "Ask" in words
    assert [word for word in words if word not in read] == []
