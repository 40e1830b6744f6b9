"""The program as a process: pipes, signals, devices, locales, and the same bytes every time."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

Process = Callable[..., subprocess.CompletedProcess[bytes]]

PROGRAM = [sys.executable, "-m", "casereviews"]
INVENTED = str(Path(__file__).resolve().parent / "expected" / "collection.yaml")
FORMATS = ["table", "plain", "json", "jsonl", "csv", "tsv", "yaml", "md", "ids"]

# As __main__ does it, but telling when the handler for Ctrl-C stands: before that, Python itself is starting.
TELLING = """
import os, signal, sys
real = signal.signal
def telling(*arguments):
    given = real(*arguments)
    os.write(int(sys.argv.pop(1)), b"x")
    return given
signal.signal = telling
from casereviews.__main__ import main
main()
"""


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
    return subprocess.Popen([*PROGRAM, *arguments], **pipes)  # type: ignore[call-overload, no-any-return]


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


# --- Ctrl-C -----------------------------------------------------------------------------------------------------------


def interrupted(delay: float, *arguments: str) -> tuple[int, bytes]:
    """The exit code and standard error of a command that is interrupted so long after it begins."""
    reading, writing = os.pipe()
    running = subprocess.Popen(
        [sys.executable, "-c", TELLING, str(writing), *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        pass_fds=[writing],
    )
    os.close(writing)
    assert os.read(reading, 1) == b"x"
    os.close(reading)
    time.sleep(delay)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=60)
    return running.returncode, said


def interrupt_at_random(big: str, folder: Path, runs: int, seed: int) -> Iterator[int]:
    """The exit codes of many interrupted runs that write a file; each must be quiet and leave nothing half done."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    target = folder / "x.json"
    for _ in range(runs):
        target.write_text("old", "utf-8")
        code, said = interrupted(chance.random() * 0.7, "list", "--data", big, "-o", str(target), "--force")
        assert said == b""
        assert os.listdir(folder) == ["x.json"]
        written = target.read_text("utf-8")
        assert written == "old" or (written.startswith("[\n") and written.endswith("]\n"))
        assert code == 130 or (code == 0 and written != "old")
        yield code


def test_interrupted_at_random(big: str, tmp_path: Path) -> None:
    """130, quiet, the old file or the new one, and no other."""
    assert 130 in list(interrupt_at_random(big, tmp_path, 10, seed=1))
    chance = random.Random(2)  # noqa: S311 - no secret
    codes = [interrupted(chance.random() * 0.12, "search", "bruise", "-q") for _ in range(20)]
    assert {said for _, said in codes} == {b""}
    assert {code for code, _ in codes} <= {0, 130}
    assert 130 in dict(codes)


@pytest.mark.slow
def test_interrupted_at_random_many_times(big: str, tmp_path: Path) -> None:
    """The same, two hundred times."""
    assert 130 in list(interrupt_at_random(big, tmp_path, 200, seed=3))


def test_interrupted_while_it_waits() -> None:
    """Ctrl-C ends the wait for standard input, and a write that nobody takes."""
    running = started("list", "--data", "-", stdin=subprocess.PIPE)
    time.sleep(0.4)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=10)
    assert (running.returncode, said) == (130, b"")


def test_interrupted_while_it_writes(big: str) -> None:
    """A reader that takes nothing does not keep the program."""
    with started("list", "--data", big, "--json") as running:
        assert running.stdout
        assert running.stderr
        running.stdout.read(1)
        running.send_signal(signal.SIGINT)
        assert running.wait(timeout=10) == 130
        assert running.stderr.read() == b""


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
from casereviews.cli import run
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
