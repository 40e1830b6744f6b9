"""The bar that shows how far reading has come: on a terminal only, only where it takes long, and gone at the end."""

from __future__ import annotations

import os
import pty
import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TextIO

import pytest

from casereviews.cli import progress
from casereviews.cli.progress import ProgressBar


class Terminal:
    """A terminal for standard error, and what was written to it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch | None = None) -> None:
        self.monkeypatch = monkeypatch
        self.ours, theirs = pty.openpty()
        self.stream: TextIO = os.fdopen(theirs, "w", encoding="utf-8")

    def shown(self) -> str:
        """Everything so far."""
        self.stream.flush()
        gathered = b""
        while True:
            os.set_blocking(self.ours, False)
            try:
                piece = os.read(self.ours, 65536)
            except OSError:
                break
            if not piece:
                break
            gathered += piece
        return gathered.decode()

    def bar(self, quiet: bool = False) -> ProgressBar:
        """A bar on it. Only now is it standard error, for pytest puts its own in place before each test."""
        assert self.monkeypatch
        self.monkeypatch.setattr(sys, "stderr", self.stream)
        return ProgressBar(quiet)

    def close(self) -> None:
        """Take it away."""
        self.stream.close()
        os.close(self.ours)


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    """Standard error as a terminal of a common kind."""
    made = Terminal(monkeypatch)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "100")
    yield made
    made.close()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Show it at once."""
    monkeypatch.setattr(progress, "_PATIENCE", 0.0)


def read_some(bar: ProgressBar) -> None:
    """Tell a bar of a file that is read in a while."""
    for step in range(1, 11):
        bar(step / 10, step * 1000)
        time.sleep(0.02)


def plain(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text)


def test_nothing_off_a_terminal(capfd: pytest.CaptureFixture[str], impatient: None) -> None:
    with ProgressBar(quiet=False) as bar:
        read_some(bar)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("stream", [None, open(os.devnull, "w", encoding="utf-8")])  # noqa: SIM115 - stays open
def test_nothing_where_there_is_no_standard_error(
    monkeypatch: pytest.MonkeyPatch, impatient: None, stream: TextIO | None
) -> None:
    monkeypatch.setattr(sys, "stderr", stream)
    with ProgressBar(quiet=False) as bar:
        read_some(bar)
    assert not bar.shown


def test_nothing_where_it_is_to_be_quiet(terminal: Terminal, impatient: None) -> None:
    with terminal.bar(quiet=True) as bar:
        read_some(bar)
    assert terminal.shown() == ""


def test_nothing_within_a_second(terminal: Terminal) -> None:
    assert progress._PATIENCE == 1.0
    with terminal.bar() as bar:
        read_some(bar)
        assert terminal.shown() == ""
    assert terminal.shown() == ""


def test_nothing_where_nothing_is_read(terminal: Terminal, impatient: None) -> None:
    with terminal.bar():
        pass
    assert terminal.shown() == ""


def test_what_is_shown_after_a_second(terminal: Terminal, impatient: None) -> None:
    """The share, the rate and the time that is left."""
    with terminal.bar() as bar:
        read_some(bar)
        time.sleep(0.15)
        text = plain(terminal.shown())
    assert "reading" in text
    assert re.search(r"\b(10|20|30|40|50|60|70|80|90|100)%", text)
    assert re.search(r"[\d,]+ reviews a second", text)
    assert re.search(r"\d:\d\d:\d\d|-:--:--", text)
    assert "━" in text


def test_it_is_removed_at_the_end(terminal: Terminal, impatient: None) -> None:
    """The line is empty again and the cursor is shown: what is written next stands where the bar stood."""
    with terminal.bar() as bar:
        read_some(bar)
    shown = terminal.shown()
    assert shown.rindex("\x1b[?25h") > shown.rindex("\x1b[?25l")
    assert "\x1b[2K" in shown[shown.rindex("reading") :]
    assert shown.count("\n") <= shown.count("\x1b[1A")


@pytest.mark.parametrize("error", [KeyboardInterrupt, ZeroDivisionError])
def test_it_is_removed_where_reading_fails(terminal: Terminal, impatient: None, error: type[BaseException]) -> None:
    def fail() -> None:
        with terminal.bar() as bar:
            read_some(bar)
            raise error

    with pytest.raises(error):
        fail()
    shown = terminal.shown()
    assert "\x1b[?25h" in shown
    assert "\x1b[2K" in shown[shown.rindex("reading") :]


@pytest.mark.parametrize("share", [0.0, 1.0, 1.5])
def test_shares_that_tell_little(terminal: Terminal, impatient: None, share: float) -> None:
    """As of standard input, whose size nobody knows."""
    with terminal.bar() as bar:
        for number in range(5):
            bar(share, number)
    assert "reading" in terminal.shown()


@pytest.mark.parametrize("columns", ["1", "5", "10", "20", "40", "500"])
def test_any_width(terminal: Terminal, impatient: None, monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    with terminal.bar() as bar:
        read_some(bar)
    assert "\x1b[?25h" in terminal.shown()


def test_no_colour_where_none_is_wanted(terminal: Terminal, impatient: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    with terminal.bar() as bar:
        read_some(bar)
    assert not re.search(r"\x1b\[[0-9;]*3[0-7][0-9;]*m", terminal.shown())


RUN = """
import sys
from casereviews.cli import progress
from casereviews.cli.exits import run
progress._PATIENCE = float(sys.argv.pop(1))
sys.exit(run(sys.argv[1:]))
"""


@pytest.mark.parametrize(
    ("patience", "options", "bar"), [("0", [], True), ("0", ["--quiet"], False), ("60", [], False)]
)
def test_of_a_command(write: Callable[..., str], patience: str, options: list[str], bar: bool) -> None:
    """On standard error, where that is a terminal; the answer in a pipe is the answer alone."""
    import subprocess

    path = write("".join(f'{{"name": "A{n}", "title": "T"}}\n' for n in range(1500)), "a.jsonl")
    made = Terminal()
    given: Any = subprocess.run(
        [sys.executable, "-c", RUN, patience, "list", "--data", path, "-f", "ids", "--no-cache", *options],
        stdout=subprocess.PIPE,
        stderr=made.stream,
        env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "100"},
        check=False,
        timeout=60,
    )
    shown = made.shown()
    made.close()
    assert (given.returncode, given.stdout.count(b"\n")) == (0, 1500)
    assert b"\x1b" not in given.stdout
    assert ("reviews a second" in shown) is bar
    assert bar or shown == ""
    assert not Path(path).with_suffix(".db").exists()


@pytest.mark.parametrize("term", ["dumb", None])
def test_nothing_on_a_dumb_terminal(
    terminal: Terminal, impatient: None, monkeypatch: pytest.MonkeyPatch, term: str | None
) -> None:
    """Nor on one that does not say what it is: each step would stand in a line of its own."""
    if term:
        monkeypatch.setenv("TERM", term)
    else:
        monkeypatch.delenv("TERM")
    with terminal.bar() as bar:
        read_some(bar)
    assert terminal.shown() == ""
