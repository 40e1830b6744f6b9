"""The program as a process: pipes, signals, devices, locales, and the same bytes every time."""

from __future__ import annotations

import os
import pty
import random
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from casereviews.cli import process
from casereviews.files.system import Lock
from helpers import FORMATS, INVENTED, PROGRAM, Process
from helpers.running import heeding

# As the program does it, but telling when signals are heeded: before that, Python itself is starting.
TELLING = """
import os, sys
from casereviews.cli import process
from casereviews.files.system import Lock
process.heed_signals()
os.write(int(sys.argv.pop(1)), b"x")
process.main()
"""

ENDINGS = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGHUP: 129}


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A collection whose every answer is larger than a pipe holds: ids of a line each included."""
    path = tmp_path_factory.mktemp("big") / "big.yaml"
    text = "An invented sentence of some length, so that the answer is long, and longer than the pipe can hold. " * 2
    path.write_text(
        "reviews:\n"
        + "".join(
            f"- {{id: 2024-03/an-invented-review-with-{'a-very-' * 16}long-id-number-{n}, name: Child {n}, "
            f"title: Review {n}, summary: '{text}', learning: [{{text: '{text}', themes: [recording]}}]}}\n"
            for n in range(550)
        ),
        "utf-8",
    )
    return str(path)


def started(*arguments: str, **options: object) -> subprocess.Popen[bytes]:
    """A command that is running, with pipes to it and from it."""
    pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
    return subprocess.Popen(heeding(*PROGRAM, *arguments), **pipes)  # type: ignore[call-overload, no-any-return]


# --- A pipe whose reader is gone --------------------------------------------------------------------------------------


def closes_at_once(*arguments: str, env: dict[str, str] | None = None) -> tuple[int, bytes]:
    """The exit code and standard error of a command whose reader takes a byte and closes."""
    with started(*arguments, env={**os.environ, **(env or {})}) as running:
        assert running.stdout
        assert running.stderr
        running.stdout.read(1)
        running.stdout.close()
        said = running.stderr.read()
        return running.wait(timeout=60), said


@pytest.mark.parametrize("name", FORMATS)
def test_a_closed_pipe_in_each_format(big: str, name: str) -> None:
    """141, and nothing on standard error."""
    assert closes_at_once("list", "--data", big, "-f", name) == (141, b"")


@pytest.mark.parametrize(
    "command", [("search", "invented"), ("learning",), ("themes", "recording"), ("themes", "--by", "listed", "--json")]
)
def test_a_closed_pipe_for_each_command(big: str, command: tuple[str, ...]) -> None:
    """The same of other commands, in the format that pipes get."""
    assert closes_at_once(*command, "--data", big) == (141, b"")


def test_a_closed_pipe_unbuffered(big: str) -> None:
    """The same with PYTHONUNBUFFERED."""
    assert closes_at_once("list", "--data", big, "--json", env={"PYTHONUNBUFFERED": "1"}) == (141, b"")


@pytest.mark.parametrize(
    "arguments", [["list"], ["--help"], ["--version"], ["list", "--help"], ["schema"], ["validate"]]
)
def test_a_pipe_closed_before_anything_is_written(arguments: list[str]) -> None:
    """A short answer to nobody is 141 too, not 0 and no complaint of Python's."""
    reading, writing = os.pipe()
    os.close(reading)
    with started(*arguments, stdout=writing) as running:
        os.close(writing)
        assert running.stderr
        said = running.stderr.read()
        assert (running.wait(timeout=60), said) == (141, b"")


@pytest.mark.slow
@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    "command",
    [("list",), ("search", "invented"), ("learning",), ("themes", "recording"), ("list", "--fields", "id,summary")],
)
def test_a_closed_pipe_everywhere(big: str, command: tuple[str, ...], name: str) -> None:
    """Every long answer in every format."""
    assert closes_at_once(*command, "--data", big, "-f", name) == (141, b"")


