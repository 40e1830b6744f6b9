"""Any text that a record can have, in each form of tables: whole, inert, and readable by who reads the form."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import casereviews
from casereviews.render.as_csv import safe
from casereviews.text import visible

TEXTS = st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40), min_size=1, max_size=4)
_UNESCAPED = re.compile("_x005F(?=_x[0-9A-Fa-f]{4}_)")


def from_sqlite(file: Path) -> list[str]:
    """The summaries in a database."""
    with closing(sqlite3.connect(file)) as database:
        return [summary for (summary,) in database.execute("SELECT summary FROM reviews WHERE summary IS NOT NULL")]


def from_zip(file: Path) -> list[str]:
    """Those in a data package."""
    with zipfile.ZipFile(file) as archive:
        rows = csv.DictReader(io.StringIO(archive.read("reviews.csv").decode(), newline=""))
        return [row["summary"] for row in rows if row["summary"]]


def from_xlsx(file: Path) -> list[str]:
    """Those in a workbook; openpyxl leaves the signs by which Excel reads an underscore as one."""
    head, *rows = openpyxl.load_workbook(file)["reviews"].iter_rows(values_only=True)
    summaries = [str(row[head.index("summary")]) for row in rows]
    return [_UNESCAPED.sub("", summary) for summary in summaries if summary != "not stated"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("ending", "read", "written"),
    [("sqlite", from_sqlite, str), ("zip", from_zip, safe), ("xlsx", from_xlsx, visible)],
)
def test_any_text_is_kept(
    tmp_path_factory: pytest.TempPathFactory,
    ending: str,
    read: Callable[[Path], list[str]],
    written: Callable[[str], str],
) -> None:
    folder = tmp_path_factory.mktemp(ending)

    @settings(max_examples=25, deadline=None)
    @given(TEXTS)
    def check(texts: list[str]) -> None:
        records = [{"name": f"N{number}", "title": "T", "summary": text} for number, text in enumerate(texts)]
        (folder / "a.json").write_text(json.dumps({"reviews": records}), "utf-8")
        with casereviews.open(folder / "a.json") as collections:
            collections.export(folder / f"a.{ending}", force=True)
            summaries = [record["summary"] for record in collections.reviews()]
        assert read(folder / f"a.{ending}") == [written(text) for text in summaries if text]

    check()
