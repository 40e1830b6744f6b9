"""Measures how commands take it that a collection grows: against eight reviews, and against other programs.

    python benchmarks/scale.py [--doublings [N ...]] [--sizes [N ...]] [--runs N] [--folder FOLDER] [--check]
                               [--no-peers] [--sqlite-utils PATH] [--yaml-up-to N]

First every command is asked with every option, of collections that double; `doubling.py` does that. Then come chosen
commands and larger collections.

Collections are invented by `invent.py`. Each is compiled once, with nothing in the cache, and then each command is run
on it, on eight invented reviews and on the eight bundled ones, in alternating order; the ratio is the median of the
ratios to the eight invented, as in `startup.py`. The bundled eight were compiled when the package was built, and the
invented are so few that they are compiled each time. Likewise search runs in turn with other programs that look for the
same word in the same file, and the compiling of YAML with PyYAML's C loader. Time is the processor's, of the whole
process, and memory its largest resident set.

A full run takes the better part of an hour and some gigabytes of disk; `--sizes 2000`, or `--doublings 500 1000 2000`
without sizes, takes a few minutes. FOLDER keeps what is invented: empty it when `invent.py` changes.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import json
import math
import os
import shlex
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import doubling
import peers
from invent import COMMON, PHRASE, RARE, RARE_COUNT
from measuring import Spent, Task, beside, compare, compared, mib, ms, progress, show, spend
from questions import bulletin
from startup import _LAUNCHER, circumstances, compile_all, environment

BASE = 8
"""The size that the others are compared with."""

DOUBLINGS = (500, 1_000, 2_000, 4_000)
"""The sizes at which everything is measured."""

SIZES = (2_000, 20_000, 100_000)
BUNDLED_REVIEW = "2022-02/child-r"

SMALL, LARGE = 2_000, 100_000
"""The sizes for which there are targets."""
SMALL_TARGET = 1.3
COMPILING_TARGET = 2.0
"""Of compiling, to what sqlite-utils takes before it can search."""
FLAT = 1.5
"""The most memory that compiling JSON Lines may take, as a multiple of what a fifth of the reviews takes."""
YAML_MEMORY = 8.0
"""The most memory that compiling YAML may take, as a multiple of the file's size."""
PEERS_FROM = 20_000
"""The least size at which search should be ahead of every other program."""

PEER_RUNS, YAML_RUNS = 5, 3
"""The most runs of other programs, and of compiling YAML, some of which take minutes."""

_COMPILE = ("list", "--limit", "1", "--json")

_LOAD_YAML = """\
import sys, yaml
with open(sys.argv[1], encoding="utf-8") as stream:
    yaml.load(stream.read(), Loader=yaml.CSafeLoader)
"""


class Question(NamedTuple):
    """A command to measure. `{}` among its arguments is the id of the review in the middle."""

    arguments: tuple[str, ...]
    target: float | None = None
    """The most that it may take with 100,000 reviews, as a multiple of what it takes with eight."""
    limited: bool = True
    """Whether the answer stays short however many reviews there are; else it is measured for information."""

    @property
    def name(self) -> str:
        """What is typed."""
        return " ".join("ID" if word == "{}" else f"'{word}'" if " " in word else word for word in self.arguments)

    def target_at(self, size: int) -> float | None:
        """The most that it may take with so many reviews, as a multiple of what it takes with eight."""
        if size == SMALL and self.limited:
            return SMALL_TARGET
        return self.target if size == LARGE else None


QUESTIONS = (
    Question(("list", "--harm", "neglect", "--limit", "20", "--json"), 1.5),
    Question(("show", "{}", "--json"), 1.5),
    Question(("search", RARE, "--limit", "20", "--json"), 1.5),
    Question(("search", COMMON, "--limit", "20", "--json"), 4),
    Question(("search", f'"{PHRASE}"', "--limit", "20", "--json")),
    Question(("themes", "-f", "plain"), 4),
    Question(("search", COMMON, "--json"), limited=False),
    Question(("list", "--json"), limited=False),
    Question(("themes", "--json"), limited=False),
    Question(("themes", "--by", "harm", "--json"), limited=False),
    Question(("learning", "--json"), limited=False),
    Question(("similar", "{}", "--json"), limited=False),
)


class Data(NamedTuple):
    """A collection, with a cache of its own."""

    size: int
    file: str
    """Empty for the bundled collection."""
    cache: str
    middle: str
    """The id of the review in the middle."""


class Verdict(NamedTuple):
    """What came out, and what it may be at the most."""

    what: str
    value: float
    limit: float


