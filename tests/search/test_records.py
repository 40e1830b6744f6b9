"""Answers whose records are read when they are asked for."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
import yaml

from casereviews.answers.blocks import Block, Paragraph
from casereviews.answers.statements import StatementRecord
from casereviews.answers.themes import ThemeStatementsRecord
from casereviews.answers.view import View
from casereviews.render import FORMATS, Screen, render
from casereviews.search.records import CHUNK, Records

Record = dict[str, str]


class Shelf:
    """Records by their numbers, which notes how often and how many are taken."""

    def __init__(self) -> None:
        self.taken: list[int] = []

    def read(self, numbers: Iterable[int]) -> Iterator[Record]:
        """Some records."""
        asked = list(numbers)
        self.taken.append(len(asked))
        return ({"id": str(number), "text": "kilo"} for number in asked)


def made(size: int) -> tuple[Shelf, Records[Record]]:
    """So many records."""
    shelf = Shelf()
    return shelf, Records(range(size), shelf.read)


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_they_are_read_a_chunk_at_a_time(size: int) -> None:
    """In their order, anew each time; how many they are is known before."""
    shelf, records = made(size)
    assert (len(records), bool(records), shelf.taken) == (size, size > 0, [])
    expected = [{"id": str(number), "text": "kilo"} for number in range(size)]
    assert list(records) == list(records) == expected
    assert sum(shelf.taken) == 2 * size
    assert max(shelf.taken, default=0) <= CHUNK


def test_one_and_some_of_them() -> None:
    """By their places, without reading the others."""
    shelf, records = made(1000)
    assert (records[7]["id"], records[-1]["id"]) == ("7", "999")
    assert [record["id"] for record in records[990:993]] == ["990", "991", "992"]
    assert sum(shelf.taken) == 5
    with pytest.raises(IndexError):
        records[1000]


def test_they_are_compared_as_lists() -> None:
    """With lists and with each other."""
    _, records = made(3)
    assert records == list(records) == made(3)[1]
    assert records != list(records)[:2]
    assert made(0)[1] == []
    assert records != "012"


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"table"}))
@pytest.mark.parametrize("nested", [False, True])
def test_formats_write_before_all_is_read(name: str, nested: bool) -> None:
    """Each record soon after it is read; the records within one record too."""
    shelf, records = made(5 * CHUNK)

    def page(width: int | None) -> Iterable[Block]:
        return (Paragraph(record["text"]) for record in records)

    rows = View(StatementRecord, records, page, distinct=True)
    one: list[Any] = [{"theme": "t", "label": "T", "definition": "D", "statements": records}]
    view = View(ThemeStatementsRecord, one, page, single=True, rows=rows) if nested else rows
    if name in ("csv", "tsv"):
        rows.chosen = ["id", "text"]
    ahead, written = [], 0
    for piece in render(view, name, Screen()):
        written += piece.count("\n" if name in ("plain", "md", "ids", "csv", "tsv") else "kilo")
        ahead.append(sum(shelf.taken) - written)
    assert sum(shelf.taken) == 5 * CHUNK
    assert len(ahead) > 3
    assert max(ahead) <= CHUNK + 2


def no_page(width: int | None) -> list[Block]:
    """What formats for programs have no need of."""
    return []


@pytest.mark.parametrize("name", ["json", "jsonl", "yaml"])
@pytest.mark.parametrize("size", [0, 1, 3])
@pytest.mark.parametrize("single", [True, False])
def test_records_within_a_record_are_written_as_a_list(name: str, size: int, single: bool) -> None:
    """By every format that has lists, whether there is one such record or several."""
    outer = [{"theme": theme, "text": "a: b\n\nc", "statements": made(size)[1], "more": [1]} for theme in "st"]
    lists = [{**record, "statements": list(record["statements"])} for record in outer]
    taken, whole = (
        "".join(
            render(View(ThemeStatementsRecord, records[: 1 if single else 2], no_page, single=single), name, Screen())
        )
        for records in (outer, lists)
    )
    read = [json.loads(line) for line in taken.splitlines()] if name == "jsonl" else yaml.safe_load(taken)
    assert read == (lists[0] if single and name != "jsonl" else lists[: 1 if single else 2])
    if name != "yaml" or single:  # there the lines of a text with line breaks may begin elsewhere
        assert taken == whole
