"""What tests share: the bundled records, and ways to run the program."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import select
import shutil
import struct
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import settings

from casereviews import library
from casereviews.bulletin import importing, recode
from casereviews.bulletin.drafter import Drafter
from casereviews.cache import database as cached
from casereviews.cli.exits import run
from casereviews.library import vocabularies
from casereviews.store import Store

_POWERLESS = "CASEREVIEWS_TESTS_POWERLESS"
_OVERRIDE = 1 << 1  # Linux's capability to pass over permissions

settings.register_profile("steady", derandomize=True)
settings.load_profile("steady")  # the same examples each time; `make fuzz` looks for others

ROOT = Path(__file__).resolve().parents[1]


# Runs a command in which the signal that is named is ignored, and the others are not.
_SIGNALS = """
import os, signal, sys
for name in ("SIGINT", "SIGTERM", "SIGHUP"):
    signal.signal(getattr(signal, name), signal.SIG_IGN if name == sys.argv[1] else signal.SIG_DFL)
os.execv(sys.argv[2], sys.argv[2:])
"""

# Runs a command that the terminal of its standard input controls.
_CONTROLLED = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.argv[1], sys.argv[1:])
"""


def heeding(*command: str, but: str = "") -> list[str]:
    """A command that ignores no signal, but the one that is named, whatever these tests were started by."""
    return [sys.executable, "-c", _SIGNALS, but, *command]


