"""`export FILE.sqlite`, asked in SQL, and by Datasette."""

from __future__ import annotations

import json
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest

import casereviews
from casereviews.model.sections import STATEMENTS
from helpers import INVENTED, Invoke
from helpers.exports import ODD

pytestmark = pytest.mark.usefixtures("made")

Write = Callable[[str], str]


QUERIES = """
bruising; non-mobile; bruising non-mobile; professional curiosity; fathers; domestic abuse; information sharing;
strategy meeting; strategy meetings; child protection; health visitor; police; housing; thresholds; referral; referrals;
assessment; risk assessment; supervision; training; neglect; sexual abuse; safe sleep; parental mental health; escalation;
multi-agency; multi-agency training; MASH; midwives; lived experience; voice of the child; written agreements;
coercive control; records; "child in need"; guidance; practitioners; sex offenders; COVID-19; bereavement
"""  # fmt: skip


@pytest.fixture
def exported(invoke: Invoke, tmp_path: Path) -> Iterator[Callable[..., sqlite3.Connection]]:
    """Export with some arguments, and open what is written; rows are taken by the names of their columns."""
    opened: list[sqlite3.Connection] = []

    def call(*arguments: str) -> sqlite3.Connection:
        file = tmp_path / "a.sqlite"
        given = invoke("export", str(file), "--force", *arguments)
        assert given.code == 0, given.err
        database = sqlite3.connect(file)
        database.row_factory = sqlite3.Row
        opened.append(database)
        return database

    yield call
    for database in opened:
        database.close()


Exported = Callable[..., sqlite3.Connection]


def column(database: sqlite3.Connection, sql: str) -> list[Any]:
    """The first column of what SQL gives."""
    return [row[0] for row in database.execute(sql)]


def test_it_has_every_review_child_statement_and_code(invoke: Invoke, exported: Exported) -> None:
    database = exported()
    records = invoke("list", "--json").json
    rows = database.execute("SELECT * FROM reviews ORDER BY rowid").fetchall()
    assert len(rows) == 8
    for row, record in zip(rows, records, strict=True):
        for name in ("id", "name", "title", "review_type", "listed", "area", "incident_date", "outcome", "summary"):
            assert row[name] == record[name]
        for name in ("harms", "factors", "themes", "agencies", "notes"):
            assert (row[name] and json.loads(row[name])) == record[name]
    said = [(one["id"], point) for one in records for section in STATEMENTS for point in one[section] or ()]
    found = database.execute("SELECT review_id, id, text, themes, agencies FROM statements ORDER BY rowid").fetchall()
    assert len(found) == 73
    assert [(row["review_id"], row["id"], row["text"]) for row in found] == [
        (review, point["id"], point["text"]) for review, point in said
    ]
    assert [json.loads(row["themes"]) for row in found] == [point["themes"] for _, point in said]
    codes = {tuple(row) for row in database.execute("SELECT * FROM codes")}
    of_statements = {
        (review, point["id"], kind, slug)
        for review, point in said
        for kind, name in (("theme", "themes"), ("agency", "agencies"))
        for slug in point[name] or ()
    }
    of_reviews = {
        (one["id"], None, kind, slug)
        for one in records
        for kind, slugs in (("harm", one["harms"]), ("factor", one["factors"]))
        for slug in slugs or ()
    }
    of_reviews |= {(one["id"], None, "outcome", one["outcome"]) for one in records}
    of_reviews |= {(one["id"], None, "type", one["review_type"]) for one in records}
    assert codes == of_statements | of_reviews
    children = [
        (one["id"], child["age"], child["age_months"], child["sex"]) for one in records for child in one["children"]
    ]
    assert [tuple(row) for row in database.execute("SELECT review_id, age, age_months, sex FROM children")] == children


def test_not_stated_is_null(exported: Exported, write: Write) -> None:
    """And none is an empty list, or 0."""
    database = exported("--data", write(ODD))
    asked = "SELECT harms, factors, children_count, recommendations_count, area, year FROM reviews ORDER BY rowid"
    assert [tuple(row) for row in database.execute(asked)] == [
        ('["neglect", "physical-abuse"]', "[]", 2, 0, "Northshire", None),
        ("[]", None, 0, None, None, None),
        (None, None, None, None, None, None),
    ]
    assert column(database, "SELECT themes FROM statements") == ['["information-sharing", "recording"]', None, "[]"]
    assert [tuple(row) for row in database.execute("SELECT number, age, age_months, sex FROM children")] == [
        (1, "under 1 year", None, None),
        (2, "4 weeks", 0.92, "male"),
    ]
    counts = {(row["kind"], row["slug"]): tuple(row)[3:] for row in database.execute("SELECT * FROM term_counts")}
    assert counts["theme", "recording"] == (1, 1)
    assert counts["theme", "pandemic"] == (0, 0)
    assert counts["harm", "neglect"] == (1, None)


