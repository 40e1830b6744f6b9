"""Measures the exported page in a browser: its size, how soon it opens, and how soon a key has its result.

    python benchmarks/page.py [N ...] [--queries N] [--openings N]

N is how many reviews: 8 are the bundled ones, others are invented; by default 8, 200 and 2,000. All times are those of
the page's own clock, from the beginning of its loading: to its first text, and to the marked words of a question that
its address asks. Then the judged queries are typed letter by letter with the keys of a keyboard. A key's time is that
from the key to the frame after which nothing changes; a key that changes nothing is not counted.
"""

from __future__ import annotations

import argparse
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
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
    keys: Sequence[float]

    def row(self) -> list[str]:
        """The cells of the table."""
        ordered = sorted(self.keys)
        keys = (statistics.median(ordered), ordered[int(len(ordered) * 0.95)], ordered[-1])
        times = (self.writing, self.first_text, self.searchable, *keys)
        return [f"{self.reviews:,}", f"{self.size / 1e6:.2f}", *(f"{each:.0f}" for each in times), f"{len(ordered):,}"]


HEADINGS = ["reviews", "MB", "writing ms", "first text ms", "searchable ms", "key ms: median", "95 %", "most", "keys"]


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
    first, searchable = (statistics.median(times) for times in zip(*opened, strict=True))
    return Figures(count, path.stat().st_size, writing, first, searchable, list(typing(browser, path, asked)))


def opening(browser: Browser, path: Path) -> tuple[float, float]:
    """When the first text of a page is there, and when the words that its address asks for are marked."""
    page = opened(browser, path, f"?q={ASKED}")
    first, marked = page.evaluate(_OPENED)
    page.context.close()
    return first, marked


def typing(browser: Browser, path: Path, asked: Sequence[str]) -> Iterator[float]:
    """The time of each key that changes what is shown."""
    page = opened(browser, path, f"?q={ASKED}")
    page.evaluate(_OPENED)
    box = page.get_by_role("searchbox")
    for query in asked:
        box.fill("")
        page.evaluate("quiet", _QUIET)
        for letter in query:
            page.keyboard.type(letter)
            taken = page.evaluate("quiet", _QUIET)
            if taken is not None:
                yield taken
    page.context.close()


def opened(browser: Browser, path: Path, fragment: str) -> Page:
    """The page in a window of its own, with our clock in it."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(_CLOCK)
    page = context.new_page()
    page.goto(f"{path.as_uri()}#{fragment}")
    return page


if __name__ == "__main__":
    main()
