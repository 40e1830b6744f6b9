"""A bar that shows how far reading has come: on a terminal that can draw one, and only where it takes over a second."""

import os
import sys
import time
from types import TracebackType
from typing import Any, Self

from .. import endings
from .environment import is_dumb

_PATIENCE = 1.0
"""Seconds after which there is something to show."""

_ERASE = b"\r\x1b[2K\x1b[?25h"  # the line, and show the cursor that Rich hides


def _erase() -> None:
    """Take the bar off the terminal when the program ends at once. Raises OSError."""
    terminal = os.dup(2)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # where the thread that draws the bar goes on
    os.write(terminal, _ERASE)


class ProgressBar:
    """Is called with the share that was read and how many reviews that is; a context that removes the bar."""

    def __init__(self, quiet: bool) -> None:
        """Take whether the person wants none."""
        self.shown = not quiet and sys.stderr is not None and sys.stderr.isatty() and not is_dumb()
        self.begun = time.monotonic()
        self.bar: Any = None
        self.task: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.bar:
            self.bar.stop()
            endings.at_once.remove(_erase)

    def __call__(self, done: float, reviews: int) -> None:
        """Show how far it is, after a second."""
        if not self.shown or time.monotonic() - self.begun < _PATIENCE:
            return
        if not self.bar:
            self._start()
        rate = reviews / (time.monotonic() - self.begun)
        self.bar.update(self.task, completed=done, rate=f"{rate:,.0f} reviews a second")

    def _start(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Bar

        columns = (
            TextColumn("reading"),
            BarColumn(),
            TaskProgressColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
        )
        self.bar = Bar(*columns, console=Console(stderr=True), transient=True)
        self.task = self.bar.add_task("reading", total=1.0, rate="")
        endings.at_once.append(_erase)
        self.bar.start()