def test_its_keys_hold(exported: Exported, write: Write) -> None:
    for arguments in ((), ("--data", write(ODD)), ("--data", INVENTED, "--with-bundled")):
        database = exported(*arguments)
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert column(database, "PRAGMA integrity_check") == ["ok"]
        for table in ("statements_fts", "reviews_fts"):
            database.execute(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")
    keys = {
        (table, row["table"])
        for table in ("statements", "children", "codes")
        for row in database.execute(f"PRAGMA foreign_key_list({table})")
    }
    assert keys == {
        ("statements", "reviews"), ("children", "reviews"), ("codes", "reviews"), ("codes", "statements"), ("codes", "terms"),
    }  # fmt: skip


def test_it_says_what_everything_is(exported: Exported) -> None:
    """Each column has a meaning, in the schema and in a table."""
    database = exported("--harm", "neglect")
    tables = column(database, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%fts%'")
    assert tables == ["reviews", "children", "statements", "terms", "codes", "about", "codebook"]
    told = {tuple(row)[:2] for row in database.execute("SELECT * FROM codebook WHERE meaning <> ''")}
    for table in tables[:5]:
        (sql,) = column(database, f"SELECT sql FROM sqlite_master WHERE name = '{table}'")
        for row in database.execute(f"PRAGMA table_info({table})"):
            assert (table, row["name"]) in told
            assert f"\n  {row['name']} {row['type']}" in sql
        assert sql.count("  -- ") == len(database.execute(f"PRAGMA table_info({table})").fetchall()) + 1
    views = column(database, "SELECT name FROM sqlite_master WHERE type = 'view'")
    assert [(view, None) in told for view in views] == [True, True]
    about = dict(map(tuple, database.execute("SELECT * FROM about")))
    assert about["Asked"] == "harm: neglect"
    assert about["Made"] == f"2024-01-02 with casereviews {casereviews.__version__}"
    assert about["Not stated"].startswith("NULL is not stated")


def test_a_view_has_statements_with_their_reviews(invoke: Invoke, exported: Exported) -> None:
    database = exported()
    rows = database.execute("SELECT * FROM statements_with_reviews").fetchall()
    names = {record["id"]: record["name"] for record in invoke("list", "--json").json}
    assert len(rows) == 73
    assert all(row["review_name"] == names[row["review_id"]] for row in rows)
    assert {"area", "harms", "year", "outcome", "coding"} <= {*rows[0].keys()}


@pytest.mark.parametrize("text", ["'); DROP TABLE reviews; --", '"', "a\x01b\u202e", "\U0001f600", "NULL"], ids=ascii)
def test_a_text_is_data(exported: Exported, write: Write, text: str) -> None:
    path = write(json.dumps({"reviews": [{"name": "Ash", "title": "T", "summary": text, "area": text}]}))
    assert [tuple(row) for row in exported("--data", path).execute("SELECT summary, area FROM reviews")] == [
        (text, text)
    ]


def test_it_is_the_same_each_time(invoke: Invoke, tmp_path: Path) -> None:
    """By each of its endings."""
    names = [tmp_path / name for name in ("a.sqlite", "b.sqlite", "c.db")]
    for name in names:
        assert invoke("export", str(name)).code == 0
    assert len({name.read_bytes() for name in names}) == 1


def test_a_disk_that_is_full_is_told(invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The old file stays, and nothing is left behind."""
    file, kept = tmp_path / "a.db", tmp_path / "kept"
    file.write_text("mine")
    kept.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(kept))

    def full(*arguments: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("casereviews.export.sqlite._insert", full)
    given = invoke("export", str(file), "--force")
    assert given.code == 4
    assert given.err.splitlines() == [
        f"casereviews: nothing can be kept in {kept} for a moment: database or disk is full",
        "name a folder with more room in the variable TMPDIR",
    ]
    assert file.read_text() == "mine"
    assert list(kept.iterdir()) == []


# --- Datasette --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def datasette(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Any]]:
    """Ask a Datasette that serves the bundled reviews and others, for a page or for JSON."""
    pytest.importorskip("datasette")
    file = tmp_path_factory.mktemp("datasette") / "reviews.sqlite"
    with casereviews.open(INVENTED, with_bundled=True) as collections:
        collections.export(file)
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    serving = [sys.executable, "-m", "datasette", "serve", str(file), "--host", "127.0.0.1", "--port", str(port)]
    running = subprocess.Popen(serving, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def ask(path: str, **parameters: str) -> Any:
        address = f"http://127.0.0.1:{port}/reviews/{path}?{urlencode(parameters)}"
        with urlopen(address, timeout=20) as answer:
            text = answer.read().decode()
        return json.loads(text) if path.endswith(".json") else text

    for _ in range(200):
        try:
            ask("about.json")
            break
        except URLError:
            time.sleep(0.1)
    yield ask
    running.terminate()
    running.wait(20)


@pytest.mark.slow
def test_datasette_shows_tables_with_facets(datasette: Callable[..., Any]) -> None:
    """By a code as by a column; and has a field to search in."""
    page = datasette("statements", _facet="section")
    assert 'name="_search"' in page
    assert "2022-02/child-rs/L1" in page
    sections = datasette("statements.json", _facet="section")["facet_results"]["section"]["results"]
    assert {it["value"] for it in sections} == {*STATEMENTS}
    themes = datasette("statements.json", _facet_array="themes")["facet_results"]["themes"]["results"]
    with casereviews.open(INVENTED, with_bundled=True) as collections:
        counts = {theme["theme"]: theme["statements"] for theme in collections.themes()}
    assert len(themes) == 30
    assert all(it["count"] == counts[it["value"]] for it in themes)
    harms = datasette("reviews.json", _facet_array="harms")["facet_results"]["harms"]["results"]
    assert harms[0]["value"] == "physical-abuse"
    assert "2022-02/toby" in datasette("statements_with_reviews", review_id="2022-02/toby")


@pytest.mark.slow
def test_datasette_finds_what_search_finds(datasette: Callable[..., Any]) -> None:
    """The statements that have all of the words, with their endings or without."""
    queries = [query.strip() for query in QUERIES.replace("\n", " ").split(";")]
    assert len(queries) == 40
    found = 0
    with casereviews.open(INVENTED, with_bundled=True) as collections:
        for query in queries:
            hits = collections.search(query, statements=True, expand=False)
            ours = {hit["id"] for hit in hits if hit["section"] in STATEMENTS and not hit["missing"]}
            theirs = datasette("statements.json", _search=query, _size="max", _shape="array")
            assert {row["id"] for row in theirs} == ours, query
            found += bool(ours)
    assert found > 35
