"""`--count`: how many there are, alone, whatever the format and wherever it is read."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from helpers import Invoke
from helpers.running import on_terminal

COMMANDS = [
    ("list",), ("list", "--harm", "neglect"), ("list", "-n", "3"), ("list", "-n", "0"), ("list", "--harm", "online-harm"),
    ("search", "home"), ("search", "bruise OR heating", "--statements"), ("search", "zzz"), ("similar", "mia"),
    ("similar", "mia", "-n", "2"), ("themes",), ("themes", "recording"), ("themes", "--by", "harm"), ("learning",),
    ("learning", "--theme", "recording"), ("recommendations", "--agency", "housing"), ("actions",), ("vocabulary",),
    ("vocabulary", "harm"), ("validate",), ("cache",),
]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_it_is_the_number_of_rows(invoke: Invoke, command: tuple[str, ...]) -> None:
    """In every format the same; notes are told as ever."""
    rows = 0 if command == ("validate",) else len(list(csv.reader(io.StringIO(invoke(*command, "-f", "csv").out)))) - 1
    given = invoke(*command, "--count")
    assert (given.code, given.out) == (0, f"{rows}\n")
    for form in ("table", "json", "jsonl", "ids", "md"):
        assert invoke(*command, "--count", "-f", form).out == f"{rows}\n"


def test_problems_are_counted(invoke: Invoke, write: Callable[[str], str]) -> None:
    """With the exit code that they have anyway."""
    wrong = write("reviews:\n- {name: A}\n- {title: B, harms: [nosuch]}\n")
    rows = len(invoke("validate", wrong, "--json").json)
    assert rows == 3
    assert invoke("validate", wrong, "--count") == (1, "3\n", "")


def test_notes_and_quiet(invoke: Invoke) -> None:
    """What is left out is said beside the number, where it is not part of it."""
    given = invoke("list", "--sex", "male", "--count")
    assert given == (0, "4\n", "left out: 2 reviews do not state the sex; --sex not-stated lists them\n")
    assert invoke("list", "--sex", "male", "--count", "-q") == (0, "4\n", "")


def test_a_terminal_counts_more_than_it_would_show(write: Callable[..., str]) -> None:
    """The limit of a screen is none of the answer's."""
    many = write("".join(f'{{"name": "Child {n}", "title": "T", "id": "x/{n}"}}\n' for n in range(70)), "many.jsonl")
    assert on_terminal("list", "--data", many, "--count") == b"70\n"
    assert on_terminal("list", "--data", many, "--count", "-n", "60") == b"60\n"


def test_a_word_of_two_themes_counts_a_statement_once(invoke: Invoke, write: Callable[[str], str]) -> None:
    """Though it is shown under both."""
    path = write(
        "reviews:\n- {name: A, title: T, learning: [{text: One., themes: [recording, early-help]},\n"
        "  {text: Two., themes: [recording]}]}\n"
    )
    own = Path(path).with_name("own.yaml")
    own.write_text(
        "themes:\n  recording: {synonyms: [paper and help]}\n  early-help: {synonyms: [paper and help]}\n", "utf-8"
    )
    asked = ("themes", "paper and help", "--data", path, "--vocabulary", str(own), "-q")
    assert [len(theme["statements"]) for theme in invoke(*asked, "--json").json] == [1, 2]
    assert invoke(*asked, "--count") == (0, "2\n", "")
    assert invoke(*asked, "-f", "csv").out.count("collection/a/L") == 2


def test_to_a_file(invoke: Invoke, tmp_path: Path) -> None:
    """As any answer."""
    assert invoke("list", "--count", "-o", str(tmp_path / "n.txt")) == (0, "", "")
    assert (tmp_path / "n.txt").read_bytes() == b"8\n"


@pytest.mark.parametrize("wrong", [("-f", "nosuch"), ("--fields", "nosuch"), ("--sort", "nosuch")])
def test_wrong_usage_stays_wrong(invoke: Invoke, wrong: tuple[str, str]) -> None:
    """Also where it would not matter."""
    given = invoke("list", "--count", *wrong)
    assert (given.code, given.out) == (2, "")
    assert "nosuch" in given.err
