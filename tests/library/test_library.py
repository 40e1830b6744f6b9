"""The collections in use: the bundled one however its compiled copy fares, and those of files."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from casereviews import cache, library
from casereviews.answers import info, reviews, themes
from casereviews.cache import database as cached
from casereviews.errors import DataError, Problem
from casereviews.files.package import package_data
from casereviews.library import bundled, named, validate, vocabularies
from casereviews.library.bundled import BUNDLED, COMPILED, REVIEWS, VOCABULARY
from casereviews.search.filters import Filters
from casereviews.store import Store, compiling
from helpers import INVENTED, Invoke, Process, Records, examples
from searching import search_for

Write = Callable[..., str]

ONE = "reviews:\n- name: Child Y\n  title: Sample review\n"
TWO = "reviews:\n- name: Child Z\n  title: Sample review\n  id: two/z\n"


def reviews_of(store: Store) -> list[dict[str, Any]]:
    return [{**record} for record in reviews.ask(store, Filters())]


def ids(store: Store) -> list[str]:
    return [record["id"] for record in reviews_of(store)]


def was_opened(store: Store) -> bool:
    """Whether the store is the kept one, which alone knows its sources, and was not compiled now."""
    number: int = store.ask("SELECT count(*) FROM source").fetchone()[0]
    return number > 0


@pytest.fixture(scope="module")
def compiled() -> bytes:
    return bundled.compile_bundled()


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes | None]:
    """The package's data as it is told to be: None is a file that is missing."""
    data: dict[str, bytes | None] = {}

    def told(name: str) -> bytes:
        if name not in data:
            return package_data(name)
        found = data[name]
        if found is None:
            raise DataError([Problem(name, 0, 0, None, "is missing")])
        return found

    for module in (library, bundled, named, vocabularies):
        monkeypatch.setattr(module, "package_data", told)
    return data


# --- The bundled collection -----------------------------------------------------------------------


def test_the_compiled_copy_is_opened(installed: dict[str, bytes | None], compiled: bytes, records: Records) -> None:
    installed[COMPILED] = compiled
    store = library.open_store()
    assert was_opened(store)
    assert reviews_of(store) == list(records.values())


def test_without_the_compiled_copy(installed: dict[str, bytes | None], compiled: bytes) -> None:
    installed[COMPILED] = compiled
    opened = library.open_store()
    installed[COMPILED] = None
    store = library.open_store()
    assert not was_opened(store)
    assert reviews_of(store) == reviews_of(opened)
    assert store.collections() == opened.collections()
    for words in ("information", "bruis*", "child NOT police"):
        assert search_for(store, words).records == search_for(opened, words).records
    assert themes.ask(store, store.vocabulary, Filters()) == themes.ask(opened, opened.vocabulary, Filters())
    assert info.ask(store) == info.ask(opened)


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: b"\x00\x00\x00\x00",
        lambda data: data[:3],
        lambda data: data[:4],
        lambda data: data[:-1],
        lambda data: data[: len(data) // 2],
        lambda data: data + b"\x00",
        lambda data: data[1:],
        lambda data: b"\x00" * len(data),
        lambda data: b"garbage" * 1000,
    ],
)
def test_a_damaged_copy_is_passed_over(
    installed: dict[str, bytes | None], compiled: bytes, records: Records, damage: Callable[[bytes], bytes]
) -> None:
    installed[COMPILED] = damage(compiled)
    store = library.open_store()
    assert not was_opened(store)
    assert reviews_of(store) == list(records.values())


def test_a_copy_with_a_flipped_byte_is_passed_over(compiled: bytes) -> None:
    sources = {name: package_data(name) for name in (REVIEWS, VOCABULARY)}
    anew = bundled._compile(sources)

    @examples(60)
    @given(st.integers(0, len(compiled) - 1), st.integers(1, 255))
    @example(0, 1)
    @example(3, 128)
    @example(4, 1)
    @example(len(compiled) - 1, 255)
    def flip(place: int, bits: int) -> None:
        damaged = bytearray(compiled)
        damaged[place] ^= bits
        told = {**sources, COMPILED: bytes(damaged)}
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(bundled, "package_data", told.__getitem__)
            patch.setattr(bundled, "_compile", lambda sources: anew)
            assert library.open_store() is anew

    flip()


def test_a_copy_of_other_data_is_passed_over(installed: dict[str, bytes | None], compiled: bytes) -> None:
    installed[COMPILED] = compiled
    text = package_data(REVIEWS).decode()
    installed[REVIEWS] = text.replace("name: Mia", "name: Ada").replace("2022-02/mia", "2022-02/ada").encode()
    store = library.open_store()
    assert not was_opened(store)
    assert [record["name"] for record in reviews_of(store)].count("Ada") == 1
    assert "2022-02/ada" in ids(store)


def test_a_copy_of_another_vocabulary_is_passed_over(installed: dict[str, bytes | None], compiled: bytes) -> None:
    installed[COMPILED] = compiled
    text = package_data(VOCABULARY).decode()
    installed[VOCABULARY] = text.replace("label: Physical abuse", "label: Bodily abuse", 1).encode()
    assert vocabularies.vocabulary().label("harm", "physical-abuse") == "Bodily abuse"


def test_compiling_is_the_same_each_time(compiled: bytes) -> None:
    assert bundled.compile_bundled() == compiled


def test_the_copy_in_use_is_of_today() -> None:
    try:
        in_use = package_data(COMPILED)
    except DataError:
        pytest.skip("the data is not compiled here")
    assert in_use == bundled.compile_bundled(), (
        "make build the package anew: the tables have changed, not their VERSION"
    )


