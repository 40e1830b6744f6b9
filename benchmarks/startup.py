"""Measures start-up: the whole process of a command against that of a minimal Typer program.

    python benchmarks/startup.py [RUNS] [--check] [--instructions]

What is measured is the `casereviews` of this interpreter. Each pair is run in turn, in alternating order, so that what
else the machine does falls on both sides; the ratio is the median of the pairs' ratios.
"""

from __future__ import annotations

import argparse
import compileall
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from casereviews import library
from casereviews.answers import reviews
from casereviews.answers.blocks import Grid
from casereviews.search import order
from casereviews.search.filters import Filters

TARGET = 1.25
"""The most that a command may take, as a multiple of what the minimal program takes."""

WIDTH = 100
"""Of the table, in characters."""

# As pip writes the script of a package's entry point.
_LAUNCHER = """\
import sys
from {module} import main
if __name__ == "__main__":
    sys.exit(main())
"""

_MINIMAL_JSON = '''\
import sys
from pathlib import Path

import typer

app = typer.Typer()


@app.command()
def minimal() -> None:
    """Print a file."""
    sys.stdout.buffer.write(Path({data!r}).read_bytes())


def main() -> None:
    app()
'''

_MINIMAL_TABLE = '''\
import typer
from rich.console import Console
from rich.table import Table

app = typer.Typer()

ROWS = {rows!r}


@app.command()
def minimal() -> None:
    """Print a table."""
    table = Table(*{headers!r})
    for row in ROWS:
        table.add_row(*row)
    Console().print(table)


def main() -> None:
    app()
'''

_MINIMAL_HELP = _MINIMAL_JSON.replace("typer.Typer()", "typer.Typer(rich_markup_mode=None)")

_READS_YAML = """\
import sys
from casereviews.cli.exits import run
run(["list", "--json"])
sys.exit("yaml" in sys.modules)
"""


class Program(NamedTuple):
    """A command line, with what it is called."""

    name: str
    command: list[str]


class Pair(NamedTuple):
    """What is measured against what."""

    ours: Program
    base: Program
    target: float | None = None
    """The most that the ratio may be; None where the pair is for information."""


class Measured(NamedTuple):
    """What a pair gave: times in milliseconds."""

    ratio: float
    ours: float
    base: float


