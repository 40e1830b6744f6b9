"""Measures the search against judged queries: how it ranks what answers them, and what it finds where nothing does.

    python benchmarks/judged.py [--set NAME ...] [--each] [--json]

Each file in tests/judged is a set of queries, graded by reading every review and statement. The default search is
measured by the reviews it finds and `--statements` by the statements, beside two other ways on the same texts: a scan
for the words as typed, and FTS5 with its porter stemmer and any of the words. Queries with operators are measured
separately.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import sqlite3
import statistics
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from casereviews import library
from casereviews.answers import reviews
from casereviews.search.filters import Filters
from casereviews.store import Store
from searching import search_for

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "judged"

REVIEWS, STATEMENTS = LEVELS = ("reviews", "statements")
PLAIN, OPERATORS = PARTS = ("plain", "operators")
STYLES = ("question", "lay", "topic", "misspelt", "abbreviation", "name", "american", OPERATORS)

Grades = Mapping[str, int]
"""What answers a query, by id: 2 answers it, 1 touches it."""

Ranking = Sequence[str]
"""The ids that a query found, the best first."""

Way = Callable[[Store, str, Sequence[str]], list[Ranking]]
"""A way to search: from a store, a level and queries to the ranking of each query."""


class Judged(NamedTuple):
    """A query, with what answers it."""

    query: str
    style: str
    statements: Grades
    reviews: Grades | None
    """None where it was graded on statements only."""

    @property
    def part(self) -> str:
        """The part of its set that it is measured in."""
        return OPERATORS if self.style == OPERATORS else PLAIN

    def grades(self, level: str) -> Grades | None:
        """What answers it at a level; None where it is not graded there, or answered at the other level alone."""
        grades = self.reviews if level == REVIEWS else self.statements
        return None if not grades and (self.statements or self.reviews) else grades


class Outcome(NamedTuple):
    """What one way found for one query at one level."""

    judged: Judged
    level: str
    way: str
    grades: Grades
    """Empty where nothing answers the query, at either level."""
    ranking: Ranking

    @property
    def ndcg(self) -> float:
        """The gain of the first ten, as a share of the greatest possible."""
        best = sorted(self.grades.values(), reverse=True)
        return _gain([self.grades.get(identity, 0) for identity in self.ranking]) / _gain(best)

    @property
    def recall(self) -> float:
        """The share of the answers that is among the first ten; all of them where ten of more than ten are."""
        return sum(identity in self.grades for identity in self.ranking[:10]) / min(10, len(self.grades))

    def cell(self) -> str:
        """The outcome in a word: its nDCG, or what is wrong or right about having found something or nothing."""
        if self.grades:
            return f"{self.ndcg:.2f}" if self.ranking else "empty"
        return "noise" if self.ranking else "right"


def _gain(grades: Sequence[int]) -> float:
    """The discounted gain of the first ten grades: a grade g at rank r counts (2^g - 1) / log2(r + 1)."""
    return sum(((1 << grade) - 1) / math.log2(rank + 1) for rank, grade in enumerate(grades[:10], 1))


class Figures(NamedTuple):
    """What a way to search is worth, each figure from 0 to 1; None of no queries."""

    answered: int
    """The queries that something at this level answers; the first three figures are of these."""
    ndcg: float | None
    recall: float | None
    wrong_empty: float | None
    """The share of them for which nothing was found."""
    unanswered: int
    """The queries that nothing answers, at either level; noise is of these."""
    noise: float | None
    """The share of them for which something was found."""


def figures(outcomes: Sequence[Outcome]) -> Figures:
    """The figures of some outcomes."""
    answered = [outcome for outcome in outcomes if outcome.grades]
    unanswered = [outcome for outcome in outcomes if not outcome.grades]
    return Figures(
        len(answered),
        _mean([outcome.ndcg for outcome in answered]),
        _mean([outcome.recall for outcome in answered]),
        _mean([not outcome.ranking for outcome in answered]),
        len(unanswered),
        _mean([bool(outcome.ranking) for outcome in unanswered]),
    )


def _mean(values: Sequence[float]) -> float | None:
    return statistics.fmean(values) if values else None


def behind(outcomes: Sequence[Outcome]) -> list[str]:
    """The answered queries for which the first way has a lower nDCG than every other way."""
    first, *others = ([outcome for outcome in outcomes if outcome.way == way and outcome.grades] for way in WAYS)
    return [
        mine.judged.query
        for mine, *theirs in zip(first, *others, strict=True)
        if all(mine.ndcg < other.ndcg - 1e-9 for other in theirs)
    ]


def ours(store: Store, level: str, queries: Sequence[str]) -> list[Ranking]:
    """Our search: the default one, or by statement."""
    by_statement = level == STATEMENTS
    return [
        [record["id"] for record in search_for(store, typed, by_statement=by_statement).records] for typed in queries
    ]


def scan(store: Store, level: str, queries: Sequence[str]) -> list[Ranking]:
    """The texts that have any of the words as typed, even within others; those with more of the words first."""
    texts = {identity: text.casefold() for identity, text in _texts(store, level).items()}

    def ranking(typed: str) -> Ranking:
        words = [word.casefold() for word in _words(typed, r"[\w'’-]+")]
        counts = {identity: sum(word in text for word in words) for identity, text in texts.items()}
        return [identity for identity, count in sorted(counts.items(), key=lambda item: -item[1]) if count]

    return [ranking(typed) for typed in queries]


def full_text(store: Store, level: str, queries: Sequence[str]) -> list[Ranking]:
    """FTS5 with its porter stemmer: the texts that have any of the words, by bm25."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute(
            "CREATE VIRTUAL TABLE texts USING fts5(id UNINDEXED, text, tokenize='porter unicode61 remove_diacritics 2')"
        )
        database.executemany("INSERT INTO texts VALUES (?, ?)", _texts(store, level).items())

        def ranking(typed: str) -> Ranking:
            asked = " OR ".join(f'"{word}"' for word in _words(typed, r"\w+"))
            rows = database.execute("SELECT id FROM texts WHERE texts MATCH ? ORDER BY rank, rowid", [asked or '""'])
            return [identity for (identity,) in rows]

        return [ranking(typed) for typed in queries]