def test_the_copy_is_written_where_the_package_is_built(tmp_path: Path, compiled: bytes) -> None:
    bundled.keep_bundled(str(tmp_path / "new" / "data"))
    assert (tmp_path / "new" / "data" / COMPILED).read_bytes() == compiled
    bundled.keep_bundled(str(tmp_path / "new" / "data"))
    assert os.listdir(tmp_path / "new" / "data") == [COMPILED]


def test_data_that_is_not_installed() -> None:
    with pytest.raises(DataError) as caught:
        package_data("nothing.yaml")
    (problem,) = caught.value.problems
    assert str(problem).startswith("nothing.yaml: is missing from the installation; looked in ")


def test_bundled_data_with_a_problem(installed: dict[str, bytes | None]) -> None:
    installed[COMPILED] = None
    installed[REVIEWS] = b"reviews: {}"
    with pytest.raises(DataError) as caught:
        library.open_store()
    assert str(caught.value) == f"{BUNDLED}:1:10: reviews must be a list, not a mapping"


# --- Files ----------------------------------------------------------------------------------------


def test_a_file_replaces_the_bundled_collection(write: Write) -> None:
    store = library.open_store([write(ONE, "one.yaml")])
    assert ids(store) == ["one/child-y"]
    assert store.vocabulary.label("harm", "neglect") == "Neglect"


def test_several_files_in_their_order(write: Write, records: Records) -> None:
    one, two = write(ONE, "one.yaml"), write(TWO, "two.yaml")
    assert ids(library.open_store([two, one])) == ["two/z", "one/child-y"]
    assert ids(library.open_store([one, two], with_bundled=True)) == [*records, "one/child-y", "two/z"]
    assert ids(library.open_store([], with_bundled=True)) == list(records)
    assert [record["file"] for record in library.open_store([one], with_bundled=True).collections()] == [BUNDLED, one]


def problems(files: list[str], with_bundled: bool = False) -> list[str]:
    with pytest.raises(DataError) as caught:
        library.open_store(files, with_bundled)
    return [str(problem) for problem in caught.value.problems]


def test_every_problem_of_every_file(write: Write, tmp_path: Path) -> None:
    one, bad, worse = write(ONE, "one.yaml"), write("reviews: {}", "bad.yaml"), write("- a\n- b", "worse.yaml")
    missing = str(tmp_path / "missing.yaml")
    must = "a review must be a mapping of keys to values, not the text"
    assert sorted(problems([one, bad, missing, worse])) == sorted(
        [
            f"{missing}: cannot be read: no such file or directory",
            f"{bad}:1:10: reviews must be a list, not a mapping",
            f'{worse}:1:3: {must} "a"',
            f'{worse}:2:3: {must} "b"',
        ]
    )


def test_an_id_in_several_collections(write: Write) -> None:
    """Told apart by the collection; a file that is named twice is a mistake."""
    one, again = write(ONE, "one.yaml"), write("- {name: X, title: Sample review, id: one/child-y}", "again.yaml")
    store = library.open_store([one, again])
    assert ids(store) == ["one/child-y", "again/one/child-y"]
    told = f"one/child-y in {again} differs from the review of this id in {one}; here its id is again/one/child-y"
    assert store.remarks() == [told]
    assert [record["reviews"] for record in store.collections()] == [1, 1]
    assert problems([one, one]) == [f"{one}: is named twice"]
    mia = write("- {name: Mia, title: Sample review, id: 2022-02/mia}", "mia.yaml")
    store = library.open_store([mia], with_bundled=True)
    assert ids(store)[-1] == "mia/2022-02/mia"
    assert [line.startswith(f"2022-02/mia in {mia} differs from") for line in store.remarks()] == [True]
    assert BUNDLED in store.remarks()[0]
    assert (ids(library.open_store([mia])), library.open_store([mia]).remarks()) == (["2022-02/mia"], [])


def test_reviews_that_several_collections_have(write: Write, tmp_path: Path) -> None:
    """Counted once, in the first; told whenever they are asked, by the names that the files then have."""
    one, two = (
        write(ONE, "one.yaml"),
        write(ONE.replace("Child Y\n", "Child Y\n  id: one/child-y\n") + TWO[9:], "two.yaml"),
    )
    for kept in (False, True, True):
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("CASEREVIEWS_CACHE", str(tmp_path / "cache"))
            patch.setattr(library, "CACHED_FROM", 1 if kept else library.CACHED_FROM)
            patch.setattr(cached, "IN_MEMORY", 0)
            store = library.open_store([one, two])
        assert ids(store) == ["one/child-y", "two/z"]
        assert store.remarks() == [f"one/child-y is in {one} and in {two}, and counted once, from {one}"]
        assert [record["reviews"] for record in store.collections()] == [1, 1]
        assert store.on_disk is kept


# --- What is no collection --------------------------------------------------------------------------------------------

