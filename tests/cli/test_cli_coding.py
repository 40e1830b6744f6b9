"""The filter --coding: answers held to the codes that a person has read, or that nobody has."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import casereviews
from casereviews import cache, library
from casereviews.errors import UsageError
from casereviews.library import held
from helpers import Invoke

Write = Callable[..., str]

OURS = """\
collection: {id: c, coding: automatic, title: Ours}
reviews:
- id: c/fen
  name: Fen
  title: T
  outcome: death
  harms: [neglect, sexual-abuse]
  learning:
  - {id: c/fen/L1, text: The police kept a dog., themes: [recording, fathers-and-males], agencies: [police]}
  - {id: c/fen/L2, text: Gates were open., themes: []}
  - {id: c/fen/L3, text: Doors were open., themes: []}
  evidence:
  - {field: outcome, value: death, confidence: likely}
  - {field: harms, value: neglect, confidence: read}
  - {field: harms, value: sexual-abuse, confidence: check}
  - {field: themes, value: recording, confidence: likely, where: L1}
  - {field: agencies, value: police, confidence: likely, where: L1}
  - {field: themes, value: none, confidence: read, where: L2}
- id: c/elm
  name: Elm
  title: T
  harms: [sexual-abuse]
  learning: [{text: The police wrote it down., themes: [recording]}]
  evidence:
  - {field: harms, value: sexual-abuse, confidence: likely}
  - {field: themes, value: recording, confidence: likely, where: L1}
