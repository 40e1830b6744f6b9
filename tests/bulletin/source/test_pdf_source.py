"""From a PDF to its lines."""

from __future__ import annotations

import io
import sys
import zlib
from functools import partial
from pathlib import Path

import pikepdf
import pytest
import typst

from casereviews.bulletin import source
from casereviews.bulletin.source import Source, decode, package, pdf
from casereviews.bulletin.source.lines import RUNNING_HEADS, Aside, Line
from casereviews.extras import PYPDFIUM2
from helpers import Invoke, bulletins

COLUMNS = """
#set page(width: 210mm, height: 120mm, columns: 2,
  header: [Eastmere Partnership #h(1fr) OFFICIAL], footer: context [Page #counter(page).display() of 2])
#set text(hyphenate: true, lang: "en")
#set par(justify: true)
== Serious Case Review: Wren
Neglect of a girl under 5 in the winter of 2028. Professionals found the circumstances of her family extraordinarily
complicated and misunderstood the responsibilities that each organisation had notwithstanding several communications
about a 7-week-old.

Learning includes:
- ask who lives in the home, and write down every adult whom the family names at each of the visits
- look again

#link("https://example.org/wren.pdf")[Read the overview report (PDF)]
#colbreak()
== Learning review: Child Reed
A boy aged 3 years died in May 2029. He had lived with an aunt.
#pagebreak()
He was known to a nursery.
"""


def made(text: str) -> bytes:
    """The PDF of a text, with the fonts that typst brings."""
    compiled: bytes = typst.compile(text.encode(), ignore_system_fonts=True)
    return compiled


def drawn(content: bytes, said: bytes = b"/FlateDecode") -> bytes:
    """A PDF of one page that such a stream draws."""
    return b"".join((
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n",
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj\n",
        b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n4 0 obj<</Filter",
        said, b"/Length %d>>stream\n" % len(content), content, b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n",
    ))  # fmt: skip


def read(data: bytes) -> Source:
    return decode(data, "a.pdf")


refused = partial(bulletins.refused, name="a.pdf")


def test_two_columns_are_read_one_after_the_other() -> None:
    found = read(made(COLUMNS))
    assert found.unit == "page"
    link = ((0, 30, "https://example.org/wren.pdf"),)
    assert [line for line in found.lines if line.text] == [
        Line(1, "Serious Case Review: Wren", heading=True),
        Line(
            1,
            "Neglect of a girl under 5 in the winter of 2028. Professionals found the circumstances of her family "
            "extraordinarily complicated and misunderstood the responsibilities that each organisation had "
            "notwithstanding several communications about a 7-week-old.",
        ),
        Line(1, "Learning includes:"),
        Line(1, "• ask who lives in the home, and write down every adult whom the family names at each of the visits"),
        Line(1, "• look again"),
        Line(1, "Read the overview report (PDF)", link),
        Line(1, "Learning review: Child Reed", heading=True),
        Line(1, "A boy aged 3 years died in May 2029. He had lived with an aunt."),
        Line(2, "He was known to a nursery."),
    ]


def test_running_heads_are_put_aside_with_their_pages() -> None:
    heads = [
        Line(1, "Eastmere Partnership OFFICIAL"),
        Line(1, "Page 1 of 2"),
        Line(2, "Eastmere Partnership OFFICIAL"),
        Line(2, "Page 2 of 2"),
    ]
    assert read(made(COLUMNS)).asides == [Aside(RUNNING_HEADS, heads)]


def test_what_stands_on_one_page_only_is_text() -> None:
    found = read(made("#set page(header: [Eastmere], footer: [3])\nA boy."))
    assert [line.text for line in found.lines if line.text] == ["Eastmere", "A boy."]
    assert found.asides == [Aside(RUNNING_HEADS, [Line(1, "3")])]