VOCABULARY_OF_ONE = "themes:\n  night-work: {label: Work at night, definition: Work at night.}\n"
OTHERS = {
    "terms.yaml": (VOCABULARY_OF_ONE, "is a vocabulary, not a collection"),
    "words.yaml": ("equals: [[ginnel, snicket]]\n", "is a vocabulary, not a collection"),
    "themes.json": ('[{"theme": "fathers-and-males", "reviews": 5}]', "is an answer of themes, not a collection"),
    "some.jsonl": ('{"id": "a", "harms": null}\n', "is an answer of list, not a collection"),
    "hits.json": ('[{"id": "a", "name": "A", "title": "T", "score": 1.0}]', "is an answer of search, not a collection"),
    "names.json": ('[{"id": "a", "name": "A"}]', "is an answer of list, not a collection"),
    "schema.json": ('{"$schema": "x", "title": "casereviews hit"}', "is an answer of schema, not a collection"),
    "point.json": ('{"id": "a/L1", "text": "T", "themes": []}', "is an answer of show, not a collection"),
    "package.json": ('{"private": true, "scripts": {}}', "is not a collection"),
    "hello.yaml": ("hello: world\n", "is not a collection"),
    "count.json": ("8\n", "is not a collection"),
    "info.json": ('{"version": "1", "collections": [], "reviews": 8}', "is an answer of info, not a collection"),
    "one.json": ('{"id": "a", "name": "A", "title": "T"}', "is one review, not a collection"),
}


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("is_kept", [False, True])
def test_a_file_in_a_folder_that_is_no_collection(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, is_kept: bool
) -> None:
    """Left out and told, as often as it is asked; alone, or named itself, it is a problem."""
    monkeypatch.setenv("CASEREVIEWS_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(library, "CACHED_FROM", 1 if is_kept else library.CACHED_FROM)
    text, what = OTHERS[name]
    folder = tmp_path / "shelf"
    folder.mkdir()
    (folder / name).write_text(text, "utf-8")
    (told,) = problems([str(folder)])
    assert told.startswith(f"{folder / name}: {what}; ")
    (folder / "y.yaml").write_text(ONE.replace("title", "id: x/y\n  title"), "utf-8")
    for _ in range(3):
        store = library.open_store([str(folder)])
        assert (ids(store), store.remarks()) == (["x/y"], [f"{folder / name} {what}; it is left out"])
        assert [record["file"] for record in store.collections()] == [str(folder / "y.yaml")]
    assert problems(sorted(str(path) for path in folder.iterdir())) == [told]
    sound, found, unreadable = validate.check([str(folder)])
    assert (f"{folder / name} {what}; it is left out" in sound, len(sound), found, unreadable) == (True, 2, [], [])
    assert [str(problem) for problem in validate.check([str(folder / name)])[1]] == [told]


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("t.csv", "name,title\nA,T: B\n", "is a table, not a collection; a collection is YAML, JSON or JSON Lines"),
        ("t.tsv", "name\ttitle\nA\tT\n", "is a table, not a collection; a collection is YAML, JSON or JSON Lines"),
        ("b.txt", "X – May 2033\n\nDeath: of a boy: in May.\n", "is not a collection; if it is a bulletin, casereviews import reads it"),
        ("b.html", "<p>X</p>", "is not a collection; if it is a bulletin, casereviews import reads it"),
        ("b", "A text\nof lines.\n", "is not a collection; if it is a bulletin, casereviews import reads it"),
        ("b.pdf", "%PDF-1.4\n", "is not a collection; if it holds a bulletin, save it as plain text and import that"),
    ],
)  # fmt: skip
def test_a_file_that_is_named_and_is_no_collection(write: Write, name: str, text: str, told: str) -> None:
    path = write(text, name)
    assert problems([path]) == [f"{path}: {told}"]


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.txt", "reviews:\n- name: [A\n", ":3:1: not valid YAML"),
        ("a", '{"reviews": [}', ":1:14: not valid YAML"),
        ("a.yaml", "themes: []\nreviews: []\n", ':1:1: unknown key "themes"'),
        ("a.yaml", "Some text.\n", ":1:1: the collection file must be a mapping"),
        ("a.yaml", "- {theme: a}\n- {name: A, title: T}\n", ": is an answer of "),
        ("a.yaml", "- {name: A}\n", ':1:3: A: a review needs the key "title"'),
        ("a.json", '[{"name": "A"}]', ':1:2: A: a review needs the key "title"'),
        ("a.yaml", "review:\n- {name: A, title: T}\n", ':1:1: unknown key "review" in the collection file'),
        ("a.yaml", "", ": is empty; a collection needs"),
        ("a", " \n", ": is empty; a collection needs"),
        ("a.json", '{"reviews": [}', ":1:14: not valid JSON: a value is expected here"),
        ("a.json", '{"reviews":\n [{"name": "A" "title": "T"}]}', ":2:16: not valid JSON: a comma is expected here"),
    ],
)
def test_a_collection_with_problems(write: Write, name: str, text: str, told: str) -> None:
    path = write(text, name)
    assert problems([path])[0].startswith(path + told)


def test_a_newer_format(write: Write) -> None:
    """Named as such, whatever else is not understood; the one that is known may be stated."""
    text = "collection: {format: 2, colour: red}\nreviews:\n- {name: A, title: T, shape: round}\n"
    path = write(text, "new.yaml")
    assert problems([path]) == [f"{path}: is of format 2, and this casereviews reads format 1; install a newer one"]
    assert ids(library.open_store([write("collection: {format: 1, id: a}\n" + ONE, "now.yaml")])) == ["a/child-y"]
    (told,) = problems([write("collection: {format: 99999999999999999999}\nreviews: []\n", "huge.yaml")])
    assert "install a newer one" in told


@pytest.mark.parametrize("given", ["abc", "1.0", "-1", "0", "''", "[1]", "{a: 1}", "true", "+1", "1_0", "２"])
def test_a_format_that_is_none(write: Write, given: str) -> None:
    path = write(f"collection: {{format: {given}}}\nreviews: []\n", "a.yaml")
    (told,) = problems([path])
    assert told.startswith(f"{path}:1:22: format ")
    assert "unknown" not in told


def test_keys_of_ones_own(write: Write) -> None:
    """Those that begin with x- may stand anywhere, and nothing reads them."""
    text = (
        "x-a: 1\ncollection: {id: a, x-b: [2], headline: {reviews: 1, x-c: {}}}\n"
        "reviews:\n- {name: A, title: T, x-d: ~, children: [{sex: male, x-e: 3}],"
        " learning: [{text: L, x-f: '4'}], resources: [{label: R, x-g: 5}]}\n"
    )
    plain = (
        "collection: {id: a, headline: {reviews: 1}}\n"
        "reviews:\n- {name: A, title: T, children: [{sex: male}], learning: [{text: L}], resources: [{label: R}]}\n"
    )
    one, other = (library.open_store([write(given, f"{number}.yaml")]) for number, given in enumerate((text, plain)))
    assert reviews_of(one) == reviews_of(other)
    line = '{"name": "A", "title": "T", "x-a": {"b": 1}, "learning": [{"text": "L", "x-f": 4}]}'
    assert ids(library.open_store([write(line, "a.jsonl")])) == ["a/a"]