class Bench:
    """Prints what it measures as Markdown tables, and keeps the verdicts."""

    def __init__(self, folder: Path, runs: int) -> None:
        """Take the folder to work in, and how often to run everything."""
        self.folder = folder
        self.runs = runs
        self.verdicts: list[Verdict] = []
        self.launcher = folder / "run_casereviews.py"
        self.launcher.write_text(_LAUNCHER.format(module="casereviews.__main__"), "utf-8")
        compile_all(str(folder))

    def ours(self, data: Data, *arguments: str) -> Task:
        """One of our commands, about a collection."""
        command = [sys.executable, str(self.launcher), *(data.middle if word == "{}" else word for word in arguments)]
        named = {"CASEREVIEWS_DATA": data.file} if data.file else {}
        return Task(command, {**named, "CASEREVIEWS_CACHE": data.cache})

    def target(self, what: str, value: float, limit: float | None) -> list[str]:
        """Two cells: the value, and what it may be at the most, which is kept to be judged."""
        if limit is None:
            return [f"{value:.2f}", ""]
        self.verdicts.append(Verdict(what, value, limit))
        return [f"{value:.2f}", f"{limit:.2f}"]

    def invented(self, size: int, ending: str = "jsonl") -> tuple[str, Spent | None]:
        """A collection of a size, and what inventing it took where the folder did not have it."""
        file = self.folder / f"reviews-{size}.{ending}"
        if file.exists():
            return str(file), None
        script = str(Path(__file__).with_name("invent.py"))
        return str(file), spend(Task([sys.executable, script, str(size), str(file)], {}))

    def doublings(self, sizes: Sequence[int]) -> None:
        """Measure every command with every option, as a collection doubles."""
        answers = []
        for size in sizes:
            progress(f"{size:,} reviews: every command with every option")
            file, _ = self.invented(size)
            listed = Path(f"{file}.txt")
            listed.write_text(bulletin(size), "utf-8")
            data = Data(size, file, str(self.folder / f"cache-{size}"), "")
            spend(self.ours(data, *_COMPILE))
            script = [sys.executable, str(Path(doubling.__file__)), file, str(listed)]
            extra = environment({"CASEREVIEWS_CACHE": data.cache})
            done = subprocess.run(script, env=extra, capture_output=True, text=True, check=True)
            answers.append(doubling.read(done.stdout))
        rows = list(doubling.rows(answers))
        for row in rows:
            for what, value in (("SQLite's steps", row[-3]), ("time", row[-2])):
                self.target(f"growth of {what} of {row[0]} {row[-1]}", float(value), doubling.TARGET)
        head = [
            "command",
            "questions",
            *(f"ms at {size:,}" for size in sizes),
            "growth of steps",
            "of time",
            "which is",
        ]
        show("Every command with every option, as a collection doubles", head, rows)

    def prepared(self, sizes: Iterable[int]) -> list[Data]:
        """The collections of the sizes, each compiled with nothing in the cache."""
        rows, found, peaks = [], [], {}
        for size in sizes:
            progress(f"{size:,} reviews: inventing and compiling them")
            file, invented = self.invented(size)
            data = Data(size, file, str(self.folder / f"cache-{size}"), middle(file, size))
            clear(data.cache)
            spent = spend(self.ours(data, *_COMPILE))
            cells = [mib(os.path.getsize(file)), f"{invented.seconds:.1f}" if invented else ""]
            rows.append([f"{size:,}", *cells, f"{spent.seconds:.2f}", mib(spent.memory), mib(size_of(data.cache))])
            found.append(data)
            peaks[size] = spent.memory
        show(
            "Compiling JSON Lines", ["reviews", "file MiB", "inventing s", "compiling s", "peak MiB", "cache MiB"], rows
        )
        if {LARGE, LARGE // 5} <= peaks.keys():
            self.target("memory of compiling JSON Lines", peaks[LARGE] / peaks[LARGE // 5], FLAT)
        return found

    def unfit(self, data: Data) -> str:
        """Why measuring would tell nothing; empty where it would."""
        task = self.ours(data, "search", RARE, "-f", "ids")
        done = subprocess.run(task.command, env=environment(task.extra), capture_output=True, text=True, check=False)
        found = len(done.stdout.split())
        return "" if found == RARE_COUNT else f"{data.file}: {RARE} is found {found} times: {done.stderr.strip()}"

    def commands(self, data: Data, bases: Sequence[Data]) -> list[float]:
        """Measure every command against the same with eight reviews, invented and bundled: the ratios to the first."""
        rows, ratios = [], []
        for question in QUESTIONS:
            progress(f"{data.size:,} reviews: {question.name}")
            tasks = [self.ours(one, *question.arguments) for one in (data, *bases)]
            invented, bundled = compare(tasks, self.runs)
            limit = question.target_at(data.size)
            cells = self.target(f"`{question.name}` with {data.size:,}", invented.ratio, limit)
            times = [ms(spent) for spent in (invented.ours, invented.base, bundled.base)]
            peaks = [mib(spent.memory) for spent in (invented.ours, invented.base)]
            rows.append([f"`{question.name}`", *cells, f"{bundled.ratio:.2f}", *times, *peaks])
            ratios.append(invented.ratio)
        head = ["command", "ratio", "target", "ratio to bundled", "ms", f"ms with {BASE}", "ms bundled"]
        show(f"{data.size:,} reviews against {BASE}", [*head, "peak MiB", f"peak with {BASE}"], rows)
        return ratios

    def peers(self, data: Data, sqlite_utils: str | None) -> None:
        """Measure search against other programs."""
        for word in (RARE, COMMON):
            progress(f"{data.size:,} reviews: {word}, by other programs")
            programs = peers.programs(data.file, word, sqlite_utils)
            present = {name: Task(command, {}) for name, command in programs.items() if command}
            ours = self.ours(data, "search", word, "--limit", "20", "--json")
            results = dict(zip(present, compare([ours, *present.values()], min(self.runs, PEER_RUNS)), strict=True))
            limit = 1.0 if data.size >= PEERS_FROM else None
            rows = []
            for name in programs:
                if name not in results:
                    rows.append([name, "missing", "", "", "", "", ""])
                    continue
                cells = self.target(f"search {word} with {data.size:,} against {name}", results[name].ratio, limit)
                rows.append([name, *cells, *beside(results[name])])
            head = ["program", "ratio", "target", "our ms", "its ms", "our peak MiB", "its peak MiB"]
            show(f"`search {word} --limit 20 --json` with {data.size:,} against other programs", head, rows)

    def indexing(self, data: Data, sqlite_utils: str) -> None:
        """Measure compiling against building the database that sqlite-utils searches, which is left for it."""
        file, fresh = peers.database(data.file), data._replace(cache=str(self.folder / "cache-fresh"))
        columns = ("name", "title", "summary", "learning", "recommendations")
        insert = Task([sqlite_utils, "insert", file, "reviews", data.file, "--nl", "--pk", "id"], {})
        enable = Task([sqlite_utils, "enable-fts", file, "reviews", *columns, "--tokenize", "porter"], {})
        ours, theirs = [], []
        for _ in range(min(self.runs, YAML_RUNS)):
            clear(fresh.cache)
            Path(file).unlink(missing_ok=True)
            ours.append(spend(self.ours(fresh, *_COMPILE)))
            inserting, enabling = spend(insert), spend(enable)
            theirs.append(Spent(inserting.seconds + enabling.seconds, max(inserting.memory, enabling.memory)))
        clear(fresh.cache)
        result = compared(ours, theirs)
        ratio = self.target(f"compiling {data.size:,} against sqlite-utils", result.ratio, COMPILING_TARGET)
        head = ["reviews", "ratio", "target", "our ms", "its ms", "our peak MiB", "its peak MiB"]
        show(
            "Compiling JSON Lines against `sqlite-utils insert` and `enable-fts`",
            head,
            [[f"{data.size:,}", *ratio, *beside(result)]],
        )

    def yaml(self, sizes: Iterable[int]) -> None:
        """Measure the compiling of YAML, with nothing in the cache, against PyYAML's C loader."""
        rows = []
        for size in sizes:
            progress(f"{size:,} reviews: compiling YAML")
            file, _ = self.invented(size, "yaml")
            data = Data(size, file, str(self.folder / "cache-yaml"), "")
            load = Task([sys.executable, "-c", _LOAD_YAML, file], {})
            (result,) = compare(
                [self.ours(data, *_COMPILE), load], min(self.runs, YAML_RUNS), partial(clear, data.cache)
            )
            clear(data.cache)
            multiples = [spent.memory / os.path.getsize(file) for spent in (result.ours, result.base)]
            judged = size >= SMALL  # of a small file the interpreter's own memory is a multiple
            ratio = self.target(f"compiling YAML of {size:,}", result.ratio, 1.0 if judged else None)
            memory = self.target(f"memory of compiling YAML of {size:,}", multiples[0], YAML_MEMORY if judged else None)
            row = [f"{size:,}", mib(os.path.getsize(file)), *ratio, *beside(result), *memory, f"{multiples[1]:.2f}"]
            rows.append(row)
        head = ["reviews", "file MiB", "ratio", "target", "our ms", "its ms", "our peak MiB", "its peak MiB"]
        head += ["our peak / file", "target", "its peak / file"]
        show("Compiling YAML against `yaml.load` with `CSafeLoader`", head, rows)


def main() -> int:
    """Measure, print the tables as they come, and give the exit code."""
    options = _options()
    try:
        with contextlib.ExitStack() as stack:
            folder = options.folder or stack.enter_context(tempfile.TemporaryDirectory())
            os.makedirs(folder, exist_ok=True)
            bench = Bench(Path(folder).resolve(), options.runs)
            problem = measure(bench, options)
    except subprocess.CalledProcessError as error:
        problem = f"{shlex.join(error.cmd)} ends with exit code {error.returncode}"
    if problem:
        print(f"scale.py: {problem}", file=sys.stderr)
        return 2
    missed = [verdict for verdict in bench.verdicts if verdict.value > verdict.limit]
    rows = [[verdict.what, f"{verdict.value:.2f}", f"{verdict.limit:.2f}"] for verdict in missed]
    show("Targets missed", ["what", "value", "target"], rows)
    print(circumstances(options.runs), f"SQLite {sqlite3.sqlite_version}.", end=" ")
    print(f"At most {PEER_RUNS} runs against other programs, and {YAML_RUNS} of compiling YAML.")
    return 1 if options.check and missed else 0


def measure(bench: Bench, options: argparse.Namespace) -> str:
    """Measure everything that is asked for, or give a problem that prevents it."""
    if len(options.doublings) > 2:
        bench.doublings(sorted(options.doublings))
    if not options.sizes:
        return ""
    base, *grown = bench.prepared([BASE, *sorted(set(options.sizes) - {BASE})])
    problem = next(filter(None, map(bench.unfit, [base, *grown])), "")
    if problem:
        return problem
    bundled = Data(BASE, "", str(bench.folder / "cache-bundled"), BUNDLED_REVIEW)
    growth({data.size: bench.commands(data, (base, bundled)) for data in grown})
    for data in grown if options.peers else ():
        if options.sqlite_utils:
            bench.indexing(data, options.sqlite_utils)
        bench.peers(data, options.sqlite_utils)
    bench.yaml(data.size for data in grown if data.size <= options.yaml_up_to)
    return ""


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure how commands take it that a collection grows.")
    parser.add_argument("--doublings", nargs="*", type=int, default=DOUBLINGS, metavar="N", help="three sizes or more")
    parser.add_argument("--sizes", nargs="*", type=int, default=SIZES, metavar="N", help="how many reviews")
    parser.add_argument("--runs", type=int, default=11, metavar="N", help="runs of each command [default: 11]")
    parser.add_argument("--folder", help="where to keep what is invented, to be used again")
    parser.add_argument("--check", action="store_true", help="exit 1 where a target is missed")
    parser.add_argument("--peers", action=argparse.BooleanOptionalAction, default=True, help="measure other programs")
    parser.add_argument("--sqlite-utils", metavar="PATH", default=shutil.which("sqlite-utils"), help="that program")
    parser.add_argument("--yaml-up-to", type=int, default=20_000, metavar="N", help="the largest collection in YAML")
    return parser.parse_args()


def middle(file: str, size: int) -> str:
    """The id of the review in the middle of a file."""
    with open(file, encoding="utf-8") as stream:
        line = next(itertools.islice(stream, size // 2, None))
    return str(json.loads(line)["id"])


def clear(cache: str) -> None:
    """Empty a cache."""
    shutil.rmtree(cache, ignore_errors=True)


def size_of(folder: str) -> int:
    """How many bytes the files in a folder have."""
    return sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())


def growth(ratios: dict[int, list[float]]) -> None:
    """Show by how much each command's time grows when the reviews become ten times as many."""
    steps = list(itertools.pairwise(sorted(ratios)))
    rows = []
    for place, question in enumerate(QUESTIONS):
        factors = ((ratios[more][place] / ratios[less][place], math.log10(more / less)) for less, more in steps)
        rows.append([f"`{question.name}`", *(f"{factor ** (1 / tens):.2f}" for factor, tens in factors)])
    show(
        "Growth for every tenfold",
        ["command", *(f"{less:,} to {more:,}" for less, more in steps)],
        rows if steps else [],
    )


if __name__ == "__main__":
    sys.exit(main())
