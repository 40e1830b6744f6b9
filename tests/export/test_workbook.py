"""`export FILE.xlsx`, read back with openpyxl."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import range_boundaries
from openpyxl.workbook import Workbook

import casereviews
from casereviews import export as forms
from casereviews.export import workbook
from helpers import Invoke
from helpers.exports import ODD

pytestmark = pytest.mark.usefixtures("made")

Write = Callable[[str], str]
Rows = list[dict[str, Any]]

SHEETS = ["reviews", "children", "statements", "codebook", "about"]


def exported(invoke: Invoke, tmp_path: Path, *arguments: str) -> Workbook:
    """The workbook that an export gives."""
    file = tmp_path / "a.xlsx"
    given = invoke("export", str(file), "--force", *arguments)
    assert given.code == 0, given.err
    return openpyxl.load_workbook(file)


def rows(book: Workbook, sheet: str) -> Rows:
    """The rows of a sheet, by the names of its columns."""
    head, *rest = book[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rest]


def one_review(text: str, field: str = "summary") -> str:
    """A collection with a review that has a text."""
    return json.dumps({"reviews": [{"name": "Ash", "title": "T", field: text}]})


# --- What stands in it ------------------------------------------------------------------------------------------------


def test_it_has_every_review_child_and_statement(invoke: Invoke, tmp_path: Path) -> None:
    book = exported(invoke, tmp_path)
    records = invoke("list", "--json").json
    assert book.sheetnames == SHEETS
    assert [row["id"] for row in rows(book, "reviews")] == [record["id"] for record in records]
    assert [row["summary"] for row in rows(book, "reviews")] == [record["summary"] for record in records]
    said = [
        point for one in records for name in ("learning", "recommendations", "actions") for point in one[name] or ()
    ]
    assert len(said) == 73
    assert [(row["id"], row["text"]) for row in rows(book, "statements")] == [(one["id"], one["text"]) for one in said]
    children = [(one["id"], child["age"]) for one in records for child in one["children"]]
    assert len(children) == 8
    assert [(row["review_id"], row["age"]) for row in rows(book, "children")] == children


def test_a_statement_has_0_and_1_for_each_theme(invoke: Invoke, tmp_path: Path) -> None:
    """And the facts of its review."""
    themes = [term["slug"] for term in invoke("vocabulary", "theme", "--json").json]
    assert len(themes) == 50
    records = {record["id"]: record for record in invoke("list", "--json").json}
    coded = {
        one["id"]: one["themes"]
        for record in records.values()
        for name in ("learning", "recommendations", "actions")
        for one in record[name] or ()
    }
    for row in rows(exported(invoke, tmp_path), "statements"):
        flags = {slug: row[f"theme_{slug.replace('-', '_')}"] for slug in themes}
        assert flags == {slug: int(slug in coded[row["id"]]) for slug in themes}
        record = records[row["review_id"]]
        assert row["review_name"] == record["name"]
        assert row["incident_date"] == (record["incident_date"] or "not stated")
        assert row["child_1_age_months"] == record["children"][0]["age_months"]


def test_not_stated_is_neither_none_nor_0(invoke: Invoke, tmp_path: Path, write: Write) -> None:
    """In words for texts, empty for numbers; and empty where there is no child of whom anything could be stated."""
    book = exported(invoke, tmp_path, "--data", write(ODD))
    ash, birch, cedar = rows(book, "reviews")
    assert [row["harms"] for row in (ash, birch, cedar)] == ["Neglect; Physical abuse", "none", "not stated"]
    assert [row["factors"] for row in (ash, birch, cedar)] == ["none", "not stated", "not stated"]
    assert [row["children_count"] for row in (ash, birch, cedar)] == [2, 0, None]
    assert [row["recommendations_count"] for row in (ash, birch, cedar)] == [0, None, None]
    assert [row["learning_count"] for row in (ash, birch, cedar)] == [3, None, None]
    assert [row["year"] for row in (ash, birch, cedar)] == [None, None, None]
    assert [ash[f"child_{number}_sex"] for number in (1, 2, 3)] == ["not stated", "male", None]
    assert [birch[f"child_{number}_sex"] for number in (1, 2, 3)] == [None, None, None]
    assert [cedar[f"child_{number}_age"] for number in (1, 2, 3)] == ["not stated", None, None]
    assert [cedar[f"child_{number}_sex"] for number in (1, 2, 3)] == ["not stated", None, None]
    first, second, third = rows(book, "statements")
    assert [row["themes"] for row in (first, second, third)] == ["Information sharing; Recording", "not stated", "none"]
    assert [row["theme_recording"] for row in (first, second, third)] == [1, None, 0]
    assert [row["agencies"] for row in (first, second, third)] == ["Police", "not stated", "no agency named"]


def test_what_is_still_to_check_is_said(invoke: Invoke, tmp_path: Path, write: Write) -> None:
    """Of a review that the importer coded; a person's own is checked, and where nothing is recorded nobody knows."""
    evidence = '{"field": "outcome", "value": "death", "confidence": "check"}'
    path = write(
        "reviews:\n- {name: Ash, title: T}\n- {name: Birch, title: T, coding: automatic}\n"
        f"- {{name: Cedar, title: T, coding: automatic, outcome: death, evidence: [{evidence}]}}\n"
    )
    told = [(row["coding"], row["to_check"]) for row in rows(exported(invoke, tmp_path, "--data", path), "reviews")]
    assert told == [("curated", "none"), ("automatic", "not stated"), ("automatic", "outcome")]