def test_checking(write: Write, tmp_path: Path) -> None:
    one, bad = write(ONE, "one.yaml"), write("", "bad.yaml")
    missing = str(tmp_path / "missing.yaml")
    sound, found, unreadable = validate.check([one, bad, missing])
    assert sound == [f"{one}: 1 review, 0 learning points, 0 recommendations, 0 actions: no problems"]
    assert [str(problem) for problem in found] == [f'{bad}: is empty; a collection needs the key "reviews"']
    assert [str(problem) for problem in unreadable] == [f"{missing}: cannot be read: no such file or directory"]
    sound, found, unreadable = validate.check([])
    counts = "8 reviews, 38 learning points, 31 recommendations, 4 actions"
    assert (sound, found, unreadable) == ([f"{BUNDLED}: {counts}: no problems"], [], [])


@pytest.mark.parametrize(
    ("typed", "variable", "files"),
    [
        (None, None, []),
        ([], None, []),
        (["a"], None, ["a"]),
        (["a", "b"], "c", ["a", "b"]),
        (None, "c", ["c"]),
        ([], f"c{os.pathsep}d", ["c", "d"]),
        (None, f"{os.pathsep}c{os.pathsep}", ["c"]),
        (None, "", []),
        (["-"], None, ["-"]),
    ],
)
def test_the_files_that_are_named(
    monkeypatch: pytest.MonkeyPatch, typed: list[str] | None, variable: str | None, files: list[str]
) -> None:
    if variable is not None:
        monkeypatch.setenv("CASEREVIEWS_DATA", variable)
    assert named.named(typed) == files


def test_standard_input_is_a_file(process: Callable[..., subprocess.CompletedProcess[bytes]]) -> None:
    done = process("list", "--data", "-", "-f", "ids", input=TWO.encode())
    assert (done.returncode, done.stdout, done.stderr) == (0, b"two/z\n", b"")
    done = process("list", "--data", "-", "-f", "ids", input=b"reviews: {}")
    assert (done.returncode, done.stdout) == (4, b"")
    assert b":1:10: reviews must be a list, not a mapping" in done.stderr


# --- Folders ----------------------------------------------------------------------------------------------------------

