"""`casereviews info`: what is in use."""

from __future__ import annotations

import platform
import sqlite3
from pathlib import Path

import pytest

from casereviews import __version__
from helpers import INVENTED, Invoke


def test_the_bundled_collection(invoke: Invoke) -> None:
    """Versions, the collection, the counts, and how many reviews state each field."""
    record = invoke("info", "--json").json
    assert (record["version"], record["python"], record["sqlite"]) == (
        __version__,
        platform.python_version(),
        sqlite3.sqlite_version,
    )
    (collection,) = record["collections"]
    assert (collection["id"], collection["listed"]) == ("nspcc-2022-02", "2022-02")
    assert (collection["reviews"], collection["headline_reviews"]) == (8, 8)
    assert [record[key] for key in ("reviews", "learning", "recommendations", "actions")] == [8, 38, 31, 4]


def test_stated_counts_are_those_of_the_records(invoke: Invoke) -> None:
    """Each number can be made again from `list`; [] is stated, null is not."""
    for source in ((), ("--data", INVENTED), ("--data", INVENTED, "--with-bundled")):
        reviews = invoke("list", *source, "--json").json
        stated = invoke("info", *source, "--json").json["stated"]
        own = {name for name in stated if name not in ("age", "sex")}
        assert {name: stated[name] for name in own} == {
            name: sum(review[name] is not None for review in reviews) for name in own
        }
        for name in ("age", "sex"):
            assert stated[name] == sum(any(child[name] for child in review["children"] or ()) for review in reviews)


def test_collections_are_listed_in_their_order(invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bundled one first, then the files as they are named."""
    given = invoke("info", "--data", INVENTED, "--with-bundled", "--json").json
    assert [(one["id"], one["file"]) for one in given["collections"]] == [
        ("nspcc-2022-02", "the bundled collection"),
        ("invented-2024", INVENTED),
    ]
    assert given["reviews"] == 11
    assert "3; the bulletin says 4" in invoke("info", "--data", INVENTED).out
    monkeypatch.setenv("CASEREVIEWS_DATA", INVENTED)
    assert invoke("info", "--json").json["collections"][0]["id"] == "invented-2024"


def test_a_collection_of_each_form(invoke: Invoke, tmp_path: Path) -> None:
    """JSON Lines say nothing of themselves but what the file is called; YAML may say more."""
    (tmp_path / "b c.jsonl").write_text('{"name": "B", "title": "T", "summary": "s"}\n' * 1, "utf-8")
    (tmp_path / "a.yaml").write_text("collection: {title: A title, listed: 2030}\nreviews: []\n", "utf-8")
    record = invoke("info", "--data", str(tmp_path), "--json").json
    first, second = record["collections"]
    assert (first["id"], first["title"], first["listed"], first["reviews"]) == ("a", "A title", "2030", 0)
    assert first["file"] == str(tmp_path / "a.yaml")
    assert (second["id"], second["title"], second["listed"], second["reviews"]) == ("b-c", None, None, 1)
    assert second["file"] == str(tmp_path / "b c.jsonl")
    assert (record["reviews"], record["stated"]["summary"], record["stated"]["harms"]) == (1, 1, 0)
