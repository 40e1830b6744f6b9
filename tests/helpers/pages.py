"""A page as a browser shows it, and all that it must not do."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NoReturn

import pytest

from . import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"

WIDTHS = {"phone": 360, "tablet": 768, "desk": 1280}
HEIGHTS = {360: 780, 768: 1024, 1280: 900}
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")

PageOf = Callable[..., Path]
"""Writes a page; see the fixture `page_of`."""
OpenPage = Callable[..., "Opened"]
"""Opens a page; see the fixture `open_page`."""

# Notes each violation of the page's policy where tests can read it, whatever the console shows.
_VIOLATIONS = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.violations.push(`${event.effectiveDirective}: ${event.blockedURI} ${event.sample}`);
});
"""


def lacking(what: str) -> NoReturn:
    """Skip a test that cannot be run here, but where it is required to run."""
    if os.environ.get("CASEREVIEWS_BROWSER") == "required":
        pytest.fail(f"{what}, and no test in a browser may be skipped here", pytrace=False)
    pytest.skip(what)


class Opened:
    """A page that is open in a window of its own, and what it did that no page may."""

    def __init__(self, browser: Browser, path: Path, width: int, scheme: Scheme, **more: Any) -> None:
        """Make the window; the page is not yet in it."""
        more.setdefault("viewport", {"width": width, "height": HEIGHTS.get(width, 900)})
        self.address = path.as_uri()
        self.problems: list[str] = []
        self._runs = more.get("java_script_enabled", True)
        self._context = browser.new_context(color_scheme=scheme, locale="en-GB", timezone_id="Europe/London", **more)
        self._context.set_default_timeout(10_000)
        self._context.add_init_script(_VIOLATIONS)
        self.page: Page = self._context.new_page()
        self._watch()

    def _watch(self) -> None:
        """Note every request but that for the file itself, every error, every dialog and every further window."""
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.problems.append(f"error: {error}"))
        self.page.on("request", self._requested)
        self.page.on("dialog", self._asked)
        self.page.on("download", lambda download: self.problems.append(f"download: {download.suggested_filename}"))
        self.page.on("popup", lambda window: self.problems.append(f"window: {window.url}"))

    def _asked(self, dialog: Dialog) -> None:
        self.problems.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning", "assert"):
            self.problems.append(f"console: {message.text}")

    def _requested(self, request: Request) -> None:
        if request.url.partition("#")[0] != self.address:
            self.problems.append(f"request: {request.url[:200]}")

    def visit(self, fragment: str = "") -> Page:
        """Go to a place of the page, and wait until nothing changes any more."""
        self.page.goto(f"{self.address}#{fragment}" if fragment else self.address)
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until the page has not changed for a moment, and has been painted."""
        if self._runs:
            self.page.evaluate(_SETTLED)

    def found(self) -> list[str]:
        """Everything that the page did that no page may."""
        violations = self.page.evaluate("window.violations || []")
        return [*self.problems, *(f"policy: {each}" for each in violations)]

    def close(self) -> None:
        """Close the window."""
        self._context.close()


# Resolves when there has been no change for so many milliseconds, at the latest after ten seconds.
_SETTLED = """
() => new Promise((resolve) => {
  const quiet = 120;
  let timer = setTimeout(done, quiet);
  const observer = new MutationObserver(() => { clearTimeout(timer); timer = setTimeout(done, quiet); });
  const latest = setTimeout(done, 10_000);
  observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  function done() {
    observer.disconnect();
    clearTimeout(timer);
    clearTimeout(latest);
    requestAnimationFrame(() => setTimeout(resolve, 0));
  }
})
"""