LINES = '{"name": "Child X", "title": "Sample review"}\n{"name": "Child W", "title": "Sample review"}\n'


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A folder with a collection in each form, and other things."""
    folder = tmp_path / "shelf"
    folder.mkdir()
    texts = {
        "b.yaml": ONE, "A.YML": "- {name: Child V, title: T}", "c.json": '[{"name": "Child U", "title": "T"}]',
        "d.jsonl": LINES, "e.NDJSON": '{"name": "Child T", "title": "T"}\n', "notes.txt": "not: [read", "README.md": "# None",
        ".hidden.yaml": "not: [read", "f.yaml~": "not: [read", "yaml": "not: [read", "jsonl": "not: [read",
    }  # fmt: skip
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    (folder / "deeper").mkdir()
    (folder / "deeper" / "g.yaml").write_text("not: [read", "utf-8")
    return folder


def test_a_folder_is_the_collections_in_it(shelf: Path) -> None:
    """By their names; of any form, whatever the case of its ending; nothing else that lies there."""
    store = library.open_store([str(shelf)])
    assert [record["file"] for record in store.collections()] == [
        str(shelf / name) for name in ("A.YML", "b.yaml", "c.json", "d.jsonl", "e.NDJSON")
    ]
    assert ids(store) == ["a/child-v", "b/child-y", "c/child-u", "d/child-x", "d/child-w", "e/child-t"]
    for way in (f"{shelf}/", f"{shelf}/.", os.path.relpath(shelf)):
        assert ids(library.open_store([way])) == ids(store)
    assert ids(library.open_store([str(shelf)], with_bundled=True))[8:] == ids(store)


def test_a_folder_among_files(shelf: Path, write: Write) -> None:
    two = write(TWO, "two.yaml")
    assert ids(library.open_store([two, str(shelf)]))[:2] == ["two/z", "a/child-v"]
    assert ids(library.open_store([str(shelf), two]))[-2:] == ["e/child-t", "two/z"]


def test_a_folder_and_a_file_of_it(shelf: Path) -> None:
    """What is named twice is told twice."""
    found = problems([str(shelf), str(shelf / "d.jsonl")])
    assert [problem.partition(": ")[0].rpartition(":")[0] for problem in found] == [
        f"{shelf}/d.jsonl:{n}" for n in (1, 2)
    ]


def test_a_link_in_a_folder(shelf: Path, tmp_path: Path) -> None:
    (shelf / "b.yaml").rename(tmp_path / "elsewhere")
    (shelf / "b.yaml").symlink_to(tmp_path / "elsewhere")
    assert ids(library.open_store([str(shelf)]))[1] == "b/child-y"
    (tmp_path / "elsewhere").unlink()
    assert problems([str(shelf)]) == [f"{shelf}/b.yaml: cannot be read: no such file or directory"]


def test_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").touch()
    expected = f"{tmp_path}: this folder has no collection: no file that ends in .yaml, .yml, .json, .jsonl, .ndjson"
    assert problems([str(tmp_path)]) == [expected]
    sound, found, unreadable = validate.check([str(tmp_path)])
    assert (sound, found, [str(problem) for problem in unreadable]) == ([], [], [expected])


def test_an_empty_folder_hides_no_other_problem(tmp_path: Path, write: Write) -> None:
    """Neither of a file that is wrong nor of one that is missing; and what is sound is told to be."""
    empty = tmp_path / "empty"
    empty.mkdir()
    bad, one, missing = write("reviews: {}", "bad.yaml"), write(ONE, "one.yaml"), str(tmp_path / "missing.yaml")
    found = problems([bad, str(empty), one, missing])
    assert sorted(problem.partition(": ")[0] for problem in found) == sorted([f"{bad}:1:10", str(empty), missing])
    sound, wrong, unreadable = validate.check([bad, str(empty), one, missing])
    assert [line.partition(": ")[0] for line in sound] == [one]
    assert [problem.file for problem in wrong] == [bad]
    assert sorted(problem.file for problem in unreadable) == sorted([str(empty), missing])


def test_every_problem_in_a_folder(shelf: Path) -> None:
    (shelf / "b.yaml").write_text("reviews: {}", "utf-8")
    (shelf / "d.jsonl").write_text(LINES + "5\n", "utf-8")
    expected = [
        f"{shelf}/b.yaml:1:10: reviews must be a list, not a mapping",
        f"{shelf}/d.jsonl:3:1: a line must hold one review, as an object",
    ]
    assert problems([str(shelf)]) == expected
    sound, found, unreadable = validate.check([str(shelf)])
    assert [str(problem) for problem in found] == expected
    assert [line.partition(": ")[0] for line in sound] == [
        f"{shelf}/{name}" for name in ("A.YML", "c.json", "e.NDJSON")
    ]
    assert unreadable == []


def test_json_lines_from_a_pipe(tmp_path: Path) -> None:
    """A named pipe has no size, and is read whole; its ending or its first line tells what it holds."""
    for name in ("pipe.jsonl", "pipe"):
        path = tmp_path / name
        os.mkfifo(path)
        held = os.open(path, os.O_RDWR)  # or it would be empty, for nobody writes to it yet
        os.write(held, LINES.encode())
        thread = threading.Timer(0.1, os.close, [held])
        thread.start()
        assert ids(library.open_store([str(path)])) == ["pipe/child-x", "pipe/child-w"]
        thread.join()


# --- The cache --------------------------------------------------------------------------------------------------------


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The cache folder, which is not there yet, where every file is large."""
    monkeypatch.setattr(library, "CACHED_FROM", 1)
    monkeypatch.setenv("CASEREVIEWS_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache" / "casereviews"


def no_compiling(*_: object, **__: object) -> None:
    raise AssertionError("it is compiled again")


def is_cached(files: list[str], with_bundled: bool = False) -> bool:
    """Whether the files are opened without being compiled."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compiling, "Compiler", no_compiling)
        try:
            library.open_store(files, with_bundled)
        except AssertionError:
            return False
        return True


def rest(*files: str) -> None:
    """Let files be an hour old, as far as their own time tells."""
    for name in files:
        os.utime(name, (time.time() - 3600,) * 2)


@pytest.mark.usefixtures("each")
def test_what_is_large_is_compiled_once(place: Path, write: Write) -> None:
    for number, (name, text) in enumerate([("one.yaml", ONE), ("two.jsonl", LINES)], 1):
        path = write(text, name)
        assert not is_cached([path])
        first = library.open_store([path])
        assert is_cached([path])
        again = library.open_store([path])
        assert reviews_of(first) == reviews_of(again) == reviews_of(library.open_store([path], cached=False))
        assert len(list(place.glob("*.db"))) == number


def test_what_is_small_is_not_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, write: Write) -> None:
    """Nothing is written; the size is that of all files together."""
    monkeypatch.setenv("CASEREVIEWS_CACHE", str(tmp_path / "cache"))
    one, two = write(ONE, "one.yaml"), write(LINES, "two.jsonl")
    monkeypatch.setattr(library, "CACHED_FROM", len(ONE) + len(LINES) + 1)
    for files in ([one], [two], [one, two]):
        library.open_store(files)
        library.open_store(files, with_bundled=True)
    assert not (tmp_path / "cache").exists()
    monkeypatch.setattr(library, "CACHED_FROM", len(ONE) + len(LINES))
    library.open_store([one])
    assert not (tmp_path / "cache").exists()
    library.open_store([one, two])
    assert is_cached([one, two])
    assert not is_cached([two, one])
    assert not is_cached([one])


def test_a_year_of_bulletins_is_small() -> None:
    assert library.CACHED_FROM >= 256 * 1024
    assert len(package_data(REVIEWS)) < library.CACHED_FROM


def test_keeping_nothing(place: Path, write: Write) -> None:
    path = write(ONE)
    assert ids(library.open_store([path], cached=False)) == ["collection/child-y"]
    assert not place.exists()
    library.open_store([path])
    before = sorted(place.iterdir())
    monitored = [entry.stat().st_mtime_ns for entry in before]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compiling, "Compiler", no_compiling)
        with pytest.raises(AssertionError):
            library.open_store([path], cached=False)
    assert sorted(place.iterdir()) == before
    assert [entry.stat().st_mtime_ns for entry in before] == monitored


def test_what_is_no_file_is_never_kept(place: Path, write: Write) -> None:
    one = write(ONE, "one.yaml")
    reader, writer = os.pipe()
    os.write(writer, TWO.encode())
    os.close(writer)
    try:
        assert ids(library.open_store([one, f"/dev/fd/{reader}"])) == ["one/child-y", "two/z"]
    finally:
        os.close(reader)
    assert not place.exists()


@pytest.mark.parametrize("old", [False, True], ids=["of now", "of an hour ago"])
def test_an_edit_is_noticed(place: Path, write: Write, old: bool) -> None:
    """Whatever its size and time."""
    path = write(ONE)
    for text in (ONE, ONE.replace("Child Y", "Child Z"), TWO, ONE):
        Path(path).write_text(text, "utf-8")
        if old:
            rest(path)
        expected = ids(library.open_store([path], cached=False))
        assert ids(library.open_store([path])) == expected
        assert ids(library.open_store([path])) == expected
        assert is_cached([path])


def test_an_edit_of_one_of_several(place: Path, write: Write) -> None:
    one, two = write(ONE, "one.yaml"), write(TWO, "two.yaml")
    library.open_store([one, two])
    Path(two).write_text(TWO.replace("Child Z", "Child Q"), "utf-8")
    assert [record["name"] for record in reviews_of(library.open_store([one, two]))] == ["Child Y", "Child Q"]


def test_a_folder_that_gains_and_loses_a_file(place: Path, shelf: Path) -> None:
    assert len(ids(library.open_store([str(shelf)]))) == 6
    assert is_cached([str(shelf)])
    (shelf / "h.jsonl").write_text('{"name": "Child S", "title": "T"}\n', "utf-8")
    assert len(ids(library.open_store([str(shelf)]))) == 7
    (shelf / "d.jsonl").unlink()
    assert len(ids(library.open_store([str(shelf)]))) == 5


@pytest.mark.parametrize(("name", "value"), [("__version__", "0.0.0"), ("VERSION", 1)])
def test_another_program(
    place: Path, write: Write, monkeypatch: pytest.MonkeyPatch, name: str, value: str | int
) -> None:
    """It neither uses what this one has kept nor leaves it."""
    path = write(ONE)
    library.open_store([path])
    assert is_cached([path])
    monkeypatch.setattr(library, name, value)
    assert not is_cached([path])
    assert os.listdir(place) == []


def test_another_vocabulary(place: Path, write: Write, installed: dict[str, bytes | None]) -> None:
    path = write(ONE)
    library.open_store([path])
    text = package_data(VOCABULARY).decode()
    installed[VOCABULARY] = text.replace("label: Physical abuse", "label: Bodily abuse", 1).encode()
    assert library.open_store([path]).vocabulary.label("harm", "physical-abuse") == "Bodily abuse"


def test_with_the_bundled_collection(place: Path, write: Write, records: Records) -> None:
    """It is kept together with the files, apart from the files alone."""
    path = write(ONE)
    for _ in range(2):
        store = library.open_store([path], with_bundled=True)
        assert ids(store) == [*records, "collection/child-y"]
        assert [record["file"] for record in store.collections()] == [BUNDLED, path]
        assert ids(library.open_store([path])) == ["collection/child-y"]
    assert is_cached([path], with_bundled=True)
    assert is_cached([path])
    assert len(list(place.glob("*.db"))) == 2


def test_a_bundled_collection_that_is_no_file(
    place: Path, write: Write, monkeypatch: pytest.MonkeyPatch, records: Records
) -> None:
    """As in a zipped package: nothing is kept, for nobody could tell whether it changed."""
    monkeypatch.setattr(named, "package_places", lambda name: [])
    assert ids(library.open_store([write(ONE)], with_bundled=True)) == [*records, "collection/child-y"]
    assert not place.exists()


def test_names_are_those_that_were_typed(
    place: Path, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However those were spelled from which the cache was made."""
    path = write(ONE, "one.yaml")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "deeper").mkdir()
    library.open_store([path])
    for name in ("one.yaml", "./one.yaml", "deeper/../one.yaml", path):
        assert is_cached([name])
        (record,) = library.open_store([name]).collections()
        assert record["file"] == name
    assert len(list(place.glob("*.db"))) == 1