# --- Output that cannot be written ------------------------------------------------------------------------------------

SHORT = [["list"], ["list", "--json"], ["show", "Mia", "-f", "table"], ["--version"], ["--help"], ["list", "--help"]]


@pytest.mark.parametrize("arguments", [*SHORT, [], ["schema"], ["validate"], ["info", "-f", "csv"]])
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_full_device(process: Process, arguments: list[str], unbuffered: str) -> None:
    """4 and why; nothing else, buffered or not."""
    with Path("/dev/full").open("wb") as full:
        given = process(
            *arguments, env={"PYTHONUNBUFFERED": unbuffered}, stdout=full, stderr=subprocess.PIPE, capture_output=False
        )
    assert (given.returncode, given.stderr) == (4, b"casereviews: cannot write the output: No space left on device\n")


def test_a_full_device_for_a_long_answer(process: Process, big: str) -> None:
    """The same where there is more than a buffer of it."""
    with Path("/dev/full").open("wb") as full:
        given = process("list", "--data", big, stdout=full, stderr=subprocess.PIPE, capture_output=False)
    assert given.returncode == 4
    assert given.stderr.count(b"\n") == 1


def test_a_full_device_by_name(process: Process) -> None:
    """-o /dev/full is refused by the device."""
    given = process("list", "-o", "/dev/full")
    assert given.returncode == 4
    assert given.stderr == b"casereviews: /dev/full cannot be written: no space left on device\n"


def shell(line: str, *arguments: str, **options: object) -> subprocess.CompletedProcess[bytes]:
    """What a shell makes of a line in which `$@` is the command."""
    return subprocess.run(  # type: ignore[call-overload, no-any-return]
        ["bash", "-c", line, "bash", *PROGRAM, *arguments], capture_output=True, timeout=60, check=False, **options
    )


@pytest.mark.parametrize("arguments", SHORT)
def test_closed_standard_output(arguments: list[str]) -> None:
    """4 and why: nobody got what was asked for."""
    given = shell('"$@" >&-', *arguments)
    assert (given.returncode, given.stderr) == (4, b"casereviews: standard output is closed\n")


def test_closed_standard_output_with_a_file(tmp_path: Path) -> None:
    """An answer that goes to a file needs no standard output."""
    target = tmp_path / "x.csv"
    given = shell('"$@" >&-', "list", "-o", str(target))
    assert (given.returncode, given.stderr) == (0, b"")
    assert target.read_bytes().startswith(b"id,name,")


@pytest.mark.parametrize("way", ["2>&-", "2>/dev/full"])
def test_standard_error_that_takes_nothing(way: str) -> None:
    """Notes that cannot be told are left out; the answer and the exit code are as ever."""
    noted = shell(f'"$@" {way}', "list", "--sex", "male", "-f", "ids")
    assert (noted.returncode, noted.stdout.split()) == (
        0,
        [b"2022-02/joshua", b"2022-02/baby-r", b"2022-02/child-r", b"2022-02/toby"],
    )
    failed = shell(f'"$@" {way}', "list", "--harm", "nosuch")
    assert (failed.returncode, failed.stdout) == (2, b"")


def test_closed_standard_input() -> None:
    """Nothing needs it but --data -, which says so."""
    assert shell('"$@" <&-', "list", "-f", "ids", "-n", "1").stdout == b"2022-02/child-rs\n"
    given = shell('"$@" <&-', "list", "--data", "-")
    assert (given.returncode, given.stdout) == (4, b"")
    assert given.stderr.startswith(b"casereviews: -: cannot be read: ")


# --- Input from elsewhere ---------------------------------------------------------------------------------------------


