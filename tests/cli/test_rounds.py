"""A round through what is to be checked, with a key for each value."""

from __future__ import annotations

import io
import os
import re
import signal
import subprocess
import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from casereviews.cli import keys
from casereviews.cli.rounds import Round
from helpers import Invoke, posix_only
from helpers.exports import MADE
from helpers.running import at_terminal, standard_input

Write = Callable[..., str]

OURS = """\
# ours
collection: {id: c, coding: automatic}
reviews:
- id: c/fen
  name: Child Fen
  title: "Serious case review: Child Fen"
  children: [{age: 4 months, sex: female}, {age: 2 years}]
  harms: [neglect]
  outcome: death
  summary: Death of a girl aged 4 months.
  learning:
  - {id: c/fen/L1, text: The police kept a dog., themes: [recording, fathers-and-males]}
  - {id: c/fen/L2, text: Gates were open., themes: []}
  evidence:
  - {field: summary, value: long, confidence: check, why: w}
  - {field: age, value: 4 months, confidence: check, where: summary}
  - {field: themes, value: recording, confidence: check, where: L1}
"""
READ = 'by: RS, "on": "2024-01-02"}'
KEYS = "[a]ccept [c]hange [d]rop [s]kip [u]ndo [q]uit\n"


@pytest.fixture
def ours(write: Write) -> str:
    """A collection in which four values are open."""
    return write(OURS)


def text_of(name: str) -> str:
    return Path(name).read_text("utf-8")


class Terminal(io.StringIO):
    """A standard input with lines that are typed, which is a terminal."""

    def isatty(self) -> bool:
        """It says so."""
        return True


Asked = Callable[..., tuple[list[str], int]]


@pytest.fixture
def asked(invoke: Invoke, ours: str, monkeypatch: pytest.MonkeyPatch) -> Asked:
    """What a round shows when keys and lines are typed, without what it asks each time, and its exit code."""

    def call(pressed: str, *lines: str, options: tuple[str, ...] = ()) -> tuple[list[str], int]:
        waiting = iter(pressed)
        monkeypatch.setenv("SOURCE_DATE_EPOCH", MADE)
        monkeypatch.setattr(sys, "stdin", Terminal("".join(f"{line}\n" for line in lines)))
        monkeypatch.setattr("casereviews.cli.commands.check.is_terminal", lambda: True)
        monkeypatch.setattr(keys, "key", lambda: next(waiting))
        given = invoke("check", ours, "--ask", "--coder", "RS", *options)
        assert next(waiting, None) is None
        assert given.err == ""
        shown = re.sub(f"^{re.escape(KEYS)}", "", given.out, flags=re.MULTILINE).splitlines()
        return [line for line in shown if line and not line.startswith(" ")], given.code

    return call


def test_every_answer_is_written_at_once(asked: Asked, ours: str) -> None:
    """A summary that is too long cannot be changed here; the last answer stands when the round is left."""
    assert asked("udacucc7xdq", "5 months", "", "6 months") == ([
        "1 of 4",
        "there is nothing to undo in this round",
        "summary: this is changed in the file itself",
        "then --accept lets it stand",
        "accepted c/fen.summary: long",
        "2 of 4",
        "age in the place of 4 months (an empty line leaves it as it is):",
        "set c/fen.age: 5 months, 2 years",
        "3 of 4",
        "undone: set c/fen.age: 5 months, 2 years",
        "2 of 4",
        "age in the place of 4 months (an empty line leaves it as it is):",
        "age in the place of 4 months (an empty line leaves it as it is):",
        "set c/fen.age: 6 months, 2 years",
        "3 of 4",
        "the keys are " + KEYS.strip(),
        "the keys are " + KEYS.strip(),
        "dropped c/fen/L1.themes: recording",
        "4 of 4",
        "3 of 4 values checked",
    ], 0)  # fmt: skip
    assert text_of(ours) == (
        OURS.replace("[{age: 4 months", "[{age: 6 months").replace("[recording, fathers", "[fathers")
        .replace("confidence: check, why: w}", f"confidence: read, {READ}")
        .replace("confidence: check, where: summary}", f"confidence: read, where: summary, {READ}")
        .replace("confidence: check, where: L1}", f"confidence: read, where: L1, {READ}")
        + f"  - {{field: age, value: 6 months, confidence: read, {READ}\n"
    )  # fmt: skip


@pytest.mark.parametrize("key", ["x", "7", " ", "\n"])
def test_a_key_that_is_none_is_told_those_that_there_are(asked: Asked, key: str) -> None:
    """Each time, of either question; where all keys are known they are not told again."""
    told = f"the keys are {KEYS.strip()}"
    assert asked(f"s{key}{key}q")[0] == ["1 of 4", "2 of 4", told, told, "0 of 4 values checked"]
    assert "the keys are" not in "".join(asked("sq")[0])
    shown, _ = asked(f"aaaa{key}n")
    assert shown[-2:] == ["the keys are [y]es [n]o", "4 of 4 values checked"]


