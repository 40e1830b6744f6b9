"""A cache on a disk that goes bad: the answer is the same, and it is said once that it was compiled anew."""

from __future__ import annotations

import json
import os
import random
import sqlite3
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereviews import library
from casereviews.cache import database as cached
from casereviews.cli.attempt import Attempt, current
from casereviews.errors import OutputError
from casereviews.render import as_json
from helpers import INVENTED, Invoke, Result

COMMANDS = [
    ("list", "--json"), ("list", "--harm", "neglect", "-f", "csv"), ("list", "--sort", "age", "-f", "ids"),
    ("show", "Child Ash", "--json"), ("show", "nobody"), ("show", "child"), ("search", "home", "--json"),
    ("search", "child NOT police", "-f", "plain"), ("search", '"the home"', "--statements", "-f", "jsonl"),
    ("similar", "Child Ash", "--json"), ("themes", "--json"), ("themes", "recording", "-f", "md"),
    ("themes", "--by", "harm", "-f", "tsv"), ("learning", "--search", "home", "-f", "yaml"),
    ("recommendations", "--agency", "police", "-f", "table"), ("info",), ("list", "--harm", "nosuch"),
]  # fmt: skip
PAGE = 4096
TRIALS = 208


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The cache folder; every file is large, and so is every database, which is trusted while its note is there."""
    monkeypatch.setattr(library, "CACHED_FROM", 1)
    monkeypatch.setattr(cached, "IN_MEMORY", 0)
    monkeypatch.setattr(cached, "_checked", lambda file, mark: mark)
    monkeypatch.setenv("CASEREVIEWS_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache" / "casereviews"


@pytest.fixture
def database(place: Path) -> Path:
    """The database of the collection, compiled."""
    library.open_store([INVENTED])
    (file,) = place.glob("*.db")
    return file


def note(file: Path, reason: str) -> str:
    return f"the cache is not used: {file}: {reason}; this answer is compiled in memory\n"


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("quiet", [False, True])
def test_pages_that_are_gone(invoke: Invoke, database: Path, command: tuple[str, ...], quiet: bool) -> None:
    """All but the first page, on which a part of the tables is named, cannot be read as what they were."""
    arguments = [*command, "--data", INVENTED, *(["-q"] if quiet else [])]
    right = invoke(*arguments, "--no-cache")
    assert invoke(*arguments) == right
    data = database.read_bytes()
    database.write_bytes(data[:PAGE] + bytes(len(data) - PAGE))
    given = invoke(*arguments)
    assert given._replace(err="") == right._replace(err="")
    assert given.err == (right.err if quiet else note(database, "is damaged") + right.err)
    assert os.listdir(database.parent) == []
    assert invoke(*arguments) == right
    assert database.read_bytes() == data
    assert invoke(*arguments) == right


def test_pages_that_are_cut_off(invoke: Invoke, database: Path) -> None:
    os.truncate(database, 2 * PAGE)
    given = invoke("list", "--data", INVENTED, "-f", "ids")
    assert (given.code, len(given.out.split())) == (0, 3)
    assert given.err.startswith(f"the cache is not used: {database}: ")
    assert given.err.count("\n") == 1


@pytest.mark.parametrize("bits", [1, 8], ids=["a bit", "a byte"])
def test_bits_that_are_flipped(invoke: Invoke, database: Path, bits: int) -> None:
    """Wherever they are, nothing ends as a bug, and nearly all answers are right; what was noticed is said once."""
    chance = random.Random(bits)  # noqa: S311 - no secret
    data = database.read_bytes()
    right = [invoke(*command, "--data", INVENTED) for command in COMMANDS]
    note_file = next(database.parent.glob("*.json"))
    whole = note_file.read_bytes()
    wrong = noticed = 0
    for trial in range(TRIALS):
        damaged = bytearray(data)
        damaged[chance.randrange(PAGE, len(data))] ^= chance.randrange(1, 1 << bits)
        database.write_bytes(damaged)
        note_file.write_bytes(whole)
        expected = right[trial % len(COMMANDS)]
        result = invoke(*COMMANDS[trial % len(COMMANDS)], "--data", INVENTED)
        wrong += (result.code, result.out) != (expected.code, expected.out)
        assert result.code != 70
        if result.err != expected.err:
            noticed += 1
            assert result.err.count("the cache is not used: ") == 1
    assert noticed > 2
    assert wrong <= 0.01 * TRIALS


# --- On the way -------------------------------------------------------------------------------------------------------

DISK = sqlite3.OperationalError("disk I/O error")
Fail = Callable[..., list[int]]


@pytest.fixture
def many(write: Callable[..., str]) -> str:
    """A collection whose reviews are written in several blocks."""
    lines = [json.dumps({"name": f"Child {n}", "title": "Sample review", "summary": "word " * 100}) for n in range(400)]
    return write("\n".join(lines), "many.jsonl")


@pytest.fixture
def fail(monkeypatch: pytest.MonkeyPatch) -> Fail:
    """Have the writing of the nth record fail, each time, or the first; tells how much was written by then."""

    def prepare(number: int, error: Exception = DISK, times: int = 1) -> list[int]:
        written: list[int] = []
        dumps = as_json.dumps
        calls = 0

        def failing(*arguments: Any, **named: Any) -> str:
            nonlocal calls
            calls += 1
            if calls == number and len(written) < times:
                calls = 0
                written.append(current().written)
                raise error
            return dumps(*arguments, **named)

        monkeypatch.setattr(as_json, "dumps", failing)
        return written

    return prepare


def said(result: Result, reason: str) -> bool:
    """Whether one line says that the cache is not used, and why; nothing else is said."""
    (line,) = result.err.splitlines()
    start, _, end = line.partition(".db: ")
    return start.startswith("the cache is not used: ") and end == f"{reason}; this answer is compiled in memory"


@pytest.mark.parametrize("number", [1, 2, 300, 400])
def test_half_of_an_answer_is_not_written_twice(
    invoke: Invoke, place: Path, many: str, fail: Fail, number: int
) -> None:
    right = invoke("list", "--data", many, "-f", "jsonl")
    assert (right.code, len(right.out.splitlines()), right.err) == (0, 400, "")
    written = fail(number)
    given = invoke("list", "--data", many, "-f", "jsonl")
    assert (written[0] > 65536) == (number >= 300)
    assert given.out == right.out
    assert said(given, "cannot be read: disk I/O error")
    assert os.listdir(place) == []


@pytest.mark.parametrize(
    "error",
    [
        ValueError("x"),
        KeyError("x"),
        RecursionError(),
        TypeError("x"),
        UnicodeError("x"),
        json.JSONDecodeError("x", "", 0),
    ],
)
def test_whatever_comes_of_it(invoke: Invoke, place: Path, many: str, fail: Fail, error: Exception) -> None:
    """A record that is none, an answer of no row: whatever nobody accounts for can come of a damaged disk."""
    right = invoke("list", "--data", many, "--json")
    fail(300, error)
    given = invoke("list", "--data", many, "--json")
    assert (given.code, given.out) == (0, right.out)
    assert said(given, "is damaged")


def test_a_file_is_written_whole(invoke: Invoke, place: Path, many: str, fail: Fail, tmp_path: Path) -> None:
    right = invoke("list", "--data", many, "--json")
    fail(300)
    given = invoke("list", "--data", many, "-o", str(tmp_path / "answer.json"))
    assert (given.code, given.out) == (0, "")
    assert said(given, "cannot be read: disk I/O error")
    assert (tmp_path / "answer.json").read_text("utf-8") == right.out


def test_what_was_written_is_wrong(
    invoke: Invoke, place: Path, many: str, fail: Fail, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It cannot be taken back, so it is said, and the exit code is no 0."""
    library.open_store([many])
    fail(300)
    dumps = as_json.dumps
    monkeypatch.setattr(
        as_json,
        "dumps",
        lambda *given, **named: dumps(*given, **named).replace(
            "Child 7", "Child 8" if place.exists() and os.listdir(place) else "Child 7"
        ),
    )
    given = invoke("list", "--data", many, "-f", "jsonl")
    assert given.code == 4
    assert given.err.splitlines()[1:] == [
        "casereviews: what was already written of the answer is wrong, because the cache was damaged", "ask again",
    ]  # fmt: skip
    assert len(given.out) == 65536 * 2 or given.out