def test_standard_input(process: Process) -> None:
    """--data - reads a collection from a pipe; its problems are told with lines."""
    text = Path(INVENTED).read_bytes()
    given = process("list", "--data", "-", "-f", "ids", input=text)
    assert given.stdout == b"2024-03/child-ash\n2024-03/siblings-birch\n2024-03/young-person-cedar\n"
    wrong = process("list", "--data", "-", input=b"reviews:\n- name: A\n")
    assert (wrong.returncode, wrong.stdout) == (4, b"")
    assert b":2:3: " in wrong.stderr
    empty = process("list", "--data", "-", input=b"")
    assert (empty.returncode, empty.stdout) == (4, b"")


def test_one_program_feeds_the_next() -> None:
    """`list -f yaml | list --data -`, and a process substitution."""
    piped = shell('"$@" list -f yaml | "$@" list --data - -f ids')
    assert piped.stdout.split() == shell('"$@" list -f ids').stdout.split()
    named = shell(f'"$@" list -f ids --data <(cat "{INVENTED}")')
    assert (named.returncode, named.stdout.count(b"\n")) == (0, 3)
    two = shell(f'"$@" list -f ids --data <(cat "{INVENTED}") --data <("$@" list -f yaml)')
    assert (two.returncode, two.stdout.count(b"\n")) == (0, 11)


def test_a_slow_writer_is_waited_for() -> None:
    """A pipe that is written in pieces is read to its end."""
    given = shell(f'"$@" list -f ids --data <(head -c 500 "{INVENTED}"; sleep 0.3; tail -c +501 "{INVENTED}")')
    assert (given.returncode, given.stdout.count(b"\n")) == (0, 3)


def test_standard_input_that_another_program_does_not_wait_for() -> None:
    """As terminals and remote shells leave it: it is waited for all the same."""
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    with started("list", "--data", "-", "-f", "ids", stdin=reading) as running:
        os.close(reading)
        text = Path(INVENTED).read_bytes()
        for piece in (text[:500], text[500:]):
            time.sleep(0.3)
            os.write(writing, piece)
        os.close(writing)
        out, said = running.communicate(timeout=60)
        assert (running.returncode, out.count(b"\n"), said) == (0, 3, b"")


def test_a_fifo_that_nobody_writes_to(process: Process, tmp_path: Path) -> None:
    """It does not hang."""
    fifo = tmp_path / "fifo.yaml"
    os.mkfifo(fifo)
    given = process("list", "--data", str(fifo))
    assert (given.returncode, given.stdout) == (4, b"")
    assert str(fifo).encode() in given.stderr


def test_endless_input(process: Process, at_once: Callable[..., Any]) -> None:
    """/dev/zero is refused at once."""
    given = at_once(5, process, "list", "--data", "/dev/zero")
    assert (given.returncode, given.stdout) == (4, b"")
    assert given.stderr == b"casereviews: /dev/zero: is not text: NUL at byte 0\n"