def _words(typed: str, pattern: str) -> list[str]:
    """The words of a query without its operators."""
    return [word for word in re.findall(pattern, typed) if word not in ("OR", "NOT", "AND")]


def _texts(store: Store, level: str) -> dict[str, str]:
    """What there is to search, by id: the text of a statement; the name, title, summary and statements of a review."""
    texts: dict[str, str] = {}
    for review in reviews.ask(store, Filters()):
        sections = (review["learning"], review["recommendations"], review["actions"])
        statements = {item["id"]: item["text"] for section in sections for item in section or ()}
        head = [review["name"], review["title"], review["summary"] or ""]
        texts |= statements if level == STATEMENTS else {review["id"]: " ".join([*head, *statements.values()])}
    return texts


WAYS: dict[str, Way] = {"casereviews": ours, "substring scan": scan, "FTS5 with OR": full_text}


def sets(folder: Path = FOLDER) -> dict[str, Path]:
    """The sets there are, by name."""
    return {path.stem: path for path in sorted(folder.glob("*.yaml"))}


def read(path: Path) -> list[Judged]:
    """The judged queries of a set."""
    entries: list[dict[str, Any]] = yaml.safe_load(path.read_text("utf-8"))
    return [Judged(entry["query"], entry["style"], entry["statements"], entry.get("reviews")) for entry in entries]