def test_footnotes_are_left_aside() -> None:
    note = "#footnote[A note about the hours of an office. It goes on in a second line, as it says very much, word by word.]"
    found = read(
        made(
            f"A boy lived there{note} with an aunt.\n\n2 of them knew.\n\nThe third did not. #text(7pt)[A small print.]"
        )
    )
    texts = [line.text for line in found.lines if line.text]
    assert texts == ["A boy lived there with an aunt.", "2 of them knew.", "The third did not. A small print."]
    assert found.asides == [Aside("1 footnote")]


def test_a_line_that_had_room_ends_a_paragraph() -> None:
    text = "#set par(spacing: 0.65em)\nFirst point.\n\n" + "word " * 60 + "end.\n\nLast point."
    texts = [line.text for line in read(made(text)).lines if line.text]
    assert texts == ["First point.", ("word " * 60 + "end."), "Last point."]


def test_a_sentence_goes_on_in_a_box_that_is_narrower_than_the_page() -> None:
    text = "Nobody had asked the aunt, who saw more of him than anybody else in those months."
    wide = (
        "The review was held in the spring by two reviewers who had not known the family before, and met them twice. "
        * 2
    )
    found = read(made(f"{wide}\n\n#block(width: 45%)[Finding 1. {text}]\n\n{wide}"))
    assert f"Finding 1. {text}" in [line.text for line in found.lines]


@pytest.mark.parametrize(
    ("before", "after", "elsewhere", "together"),
    [
        ("mis-", "understood", "", "misunderstood"),
        ("mis-", "understood", "misunderstood", "misunderstood"),
        ("non-", "mobile", "non-mobile", "non-mobile"),
        ("non-", "mobile", "nonmobile", "nonmobile"),
        ("multi-", "agency", "agency", "multi-agency"),
        ("7-", "week", "", "7-week"),
        ("Eastmere-", "Northmere", "", "Eastmere-Northmere"),
    ],
)
def test_a_hyphen_at_the_end_of_a_line(before: str, after: str, elsewhere: str, together: str) -> None:
    """It goes where the document has the word whole, or neither half as a word."""
    content = f"BT /F 12 Tf 14 TL 50 700 Td (x {before}) Tj T* ({after} y) Tj 0 -60 Td ({elsewhere}) Tj ET"
    lines = read(drawn(zlib.compress(content.encode()))).lines
    assert lines[1].text == f"x {together} y"


def test_pages_of_pictures_are_named() -> None:
    from PIL import Image

    scan = io.BytesIO()
    Image.new("L", (60, 80), 200).save(scan, "PDF")
    message = "is a scanned PDF: pictures of pages, without text; have the text recognised first (OCR), as by ocrmypdf"
    assert refused(scan.getvalue()) == message
    both = io.BytesIO()
    with pikepdf.open(io.BytesIO(made("A boy."))) as document, pikepdf.open(scan) as pictures:
        document.pages.extend(pictures.pages)
        document.save(both)
    assert read(both.getvalue()).asides == [Aside("page 2, a picture without text")]


# --- What cannot be read ----------------------------------------------------------------------------------------------


def locked(user: str) -> bytes:
    data = io.BytesIO()
    with pikepdf.open(io.BytesIO(made("A boy."))) as document:
        document.save(data, encryption=pikepdf.Encryption(user=user, owner="b"))
    return data.getvalue()


def test_a_password() -> None:
    """One that only keeps people from changing it does not matter."""
    assert refused(locked("a")) == package.LOCKED
    assert [line.text for line in read(locked("")).lines if line.text] == ["A boy."]


