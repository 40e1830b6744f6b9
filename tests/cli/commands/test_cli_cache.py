"""`casereviews cache`: what is kept compiled, and removing it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import jsonschema
import pytest

from casereviews import cache, library
from casereviews.answers.cache import size
from helpers import FORMATS, Invoke


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The cache folder, which is not there yet."""
    monkeypatch.setenv("CASEREVIEWS_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache" / "casereviews"


def kept(*sources: str) -> str:
    """The database of files that are kept now: two million bytes and some."""

    def fill(path: str) -> None:
        with closing(sqlite3.connect(path)) as database:
            database.execute("CREATE TABLE content AS SELECT zeroblob(2000000)")
            database.commit()

    given = cache.keep(sources, library.version(), fill)
    assert given is not None
    return given.path


@pytest.fixture
def two(write: Callable[[str, str], str]) -> list[str]:
    """Two files that are kept, the second together with the first too."""
    names = [write("reviews: []\n", "a.yaml"), write("reviews: []\n", "b.yaml")]
    kept(names[0])
    kept(names[1], names[0])
    return names


def test_an_empty_cache(invoke: Invoke, place: Path) -> None:
    """A note for people, an empty answer for programs; nothing is made by looking."""
    assert invoke("cache") == (0, "", f"no collection is kept compiled in {place}\n")
    assert invoke("cache", "-q") == (0, "", "")
    assert invoke("cache", "--json") == (0, "[]\n", "")
    assert invoke("cache", "-f", "csv").out == "sources,bytes,state,coding,file\n"
    assert invoke("cache", "--clear") == (0, "", "the cache is empty already\n")
    assert not place.exists()


def test_what_is_there(invoke: Invoke, place: Path, two: list[str]) -> None:
    """The folder, and each entry with its files, its size and its state."""
    assert invoke("cache").out == (
        f"Folder: {place}\n\n"
        f"{'Collection':{len(two[0]) * 2 + 2}}    Size  State    Codes\n"
        f"{two[0]:{len(two[0]) * 2 + 2}}  2.0 MB  current  all\n"
        f"{two[1]}; {two[0]}  2.0 MB  current  all\n"
    )


def test_each_coding_of_a_collection_is_told_apart(invoke: Invoke, write: Callable[[str, str], str]) -> None:
    """As asking it with --coding keeps one more."""
    review = "  - {id: c/%d, name: Child %d, title: T, summary: %s}\n"
    large = write("reviews:\n" + "".join(review % (n, n, "word " * 200) for n in range(400)), "large.yaml")
    for coding in ("automatic", None, "curated"):
        assert invoke("list", "--data", large, "--count", *(("--coding", coding) if coding else ())).code == 0
    found = invoke("cache", "--json").json
    assert [(one["sources"], one["coding"]) for one in found] == [
        ([large], None), ([large], "automatic"), ([large], "curated"),
    ]  # fmt: skip
    assert [line.split()[-1] for line in invoke("cache").out.splitlines()[2:]] == [
        "Codes",
        "all",
        "automatic",
        "curated",
    ]


@pytest.mark.parametrize("happened", ["changed", "gone", "another version"])
def test_what_is_out_of_date(invoke: Invoke, two: list[str], happened: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is removed, which is said once, and listed no more."""
    if happened == "changed":
        Path(two[1]).write_text("reviews: [{}]\n", "utf-8")
    elif happened == "gone":
        Path(two[1]).unlink()
    else:
        monkeypatch.setattr(library, "__version__", "0.0.0")
        assert invoke("cache", "--json") == (0, "[]\n", "removed 2 compiled collections out of date, 4.0 MB\n")
        return
    given = invoke("cache", "--json")
    assert [(record["sources"], record["state"]) for record in given.json] == [([two[0]], "current")]
    assert given.err == "removed 1 compiled collection out of date, 2.0 MB\n"
    assert invoke("cache", "--json") == (0, given.out, "")


def test_what_cannot_be_removed(invoke: Invoke, two: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """It is listed with what is the matter."""

    def refuse(name: str) -> None:
        raise PermissionError(13, "Permission denied", name)

    Path(two[1]).unlink()
    monkeypatch.setattr(os, "unlink", refuse)
    given = invoke("cache", "--json")
    assert ([record["state"] for record in given.json], given.err) == (["current", "source missing"], "")


def test_the_contract(invoke: Invoke, two: list[str]) -> None:
    """The fields, typed here by hand; the schema; the files as ids."""
    records = invoke("cache", "--json").json
    jsonschema.validate(records, invoke("schema", "cache").json, cls=jsonschema.Draft202012Validator)
    assert [list(record) for record in records] == [["sources", "bytes", "state", "coding", "file"]] * 2
    assert [record["sources"] for record in records] == [[two[0]], [two[1], two[0]]]
    assert {record["state"] for record in records} <= set(cache.STATES)
    assert [record["bytes"] for record in records] == [os.stat(record["file"]).st_size for record in records]
    assert invoke("cache", "-f", "ids").out.split() == [record["file"] for record in records]
    assert invoke("cache", "--fields", "state", "-f", "csv").out == "state\ncurrent\ncurrent\n"
    wrong = invoke("cache", "--fields", "stat")
    assert (wrong.code, wrong.err.splitlines()[1]) == (2, "allowed: sources, bytes, state, coding, file")


def test_the_states_of_the_contract(invoke: Invoke) -> None:
    """Those that there are."""
    record = invoke("schema", "cache").json["$defs"]["cache"]
    assert tuple(record["properties"]["state"]["enum"]) == cache.STATES


@pytest.mark.parametrize("name", FORMATS)
def test_every_format(invoke: Invoke, two: list[str], name: str) -> None:
    """Each shows what is there; a file's name is text and nothing more."""
    odd = Path(two[0]).with_name("[red]\x1b[31m\u202e.yaml")
    odd.write_text("reviews: []\n", "utf-8")
    kept(str(odd))
    given = invoke("cache", "-f", name)
    assert (given.code, given.err) == (0, "")
    assert "\x1b" not in given.out
    assert "\u202e" not in given.out
    if name != "ids":
        assert "[red]" in given.out.replace("\\", "")


def test_what_is_not_known(invoke: Invoke, place: Path, two: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Databases without a note, which a killed run has left, go; where they cannot they are listed."""
    for note in place.glob("*.json"):
        note.unlink()
    with monkeypatch.context() as patch:
        patch.setattr(os, "unlink", lambda name: os.lstat(f"{name}/none"))
        given = invoke("cache", "--json")
        assert ([record["sources"] for record in given.json], given.err) == ([[], []], "")
        assert "not known" in invoke("cache").out
    assert invoke("cache").err == (
        f"removed 2 compiled collections out of date, 4.0 MB\nno collection is kept compiled in {place}\n"
    )
    assert os.listdir(place) == []


def test_clearing(invoke: Invoke, place: Path, two: list[str]) -> None:
    """It says what it removed; programs get what is left, which is nothing."""
    assert invoke("cache", "--clear") == (0, "", "removed 2 compiled collections, 4.0 MB\n")
    assert os.listdir(place) == []
    kept(two[0])
    assert invoke("cache", "--clear", "--json") == (0, "[]\n", "removed 1 compiled collection, 2.0 MB\n")
    for option, more in (("--clear", ""), ("-fjson", "")):
        (place / "casereviews-4194304-0123abcd.tmp").write_bytes(b"x" * 1500)
        assert invoke("cache", option).err == f"removed what interrupted runs left behind, 1.5 kB\n{more}"
    kept(two[0])
    assert invoke("cache", "--clear", "-q") == (0, "", "")
    assert os.listdir(place) == []


@pytest.mark.parametrize("arguments", [(), ("--json",), ("--clear",)])
def test_a_folder_that_cannot_be_used(invoke: Invoke, place: Path, arguments: tuple[str, ...]) -> None:
    """The reason in a line, and what to do."""
    place.parent.mkdir()
    place.touch()
    assert invoke("cache", *arguments) == (
        4,
        "",
        f"casereviews: {place}: is a file, not a folder\nCASEREVIEWS_CACHE names another folder\n",
    )


def test_options_of_other_commands(invoke: Invoke) -> None:
    """It asks no collection, so it takes none."""
    assert invoke("cache", "--data", "x").code == 2
    assert invoke("cache", "x").code == 2


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0 bytes"),
        (940, "940 bytes"),
        (1000, "1.0 kB"),
        (12_345_678, "12.3 MB"),
        (999_999_999, "1.0 GB"),
        (5_000_000_000, "5.0 GB"),
        (10**15, "1000000.0 GB"),
    ],
)
def test_sizes(number: int, text: str) -> None:
    """In the unit that makes them short."""
    assert size(number) == text
