"""The store: what compiling keeps, and that a kept store is opened only where it answers the same."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereviews import database
from casereviews.answers import info, reviews, statements, themes, themes_by
from casereviews.editing import yaml_writer
from casereviews.library import bundled
from casereviews.model.reviews import Collection
from casereviews.model.sections import STATEMENTS
from casereviews.reading import dataset
from casereviews.search.filters import Filters
from casereviews.store import Store
from casereviews.store.compiling import compile_store
from casereviews.store.tables import VERSION
from casereviews.vocabulary import KINDS, Term, Vocabulary
from helpers import examples
from searching import search_for

TERMS = Vocabulary(
    [
        Term("harm", "neglect", "Neglect", "A definition.", ("neglectful care",), None, {"an old word": "neglect"}),
        Term("theme", "recording", "Recording", "A definition.", (), "system"),
        Term("theme", "pandemic", "Pandemic", "A definition."),
        Term("agency", "police", "Police", "A definition."),
    ],
    {"theme": {"system": "Organisations"}, "agency": {"justice": "Justice"}},
)
RECORDS: list[dict[str, Any]] = [
    {
        "name": "Child Z",
        "title": "Sample review: Child Z",
        "children": [{"age": "4 weeks", "sex": "male"}, {"age": "2 years"}],
        "incident_date": "2029-02",
        "harms": ["neglect"],
        "summary": "A summary with [brackets], \x00\x01\x02\x1b controls and 😀.",
        "learning": [{"text": "One point.", "themes": ["recording"], "agencies": ["police"]}, {"text": "Another."}],
        "recommendations": [],
        "notes": ["A note."],
    },
    {
        "name": "Child Y",
        "title": "Sample review",
        "listed": "2030-01",
        "actions": [{"text": "An action.", "themes": []}],
    },
]
SOURCES = {"reviews.yaml": b"one", "vocabulary.yaml": b"two"}


def collection(records: list[dict[str, Any]], file: str = "sample.yaml") -> Collection:
    return dataset.read("".join(yaml_writer.dump(records)).encode(), file, TERMS)


def everything(store: Store) -> dict[str, Any]:
    """Answers of every kind."""
    return {
        "collections": store.collections(),
        "terms": {kind: list(store.vocabulary.terms(kind).values()) for kind in KINDS},
        "groups": store.vocabulary.groups,
        "reviews": reviews.ask(store, Filters()),
        "statements": statements.ask(store, Filters(), STATEMENTS),
        "themes": themes.ask(store, store.vocabulary, Filters()),
        "by": [themes_by.ask(store, store.vocabulary, Filters(), by) for by in themes_by.GROUPINGS],
        "hits": [search_for(store, words).records for words in ("child OR point", "sample", "controls", "NOT point")],
        "info": info.ask(store),
    }


@pytest.fixture(scope="module")
def kept() -> bytes:
    return compile_store([collection(RECORDS)], TERMS).keep(SOURCES)


def test_a_store_holds_what_it_was_compiled_from() -> None:
    made = collection(RECORDS)
    store = compile_store([made], TERMS)
    assert reviews.ask(store, Filters()) == [review.to_dict() for review in made.reviews]
    assert {kind: dict(store.vocabulary.terms(kind)) for kind in KINDS} == {
        kind: dict(TERMS.terms(kind)) for kind in KINDS
    }
    assert store.vocabulary.groups == TERMS.groups
    assert store.collections() == [
        {
            "id": "sample",
            "file": "sample.yaml",
            "title": None,
            "listed": None,
            "source": None,
            "headline_reviews": None,
            "topics": None,
            "notice": None,
            "reviews": 2,
        }
    ]


def test_what_a_collection_says_of_itself() -> None:
    text = b"collection: {id: a, title: b, listed: 2030, source: c, headline: {reviews: 9, topics: [d]}, notice: e}\nreviews: []"
    store = compile_store([dataset.read(text, "f.yaml", TERMS)], TERMS)
    assert store.collections() == [
        {
            "id": "a",
            "file": "f.yaml",
            "title": "b",
            "listed": "2030",
            "source": "c",
            "headline_reviews": 9,
            "topics": ["d"],
            "notice": "e",
            "reviews": 0,
        }
    ]


def test_collections_stand_in_the_order_given() -> None:
    files = [collection([{**RECORDS[1], "name": name}], f"{name}.yaml") for name in "cab"]
    store = compile_store(files, TERMS)
    assert [record["id"] for record in store.collections()] == ["c", "a", "b"]
    assert [record["name"] for record in reviews.ask(store, Filters())] == ["c", "a", "b"]


def test_a_collection_bears_the_name_that_its_file_has_now() -> None:
    """A store that was kept may have been compiled from a file by another name."""
    store = compile_store([collection(RECORDS[:1], "one.yaml"), collection(RECORDS[1:], "two.yaml")], TERMS)
    assert [one["file"] for one in store.collections()] == ["one.yaml", "two.yaml"]
    store.files = ["here.yaml", "there.yaml"]
    assert [one["file"] for one in store.collections()] == ["here.yaml", "there.yaml"]
    assert [(one["id"], one["reviews"]) for one in store.collections()] == [("one", 1), ("two", 1)]


def test_nothing_at_all() -> None:
    store = compile_store([], Vocabulary([], {}))
    assert store.collections() == []
    assert reviews.ask(store, Filters()) == []
    assert search_for(store, "anything").records == []
    reopened = Store.open(store.keep({}), {})
    assert reopened is not None
    assert everything(reopened) == everything(compile_store([], Vocabulary([], {})))


def test_a_kept_store_answers_the_same(kept: bytes) -> None:
    reopened = Store.open(kept, SOURCES)
    assert reopened is not None
    assert everything(reopened) == everything(compile_store([collection(RECORDS)], TERMS))


def test_keeping_is_the_same_each_time(kept: bytes) -> None:
    assert compile_store([collection(RECORDS)], TERMS).keep(SOURCES) == kept


def test_a_kept_store_may_be_kept_again(kept: bytes) -> None:
    reopened = Store.open(kept, SOURCES)
    assert reopened is not None
    again = Store.open(reopened.keep(SOURCES), SOURCES)
    assert again is not None
    assert everything(again) == everything(reopened)


def test_a_kept_store_may_be_kept_for_other_sources(kept: bytes) -> None:
    reopened = Store.open(kept, SOURCES)
    assert reopened is not None
    other = {"reviews.yaml": b"other"}
    again = reopened.keep(other)
    assert Store.open(again, other) is not None
    assert Store.open(again, SOURCES) is None


@pytest.mark.parametrize(
    "sources",
    [
        {},
        {"reviews.yaml": b"one"},
        {"reviews.yaml": b"one", "vocabulary.yaml": b"twO"},
        {"reviews.yaml": b"two", "vocabulary.yaml": b"one"},
        {"reviews.yml": b"one", "vocabulary.yaml": b"two"},
        {**SOURCES, "more.yaml": b""},
    ],
)
def test_other_sources_are_refused(kept: bytes, sources: dict[str, bytes]) -> None:
    assert Store.open(kept, sources) is None


def changed(kept: bytes, sql: str) -> bytes:
    """The kept store with a statement executed in it."""
    database = sqlite3.connect(":memory:", isolation_level=None)
    database.deserialize(kept)
    database.executescript(sql)
    data = database.serialize()
    database.close()
    return data


@pytest.mark.parametrize(
    "sql",
    [f"PRAGMA user_version = {VERSION + 1}", "PRAGMA user_version = 0", "DROP TABLE source", "DELETE FROM source"],
)
def test_a_store_of_another_make_is_refused(kept: bytes, sql: str) -> None:
    assert Store.open(changed(kept, "SELECT 1"), SOURCES) is not None
    assert Store.open(changed(kept, sql), SOURCES) is None


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: b"\x00",
        lambda data: b"not a database" * 1000,
        lambda data: b"\x00" * len(data),
        lambda data: data[:100],
        lambda data: data[:4096],
        lambda data: data[:-4096],
        lambda data: data[: len(data) // 2],
        lambda data: b"x" + data,
        lambda data: b"SQLite format 3\x01" + data[16:],
        lambda data: data[:16] + b"\xff" * 84 + data[100:],
    ],
)
def test_what_is_no_store_is_refused(kept: bytes, damage: Callable[[bytes], bytes]) -> None:
    assert Store.open(damage(kept), SOURCES) is None


def test_any_pages_of_a_store_are_refused(kept: bytes) -> None:
    for pages in range(1, len(kept) // 4096):
        assert Store.open(kept[: 4096 * pages], SOURCES) is None


@examples(60)
@given(st.binary(min_size=1, max_size=4096), st.booleans())
def test_any_bytes_are_refused(data: bytes, looks_right: bool) -> None:
    assert Store.open(b"SQLite format 3\x00" * looks_right + data, SOURCES) is None


def test_a_store_without_deserialize_is_compiled_anew(kept: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    class Old(database.Database):
        @property
        def deserialize(self) -> Any:
            raise AttributeError

    monkeypatch.setattr(database, "Database", Old)
    assert Store.open(kept, SOURCES) is None


def test_two_reviews_of_one_id_never_stand_in_a_store() -> None:
    with pytest.raises(ValueError, match="two reviews have the id sample/child-z"):
        compile_store([collection(RECORDS), collection(RECORDS)], TERMS)


def test_the_bundled_store_is_whole(store: Store) -> None:
    assert store.ask("PRAGMA integrity_check").fetchall() == [("ok",)]
    store.ask("INSERT INTO search (search) VALUES ('integrity-check')")
    assert [record["id"] for record in store.collections()] == ["nspcc-2022-02"]
    assert store.collections()[0]["file"] == bundled.BUNDLED


# --- A store in a file ------------------------------------------------------------------------------------------------


def written(folder: Path, sql: str = "SELECT 1") -> str:
    """The path of a store in a file, with a statement executed in it."""
    path = str(folder / "kept.db")
    with closing(sqlite3.connect(path)) as database:
        database.deserialize(compile_store([collection(RECORDS)], TERMS).keep({}))
        database.executescript(sql)
        Path(path).write_bytes(database.serialize())
    return path


def test_a_store_in_a_file_answers_the_same(tmp_path: Path) -> None:
    store = Store.open_file(written(tmp_path))
    assert store
    assert store.on_disk
    compiled = compile_store([collection(RECORDS)], TERMS)
    assert not compiled.on_disk
    assert everything(store) == everything(compiled)


@pytest.mark.parametrize(
    ("sql", "asked"),
    [
        ("UPDATE record SET record = replace(record, 'One', 'Two') WHERE number = 1", "SELECT record FROM record"),
        ("UPDATE passage SET text = 'Two points.' WHERE text = 'One point.'", "SELECT text FROM passage"),
        ("UPDATE passage SET number = 77 WHERE text = 'One point.'", "SELECT text FROM passage"),
        ("UPDATE record SET number = 77 WHERE number = 2", "SELECT record FROM record"),
        ("UPDATE record SET checksum = checksum + 1", "SELECT record FROM record"),
    ],
)
def test_a_text_that_is_another_is_never_read(tmp_path: Path, sql: str, asked: str) -> None:
    """In a file each text is checked when it is read, and only then; in memory it was checked before."""
    path = written(tmp_path, sql)
    store = Store.open_file(path)
    assert store
    with pytest.raises(sqlite3.OperationalError):
        store.ask(asked).fetchall()
    assert store.ask("SELECT count(*) FROM record JOIN review USING (number)").fetchone()[0] > 0
    assert store.ask("SELECT themes FROM passage WHERE section = 'learning'").fetchall()
    loaded = Store.load(Path(path).read_bytes())
    assert loaded
    assert loaded.ask(asked).fetchall()


@pytest.mark.parametrize("sql", [f"PRAGMA user_version = {VERSION + 1}", "PRAGMA user_version = 0"])
def test_a_file_of_another_make_is_refused(tmp_path: Path, sql: str) -> None:
    path = written(tmp_path)
    assert Store.open_file(path)
    assert Store.open_file(written(tmp_path, sql)) is None


@pytest.mark.parametrize("data", [b"", b"x" * 5000, b"SQLite format 3\x00" + bytes(4080)])
def test_a_file_that_is_no_store_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "none.db"
    assert Store.open_file(str(path)) is None
    path.write_bytes(data)
    assert Store.open_file(str(path)) is None


def test_a_file_that_cannot_be_read_further_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It opens, and fails where its version is asked."""

    def failing(*asked: object) -> sqlite3.Cursor:
        raise sqlite3.OperationalError("disk I/O error")

    path = written(tmp_path)
    assert Store.open_file(path)
    monkeypatch.setattr(Store, "ask", failing)
    assert Store.open_file(path) is None


def test_a_store_whose_tables_are_damaged_is_refused(tmp_path: Path) -> None:
    """Whatever is done to what tells of them, or beside it, the file is opened as it is, or not."""
    path = written(tmp_path)
    whole = Path(path).read_bytes()
    refused = 0
    told = [found.start() + more for found in re.finditer(b"CREATE ", whole) for more in (0, 16, 32)]
    for offset in [*range(100, 4096, 64), *told]:
        Path(path).write_bytes(whole[:offset] + bytes([whole[offset] ^ 255]) + whole[offset + 1 :])
        refused += Store.open_file(path) is None
    assert refused > 10
