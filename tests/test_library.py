"""The collections in use: the bundled one however its compiled copy fares, and those of files."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from casereviews import library, query, search
from casereviews.errors import DataError, Problem
from casereviews.filters import Filters
from casereviews.library import BUNDLED, COMPILED, REVIEWS, VOCABULARY
from casereviews.store import Store

Records = dict[str, dict[str, Any]]
Write = Callable[..., str]

ONE = "reviews:\n- name: Child Y\n  title: Sample review\n"
TWO = "reviews:\n- name: Child Z\n  title: Sample review\n  id: two/z\n"


def reviews(store: Store) -> list[dict[str, Any]]:
    return query.reviews(store, Filters())


def ids(store: Store) -> list[str]:
    return [record["id"] for record in reviews(store)]


def was_opened(store: Store) -> bool:
    """Whether the store is the kept one, which alone knows its sources, and was not compiled now."""
    number: int = store.ask("SELECT count(*) FROM source").fetchone()[0]
    return number > 0


@pytest.fixture(scope="module")
def compiled() -> bytes:
    return library.compile_bundled()


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes | None]:
    """The package's data as it is told to be: None is a file that is missing."""
    data: dict[str, bytes | None] = {}
    package_data = library.package_data

    def told(name: str) -> bytes:
        if name not in data:
            return package_data(name)
        found = data[name]
        if found is None:
            raise DataError([Problem(name, 0, 0, None, "is missing")])
        return found

    monkeypatch.setattr(library, "package_data", told)
    return data


# --- The bundled collection -----------------------------------------------------------------------


def test_the_compiled_copy_is_opened(installed: dict[str, bytes | None], compiled: bytes, records: Records) -> None:
    installed[COMPILED] = compiled
    store = library.open_store()
    assert was_opened(store)
    assert reviews(store) == list(records.values())


def test_without_the_compiled_copy(installed: dict[str, bytes | None], compiled: bytes) -> None:
    installed[COMPILED] = compiled
    opened = library.open_store()
    installed[COMPILED] = None
    store = library.open_store()
    assert not was_opened(store)
    assert reviews(store) == reviews(opened)
    assert store.collections() == opened.collections()
    for words in ("information", "bruis*", "child NOT police"):
        assert search.search(store, words) == search.search(opened, words)
    assert query.themes(store, store.vocabulary, Filters()) == query.themes(opened, opened.vocabulary, Filters())
    assert query.info(store) == query.info(opened)


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
    assert reviews(store) == list(records.values())


def test_a_copy_with_a_flipped_byte_is_passed_over(compiled: bytes) -> None:
    sources = {name: library.package_data(name) for name in (REVIEWS, VOCABULARY)}
    anew = library._compile(sources)

    @settings(max_examples=60, deadline=None)
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
            patch.setattr(library, "package_data", told.__getitem__)
            patch.setattr(library, "_compile", lambda sources: anew)
            assert library.open_store() is anew

    flip()


def test_a_copy_of_other_data_is_passed_over(installed: dict[str, bytes | None], compiled: bytes) -> None:
    installed[COMPILED] = compiled
    text = library.package_data(REVIEWS).decode()
    installed[REVIEWS] = text.replace("name: Mia", "name: Ada").replace("2022-02/mia", "2022-02/ada").encode()
    store = library.open_store()
    assert not was_opened(store)
    assert [record["name"] for record in reviews(store)].count("Ada") == 1
    assert "2022-02/ada" in ids(store)


def test_a_copy_of_another_vocabulary_is_passed_over(installed: dict[str, bytes | None], compiled: bytes) -> None:
    installed[COMPILED] = compiled
    text = library.package_data(VOCABULARY).decode()
    installed[VOCABULARY] = text.replace("label: Physical abuse", "label: Bodily abuse", 1).encode()
    assert library.vocabulary().label("harm", "physical-abuse") == "Bodily abuse"


def test_compiling_is_the_same_each_time(compiled: bytes) -> None:
    assert library.compile_bundled() == compiled


def test_the_copy_in_use_is_of_today() -> None:
    try:
        in_use = library.package_data(COMPILED)
    except DataError:
        pytest.skip("the data is not compiled here")
    assert in_use == library.compile_bundled(), (
        "make build the package anew: the tables have changed, not their VERSION"
    )


def test_the_copy_is_written_where_the_package_is_built(tmp_path: Path, compiled: bytes) -> None:
    library.keep_bundled(str(tmp_path / "new" / "data"))
    assert (tmp_path / "new" / "data" / COMPILED).read_bytes() == compiled
    library.keep_bundled(str(tmp_path / "new" / "data"))
    assert os.listdir(tmp_path / "new" / "data") == [COMPILED]


def test_data_that_is_not_installed() -> None:
    with pytest.raises(DataError) as caught:
        library.package_data("nothing.yaml")
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


def test_ids_differ_among_the_collections_in_use(write: Write) -> None:
    one, again = write(ONE, "one.yaml"), write("- {name: X, title: Sample review, id: one/child-y}", "again.yaml")
    also = f"one/child-y: a review of this id is also in {one}:2; ids must differ"
    assert problems([one, again]) == [f"{again}:1:39: {also}"]
    twice = 'the id "one/child-y" is given first in line 2; give one of them another "id"'
    assert problems([one, one]) in ([f"{one}:2:3: {also}"], [f"{one}:2:3: Child Y: {twice}"])
    mia = write("- {name: Mia, title: Sample review, id: 2022-02/mia}", "mia.yaml")
    (problem,) = problems([mia], with_bundled=True)
    assert problem.startswith(f"{mia}:1:41: 2022-02/mia: a review of this id is also in {BUNDLED}:")
    assert ids(library.open_store([mia])) == ["2022-02/mia"]


def test_checking(write: Write, tmp_path: Path) -> None:
    one, bad = write(ONE, "one.yaml"), write("", "bad.yaml")
    missing = str(tmp_path / "missing.yaml")
    sound, found, unreadable = library.check([one, bad, missing])
    assert sound == [f"{one}: 1 review, 0 learning points, 0 recommendations, 0 actions: no problems"]
    assert [str(problem) for problem in found] == [f'{bad}: is empty; a collection needs the key "reviews"']
    assert [str(problem) for problem in unreadable] == [f"{missing}: cannot be read: no such file or directory"]
    sound, found, unreadable = library.check([])
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
    assert library.named(typed) == files


def test_standard_input_is_a_file(process: Callable[..., subprocess.CompletedProcess[bytes]]) -> None:
    done = process("list", "--data", "-", "-f", "ids", input=TWO.encode())
    assert (done.returncode, done.stdout, done.stderr) == (0, b"two/z\n", b"")
    done = process("list", "--data", "-", "-f", "ids", input=b"reviews: {}")
    assert (done.returncode, done.stdout) == (4, b"")
    assert b":1:10: reviews must be a list, not a mapping" in done.stderr