def test_a_link_of_another_name_is_another_collection(place: Path, write: Write, tmp_path: Path) -> None:
    """It is called after its file, and so are its reviews."""
    path, link = write(ONE, "one.yaml"), tmp_path / "other.yaml"
    link.symlink_to(path)
    assert ids(library.open_store([path])) == ["one/child-y"]
    assert ids(library.open_store([str(link)])) == ["other/child-y"]


def test_what_has_problems_is_never_kept(place: Path, write: Write) -> None:
    """Every problem is told each time."""
    bad, worse, one = write("reviews: {}", "bad.yaml"), write(LINES + "5\n{\n", "worse.jsonl"), write(ONE, "one.yaml")
    for _ in range(2):
        found = problems([bad, one, worse])
        assert [problem.partition(": ")[0] for problem in found] == [f"{bad}:1:10", f"{worse}:3:1", f"{worse}:4:2"]
    assert not list(place.glob("*.db"))
    assert not list(place.glob("*.tmp"))
    Path(bad).write_text(TWO, "utf-8")
    Path(worse).write_text(LINES, "utf-8")
    assert len(ids(library.open_store([bad, one, worse]))) == 4


def test_what_becomes_wrong_is_told(place: Path, write: Write) -> None:
    path = write(ONE)
    library.open_store([path])
    Path(path).write_text("reviews: {}", "utf-8")
    assert problems([path]) == [f"{path}:1:10: reviews must be a list, not a mapping"]
    Path(path).unlink()
    assert problems([path]) == [f"{path}: cannot be read: no such file or directory"]


def flip(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 4]) + data[middle + 1 :]


DAMAGE = pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[: len(data) // 2],
        lambda data: data[:-1],
        lambda data: data + b"\x00",
        lambda data: b"\x00" * len(data),
        flip,
        lambda data: data[:100] + os.urandom(100) + data[200:],
        lambda data: b"SQLite format 3\x00" + data[16:40],
    ],
    ids=["empty", "half", "shorter", "longer", "zeros", "flipped", "overwritten", "head"],
)


