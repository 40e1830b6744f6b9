"""Measures the search against judged queries: what it finds of what answers them, and in what order.

    python benchmarks/judged.py [--apart] [--each]

The queries in tests/judged.yaml were judged by reading every statement; those in tests/judged_apart.yaml were written
first, and nothing is tuned to them. Two other ways are measured in the same run, on the same statements: a plain scan
for the words as they are typed, and FTS5 with its porter stemmer and nothing more.
"""

from __future__ import annotations

import argparse
import math
import re
import statistics
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from casereviews import library, query, search
from casereviews.filters import Filters
from casereviews.stemming import TOKENIZER
from casereviews.store import Store, connect

TESTS = Path(__file__).resolve().parents[1] / "tests"
JUDGED, APART = TESTS / "judged.yaml", TESTS / "judged_apart.yaml"

Ranked = Callable[[str], Sequence[str]]
"""A way to search: from a query to the ids of statements, the best first."""


class Judged(NamedTuple):
    """A query, with the grade of each statement that answers it: 2 answers it, 1 touches it."""

    query: str
    answers: Mapping[str, int]


class Scores(NamedTuple):
    """What a way to search is worth; each from 0 to 1."""

    recall: float
    """At 10: of what answers the query, how much is among the first 10."""
    precision: float
    """At 5: of the first 5, how many answer it."""
    ndcg: float
    """At 10: the grades by rank, as a share of the best that could be."""


def read(path: Path) -> list[Judged]:
    """The judged queries of a file that some statement answers."""
    entries: list[dict[str, Any]] = yaml.safe_load(path.read_text("utf-8"))
    return [Judged(entry["query"], entry["answers"]) for entry in entries if entry["answers"]]


def unanswered(path: Path) -> list[str]:
    """The queries of a file that no statement answers."""
    entries: list[dict[str, Any]] = yaml.safe_load(path.read_text("utf-8"))
    return [entry["query"] for entry in entries if not entry["answers"]]


def score(ranked: Sequence[str], answers: Mapping[str, int]) -> Scores:
    """The scores of a ranking."""
    first = ranked[:10]
    found = sum(1 for identity in first if identity in answers)
    gained = sum(_gain(answers.get(identity, 0), place) for place, identity in enumerate(first))
    best = sum(_gain(grade, place) for place, grade in enumerate(sorted(answers.values(), reverse=True)[:10]))
    return Scores(
        found / min(10, len(answers)),
        sum(1 for identity in first[:5] if identity in answers) / 5,
        gained / best,
    )


def _gain(grade: int, place: int) -> float:
    return (1 << grade) / math.log2(place + 2) - 1 / math.log2(place + 2)


def ours(store: Store) -> Ranked:
    """Our search, by statement."""

    def ranked(typed: str) -> Sequence[str]:
        return [record["id"] for record in search.answer(store, typed, by_statement=True).records]

    return ranked


def scan(store: Store) -> Ranked:
    """Statements that have every word as it is typed, anywhere in them, in their order; then those with fewer."""
    texts = _texts(store)

    def ranked(typed: str) -> Sequence[str]:
        words = re.findall(r"[\w-]+", typed.casefold())
        counts = {identity: sum(word in text.casefold() for word in words) for identity, text in texts.items()}
        return [identity for identity, count in sorted(counts.items(), key=lambda item: -item[1]) if count]

    return ranked


def plain_fts(store: Store) -> Ranked:
    """FTS5 with the porter stemmer, any of the words, by bm25."""
    texts = _texts(store)
    database = connect()  # which closes itself
    database.execute(f"CREATE VIRTUAL TABLE plain USING fts5(id UNINDEXED, text, tokenize='{TOKENIZER}')")
    database.executemany("INSERT INTO plain VALUES (?, ?)", texts.items())

    def ranked(typed: str) -> Sequence[str]:
        words = [word for word in re.findall(r"\w+", typed) if word not in ("OR", "NOT", "AND")]
        asked = " OR ".join(f'"{word}"' for word in words)
        return [
            identity
            for (identity,) in database.execute("SELECT id FROM plain WHERE plain MATCH ? ORDER BY rank", [asked])
        ]

    return ranked


def _texts(store: Store) -> dict[str, str]:
    return {record["id"]: record["text"] for record in query.statements(store, Filters(), query.STATEMENTS)}


WAYS: dict[str, Callable[[Store], Ranked]] = {
    "casereviews": ours,
    "substring scan": scan,
    "FTS5 with porter": plain_fts,
}


def measure(path: Path) -> dict[str, list[Scores]]:
    """For each way, the scores of every query."""
    store = library.open_store()
    ways = {name: way(store) for name, way in WAYS.items()}
    return {name: [score(ranked(item.query), item.answers) for item in read(path)] for name, ranked in ways.items()}


def means(scores: Sequence[Scores]) -> Scores:
    """The mean of each score."""
    return Scores(*(statistics.fmean(column) for column in zip(*scores, strict=True)))


def worse(measured: Mapping[str, Sequence[Scores]]) -> list[int]:
    """The places of queries whose nDCG is below that of both other ways."""
    mine, *others = measured.values()
    return [place for place, own in enumerate(mine) if all(own.ndcg < other[place].ndcg - 1e-9 for other in others)]


def main() -> int:
    """Measure, and print the tables."""
    parser = argparse.ArgumentParser(description="Measure the search against judged queries.")
    parser.add_argument("--apart", action="store_true", help="the queries that nothing is tuned to")
    parser.add_argument("--each", action="store_true", help="every query for itself")
    options = parser.parse_args()
    path = APART if options.apart else JUDGED
    measured = measure(path)
    items = read(path)
    print("| way | recall@10 | precision@5 | nDCG@10 |\n|---|---:|---:|---:|")
    for name, scores in measured.items():
        print(f"| {name} | {' | '.join(f'{value:.3f}' for value in means(scores))} |")
    print(f"\n{len(items)} queries; {len(worse(measured))} of them worse than both other ways.")
    for place in worse(measured):
        print(f"worse than both: {items[place].query}")
    if options.each:
        for place, item in enumerate(items):
            values = " ".join(f"{scores[place].ndcg:.2f}" for scores in measured.values())
            print(f"{values} {measured['casereviews'][place].recall:.2f}  {item.query}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
