"""What importing costs, in seconds of the processor: a month's bulletin, a megabyte of bulletins, 100 KB of anything.

    python benchmarks/importing.py [RUNS] [--against CHECKOUT] [--check] [--quick]

A month and a megabyte are the whole process of `casereviews import`, from start to end; `--against` runs another
checkout's in turn with it. Anything is each of the pieces of `texts.py`, repeated to 100 KB at each place of a text, a
page and a mail; `--quick` takes a tenth of them. `--check` exits 1 where a target is missed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from casereviews.bulletin.drafter import Drafter
from casereviews.bulletin.source import decode
from casereviews.errors import DataError
from casereviews.library import vocabularies
from measuring import Task, compare, mib, middling, progress, show, spend
from texts import PIECES

BULLETINS = Path(__file__).parent.parent / "tests" / "bulletins"
MONTH, MEGABYTE, ANYTHING = 12_000, 1_000_000, 100_000
"""Sizes in bytes: a month's bulletin of eight reviews has some twelve thousand."""

MOST_MONTH = 0.6
"""The most seconds for a month."""
MOST_RATIO = 1.05
"""The most for a megabyte, as a multiple of what the other checkout takes; pairs differ by some hundredths."""
MOST_ANYTHING = 2.0
"""The most seconds for 100 KB of anything."""
_SHOWN = 8  # of the slowest

_TITLE = "2033 – Northmere – Child K"
_TOLD = f"{_TITLE}\n\nDeath of a 2-month-old boy in May 2031."
_PAGE = f"<html><body><h2>{_TITLE}</h2><p>Death of a 2-month-old boy in May 2031.</p>"
_MAIL = f"From: a@example.org\nSubject: May 2033\nContent-Type: text/plain; charset=utf-8\n\n{_TOLD}"
PLACES: dict[str, tuple[str, Callable[[str], str]]] = {
    "before all": ("b.txt", lambda text: f"{text}\n\n{_TOLD}\n"),
    "in a title": ("b.txt", lambda text: f"2033 – Northmere – Child K {text}\n\nDeath of a boy in May 2031.\n"),
    "in what happened": ("b.txt", lambda text: f"{_TOLD} {text}\n"),
    "in the learning": ("b.txt", lambda text: f"{_TOLD}\nLearning includes: {text}\n"),
    "as lines": ("b.txt", lambda text: f"{_TOLD}\n" + "\n".join(text[at : at + 70] for at in range(0, len(text), 70))),
    "as paragraphs": ("b.txt", lambda text: f"{_TOLD}\n\n" + text.replace(" ", "\n\n")),
    "as the only thing": ("b.txt", lambda text: text),
    "in a page": ("b.html", lambda text: f"{_PAGE}<p>{text}</p><p>Learning: ask.</p></body></html>"),
    "in a page's list": ("b.html", lambda text: f"{_PAGE}<ul><li>{text}</ul></body></html>"),
    "in a mail": ("b.eml", lambda text: f"{_MAIL}\n\n{text}\n"),
}
"""Where a piece is repeated: the name of the file, and its text."""


class Slow(NamedTuple):
    """What a text of one piece took."""

    seconds: float
    place: str
    piece: str


def main() -> int:
    """Measure, print the tables, and give the exit code."""
    options = argparse.ArgumentParser()
    options.add_argument("runs", nargs="?", type=int, default=5)
    options.add_argument("--against", type=Path)
    options.add_argument("--check", action="store_true")
    options.add_argument("--quick", action="store_true")
    chosen = options.parse_args()
    missed = [*whole(chosen.runs, chosen.against), *anything(PIECES[::10] if chosen.quick else PIECES)]
    for line in missed:
        print(f"missed: {line}")
    return 1 if chosen.check and missed else 0


def whole(runs: int, against: Path | None) -> Iterator[str]:
    """Measure the whole process for a month and a megabyte; gives the targets that are missed."""
    rows: list[list[str]] = []
    with tempfile.TemporaryDirectory() as folder:
        for name, size in (("a month", MONTH), ("a megabyte", MEGABYTE)):
            progress(name)
            path = Path(folder, f"{size}.txt")
            path.write_bytes(bulletins(size))
            ours = _task(path, Path(__file__).parent.parent)
            if against:
                found = compare([ours, _task(path, against)], runs)[0]
                spent, ratio = found.ours, f"{found.ratio:.2f}"
                if size == MEGABYTE and found.ratio > MOST_RATIO:
                    yield f"{name} takes {found.ratio:.2f} times what it takes in {against}"
            else:
                spent, ratio = middling([spend(ours) for _ in range(runs)]), ""
            if size == MONTH and spent.seconds > MOST_MONTH:
                yield f"{name} takes {spent.seconds:.2f} s"
            rows.append([name, str(size), f"{spent.seconds:.2f}", mib(spent.memory), ratio])
    show("A whole import", ["of", "bytes", "seconds", "MiB", "ratio"], rows)


def _task(path: Path, checkout: Path) -> Task:
    command = [sys.executable, "-m", "casereviews", "import", str(path), "-q", "-f", "yaml"]
    return Task(command, {"PYTHONPATH": str(checkout / "src")})


def bulletins(size: int) -> bytes:
    """So many bytes of bulletins, one after the other."""
    text = "\n\n".join(path.read_text("utf-8").strip() for path in sorted(BULLETINS.glob("b*.txt")))
    return "\n\n".join([text] * (size // len(text) + 1)).encode()[:size]


def anything(pieces: tuple[str, ...]) -> Iterator[str]:
    """Read 100 KB of each piece at each place; gives those that take too long."""
    drafter = Drafter(vocabularies.coding_vocabulary())
    found: list[Slow] = []
    for place in PLACES:
        progress(place)
        found += [Slow(seconds(drafter, place, piece), place, piece) for piece in pieces]
    found.sort(reverse=True)
    rows = [[one.place, repr(one.piece), f"{one.seconds:.2f}"] for one in found[:_SHOWN]]
    show(f"100 KB of anything, the slowest of {len(found)}", ["place", "piece", "seconds"], rows)
    yield from (f"{one.piece!r} {one.place} takes {one.seconds:.2f} s" for one in found if one.seconds > MOST_ANYTHING)


def seconds(drafter: Drafter, place: str, piece: str, size: int = ANYTHING) -> float:
    """What reading a text of one piece takes, at the less of two times where the first is long."""
    name, text_of = PLACES[place]
    data = text_of(piece * (size // len(piece.encode()))).encode()
    least = float("inf")
    while least > MOST_ANYTHING / 2:
        begun = time.process_time()
        with suppress(DataError):
            drafter.read(decode(data, name))
        before, least = least, min(least, time.process_time() - begun)
        if before < float("inf"):
            break
    return least


if __name__ == "__main__":
    sys.exit(main())
