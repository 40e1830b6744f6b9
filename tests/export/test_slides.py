"""Slides, read back with python-pptx."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given
from pptx import Presentation
from pptx.util import Pt

from casereviews.answers.blocks import Column, Grid, Heading, PagePoint, PageTitle, Paragraph, Points
from casereviews.export.document import Document, Part
from casereviews.text import one_line
from helpers import examples
from helpers.documents import ADDRESS, DAY, HOSTILE, hostile, sample, written


def slides(document: Document) -> list[Any]:
    return list(Presentation(written(document, ".pptx")).slides)


def text(slide: Any) -> tuple[str, list[str]]:
    """The title of a slide, and its paragraphs, a line break in them as a vertical tab."""
    body = [shape for shape in slide.placeholders if shape.placeholder_format.idx == 1]
    return slide.shapes.title.text_frame.text, [line.text for shape in body for line in shape.text_frame.paragraphs]


def table(slide: Any) -> list[list[str]]:
    (found,) = [shape.table for shape in slide.shapes if shape.has_table]
    return [[cell.text for cell in row.cells] for row in found.rows]


def test_a_heading_has_a_slide_and_its_points_are_bullets() -> None:
    """A short text stands above a table; breaks of pages and contents are left out."""
    found = slides(sample())
    assert [text(slide) for slide in found] == [
        ("Case reviews", ["harm: neglect"]),
        ("What this is", ["First line second line"]),
        (
            "Child W",
            [
                "A review",
                "2030-01/child-w",
                "Type: not stated",
                f"Source: {ADDRESS}",
                "Learning (2)",
                "Ask the child.\vVoice of the child",
                "Write it down.",
            ],
        ),
        ("Child X", ["2030-01/child-x", f"Full overview (PDF): {ADDRESS}"]),
    ]
    assert [line.level for line in found[2].placeholders[1].text_frame.paragraphs] == [0, 0, 0, 0, 0, 1, 1]
    assert table(found[3]) == [["Theme", "Reviews"], ["Recording", "7"], ["Housing", "1"], ["All", "8"]]
    runs = [run for line in found[2].placeholders[1].text_frame.paragraphs for run in line.runs]
    assert [run.hyperlink.address for run in runs if run.hyperlink.address] == [ADDRESS]
    assert [run.text for run in runs if run.font.bold] == ["Type: ", "Source: ", "Learning (2)", "Ask"]


def test_the_ids_are_in_the_notes() -> None:
    found = slides(sample())
    assert [slide.has_notes_slide for slide in found] == [False, False, True, False]
    assert found[2].notes_slide.notes_text_frame.text == "Ids, in the order of the slide:\nL1\nL2"


def test_it_tells_what_it_is() -> None:
    """Its title and its day, and of every text the language."""
    new = Presentation(written(sample(), ".pptx"))
    told = new.core_properties
    assert (told.title, told.language, told.author) == ("Case reviews", "en-GB", "")
    assert told.created.replace(tzinfo=UTC) == datetime(2024, 1, 2, tzinfo=UTC)
    texts = [run for slide in new.slides for run in slide.element.iter("{*}rPr")]
    assert len(texts) > 20
    assert {run.get("lang") for run in texts} == {"en-GB"}


def test_the_text_is_large_enough() -> None:
    """20 points, in bullets and in tables."""
    new = Presentation(written(sample(), ".pptx"))
    (body,) = new.slide_master.element.iter("{*}bodyStyle")
    assert [level.find("{*}defRPr").get("sz") for level in body[:2]] == ["2000", "2000"]
    sizes = [run.get("sz") for run in new.slides[3].element.iter("{*}tc") for run in run.iter("{*}rPr")]
    assert sizes == [str(Pt(20).centipoints)] * 8


@pytest.mark.parametrize(("points", "titles"), [(10, ["a"]), (11, ["a", "a (continued)"])])
def test_what_does_not_fit_is_on_further_slides(points: int, titles: list[str]) -> None:
    """Ten points of a line each fit with the gaps above them, eleven do not."""
    parts: list[Part] = [Heading("a"), Points([PagePoint(f"L{number}", "word") for number in range(points)])]
    found = slides(Document("t", "", DAY, parts))[1:]
    assert [text(slide)[0] for slide in found] == titles
    assert sum(len(text(slide)[1]) for slide in found) == points


def test_a_heading_is_not_the_last_of_a_slide() -> None:
    points = Points([PagePoint(f"L{number}", "word") for number in range(9)])
    parts: list[Part] = [PageTitle("a"), points, Heading("b"), Points([PagePoint("R1", "next")])]
    assert [text(slide)[1][-1] for slide in slides(Document("t", "", DAY, parts))[1:]] == ["word", "next"]


def test_a_long_paragraph_and_a_long_title_are_whole() -> None:
    words = " ".join(map(str, range(1500)))
    found = [text(slide) for slide in slides(Document("t", "", DAY, [Heading("x " * 200), Paragraph(words)]))[1:]]
    assert len(found) > 5
    assert {len(title) for title, _ in found} <= {100, 112}
    lines = [line for _, lines in found for line in lines]
    assert lines[0] == ("x " * 200).strip()
    assert " ".join(lines[1:]) == words


def test_a_long_table_has_its_header_on_each_slide() -> None:
    """And a row that is higher than a slide is parted."""
    rows = [["a", "word " * 300], *[[str(number), ""] for number in range(20)]]
    grid = Grid([Column("Name"), Column("Text")], rows)
    found = [table(slide) for slide in slides(Document("t", "", DAY, [grid]))[1:]]
    assert len(found) > 4
    assert {tuple(one[0]) for one in found} == {("Name", "Text")}
    cells = [row for one in found for row in one[1:]]
    assert " ".join(row[1] for row in cells).split() == ["word"] * 300
    assert [row[0] for row in cells if row[0]] == ["a", *map(str, range(20))]
    assert max(len(one) for one in found) == 9


def test_it_has_no_picture_of_a_first_page() -> None:
    """That would be the library's template, not this document."""
    archive = ZipFile(written(sample(), ".pptx"))
    assert not [name for name in archive.namelist() if "thumbnail" in name]
    assert b"officeDocument" in archive.read("_rels/.rels")
    assert b"thumbnail" not in archive.read("_rels/.rels")


def test_the_bytes_are_the_same_each_time() -> None:
    assert written(sample(), ".pptx").getvalue() == written(sample(), ".pptx").getvalue()


@examples(18)
@given(HOSTILE)
def test_any_text_is_text(text: str) -> None:
    found = slides(hostile(text))
    title = found[0].shapes.title.text_frame.text
    assert title.replace("...", "") in one_line(f"Reviews {text}")
    assert len(found) >= 3
