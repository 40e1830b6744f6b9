"""Files that are kept for a moment while an export is put together."""

from __future__ import annotations

from pathlib import Path

import pytest

from casereviews import endings
from casereviews.errors import OutputError
from casereviews.export.spool import scratch, through_file


def test_what_is_made_is_given_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    data = bytes(range(256)) * 1000

    def make(path: str) -> None:
        Path(path).write_bytes(data)

    pieces = list(through_file(make))
    assert len(pieces) == 4
    assert b"".join(pieces) == data
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_gone_at_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And where a signal ends the program at once."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    before = len(endings.at_once)
    with scratch() as folder:
        (Path(folder) / "a").write_text("a")
        assert [str(path) for path in tmp_path.iterdir()] == [folder]
        endings.at_once[-1]()
        assert list(tmp_path.iterdir()) == []
        Path(folder).mkdir()
    assert list(tmp_path.iterdir()) == []
    assert len(endings.at_once) == before


def test_a_folder_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
    with pytest.raises(OutputError) as caught:
        list(through_file(lambda path: None))
    assert caught.value.message == f"nothing can be kept in {tmp_path / 'gone'} for a moment: no such file or directory"
