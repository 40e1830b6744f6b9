"""`export`: the form, the file, and what stands on its face, whatever the form."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from resource import RLIMIT_FSIZE, setrlimit
from typing import Any

import pytest

import casereviews
from casereviews import export
from casereviews.export import ris
from casereviews.export.references import Citation
from casereviews.text import listed
from helpers import Invoke

pytestmark = pytest.mark.usefixtures("made")


def test_it_is_written_in_the_form_of_its_ending(invoke: Invoke, tmp_path: Path) -> None:
    file = tmp_path / "Neglect.MD"
    given = invoke("export", str(file), "--harm", "neglect")
    assert (given.code, given.out, given.err) == (0, "", f"2 reviews written to {file}\n")
    text = file.read_text("utf-8")
    assert text.startswith("# Case reviews\n\nharm: neglect\n")
    assert "- **Asked**: harm: neglect\n- **Reviews**: 2 of 8 reviews\n" in text
    assert "- **Digest**: sha256:0963b89915015a0a1e00afcaa8c5ee47e69083f2f2a30aef151be60a1ed857ed\n" in text
    assert f"- **Made**: 2024-01-02 with casereviews {casereviews.__version__}\n" in text


def test_what_is_left_out_is_said_on_its_face(invoke: Invoke, tmp_path: Path) -> None:
    """And on standard error, as for a list; with an option there, and without on its face, where nobody types one."""
    file = tmp_path / "girls.md"
    given = invoke("export", str(file), "--sex", "female")
    assert "left out: 2 reviews do not state the sex; --sex not-stated lists them\n" in given.err
    assert "- **Note**: left out: 2 reviews do not state the sex\n" in file.read_text("utf-8")
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
        (("-",), 2, "standard output has no ending that says the form"),
        (("a.doc",), 2, 'no form has the ending of "a.doc"'),
        (("", "--as", "ris"), 2, "the name of the file is empty"),
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


def test_help_names_every_form(invoke: Invoke) -> None:
    told = " ".join(invoke("export", "--help").out.split())
    assert f"{listed([ending[1:] for ending in export.FORMS])}; - is standard output" in told
    documents = listed([ending[1:] for ending in export.DOCUMENTS])
    assert f"can be a document's too: {documents}." in " ".join(invoke("brief", "--help").out.split())


def test_standard_output_asks_for_as(invoke: Invoke) -> None:
    given = invoke("export", "-")
    known = ", ".join(ending[1:] for ending in export.FORMS)
    assert given.err == (
        f"casereviews: standard output has no ending that says the form\nname the form with --as: {known}\n"
    )


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


@pytest.mark.parametrize("form", ["md", "xlsx", "sqlite", "zip", "ris", "qdc", "html"])
def test_what_a_search_finds(invoke: Invoke, tmp_path: Path, form: str) -> None:
    """The reviews of the statements that it finds, whole, whatever the form; and that is on its face."""
    ids = {one["review"]["id"] for one in invoke("learning", "--search", "fathers", "--json").json}
    ids |= {one["review"]["id"] for one in invoke("recommendations", "--search", "fathers", "--json").json}
    assert 1 < len(ids) < 8
    file = tmp_path / f"a.{form}"
    given = invoke("export", str(file), "--search", "fathers", "--harm", "any")
    assert given.err.endswith(f" written to {file}\n")
    assert f"{len(ids)} reviews" in given.err
    with casereviews.open() as collections:
        assert collections.export(tmp_path / f"b.{form}", search="fathers", harm="any") == len(ids)
        with pytest.raises(casereviews.NotFoundError):
            collections.export(tmp_path / f"c.{form}", search="zeppelin")
        assert collections.export(tmp_path / f"d.{form}") == 8
    assert (tmp_path / f"b.{form}").read_bytes() == file.read_bytes()
    if form == "md":
        text = file.read_text("utf-8")
        assert "search: fathers; harm: any" in text
        assert set(re.findall(r"^.*`(2022-02/[\w-]+)`$", text, re.MULTILINE)) == ids


@pytest.mark.parametrize("seconds", ["now", "1e9", "9" * 30])
def test_a_wrong_time_is_told(invoke: Invoke, monkeypatch: pytest.MonkeyPatch, seconds: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", seconds)
    given = invoke("export", "-", "--as", "md")
    assert given.code == 2
    assert "SOURCE_DATE_EPOCH is no time" in given.err


# --- Files that are not to be written -------------------------------------------------------------------------------

COLLECTION = "collection: {id: ours}\nreviews:\n- {name: Wren, title: Review, harms: [neglect]}\n"
FORMS = ["ris", "bib", "csl.json", "qdc", "md", "html"]
"""Those that need no extra."""


@pytest.mark.parametrize("name", [".ris", "folder/.csl.json", ".MD"])
def test_an_ending_alone_is_no_name(invoke: Invoke, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str) -> None:
    """It is a form that was to be named with --as, and the file would be hidden."""
    monkeypatch.chdir(tmp_path)
    given = invoke("export", name)
    assert (given.code, given.out) == (2, "")
    assert given.err.startswith(f'casereviews: no form has the ending of "{name}"\nname one with --as')
    assert list(tmp_path.iterdir()) == []


def test_a_longer_ending_comes_first(invoke: Invoke, tmp_path: Path) -> None:
    """A file of JSON is no form, and one of CSL-JSON ends in it."""
    assert invoke("export", str(tmp_path / "a.json")).code == 2
    assert invoke("export", str(tmp_path / "a.CSL.JSON"), "-q").code == 0
    assert [file.name for file in tmp_path.iterdir()] == ["a.CSL.JSON"]


@pytest.mark.parametrize("force", [(), ("--force",)])
def test_a_folder_is_not_written_to(invoke: Invoke, tmp_path: Path, force: tuple[str, ...]) -> None:
    folder = tmp_path / "a.ris"
    folder.mkdir()
    given = invoke("export", str(folder), *force)
    assert (given.code, given.err) == (4, f"casereviews: {folder} cannot be written: is a directory\n")
    assert list(folder.iterdir()) == []


def test_what_is_read_is_not_written_to(invoke: Invoke, write: Callable[..., str], tmp_path: Path) -> None:
    """By no name, be it a collection or a vocabulary; nor does an export become a collection of a folder that is read."""
    ours, own = write(COLLECTION, "ours.yaml"), write("themes: {k: {label: K, definition: K.}}\n", "own.yaml")
    link = tmp_path / "link.ris"
    link.symlink_to(ours)
    asked = ("--as", "ris", "--data", ours, "--vocabulary", own, "--force")
    for target, what in ((ours, "collection"), (str(link), "collection"), (own, "vocabulary")):
        given = invoke("export", target, *asked)
        assert given.code == 4
        assert given.err.startswith(f"casereviews: {target} is the {what} that is being read; it is not written to\n")
    (tmp_path / "folder").mkdir()
    held = write(COLLECTION, "folder/ours.yaml")
    given = invoke("export", str(tmp_path / "folder" / "a.csl.json"), "--data", str(tmp_path / "folder"))
    assert given.code == 4
    assert "would be read as a collection from then on" in given.err
    assert Path(ours).read_text() == Path(held).read_text() == COLLECTION
    assert [file.name for file in (tmp_path / "folder").iterdir()] == ["ours.yaml"]


def test_the_front_door_does_not_write_to_what_it_reads(write: Callable[..., str], tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    ours, held = write(COLLECTION, "ours.yaml"), write(COLLECTION.replace("ours", "held"), "folder/held.yaml")
    own = write("themes: {k: {label: K, definition: K.}}\n", "own.yaml")
    with casereviews.open(ours, tmp_path / "folder", vocabulary=own) as collections:
        for target in (ours, held, own):
            before = Path(target).read_bytes()
            with pytest.raises(casereviews.OutputError, match="is being read; it is not written to"):
                collections.export(target, form="ris", force=True)
            assert Path(target).read_bytes() == before
        assert collections.export(tmp_path / "a.ris", force=True) == 2


@pytest.mark.parametrize(("file", "form"), [(b"a.ris", None), (None, None), (3, None), ("a.ris", 3), ("a.ris", "")])
def test_what_is_no_name_or_form_is_told(file: Any, form: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    with casereviews.open() as collections, pytest.raises(casereviews.UsageError):
        collections.export(file, form=form)
    assert list(tmp_path.iterdir()) == []


# --- What ends an export before its end -----------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("old", ["old", None])
def test_a_failed_export_leaves_what_was_there(
    process: Callable[..., subprocess.CompletedProcess[bytes]], tmp_path: Path, form: str, old: str | None
) -> None:
    """Where the disk is full in the midst of it, as far as a limit of sizes is like it; and nothing is left beside."""
    file = tmp_path / f"a.{form}"
    if old:
        file.write_text(old)
    given = process("export", str(file), "--force", preexec_fn=lambda: setrlimit(RLIMIT_FSIZE, (4096, 4096)))
    assert given.returncode == 4
    assert given.stderr.decode() == f"casereviews: {file} cannot be written: file too large\n"
    assert [one.read_text() for one in tmp_path.iterdir()] == ([old] if old else [])


@pytest.mark.parametrize("form", FORMS)
def test_a_full_pipe_or_a_closed_one_is_told_by_the_code(
    process: Callable[..., subprocess.CompletedProcess[bytes]], form: str
) -> None:
    with Path("/dev/full").open("wb") as full:
        given = process("export", "-", "--as", form, capture_output=False, stdout=full, stderr=subprocess.PIPE)
    assert given.returncode == 4
    assert given.stderr.decode() == "casereviews: cannot write the output: No space left on device\n"
    ours, theirs = os.pipe()
    os.close(ours)
    given = process("export", "-", "--as", form, capture_output=False, stdout=theirs, stderr=subprocess.PIPE)
    os.close(theirs)
    assert (given.returncode, given.stderr) == (141, b"")


@pytest.mark.parametrize(("raised", "code"), [(KeyboardInterrupt, 130), (RuntimeError("a bug"), 70)])
def test_an_export_that_is_interrupted_leaves_what_was_there(
    invoke: Invoke, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, raised: BaseException | type, code: int
) -> None:
    """Ctrl-C, or a bug, in the midst of the second review."""
    file = tmp_path / "a.ris"
    file.write_text("old")
    begun = []

    def fields(entry: Citation) -> Iterator[tuple[str, str]]:
        begun.append(entry.name)
        yield "TI", entry.title
        if len(begun) == 2:
            raise raised

    monkeypatch.setattr(ris, "_fields", fields)
    assert invoke("export", str(file), "--force").code == code
    assert len(begun) == 2
    assert [one.read_text() for one in tmp_path.iterdir()] == ["old"]


@pytest.mark.parametrize(("name", "is_table"), [("isaac.csv", True), ("isaac.doc", False)])
def test_who_asks_for_a_table_is_told_where_one_is(invoke: Invoke, name: str, is_table: bool) -> None:
    hint = f"; one table is casereviews list -o {name}, and .zip has all tables"
    given = invoke("export", name)
    assert (given.code, hint in given.err) == (2, is_table)
