"""The browser in which pages are tested, measured and shown: Chromium without a window, driven by Playwright."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
"""Root may start it, and it asks no network for anything of its own."""

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


class MissingError(Exception):
    """There is no browser here, or nothing that drives it."""


def executable() -> str:
    """The Chromium or Chrome of this machine. Raises MissingError where there is none."""
    for path in filter(None, map(shutil.which, NAMES)):
        return path
    raise MissingError("neither Chromium nor Chrome is found")


@contextmanager
def launched() -> Iterator[Browser]:
    """The browser, while it is used. Raises MissingError where there is none, or no Playwright."""
    path = executable()
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        raise MissingError("playwright is not installed") from error
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()
