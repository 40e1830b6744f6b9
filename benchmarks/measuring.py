"""What measuring needs: running a program, several in turn, and showing what came out."""

from __future__ import annotations

import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from startup import environment

MIB = 1 << 20

# Started anew for each run, for a process's largest resident set begins with that of the one that starts it: this one
# has some 8 MiB, so less cannot be told.
_RELAY = """\
import os, sys
null = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
child = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ, file_actions=null)
_, status, usage = os.wait4(child, 0)
print(usage.ru_utime + usage.ru_stime, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024))
sys.exit(os.waitstatus_to_exitcode(status) % 256)
"""


class Task(NamedTuple):
    """A program to run: its command, and what its environment has beside the usual."""

    command: list[str]
    extra: dict[str, str]


class Spent(NamedTuple):
    """What a run took: seconds of the processor, which other work on the machine hardly changes; bytes at the most."""

    seconds: float
    memory: int


class Compared(NamedTuple):
    """What runs in turn came to: the median of the pairs' ratios of time, and of ours and theirs the medians."""

    ratio: float
    ours: Spent
    base: Spent


def spend(task: Task) -> Spent:
    """Run a program, and tell what it took. Raises CalledProcessError where it fails."""
    relay = [sys.executable, "-I", "-S", "-c", _RELAY, *task.command]
    done = subprocess.run(relay, env=environment(task.extra), capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stderr, file=sys.stderr)
        raise subprocess.CalledProcessError(done.returncode, task.command)
    seconds, memory = done.stdout.split()
    return Spent(float(seconds), int(memory))


def compare(tasks: Sequence[Task], runs: int, before: Callable[[], None] = lambda: None) -> list[Compared]:
    """Run tasks in turn, in alternating order, after one run of each that is not counted: the first against the rest.

    What is to be done before each run takes no part in what is measured.
    """
    spent: dict[int, list[Spent]] = {place: [] for place in range(len(tasks))}
    for number in range(-1, runs):
        for place in sorted(spent, reverse=bool(number % 2)):
            before()
            spent[place].append(spend(tasks[place]))
    return [compared(spent[0][1:], spent[place][1:]) for place in range(1, len(tasks))]


def compared(ours: Sequence[Spent], base: Sequence[Spent]) -> Compared:
    """What pairs of runs come to."""
    ratio = statistics.median(mine.seconds / its.seconds for mine, its in zip(ours, base, strict=True))
    return Compared(ratio, middling(ours), middling(base))


def middling(runs: Sequence[Spent]) -> Spent:
    """The median time and the median memory."""
    return Spent(statistics.median(run.seconds for run in runs), int(statistics.median(run.memory for run in runs)))


def beside(result: Compared) -> Iterator[str]:
    """Four cells: the milliseconds of both sides, and their memory in MiB."""
    yield from (ms(spent) for spent in (result.ours, result.base))
    yield from (mib(spent.memory) for spent in (result.ours, result.base))


def ms(spent: Spent) -> str:
    """The milliseconds that a run took."""
    return f"{1000 * spent.seconds:.0f}"


def mib(size: int) -> str:
    """Bytes as MiB."""
    return f"{size / MIB:.1f}"


def progress(text: str) -> None:
    """Tell on standard error what is being measured."""
    print(text, file=sys.stderr, flush=True)


def show(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a Markdown table under its title, in columns; where there are no rows, only that."""
    shown = list(lines(head, rows)) if rows else ["None."]
    print(f"## {title}", "", *shown, "", sep="\n", flush=True)


def lines(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The lines of a Markdown table in columns; numbers stand at the right."""
    widths = [max(4, *map(len, column)) for column in zip(head, *rows, strict=True)]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    for cells in (head, rule, *rows):
        first, *others = zip(cells, widths, strict=True)
        padded = [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]
        yield f"| {' | '.join(padded)} |"