def test_dates_and_ids_are_text(invoke: Invoke, tmp_path: Path, write: Write) -> None:
    """2020 is a year, not the number of a day; and text stays text when somebody edits it."""
    sheet = exported(invoke, tmp_path, "--data", write(ODD))["reviews"]
    head = {str(cell.value): index for index, cell in enumerate(sheet[1], 1)}
    for name, value in (
        ("published", "2020"),
        ("listed", "2021-03"),
        ("incident_date", "2016/2018"),
        ("id", "2021-03/ash"),
    ):
        cell = sheet.cell(2, head[name])
        assert (cell.value, cell.data_type, cell.number_format) == (value, "s", "@")
    assert sheet.cell(2, head["year_published"]).value == 2020


def test_filters_are_on_and_the_head_stays(invoke: Invoke, tmp_path: Path) -> None:
    book = exported(invoke, tmp_path)
    for sheet in book:
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet.freeze_panes == "B2"


def test_heads_stand_in_one_line_and_a_page_can_be_read(invoke: Invoke, tmp_path: Path) -> None:
    """Printed across, one page wide, with the head on each page: the columns that can be read, and no others."""
    book = exported(invoke, tmp_path)
    printed = {}
    for sheet in book:
        kept = sheet.column_dimensions.values()
        widths = [one.width for one in kept for _ in range(one.min or 0, (one.max or 0) + 1)]
        heads = [str(cell.value) for cell in sheet[1]]
        assert [head for head, width in zip(heads, widths, strict=True) if len(head) + 3 > width] == []
        assert not any(cell.alignment.wrap_text for cell in sheet[1])
        assert sheet.sheet_properties.pageSetUpPr
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        page = sheet.page_setup
        assert (page.orientation, page.fitToWidth or 1, page.fitToHeight) == ("landscape", 1, 0)
        assert sheet.print_title_rows == "$1:$1"
        columns = range_boundaries(sheet.print_area.partition("!")[2])[2] or 0
        assert sum(widths[:columns]) < 265
        printed[sheet.title] = (heads[columns - 1], columns == len(heads))
    assert printed == {
        "reviews": ("outcome", False),
        "children": ("sex", True),
        "statements": ("review_type", False),
        "codebook": ("meaning", True),
        "about": ("value", True),
    }


def test_notes_stand_in_lines(invoke: Invoke, tmp_path: Path, write: Write) -> None:
    """For they are sentences; terms are told apart by a semicolon."""
    notes = ["The source calls her a girl.", "The year is that of the bulletin."]
    text = json.dumps(
        {"reviews": [{"name": "Ash", "title": "T", "notes": notes, "harms": ["neglect", "sexual-abuse"]}]}
    )
    (row,) = rows(exported(invoke, tmp_path, "--data", write(text)), "reviews")
    assert row["notes"] == "\n".join(notes)
    assert row["harms"] == "Neglect; Sexual abuse"


