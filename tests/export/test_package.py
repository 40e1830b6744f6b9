"""`export FILE.zip`: CSV tables that say what they are."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import casereviews
from casereviews.model.sections import STATEMENTS
from helpers import INVENTED, Invoke
from helpers.exports import ODD

pytestmark = pytest.mark.usefixtures("made")

Write = Callable[[str], str]
Files = dict[str, bytes]
Rows = list[dict[str, str]]


NAMES = ["README.txt", "datapackage.json", "reviews.csv", "children.csv", "statements.csv", "codes.csv", "terms.csv"]


def exported(invoke: Invoke, tmp_path: Path, *arguments: str) -> Files:
    """The files of the archive that an export gives."""
    file = tmp_path / "a.zip"
    given = invoke("export", str(file), "--force", *arguments)
    assert given.code == 0, given.err
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def rows(files: Files, table: str) -> Rows:
    """The rows of a table."""
    return list(csv.DictReader(io.StringIO(files[f"{table}.csv"].decode(), newline="")))


def test_it_has_a_table_of_each_kind(invoke: Invoke, tmp_path: Path) -> None:
    files = exported(invoke, tmp_path)
    records = invoke("list", "--json").json
    assert list(files) == NAMES
    assert [row["id"] for row in rows(files, "reviews")] == [record["id"] for record in records]
    said = [(one["id"], point) for one in records for section in STATEMENTS for point in one[section] or ()]
    found = rows(files, "statements")
    assert len(found) == 73
    assert [(row["review_id"], row["id"], row["text"], row["themes"]) for row in found] == [
        (review, point["id"], point["text"], "; ".join(point["themes"])) for review, point in said
    ]
    assert [row["age"] for row in rows(files, "children")] == [one["children"][0]["age"] for one in records]
    coded = [row for row in rows(files, "codes") if row["kind"] == "theme"]
    assert [(row["statement_id"], row["slug"]) for row in coded] == [
        (point["id"], slug) for _, point in said for slug in point["themes"]
    ]
    assert len(rows(files, "terms")) == len(invoke("vocabulary", "--json").json)


def test_not_stated_is_empty_and_none_is_a_word(invoke: Invoke, tmp_path: Path, write: Write) -> None:
    files = exported(invoke, tmp_path, "--data", write(ODD))
    fields = ("harms", "factors", "children_count", "recommendations_count", "area", "year", "published", "child_2_sex")
    assert [tuple(row[name] for name in fields) for row in rows(files, "reviews")] == [
        ("neglect; physical-abuse", "none", "2", "0", "Northshire", "", "2020", "male"),
        ("none", "", "0", "", "", "", "", ""),
        ("", "", "", "", "", "", "", ""),
    ]
    assert [row["themes"] for row in rows(files, "statements")] == ["information-sharing; recording", "", "none"]
    assert [(row["statement_id"], row["slug"]) for row in rows(files, "codes")] == [
        ("", "lcspr"),
        ("", "injury"),
        ("", "neglect"),
        ("", "physical-abuse"),
        ("2021-03/ash/L1", "information-sharing"),
        ("2021-03/ash/L1", "recording"),
        ("2021-03/ash/L1", "police"),
    ]


def test_it_says_what_it_is(invoke: Invoke, tmp_path: Path) -> None:
    """To programs and to people."""
    files = exported(invoke, tmp_path, "--sex", "female")
    told = json.loads(files["datapackage.json"])
    assert told["asked"] == "sex: female"
    assert told["created"] == "2024-01-02T00:00:00Z"
    assert told["generator"] == f"casereviews {casereviews.__version__}"
    assert len(told["left_out"]) == 1
    (collection,) = told["collections"]
    assert (collection["id"], collection["reviews"], len(collection["digest"])) == ("nspcc-2022-02", 8, 64)
    assert collection["notice"].startswith("Abstracts in this project's own words.")
    assert [resource["path"] for resource in told["resources"]] == NAMES[2:]
    for resource in told["resources"]:
        data = files[resource["path"]]
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        fields = resource["schema"]["fields"]
        assert ",".join(field["name"] for field in fields) == data.decode().splitlines()[0]
        assert all(field["description"] for field in fields)
    readme = files["README.txt"].decode()
    assert "\nAsked: sex: female\n" in readme
    assert f"\nNote: {told['left_out'][0]}\n" in readme
    assert [name for name in NAMES[1:] if f"\n{name}: " not in readme] == []


def test_tables_are_as_rfc_4180_has_them(invoke: Invoke, tmp_path: Path, write: Write) -> None:
    """Lines end with CR LF; a text with a line break, a comma or a quotation mark is quoted."""
    text = 'a\nb, "c"'
    data = exported(
        invoke, tmp_path, "--data", write(json.dumps({"reviews": [{"name": "A", "title": "T", "summary": text}]}))
    )["reviews.csv"]
    assert data.count(b"\r\n") == 2
    assert b'"a\nb, ""c"""' in data


