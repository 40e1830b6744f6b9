"""The recipes of docs/handing-on.md, each run where its program is there."""

from __future__ import annotations

import re
import shlex
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import casereviews
from helpers import ROOT, Invoke

PAGE = (ROOT / "docs" / "handing-on.md").read_text("utf-8")


def recipes(language: str) -> list[str]:
    """The blocks of the page in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with what the page exports, in which a recipe is run."""
    monkeypatch.chdir(tmp_path)
    with casereviews.open() as collections:
        for form in ("zip", "sqlite"):
            collections.export(f"neglect.{form}", harm="neglect")
    return tmp_path


@pytest.fixture
def themes() -> Iterator[dict[str, int]]:
    """How many of the reviews have each theme."""
    with casereviews.open() as collections:
        yield {theme["theme"]: theme["reviews"] for theme in collections.themes(harm="neglect") if theme["reviews"]}


IN_TEXT = r"`(?:casereviews )?((?:brief|count|learning|list) [^`\n]+)`"


@pytest.mark.parametrize(("page", "least"), [("handing-on", 3), ("counting", 1)])
def test_examples_in_running_text_give_something(invoke: Invoke, page: str, least: int) -> None:
    examples = re.findall(IN_TEXT, (ROOT / "docs" / f"{page}.md").read_text("utf-8"))
    assert len(examples) >= least
    for example in examples:
        given = invoke(*shlex.split(example))
        assert given.code == 0, example
        assert given.out, example


def test_pandas(themes: dict[str, int]) -> None:
    pytest.importorskip("pandas")
    (recipe,) = recipes("python")
    shown = subprocess.run([sys.executable, "-c", recipe], capture_output=True, text=True, check=True).stdout
    assert len(themes) > 10
    assert dict(re.findall(r"^([a-z-]+) +(\d+)$", shown, re.MULTILINE)) == {slug: str(n) for slug, n in themes.items()}


def test_r(themes: dict[str, int]) -> None:
    program = shutil.which("Rscript")
    if not program:
        pytest.skip("there is no R")
    (recipe,) = recipes("r")
    shown = subprocess.run([program, "-e", recipe], capture_output=True, text=True, check=True).stdout
    assert [slug for slug in themes if slug not in shown] == []
    assert shown.splitlines()[-1] == "[1] 21"


def test_sql_of_the_database(themes: dict[str, int]) -> None:
    counts, statements = (one.strip() for one in recipes("sql")[0].split(";") if one.strip())
    with closing(sqlite3.connect("neglect.sqlite")) as database:
        assert [row[1] for row in database.execute(counts)] == sorted(themes.values(), reverse=True)
        assert [row[0] for row in database.execute(statements)] == ["Mia"]


def test_duckdb() -> None:
    duckdb: Any = pytest.importorskip("duckdb")
    with casereviews.open() as collections:
        records = collections.reviews()
        said = collections.statements("recommendations", agency="police")
    program = [sys.executable, "-m", "casereviews", "list", "-f", "jsonl", "-o", "reviews.jsonl"]
    subprocess.run(program, check=True)
    harms, police = (one.strip() for one in recipes("sql")[1].split(";") if one.strip())
    counts = {
        harm: sum(harm in (record["harms"] or ()) for record in records) for harm in ("neglect", "physical-abuse")
    }
    found = {harm: (number, stated) for harm, number, stated in duckdb.sql(harms).fetchall()}
    assert {harm: found[harm] for harm in counts} == {harm: (number, len(records)) for harm, number in counts.items()}
    assert {row[1] for row in duckdb.sql(police).fetchall()} == {point["id"] for point in said}
    assert len(said) > 0