def test_the_codebook_has_each_column_and_term(invoke: Invoke, tmp_path: Path) -> None:
    book = exported(invoke, tmp_path)
    told = rows(book, "codebook")
    for sheet in SHEETS[:3]:
        columns = [cell.value for cell in book[sheet][1]]
        assert [row["column"] for row in told if row["sheet"] == sheet and row["column"]] == columns
    terms = {(row["term"], row["label"], row["meaning"]) for row in told if row["term"]}
    known = invoke("vocabulary", "--json").json
    assert terms == {(term["slug"], term["label"], term["definition"]) for term in known}
    assert all(row["meaning"] for row in told)


def test_it_says_what_it_is(invoke: Invoke, tmp_path: Path) -> None:
    about = {row["what"]: row["value"] for row in rows(exported(invoke, tmp_path, "--harm", "neglect"), "about")}
    assert about["Asked"] == "harm: neglect"
    assert about["Reviews"] == "2 of 8 reviews"
    assert re.fullmatch("sha256:[0-9a-f]{64}", str(about["Digest"]))
    assert str(about["Notice"]).startswith("Abstracts in this project's own words.")
    assert str(about["Not stated"]).startswith('What the source does not state is called "not stated"')
    assert about["Made"] == f"2024-01-02 with casereviews {casereviews.__version__}"


# --- Data is data -----------------------------------------------------------------------------------------------------

HOSTILE = [
    '=HYPERLINK("https://reviews.example","x")', "+1+2", "-1", "@SUM(1)", "{=1}", "https://reviews.example/a", "1234",
    "mailto:a@reviews.example", "internal:Sheet1!A1", "external:c:\\x.xlsx", "TRUE", "#N/A", "2019-06", "<b>&amp;</b>",
    "a\nb\tc", "\U0001f600", "'quoted",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_a_text_is_a_text(invoke: Invoke, tmp_path: Path, write: Write, text: str) -> None:
    """Neither a formula, nor a link, nor a number."""
    sheet = exported(invoke, tmp_path, "--data", write(one_review(text)))["reviews"]
    (cell,) = (cell for name, cell in zip(sheet[1], sheet[2], strict=True) if name.value == "summary")
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)
    with zipfile.ZipFile(tmp_path / "a.xlsx") as package:
        assert "<f>" not in package.read("xl/worksheets/sheet1.xml").decode()


def test_a_text_is_not_taken_for_what_the_file_is_made_of(invoke: Invoke, tmp_path: Path, write: Write) -> None:
    """Neither for formatted text, nor for the code of a character, which openpyxl leaves as it is written."""
    (row,) = rows(exported(invoke, tmp_path, "--data", write(one_review("<r><t>&</r>"))), "reviews")
    assert row["summary"] == "<r><t>&</r> "
    (row,) = rows(exported(invoke, tmp_path, "--data", write(one_review("_x0041_"))), "reviews")
    assert row["summary"] == "_x005F_x0041_"


def test_controls_are_shown(invoke: Invoke, tmp_path: Path, write: Write) -> None:
    (row,) = rows(exported(invoke, tmp_path, "--data", write(one_review("a\x01b\u202ec\x7f"))), "reviews")
    assert row["summary"] == "a<U+0001>b<U+202E>c<U+007F>"


# --- Limits -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("letter", ["a", "\u4e00", "\U0001f600"], ids=ascii)
def test_what_a_cell_cannot_hold_is_cut_and_said(invoke: Invoke, tmp_path: Path, write: Write, letter: str) -> None:
    """In the cell, on its face and on standard error; what it can hold is whole."""
    most = workbook.MOST_CHARACTERS // (len(letter.encode("utf-16-le")) // 2)
    book = exported(invoke, tmp_path, "--data", write(one_review(letter * most)))
    assert rows(book, "reviews")[0]["summary"] == letter * most
    assert "Cut" not in {row["what"] for row in rows(book, "about")}
    given = invoke("export", str(tmp_path / "a.xlsx"), "--data", write(one_review(letter * (most + 1))), "--force")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    text = str(rows(book, "reviews")[0]["summary"])
    kept = len(text) - len(text.lstrip(letter))
    assert text == f"{letter * kept} [cut: the first {kept} of {most + 1} characters]"
    assert len(text.encode("utf-16-le")) // 2 <= workbook.MOST_CHARACTERS
    told = [
        "1 text of more than 32767 characters, the most that a cell holds; each says so",
        f"reviews, collection/ash, summary: {most + 1} characters",
    ]
    assert [row["value"] for row in rows(book, "about") if row["what"] == "Cut"] == told
    assert given.err.splitlines() == [*told, f"1 review written to {tmp_path / 'a.xlsx'}"]