def damage_file(file: Path, damage: Callable[[bytes], bytes], when: str) -> None:
    """Damage a file, and put its time back where that is asked for."""
    status = file.stat()
    file.write_bytes(damage(file.read_bytes()))
    if when == "then":
        os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))


@DAMAGE
@pytest.mark.parametrize("when", ["now", "then"])
@pytest.mark.usefixtures("each")
def test_a_damaged_database_answers_the_same(
    place: Path, write: Write, damage: Callable[[bytes], bytes], when: str
) -> None:
    """Even where whoever damaged it put its time back: the answer comes from memory, and that is said once."""
    path = write(LINES, "x.jsonl")
    expected = everything(library.open_store([path]))
    (file,) = place.glob("*.db")
    damage_file(file, damage, when)
    notes: list[str] = []
    assert everything(library.open_store([path], note=notes.append)) == expected
    assert notes == [f"the cache is not used: {file}: is damaged; this answer is compiled in memory"]
    assert os.listdir(place) == []
    assert everything(library.open_store([path], note=notes.append)) == expected
    assert len(notes) == 1
    assert is_cached([path])


@DAMAGE
@pytest.mark.parametrize("when", ["now", "then"])
def test_a_damaged_note_is_written_anew(place: Path, write: Write, damage: Callable[[bytes], bytes], when: str) -> None:
    path = write(LINES, "x.jsonl")
    expected = everything(library.open_store([path]))
    (file,) = place.glob("*.json")
    damage_file(file, damage, when)
    notes: list[str] = []
    assert everything(library.open_store([path], note=notes.append)) == expected
    assert notes == []
    assert is_cached([path])


def everything(store: Store) -> list[Any]:
    words = [list(search_for(store, query_).records) for query_ in ("sample", "child", "w")]
    return [reviews_of(store), store.collections(), info.ask(store), words]


def test_a_foreign_database_in_the_cache(place: Path, write: Write) -> None:
    """Another collection's, and one that is no store."""
    one, two = write(ONE, "one.yaml"), write(TWO, "two.yaml")
    library.open_store([one])
    (file,) = place.glob("*.db")
    library.open_store([two])
    (other,) = set(place.glob("*.db")) - {file}
    file.write_bytes(other.read_bytes())
    assert ids(library.open_store([one])) == ["one/child-y"]
    library.open_store([one])
    file.unlink()
    with closing(sqlite3.connect(file)) as database:
        database.execute("CREATE TABLE review (id)")
    assert ids(library.open_store([one])) == ["one/child-y"]
    assert ids(library.open_store([two])) == ["two/z"]