def together(actions: Sequence[Callable[[], object]]) -> None:
    """Do several things at once, each in a thread, and wait until all are done."""
    threads = [threading.Thread(target=action) for action in actions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class Result(NamedTuple):
    """What a command gave."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as JSON."""
        return json.loads(self.out)


Invoke = Callable[..., Result]


def pytest_configure(config: pytest.Config) -> None:
    """Name the marker of tests in which permissions must hold."""
    config.addinivalue_line("markers", "unprivileged: is run without the rights of root, where root runs the tests")


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Run a test that is so marked in a process that keeps root's files, but not root's rights."""
    if pyfuncitem.get_closest_marker("unprivileged") is None or not _may_do_anything():
        return None
    setpriv = shutil.which("setpriv")
    if setpriv is None or _POWERLESS in os.environ:
        pytest.skip("root may do anything, and there is no way to give that up")
    run = subprocess.run(
        [setpriv, "--bounding-set=-all", "--inh-caps=-all", sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider",
         pyfuncitem.nodeid],
        cwd=pyfuncitem.config.rootpath, env={**os.environ, _POWERLESS: "1"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if run.returncode != 0 or "1 passed" not in run.stdout:
        pytest.fail(run.stdout + run.stderr, pytrace=False)
    return True


def _may_do_anything() -> bool:
    """Whether permissions do not hold for this process."""
    try:
        status = Path("/proc/self/status").read_text("ascii", "replace")
    except OSError:
        return hasattr(os, "geteuid") and os.geteuid() == 0
    return bool(int(status.partition("CapEff:")[2].split()[0], 16) & _OVERRIDE)


cues = cache(vocabularies.coding_vocabulary)
"""The bundled vocabulary with the importer's cues, whose reading takes longer than that of a bulletin."""
_drafter = lru_cache(maxsize=4)(Drafter)


@pytest.fixture(autouse=True)
def cues_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever imports in this process takes the same bundled cues, and what was made of them."""
    monkeypatch.setattr(vocabularies, "coding_vocabulary", lambda own=(): vocabularies.joined(cues(), own))
    for module in (importing, recode):
        monkeypatch.setattr(module, "Drafter", _drafter)


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep the machine's own settings out of the tests, and the tests out of the person's cache."""
    monkeypatch.setenv("CASEREVIEWS_CACHE", str(tmp_path_factory.getbasetemp() / "cache"))
    for name in (
        "CASEREVIEWS_DATA", "CASEREVIEWS_DEBUG", "CASEREVIEWS_PAGER", "CASEREVIEWS_VOCABULARY", "COLUMNS", "FORCE_COLOR",
        "LESS", "LINES", "NO_COLOR", "PAGER", "TERM",
    ):  # fmt: skip
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def invoke(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Invoke:
    """Run a command in this process, with what is given on standard input; none of its streams is a terminal."""

    def call(*arguments: str, given: bytes = b"", env: Mapping[str, str] | None = None) -> Result:
        capfdbinary.readouterr()
        with monkeypatch.context() as surroundings, standard_input(given):
            for name, value in (env or {}).items():
                surroundings.setenv(name, value)
            code = run(arguments)
        out, err = capfdbinary.readouterr()
        return Result(code, out.decode(), err.decode())

    return call


@contextmanager
def standard_input(given: bytes) -> Iterator[None]:
    """A pipe that holds what is given takes the place of standard input."""
    before = os.dup(0)
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    assert os.write(writing, given) == len(given)
    os.close(writing)
    os.dup2(reading, 0)
    os.close(reading)
    try:
        yield
    finally:
        os.dup2(before, 0)
        os.close(before)


def on_terminal(
    *arguments: str,
    env: Mapping[str, str] | None = None,
    size: tuple[int, int] = (80, 24),
    stream: str = "stdout",
    code: int = 0,
) -> bytes:
    """What a command writes to a terminal of a size, as one of its streams, with the line ends that a program writes.

    No pager is started.
    """
    shown, ended = at_terminal(arguments, {"PAGER": "cat", **(env or {})}, size, stream=stream)
    assert ended == code
    return shown


def at_terminal(
    arguments: Sequence[str],
    env: Mapping[str, str],
    size: tuple[int, int] = (80, 24),
    typed: bytes = b"",
    stream: str = "stdout",
    errors: Path | None = None,
) -> tuple[bytes, int]:
    """What a command writes to a terminal of a size, as one of its streams, and its exit code.

    It is its standard input too, controls it, and on it is typed once something is shown. The other stream is a file,
    where one is named.
    """
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
    with (errors or Path(os.devnull)).open("wb") as other:
        running = subprocess.Popen(
            heeding(sys.executable, "-c", _CONTROLLED, sys.executable, "-m", "casereviews", *arguments),
            stdin=theirs, stdout=theirs if stream == "stdout" else other, stderr=theirs if stream == "stderr" else other,
            env={**os.environ, **env}, start_new_session=True,
        )  # fmt: skip
    os.close(theirs)
    gathered, last = b"", b""
    while True:
        if last and not select.select([ours], [], [], 1)[0]:
            os.write(ours, last)  # a key that is typed while Ctrl-C is heeded can be lost; a person types it again
            continue
        try:
            piece = os.read(ours, 65536)
        except OSError:  # Linux says so at the end
            break
        if not piece:
            break
        gathered += piece
        for key in typed:
            os.write(ours, bytes([key]))
            time.sleep(0.2)  # for the keys are those of a person
        last, typed = last or typed[-1:], b""
    os.close(ours)
    return gathered.replace(b"\r\n", b"\n"), running.wait(timeout=60)


def processor_time() -> float:
    """The seconds that processors have spent on this process and on those that it waited for."""
    return sum(os.times()[:4])


def yardstick() -> float:
    """The processor time of work that never changes: some 8 ms, more on a slower machine, or on one that is busy."""
    begun = time.process_time()
    words: dict[str, int] = {}
    for number in range(60_000):
        word = str(number % 997)
        words[word] = words.get(word, 0) + number
    return time.process_time() - begun


@pytest.fixture
def at_once() -> Callable[..., Any]:
    """Call something that must be over in so many seconds, and give its result.

    The seconds are those of processors, on a machine where the yardstick takes 8 ms: it is applied beside each call, so
    neither the speed of the machine nor its other work decides. The least of five calls counts.
    """

    def call(limit: float, action: Callable[..., Any], *arguments: Any) -> Any:
        taken = []
        for _ in range(5):
            unit = yardstick() / 0.008
            begun = processor_time()
            result = action(*arguments)
            taken.append((processor_time() - begun) / unit)
            if taken[-1] < limit:
                return result
        raise AssertionError(f"took {min(taken):.2f} seconds, not less than {limit}")

    return call


@pytest.fixture
def process() -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Run a command as a process of its own."""

    def call(
        *arguments: str, env: Mapping[str, str] | None = None, **options: Any
    ) -> subprocess.CompletedProcess[bytes]:
        options.setdefault("capture_output", True)
        return subprocess.run(
            [sys.executable, "-m", "casereviews", *arguments],
            env={**os.environ, **(env or {})},
            timeout=60,
            check=False,
            **options,
        )

    return call


@pytest.fixture(scope="session")
def store() -> Store:
    """The bundled collection's store."""
    return library.open_store()


@pytest.fixture(scope="session")
def records(store: Store) -> dict[str, dict[str, Any]]:
    """The bundled reviews as JSON gives them, by id."""
    rows = store.ask("SELECT record FROM record ORDER BY number")
    return {record["id"]: record for record in (json.loads(text) for (text,) in rows)}


@pytest.fixture(scope="session")
def collection_info(store: Store) -> dict[str, Any]:
    """The bundled collection's own facts."""
    (record,) = store.collections()
    return {**record, "headline_count": record["headline_reviews"]}


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str], str]:
    """Write a collection, and give its path."""

    def call(text: str, name: str = "collection.yaml") -> str:
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return str(path)

    return call


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every cached database is so large that it is checked, and read as it is asked."""
    monkeypatch.setattr(cached, "IN_MEMORY", 1000)


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every cached database is so large that it is checked by samples, and read as it is asked."""
    monkeypatch.setattr(cached, "IN_MEMORY", 1000)
    monkeypatch.setattr(cached, "CHECKED", 1000)


@pytest.fixture(params=["small", "checked", "large"])
def each(request: pytest.FixtureRequest) -> None:
    """Cached databases that are asked in memory, and those that are read as they are asked, checked whole or by samples."""
    if request.param != "small":
        request.getfixturevalue(request.param)