def test_notes_are_said_once(invoke: Invoke, place: Path, fail: Fail, write: Callable[..., str]) -> None:
    """Those of the first attempt are held back, for they can be wrong, and those of the second are said."""
    girl = "children: [{age: null, sex: female}]"
    path = write(
        f"- {{name: A, title: T, harms: [neglect], {girl}}}\n"
        "- {name: B, title: T, harms: [neglect]}\n"
        f"- {{name: C, title: T, {girl}}}\n"
    )
    arguments = ["list", "--data", path, "--harm", "neglect", "--sex", "female", "--json"]
    right = invoke(*arguments)
    assert [record["name"] for record in right.json] == ["A"]
    assert len(right.err.splitlines()) == 2
    fail(1)
    given = invoke(*arguments)
    assert given.out == right.out
    first, *rest = given.err.splitlines()
    assert first.startswith("the cache is not used: ")
    assert rest == right.err.splitlines()


def test_a_bug_is_a_bug(invoke: Invoke, place: Path, many: str, fail: Fail) -> None:
    """What fails without the cache too is told, once."""
    library.open_store([many])
    written = fail(300, ValueError("a bug"), times=3)
    given = invoke("list", "--data", many, "--json")
    assert given.code == 70
    assert given.err.count("this is a bug: ValueError: a bug") == 1
    assert given.err.count("the cache is not used: ") == 1
    assert len(written) == 2


