"""How every command grows with a collection: twice the reviews may take little more than twice the work.

Work is counted, so no machine is too slow: the steps of SQLite's own machine, and the calls of functions in Python.
What neither shows, the work within the full-text index, shows in SQLite's plan for each question.
"""

from __future__ import annotations

import cProfile
import json
import sqlite3
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import invent
from casereviews import library
from casereviews.answers.view import View
from casereviews.cli import complete
from casereviews.cli.commands import COMMANDS
from casereviews.cli.output import Destination
from casereviews.library import vocabularies
from casereviews.reading import dataset
from casereviews.search.records import Records
from casereviews.store import Store
from casereviews.store.compiling import compile_store
from questions import ASKED, UNMEASURED, Question, bulletin, parameters, questions

COPIES = (1, 2, 4, 8, 16)
"""How often the same reviews are in each of the collections."""
LARGER = ("brief",)
"""Commands that are asked of the larger collections, for an answer of no more than so many words is filled by few."""
REVIEWS = 8
LIMIT = 2.3
"""The most by which the work of a doubling may be more than that of the doubling before; with the square it is 4."""
LEAST = 0.05
"""Work that is less than this share of the whole grows as it likes: the depth of an index, the digits of a number."""

QUESTIONS = list(questions())


class Work(NamedTuple):
    """What a question took."""

    steps: int
    """Of SQLite."""
    calls: int
    """Of functions, in Python."""
    plans: frozenset[str]
    """How SQLite goes through the full-text index."""


class Collection(NamedTuple):
    """A collection, compiled, and what questions name of it."""

    store: Store
    names: dict[str, str]


Counted = Callable[[Callable[[Collection], object], Collection], Work]


@pytest.fixture(scope="module")
def collections(tmp_path_factory: pytest.TempPathFactory) -> list[Collection]:
    """The same reviews once, twice, and so on, each with a name of its own."""
    made = [short(review) for review in invent.reviews(REVIEWS)]
    folder = tmp_path_factory.mktemp("growth")
    return [collection(made, copies, folder) for copies in COPIES]


def collection(made: list[dict[str, Any]], copies: int, folder: Path) -> Collection:
    """A collection in which each review is as often."""
    lines = [line for copy in range(copies) for line in invent.as_jsonl(named(review, copy) for review in made)]
    file = folder / f"reviews-{copies}.jsonl"
    file.write_text("".join(lines), "utf-8")
    listed = folder / f"bulletin-{copies}.txt"
    listed.write_text(bulletin(2 * copies), "utf-8")
    terms = vocabularies.vocabulary()
    store = compile_store([dataset.read(file.read_bytes(), file.name, terms)], terms)
    asked = json.loads(lines[-REVIEWS])  # the same in each of the collections
    return Collection(store, {"id": asked["id"], "name": asked["name"], "file": str(file), "bulletin": str(listed)})


def short(review: dict[str, Any]) -> dict[str, Any]:
    """A review with a few statements of many."""
    review |= {section: review[section] and review[section][:2] for section in ("learning", "recommendations")}
    statements = [*(review["learning"] or ()), *(review["recommendations"] or ())]
    return {**review, **{key: invent.union(statements, key) for key in ("themes", "agencies")}}


def named(review: dict[str, Any], copy: int) -> dict[str, Any]:
    """A copy of a review, under a name of its own."""
    text = json.dumps(review).replace(f'"{review["id"]}', f'"{review["id"]}-{copy}')
    return {**json.loads(text), "name": f"{review['name']}-{copy}"}


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Counted:
    """Do something with a collection, and count."""

    def count(action: Callable[[Collection], object], collection: Collection) -> Work:
        steps = 0
        asked: set[str] = set()

        def step() -> int:
            nonlocal steps
            steps += 1
            return 0

        database = collection.store.database
        for module in (library, complete):
            monkeypatch.setattr(module, "open_store", lambda *arguments, **options: collection.store)
        database.set_progress_handler(step, 1)
        database.set_trace_callback(asked.add)
        profile = cProfile.Profile()
        try:
            profile.runcall(action, collection)
        finally:
            database.set_progress_handler(None, 0)
            database.set_trace_callback(None)
        calls = sum(entry.callcount for entry in profile.getstats())
        return Work(steps, calls, frozenset(plan for sql in asked for plan in plans(database, sql)))

    return count