- {id: c/oak, name: Oak, title: T, coding: curated, harms: [sexual-abuse], learning: [{text: Look at records., themes: [recording]}]}
"""
READ = 'held to the codes that a person has read: "not stated" is also what is not read; 2 of 3 reviews have any\n'
UNREAD = 'held to the codes that nobody has read: "not stated" is also what is read; 2 of 3 reviews have any\n'


@pytest.fixture
def ours(write: Write) -> str:
    """A review of whose codes some are read, one of which none are, and one that a person coded."""
    return write(OURS)


def test_only_codes_that_a_person_has_read(invoke: Invoke, ours: str) -> None:
    given = invoke("list", "--data", ours, "--coding", "curated", "--json")
    fen, oak = given.json
    assert given.err == READ
    assert (fen["id"], oak["id"]) == ("c/fen", "c/oak")
    assert (fen["outcome"], fen["harms"], fen["themes"], fen["agencies"]) == (
        None,
        ["neglect"],
        ["fathers-and-males"],
        None,
    )
    assert [one["themes"] for one in fen["learning"]] == [["fathers-and-males"], [], None]
    assert [one["agencies"] for one in fen["learning"]] == [None, None, None]
    assert oak["themes"] == ["recording"]


def test_only_codes_that_nobody_has_read(invoke: Invoke, ours: str) -> None:
    given = invoke("list", "--data", ours, "--coding", "Automatic", "--json")
    fen, elm = given.json
    assert given.err == UNREAD
    assert (fen["outcome"], fen["harms"], fen["themes"]) == ("death", ["sexual-abuse"], ["recording"])
    assert [one["themes"] for one in fen["learning"]] == [["recording"], None, []]
    assert (elm["id"], elm["harms"]) == ("c/elm", ["sexual-abuse"])


def test_all_codes(invoke: Invoke, ours: str) -> None:
    assert invoke("list", "--data", ours, "--coding", "any", "--json") == invoke("list", "--data", ours, "--json")


def counts(invoke: Invoke, *arguments: str) -> dict[str, int]:
    return {str(one["value"]): one["count"] for one in invoke("count", *arguments, "--json").json}


def test_counts_are_held_to_what_is_read(invoke: Invoke, ours: str) -> None:
    by_harm = ("--by", "harm", "--data", ours)
    assert counts(invoke, *by_harm) == {"sexual-abuse": 3, "neglect": 1}
    assert counts(invoke, *by_harm, "--coding", "curated") == {"neglect": 1, "sexual-abuse": 1}
    assert counts(invoke, *by_harm, "--coding", "automatic") == {"sexual-abuse": 2}
    themes = invoke("themes", "--data", ours, "--coding", "curated", "--json")
    assert {one["theme"]: one["statements"] for one in themes.json} == {"recording": 1, "fathers-and-males": 1}
    assert themes.err == READ + "1 statement is not coded by theme, and not counted\n"


def test_filters_and_search_are_held_to_it_too(invoke: Invoke, ours: str) -> None:
    """A review of which nobody has read the harm is left out of what asks for it."""
    held = ("--data", ours, "--coding", "curated")
    assert invoke("list", *held, "--harm", "CSA", "-f", "ids").out == "c/oak\n"
    assert invoke("list", *held, "--outcome", "death", "-f", "ids") == (
        0, "", READ + "left out: 2 reviews do not state the outcome; --outcome not-stated lists them\n"
    )  # fmt: skip
    assert invoke("learning", *held, "--theme", "recording", "-f", "ids").out == "c/oak/L1\n"
    assert [one["id"] for one in invoke("search", "CSA", *held, "--json").json] == ["c/oak"]
    assert invoke("similar", "oak", *held, "--json").code == 0
    assert invoke("similar", "elm", *held).code == 1


def test_exports_say_what_was_asked(invoke: Invoke, ours: str, tmp_path: Path) -> None:
    target = tmp_path / "out.md"
    assert invoke("export", str(target), "--data", ours, "--coding", "curated").code == 0
    text = target.read_text("utf-8")
    assert "coding: curated" in text
    assert "Elm" not in text
    assert invoke("brief", "recording", "--data", ours, "--coding", "curated", "--json").json["reviews"]


def test_the_bundled_collection_is_a_persons(invoke: Invoke) -> None:
    assert invoke("list", "--coding", "curated", "-f", "ids", "-q") == invoke("list", "-f", "ids", "-q")
    assert invoke("list", "--coding", "automatic", "--count", "-q").out == "0\n"


def test_an_unknown_coding(invoke: Invoke) -> None:
    assert invoke("list", "--coding", "curatd") == (
        2, "", 'casereviews: unknown coding "curatd"; did you mean "curated"?\nallowed: curated, automatic, any\n'
    )  # fmt: skip


def test_several_collections_keep_their_reviews(invoke: Invoke, ours: str, write: Write) -> None:
    other = write(
        "- {name: Ash, title: Ash, coding: automatic, harms: [neglect]}\n- {name: Birch, title: B}\n", "other.yaml"
    )
    given = invoke("info", "--data", other, "--data", ours, "--json").json
    assert [one["reviews"] for one in given["collections"]] == [2, 3]
    ids = invoke("list", "--data", other, "--data", ours, "--coding", "curated", "-f", "ids").out.split()
    assert ids == ["other/ash", "other/birch", "c/fen", "c/oak"]


def test_from_python_each_question_is_held_by_itself(ours: str) -> None:
    notes: list[str] = []
    with casereviews.open(ours, note=notes.append) as collections:
        assert len(collections.reviews(coding="curated")) == 2
        assert collections.show("elm")["harms"] == ["sexual-abuse"]
        assert len(collections.reviews(coding="automatic")) == 2
        assert len(collections.reviews()) == 3
        assert collections.count("harm", coding="curated")[0]["count"] == 1
        with pytest.raises(UsageError):
            collections.reviews(coding="x")
        assert len(collections.reviews()) == 3
    assert notes[:2] == [READ.strip(), UNREAD.strip()]


# --- What rests on codes that nobody has read -------------------------------------------------------------------------

RESTS = "2 of 3 reviews have codes that nobody has read; --coding curated counts what a person has read\n"


@pytest.mark.parametrize(
    "command", [("count", "--by", "harm"), ("count", "--by", "age", "--theme", "recording"), ("themes",)]
)
def test_a_count_says_so(invoke: Invoke, ours: str, command: tuple[str, ...]) -> None:
    assert invoke(*command, "--data", ours).err == RESTS
    assert invoke(*command, "--data", ours, "-f", "md").out.endswith(
        "\n2 of 3 reviews have codes that nobody has read; --coding curated counts what a person has read.\n"
    )
    for coding in ("curated", "automatic"):
        assert "nobody has read;" not in invoke(*command, "--data", ours, "--coding", coding).err.partition("\n")[2]


def test_what_rests_on_no_codes_does_not(invoke: Invoke, ours: str) -> None:
    assert invoke("count", "--by", "age", "--data", ours).err == ""
    assert invoke("count", "--by", "harm").err == ""
    assert invoke("themes").err == ""


def test_how_much_is_read_of_a_collection(invoke: Invoke, ours: str) -> None:
    assert invoke("info", "--data", ours, "--json").json["coded"] == {
        "codes_read": 4, "codes_unread": 6, "statements_read": 2, "statements_unread": 3,
    }  # fmt: skip
    told = invoke("info", "--data", ours).out
    assert (
        "Codes:           4 read by a person, 6 by nobody\nStatements:      2 read by a person, 3 by nobody\n" in told
    )
    assert "by nobody" not in invoke("info").out


def test_how_much_is_read_of_each_review(invoke: Invoke, ours: str) -> None:
    names = "id,codes_read,codes_unread,statements_read,statements_unread"
    found: list[dict[str, Any]] = json.loads(invoke("list", "--data", ours, "--fields", names, "--json").out)
    assert [tuple(one.values()) for one in found] == [
        ("c/fen", 2, 4, 1, 2), ("c/elm", 0, 2, 0, 1), ("c/oak", 2, 0, 1, 0),
    ]  # fmt: skip


# --- Kept in the cache ------------------------------------------------------------------------------------------------


@pytest.fixture
def kept(each: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every collection is large enough to be kept, and read as large ones are or as the others."""
    monkeypatch.setattr(library, "CACHED_FROM", 1)