@pytest.mark.parametrize(("fitted", "height"), [(73, None), (72, 45)])
def test_rows_are_as_high_as_their_texts(
    invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fitted: int, height: int | None
) -> None:
    """As far as heights are kept; others have three lines."""
    monkeypatch.setattr(workbook, "MOST_HEIGHTS", fitted)
    sheet = exported(invoke, tmp_path)["statements"]
    heights = [sheet.row_dimensions[number].height for number in range(2, 75)]
    assert {*heights[:72]} == {30, 45, 60, 75}
    assert heights[72] == (height or 30)
    assert sheet.sheet_format.defaultRowHeight == (height or 15)


@pytest.mark.parametrize("more", [0, 1])
def test_no_more_are_named_than_can_be_read(invoke: Invoke, tmp_path: Path, write: Write, more: int) -> None:
    """Of many texts that were cut the first 20, and how many more there are."""
    long = "a" * (workbook.MOST_CHARACTERS + 1)
    path = write(
        json.dumps({"reviews": [{"name": f"Ash {n}", "title": "T", "summary": long} for n in range(20 + more)]})
    )
    lines = invoke("export", str(tmp_path / "a.xlsx"), "--data", path).err.splitlines()
    assert lines[0].startswith(f"{20 + more} texts of more than")
    assert lines[20] == "reviews, collection/ash-19, summary: 32768 characters"
    assert lines[21:-1] == ["and 1 more"] * more


@pytest.mark.parametrize(("rows_held", "fits"), [(74, True), (73, False)])
def test_what_a_sheet_cannot_hold_is_refused(
    invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows_held: int, fits: bool
) -> None:
    """Before anything is written: 73 statements and the head take 74 rows."""
    monkeypatch.setattr(workbook, "MOST_ROWS", rows_held)
    file = tmp_path / "a.xlsx"
    given = invoke("export", str(file))
    assert file.exists() == fits
    if not fits:
        assert given.code == 2
        assert given.err == (
            "casereviews: a sheet of Excel holds 72 rows, and these are 73 statements\n"
            "select fewer with filters, or export .sqlite or .zip, which hold all\n"
        )


# --- The same bytes ---------------------------------------------------------------------------------------------------


def test_it_is_the_same_each_time(invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """But for the day, which is that of its making."""
    file = tmp_path / "a.xlsx"
    given = []
    for seconds in ("1704153600", "1704153600", "1735776000"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", seconds)
        assert invoke("export", str(file), "--force").code == 0
        given.append(file.read_bytes())
    assert given[0] == given[1] != given[2]
    properties = openpyxl.load_workbook(file).properties
    assert (properties.title, properties.created) == ("Case reviews", datetime(2025, 1, 2))


def test_the_library_that_it_needs_is_told(invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "find_spec", lambda name: None)
    given = invoke("export", str(tmp_path / "a.xlsx"))
    assert (given.code, given.out) == (2, "")
    assert given.err == (
        "casereviews: xlsx needs the library xlsxwriter\n"
        "install it: pip install xlsxwriter, or with pipx: pipx inject casereviews xlsxwriter\n"
    )
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_is_full_is_told(invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever fails while it is put together, the old file stays, and nothing is left behind."""
    file, kept = tmp_path / "a.xlsx", tmp_path / "kept"
    file.write_text("mine")
    kept.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(kept))

    def full(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    for broken in ("_store_workbook", "add_worksheet"):
        with monkeypatch.context() as patched:
            patched.setattr(f"xlsxwriter.workbook.Workbook.{broken}", full)
            given = invoke("export", str(file), "--force")
        assert given.code == 4
        assert given.err.splitlines() == [
            f"casereviews: nothing can be kept in {kept} for a moment: no space left on device",
            "name a folder with more room in the variable TMPDIR",
        ]
        assert file.read_text() == "mine"
        assert list(kept.iterdir()) == []
