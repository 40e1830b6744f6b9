"""Pages to test, and a browser to open them in."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import browsing
import invent
from helpers import PROGRAM
from helpers.exports import MADE
from helpers.pages import Opened, OpenPage, PageOf, Scheme, lacking

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test that drives the browser."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The path of an invented collection of so many reviews, which is made once."""
    folder = tmp_path_factory.mktemp("invented")

    @cache
    def call(count: int) -> Path:
        path = folder / f"{count}.jsonl"
        invent.write(str(path), count)
        return path

    return call


@pytest.fixture(scope="session")
def page_of(invented: Any, tmp_path_factory: pytest.TempPathFactory) -> PageOf:
    """Write a page with these options of `export`, once: of the bundled eight, or of so many invented reviews."""
    folder = tmp_path_factory.mktemp("pages")

    @cache
    def call(*arguments: str, count: int | None = None) -> Path:
        path = folder / str(len(list(folder.iterdir()))) / "reviews.html"
        path.parent.mkdir()
        data = [] if count is None else ["--data", str(invented(count))]
        ignored = ("CASEREVIEWS_", "COLUMNS")
        environment = {name: value for name, value in os.environ.items() if not name.startswith(ignored)}
        environment |= {"CASEREVIEWS_CACHE": str(folder.with_name("cache-of-pages")), "SOURCE_DATE_EPOCH": MADE}
        done = subprocess.run(
            [*PROGRAM, "export", str(path), *data, *arguments],
            env=environment, capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return path

    return call


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium without a window, until the tests of this folder are over: its driver has an event loop of its own."""
    with ExitStack() as stack:
        try:
            browser = stack.enter_context(browsing.launched())
        except browsing.MissingError as error:
            lacking(str(error))
        yield browser


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Open a page, at a width and in a scheme, at a place of its own.

    In the end nothing may have been asked of a network, no error shown and no rule of the page's policy broken.
    """
    opened: list[Opened] = []

    def call(path: Path, width: int = 1280, scheme: Scheme = "light", fragment: str = "", **more: Any) -> Opened:
        opened.append(Opened(browser, path, width, scheme, **more))
        opened[-1].visit(fragment)
        return opened[-1]

    yield call
    problems = [problem for each in opened for problem in each.found()]
    for each in opened:
        each.close()
    assert problems == []