def test_what_was_skipped_is_gone_back_to(asked: Asked) -> None:
    shown, _ = asked("ssuuq")
    assert shown == ["1 of 4", "2 of 4", "3 of 4", "2 of 4", "1 of 4", "0 of 4 values checked"]


def test_the_round_can_be_undone_by_another_run(asked: Asked, invoke: Invoke, ours: str) -> None:
    asked("aad" + keys.END)
    assert text_of(ours) != OURS
    assert invoke("check", ours, "--undo").err.splitlines()[-1] == f"{ours} is as it was before"
    assert text_of(ours) == OURS


@pytest.mark.parametrize(("answer", "coding"), [("y", "curated"), ("n", "automatic")])
def test_a_review_of_which_nothing_is_left_may_have_been_read_whole(
    asked: Asked, invoke: Invoke, ours: str, answer: str, coding: str
) -> None:
    shown, code = asked(f"aacc{answer}", "missed appointments, recording", "voice of the child", options=("--strict",))
    assert "set c/fen/L1.themes: was-not-brought, recording, fathers-and-males" in shown
    assert "set c/fen/L2.themes: voice-of-child" in shown
    assert shown[-1] == "4 of 4 values checked"
    assert ("accepted c/fen: the whole review, 5 values of it" in shown) == (answer == "y")
    assert code == 0
    assert invoke("list", "--data", ours, "--fields", "coding", "--json").json == [{"coding": coding}]


def test_a_review_that_was_read_whole_is_undone_with_its_last_value(asked: Asked, ours: str) -> None:
    """Once the round has gone on to the next review."""
    Path(ours).write_text(OURS + OURS[OURS.index("- id") :].replace("c/fen", "c/reed"), "utf-8")
    shown, _ = asked("aaaaaaayuq")
    assert [line for line in shown if line.startswith("undone")] == [
        "undone: accepted c/fen: the whole review, 4 values of it", "undone: accepted c/fen/L2.themes: no theme",
    ]  # fmt: skip
    assert "curated" not in text_of(ours)


def test_a_review_is_no_persons_where_something_was_skipped(asked: Asked, invoke: Invoke, ours: str) -> None:
    shown, code = asked("saaa", options=("--strict",))
    assert (shown[-1], code) == ("3 of 4 values checked", 1)
    assert invoke("check", ours, "-f", "ids").out == "c/fen.summary\n"


def test_a_review_is_no_persons_where_the_round_is_cut(asked: Asked, ours: str) -> None:
    """What it does not ask of is in doubt all the same."""
    shown, code = asked("aa", options=("-n", "2", "--strict"))
    assert shown[-2:] == ["accepted c/fen.age: 4 months", "2 of 2 values checked"]
    assert code == 1
    assert "curated" not in text_of(ours)


def test_what_another_answer_has_settled_is_not_asked(asked: Asked, ours: str) -> None:
    """That there is no theme settles all that were read in the statement, until it is undone."""
    theme = "  - {field: themes, value: fathers-and-males, confidence: check, where: L1}\n"
    Path(ours).write_text(OURS + theme, "utf-8")
    shown, _ = asked("sscucq", "none", "none")
    assert shown[2:] == [
        "3 of 5",
        "themes in the place of recording (an empty line leaves it as it is):",
        "set c/fen/L1.themes: none",
        "5 of 5",
        "undone: set c/fen/L1.themes: none",
        "3 of 5",
        "themes in the place of recording (an empty line leaves it as it is):",
        "set c/fen/L1.themes: none",
        "5 of 5",
        "2 of 5 values checked",
    ]


def test_an_unknown_term_is_told_with_those_that_are_near(asked: Asked) -> None:
    shown, _ = asked("sscq", "drug")
    assert shown[4].startswith('unknown theme "drug"')


def test_after_a_value_that_will_not_do_it_is_asked_again(asked: Asked) -> None:
    """The letters of a second try are never taken for keys."""
    shown, _ = asked("sscq", "drug", "none")
    assert shown[3] == shown[6] == "themes in the place of recording (an empty line leaves it as it is):"
    assert shown[7] == "set c/fen/L1.themes: none"