def main() -> int:
    """Measure, print the table, and give the exit code."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        pairs = write_programs(Path(folder))
        compile_all(folder)
        problem = unfit(pairs)
        if problem:
            print(f"startup.py: {problem}", file=sys.stderr)
            return 2
        results = [measure(pair, options.runs) for pair in pairs]
        counts = count_all(pairs) if options.instructions else None
    print(report(pairs, results, counts), circumstances(options.runs), sep="\n\n")
    if options.instructions and not counts:
        print("Instructions are not counted: there is no valgrind on the PATH.")
    missed = [pair for pair, result in zip(pairs, results, strict=True) if pair.target and result.ratio > pair.target]
    return 1 if options.check and missed else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure start-up against a minimal Typer program.")
    parser.add_argument("runs", nargs="?", type=_positive, default=31, help="runs of each program [default: 31]")
    parser.add_argument("--check", action="store_true", help="exit 1 where a target is missed")
    parser.add_argument("--instructions", action="store_true", help="count instructions too, where valgrind is there")
    return parser.parse_args()


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


def write_programs(folder: Path) -> list[Pair]:
    """Write the minimal programs to a folder, and give the pairs to measure."""

    def launch(name: str, module: str, *arguments: str) -> Program:
        script = folder / f"run_{module.partition('.')[0]}.py"
        script.write_text(_LAUNCHER.format(module=module), "utf-8")
        return Program(name, [sys.executable, str(script), *arguments])

    def ours(*arguments: str) -> Program:
        name = " ".join(f'"{word}"' if " " in word else word for word in ("casereviews", *arguments))
        return launch(name, "casereviews.__main__", *arguments)

    listing = ours("list", "--json")
    data = folder / "list.json"
    data.write_bytes(output(listing))
    headers, rows = table_cells()
    (folder / "minimal_json.py").write_text(_MINIMAL_JSON.format(data=str(data)), "utf-8")
    (folder / "minimal_table.py").write_text(_MINIMAL_TABLE.format(headers=headers, rows=rows), "utf-8")
    (folder / "minimal_help.py").write_text(_MINIMAL_HELP.format(data=str(data)), "utf-8")
    same_bytes = launch("prints the same bytes", "minimal_json")
    return [
        Pair(listing, same_bytes, TARGET),
        Pair(ours("list", "-f", "table"), launch("prints such a Rich table", "minimal_table"), TARGET),
        Pair(ours("--help"), launch("--help, without Rich", "minimal_help", "--help")),
        Pair(ours("search", "bruising"), same_bytes),
        Pair(ours("show", "Child RS", "--json"), same_bytes),
    ]


def table_cells() -> tuple[list[str], list[list[str]]]:
    """The headers and rows of the table that `casereviews list` shows."""
    store = library.open_store()
    records = reviews.ask(store, Filters(), order.Order())
    (grid,) = (block for block in reviews.page(records, store.vocabulary, WIDTH) if isinstance(block, Grid))
    return [column.header for column in grid.columns], list(grid.rows)


def compile_all(folder: str) -> None:
    """Compile to bytecode whatever the measured programs import, so that none does it while it is measured."""
    for name in ("casereviews", "typer", "rich"):
        spec = find_spec(name)
        for place in spec.submodule_search_locations or () if spec else ():
            compileall.compile_dir(place, quiet=2)
    compileall.compile_dir(folder, quiet=2)


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of every measured program: the table's width, and none of the machine's own settings."""
    ignored = ("CASEREVIEWS_", "PYTHON", "FORCE_COLOR", "NO_COLOR", "TERM", "TYPER_", "_TYPER_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ignored) or name == "PYTHONPATH"}
    return {**kept, "COLUMNS": str(WIDTH), **(extra or {})}


def output(program: Program) -> bytes:
    """What a program prints. Raises CalledProcessError where it fails."""
    return subprocess.run(program.command, env=environment(), stdout=subprocess.PIPE, check=True).stdout


def unfit(pairs: Iterable[Pair]) -> str:
    """Why measuring would tell nothing; empty where it would."""
    first = next(iter(pairs))
    if output(first.ours) != output(first.base):
        return "the minimal program does not print what casereviews prints"
    probe = [sys.executable, "-c", _READS_YAML]
    if subprocess.run(probe, env=environment(), stdout=subprocess.DEVNULL, check=False).returncode:
        return "casereviews reads YAML at start-up, so its compiled data is missing or old: install it again"
    return ""


def measure(pair: Pair, runs: int) -> Measured:
    """Run a pair's programs, in alternating order, after one run of each that is not counted."""
    ours, base = [], []
    for program in (pair.ours, pair.base):
        seconds(program)
    for number in range(runs):
        if number % 2:
            ours.append(seconds(pair.ours))
            base.append(seconds(pair.base))
        else:
            base.append(seconds(pair.base))
            ours.append(seconds(pair.ours))
    ratios = [mine / its for mine, its in zip(ours, base, strict=True)]
    return Measured(statistics.median(ratios), 1000 * statistics.median(ours), 1000 * statistics.median(base))


def seconds(program: Program) -> float:
    """How long a program's whole process takes."""
    environ = environment()
    start = time.perf_counter()
    subprocess.run(program.command, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def count_all(pairs: Iterable[Pair]) -> list[float] | None:
    """The ratios of executed instructions, pair by pair; None where there is no valgrind to count them."""
    valgrind = shutil.which("valgrind")
    if not valgrind:
        return None
    return [instructions(valgrind, pair.ours) / instructions(valgrind, pair.base) for pair in pairs]


def instructions(valgrind: str, program: Program) -> int:
    """How many instructions a program executes, the kernel's not among them."""
    command = [valgrind, "--tool=callgrind", "--callgrind-out-file=/dev/null", *program.command]
    done = subprocess.run(
        command, env=environment({"PYTHONHASHSEED": "0"}), capture_output=True, check=True, text=True, encoding="utf-8"
    )
    found = re.search(r"Collected : (\d+)", done.stderr)
    if not found:
        raise RuntimeError(f"valgrind counted nothing: {done.stderr[-500:]}")
    return int(found[1])


def report(pairs: Sequence[Pair], results: Sequence[Measured], counts: Sequence[float] | None) -> str:
    """The results as a Markdown table."""
    head = ["command", "minimal Typer program", "ratio", "target", "ms", "minimal ms"]
    rows = [
        [
            f"`{pair.ours.name}`",
            pair.base.name,
            f"{result.ratio:.2f}",
            f"{pair.target:.2f}" if pair.target else "",
            f"{result.ours:.0f}",
            f"{result.base:.0f}",
        ]
        for pair, result in zip(pairs, results, strict=True)
    ]
    if counts:
        head.append("instructions")
        rows = [[*row, f"{count:.2f}"] for row, count in zip(rows, counts, strict=True)]
    rule = ["---" if place < 2 else "---:" for place in range(len(head))]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, rule, *rows))


def circumstances(runs: int) -> str:
    """What the results were measured with."""
    versions = ", ".join(f"{name} {version(name.lower())}" for name in ("Typer", "Rich"))
    return f"{runs} runs each; Python {platform.python_version()}, {versions}, {os.cpu_count()} cores."


if __name__ == "__main__":
    sys.exit(main())