def measure(judged: Sequence[Judged], store: Store | None = None) -> list[Outcome]:
    """What every way finds for each query, at each level at which it is measured."""
    store = store or library.open_store()
    outcomes = []
    for level in LEVELS:
        graded = [(item, grades) for item in judged if (grades := item.grades(level)) is not None]
        for name, way in WAYS.items():
            rankings = way(store, level, [item.query for item, _ in graded])
            outcomes += [
                Outcome(item, level, name, grades, ranking)
                for (item, grades), ranking in zip(graded, rankings, strict=True)
            ]
    return outcomes


def groups(outcomes: Sequence[Outcome]) -> dict[tuple[str, str], list[Outcome]]:
    """The outcomes of each level and part that has any."""
    found = {
        (level, part): [outcome for outcome in outcomes if (outcome.level, outcome.judged.part) == (level, part)]
        for level in LEVELS
        for part in PARTS
    }
    return {key: group for key, group in found.items() if group}


def of_way(outcomes: Sequence[Outcome], way: str) -> list[Outcome]:
    """The outcomes of one way."""
    return [outcome for outcome in outcomes if outcome.way == way]


HEAD = """
| {name} | queries | way | answered | nDCG@10 | recall@10 | wrong empty | unanswered | noise |
|---|---|---|---:|---:|---:|---:|---:|---:|"""


def table(name: str, outcomes: Sequence[Outcome]) -> str:
    """The figures of a set."""
    rows = [
        f"| {level} | {part} | {way} | {' | '.join(map(_shown, figures(of_way(group, way))))} |"
        for (level, part), group in groups(outcomes).items()
        for way in WAYS
    ]
    return "\n".join([HEAD.format(name=name).lstrip(), *rows])


def _shown(value: float | None) -> str:
    return "" if value is None else str(value) if isinstance(value, int) else f"{value:.3f}"


def each(outcomes: Sequence[Outcome]) -> str:
    """A line for each query at each level, with what every way is worth there, ours first."""
    lines = []
    for (level, part), group in groups(outcomes).items():
        lines.append(f"\n{level}, {part}: {', '.join(WAYS)}")
        same = zip(*(of_way(group, way) for way in WAYS), strict=True)
        lines += [f"{' '.join(f'{one.cell():5}' for one in three)}  {three[0].judged.query}" for three in same]
    return "\n".join(lines)


def as_json(name: str, outcomes: Sequence[Outcome], is_each: bool) -> dict[str, Any]:
    """The figures of a set, and those of each query if wanted."""
    found: dict[str, Any] = {"set": name, "figures": []}
    for (level, part), group in groups(outcomes).items():
        for way in WAYS:
            values = figures(of_way(group, way))._asdict()
            found["figures"].append({"level": level, "queries": part, "way": way, **values})
    if is_each:
        found["queries"] = [
            {
                "query": outcome.judged.query,
                "level": outcome.level,
                "way": outcome.way,
                "ndcg": outcome.ndcg if outcome.grades else None,
                "recall": outcome.recall if outcome.grades else None,
                "found": list(outcome.ranking),
            }
            for outcome in outcomes
        ]
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and print the tables."""
    known = sets()
    parser = argparse.ArgumentParser(description="Measure the search against judged queries.")
    parser.add_argument("--set", action="append", choices=known, dest="names", help="only this set; may be repeated")
    parser.add_argument("--each", action="store_true", help="every query for itself")
    parser.add_argument("--json", action="store_true", help="as JSON")
    options = parser.parse_args(arguments)
    measured = {name: measure(read(known[name])) for name in options.names or known}
    if options.json:
        print(json.dumps([as_json(name, outcomes, options.each) for name, outcomes in measured.items()], indent=2))
        return 0
    for name, outcomes in measured.items():
        print(table(name, outcomes))
        for (level, part), group in groups(outcomes).items():
            print(f"behind both others on {level}, {part}: {len(behind(group))}")
        print(f"{each(outcomes)}\n" if options.each else "")
    return 0


if __name__ == "__main__":
    sys.exit(main())
