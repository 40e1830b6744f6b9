"""A briefing as a document: the same parts in every form, the same bytes each time, and two pages of A4."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from datetime import date
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

import pytest

import casereviews
from casereviews import export as forms
from casereviews.answers import brief, brief_page
from casereviews.answers.blocks import PageTitle
from casereviews.answers.brief_record import BriefRecord
from casereviews.export import briefing
from casereviews.export.document import PageBreak
from casereviews.store import Store
from helpers import Invoke

pytestmark = pytest.mark.usefixtures("made")

WORDS: Sequence[str | None] = (
    "neglect",
    "fathers",
    "information sharing",
    "physical abuse",
    "domestic abuse",
    "housing",
    None,
)


def needed(ending: str) -> None:
    """Skip where the library that a form needs is not there."""
    extra = forms.DOCUMENTS[ending].extra
    if extra and find_spec(extra.module) is None:
        pytest.skip(f"{extra.module} is not installed")


def of(word: str | None) -> BriefRecord:
    with casereviews.open() as collections:
        return collections.brief(word)


def test_its_title_its_day_and_its_parts(store: Store) -> None:
    record = of("neglect")
    document = briefing.document(record, store.vocabulary)
    assert document[:3] == ("Practice briefing: Neglect", "neglect. 2 of 8 reviews. 2 January 2024.", date(2024, 1, 2))
    parts = list(document.parts)
    assert parts == list(brief_page.page(record, store.vocabulary))
    assert isinstance(parts[0], PageTitle)


@pytest.mark.parametrize("ending", forms.DOCUMENTS)
def test_every_form_has_all_of_it_and_is_the_same_each_time(store: Store, ending: str) -> None:
    needed(ending)
    record = of("neglect")
    first, second = (b"".join(forms.write(briefing.document(record, store.vocabulary), ending)) for _ in range(2))
    assert first == second
    assert len(first) > 1000
    if ending in (".md", ".txt", ".html"):
        text = first.decode("utf-8")
        assert len(brief.cited(record)) > 4
        assert all(identity in text for identity in brief.cited(record))
        assert record["title"] in text


@pytest.mark.parametrize("ending", [ending for ending in forms.DOCUMENTS if ending != ".md"])
def test_the_command_writes_each(invoke: Invoke, tmp_path: Path, ending: str) -> None:
    needed(ending)
    file = tmp_path / f"a{ending}"
    assert invoke("brief", "neglect", "-q", "-o", str(file)) == (0, "", "")
    assert file.stat().st_size > 1000


def test_a_citation_stands_behind_its_sentence(store: Store) -> None:
    """In what practitioners read; text keeps its ids in front, to be found."""
    needed(".docx")
    import docx

    document = briefing.document(of("neglect"), store.vocabulary)
    question = "How do we recognise neglect here, and what do we do when we see it?"
    written = docx.Document(BytesIO(b"".join(forms.write(document, ".docx"))))
    (paragraph,) = (one for one in written.paragraphs if question in one.text)
    assert paragraph.text == f"{question} [theme/neglect-recognition]"
    assert paragraph.runs[-1].style.name == "Id"
    document = briefing.document(of("neglect"), store.vocabulary)
    page = b"".join(forms.write(document, ".html")).decode()
    assert f'<li>{question} <small class="quiet">[theme/neglect-recognition]</small></li>' in page
    document = briefing.document(of("neglect"), store.vocabulary)
    assert f"theme/neglect-recognition  {question}" in b"".join(forms.write(document, ".txt")).decode()


def test_a_form_has_room_to_write(store: Store) -> None:
    """Three lines, in columns that are wide enough."""
    needed(".docx")
    import docx

    with casereviews.open() as collections:
        record = collections.brief("neglect", plan=True)
    document = briefing.document(record, store.vocabulary)
    assert list(document.parts)[-4:-2] == [PageBreak(), PageTitle("Action plan")]
    document = briefing.document(record, store.vocabulary)
    (table,) = docx.Document(BytesIO(b"".join(forms.write(document, ".docx")))).tables
    assert len(table.rows) == 1 + sum(len(group["points"]) for group in record["recommendations"]) > 2
    assert {row.height.pt for row in table.rows[1:] if row.height} == {49}
    assert all(cell.width.cm > 2.5 for cell in table.rows[1].cells)
    page = b"".join(forms.write(briefing.document(record, store.vocabulary), ".html"))
    assert b'<table class="form">' in page


@pytest.mark.slow
@pytest.mark.parametrize("ending", [".docx", ".html", ".pdf"])
@pytest.mark.parametrize("word", WORDS)
def test_it_stands_on_two_pages(store: Store, tmp_path: Path, word: str | None, ending: str) -> None:
    """As a PDF, as LibreOffice lays a Word document out, and as a browser prints a page."""
    needed(ending)
    programs = {
        ".docx": ["soffice", f"-env:UserInstallation=file://{tmp_path}/office", "--headless", "--convert-to", "pdf",
                  "--outdir", str(tmp_path), str(tmp_path / "a.docx")],
        ".html": ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
                  f"--print-to-pdf={tmp_path}/a.pdf", f"file://{tmp_path}/a.html"],
        ".pdf": ["true"],
    }  # fmt: skip
    if not all(shutil.which(program) for program in (programs[ending][0], "pdfinfo")):
        pytest.skip(f"{programs[ending][0]} or pdfinfo is not there")
    record = of(word)
    (tmp_path / f"a{ending}").write_bytes(b"".join(forms.write(briefing.document(record, store.vocabulary), ending)))
    subprocess.run(programs[ending], check=True, capture_output=True, timeout=120)
    told = subprocess.run(["pdfinfo", str(tmp_path / "a.pdf")], check=True, capture_output=True, text=True).stdout
    assert "Pages:           2\n" in told
