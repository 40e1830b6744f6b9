"""`export`: the form, the file, and what stands on its face, whatever the form."""

from __future__ import annotations

from pathlib import Path

import pytest

import casereviews
from helpers import Invoke


@pytest.fixture(autouse=True)
def _a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day on which everything is made, 2 January 2024."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1704153600")


def test_it_is_written_in_the_form_of_its_ending(invoke: Invoke, tmp_path: Path) -> None:
    file = tmp_path / "Neglect.MD"
    given = invoke("export", str(file), "--harm", "neglect")
    assert (given.code, given.out, given.err) == (0, "", f"2 reviews written to {file}\n")
    text = file.read_text("utf-8")
    assert text.startswith("# Case reviews\n\nharm: neglect\n")
    assert "- **Asked**: harm: neglect\n- **Reviews**: 2 of 8 reviews\n" in text
    assert "- **Digest**: sha256:98bf53a2de2b67c2deff54408c4e007ade5287c789003ac741df233a70a96f58\n" in text
    assert f"- **Made**: 2024-01-02 with casereviews {casereviews.__version__}\n" in text


def test_what_is_left_out_is_said_on_its_face(invoke: Invoke, tmp_path: Path) -> None:
    """And on standard error, as for a list."""
    file = tmp_path / "girls.md"
    given = invoke("export", str(file), "--sex", "female")
    told = [line for line in given.err.splitlines() if line.startswith("left out")]
    assert told
    assert f"- **Note**: {told[0]}" in file.read_text("utf-8")
    assert invoke("export", str(file), "--sex", "female", "--force", "--quiet").err == ""


def test_the_form_can_be_named(invoke: Invoke) -> None:
    """In any case, with a dot or without."""
    first = invoke("export", "-", "--as", "md")
    assert first.code == 0
    assert first.err == "8 reviews written to standard output\n"
    assert invoke("export", "-", "--as", ".MD").out == first.out
    assert first.out.count("\n---\n") == 8


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("-",), 2, 'no form has the ending of "-"'),
        (("a.doc",), 2, 'no form has the ending of "a.doc"'),
        (("a.md", "--as", "nosuch"), 2, 'unknown form "nosuch"'),
        (("a.md", "--harm", "online-harm"), 1, "no review matches, so nothing is written"),
        (("no/such/a.md",), 4, "no/such/a.md cannot be written: no such file or directory"),
    ],
)
def test_what_cannot_be_written_is_one_line(
    invoke: Invoke, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, arguments: tuple[str, ...], code: int, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    given = invoke("export", *arguments)
    assert given.code == code
    assert message in given.err.splitlines()[0]
    assert len(given.err.splitlines()) <= 2
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_kept_without_force(invoke: Invoke, tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("mine")
    assert invoke("export", str(file)).code == 4
    assert file.read_text() == "mine"
    assert invoke("export", str(file), "--force").code == 0
    assert file.read_text("utf-8").startswith("# Case reviews")


def test_the_front_door_writes_the_same(invoke: Invoke, tmp_path: Path) -> None:
    with casereviews.open() as collections:
        assert collections.export(tmp_path / "a.md", harm="neglect") == 2
        with pytest.raises(casereviews.NotFoundError):
            collections.export(tmp_path / "b.md", harm="online-harm")
    assert (tmp_path / "a.md").read_text("utf-8") == invoke("export", "-", "--as", "md", "--harm", "neglect").out
    assert not (tmp_path / "b.md").exists()


@pytest.mark.parametrize("seconds", ["now", "1e9", "9" * 30])
def test_a_wrong_time_is_told(invoke: Invoke, monkeypatch: pytest.MonkeyPatch, seconds: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", seconds)
    given = invoke("export", "-", "--as", "md")
    assert given.code == 2
    assert "SOURCE_DATE_EPOCH is no time" in given.err
