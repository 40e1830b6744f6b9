"""How every command grows when a collection doubles: `scale.py` has this run once for each size.

    python benchmarks/doubling.py FILE BULLETIN [WORD ...]

Asks every question of `questions.py`, or those that have all of the words in what is typed, of the collection in FILE,
which is in the cache, and of a BULLETIN that lists as many reviews. Each is asked in this process, for what a start
takes does not grow: three times, or once where it takes long. A line of JSON for each tells the least processor time,
in seconds, and the steps that SQLite took.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from casereviews.store import Store
from questions import Question, questions

TARGET = 2.3
"""The most by which the work may grow when a collection doubles."""

LONG = 0.5
"""Seconds that are long enough to be measured once."""

FELT, STEPS = 0.02, 20_000
"""Seconds and steps: what takes less in the end is left out, for it tells little."""

EACH = 50
"""Steps after which they are counted: a question may ask SQLite often, each time for little."""


class Work(NamedTuple):
    """What a question took."""

    seconds: float
    """Of the processor."""
    steps: float
    """Of SQLite."""


Answers = Mapping[tuple[str, str], Work]
"""What the questions took of one collection, by what is typed without an option and with it."""


def main() -> None:
    """Measure, and print a line for each question."""
    file, bulletin, *words = sys.argv[1:]
    os.environ["CASEREVIEWS_DATA"] = file
    identity, name = middle(file)
    given = {"id": identity, "name": name, "file": file, "bulletin": bulletin}
    for question in questions():
        if all(word in question.name.split() for word in words):
            found = measured(question, given)
            print(json.dumps([question.way, question.name, *found]), flush=True)


def middle(file: str) -> tuple[str, str]:
    """The id and the name of the review in the middle of a file."""
    with open(file, encoding="utf-8") as stream:
        size = sum(1 for _ in stream)
        stream.seek(0)
        review = json.loads(next(itertools.islice(stream, size // 2, None)))
    return review["id"], review["name"]


def measured(question: Question, given: Mapping[str, str]) -> Work:
    """What a question takes at the least."""
    found: list[Work] = []
    while len(found) < 3 and not (found and found[-1].seconds > LONG):
        with silence(), steps() as counted:
            begun = time.process_time()
            question.ask(given)
            found.append(Work(time.process_time() - begun, EACH * len(counted)))
    return min(found)


@contextlib.contextmanager
def silence() -> Iterator[None]:
    """Let what is written to the standard streams go nowhere."""
    kept = [(stream, os.dup(stream)) for stream in (1, 2)]
    nowhere = os.open(os.devnull, os.O_WRONLY)
    sys.stdout.flush()
    try:
        for stream, _ in kept:
            os.dup2(nowhere, stream)
        yield
    finally:
        sys.stdout.flush()
        for stream, copy in kept:
            os.dup2(copy, stream)
            os.close(copy)
        os.close(nowhere)


@contextlib.contextmanager
def steps() -> Iterator[list[None]]:
    """A list that has an item for every few steps that SQLite takes to answer."""
    counted: list[None] = []
    ask: Any = Store.ask

    def counting(store: Store, *asked: Any) -> Any:
        store.database.set_progress_handler(lambda: counted.append(None), EACH)
        return ask(store, *asked)

    setattr(Store, "ask", counting)  # noqa: B010
    try:
        yield counted
    finally:
        setattr(Store, "ask", ask)  # noqa: B010


def read(lines: str) -> Answers:
    """The answers that a run printed."""
    return {(way, name): Work(*work) for way, name, *work in map(json.loads, lines.splitlines())}


def rows(answers: Sequence[Answers]) -> Iterator[list[str]]:
    """A row for each way in which a command is asked, with all its options, from the smallest collection on.

    It has how many questions these are, the milliseconds of the one that is slowest in the end, the greatest growth of
    SQLite's steps and of the time in the last doubling, and of what the latter is.
    """
    for way, group in itertools.groupby(answers[-1], key=lambda key: key[0]):
        names = list(group)
        slowest = max(names, key=lambda name: answers[-1][name].seconds)
        steps = max(growth([one[name].steps for one in answers], STEPS) for name in names)
        growths = {name: growth([one[name].seconds for one in answers], FELT) for name in names}
        worst = max(growths, key=lambda name: growths[name])
        times = [f"{1000 * one[slowest].seconds:.0f}" for one in answers]
        found = f"`{worst[1]}`" if growths[worst] else ""
        yield [f"`{way}`", str(len(names)), *times, f"{steps:.2f}", f"{growths[worst]:.2f}", found]


def growth(values: Sequence[float], least: float) -> float:
    """By how much the last doubling made the work more; nothing where it is less than what can be told."""
    before, after = values[-2:]
    return after / max(before, least) if after > least else 0.0


if __name__ == "__main__":
    main()
