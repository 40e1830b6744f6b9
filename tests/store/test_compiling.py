"""Compiling: what the tables hold, and that memory stays flat however many reviews there are."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from casereviews import library
from casereviews.answers import reviews
from casereviews.database import connect
from casereviews.library import vocabularies
from casereviews.model.reviews import Collection
from casereviews.model.sections import SECTIONS, STATED
from casereviews.reading import dataset, vocabulary_file
from casereviews.reading.dataset import Seen, Twin
from casereviews.search.filters import Filters
from casereviews.store import Store, compiling
from casereviews.store.compiling import Compiler, compile_store
from casereviews.store.tables import VERSION, code_token

TERMS = vocabularies.vocabulary()

# Opens the files that are named, each time with an empty cache, and tells the most memory that was held.
MEASURE = """
import sys
from casereviews import library
from casereviews.cache import database
library.CACHED_FROM = 1
database.IN_MEMORY = 0  # a small one would be held in memory once it is compiled
store = library.open_store(sys.argv[1:])
assert store.files is not None, "it was not kept"
print(store.ask("SELECT count(*) FROM review").fetchone()[0])
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM:")))
"""


def collection(*records: dict[str, Any], file: str = "sample.jsonl") -> Collection:
    text = "".join(
        json.dumps({"name": f"A{number}", "title": "T", **record}) + "\n" for number, record in enumerate(records)
    )
    return dataset.read(text.encode(), file, TERMS)


def compiled(*records: dict[str, Any]) -> Store:
    return compile_store([collection(*records)], TERMS)


def rows(store: Store, sql: str) -> list[Any]:
    return store.ask(sql).fetchall()


# --- Flat memory ----------------------------------------------------------------------------------------------------


def invented(path: Path, count: int) -> str:
    """A file of so many reviews of some four thousand characters each."""
    sentence = "Long-words-make-much-text-that-is-soon-compiled ".replace("-", "") * 2
    point = {"text": sentence * 4, "themes": ["recording", "pandemic"], "agencies": ["police"]}
    record = {"title": "A sample review", "summary": sentence * 12, "harms": ["neglect"], "learning": [point] * 6}
    with path.open("w", encoding="utf-8") as stream:
        for number in range(count):
            stream.write(json.dumps({"name": f"Child {number}", **record}) + "\n")
    return str(path)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells how much memory was held")
def test_memory_is_flat(tmp_path: Path) -> None:
    """A file four times as large takes no more than a little more."""
    held = []
    for count in (600, 2400):
        path = invented(tmp_path / f"{count}.jsonl", count)
        given = subprocess.run([sys.executable, "-c", MEASURE, path], capture_output=True, check=True, timeout=60)
        reviews, kilobytes = map(int, given.stdout.split())
        assert reviews == count
        held.append(kilobytes)
    assert Path(path).stat().st_size > 8_000_000
    assert held[1] < held[0] * 1.25, held


def test_no_review_is_held_while_others_are_read() -> None:
    """Neither by the reader nor by the compiler: no more than a batch is, of what it inserts."""
    made = collection({}).reviews[0]
    compiler = Compiler(connect(), TERMS)
    most = 0
    for _ in range(compiling._BATCH * 3):
        compiler.add(made)
        most = max(most, len(compiler.reviews))
    assert most == compiling._BATCH - 1  # the last of a batch has them all inserted
    assert compiler.number == compiling._BATCH * 3


def dump(store: Store) -> list[str]:
    """Everything in a store, as SQL; at least the tables."""
    lines = list(store.database.iterdump())
    assert len(lines) > 20
    return lines


def test_batches_are_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    records: list[dict[str, Any]] = [
        {"learning": [{"text": f"Point {number}.", "themes": ["recording"]}], "harms": ["neglect"] * (number % 2)}
        for number in range(7)
    ]
    whole = dump(compiled(*records))
    for size in (1, 2, 3, 7, 8):
        monkeypatch.setattr(compiling, "_BATCH", size)
        assert dump(compiled(*records)) == whole


# --- The tables -----------------------------------------------------------------------------------------------------


def test_the_version_of_the_tables() -> None:
    assert rows(compiled(), "PRAGMA user_version") == [(VERSION,)]
    assert VERSION >= 3


def test_nothing_of_the_work_is_left() -> None:
    store = compiled({}, {})
    assert [name for _, name, _ in rows(store, "PRAGMA database_list")] == ["main"]
    assert not store.database.in_transaction
    assert rows(store, "PRAGMA integrity_check") == [("ok",)]
    store.ask("INSERT INTO search (search) VALUES ('integrity-check')")


def test_codes() -> None:
    """Each once, with the reviews that have it; what nobody coded is not stated, what was coded with nothing is none."""
    store = compiled(
        {"harms": ["neglect"], "learning": [{"text": "a", "themes": ["recording"]}, {"text": "b", "themes": ["recording"]}]},
        {"harms": [], "recommendations": [{"text": "c", "themes": ["recording", "pandemic"], "agencies": []}]},
        {},
    )  # fmt: skip
    codes = rows(
        store,
        "SELECT kind, slug, review, code.statements FROM code JOIN code_term ON code_term.number = term "
        "WHERE kind IN ('harm', 'theme', 'agency') ORDER BY kind, review, slug",
    )
    assert codes == [
        ("agency", "not-stated", 1, 0),
        ("agency", "none", 2, 0),
        ("agency", "not-stated", 3, 0),
        ("harm", "neglect", 1, 0),
        ("harm", "none", 2, 0),
        ("harm", "not-stated", 3, 0),
        ("theme", "recording", 1, 2),
        ("theme", "pandemic", 2, 1),
        ("theme", "recording", 2, 1),
        ("theme", "not-stated", 3, 0),
    ]
    assert len(rows(store, "SELECT kind, slug FROM code_term GROUP BY kind, slug HAVING count(*) > 1")) == 0


def test_what_is_stated_is_counted() -> None:
    records: list[dict[str, Any]] = [
        {"children": [{"age": "4 weeks"}, {"sex": "male"}], "summary": "a", "learning": []},
        {"children": [], "actions": [{"text": "a"}]},
        {"outcome": "death"},
    ]
    store = compiled(*records)
    stated = dict(rows(store, "SELECT field, reviews FROM stated"))
    assert tuple(stated) == STATED
    expected = {"children": 2, "age": 1, "sex": 1, "summary": 1, "learning": 1, "actions": 1, "outcome": 1}
    assert stated == {**dict.fromkeys(STATED, 0), **expected}


def test_words_are_those_of_the_texts() -> None:
    store = compiled({"name": "Zoë", "title": "A Review", "summary": "Child's 2nd; e-mail_x", "notes": ["unheard"]})
    assert {word for (word,) in rows(store, "SELECT word FROM word")} == {
        "zoe", "a", "review", "child", "2nd", "e", "mail", "x"
    }  # fmt: skip


def test_every_synonym_of_the_vocabulary_is_known_by_its_stems() -> None:
    store = compiled()
    known = {(kind, slug) for kind, slug in rows(store, "SELECT DISTINCT kind, slug FROM synonym")}
    assert known == {
        (kind, slug) for kind in ("harm", "theme", "factor", "agency", "outcome", "type") for slug in TERMS.terms(kind)
    }
    assert ("CSA".lower(), "harm", "sexual-abuse") in rows(store, "SELECT stems, kind, slug FROM synonym")


WORDS = """\
harms:
  cold:
    label: Cold
    definition: The child was cold.
    synonyms: [winter]
    narrower: [black ice, frozen to the bone]
    avoid: {perishing: cold, frozen to the bone: cold}
    lay: [winters, brass monkeys, "!"]
    lay_narrower: [brass monkey, black ice, chilblains]
  wet: {label: Wet, definition: The child was wet., lay: [brass monkeys]}
