"""Reading files whole or by the line, and which files a name means."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from casereviews.errors import DataError, OutputError
from casereviews.files import reading, writing
from casereviews.text import visible
from helpers import posix_only


def refused(name: str) -> str:
    with pytest.raises(DataError) as caught:
        reading.read_bytes(name)
    assert caught.value.exit_code == 4
    (problem,) = caught.value.problems
    return str(problem)


# --- Reading --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [b"", b"a", "é\n".encode(), b"\xff\xfe" + "a\x00".encode("utf-16-le"), b"\xfe\xff\x00a", b"\xff", b"x" * 3_000_000],
)
def test_a_file_is_read_whole(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a file"
    path.write_bytes(data)
    assert reading.read_bytes(str(path)) == data


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    name = str(tmp_path / "missing")
    assert refused(name) == f"{name}: cannot be read: no such file or directory"
    assert refused(str(tmp_path / "missing" / "deeper")).endswith("cannot be read: no such file or directory")
    assert refused("") == '"": cannot be read: no such file or directory'


def test_a_folder(tmp_path: Path) -> None:
    assert refused(str(tmp_path)) == f"{tmp_path}: cannot be read: it is a folder; name a file"


def test_a_file_below_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    name = str(tmp_path / "file" / "x")
    assert refused(name) == f"{name}: cannot be read: not a directory"


def test_names_that_no_file_can_have() -> None:
    assert refused("a\x00b") == "a<U+0000>b: cannot be read: embedded null byte"
    assert refused("x" * 5000) == f"{'x' * 997}...: cannot be read: file name too long"
    assert refused("a\x1b[31m").startswith("a<U+001B>[31m: cannot be read: ")


@pytest.mark.unprivileged
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_text("x")
    path.chmod(0)
    assert refused(str(path)) == f"{path}: cannot be read: permission denied"


@pytest.fixture
def standard_input(tmp_path: Path) -> Iterator[Callable[[bytes], None]]:
    """Give this process something to read."""
    kept = os.dup(0)

    def give(data: bytes) -> None:
        (tmp_path / "input").write_bytes(data)
        descriptor = os.open(tmp_path / "input", os.O_RDONLY)
        os.dup2(descriptor, 0)
        os.close(descriptor)

    yield give
    os.dup2(kept, 0)
    os.close(kept)


def test_standard_input(standard_input: Callable[[bytes], None], monkeypatch: pytest.MonkeyPatch) -> None:
    for data in (b"", b"a\n", b"x" * 3_000_000):
        standard_input(data)
        assert reading.read_bytes("-") == data
    standard_input(b"ab\0")
    assert refused("-") == "standard input: is not text: NUL at byte 2"
    monkeypatch.setattr(sys, "stdin", None)
    assert refused("-") == "-: cannot be read: it is closed"


def test_what_may_be_binary(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"ab\0")
    assert reading.read_bytes(str(path), binary=True) == b"ab\0"
    assert reading.read_bytes(str(path), 3, binary=True) == b"ab\0"


def test_a_large_file_in_utf_16(tmp_path: Path) -> None:
    """In which every other byte is NUL, also where it does not begin."""
    path = tmp_path / "file"
    path.write_bytes(b"\xff\xfe" + b"a\0" * 1_000_000)
    assert len(reading.read_bytes(str(path))) == 2_000_002


@pytest.mark.parametrize(
    ("data", "place"), [(b"\x00", 0), (b"abc\x00", 3), (b"x" * 1_500_000 + b"\x00", 1_500_000), (b"\xffa\xfe\x00", 3)]
)
def test_a_binary_file(tmp_path: Path, data: bytes, place: int) -> None:
    path = tmp_path / "binary"
    path.write_bytes(data)
    assert refused(str(path)) == f"{path}: is not text: NUL at byte {place}"


def test_the_largest_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_BYTES", 2 << 20)
    path = tmp_path / "large"
    path.write_bytes(b"x" * (2 << 20))
    assert len(reading.read_bytes(str(path))) == 2 << 20
    path.write_bytes(b"x" * ((2 << 20) + 1))
    assert refused(str(path)) == f"{path}: is larger than 2 MiB, the most that is read; split it"


@posix_only
def test_endless_input_is_refused_at_once(at_once: Callable[..., Any]) -> None:
    assert at_once(1, refused, "/dev/zero") == "/dev/zero: is not text: NUL at byte 0"
    assert reading.read_bytes(os.devnull) == b""


@posix_only
def test_a_pipe_that_nobody_writes_to(tmp_path: Path, at_once: Callable[..., Any]) -> None:
    path = str(tmp_path / "pipe")
    os.mkfifo(path)
    assert at_once(1, reading.read_bytes, path) == b""


@posix_only
def test_a_pipe_that_somebody_writes_to_slowly() -> None:
    reader, writer = os.pipe()

    def write() -> None:
        for piece in (b"one ", b"two ", b"three"):
            time.sleep(0.05)
            os.write(writer, piece)
        os.close(writer)

    thread = threading.Thread(target=write)
    thread.start()
    try:
        assert reading.read_bytes(f"/dev/fd/{reader}") == b"one two three"
    finally:
        thread.join()
        os.close(reader)


@posix_only
def test_nothing_stays_open(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"a\x00")
    before = len(os.listdir("/dev/fd"))
    for _ in range(5):
        refused(str(path))
        refused(str(tmp_path))
        writing.write(str(tmp_path / "out"), [b"x"], force=True)
        with pytest.raises(OutputError):
            writing.write(str(tmp_path), [b"x"])
    assert len(os.listdir("/dev/fd")) == before


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (FileNotFoundError(2, "No such file or directory"), "no such file or directory"),
        (OSError("Odd"), "odd"),
        (ValueError("Embedded"), "embedded"),
        (ValueError(), ""),
        (ValueError("embedded null byte"), "embedded null byte"),
        (ValueError("open: embedded null character in path"), "embedded null byte"),
    ],
)
def test_reasons(error: Exception, text: str) -> None:
    assert reading.reason(error) == text


# --- Folders, lines and sizes -----------------------------------------------------------------------------------------


def test_folders_are_expanded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("b.yaml", "A.JSONL", "c.ndjson", "d.json", "e.yml", ".f.yaml", "g.txt", "yaml", "h.yaml.bak"):
        (tmp_path / name).touch()
    held = [str(tmp_path / name) for name in ("A.JSONL", "b.yaml", "c.ndjson", "d.json", "e.yml")]
    assert reading.expand([str(tmp_path)]) == (held, [])
    typed = ["x", str(tmp_path), "-", str(tmp_path / "g.txt")]
    assert reading.expand(typed) == (["x", *held, "-", str(tmp_path / "g.txt")], [])
    assert reading.expand([]) == ([], [])
    assert reading.expand(["", "a\x00b", "x" * 5000]) == (["", "a\x00b", "x" * 5000], [])
    monkeypatch.chdir(tmp_path)
    (tmp_path / "-").mkdir()
    assert reading.expand(["-"]) == (["-"], [])
    assert reading.expand(["."]) == ([f"./{os.path.basename(name)}" for name in held], [])


def test_folders_that_cannot_be_expanded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    empty, closed = tmp_path / "empty", tmp_path / "closed"
    empty.mkdir()
    closed.mkdir()
    listed = os.listdir

    def listing_of(name: str) -> list[str]:
        if name == str(closed):
            raise PermissionError(13, "Permission denied")
        return listed(name)

    monkeypatch.setattr(os, "listdir", listing_of)
    found, problems = reading.expand([str(empty), str(closed), "missing"])
    assert found == ["missing"]
    assert [str(problem) for problem in problems] == [
        f"{empty}: this folder has no collection: no file that ends in .yaml, .yml, .json, .jsonl, .ndjson",
        f"{closed}: cannot be read: permission denied",
    ]


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (b"", []),
        (b"a", [b"a"]),
        (b"a\n", [b"a\n"]),
        (b"\n\n", [b"\n", b"\n"]),
        (b"a\r\nb\rc\x85d", [b"a\r\n", b"b\rc\x85d"]),
        (b"1234\n", [b"1234\n"]),
        (b"12345\n", [b"12345\n"]),
        (b"123456\n7", [b"123456", b"\n", b"7"]),
        (b"x" * 14, [b"x" * 6, b"x" * 6, b"x" * 2]),
    ],
)
def test_lines(tmp_path: Path, data: bytes, lines: list[bytes]) -> None:
    """Those of the bytes; what is too long comes in pieces that tell it."""
    path = tmp_path / "file"
    path.write_bytes(data)
    assert list(reading.read_lines(str(path), 5)) == lines


def test_lines_of_what_cannot_be_read(tmp_path: Path) -> None:
    for name, reason in (
        (str(tmp_path / "missing"), "no such file or directory"),
        (str(tmp_path), "is a directory"),
        ("a\x00b", "embedded null byte"),
    ):
        with pytest.raises(DataError) as caught:
            list(reading.read_lines(name, 5))
        assert str(caught.value) == f"{visible(name)}: cannot be read: {reason}"


@posix_only
def test_lines_leave_nothing_open(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"a\nb\n")
    before = len(os.listdir("/dev/fd"))
    lines = reading.read_lines(str(path), 5)
    assert next(lines) == b"a\n"
    del lines
    assert len(os.listdir("/dev/fd")) == before


UTF_16 = [("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff")]


@pytest.mark.parametrize(("encoding", "mark"), UTF_16)
@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("é\r\n😀\nlast", ["é\r\n", "😀\n", "last"]),
        ("\n\n\r\u2028\x85", ["\n", "\n", "\r\u2028\x85"]),
        ("਀Ċ\nਊ", ["਀Ċ\n", "ਊ"]),  # half of whose bytes are line feeds
        ("x" * 8191 + "\n" + "y" * 9000, ["x" * 8191 + "\n", "y" * 9000]),
    ],
)
def test_lines_of_utf_16(tmp_path: Path, encoding: str, mark: bytes, text: str, lines: list[str]) -> None:
    """As PowerShell writes them; they are given in UTF-8, as all are."""
    path = tmp_path / "file"
    path.write_bytes(mark + text.encode(encoding))
    assert [line.decode() for line in reading.read_lines(str(path), 20_000)] == lines
    assert reading.as_utf8(path.read_bytes()).decode() == text
    pieces = list(reading.read_lines(str(path), 4))
    assert b"".join(pieces).decode() == text
    assert all(len(piece) > 4 or piece.endswith(b"\n") or piece is pieces[-1] for piece in pieces)


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xfea",
        b"\xff\xfe" + "a\nb\n".encode("utf-16-le") + b"\x00\xdc",
        b"\xff\xfe" + ("a" * 9999 + "\n").encode("utf-16-le") + b"\x00\xd8\x00\x00",
        b"\xfe\xff\xdc\x00\x00\n",
    ],
    ids=len,
)
def test_lines_of_what_is_no_utf_16(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "file"
    path.write_bytes(data)
    with pytest.raises(DataError) as caught:
        list(reading.read_lines(str(path), 20_000))
    message = f"{path}: is not the UTF-16 text that its first bytes say; save it as UTF-8"
    assert str(caught.value) == message
    assert reading.as_utf8(data) == data


@pytest.mark.parametrize("data", [b"", b"\xff", b"a", b"\xef\xbb\xbfa", "é".encode(), b"\xff\xff"])
def test_what_is_no_utf_16_stays_as_it_is(data: bytes) -> None:
    assert reading.as_utf8(data) is data


@posix_only
def test_lines_of_utf_16_leave_nothing_open(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"\xff\xfe" + "a\nb\n".encode("utf-16-le"))
    before = len(os.listdir("/dev/fd"))
    lines = reading.read_lines(str(path), 5)
    assert next(lines) == b"a\n"
    del lines
    assert len(os.listdir("/dev/fd")) == before
    assert list(reading.read_lines(str(path), 5)) == [b"a\n", b"b\n"]
    assert len(os.listdir("/dev/fd")) == before


def test_what_the_system_tells_of_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """None is only where there is none."""
    path = tmp_path / "file"
    path.write_bytes(b"x")
    found = reading.status_of(str(path))
    assert found
    assert found.st_size == 1
    assert reading.status_of(str(tmp_path / "missing")) is None
    assert reading.status_of(str(path / "below")) is None
    (tmp_path / "dangling").symlink_to(tmp_path / "missing")
    assert reading.status_of(str(tmp_path / "dangling")) is None
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    with pytest.raises(OSError, match="symbolic links"):
        reading.status_of(str(tmp_path / "circle"))
    with pytest.raises(ValueError, match="embedded null"):
        reading.status_of("a\0b")


def test_names_in_a_folder_that_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing can be told of them; whatever reads them says so."""
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert reading.expand(["x.yaml", "y.yaml", "-"]) == (["x.yaml", "y.yaml", "-"], [])
    assert [str(problem) for problem in reading.expand(["x.yaml", "x.yaml"])[1]] == ["x.yaml: is named twice"]


def test_a_file_that_is_named_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By whatever way."""
    path, link = tmp_path / "c.yaml", tmp_path / "link.yaml"
    path.write_bytes(b"x")
    link.symlink_to(path)
    monkeypatch.chdir(tmp_path)
    found, problems = reading.expand([str(path), str(link), "-", "-", "./-"])
    assert found == [str(path), "-", "./-"]
    assert [str(problem) for problem in problems] == [f"{link}: is named twice", "-: is named twice"]
