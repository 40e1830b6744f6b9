"""The benchmark of what importing costs: what it measures, and that it tells what takes too long."""

from __future__ import annotations

from pathlib import Path

import pytest

import importing
from casereviews.bulletin.drafter import Drafter
from casereviews.bulletin.source import decode
from casereviews.library import vocabularies
from measuring import Spent, Task


def test_each_place_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a harmless piece, each text has the review that it is repeated in, but for the one without."""
    drafter = Drafter(vocabularies.coding_vocabulary())
    found = {
        place: len(drafter.read(decode(text_of("ask her ").encode(), name)).reviews)
        for place, (name, text_of) in importing.PLACES.items()
    }
    assert found == {place: int(place != "as the only thing") for place in importing.PLACES}


def test_what_takes_too_long_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(importing, "ANYTHING", 400)
    monkeypatch.setattr(importing, "seconds", lambda drafter, place, piece: 2.01 if piece == "a" else 2.0)
    assert list(importing.anything(("a", "b"))) == [f"'a' {place} takes 2.01 s" for place in sorted(importing.PLACES, reverse=True)]  # fmt: skip
    assert f"## 100 KB of anything, the slowest of {2 * len(importing.PLACES)}\n" in capsys.readouterr().out


@pytest.mark.parametrize(("month", "told"), [(0.6, []), (0.61, ["a month takes 0.61 s"])])
def test_a_month_that_takes_too_long_is_told(
    month: float, told: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def spend(task: Task) -> Spent:
        size = Path(task.command[4]).stat().st_size
        return Spent(month if size == importing.MONTH else 4.0, 1 << 20)

    monkeypatch.setattr(importing, "spend", spend)
    assert list(importing.whole(1, None)) == told
    assert "| a megabyte | 1000000 |    4.00 |" in capsys.readouterr().out


def test_a_text_that_cannot_be_read_takes_time_too() -> None:
    assert 0 < importing.seconds(Drafter(vocabularies.coding_vocabulary()), "as the only thing", "\0", 1000) < 1
