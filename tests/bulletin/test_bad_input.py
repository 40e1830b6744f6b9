"""Input that is no bulletin: one clear line for each file, exit code 4, and nothing written."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from helpers import Invoke, Process, posix_only

GOOD = (
    "2014 – Ashdale – Child C\nA boy aged 3 years died in May 2013.\nLearning includes: nobody asked; nobody looked.\n"
)
COLLECTION = "# my own words\nreviews:\n- name: Child Z   # kept\n  title: 'Learning review: Child Z'\n"

NO_REVIEW = (
    "contains no review: nothing in it tells of a child under a title; give each review a title on a line of its own, "
    'as "Serious case review: Child K", and its text below it (casereviews help import)'
)
NO_TEXT = "contains no text"
PACKED = "is a compressed file; unpack it first"
WORD = "is a document of Office but not of Word; save it as .docx, PDF, plain text or HTML"
MANY_LINES = "has more than 131,072 lines; is it a bulletin?"
LARGE_TEXT = "is larger than 24 MiB, the most that is read of a text or a page; split it"
TOO_LARGE = "is larger than 64 MiB, the most that is read; split it"


def packed(name: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(name, "x")
    return data.getvalue()


BAD = {
    "empty": (b"", "is empty"),
    "blank": (b" \t\r\n\n \xc2\xa0\n", NO_TEXT),
    "only a byte-order mark": (b"\xef\xbb\xbf", NO_TEXT),
    "only what cannot be seen": ("\u200b\u202e\n\x07".encode(), NO_TEXT),
    "binary": (b"ab\x00\x01\x02", "is not text: byte 00 at offset 2 is not a character; save it as UTF-8"),
    "no encoding": (b"caf\xe9 \x81", "is not text: byte 81 at offset 5 is not a character; save it as UTF-8"),
    "half a UTF-16": (b"\xff\xfeC\x00h", "is not text: byte 68 at offset 4 is not a character; save it as UTF-8"),
    "PDF": (
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj",
        "is a PDF that is damaged or cut off; get it again, or open it and print it to a new PDF",
    ),
    "zip": (packed("bulletin.txt"), PACKED),
    "docx": (packed("[Content_Types].xml"), WORD),
    "no review": (b"Good morning.\n\nThis page says nothing of any child.\n", NO_REVIEW),
    "a title alone": (b"2014 - Ashdale - Child C\n", NO_REVIEW),
    "titles alone": (b"2014 - Ashdale - Child C\n\n2015 - Ashdale - Child D\nRead the overview report\n", NO_REVIEW),
    "a page without a review": (b"<html><body><p>Good morning.<p>It rains.</body></html>", NO_REVIEW),
    "a page without text": (b"<!doctype html><html><script>1</script></html>", NO_TEXT),
    "a message without text": (
        b"From: a@example.org\nMIME-Version: 1.0\nContent-Type: image/png\n\nx",
        "is an e-mail without text; save the bulletin itself",
    ),
    "a long line": (b"Child C\n" + b"x" * (1024 * 1024 + 1), "line 2 is longer than 1 MiB; is it a bulletin?"),
}  # fmt: skip


def targets(folder: Path) -> tuple[Path, Path]:
    """Where nothing may be written: a file that is not there, and one that is."""
    old = folder / "old.yaml"
    old.write_text(COLLECTION, "utf-8")
    return folder / "new.yaml", old


def check_refused(invoke: Invoke, folder: Path, source: str, told: list[tuple[str, str]], *more: str) -> None:
    """Refused wherever the result was to go; what is there stays as it is, to the bit."""
    new, old = targets(folder)
    before = sorted(os.listdir(folder))
    stood = old.stat()
    lines = "".join(f"casereviews: {name}: {message}\n" for name, message in told)
    for options in (["-o", str(new)], ["--into", str(old)]):
        given = invoke("import", source, *options, *more)
        assert given == (4, "", f"{lines}casereviews: nothing was imported\n")
    assert sorted(os.listdir(folder)) == before
    assert old.read_text("utf-8") == COLLECTION
    assert (old.stat().st_ino, old.stat().st_mtime_ns) == (stood.st_ino, stood.st_mtime_ns)


def fill(folder: Path) -> list[tuple[str, str]]:
    """Put every bad file into a folder; the names, and what is said of each."""
    folder.mkdir()
    told = []
    for number, (data, message) in enumerate(BAD.values()):
        path = folder / f"{number:02}.txt"
        path.write_bytes(data)
        told.append((str(path), message))
    return told


def test_files_that_are_no_bulletins(invoke: Invoke, tmp_path: Path) -> None:
    """A line for each, and one for all."""
    folder = tmp_path / "folder"
    check_refused(invoke, tmp_path, str(folder), fill(folder))


@pytest.mark.parametrize("what", ["empty", "PDF", "no review"])
@pytest.mark.parametrize("option", ["--dry-run", "--strict"])
def test_a_file_that_is_no_bulletin(invoke: Invoke, tmp_path: Path, what: str, option: str) -> None:
    """The same whatever was asked for, also where the result was to go to standard output."""
    data, message = BAD[what]
    path = tmp_path / "bulletin.txt"
    path.write_bytes(data)
    check_refused(invoke, tmp_path, str(path), [(str(path), message)], option)
    said = f"casereviews: {path}: {message}\ncasereviews: nothing was imported\n"
    assert invoke("import", str(path), option) == (4, "", said)


def test_a_file_that_was_to_be_replaced(invoke: Invoke, tmp_path: Path) -> None:
    """--force replaces a collection by another, and not by nothing."""
    path = tmp_path / "bulletin.txt"
    path.write_bytes(BAD["no review"][0])
    _, old = targets(tmp_path)
    assert invoke("import", str(path), "-o", str(old), "--force").code == 4
    assert old.read_text("utf-8") == COLLECTION


def test_a_file_that_is_missing(invoke: Invoke, tmp_path: Path) -> None:
    path = str(tmp_path / "none.txt")
    check_refused(invoke, tmp_path, path, [(path, "cannot be read: no such file or directory")])


def test_a_folder_without_bulletins(invoke: Invoke, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "bulletin.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    (folder / ".hidden.txt").write_text(GOOD, "utf-8")
    endings = ".txt, .text, .html, .htm, .xhtml, .eml, .mht, .mhtml, .docx, .docm, .odt, .pdf"
    message = f"this folder has no bulletin: no file that ends in {endings}"
    check_refused(invoke, tmp_path, str(folder), [(str(folder), message)])


@posix_only
def test_a_gigabyte(invoke: Invoke, tmp_path: Path) -> None:
    path = tmp_path / "bulletin.txt"
    with path.open("wb") as stream:
        stream.truncate(1 << 30)
    new, old = targets(tmp_path)
    for options in (["-o", str(new)], ["--into", str(old)]):
        given = invoke("import", str(path), *options)
        assert given == (4, "", f"casereviews: {path}: {TOO_LARGE}\ncasereviews: nothing was imported\n")
    assert sorted(os.listdir(tmp_path)) == ["bulletin.txt", "old.yaml"]
    assert old.read_text("utf-8") == COLLECTION


def test_a_line_of_fifty_megabytes(invoke: Invoke, tmp_path: Path) -> None:
    path, new = tmp_path / "bulletin.txt", tmp_path / "new.yaml"
    path.write_bytes(b"x" * (50 << 20))
    given = invoke("import", str(path), "-o", str(new))
    assert given == (4, "", f"casereviews: {path}: {LARGE_TEXT}\ncasereviews: nothing was imported\n")
    assert not new.exists()


@posix_only
def test_input_without_an_end(process: Process, tmp_path: Path) -> None:
    new = tmp_path / "new.yaml"
    with Path("/dev/zero").open("rb") as zeros:
        piped = process("import", "-", "-o", str(new), stdin=zeros)
    named = process("import", "/dev/zero", "-o", str(new))
    for given, name in ((piped, "standard input"), (named, "/dev/zero")):
        assert (given.returncode, given.stdout) == (4, b"")
        assert given.stderr.decode() == f"casereviews: {name}: {TOO_LARGE}\ncasereviews: nothing was imported\n"
    assert os.listdir(tmp_path) == []


@posix_only
def test_a_pipe_that_nobody_writes_to(process: Process, tmp_path: Path) -> None:
    """It is empty, and not waited for."""
    path, new = tmp_path / "pipe.txt", tmp_path / "new.yaml"
    os.mkfifo(path)
    given = process("import", str(path), "-o", str(new))
    assert (given.returncode, given.stdout) == (4, b"")
    assert given.stderr.decode() == f"casereviews: {path}: is empty\ncasereviews: nothing was imported\n"
    assert os.listdir(tmp_path) == ["pipe.txt"]


def test_standard_input_that_is_no_bulletin(process: Process, tmp_path: Path) -> None:
    new = tmp_path / "new.yaml"
    for what in ("empty", "no review"):
        data, message = BAD[what]
        given = process("import", "-", "-o", str(new), input=data)
        said = f"casereviews: standard input: {message}\ncasereviews: nothing was imported\n"
        assert (given.returncode, given.stdout, given.stderr.decode()) == (4, b"", said)
    assert os.listdir(tmp_path) == []


# --- One bad file among good ones -------------------------------------------------------------------------------------


def test_a_bad_file_does_not_stop_the_others(invoke: Invoke, tmp_path: Path) -> None:
    """Each bad file has its line, the good one is imported, and the exit code is 4."""
    new, old = targets(tmp_path)
    folder = tmp_path / "folder"
    told = "".join(f"casereviews: {name}: {message}\n" for name, message in fill(folder))
    (folder / "99.txt").write_text(GOOD, "utf-8")
    for options in (["-o", str(new)], ["--into", str(old)]):
        given = invoke("import", str(folder), *options)
        assert given.code == 4
        assert given.err.startswith(told)
        assert f"{len(BAD)} files failed" in given.err
        assert "nothing was imported" not in given.err
    assert invoke("list", "--data", str(new), "-f", "ids").out == "2014/child-c\n"
    assert invoke("list", "--data", str(old), "--fields", "name", "-f", "tsv").out.split("\n") == [
        "name", "Child Z", "Child C", ""
    ]  # fmt: skip
    assert old.read_text("utf-8").startswith(COLLECTION)


# --- Files that would take much memory --------------------------------------------------------------------------------

MOST = 500 << 20  # bytes
MEASURED = """
import resource, subprocess, sys
done = subprocess.run([sys.executable, "-m", "casereviews", *sys.argv[1:]], capture_output=True, text=True)
size = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
print(done.returncode, size, done.stderr, sep="\\n")
"""
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word(pieces: Iterable[bytes]) -> bytes:
    """A Word document of such pieces."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            part.write(f'<w:document xmlns:w="{W}"><w:body>'.encode())
            for piece in pieces:
                part.write(piece)
            part.write(b"</w:body></w:document>")
    return data.getvalue()