def test_a_home_that_cannot_be_written(process: Process, tmp_path: Path) -> None:
    """Plain use writes nothing anywhere: not in HOME, not where it runs."""
    home = tmp_path / "home"
    home.mkdir()
    home.chmod(0o500)
    caches = {name: str(home) for name in ("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "TMPDIR")}
    for command in (("list",), ("search", "bruise", "-q"), ("list", "--data", INVENTED)):
        given = process(*command, env=caches, cwd=home)
        assert (given.returncode, given.stderr) == (0, b"")
    assert os.listdir(home) == []
    assert process("list", env={**caches, "HOME": "/nonexistent"}).returncode == 0


# --- Signals ----------------------------------------------------------------------------------------------------------


def ended(number: signal.Signals, delay: float, *arguments: str, stdin: int = subprocess.DEVNULL) -> tuple[int, bytes]:
    """The exit code and standard error of a command that gets a signal so long after it begins."""
    reading, writing = os.pipe()
    running = subprocess.Popen(
        heeding(sys.executable, "-c", TELLING, str(writing), *arguments),
        stdin=stdin,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        pass_fds=[writing],
    )
    os.close(writing)
    assert os.read(reading, 1) == b"x"
    os.close(reading)
    time.sleep(delay)
    running.send_signal(number)
    _, said = running.communicate(timeout=60)
    return running.returncode, said


def end_at_random(big: str, folder: Path, runs: int, seed: int) -> Iterator[int]:
    """The exit codes of many runs that write a file and are ended; each is quiet and leaves nothing half done."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    target = folder / "x.json"
    for turn in range(runs):
        number = list(ENDINGS)[turn % len(ENDINGS)]
        target.write_text("old", "utf-8")
        code, said = ended(number, chance.random() * 0.7, "list", "--data", big, "-o", str(target), "--force")
        assert said == b""
        assert os.listdir(folder) == ["x.json"]
        written = target.read_text("utf-8")
        assert written == "old" or (written.startswith("[\n") and written.endswith("]\n"))
        assert code == ENDINGS[number] or (code == 0 and written != "old")
        yield code


def test_ended_at_random(big: str, tmp_path: Path) -> None:
    """The signal's code, quiet, the old file or the new one, and no other."""
    assert set(end_at_random(big, tmp_path, 12, seed=1)) - {0} != set()
    chance = random.Random(2)  # noqa: S311 - no secret
    codes = [ended(signal.SIGINT, chance.random() * 0.12, "search", "bruise", "-q") for _ in range(20)]
    assert {said for _, said in codes} == {b""}
    assert {code for code, _ in codes} <= {0, 130}
    assert 130 in dict(codes)


@pytest.mark.slow
def test_ended_at_random_many_times(big: str, tmp_path: Path) -> None:
    """The same, two hundred times."""
    assert set(end_at_random(big, tmp_path, 200, seed=3)) >= {130, 143, 129}


# Writes half of a file, and more to a bar, says so, and waits.
HALFWAY = """
import os, sys, time
from casereviews.cli import process
from casereviews.files.system import Lock
from casereviews.cli import progress
from casereviews.files import writing
process.heed_signals()
progress._PATIENCE = 0

def half():
    yield b"x" * 100_000
    with progress.ProgressBar(quiet=False) as bar:
        bar(0.5, 100)
        os.write(1, b"ready\\n")
        time.sleep(60)

writing.write(sys.argv[1], half(), force=True)
"""


@contextmanager
def halfway(target: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """A program that is writing a file while its bar is on a terminal, with our end of that; it has ended afterwards."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        heeding(sys.executable, "-c", HALFWAY, str(target)),
        stdout=subprocess.PIPE,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm-256color"},
    ) as running:
        os.close(theirs)
        assert running.stdout
        assert running.stdout.readline() == b"ready\n"
        yield running, ours


@pytest.mark.parametrize(("number", "code"), ENDINGS.items())
@pytest.mark.parametrize("there", [True, False])
def test_ended_while_it_writes_a_file(tmp_path: Path, number: signal.Signals, code: int, there: bool) -> None:
    """What is half written goes, and so does the bar on the terminal; what was there stays."""
    target = tmp_path / "out"
    if there:
        target.write_bytes(b"old")
    with halfway(target) as (running, ours):
        (temporary,) = set(os.listdir(tmp_path)) - {"out"}
        assert (tmp_path / temporary).stat().st_size == 100_000
        running.send_signal(number)
        assert running.wait(timeout=60) == code
    shown = b""
    with suppress(OSError), open(ours, "rb", buffering=0) as terminal:  # Linux says so at the end
        while piece := terminal.read(65536):
            shown += piece
    assert b"reading" in shown
    assert shown.endswith(b"\r\x1b[2K\x1b[?25h")
    assert os.listdir(tmp_path) == (["out"] if there else [])
    assert not there or target.read_bytes() == b"old"


@pytest.mark.parametrize(("number", "code"), ENDINGS.items())
def test_ended_with_its_terminal(tmp_path: Path, number: signal.Signals, code: int) -> None:
    """What is half written goes, though the bar can no longer be taken off."""
    with halfway(tmp_path / "out") as (running, ours):
        os.close(ours)
        running.send_signal(number)
        assert running.wait(timeout=60) == code
    assert os.listdir(tmp_path) == []


def test_killed_while_it_writes_a_file(process: Process, tmp_path: Path) -> None:
    """What stays behind is its user's alone, and gone with the next file that is written there."""
    target = tmp_path / "out"
    target.write_bytes(b"old")
    target.chmod(0o600)
    with subprocess.Popen([sys.executable, "-c", HALFWAY, str(target)], stdout=subprocess.PIPE) as running:
        assert running.stdout
        running.stdout.readline()
        running.kill()
    (temporary,) = set(os.listdir(tmp_path)) - {"out"}
    assert stat.S_IMODE((tmp_path / temporary).stat().st_mode) == 0o600
    assert target.read_bytes() == b"old"
    assert process("list", "-f", "ids", "-n", "1", "-o", str(tmp_path / "answer")).returncode == 0
    assert sorted(os.listdir(tmp_path)) == ["answer", "out"]


@pytest.mark.parametrize("number", ENDINGS)
def test_what_was_ignored_from_the_start_stays_so(number: signal.Signals) -> None:
    """A hang-up under nohup, Ctrl-C where a script runs the program in its background."""
    reading, writing = os.pipe()
    with subprocess.Popen(
        heeding(sys.executable, "-c", TELLING, str(writing), "list", "--data", "-", "-f", "ids", but=number.name),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        pass_fds=[writing],
    ) as running:
        os.close(writing)
        assert os.read(reading, 1) == b"x"
        os.close(reading)
        running.send_signal(number)
        out, _ = running.communicate(Path(INVENTED).read_bytes(), timeout=60)
        assert (running.returncode, out.count(b"\n")) == (0, 3)


@pytest.mark.parametrize(("number", "code"), ENDINGS.items())
def test_ended_while_it_waits(number: signal.Signals, code: int) -> None:
    """A signal ends the wait for standard input."""
    assert ended(number, 0.4, "list", "--data", "-", stdin=subprocess.PIPE) == (code, b"")


@pytest.mark.parametrize(("number", "code"), ENDINGS.items())
def test_ended_while_it_writes(big: str, number: signal.Signals, code: int) -> None:
    """A reader that takes nothing does not keep the program."""
    with started("list", "--data", big, "--json") as running:
        assert running.stdout
        assert running.stderr
        running.stdout.read(1)
        running.send_signal(number)
        assert running.wait(timeout=60) == code
        assert running.stderr.read() == b""


def test_windows_signals(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-Break, and a console that is closed, are a signal there, and there is no hang-up."""
    heeded: dict[int, object] = {}
    names = {"SIGINT": 2, "SIGTERM": 15, "SIGBREAK": 21}
    monkeypatch.delattr(signal, "SIGHUP")
    monkeypatch.setattr(signal, "SIGBREAK", 21, raising=False)
    monkeypatch.setattr(
        signal, "Signals", lambda number: SimpleNamespace(name={v: k for k, v in names.items()}[number])
    )
    monkeypatch.setattr(signal, "getsignal", lambda number: signal.SIG_DFL)
    monkeypatch.setattr(signal, "signal", heeded.__setitem__)
    codes: list[int] = []
    monkeypatch.setattr(os, "_exit", codes.append)
    process.heed_signals()
    assert list(heeded) == [2, 15, 21]
    for number, handler in heeded.items():
        handler(number, None)  # type: ignore[operator]
    assert codes == [130, 143, 130]


# --- Several at once --------------------------------------------------------------------------------------------------


def test_one_of_many_writes_a_new_file(tmp_path: Path) -> None:
    """The others are told that there is one, and what it holds is whole."""
    target = tmp_path / "x.csv"
    many = [started("list", "-o", str(target)) for _ in range(8)]
    given = [(one.communicate(timeout=60)[1], one.returncode) for one in many]
    told = f"casereviews: {target} exists already; --force replaces it\n".encode()
    assert sorted(given) == [(b"", 0)] + [(told, 4)] * 7
    assert os.listdir(tmp_path) == ["x.csv"]
    assert (
        target.read_bytes() == subprocess.run([*PROGRAM, "list", "-f", "csv"], capture_output=True, check=True).stdout
    )


BULLETIN = "May 2033\n\n2033 – Northmere – Child Test\n\nDeath of a 2-month-old boy in May 2031.\n"


@pytest.mark.parametrize("quiet", [True, False])
def test_an_import_that_waits_says_for_whom(process: Process, tmp_path: Path, quiet: bool) -> None:
    """After a second, once; and adds what is new as soon as it can."""
    ours, may, june = (tmp_path / name for name in ("ours.yaml", "may.txt", "june.txt"))
    may.write_text(BULLETIN, "utf-8")
    june.write_text(BULLETIN.replace("Test", "Other"), "utf-8")
    assert process("import", str(may), "-o", str(ours)).returncode == 0
    lock = Lock(str(ours))
    assert lock.take()
    options = ["-q"] * quiet
    with started("import", str(june), "--into", str(ours), *options) as running:
        assert running.stderr
        if quiet:
            time.sleep(2)
            first = b""
        else:
            first = running.stderr.readline()
        lock.release()
        _, said = running.communicate(timeout=60)
    told = f"waiting for another run to finish writing to {ours} (process {os.getpid()})\n".encode()
    assert first == (b"" if quiet else told)
    assert b"waiting" not in said
    assert running.returncode == 0
    assert process("list", "--data", str(ours), "-f", "ids").stdout.count(b"\n") == 2


# --- The same bytes ---------------------------------------------------------------------------------------------------

SURROUNDINGS = [
    {"PYTHONHASHSEED": "0"},
    {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "2", "TZ": "America/St_Johns", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "0"},
    {"PYTHONHASHSEED": "3", "TZ": "UTC", "LC_ALL": "de_DE.UTF-8", "LANG": "tr_TR.UTF-8"},
]
# One process gives many answers, so that each surrounding costs one start.
ANSWERS = """
import sys
from casereviews.cli.exits import run
for command in (["list"], ["show", "Mia"], ["search", "bruise OR father"], ["themes"], ["themes", "--by", "harm"],
                ["themes", "recording"], ["learning"], ["vocabulary"], ["list", "--data", sys.argv[1]],
                ["search", "home", "--data", sys.argv[1], "--with-bundled"], ["themes", "--data", sys.argv[1]]):
    for name in ("plain", "json", "csv", "md"):
        assert run([*command, "-f", name]) == 0
for name in ("table", "jsonl", "tsv", "yaml", "ids"):
    for command in (["list"], ["show", "Mia"], ["themes"]):
        assert run([*command, "-f", name]) == 0
for answer in ("list", "search", "theme"):
    assert run(["schema", answer]) == 0
"""


def test_the_same_bytes_everywhere() -> None:
    """Whatever the hash seed, time zone and locale."""
    given = [
        subprocess.run(
            [sys.executable, "-c", ANSWERS, INVENTED],
            env={**os.environ, **extra},
            capture_output=True,
            check=True,
            timeout=60,
        ).stdout
        for extra in SURROUNDINGS
    ]
    assert len(given[0]) > 100_000
    assert [one == given[0] for one in given] == [True] * len(SURROUNDINGS)


def test_the_installed_command_is_the_same(process: Process) -> None:
    """`casereviews` and `python -m casereviews` call themselves alike."""
    command = Path(sys.executable).with_name("casereviews")
    for arguments in (["--help"], ["list", "--hrm"], ["show", "nobody"]):
        other = subprocess.run([command, *arguments], capture_output=True, check=False, timeout=60)
        same = process(*arguments)
        assert (other.returncode, other.stdout, other.stderr) == (same.returncode, same.stdout, same.stderr)