@pytest.mark.usefixtures("large")
def test_a_database_that_is_no_store(place: Path, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """Though it is what was kept."""
    path = write(ONE)

    def fill(database: sqlite3.Connection, *_: Any) -> None:
        database.execute("CREATE TABLE review (id)")

    notes: list[str] = []
    with monkeypatch.context() as patch:
        patch.setattr(library, "_compile_files", fill)
        library.open_store([path], note=notes.append)
    (note,) = notes
    assert note.startswith(f"the cache is not used: {place}/")
    assert note.endswith(".db: is damaged; this answer is compiled in memory")
    assert ids(library.open_store([path], note=notes.append)) == ["collection/child-y"]
    assert len(notes) == 1


@pytest.mark.parametrize("size", ["small", "large"])
def test_a_database_that_goes_before_it_is_opened(
    place: Path, write: Write, monkeypatch: pytest.MonkeyPatch, size: str
) -> None:
    """A small one is in memory by then; for a large one, all is compiled in memory."""
    path = write(ONE)
    if size == "large":
        monkeypatch.setattr(cached, "IN_MEMORY", 0)
    library.open_store([path])
    find = cache.find

    def found_too_late(*arguments: Any) -> cache.CachedDatabase | None:
        found = find(*arguments)
        if found:
            Path(found.path).unlink()
        return found

    monkeypatch.setattr(cache, "find", found_too_late)
    notes: list[str] = []
    assert ids(library.open_store([path], note=notes.append)) == ["collection/child-y"]
    assert notes == []


def test_a_sqlite_without_deserialize(place: Path, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be taken into memory is read where it is."""
    path = write(ONE)
    library.open_store([path])

    monkeypatch.setattr(Store, "load", lambda data: None)
    assert is_cached([path])
    assert library.open_store([path]).on_disk


def test_a_file_that_changes_while_it_is_compiled(place: Path, write: Write) -> None:
    """It is not kept, and the answer is of what stands there in the end."""
    path = write("".join(f'{{"name": "A{n}", "title": "T"}}\n' for n in range(150)), "x.jsonl")
    changed: list[int] = []

    def change(done: float, number: int) -> None:
        if not changed:
            changed.append(number)
            os.replace(write(LINES, "new"), path)

    store = library.open_store([path], progress=change)
    assert changed == [100]
    assert ids(store) == ["x/child-x", "x/child-w"]
    assert not is_cached([path])


# --- The cache, by the command line -------------------------------------------------------------------------------------

COMMANDS = [
    ("list",), ("list", "--harm", "neglect"), ("list", "--search", "home", "--sort", "age"), ("show", "Child Ash"),
    ("search", "home"), ("search", "child NOT police"), ("search", '"the home"'), ("themes",), ("themes", "recording"),
    ("themes", "--by", "harm"), ("learning",), ("learning", "--search", "home"), ("recommendations",), ("vocabulary",),
    ("info",), ("show", "nobody"), ("list", "--harm", "nosuch"), ("show", "child"), ("similar", "Child Ash"),
]  # fmt: skip


@pytest.mark.parametrize("more", [[], ["--with-bundled"]])
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_answers_are_the_same_with_and_without_the_cache(
    place: Path, invoke: Invoke, command: tuple[str, ...], more: list[str]
) -> None:
    """The first, which compiles; the second, which does not; and one that keeps nothing."""
    arguments = [*command, "--data", INVENTED, "--json", *more]
    if command[0] == "vocabulary":
        arguments = [*command, "--json"]
    without = invoke(*arguments, "--no-cache") if command[0] != "vocabulary" else invoke(*arguments)
    assert not place.exists()
    first = invoke(*arguments)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compiling, "Compiler", no_compiling)
        second = invoke(*arguments)
    assert first == without
    assert second == without
    assert without.code in (0, 1, 2, 3)


@pytest.mark.parametrize(
    "name", ["a  b.yaml", "a\nb.yaml", "\x1b[31m.yaml", "é\u202e.yaml", "ä" * 100 + ".jsonl", "[b].yaml"]
)
def test_names_of_files_are_the_same_with_and_without_the_cache(
    place: Path, invoke: Invoke, write: Write, name: str
) -> None:
    """However odd they are."""
    path = write(LINES if name.endswith("l") and "jsonl" in name else ONE, name)
    for command in (("info",), ("info", "--json"), ("list", "--json")):
        without = invoke(*command, "--data", path, "--no-cache")
        assert without.code == 0
        assert invoke(*command, "--data", path) == without
        assert invoke(*command, "--data", path) == without
        assert is_cached([path])


def make_file(folder: Path) -> str:
    folder.parent.mkdir()
    folder.touch()
    return f"{folder}: is a file, not a folder"


def make_link(folder: Path) -> str:
    folder.parent.mkdir()
    (folder.parent / "elsewhere").mkdir(mode=0o700)
    folder.symlink_to(folder.parent / "elsewhere")
    return f"{folder}: is a symbolic link, not a folder"


def make_open(folder: Path) -> str:
    folder.mkdir(parents=True)
    folder.chmod(0o770)
    return f"{folder}: others may write to it"


@pytest.mark.parametrize("make", [make_file, make_link, make_open])
def test_a_cache_that_cannot_be_used(place: Path, invoke: Invoke, write: Write, make: Callable[[Path], str]) -> None:
    """One note that says why; the right answer; and nothing is changed there."""
    reason = make(place)
    path = write(ONE)
    note = f"the cache is not used: {reason}; this answer is compiled in memory\n"
    for _ in range(2):
        assert invoke("list", "--data", path, "-f", "ids") == (0, "collection/child-y\n", note)
    assert invoke("list", "--data", path, "-f", "ids", "-q") == (0, "collection/child-y\n", "")
    assert invoke("list", "--data", path, "-f", "ids", "--no-cache") == (0, "collection/child-y\n", "")
    assert invoke("list", "-f", "ids", "-n", "1") == (0, "2022-02/child-rs\n", "")
    assert place.is_file() or os.listdir(place) == []
    wrong = write("reviews: {}", "wrong.yaml")
    given = invoke("list", "--data", wrong)
    assert (given.code, given.out) == (4, "")
    assert given.err.endswith(f"casereviews: {wrong}:1:10: reviews must be a list, not a mapping\n")


def test_a_cache_that_takes_no_more(place: Path, invoke: Invoke, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    compile_files = library._compile_files
    calls: list[int] = []

    def fails_at_first(*arguments: Any) -> None:
        calls.append(1)
        return full() if len(calls) == 1 else compile_files(*arguments)

    monkeypatch.setattr(library, "_compile_files", fails_at_first)
    path = write(ONE)
    note = f"the cache is not used: {place}: cannot be written: database or disk is full; this answer is compiled in memory\n"
    assert invoke("list", "--data", path, "-f", "ids") == (0, "collection/child-y\n", note)
    assert os.listdir(place) == []


def test_a_home_that_cannot_be_written_to(process: Process, write: Write, tmp_path: Path) -> None:
    """Plain use writes nothing; what is large is told once not to be kept."""
    home = tmp_path / "home"
    home.mkdir()
    surroundings = {"HOME": str(home), "XDG_CACHE_HOME": "", "CASEREVIEWS_CACHE": ""}
    given = process("list", "--data", write(ONE), "-f", "ids", env=surroundings)
    assert (given.returncode, given.stdout, given.stderr) == (0, b"collection/child-y\n", b"")
    assert os.listdir(home) == []
    large = write("#" * library.CACHED_FROM + "\n" + ONE, "large.yaml")
    given = process("list", "--data", large, "-f", "ids", env={**surroundings, "HOME": ""})
    assert (given.returncode, given.stdout) == (0, b"large/child-y\n")
    assert given.stderr == b"the cache is not used: there is no home folder; this answer is compiled in memory\n"
    given = process("list", "--data", large, "-f", "ids", env=surroundings)
    assert (given.returncode, given.stdout, given.stderr) == (0, b"large/child-y\n", b"")
    assert os.listdir(home / ".cache") == ["casereviews"]
    assert (home / ".cache" / "casereviews").stat().st_mode & 0o777 == 0o700


def test_many_at_once(write: Write, tmp_path: Path) -> None:
    """One answer from all that begin together, where nothing is kept yet; and one entry afterwards."""
    lines = "".join(f'{{"name": "A{n}", "title": "Sample review", "summary": "{"word " * 150}"}}\n' for n in range(400))
    path = write(lines, "x.jsonl")
    assert len(lines) > library.CACHED_FROM
    folder = tmp_path / "cache"
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "casereviews", "search", "word", "--data", path, "-f", "ids"],
            env={**os.environ, "CASEREVIEWS_CACHE": str(folder)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for _ in range(8)
    ]
    answers = [(*one.communicate(timeout=60), one.returncode) for one in running]
    assert len(set(answers)) == 1
    out, err, code = answers[0]
    assert (err, code, len(out.split())) == (b"", 0, 400)
    assert sorted(file.suffix for file in (folder / "casereviews").iterdir()) == [".db", ".json"]