LARGE: dict[str, tuple[Callable[[], bytes], str]] = {
    "bomb.docx": (
        lambda: word(b"<w:p><w:r><w:t>" + b"x" * 1_000_000 + b"</w:t></w:r></w:p>" for _ in range(1000)),
        "unpacks to more than 64 MiB, the most that is read; split it",
    ),
    "many.docx": (
        lambda: word(b"<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 1000 for _ in range(1000)),
        MANY_LINES,
    ),
    "spaces.docx": (
        lambda: word(b"<w:p><w:r><w:t>" + b"a " * 1000 + b"</w:t></w:r></w:p>" for _ in range(30_000)),
        "has more than 12 MiB of text, the most that is read; split it",
    ),
    "empty.docx": (
        lambda: word(b"<w:p/>" * 1000 for _ in range(10_000)),
        "has more than 1,000,000 elements; is it a bulletin?",
    ),
    "tag.docx": (
        lambda: word([b'<w:p w:x="', b"a" * 60_000_000, b'"/>']),
        "is a Word document that is damaged or cut off; open it, save it anew, or get it again",
    ),
    "tags.html": (lambda: b"<html><body>" + b"<p><b>a</b>" * 500_000, MANY_LINES),
    "line.html": (lambda: b"<html><body>" + b"x " * (25 << 20), LARGE_TEXT),
    "deep.html": (lambda: b"<html><body>" + b"<div>" * 1_000_000, NO_TEXT),
    "lines.txt": (lambda: b"> a\n" * 130_000, NO_REVIEW),
    "more.txt": (lambda: b"a\n" * 3_000_000, MANY_LINES),
    "line.txt": (lambda: b"x " * (11 << 20), "line 1 is longer than 1 MiB; is it a bulletin?"),
    "larger.txt": (lambda: b"x " * (25 << 20), LARGE_TEXT),
    "nested.eml": (
        lambda: b"From: a\r\nMIME-Version: 1.0\r\n" + b"Content-Type: message/rfc822\r\n\r\n" * 100 + b"x",
        "has more than 50 e-mails and multipart sections; save the bulletin itself",
    ),
}


@pytest.mark.slow
@posix_only
@pytest.mark.parametrize("name", LARGE)
def test_a_file_that_would_take_much_memory(tmp_path: Path, name: str) -> None:
    make, message = LARGE[name]
    path = tmp_path / name
    path.write_bytes(make())
    command = [sys.executable, "-c", MEASURED, "import", str(path), "-o", str(tmp_path / "new.yaml")]
    code, size, *said = subprocess.run(command, capture_output=True, check=True, text=True).stdout.split("\n")
    assert (code, said[:2]) == ("4", [f"casereviews: {path}: {message}", "casereviews: nothing was imported"])
    assert int(size) < MOST
    assert os.listdir(tmp_path) == [name]


@posix_only
def test_a_folder_with_links_that_lead_to_each_other(invoke: Invoke, tmp_path: Path) -> None:
    """They are no files, and what is good beside them is written."""
    folder, new = tmp_path / "folder", tmp_path / "new.yaml"
    folder.mkdir()
    (folder / "circle.txt").symlink_to(folder / "circle.txt")
    (folder / "self").symlink_to(folder)
    (folder / "good.txt").write_text(GOOD, "utf-8")
    given = invoke("import", str(folder), "-o", str(new))
    assert given.code == 4
    assert given.err.startswith(f"casereviews: {folder / 'circle.txt'}: cannot be read: ")
    assert invoke("validate", str(new)).code == 0


def test_a_good_file_is_no_failure(invoke: Invoke, tmp_path: Path) -> None:
    """The other side of all the above."""
    path, new = tmp_path / "bulletin.txt", tmp_path / "new.yaml"
    path.write_text(GOOD, "utf-8")
    given = invoke("import", str(path), "-o", str(new))
    assert given.code == 0
    assert "failed" not in given.err
    assert invoke("validate", str(new)).code == 0


def test_the_longest_line_that_is_read(invoke: Invoke, tmp_path: Path) -> None:
    """A line of 1 MiB is a line of a bulletin."""
    path, new = tmp_path / "bulletin.txt", tmp_path / "new.yaml"
    path.write_text(GOOD + "x" * (1 << 20), "utf-8")
    assert invoke("import", str(path), "-o", str(new)).code == 0
    assert invoke("validate", str(new)).code == 0


def test_a_collection_with_problems_is_not_added_to(invoke: Invoke, tmp_path: Path) -> None:
    """Its problems are told, and it stays as it is."""
    path, old = tmp_path / "bulletin.txt", tmp_path / "old.yaml"
    path.write_text(GOOD, "utf-8")
    for text in ("", "reviews: [", "reviews:\n- name: Child Z\n", "\x00"):
        old.write_text(text, "utf-8")
        given = invoke("import", str(path), "--into", str(old))
        assert (given.code, given.out) == (4, "")
        assert str(old) in given.err
        assert old.read_text("utf-8") == text
