"""Measures the exported page in a browser: its size, how soon it opens, and how soon a key has its result.

    python benchmarks/page.py [N ...] [--queries N] [--openings N]

N is how many reviews: 8 are the bundled ones, others are invented; by default 8, 200 and 2,000. All times are those of
the page's own clock, from the beginning of its loading: to its first text, and to the marked words of a question that
its address asks. Then the judged queries are typed letter by letter with the keys of a keyboard. A key's time is that
from the key to the frame after which nothing changes; a key that changes nothing is not counted. Beside each time
stands that of the processor on the page's main thread, which is the same on a machine that does other work.
"""

from __future__ import annotations

import argparse
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import yaml

import browsing
import invent

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

JUDGED = Path(__file__).resolve().parents[1] / "tests" / "judged"
BUNDLED = 8
COUNTS = (BUNDLED, 200, 2000)
ASKED = "bruising"

# Notes when the first marked word has been painted, and for each key when the last change that followed was.
_CLOCK = """
let tell;
window.marked = new Promise((resolve) => { tell = resolve; });
window.painted = 0;
const painted = (then) => requestAnimationFrame(() => setTimeout(() => then(performance.now()), 0));
new MutationObserver(() => {
  window.changed = performance.now();
  painted((now) => {
    window.painted = now;
    if (document.querySelector("main mark")) tell(now);
  });
}).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
addEventListener("beforeinput", (event) => { window.typed = event.timeStamp; }, true);
window.quiet = async (wait) => {
  do {
    await new Promise((resolve) => setTimeout(resolve, wait));
  } while (performance.now() - Math.max(window.changed, window.typed) < wait);
  await new Promise(painted);
  return window.painted > window.typed ? window.painted - window.typed : null;
};
"""
_OPENED = """
async () => {
  const marked = await window.marked;
  return [performance.getEntriesByName("first-contentful-paint")[0].startTime, marked];
}
"""
_QUIET = 60
"""After so many milliseconds without a change the page is taken to be done."""


class Figures(NamedTuple):
    """What was measured of one page, times in milliseconds."""

    reviews: int
    size: int
    writing: float
    first_text: float
    searchable: float
    opening: float
    """The processor's, until it is searchable."""
    keys: Sequence[tuple[float, float]]
    """The time of each key, and the processor's."""

    def row(self) -> list[str]:
        """The cells of the table."""
        times, processor = (sorted(each) for each in zip(*self.keys, strict=True))
        keys = (statistics.median(times), late(times), statistics.median(processor), late(processor))
        cells = (self.writing, self.first_text, self.searchable, self.opening, *keys)
        return [f"{self.reviews:,}", f"{self.size / 1e6:.2f}", *(f"{each:.0f}" for each in cells), f"{len(times):,}"]


HEADINGS = [
    "reviews", "MB", "writing ms", "first text ms", "searchable ms", "of the processor", "key ms: median", "95 %",
    "of the processor: median", "95 %", "keys",
]  # fmt: skip


def late(ordered: Sequence[float]) -> float:
    """What 95 of 100 times do not exceed."""
    return ordered[int(len(ordered) * 0.95)]


def main() -> None:
    """Measure each page, and print a table."""
    parser = argparse.ArgumentParser(description="Measure the exported page in a browser.")
    parser.add_argument("counts", metavar="N", type=int, nargs="*", default=COUNTS, help="how many reviews")
    parser.add_argument("--queries", metavar="N", type=int, default=40, help="queries to type [default: %(default)s]")
    parser.add_argument("--openings", metavar="N", type=int, default=7, help="times to open it [default: %(default)s]")
    options = parser.parse_args()
    try:
        with browsing.launched() as browser, tempfile.TemporaryDirectory() as folder:
            print(f"Chromium {browser.version}, playwright {version('playwright')}, {platform.machine()}\n")
            print(f"| {' | '.join(HEADINGS)} |\n|{'---:|' * len(HEADINGS)}")
            for count in options.counts:
                figures = measure(browser, Path(folder), count, options.openings, queries(options.queries))
                print(f"| {' | '.join(figures.row())} |", flush=True)
    except browsing.MissingError as error:
        sys.exit(f"{parser.prog}: {error}")


def queries(count: int) -> list[str]:
    """So many of the judged queries, evenly from all that may be looked at."""
    asked = [
        case["query"] for name in ("build", "fresh") for case in yaml.safe_load((JUDGED / f"{name}.yaml").read_text())
    ]
    count = min(count, len(asked))
    return [asked[number * len(asked) // count] for number in range(count)]


def measure(browser: Browser, folder: Path, count: int, openings: int, asked: Sequence[str]) -> Figures:
    """Write the page of so many reviews, open it, and type."""
    path = folder / f"{count}.html"
    data = []
    if count != BUNDLED:
        invent.write(str(folder / f"{count}.jsonl"), count)
        data = ["--data", str(folder / f"{count}.jsonl")]
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-m", "casereviews", "export", str(path), *data, "--quiet"], check=True)
    writing = (time.perf_counter() - begun) * 1000
    opened = [opening(browser, path) for _ in range(openings)]
    first, searchable, processor = (statistics.median(times) for times in zip(*opened, strict=True))
    keys = list(typing(browser, path, asked))
    return Figures(count, path.stat().st_size, writing, first, searchable, processor, keys)


def opening(browser: Browser, path: Path) -> tuple[float, float, float]:
    """When the first text is there, and when the words that the address asks for are marked; the processor's time."""
    with shown(browser, path) as (page, busy):
        first, marked = page.evaluate(_OPENED)
        return first, marked, busy()


def typing(browser: Browser, path: Path, asked: Sequence[str]) -> Iterator[tuple[float, float]]:
    """The time of each key that changes what is shown, and the processor's."""
    with shown(browser, path) as (page, busy):
        page.evaluate(_OPENED)
        box = page.get_by_role("searchbox")
        for query in asked:
            box.fill("")
            page.evaluate("quiet", _QUIET)
            for letter in query:
                before = busy()
                page.keyboard.type(letter)
                taken = page.evaluate("quiet", _QUIET)
                if taken is not None:
                    yield taken, busy() - before


@contextmanager
def shown(browser: Browser, path: Path) -> Iterator[tuple[Page, Callable[[], float]]]:
    """The page in a window of its own, with our clock in it, and the processor's time of its main thread until now."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(_CLOCK)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def busy() -> float:
        metrics = {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}
        return float(metrics["TaskDuration"]) * 1000

    page.goto(f"{path.as_uri()}#?q={ASKED}")
    yield page, busy
    context.close()


if __name__ == "__main__":
    main()
