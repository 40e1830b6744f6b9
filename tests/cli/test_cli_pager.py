"""A pager: on a terminal, for what it cannot show at once; whatever the pager does, the answer is not lost."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from casereviews.cli import pager
from casereviews.cli.attempt import Attempt
from helpers import Invoke
from helpers.running import at_terminal

TERM = {"TERM": "xterm-256color"}


@pytest.fixture
def many(write: Callable[..., str]) -> str:
    """A collection of 3,000 reviews, whose ids are 12 characters long: more than a pipe holds in any format but ids."""
    text = "".join(f'{{"name": "Child {n}", "title": "Title {n}", "id": "x/child-{n:04}"}}\n' for n in range(3000))
    return write(text, "many.jsonl")


@pytest.fixture
def seen(tmp_path: Path) -> Path:
    """The file into which the pager of `asking` writes what it gets."""
    return tmp_path / "seen"


def asking(seen: Path, before: str = "") -> str:
    """A pager that keeps what it gets."""
    return f"{before}cat > '{seen}'"


def ids(number: int) -> bytes:
    """What `list -f ids` gives of `many`."""
    return b"".join(b"x/child-%04d\n" % n for n in range(number))


# --- When -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["table", "plain", "json", "csv", "ids"])
def test_what_is_too_long_goes_to_it(invoke: Invoke, many: str, seen: Path, form: str) -> None:
    """Whole, as it would be shown, and nothing of it to the terminal."""
    shown, code = at_terminal(["list", "-d", many, "-f", form, "-n", "700"], {**TERM, "PAGER": asking(seen)})
    assert (shown, code) == (b"", 0)
    directly, code = at_terminal(
        ["list", "-d", many, "-f", form, "-n", "700", "--no-pager"], {**TERM, "PAGER": asking(seen)}
    )
    assert code == 0
    assert seen.read_bytes() == directly
    assert directly.count(b"child-0") == 700


@pytest.mark.parametrize(("number", "paged"), [(1, False), (23, False), (24, True), (60, True)])
def test_only_what_does_not_fit(many: str, seen: Path, number: int, paged: bool) -> None:
    """A line of the screen is for what is typed next."""
    shown, code = at_terminal(["list", "-d", many, "-f", "ids", "-n", str(number)], {**TERM, "PAGER": asking(seen)})
    assert (shown, code) == (b"" if paged else ids(number), 0)
    assert (seen.read_bytes() if paged else not seen.exists()) == (ids(number) if paged else True)


@pytest.mark.parametrize(("width", "paged"), [(12, False), (11, True)])
def test_a_long_line_takes_several(many: str, seen: Path, width: int, paged: bool) -> None:
    """Lines are counted as the terminal breaks them."""
    asked = ["list", "-d", many, "-f", "ids", "-n", "23"]
    shown, code = at_terminal(asked, {**TERM, "PAGER": asking(seen)}, (width, 24))
    assert code == 0
    assert (seen.exists(), shown == b"") == (paged, paged)


def test_colours_take_no_room(seen: Path) -> None:
    """What is not seen is not counted: the same table fits with colours and without."""
    for option in ("always", "never"):
        shown, _ = at_terminal(["list", "-n", "5", "--color", option], {**TERM, "PAGER": asking(seen)}, (80, 20))
        assert (b"\x1b[" in shown) is (option == "always")
        assert shown.count(b"2022-02/") == 5
    assert not seen.exists()


@pytest.mark.parametrize("env", [{"PAGER": ""}, {"PAGER": "cat"}, {"PAGER": " cat "}, {"CASEREVIEWS_PAGER": ""}])
def test_none_is_wanted(many: str, seen: Path, env: dict[str, str]) -> None:
    """By an empty name, or by cat; CASEREVIEWS_PAGER stands above PAGER also where it is empty."""
    shown = at_terminal(["list", "-d", many, "-f", "ids", "-n", "60"], {**TERM, "PAGER": asking(seen), **env})
    assert shown == (ids(60), 0)
    assert not seen.exists()


def test_our_own_variable_stands_above(many: str, seen: Path) -> None:
    """CASEREVIEWS_PAGER before PAGER."""
    env = {**TERM, "PAGER": "false", "CASEREVIEWS_PAGER": asking(seen)}
    assert at_terminal(["list", "-d", many, "-f", "ids", "-n", "60"], env) == (b"", 0)
    assert seen.read_bytes() == ids(60)


def test_no_terminal_no_pager(invoke: Invoke, monkeypatch: pytest.MonkeyPatch, many: str, seen: Path) -> None:
    """A pipe and a file get the answer, a terminal beside them none of it."""
    monkeypatch.setenv("PAGER", asking(seen))
    assert invoke("list", "-d", many, "-f", "ids").out.encode() == ids(3000)
    target = seen.with_name("ids.txt")
    assert at_terminal(["list", "-d", many, "-f", "ids", "-o", str(target)], {**TERM, "PAGER": asking(seen)}) == (
        b"",
        0,
    )
    assert target.read_bytes() == ids(3000)
    assert not seen.exists()


@pytest.mark.parametrize(("term", "paged"), [("xterm-256color", True), ("dumb", False)])
def test_less_is_the_usual_one(many: str, tmp_path: Path, seen: Path, term: str, paged: bool) -> None:
    """Where it is installed, and the terminal is one for it."""
    less = tmp_path / "bin" / "less"
    less.parent.mkdir()
    less.write_text(f"#!/bin/sh\n{asking(seen)}\n", "utf-8")
    less.chmod(0o755)
    env = {"TERM": term, "PATH": f"{less.parent}{os.pathsep}{os.environ['PATH']}"}
    shown, code = at_terminal(["list", "-d", many, "-f", "ids", "-n", "60"], env)
    assert (shown, code) == (b"" if paged else ids(60), 0)
    assert seen.exists() is paged


def test_without_less_there_is_none(many: str, tmp_path: Path) -> None:
    """The answer comes as it is."""
    assert at_terminal(["list", "-d", many, "-f", "ids", "-n", "60"], {**TERM, "PATH": str(tmp_path)}) == (ids(60), 0)


@pytest.mark.parametrize(("env", "told"), [({}, "FRX"), ({"LESS": "S"}, "S"), ({"LESS": ""}, "")])
def test_less_is_told_how(many: str, seen: Path, env: dict[str, str], told: str) -> None:
    """To show colours and leave short answers on the screen, unless a person has said otherwise."""
    command = f"printf %s \"$LESS\" > '{seen}'; cat >/dev/null"
    assert at_terminal(["list", "-d", many, "-f", "ids", "-n", "60"], {**TERM, "PAGER": command, **env}) == (b"", 0)
    assert seen.read_text("utf-8") == told


# --- Pagers that fail -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["false", "exit 3", "head -c 10 >/dev/null; exit 1", "cat >/dev/null; exit 2"])
@pytest.mark.parametrize("form", ["ids", "jsonl"])
def test_one_that_fails_loses_nothing(many: str, command: str, form: str) -> None:
    """The whole answer comes without it, and a line says so, unless that is not wanted."""
    asked = ["list", "-d", many, "-f", form]
    whole, _ = at_terminal([*asked, "--no-pager"], TERM)
    shown, code = at_terminal(asked, {**TERM, "PAGER": command})
    assert (shown, code) == (whole, 0)
    assert whole.count(b"\n") == 3000


def test_one_that_is_missing(invoke: Invoke, many: str, tmp_path: Path) -> None:
    """The same; on standard error the shell says what is missing, and we what that means."""
    errors = tmp_path / "errors"
    env = {**TERM, "PAGER": "no-such-pager -x"}
    for quiet in ([], ["-q"]):
        command = ["list", "-d", many, "-f", "ids", *quiet]
        assert at_terminal(command, env, errors=errors) == (ids(3000), 0)
        told = "the pager no-such-pager -x failed; this is the answer without it\n" in errors.read_text("utf-8")
        assert told is not bool(quiet)


def test_one_that_is_quit_early(many: str) -> None:
    """That is no failure: who has seen enough wants no more."""
    assert at_terminal(["list", "-d", many, "-f", "jsonl"], {**TERM, "PAGER": "head -n 1 | cut -c 1-12"}) == (
        b'{"id": "x/ch\n',
        0,
    )


# --- Keys and signals -------------------------------------------------------------------------------------------------


@pytest.mark.skipif(not shutil.which("less"), reason="less is not installed")
@pytest.mark.parametrize("typed", [b"q", b"\x03q", b"\x03\x03q"])
def test_less_itself(many: str, typed: bytes) -> None:
    """Ctrl-C is one of its keys; q ends it, and us. What it shows first after a key in between is its own affair."""
    shown, code = at_terminal(["list", "-d", many, "-f", "ids"], TERM, typed=typed)
    assert code == 0
    assert 0 < shown.count(b"x/child-") < 3000


def test_a_pager_that_ctrl_c_ends(many: str) -> None:
    """130, as it is without one."""
    shown, code = at_terminal(
        ["list", "-d", many, "-f", "jsonl"], {**TERM, "PAGER": "echo ready; sleep 60"}, typed=b"\x03"
    )
    assert (shown.replace(b"^C", b""), code) == (b"ready\n", 130)


def test_a_pager_that_heeds_no_ctrl_c(many: str, seen: Path) -> None:
    """It is waited for, and gets all."""
    command = asking(seen, before="trap '' INT; echo ready; sleep 0.3; ")
    shown, code = at_terminal(["list", "-d", many, "-f", "ids"], {**TERM, "PAGER": command}, typed=b"\x03")
    assert (shown.replace(b"^C", b""), code) == (b"ready\n", 0)
    assert seen.read_bytes() == ids(3000)


def test_who_stops_us_stops_the_pager(many: str) -> None:
    """It is not left behind on the terminal."""
    env = {**TERM, "PAGER": "echo ready; kill -TERM $PPID; exec sleep 60"}
    assert at_terminal(["list", "-d", many, "-f", "jsonl"], env) == (b"ready\n", 143)


def test_exit_codes_stay(write: Callable[..., str], seen: Path) -> None:
    """A command that ends in another code than 0 does so after the pager, too."""
    wrong = write("reviews:\n" + "- {name: A}\n" * 30)
    assert at_terminal(["validate", wrong], {**TERM, "PAGER": asking(seen)}) == (b"", 1)
    assert seen.read_bytes().count(b"\n") >= 30


# --- An attempt that fails on the way ---------------------------------------------------------------------------------


def test_a_second_attempt_goes_on_in_the_same_pager(monkeypatch: pytest.MonkeyPatch, seen: Path) -> None:
    """Nothing is shown twice, and nothing is left out."""
    monkeypatch.setenv("PAGER", asking(seen))
    monkeypatch.setattr(pager, "_first", lambda blocks: ([next(blocks)], False))

    def blocks(number: int) -> Iterator[bytes]:
        for n in range(number):
            yield b"line %d\n" % n
        if number < 5:
            raise ValueError("damaged")

    first = Attempt()
    with pytest.raises(ValueError, match="damaged"):
        pager.beyond(blocks(3), first.unwritten, lambda line: None)
    second = Attempt(first)
    assert list(pager.beyond(blocks(5), second.unwritten, lambda line: None)) == []
    second.finish()
    assert seen.read_text("utf-8") == "line 0\nline 1\nline 2\nline 3\nline 4\n"
    pager.end()


def test_a_pager_is_waited_for_where_nothing_follows(monkeypatch: pytest.MonkeyPatch, seen: Path) -> None:
    """As after a bug."""
    monkeypatch.setenv("PAGER", asking(seen, before="sleep 0.2; "))
    monkeypatch.setattr(pager, "_first", lambda blocks: ([next(blocks)], False))

    def blocks() -> Iterator[bytes]:
        yield b"line\n"
        raise ValueError("damaged")

    with pytest.raises(ValueError, match="damaged"):
        pager.beyond(blocks(), Attempt().unwritten, lambda line: None)
    pager.end()
    assert seen.read_bytes() == b"line\n"
    pager.end()