def plans(database: sqlite3.Connection, sql: str) -> Iterator[str]:
    """The lines of SQLite's plan that go through the full-text index once for each of something else."""
    if " search " not in sql or not sql.lstrip().startswith("SELECT"):
        return
    lines = database.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()
    parents = {number: (parent, text) for number, parent, _, text in lines}
    for number, parent, _, text in lines:
        if not text.startswith("SCAN search VIRTUAL TABLE"):
            continue
        before = [
            other
            for other, above, _, words in lines
            if above == parent and other < number and words[:2] in "SCAN SEARCH"
        ]
        within = []
        while parent:
            parent, words = parents[parent]
            within.append(words)
        # An equals sign: the index is asked for one row at a time.
        if before or "=" in text.rpartition(":")[2] or any(words.startswith("CORRELATED") for words in within):
            yield f"{text} {before} {within} in {sql}"


def check(work: Counted, collections: list[Collection], action: Callable[[Collection], object]) -> None:
    """Twice the collection takes little more than twice the work, in the first three of the collections."""
    collections = collections[:3]
    found = [work(action, collection) for collection in collections]
    if growth([one.calls for one in found]) >= LIMIT:  # what is imported and remembered once is not counted again
        found = [work(action, collection) for collection in collections]
    assert growth([one.steps for one in found]) < LIMIT, [one.steps for one in found]
    assert growth([one.calls for one in found]) < LIMIT, [one.calls for one in found]
    assert found[0].plans == frozenset()


def growth(counts: list[int]) -> float:
    """By how much more the last doubling took than the one before it."""
    first, second = (after - before for before, after in pairwise(counts))
    return second / max(first, LEAST * counts[1], 1)


@pytest.mark.parametrize("question", QUESTIONS, ids=[question.name for question in QUESTIONS])
def test_growth(work: Counted, collections: list[Collection], question: Question) -> None:
    """Of each command with each option."""
    larger = question.command in LARGER
    check(work, collections[2 * larger :], lambda collection: question.ask(collection.names))


def test_growth_of_completion(work: Counted, collections: list[Collection]) -> None:
    """Of what the shell is offered for a name."""
    check(work, collections, lambda collection: complete.answer("name", "show", {}, ""))
    offered = complete.answer("name", "show", {}, "")
    assert len(offered) >= REVIEWS * COPIES[2]


def test_nothing_is_left_out() -> None:
    """Every command and every option is measured, or is said not to be."""
    assert set(ASKED) == set(COMMANDS)
    measured = {(question.command, name) for question in QUESTIONS for name in question.values}
    assert len(measured) > 100
    for command in COMMANDS:
        for name, option in parameters(command).items():
            if option.param_type_name == "option" and name not in UNMEASURED:
                assert (command, name) in measured


@pytest.mark.parametrize(
    "question",
    [
        Question(command, {**asked, **more})
        for command in ("list", "search", "similar", "learning", "recommendations")
        for asked in ASKED[command]
        for more in ({}, {"reverse": True}, {"sort": "name"}, {"fields": "id"})
    ],
    ids=lambda question: question.name,
)
def test_what_lists_everything_reads_it_as_it_writes(
    monkeypatch: pytest.MonkeyPatch, collections: list[Collection], question: Question
) -> None:
    """So memory does not grow with the answer."""
    views: list[View] = []
    monkeypatch.setattr(library, "open_store", lambda *arguments, **options: collections[-1].store)
    monkeypatch.setattr(Destination, "emit", lambda output, view, *arguments, **options: views.append(view))
    question.ask(collections[-1].names)
    (view,) = views
    assert isinstance(view.records, Records)
    assert len(view.records) > 2