@pytest.mark.parametrize("size", ["small", "in memory", "memory error"])
def test_what_cannot_come_of_the_cache(
    invoke: Invoke, place: Path, many: str, fail: Fail, monkeypatch: pytest.MonkeyPatch, size: str
) -> None:
    """Of a database that was read and checked whole, or in want of memory, nothing is tried twice."""
    if size == "small":
        monkeypatch.setattr(cached, "IN_MEMORY", 1 << 30)
    library.open_store([many])
    written = fail(300, MemoryError() if size == "memory error" else DISK, times=2)
    given = invoke("list", "--data", many, "--json", *(["--no-cache"] if size == "in memory" else []))
    assert (given.code, len(written)) == (70, 1)
    assert "the cache is not used" not in given.err


# --- An attempt -------------------------------------------------------------------------------------------------------


def parts(text: bytes, cuts: list[int]) -> list[bytes]:
    ends = [0, *sorted(min(cut, len(text)) for cut in cuts), len(text)]
    return [text[first:last] for first, last in pairwise(ends)]


CUTS = st.lists(st.integers(0, 60), max_size=6)


@given(st.binary(max_size=60), CUTS, CUTS, st.integers(0, 7))
def test_nothing_is_written_twice_or_left_out(text: bytes, first: list[int], second: list[int], until: int) -> None:
    """However the blocks are cut, and wherever the first attempt ends."""
    before = Attempt()
    written = b"".join(map(before.unwritten, parts(text, first)[:until]))
    assert text.startswith(written)
    after = Attempt(before)
    assert written + b"".join(map(after.unwritten, parts(text, second))) == text
    after.finish()
    third = Attempt(after)
    assert b"".join(map(third.unwritten, parts(text, first))) == b""
    third.finish()


@given(st.binary(min_size=1, max_size=60), CUTS, st.data())
def test_other_bytes_are_noticed(text: bytes, cuts: list[int], data: st.DataObject) -> None:
    """One that differs in what was written, or one that is missing."""
    before = Attempt()
    length = data.draw(st.integers(1, len(text)))
    before.unwritten(text[:length])
    place = data.draw(st.integers(0, length - 1))
    changed = text[:place] + bytes([text[place] ^ data.draw(st.integers(1, 255))]) + text[place + 1 :]
    after = Attempt(before)
    with pytest.raises(OutputError, match="what was already written"):
        list(map(after.unwritten, parts(changed, cuts)))
    shorter = Attempt(before)
    list(map(shorter.unwritten, parts(text[:place], cuts)))
    with pytest.raises(OutputError, match="what was already written"):
        shorter.finish()


def test_notes_wait_for_the_answer(capsys: pytest.CaptureFixture[str]) -> None:
    attempt = Attempt()
    attempt.note("at once")
    assert capsys.readouterr().err == "at once\n"
    attempt.holds = True
    attempt.note("one")
    attempt.note("two")
    assert capsys.readouterr().err == ""
    attempt.unwritten(b"x")
    assert capsys.readouterr().err == "one\ntwo\n"
    attempt.note("three")
    assert capsys.readouterr().err == "three\n"
    attempt.holds = True
    attempt.note("four")
    after = Attempt(attempt)
    after.holds = True
    for line in ("one", "two", "four", "one"):
        after.note(line)
    assert after.unwritten(b"x") == b""
    after.finish()
    assert capsys.readouterr().err == "four\n"