def test_what_somebody_else_changes_meanwhile_stays(asked: Asked, ours: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was asked of first may be gone, and what was before is not to come back."""
    changed = OURS.replace("value: 4 months", "value: 5 months").replace("# ours", "# mine")
    show = Round._show

    def and_change(self: Round, record: Any) -> None:
        if record["field"] == "age":
            Path(ours).write_text(changed, "utf-8")
        show(self, record)

    monkeypatch.setattr(Round, "_show", and_change)
    shown, code = asked("aauq")
    assert shown[2:] == [
        "2 of 4",
        'nothing was read of "c/fen.age" by the importer',
        "casereviews check lists what is to be checked, and show --why what was read",
        f"{ours} has been changed since, and is left as it is",
        "1 of 4 values checked",
    ]
    assert code == 0
    assert text_of(ours) == changed


def test_nothing_to_ask(asked: Asked, ours: str) -> None:
    Path(ours).write_text(OURS.replace("automatic", "curated"), "utf-8")
    with pytest.raises(AssertionError, match="nothing is to be checked"):
        asked("")


@posix_only
def test_on_a_terminal(ours: str) -> None:
    env = {"SOURCE_DATE_EPOCH": MADE, "NO_COLOR": "1"}
    shown, code = at_terminal(["check", ours, "--ask", "--coder", "RS"], env, typed=b"ac5 months\nq")
    lines = shown.decode().splitlines()
    assert lines[-1] == "2 of 4 values checked"
    assert "set c/fen.age: 5 months, 2 years" in lines
    assert lines.count(KEYS.strip()) == 3
    assert code == 0
    assert "[{age: 5 months" in text_of(ours)


def test_a_terminal_is_needed(invoke: Invoke, ours: str) -> None:
    assert invoke("check", ours, "--ask").err == (
        "casereviews: --ask needs a terminal\nanswer with --accept, --set and --drop\n"
    )
    for more in (("--accept", "fen"), ("--undo",), ("--dry-run",)):
        given = invoke("check", ours, "--ask", *more)
        assert (given.code, given.err.splitlines()[0]) == (2, "casereviews: --ask asks for each answer, and takes none")


# --- Keys -------------------------------------------------------------------------------------------------------------


def test_where_there_is_no_terminal_a_letter_is_the_first_of_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    with standard_input(b"Accept\n\n"):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.FileIO(os.dup(0))))
        assert [keys.key() for _ in range(3)] == ["a", " ", keys.END]
        sys.stdin.close()


def test_keys_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no termios; what has no letter comes in two parts."""
    typed = iter(["A", "\xe0", "H", "\x1a", "\x03"])
    monkeypatch.setitem(sys.modules, "termios", None)
    monkeypatch.setitem(sys.modules, "msvcrt", types.SimpleNamespace(getwch=lambda: next(typed)))
    assert [keys.key() for _ in range(3)] == ["a", " ", keys.END]
    with pytest.raises(KeyboardInterrupt):
        keys.key()


def test_a_system_with_neither(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "termios", None)
    monkeypatch.setitem(sys.modules, "msvcrt", None)
    monkeypatch.setattr(sys, "stdin", io.StringIO("quit\n"))
    assert keys.key() == "q"


@posix_only
def test_keys_without_a_letter_are_no_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """What an arrow sends ends in a letter, which is not that of an answer; nor is a letter with Alt."""
    import pty

    ours, theirs = pty.openpty()
    monkeypatch.setattr(sys, "stdin", types.SimpleNamespace(fileno=lambda: theirs))
    for pressed in (b"\x1b[D", b"\x1b[A", b"\x1bOD", b"\x1b[1;5D", b"\x1b[3~", b"\x1ba", b"\xc3"):
        os.write(ours, pressed + b"Q")
        assert [keys.key() in "acdsuq" + keys.END, keys.key()] == [False, "q"]
    os.write(ours, b"\x1b")
    assert keys.key() == " "
    os.write(ours, b"a")
    assert keys.key() == "a"
    os.close(ours)
    os.close(theirs)


@posix_only
def test_the_terminal_is_as_before_when_the_program_is_ended() -> None:
    """By Ctrl-C, while a key is waited for."""
    import pty
    import termios

    ours, theirs = pty.openpty()
    before = termios.tcgetattr(theirs)
    code = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # which a run in the background ignores
        "from casereviews.cli import process, keys; process.heed_signals(); print('ready', flush=True); keys.key()"
    )
    running = subprocess.Popen([sys.executable, "-c", code], stdin=theirs, stdout=subprocess.PIPE)
    assert running.stdout
    assert running.stdout.readline() == b"ready\n"
    while termios.tcgetattr(theirs) == before:
        assert running.poll() is None
    running.send_signal(signal.SIGINT)
    assert running.wait(60) == 130
    running.stdout.close()
    assert termios.tcgetattr(theirs) == before
    os.close(ours)
    os.close(theirs)
