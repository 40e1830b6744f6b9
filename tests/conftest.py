"""What tests share: the bundled records, and ways to run the program."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import pytest
from hypothesis import settings

from casereviews import library
from casereviews.bulletin import importing, recode
from casereviews.bulletin.drafter import Drafter
from casereviews.cache import database as cached
from casereviews.cli.exits import run
from casereviews.library import vocabularies
from casereviews.store import Store
from helpers import PROGRAM, Invoke, Result
from helpers.exports import MADE
from helpers.running import processor_time, standard_input, yardstick

_POWERLESS = "CASEREVIEWS_TESTS_POWERLESS"
_OVERRIDE = 1 << 1  # Linux's capability to pass over permissions

settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")  # the same examples each time; `make fuzz` looks for others


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
        "CASEREVIEWS_CODER", "CASEREVIEWS_DATA", "CASEREVIEWS_DEBUG", "CASEREVIEWS_PAGER", "CASEREVIEWS_VOCABULARY", "COLUMNS", "FORCE_COLOR",
        "LESS", "LINES", "NO_COLOR", "PAGER", "TERM",
    ):  # fmt: skip
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def each_begins_with_no_database_in_use(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what an earlier test of this process still reads from being blamed for an error of this one."""
    monkeypatch.setattr(cached._Trust, "readers", WeakKeyDictionary())


@pytest.fixture
def invoke(capfdbinary: pytest.CaptureFixture[bytes]) -> Invoke:
    """Run a command in this process, with what is given on standard input; none of its streams is a terminal."""

    def call(*arguments: str, given: bytes = b"", env: Mapping[str, str] | None = None) -> Result:
        capfdbinary.readouterr()
        with pytest.MonkeyPatch.context() as surroundings, standard_input(given):
            for name, value in (env or {}).items():
                surroundings.setenv(name, value)
            code = run(arguments)
        out, err = capfdbinary.readouterr()
        return Result(code, out.decode(), err.decode())

    return call


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
            [*PROGRAM, *arguments],
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


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have everything made on one day."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", MADE)
