"""What is told of a collection's file, and how it is read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from casereviews.errors import DataError
from casereviews.files.collection_file import CollectionFile

LONG = "x" * 5000


def test_sizes(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"x" * 1234)
    (tmp_path / "link").symlink_to(path)
    assert [CollectionFile(str(one)).size for one in (path, tmp_path / "link")] == [1234, 1234]
    for name in (str(tmp_path), "-", "", "a\x00b", os.devnull, str(tmp_path / "missing"), LONG):
        assert CollectionFile(name).size == 0


def test_what_messages_call_it() -> None:
    assert [CollectionFile(name).shown for name in ("ours.yaml", "-", "")] == ["ours.yaml", "-", ""]
    assert len(CollectionFile(LONG).shown) <= 1000


def test_a_file_is_read_whole_and_json_lines_by_the_line(tmp_path: Path) -> None:
    """Where there is something to read: what is no regular file is read as it comes."""
    for name in ("a.yaml", "b.json", "c.txt"):
        (tmp_path / name).write_bytes("{}\n{}\n".encode("utf-16"))
        assert CollectionFile(str(tmp_path / name)).read(10) == b"{}\n{}\n"
    for name in ("a.jsonl", "B.NDJSON"):
        (tmp_path / name).write_bytes(b"{}\n[1]\n")
        read = CollectionFile(str(tmp_path / name)).read(10)
        assert not isinstance(read, bytes)
        assert list(read) == [b"{}\n", b"[1]\n"]
    (tmp_path / "empty.jsonl").touch()
    assert CollectionFile(str(tmp_path / "empty.jsonl")).read(10) == b""
    with pytest.raises(DataError):
        CollectionFile(str(tmp_path / "missing.jsonl")).read(10)


def test_one_whose_content_is_known_is_not_read(tmp_path: Path) -> None:
    """As of the bundled collection, which need not be in a file."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"other")
    file = CollectionFile(str(path), shown="ours", content=b"{}")
    assert (file.path, file.shown, file.in_folder, file.size, file.read(10)) == (str(path), "ours", False, 0, b"{}")