outcomes: {}
review_types: {}
themes: {}
factors: {}
agencies: {}
equals: [[mittens, glove], [Glove, muff, "!"]]
"""


def test_words_stand_in_the_strongest_layer_of_each_term() -> None:
    """The stems of one are in no two layers of one term; what is avoided is narrower where it is said to be."""
    store = compile_store([], vocabulary_file.read(WORDS.encode(), "words.yaml"))
    assert rows(store, "SELECT * FROM synonym") == [
        ("cold", "harm", "cold", "name"),
        ("winter", "harm", "cold", "name"),
        ("perish", "harm", "cold", "name"),
        ("black ic", "harm", "cold", "narrower"),
        ("frozen to the bone", "harm", "cold", "narrower"),
        ("brass monkei", "harm", "cold", "lay"),
        ("chilblain", "harm", "cold", "lay-narrower"),
        ("wet", "harm", "wet", "name"),
        ("brass monkei", "harm", "wet", "lay"),
    ]


def test_equals_and_everyday_words_as_they_are_written() -> None:
    terms = vocabulary_file.read(WORDS.encode(), "words.yaml")
    store = compile_store([], terms)
    assert rows(store, "SELECT * FROM equal") == [
        ("mitten", 1, "mittens"), ("glove", 1, "glove"), ("glove", 2, "Glove"), ("muff", 2, "muff"),
    ]  # fmt: skip
    assert rows(store, "SELECT kind, slug, word, layer FROM lay") == [
        ("harm", "cold", "winters", "lay"),
        ("harm", "cold", "brass monkeys", "lay"),
        ("harm", "cold", "!", "lay"),
        ("harm", "cold", "brass monkey", "lay-narrower"),
        ("harm", "cold", "black ice", "lay-narrower"),
        ("harm", "cold", "chilblains", "lay-narrower"),
        ("harm", "wet", "brass monkeys", "lay"),
    ]
    assert "brass" not in str(rows(store, "SELECT record FROM term"))
    assert store.vocabulary.terms("harm")["cold"].lay == ()
    whole = store.whole_vocabulary
    assert dict(whole.terms("harm")) == dict(terms.terms("harm"))
    assert whole.equals == (("mittens", "glove"), ("Glove", "muff"))


@pytest.mark.parametrize("column", ["stems", "number"])
def test_equals_are_found_by_an_index(column: str) -> None:
    plan = rows(compiled(), f"EXPLAIN QUERY PLAN SELECT words FROM equal WHERE {column} = 1")
    assert [detail for *_, detail in plan] == [f"SEARCH equal USING INDEX equal_{column} ({column}=?)"]


def test_passages_are_numbered_in_their_order() -> None:
    store = compiled({"summary": "s", "learning": [{"text": "a"}], "actions": [{"text": "b"}]}, {})
    assert rows(store, "SELECT number, review, section, id, text FROM passage") == [
        (1, 1, "title", "sample/a0", "T"),
        (2, 1, "title", "sample/a0", "A0"),
        (3, 1, "summary", "sample/a0", "s"),
        (4, 1, "learning", "sample/a0/L1", "a"),
        (5, 1, "actions", "sample/a0/A1", "b"),
        (6, 2, "title", "sample/a1", "T"),
        (7, 2, "title", "sample/a1", "A1"),
    ]


def test_an_earlier_review_of_the_same_id() -> None:
    """Where it stands, and whether it says the same, from wherever and however read, also while it waits."""
    one, other = collection({"id": "a"}, {"id": "b"}).reviews
    elsewhere = one._replace(collection="elsewhere", coding="automatic", evidence=())
    for note in (compiler := Compiler(connect(), TERMS)).earlier, dataset.Ids().earlier:
        assert note(one, ("one.yaml", 1, 2)) is None
        compiler.add(one)
        assert note(other, ("one.yaml", 3, 4)) is None
        compiler.add(other)
        assert note(elsewhere, ("two.yaml", 5, 6)) == Seen(("one.yaml", 1, 2), True)
        assert note(one._replace(area="Northmere"), ("two.yaml", 7, 8)) == Seen(("one.yaml", 1, 2), False)
        assert note(one._replace(id="A"), ("two.yaml", 9, 1)) is None


TOLD = "Nobody had asked the neighbours who came and went; he was not seen alone."


def test_an_earlier_review_that_says_the_same_under_another_id() -> None:
    """In another file, and with text enough; also while it waits. Its id then stands for the one that is kept."""
    said = {"summary": TOLD, "learning": [{"text": "Ask."}]}
    one, other = collection({"id": "a", **said}, {"id": "b", **said, "area": "Northmere"}).reviews
    short = one._replace(id="s", summary="He died.", learning=None)
    for compiler in Compiler(connect(), TERMS, several=True), dataset.Ids():
        for review in (one, other, short, one._replace(id="c")):
            assert compiler.earlier(review, ("one.yaml", 1, 2)) is None
            assert compiler.twin(review, ("one.yaml", 1, 2)) is None, review.id
            if isinstance(compiler, Compiler):
                compiler.add(review)
        there = ("two.yaml", 5, 6)
        for review, expected in (
            (one.with_id("x"), Twin("one.yaml", "a")),
            (other.with_id("y")._replace(coding="automatic", collection="z"), Twin("one.yaml", "b")),
            (one.with_id("z")._replace(area="Westlake"), None),
            (short.with_id("t"), None),
        ):
            assert compiler.earlier(review, there) is None
            assert compiler.twin(review, there) == expected
            if isinstance(compiler, Compiler) and not expected:
                compiler.add(review)
        assert compiler.earlier(one.with_id("x"), ("three.yaml", 1, 1)) == Seen(there, True)
        assert compiler.earlier(other.with_id("x"), ("three.yaml", 1, 1)) == Seen(there, False)


def test_of_one_file_no_review_has_a_twin() -> None:
    one, _ = collection({"id": "a", "summary": TOLD}, {"id": "b"}).reviews
    compiler = Compiler(connect(), TERMS)
    for identity, file in (("a", "one.yaml"), ("b", "two.yaml")):
        review = one.with_id(identity)
        assert compiler.earlier(review, (file, 1, 1)) is None
        assert compiler.twin(review, (file, 1, 1)) is None
        compiler.add(review)


def test_texts_that_could_be_sql() -> None:
    text = "'; DROP TABLE review; -- \" ? :a \x00 NEAR(a b) * ^ {title}"
    store = compiled({"name": text, "summary": text, "learning": [{"text": text}]})
    (record,) = reviews.ask(store, Filters())
    assert (record["name"], record["summary"]) == (text, text)
    assert [point["text"] for point in record["learning"] or ()] == [text]


def test_no_text_counts_as_a_code() -> None:
    """Whatever it says: the words for codes in the index are those of codes alone."""
    word = code_token("theme", "recording")
    said = {"text": f"a {word} b"}
    record = {"name": f"A {word}", "title": word, "summary": word, "learning": [said], "actions": [said]}
    store = compiled(record, {"learning": [{"text": "a", "themes": ["recording"]}]})
    assert rows(store, f"SELECT rowid FROM search WHERE search MATCH '\"{word}\"'") == [(2,)]


def test_the_codes_of_a_review_stand_with_its_summary() -> None:
    """In the index; or, where it has none, with its title."""
    store = compiled({"summary": "s", "harms": ["neglect"]}, {"harms": ["neglect"]})
    found = {
        part: rows(store, f"SELECT rowid FROM search WHERE search MATCH '{part}: \"{code_token('harm', 'neglect')}\"'")
        for part in ("title", "summary", "learning")
    }
    assert found == {"title": [(2,)], "summary": [(1,)], "learning": []}


# --- The same by every way ------------------------------------------------------------------------------------------


def test_a_file_is_compiled_as_its_records_are(tmp_path: Path, records: dict[str, dict[str, Any]]) -> None:
    """Whether it comes whole or by the line, in memory or into a file."""
    text = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records.values())
    path = tmp_path / "sample.jsonl"
    path.write_text(text, "utf-8")
    whole = compile_store([dataset.read(text.encode(), str(path), TERMS)], vocabularies.vocabulary(with_lay=True))
    streamed = library.open_store([str(path)])
    assert dump(streamed) == dump(whole)


LINE: dict[str, Any] = {
    "id": "2031-05/wren", "name": "Wren", "title": "Wren: a review", "review_type": "lcspr", "listed": "2031-05",
    "published": None, "area": None, "children": [{"age": "18 months", "age_months": 18.0, "sex": "female"}],
    "incident_date": "2029/2030", "outcome": None, "harms": ["neglect"], "factors": [], "themes": ["recording"],
    "agencies": ["police"], "summary": "Seen “late”.",
    "learning": [
        {"id": "2031-05/wren/L1", "text": "Notes were short.", "themes": ["recording"], "agencies": ["police"]},
        {"id": "2031-05/wren/L2", "text": "7", "themes": None, "agencies": []},
    ],
    "recommendations": None, "actions": [], "resources": [{"label": "Report", "format": None, "url": None}],
    "notes": ["N"], "collection": "sample", "coding": "automatic",
    "evidence": [
        {"field": "age", "value": "18 months", "confidence": "likely", "where": "title", "start": 0, "end": 4, "words": "Wren",
         "why": None, "probability": None, "n": None, "by": None, "on": None, "source": None},
    ],
}  # fmt: skip
"""A line as the program writes it."""


def turned(values: dict[str, Any]) -> dict[str, Any]:
    return dict(reversed(values.items()))


OTHERWISE: dict[str, dict[str, Any]] = {
    "the keys in another order": turned(LINE),
    "the keys of a statement in another order": {**LINE, "learning": [*map(turned, LINE["learning"])]},
    "the keys of a child in another order": {**LINE, "children": [*map(turned, LINE["children"])]},
    "a key left out": {key: value for key, value in LINE.items() if key != "notes"},
    "a key of a statement left out": {**LINE, "learning": [LINE["learning"][0], {"text": "7", "agencies": []}]},
    "derived codes left out": {**LINE, "themes": None, "agencies": None},
    "derived codes in another order": {
        **LINE,
        "themes": ["pandemic", "recording"],
        "learning": [{**LINE["learning"][0], "themes": ["recording", "pandemic"]}],
    },
    "a number as the text of a statement": {**LINE, "learning": [LINE["learning"][0], {**LINE["learning"][1], "text": 7}]},
    "a number as a text": {**LINE, "area": 7, "notes": [1.50]},
    "a text as a number": {**LINE, "children": [{**LINE["children"][0], "age_months": "18.0"}]},
    "a text as a place": {**LINE, "evidence": [{**LINE["evidence"][0], "start": "0"}]},
    "spaces around a text": {**LINE, "summary": " Seen. "},
    "spaces around the text of a statement": {**LINE, "learning": [{**LINE["learning"][0], "text": "Notes. "}]},
    "an age in other words": {**LINE, "children": [{**LINE["children"][0], "age": "18 month"}]},
    "a word that is no text": {**LINE, "area": True},
    "the coding left to the collection": {**LINE, "coding": None},
}  # fmt: skip


def kept(path: Path, line: str) -> str:
    path.write_text(line + "\n", "utf-8")
    ((record,),) = rows(library.open_store([str(path)]), "SELECT record FROM record")
    assert isinstance(record, str)
    return record


def test_a_line_as_it_would_be_written_is_kept(tmp_path: Path) -> None:
    line = json.dumps(LINE, ensure_ascii=False)
    assert kept(tmp_path / "sample.jsonl", line) == line
    assert (
        json.dumps(dataset.read(line.encode(), "sample.jsonl", TERMS).reviews[0].to_dict(), ensure_ascii=False) == line
    )


@pytest.mark.parametrize("line", OTHERWISE.values(), ids=OTHERWISE)
def test_a_line_that_is_otherwise_is_written_anew(tmp_path: Path, line: dict[str, Any]) -> None:
    text = json.dumps(line, ensure_ascii=False)
    record = dataset.read(text.encode(), "sample.jsonl", TERMS).reviews[0].to_dict()
    assert kept(tmp_path / "sample.jsonl", text) == json.dumps(record, ensure_ascii=False) != text


@pytest.mark.parametrize("text", [json.dumps(LINE), json.dumps(LINE, ensure_ascii=False, separators=(",", ":"))])
def test_a_line_that_only_looks_otherwise_is_the_same(tmp_path: Path, text: str) -> None:
    assert json.dumps(json.loads(kept(tmp_path / "sample.jsonl", text))) == json.dumps(LINE)


def test_sections_of_the_index_are_those_of_a_review(store: Store) -> None:
    columns = [name for _, name, *_ in rows(store, "PRAGMA table_info(search)")]
    assert columns == ["title", "summary", *SECTIONS.values()]


def test_progress_is_told(write: Callable[..., str]) -> None:
    """The share that was read, which only grows, and how many reviews that is."""
    first = write("".join(f'{{"name": "A{n}", "title": "T"}}\n' for n in range(450)), "a.jsonl")
    second = write("reviews:\n" + "".join(f"- {{name: B{n}, title: T}}\n" for n in range(450)), "b.yaml")
    told: list[tuple[float, int]] = []
    store = library.open_store(
        [first, second], with_bundled=True, progress=lambda done, number: told.append((done, number))
    )
    assert rows(store, "SELECT count(*) FROM review") == [(908,)]
    assert [number for _, number in told] == [100, 200, 300, 400, 500, 600, 700, 800, 900]
    shares = [done for done, _ in told]
    assert shares == sorted(shares)
    assert 0 < shares[0] < 0.2
    assert 0.9 < shares[-1] <= 1
