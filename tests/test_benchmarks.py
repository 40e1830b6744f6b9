"""The invented collections that benchmarks measure with: reproducible, sound, and with what is looked for in them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import invent
from casereviews.library import vocabularies
from casereviews.model.reviews import Review
from casereviews.reading import dataset
from helpers import Invoke

COUNT = 30


@pytest.fixture(scope="module")
def invented() -> list[dict[str, Any]]:
    """Thirty reviews."""
    return list(invent.reviews(COUNT))


def holding(records: list[dict[str, Any]], words: str) -> int:
    """In how many reviews the words stand, wherever they may."""
    return sum(words in json.dumps({**record, "themes": [], "agencies": []}).casefold() for record in records)


def texts(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What search looks through, of each review."""
    return [
        {
            "title": record["title"],
            "summary": record["summary"],
            "texts": [statement["text"] for statement in record["learning"] + record["recommendations"]],
        }
        for record in records
    ]


def test_the_same_seed_gives_the_same_bytes(invented: list[dict[str, Any]], tmp_path: Path) -> None:
    """And another seed gives others."""
    paths = [tmp_path / f"{number}.jsonl" for number in range(2)]
    invent.write(str(paths[0]), COUNT)
    invent.write(str(paths[1]), COUNT, seed=2)
    assert paths[0].read_bytes() == "".join(invent.as_jsonl(invented)).encode()
    assert paths[0].read_bytes() != paths[1].read_bytes()
    assert sorted(tmp_path.iterdir()) == paths


@pytest.mark.parametrize(("count", "rare", "common", "phrase"), [(8, 5, 5, 1), (COUNT, 5, 18, 1), (101, 5, 61, 3)])
def test_what_is_planted(count: int, rare: int, common: int, phrase: int) -> None:
    """It stands where the count of reviews says, whatever the seed."""
    planted = [list(invent.planted(number, count)) for number in range(count)]
    for probe, expected in ((invent.RARE, rare), (invent.COMMON, common), (invent.PHRASE, phrase)):
        assert sum(probe in probes for probes in planted) == expected


def test_what_is_planted_stands_nowhere_else(invented: list[dict[str, Any]]) -> None:
    """Neither in other reviews nor in titles, and what is planted can be found."""
    searched = texts(invented)
    assert holding(searched, invent.RARE) == 5
    assert holding(searched, invent.COMMON) == 18
    assert holding(searched, invent.PHRASE) == 1
    assert holding(searched, "strategy") > holding(searched, "strategy meet")


def test_reviews_are_as_the_program_gives_them(invented: list[dict[str, Any]]) -> None:
    """Read from YAML, where what follows from the rest is left out, they are the very same; so they are from JSON."""
    written = {
        "invented.yaml": "".join(invent.as_yaml(invented)),
        "invented.json": json.dumps({"collection": {"coding": "automatic"}, "reviews": invented}),
    }
    for name, text in written.items():
        read: list[Review] = list(dataset.read(text.encode(), name, vocabularies.vocabulary()).reviews)
        assert [json.dumps(review.to_dict()) for review in read] == [json.dumps(record) for record in invented]


def test_json_lines_are_what_list_prints(
    invented: list[dict[str, Any]], invoke: Invoke, write: Callable[..., str]
) -> None:
    """Byte for byte."""
    path = write("".join(invent.as_yaml(invented)), "invented.yaml")
    listed = invoke("list", "-f", "jsonl", "--data", path).out
    assert listed == "".join(invent.as_jsonl(invented))


def test_names_are_unique_in_their_month_and_some_facts_are_not_stated() -> None:
    """In a collection of more than the twenty years have months."""
    records = list(invent.reviews(500))
    assert len({record["id"] for record in records}) == 500
    assert len({record["listed"] for record in records}) == 240
    for key in ("review_type", "area", "children", "incident_date", "outcome", "harms", "factors", "themes", "actions"):
        stated = sum(record[key] is not None for record in records)
        assert 0 < stated < 500, key