def ids(invoke: Invoke, file: str, coding: str) -> list[str]:
    return [review["id"] for review in invoke("list", "--data", file, "--coding", coding, "--json").json]


def entries(file: str) -> int:
    """How many entries the cache has of a file."""
    return [entry.sources for entry in cache.entries(library.version())].count([str(Path(file).resolve())])


@pytest.mark.usefixtures("kept")
def test_a_large_collection_is_compiled_once_for_each_coding(
    invoke: Invoke, ours: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = {"curated": ["c/fen", "c/oak"], "automatic": ["c/fen", "c/elm"]}
    assert {coding: ids(invoke, ours, coding) for coding in expected} == expected
    assert entries(ours) == 3
    monkeypatch.setattr(held, "_compile", None)  # nothing is compiled again
    assert {coding: ids(invoke, ours, coding) for coding in expected} == expected
    assert len(invoke("list", "--data", ours, "--json").json) == 3


def test_a_small_collection_is_kept_nowhere(invoke: Invoke, ours: str) -> None:
    assert ids(invoke, ours, "curated") == ["c/fen", "c/oak"]
    assert entries(ours) == 0


@pytest.mark.usefixtures("kept")
def test_what_changes_is_compiled_again(invoke: Invoke, ours: str) -> None:
    assert ids(invoke, ours, "automatic") == ["c/fen", "c/elm"]
    Path(ours).write_text(OURS.replace("c/elm, name: Elm", "c/ash").replace("id: c/elm", "id: c/ash"), "utf-8")
    assert ids(invoke, ours, "automatic") == ["c/fen", "c/ash"]
    assert ids(invoke, ours, "automatic") == ["c/fen", "c/ash"]


@pytest.mark.usefixtures("kept")
def test_a_file_that_changes_while_it_is_open_is_not_kept_as_it_was(invoke: Invoke, ours: str) -> None:
    with casereviews.open(ours) as collections:
        Path(ours).write_text(OURS.replace("id: c/elm", "id: c/ash"), "utf-8")
        assert [review["id"] for review in collections.reviews(coding="automatic")] == ["c/fen", "c/elm"]
    assert ids(invoke, ours, "automatic") == ["c/fen", "c/ash"]


@pytest.mark.usefixtures("kept")
def test_without_the_cache_nothing_is_kept(invoke: Invoke, ours: str) -> None:
    invoke("list", "--data", ours, "--coding", "curated", "--no-cache")
    assert entries(ours) == 0
