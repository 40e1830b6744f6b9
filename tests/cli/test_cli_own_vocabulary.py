"""`--vocabulary`: a person's own terms, on every command that knows terms."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from casereviews.cli import complete
from casereviews.cli.commands import COMMANDS
from helpers import Invoke, Process

Write = Callable[..., str]

HERS = """\
groups:
  themes: {seasons: The seasons}
harms:
  neglect:
    synonyms: [going without]
themes:
  winter:
    label: Winter
    definition: The statement speaks about the cold.
    synonyms: [frost, snow]
    avoid: {perishing: cold}
    group: seasons
  loose: {label: Loose, definition: The statement fits nowhere.}
agencies:
  lido: {label: The lido, definition: The swimming bath., synonyms: [baths]}
"""
CODED = """\
reviews:
- name: Ash
  title: T
  id: x/ash
  harms: [neglect]
  learning:
  - {text: The house was empty., themes: [winter, loose], agencies: [lido]}
  - {text: There was frost., themes: []}
- {name: Elm, title: T, id: x/elm, learning: [{text: Nothing much., themes: [loose]}]}
"""


@pytest.fixture
def hers(write: Write) -> str:
    return write(HERS, "hers.yaml")


@pytest.fixture
def asked(write: Write, hers: str) -> list[str]:
    """The options for a collection that is coded with own terms."""
    return ["--data", write(CODED), "--vocabulary", hers]


def test_every_command_that_knows_terms_takes_it(invoke: Invoke) -> None:
    for command in COMMANDS:
        told = "[env: CASEREVIEWS_VOCABULARY]" in " ".join(invoke(command, "--help").out.split())
        assert told == (command not in ("schema", "cache", "help")), command


@pytest.mark.parametrize(
    ("option", "found"),
    [
        (["--theme", "winter"], ["x/ash"]),
        (["--theme", "Frost"], ["x/ash"]),
        (["--theme", "loose"], ["x/ash", "x/elm"]),
        (["--theme", "seasons"], ["x/ash"]),
        (["--harm", "going without"], ["x/ash"]),
        (["--agency", "baths"], ["x/ash"]),
        (["--theme", "recording"], []),
    ],
)
def test_filters(invoke: Invoke, asked: list[str], option: list[str], found: list[str]) -> None:
    given = invoke("list", *asked, *option, "-q", "-f", "ids")
    assert (given.code, given.out.split(), given.err) == (0, found, "")


def test_words_no_longer_used_are_told(invoke: Invoke, asked: list[str]) -> None:
    given = invoke("list", *asked, "--theme", "perishing", "-f", "ids")
    assert (given.out, given.err) == ("x/ash\n", '"perishing" is looked up; better: cold\n')


def test_search(invoke: Invoke, asked: list[str]) -> None:
    """The label finds what says the synonym, and what is coded so; without expansion it finds neither."""
    given = invoke("search", "winter", *asked)
    assert given.err == "also looked for: frost, snow, perishing, coded Winter (for winter)\n"
    assert [match["id"] for match in invoke("search", "winter", *asked, "--json").json[0]["matches"]] == [
        "x/ash/L2",
        "x/ash/L1",
    ]
    assert "learning / coded Winter" in given.out.replace("[", "")
    assert invoke("search", "snow", *asked, "-f", "ids").out == "x/ash\n"
    assert invoke("search", "snow", *asked, "-f", "ids", "--no-expand", "-q").out == ""


def test_labels_wherever_terms_are_shown(invoke: Invoke, asked: list[str]) -> None:
    assert "Winter; Loose / agency: The lido" in invoke("show", "Ash", *asked).out
    assert "Winter; Loose / agency: The lido" in invoke("learning", *asked).out
    assert [(row["theme"], row["label"], row["reviews"]) for row in invoke("themes", *asked, "--json").json] == [
        ("loose", "Loose", 2),
        ("winter", "Winter", 1),
    ]
    assert invoke("themes", "frost", *asked, "--json").json["definition"] == "The statement speaks about the cold."
    assert "The lido" in invoke("themes", *asked, "--by", "agency").out
    assert "Loose (2 of 2)" in invoke("similar", "Ash", *asked).out
    assert invoke("info", *asked, "--json").json["reviews"] == 2


def test_the_vocabulary(invoke: Invoke, hers: str) -> None:
    """Own terms among the others; a theme without a group stands under its kind."""
    out = invoke("vocabulary", "--vocabulary", hers).out
    assert "\nTHEME: THE SEASONS (SEASONS)\nwinter  Winter. The statement speaks about the cold.\n" in out
    assert "[also: frost, snow; perishing (better: cold)]\n" in out
    assert "\nTHEME\nloose  Loose. The statement fits nowhere.\n" in out
    assert "going without" in out
    assert "winter" not in invoke("vocabulary").out


def test_the_contract_stays(invoke: Invoke, hers: str) -> None:
    """The same keys, in the same order; the bundled terms as they were, and the new ones beside them."""
    rows, bundled = invoke("vocabulary", "--vocabulary", hers, "--json").json, invoke("vocabulary", "--json").json
    jsonschema.validate(rows, invoke("schema", "vocabulary").json, cls=jsonschema.Draft202012Validator)
    assert {tuple(row) for row in rows} == {("kind", "slug", "label", "definition", "synonyms")}
    new = [row["slug"] for row in rows if row["slug"] not in {row["slug"] for row in bundled}]
    assert new == ["winter", "loose", "lido"]
    changed = [row["slug"] for row in rows if row not in bundled]
    assert changed == ["neglect", *new]


def test_all_lists_everyday_words(invoke: Invoke, write: Write) -> None:
    """With `--all` alone, in every format, apart from those for a part of the term."""
    own = write(
        "themes:\n  lido: {label: Lido, definition: D., synonyms: [baths], lay: [pool], lay_narrower: [lilo]}\n"
    )
    given = invoke("vocabulary", "theme", "--vocabulary", own)
    assert given.out.endswith("\nTHEME\nlido  Lido. D.\n    [also: baths]\n")
    given = invoke("vocabulary", "theme", "--vocabulary", own, "--all")
    assert given.out.endswith(
        "\nTHEME\nlido  Lido. D.\n    [also: baths; in everyday words: pool; for a part of it: lilo]\n"
    )
    rows = invoke("vocabulary", "--vocabulary", own, "--all", "--json").json
    jsonschema.validate(rows, invoke("schema", "vocabulary-all").json, cls=jsonschema.Draft202012Validator)
    assert {tuple(row) for row in rows} == {("kind", "slug", "label", "definition", "synonyms", "lay", "questions")}
    assert [row["lay"] for row in rows if row["slug"] == "lido"] == [["pool", "lilo"]]
    chosen = invoke("vocabulary", "theme", "--vocabulary", own, "--all", "--fields", "slug,lay", "-f", "csv")
    assert chosen.out.splitlines()[0] == "slug,lay"
    assert chosen.out.splitlines()[-1] == "lido,pool; lilo"
    refused = invoke("vocabulary", "--fields", "lay", "--json")
    assert (refused.code, refused.out) == (2, "")


def test_all_adds_everyday_words_and_nothing_else(invoke: Invoke) -> None:
    rows, every = invoke("vocabulary", "--json").json, invoke("vocabulary", "--all", "--json").json
    assert [{name: value for name, value in row.items() if name not in ("lay", "questions")} for row in every] == rows
    assert invoke("vocabulary", "--all", "--count").out == invoke("vocabulary", "--count").out
    assert invoke("vocabulary", "--all", "-f", "ids").out == invoke("vocabulary", "-f", "ids").out


def test_validate(invoke: Invoke, write: Write, hers: str, asked: list[str]) -> None:
    """A collection is sound by the terms that are given."""
    path = asked[1]
    assert invoke("validate", path, "--vocabulary", hers) == (
        0,
        f"{path}: 2 reviews, 3 learning points, 0 recommendations, 0 actions: no problems\n",
        "",
    )
    given = invoke("validate", path, "--json")
    assert given.code == 1
    assert [(problem["line"], problem["column"], problem["message"].split(";")[0]) for problem in given.json] == [
        (7, 43, 'unknown theme "winter"'),
        (7, 51, 'unknown theme "loose"'),
        (7, 70, 'unknown agency "lido"'),
        (9, 78, 'unknown theme "loose"'),
    ]
    wrong = write(CODED.replace("[winter,", "[wintr,"), "wrong.yaml")
    assert invoke("validate", wrong, "--vocabulary", hers).out == (
        f'{wrong}:7:43: x/ash: unknown theme "wintr"; casereviews vocabulary theme lists those allowed; '
        'did you mean "winter"?\n'
    )


def test_several_files(invoke: Invoke, write: Write, hers: str) -> None:
    """Each adds to those before it."""
    more = write("themes:\n  winter: {synonyms: [sleet]}\n", "more.yaml")
    rows = invoke("vocabulary", "theme", "--vocabulary", hers, "--vocabulary", more, "--json").json
    assert [row["synonyms"] for row in rows if row["slug"] == "winter"] == [["frost", "snow", "sleet"]]
    given = invoke("vocabulary", "--vocabulary", more, "--vocabulary", hers)
    needs = [f'casereviews: {more}:2:11: winter: a term needs the key "{key}"\n' for key in ("label", "definition")]
    assert given == (4, "", "".join(needs))


def test_the_variable(invoke: Invoke, asked: list[str], write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """It names files as CASEREVIEWS_DATA does; the option goes before it."""
    _, path, _, hers = asked
    other = write("themes: {loose: {label: Free, definition: D.}}\n", "other.yaml")
    monkeypatch.setenv("CASEREVIEWS_VOCABULARY", hers)
    assert invoke("list", "--data", path, "--theme", "frost", "-f", "ids").out == "x/ash\n"
    assert invoke("validate", path).code == 0
    assert "winter" in invoke("vocabulary", "theme").out
    assert invoke("validate", path, "--vocabulary", other).code == 1
    monkeypatch.setenv("CASEREVIEWS_VOCABULARY", os.pathsep.join([write("{}", "none.yaml"), hers, ""]))
    assert invoke("validate", path).code == 0


def test_bad_files(invoke: Invoke, write: Write, tmp_path: Path) -> None:
    """Every problem with its place on standard error, exit 4; `validate` gives them as its answer."""
    bad = write("harms:\n  neglect: {label: X}\nthemes:\n  Snow: {label: S, definition: D}\n", "bad.yaml")
    missing = str(tmp_path / "missing.yaml")
    expected = [
        f'{bad}:2:20: neglect: an existing term keeps its label, "Neglect"',
        f'{bad}:4:3: Snow: the slug "Snow" must be lower-case letters and digits, with single hyphens between',
        f"{missing}: cannot be read: no such file or directory",
    ]
    told = "".join(f"casereviews: {line}\n" for line in expected)
    own = ["--vocabulary", bad, "--vocabulary", missing]
    for command in (["list"], ["search", "x"], ["vocabulary"], ["themes"], ["info"], ["list", "--with-bundled"]):
        assert invoke(*command, *own) == (4, "", told)
    assert invoke("validate", *own) == (4, "".join(f"{line}\n" for line in expected), "")
    assert invoke("validate", *own, "--json").json[0] == {
        "file": bad,
        "line": 2,
        "column": 20,
        "record": "neglect",
        "message": 'an existing term keeps its label, "Neglect"',
        "nearest": None,
    }


def test_what_a_file_says_is_text(invoke: Invoke, write: Write) -> None:
    """Not markup, and no control characters, in the answers nor in the problems."""
    odd = write('themes: {odd: {label: "[red]a\\e[31m", definition: "[b]\\u202e", synonyms: ["[/b]"]}}\n', "odd.yaml")
    for name in ("table", "plain", "md"):
        out = invoke("vocabulary", "theme", "--vocabulary", odd, "-f", name).out
        assert "[red]a" in out.replace("\\", "")
        assert not {"\x1b", "\u202e"} & set(out)
    wrong = write('themes: {"[red]\\e[31m": {}}\n', "wrong.yaml")
    given = invoke("list", "--vocabulary", wrong)
    assert given.code == 4
    assert "[red]<U+001B>[31m" in given.err
    assert "\x1b" not in given.err


@pytest.mark.parametrize("command", [["list"], ["vocabulary"], ["validate"]])
def test_output_never_replaces_a_vocabulary(invoke: Invoke, hers: str, command: list[str]) -> None:
    given = invoke(*command, "--vocabulary", hers, "-o", hers, "--force")
    assert given == (
        4,
        "",
        f"casereviews: {hers} is the vocabulary that is being read; it is not written to\nname another file\n",
    )
    assert Path(hers).read_text("utf-8") == HERS


def test_standard_input(process: Process) -> None:
    given = process("vocabulary", "theme", "--vocabulary", "-", "-f", "ids", input=HERS.encode())
    assert (given.returncode, given.stdout.split()[-2:], given.stderr) == (0, [b"winter", b"loose"], b"")


def test_completions(hers: str, asked: list[str], monkeypatch: pytest.MonkeyPatch, write: Write) -> None:
    """Own terms are offered, and names of collections that only they make sound; a broken file offers nothing."""
    params = {"data": [asked[1]], "vocabulary": [hers]}
    assert complete.answer("theme", "list", params, "wint") == [("winter", "Winter")]
    assert complete.answer("theme", "list", {}, "wint") == []
    assert [value for value, _ in complete.answer("name", "show", params, "")] == ["ash", "elm"]
    assert complete.answer("name", "show", {"data": [asked[1]]}, "") == []
    monkeypatch.setenv("CASEREVIEWS_VOCABULARY", hers)
    assert complete.answer("theme", "list", {}, "wint") == [("winter", "Winter")]
    assert complete.answer("theme", "list", {"vocabulary": [write("themes: []", "bad.yaml")]}, "") == []


def test_the_shell(process: Process, hers: str) -> None:
    """The option before the word that is completed is heeded."""
    words = ["casereviews", "list", "--vocabulary", hers, "--theme", "wint"]
    env = {"_CASEREVIEWS_COMPLETE": "complete_bash", "COMP_WORDS": "\n".join(words), "COMP_CWORD": "5"}
    given = process(env=env)
    assert (given.returncode, given.stdout, given.stderr) == (0, b"winter\n", b"")


def test_without_it_no_yaml_is_read(process: Process) -> None:
    """Start-up stays as it is."""
    given = process("list", "--theme", "fathers", "-q", "-f", "ids", env={"PYTHONPROFILEIMPORTTIME": "1"})
    imported = {line.rpartition("|")[2].strip() for line in given.stderr.decode().splitlines()}
    assert "casereviews.store" in imported
    assert not {"yaml", "casereviews.reading.vocabulary_file", "casereviews.store.compiling", "rich"} & imported


def test_a_large_collection_is_kept_for_each_vocabulary(
    invoke: Invoke, write: Write, hers: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`cache` shows the vocabulary among the files of an entry, and both entries as current."""
    monkeypatch.setenv("CASEREVIEWS_CACHE", str(tmp_path / "cache"))
    large = write(
        "".join(f'{{"name": "N{n}", "title": "{"snow " * 200}", "id": "x/n{n}"}}\n' for n in range(300)), "big.jsonl"
    )
    for _ in range(2):
        assert len(invoke("search", "winter", "--data", large, "--vocabulary", hers, "--json").json) == 300
        assert invoke("search", "winter", "--data", large, "--json").json == []
    entries = invoke("cache", "--json").json
    assert [(entry["sources"], entry["state"]) for entry in entries] == [
        ([large], "current"),
        ([large, hers], "current"),
    ]