def test_a_pdf_that_is_not_whole() -> None:
    data = made(COLUMNS)
    message = "is a PDF that is damaged or cut off; get it again, or open it and print it to a new PDF"
    assert refused(data[: len(data) // 2]) == refused(b"%PDF-1.7\n") == message


def test_a_pdf_without_text() -> None:
    assert refused(made(" ")) == "is a PDF without text; copy what it shows into a text file"


def test_what_draws_a_page_unpacks_to_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    content = b"BT /F 12 Tf 50 700 Td (A boy.) Tj ET"
    monkeypatch.setattr(pdf, "MAX_UNPACKED", len(content))
    assert [line.text for line in read(drawn(zlib.compress(content))).lines if line.text] == ["A boy."]
    monkeypatch.undo()
    message = "has a page that unpacks to more than 3 MiB; print it to a new PDF"
    assert refused(drawn(zlib.compress(content + b" " * pdf.MAX_UNPACKED))) == message
    twice = zlib.compress(zlib.compress(content))
    message = "is a PDF with a page that is packed twice; print it to a new PDF"
    assert refused(drawn(twice, b"[/FlateDecode/FlateDecode]")) == message


def test_too_many_pages_or_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    data = made("One.\n\nTwo.\n#pagebreak()\nThree.")
    monkeypatch.setattr(pdf, "MAX_PAGES", 2)
    monkeypatch.setattr(pdf, "MAX_LINES", 3)
    assert [line.text for line in read(data).lines if line.text] == ["One.", "Two.", "Three."]
    monkeypatch.setattr(pdf, "MAX_LINES", 2)
    assert refused(data) == "has more than 2 lines; is it a bulletin?"
    monkeypatch.setattr(pdf, "MAX_PAGES", 1)
    assert refused(data) == "has more than 1 pages; is it a bulletin?"


def test_without_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "casereviews.bulletin.source.pdf_page", raising=False)
    monkeypatch.delattr(source, "pdf_page", raising=False)
    monkeypatch.setitem(sys.modules, PYPDFIUM2.module, None)
    message = f"is a PDF, which needs the library pypdfium2; install it: {PYPDFIUM2.install}"
    assert refused(b"%PDF-1.7\n") == message


PLAN = """
#set page(width: 260mm, height: 120mm)
#set text(size: 9pt)
== Learning review: Child Reed
A boy aged 3 years died in May 2029. He had lived with an aunt, whom nobody had asked about her work at night.
#table(columns: (1.5cm, 1fr, 1fr, 3cm), align: (col, row) => if row == 0 { HEAD } else { left },
  table.header([*Ref*], [*Learning*], [*Action agreed*], [*By when*]),
  [R1], [The aunt was not asked about her work, though she was seen by a nurse on nine days in a row.], [Ask every
  carer about work at night, and write down what is said about it at each of the visits.], [May 2030],
  [R2], [A letter of the ward was lost between two teams that had the same name.], [Telephone about such
  letters on the day on which they are sent.], [June 2030],
)
The next meeting of the group that wrote this plan is in the summer, when all that was done is to be told again.
"""


@pytest.mark.parametrize("head", ["left", "center"])
def test_the_cells_of_a_table_are_read_by_where_they_stand(head: str) -> None:
    lines = [line for line in read(made(PLAN.replace("HEAD", head))).lines if line.text]
    cells = {(line.cell.row, line.cell.column): line.text for line in lines if line.cell}
    assert {place: text.split(".")[0][:30] for place, text in cells.items()} == {
        (1, 1): "Ref", (1, 2): "Learning", (1, 3): "Action agreed", (1, 4): "By when",
        (2, 1): "R1", (2, 2): "The aunt was not asked about h", (2, 3): "Ask every carer about work at ", (2, 4): "May 2030",
        (3, 1): "R2", (3, 2): "A letter of the ward was lost ", (3, 3): "Telephone about such letters o", (3, 4): "June 2030",
    }  # fmt: skip
    assert cells[2, 2].endswith("nine days in a row.")
    assert [line.text[:3] for line in lines if not line.cell] == ["Lea", "A b", "The"]


def test_a_bold_line_over_paragraphs_is_no_head_of_a_table() -> None:
    text = PLAN.split("#table")[0] + "*Ref #h(3cm) Learning #h(3cm) Action*\n\n" + 3 * (PLAN.rpartition(")")[2] + "\n")
    assert not any(line.cell for line in read(made(text)).lines)


GAPPED = """
= A year of reviews
== Alder
#table(columns: (4cm, 1fr), stroke: none,
  [Type], [Case management review],
  [Published], [6 September 2031],
  [Who], [Alder was 14 in April 2030. He has three sisters, of whom the youngest was only one year old when he began
  to look after all of them by himself.],
)
Alder had been alone with his sisters for most of the time since the winter, and nobody knew.
"""


def test_lines_with_wide_gaps_at_the_same_place_are_a_table_without_a_head() -> None:
    lines = [line for line in read(made(GAPPED)).lines if line.text]
    cells = {(line.cell.row, line.cell.column): line.text[:12] for line in lines if line.cell}
    assert cells == {
        (1, 1): "Type", (1, 2): "Case managem", (2, 1): "Published", (2, 2): "6 September ", (3, 1): "Who", (3, 2): "Alder was 14",
    }  # fmt: skip
    assert [line.text[:5] for line in lines if not line.cell] == ["A yea", "Alder", "Alder"]


@pytest.mark.parametrize("sign", ["1", "12.", "•", "A"])
def test_numbers_or_signs_before_paragraphs_are_no_column(sign: str) -> None:
    text = "\n\n".join(f"{sign} #h(2cm) No agency had set out to find out about it, in any year." for _ in range(3))
    assert not any(line.cell for line in read(made(text)).lines)


def test_what_stands_under_a_heading_of_the_text_is_no_running_head() -> None:
    pages = [f"*{name}*\n\nPublished: 2031\n\n{name} was two years old and had been hurt." for name in NAMES]
    found = read(made("\n#pagebreak()\n".join(pages)))
    assert [line.text for line in found.lines].count("Published: 2031") == len(NAMES)
    under = [page.replace("*", "", 2) for page in pages]
    assert "Published: 2031" not in [line.text for line in read(made("\n#pagebreak()\n".join(under))).lines]


NAMES = ("Alder", "Birch", "Cedar", "Damson")


BESIDE = """
== Serious Case Review: Wren
Neglect of a girl under 5 in the winter of 2028.

Learning includes:
- missed appointments need a response

The rooms are open on Mondays.

Biscuits are kept in the hall.
#pagebreak()
== Serious Case Review: Child Reed
A boy aged 3 years died of neglect in May 2029.

Learning includes:
- the voice of the child was not heard

"""
LINES = ["The rooms are open on Mondays.", "Biscuits are kept in the hall.", "Zebras cross here.", "Apples are there."]


def test_what_belongs_to_no_review_is_told_in_the_order_of_its_page(invoke: Invoke, tmp_path: Path) -> None:
    """As JSON and on a page alike; and that lines of a page do does not mean that all of it does."""
    file = tmp_path / "a.pdf"
    file.write_bytes(made(BESIDE + "\n\n".join(LINES[2:])))
    *_, told = invoke("import", str(file), "--dry-run", "--json").json
    assert (told["value"], told["words"]) == (LINES[0], " / ".join(LINES))
    assert told["why"] == f"4 lines on pages 1 to 2 of {file} belong to no review"
    assert f" {' / '.join(LINES)}  {told['why']}\n" in invoke("import", str(file), "--dry-run").out
    file.write_bytes(made(BESIDE.replace("#pagebreak()", "") + LINES[2]))
    *_, told = invoke("import", str(file), "--dry-run", "--json").json
    assert (told["words"], told["why"]) == (" / ".join(LINES[:3]), f"3 lines on page 1 of {file} belong to no review")
    file.write_bytes(made(LINES[3] + BESIDE.replace(LINES[0], "").replace(LINES[1], "")))
    *_, told = invoke("import", str(file), "--dry-run", "--json").json
    assert (told["words"], told["why"]) == (LINES[3], f"1 line on page 1 of {file} belongs to no review")