@pytest.mark.parametrize("text", ['=HYPERLINK("x")', "+1", "-1", "@a", "\uff1d1", " =1"], ids=ascii)
def test_no_text_is_a_formula(invoke: Invoke, tmp_path: Path, write: Write, text: str) -> None:
    files = exported(
        invoke, tmp_path, "--data", write(json.dumps({"reviews": [{"name": "A", "title": "T", "notes": [text]}]}))
    )
    assert rows(files, "reviews")[0]["notes"] == f"'{text.strip()}"


def test_excel_knows_its_tables_by_a_byte_order_mark(invoke: Invoke, tmp_path: Path) -> None:
    """Where that is asked for; and the description says so."""
    plain, marked = exported(invoke, tmp_path), exported(invoke, tmp_path, "--bom")
    assert list(plain) == list(marked)
    for name in NAMES[2:]:
        assert marked[name] == b"\xef\xbb\xbf" + plain[name]
    encodings = [
        [one["encoding"] for one in json.loads(files["datapackage.json"])["resources"]] for files in (plain, marked)
    ]
    assert encodings == [["utf-8"] * 5, ["utf-8-sig"] * 5]


@pytest.mark.parametrize("name", ["a.md", "a.sqlite", "a.ris"])
def test_other_forms_take_no_byte_order_mark(invoke: Invoke, tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    ending = file.suffix
    message = f"casereviews: --bom is not for {ending}\nleave it out, or export .zip\n"
    assert invoke("export", str(file), "--bom") == (2, "", message)
    with casereviews.open() as collections, pytest.raises(casereviews.UsageError):
        collections.export(file, bom=True)
    assert not file.exists()


@pytest.mark.parametrize(("seconds", "year"), [("1704153600", 2024), ("0", 1980)])
def test_it_is_the_same_each_time(
    invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seconds: str, year: int
) -> None:
    """With the day of its making on all that is in it, or the first that an archive can tell."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", seconds)
    names = [tmp_path / "a.zip", tmp_path / "b.zip"]
    for name in names:
        assert invoke("export", str(name)).code == 0
    assert names[0].read_bytes() == names[1].read_bytes()
    with zipfile.ZipFile(names[0]) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {year}


def test_a_disk_that_is_full_is_told(invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The old file stays, and nothing is left behind."""
    file, kept = tmp_path / "a.zip", tmp_path / "kept"
    file.write_text("mine")
    kept.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(kept))

    def full(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("casereviews.export.package._cells", full)
    given = invoke("export", str(file), "--force")
    assert given.code == 4
    assert given.err.splitlines() == [
        f"casereviews: nothing can be kept in {kept} for a moment: no space left on device",
        "name a folder with more room in the variable TMPDIR",
    ]
    assert file.read_text() == "mine"
    assert list(kept.iterdir()) == []


# --- Read by others ---------------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [(), ("--bom",)])
def test_frictionless_finds_no_fault(invoke: Invoke, tmp_path: Path, write: Write, arguments: tuple[str, ...]) -> None:
    """Neither in the description nor in a table: types, keys, and what names rows of other tables."""
    frictionless = pytest.importorskip("frictionless")
    for source in (("--data", INVENTED, "--with-bundled"), ("--data", write(ODD))):
        folder = tmp_path / f"read{len(source)}"
        folder.mkdir()
        for name, data in exported(invoke, tmp_path, *source, *arguments).items():
            (folder / name).write_bytes(data)
        report = frictionless.validate(str(folder / "datapackage.json"))
        assert report.valid, report.flatten(["type", "message"])
        assert len(report.tasks) == 5
    terms = (folder / "terms.csv").read_text("utf-8").replace(",recording,", ",recorded,")
    (folder / "terms.csv").write_text(terms, "utf-8")
    assert not frictionless.validate(str(folder / "datapackage.json")).valid


def test_pandas_counts_as_this_program_does(invoke: Invoke, tmp_path: Path) -> None:
    pandas: Any = pytest.importorskip("pandas")
    files = exported(invoke, tmp_path)
    codes = pandas.read_csv(io.BytesIO(files["codes.csv"]), keep_default_na=False, na_values=[""])
    counts = codes[codes["kind"] == "theme"].groupby("slug")["review_id"].nunique().to_dict()
    assert len(counts) > 30
    assert counts == {theme["theme"]: theme["reviews"] for theme in invoke("themes", "--json").json if theme["reviews"]}


def test_a_column_of_numbers_has_nothing_else(invoke: Invoke, tmp_path: Path) -> None:
    """So that R's read.csv with na.strings = "" and SPSS take it for numbers."""
    files = exported(invoke, tmp_path, "--data", INVENTED, "--with-bundled")
    looked_at = set()
    for resource in json.loads(files["datapackage.json"])["resources"]:
        for field in resource["schema"]["fields"]:
            if field["type"] in ("integer", "number"):
                cells = {row[field["name"]] for row in rows(files, resource["name"])}
                looked_at.add(field["name"])
                assert all(re.fullmatch(r"\d+(\.\d+)?|", cell) for cell in cells), field["name"]
    assert {"year", "children_count", "child_1_age_months", "number"} <= looked_at
