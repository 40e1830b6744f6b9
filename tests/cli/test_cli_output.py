"""Where an answer goes, in what format, with what colours and how wide."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from casereviews import library
from casereviews.files import writing
from casereviews.text import visible
from helpers import FORMATS, INVENTED, Invoke, Process
from helpers.running import on_terminal

ANSI = re.compile(rb"\x1b")


# --- Formats and fields -----------------------------------------------------------------------------------------------


def test_json_is_short_for_format_json(invoke: Invoke) -> None:
    """Both together too; another format beside it contradicts."""
    assert (
        invoke("list", "--json").out == invoke("list", "-f", "json").out == invoke("list", "--json", "-f", "json").out
    )
    assert invoke("list", "--json", "-f", "csv") == (
        2,
        "",
        "casereviews: --json and --format csv contradict each other\n",
    )


def test_fields(invoke: Invoke) -> None:
    """Only these, in the order named; one named twice stands once; spaces do not matter."""
    assert invoke("list", "--fields", "name,id", "-f", "csv", "-n", "1").out == "name,id\nChild RS,2022-02/child-rs\n"
    assert invoke("list", "--fields", " id , id ", "-f", "tsv", "-n", "1").out == "id\n2022-02/child-rs\n"
    assert invoke("show", "Mia", "--fields", "name,actions", "--json").json == {"name": "Mia", "actions": None}
    assert invoke("list", "--fields", "id,area", "-n", "1").out == (
        "id                area\n2022-02/child-rs  not stated\n"
    )


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("list --fields ID,Name,id -f TSV", "list --fields id,name -f tsv"),
        ("learning --fields Review.ID -f jsonl", "learning --fields review.id -f jsonl"),
        ("list --sort NAME", "list --sort name"),
        ("themes --by Harm --json", "themes --by harm --json"),
        ("search home --in Title,LEARNING -q", "search home --in title,learning -q"),
        ("list --color NEVER", "list"),
        ("schema Learning", "schema learning"),
        ("vocabulary Harms", "vocabulary harm"),
    ],
)
def test_words_of_the_program_in_any_case(invoke: Invoke, typed: str, same: str) -> None:
    """What is answered has its own names all the same."""
    given = invoke(*typed.split())
    assert given == invoke(*same.split())
    assert (given.code, bool(given.out)) == (0, True)


@pytest.mark.parametrize("name", ["csv", "tsv"])
def test_fields_of_an_empty_answer(invoke: Invoke, name: str) -> None:
    """The header has the fields that were asked for, with rows or without."""
    given = invoke("list", "--harm", "online-harm", "-f", name, "--fields", "name,id")
    assert given.out == ("name,id\n" if name == "csv" else "name\tid\n")


def test_wrong_field_of_an_empty_answer(invoke: Invoke) -> None:
    """Wrong usage is wrong whether anything matches or not."""
    assert invoke("list", "--harm", "online-harm", "--json", "--fields", "nosuch").code == 2


def test_ids_want_their_field(invoke: Invoke) -> None:
    """-f ids with --fields that leave the id out is wrong usage."""
    given = invoke("list", "-f", "ids", "--fields", "name")
    assert (given.code, given.out) == (2, "")
    assert "ids" in given.err
    assert invoke("list", "-f", "ids", "--fields", "id,name", "-n", "1").out == "2022-02/child-rs\n"


# --- Files ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ending", "name"),
    [(".json", "json"), (".jsonl", "jsonl"), (".csv", "csv"), (".tsv", "tsv"), (".yaml", "yaml"), (".yml", "yaml"),
     (".md", "md"), (".CSV", "csv"), (".txt", "plain"), ("", "plain")],
)  # fmt: skip
def test_the_ending_says_the_format(invoke: Invoke, tmp_path: Path, ending: str, name: str) -> None:
    """What is written to a file is what a pipe would get; nothing is said."""
    target = tmp_path / f"answer{ending}"
    assert invoke("list", "-o", str(target)) == (0, "", "")
    assert target.read_bytes().decode() == invoke("list", "-f", name).out
    assert os.listdir(tmp_path) == [target.name]


@pytest.mark.parametrize("ending", [".html", ".xlsx", ".json5", ".", ".\x1b[31m"])
def test_an_unknown_ending(invoke: Invoke, tmp_path: Path, ending: str) -> None:
    """Nobody asked for plain text in a file called x.html: wrong usage, and no file; --format settles it."""
    target = tmp_path / f"answer{ending}"
    assert invoke("list", "-o", str(target)) == (
        2,
        "",
        (
            f'casereviews: no format has the ending "{visible(ending)}"\n'
            "name one with --format, or use .txt, .json, .jsonl, .csv, .tsv, .yaml, .yml, .md; of counts .svg or .png\n"
        ),
    )
    assert os.listdir(tmp_path) == []
    assert invoke("list", "-o", str(target), "-f", "md").code == 0
    assert target.read_text("utf-8").startswith("| Id |")


def test_an_empty_output(invoke: Invoke) -> None:
    """As a script's empty variable gives."""
    for command in (("list",), ("validate",), ("vocabulary", "--json")):
        assert invoke(*command, "-o", "") == (2, "", "casereviews: --output is empty\nname a file\n")


def test_a_named_format_beats_the_ending(invoke: Invoke, tmp_path: Path) -> None:
    """-f is what the person said last word on."""
    target = tmp_path / "answer.json"
    assert invoke("list", "-f", "ids", "-o", str(target)).code == 0
    assert target.read_text("utf-8").startswith("2022-02/child-rs\n")


def test_an_existing_file_needs_force(invoke: Invoke, tmp_path: Path) -> None:
    """It is not touched without --force; with it, it is replaced and keeps its mode."""
    target = tmp_path / "answer.csv"
    target.write_text("mine", "utf-8")
    target.chmod(0o640)
    assert invoke("list", "-o", str(target)) == (
        4,
        "",
        f"casereviews: {target} exists already; --force replaces it\n",
    )
    assert target.read_text("utf-8") == "mine"
    assert invoke("list", "-o", str(target), "--force") == (0, "", "")
    assert target.read_text("utf-8").startswith("id,name,")
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert os.listdir(tmp_path) == ["answer.csv"]


@pytest.mark.parametrize("command", [("list",), ("show", "Child Ash"), ("search", "bruise"), ("themes",), ("info",)])
@pytest.mark.parametrize("way", ["itself", "symlink", "hard link", "dotted", "environment"])
def test_the_input_is_never_replaced(
    invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], way: str
) -> None:
    """-o naming the collection that is being read is refused, --force or not, by whatever name."""
    source = tmp_path / "mine.yaml"
    text = Path(INVENTED).read_text("utf-8")
    source.write_text(text, "utf-8")
    target = {"dotted": tmp_path / ".." / tmp_path.name / "mine.yaml"}.get(way, source)
    if way == "symlink":
        target = tmp_path / "link.yaml"
        target.symlink_to(source)
    elif way == "hard link":
        target = tmp_path / "hard.yaml"
        target.hardlink_to(source)
    named: tuple[str, ...] = ("--data", str(source))
    if way == "environment":
        monkeypatch.setenv("CASEREVIEWS_DATA", str(source))
        named = ()
    given = invoke(*command, *named, "-o", str(target), "--force")
    assert (given.code, given.out) == (4, "")
    assert "is the collection that is being read" in given.err
    assert source.read_text("utf-8") == text


def test_a_link_is_followed(invoke: Invoke, tmp_path: Path) -> None:
    """-o on a symbolic link writes the file it points to and leaves the link."""
    target, link = tmp_path / "answer.csv", tmp_path / "link.csv"
    target.write_text("old", "utf-8")
    link.symlink_to(target)
    assert invoke("list", "-o", str(link)).code == 4
    assert invoke("list", "-o", str(link), "--force").code == 0
    assert link.is_symlink()
    assert target.read_text("utf-8").startswith("id,name,")


def test_a_missing_folder_and_a_folder(invoke: Invoke, tmp_path: Path) -> None:
    """Neither can be written to; one line says why."""
    missing = invoke("list", "-o", str(tmp_path / "none" / "x.csv"))
    assert missing == (4, "", f"casereviews: {tmp_path}/none/x.csv cannot be written: no such file or directory\n")
    folder = invoke("list", "-o", str(tmp_path), "--force")
    assert (folder.code, folder.out) == (4, "")
    assert folder.err == f"casereviews: {tmp_path} cannot be written: is a directory\n"


@pytest.mark.parametrize("name", ["sub/", "sub.d/", "sub.csv/", "sub/.", "sub/.."])
@pytest.mark.parametrize("options", [(), ("--force",), ("-f", "csv")])
def test_a_folder_by_its_name(
    invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, options: tuple[str, ...]
) -> None:
    """Whether there is one or not, no file is written that is called like it."""
    monkeypatch.chdir(tmp_path)
    told = (4, "", f"casereviews: {name} is a folder by its name\nname a file in it\n")
    assert invoke("list", "-o", name, *options) == told
    (tmp_path / os.path.dirname(name)).mkdir()
    assert invoke("list", "-o", name, *options) == told
    assert os.listdir(tmp_path) == [os.path.dirname(name)]


ENDINGS_READ = [".json", ".jsonl", ".yaml", ".yml", ".YAML"]


@pytest.mark.parametrize("ending", [*ENDINGS_READ, ".csv", ".md", ".txt", ".tsv", ""])
@pytest.mark.parametrize("way", ["option", "environment", "environment beside", "link"])
def test_no_answer_is_put_among_collections(
    invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str, way: str
) -> None:
    """It would be read as one from then on; what is not read does no harm there, nor does what lies elsewhere."""
    folder, other = tmp_path / "ours", tmp_path / "other"
    folder.mkdir()
    other.mkdir()
    (folder / "mine.yaml").write_text(Path(INVENTED).read_text("utf-8"), "utf-8")
    (tmp_path / "link").symlink_to(folder)
    named: tuple[str, ...] = ("--data", str(folder))
    if way.startswith("environment"):
        monkeypatch.setenv("CASEREVIEWS_DATA", str(folder))
        named = ("--data", INVENTED) if way == "environment beside" else ()
    target = (tmp_path / "link" if way == "link" else folder) / f"answer{ending}"
    given = invoke("list", *named, "-o", str(target))
    if ending in ENDINGS_READ:
        message = f"{target} would be read as a collection from then on: {folder} is a folder of them"
        hint = "write it to another folder, or as .csv, .md or .txt"
        assert given == (4, "", f"casereviews: {message}\n{hint}\n")
        assert os.listdir(folder) == ["mine.yaml"]
    else:
        assert given == (0, "", "")
        assert target.exists()
    assert invoke("list", *named, "-f", "ids").out.count("\n") == 3
    assert invoke("list", *named, "-o", str(other / f"answer{ending}")) == (0, "", "")
    (folder / "deeper").mkdir()
    assert invoke("list", *named, "-o", str(folder / "deeper" / f"answer{ending}")) == (0, "", "")
    assert invoke("list", *named, "-f", "json", "-o", str(folder / f".hidden{ending}")) == (0, "", "")
    assert invoke("list", *named, "-f", "ids").out.count("\n") == 3


def test_a_link_that_leads_among_collections(invoke: Invoke, tmp_path: Path) -> None:
    """A new file has its name where the link leads."""
    folder = tmp_path / "ours"
    folder.mkdir()
    (folder / "mine.yaml").write_text(Path(INVENTED).read_text("utf-8"), "utf-8")
    link = tmp_path / "answer.txt"
    link.symlink_to(folder / "answer.json")
    given = invoke("list", "--data", str(folder), "-o", str(link))
    assert (given.code, given.out) == (4, "")
    assert "would be read as a collection" in given.err
    assert os.listdir(folder) == ["mine.yaml"]


def test_a_collection_may_lie_among_bulletins(invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An import reads no collections, and what it writes is one."""
    (tmp_path / "may.txt").write_text(
        "May 2033\n\n2033 – Northmere – Child Test\n\nDeath of a 2-month-old boy in May 2031.\n", "utf-8"
    )
    monkeypatch.setenv("CASEREVIEWS_DATA", str(tmp_path))
    assert invoke("import", str(tmp_path), "-o", str(tmp_path / "ours.yaml")).code == 0
    assert invoke("list", "-f", "ids").out.count("\n") == 1


@pytest.mark.parametrize("number", [13, 116, 5])
@pytest.mark.parametrize("failing", ["source", "target"])
def test_an_input_that_cannot_be_told_from_the_output(
    invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, failing: str
) -> None:
    """It is not taken for another file, and so not replaced."""
    source, target = tmp_path / "mine.yaml", tmp_path / "link.yaml"
    text = Path(INVENTED).read_text("utf-8")
    source.write_text(text, "utf-8")
    target.hardlink_to(source)
    stat_of = os.stat

    def stat(name: Any, **options: Any) -> os.stat_result:
        if str(name) == str(source if failing == "source" else target):
            raise OSError(number, os.strerror(number))
        return stat_of(name, **options)

    monkeypatch.setattr(os, "stat", stat)
    given = invoke("list", "--data", str(source), "-o", str(target), "--force")
    monkeypatch.undo()
    reason = os.strerror(number)[0].lower() + os.strerror(number)[1:]
    message = f"{target} cannot be written: whether it is {source}, which is being read, is not known: {reason}"
    assert given == (4, "", f"casereviews: {message}\n")
    assert source.read_text("utf-8") == text


def test_standard_input_that_cannot_be_told_from_the_output(
    invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is called by its name."""
    stat_of = os.stat

    def stat(name: Any, **options: Any) -> os.stat_result:
        if name == 0:
            raise OSError(5, "Input/output error")
        return stat_of(name, **options)

    monkeypatch.setattr(os, "stat", stat)
    given = invoke("list", "--data", "-", "-o", str(tmp_path / "x.csv"), given=Path(INVENTED).read_bytes())
    monkeypatch.undo()
    why = "whether it is standard input, which is being read, is not known: input/output error"
    assert given == (4, "", f"casereviews: {tmp_path}/x.csv cannot be written: {why}\n")
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("name", ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
def test_standard_output_by_its_names(process: Process, tmp_path: Path, name: str) -> None:
    """A pipe or a file, it is written to as it is open: nothing is replaced, and what is there already stays."""
    assert process("list", "-f", "csv", "-o", name).stdout == process("list", "-f", "csv").stdout
    target = tmp_path / "x.txt"
    target.write_bytes(b"before\n")
    with target.open("ab") as stream:
        given = process("list", "-n", "1", "-f", "ids", "-o", name, stdout=stream, capture_output=False)
    assert given.returncode == 0
    assert target.read_bytes() == b"before\n2022-02/child-rs\n"


def in_bash(line: str, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    """What bash makes of a line in which `$@` is the command."""
    command = ["bash", "-c", line, "bash", sys.executable, "-m", "casereviews", *arguments]
    return subprocess.run(command, capture_output=True, cwd=cwd, timeout=60, check=False)


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    """As bash names the one of >(...), and a named one; both are there afterwards, and what they got is whole."""
    done = in_bash('"$@" -o >(cat > got); wait $!', "list", "-f", "ids", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert (tmp_path / "got").read_bytes().count(b"\n") == 8
    os.mkfifo(tmp_path / "fifo")
    done = in_bash('cat fifo > got & "$@" -o fifo; wait', "list", "-f", "csv", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert (tmp_path / "got").read_bytes().startswith(b"id,name,")
    assert stat.S_ISFIFO((tmp_path / "fifo").stat().st_mode)
    assert sorted(os.listdir(tmp_path)) == ["fifo", "got"]


def test_a_pipe_whose_reader_is_gone(tmp_path: Path) -> None:
    """141, as it is of standard output."""
    done = in_bash('"$@" -o >(true)', "search", "home OR child OR review", "-f", "json", cwd=tmp_path)
    assert (done.returncode in (0, 141), done.stderr) == (True, b"")
    done = in_bash('exec 3> >(exec true); sleep 0.3; "$@" -o /dev/fd/3', "list", "-f", "json", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (141, b"", b"")


def test_a_device_is_written_to(process: Process) -> None:
    """And stays one."""
    given = process("list", "-o", os.devnull)
    assert (given.returncode, given.stdout, given.stderr) == (0, b"", b"")
    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)


def test_home_is_understood(invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no shell has put the folder in its place: behind a sign, and in variables."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ours.yaml").write_text(Path(INVENTED).read_text("utf-8"), "utf-8")
    (tmp_path / "own.yaml").write_text("harms: {neglect: {synonyms: [cold house]}}\n", "utf-8")
    (tmp_path / "may.txt").write_text(
        "May 2033\n\n2033 – Northmere – Child Test\n\nDeath of a 2-month-old boy.\n", "utf-8"
    )
    ids = invoke("list", "--data=~/ours.yaml", "-f", "ids").out
    assert ids.count("\n") == 3
    assert invoke("list", "--data=~/ours.yaml", "-f", "ids", "--output=~/ids.txt") == (0, "", "")
    assert (tmp_path / "ids.txt").read_text("utf-8") == ids
    assert invoke("import", "may.txt", "-q", "--output=~/new.yaml").code == 0
    assert invoke("import", "may.txt", "-q", "--into=~/new.yaml").code == 0
    monkeypatch.setenv("CASEREVIEWS_DATA", os.pathsep.join(("~/ours.yaml", "~/new.yaml")))
    assert invoke("list", "-f", "ids").out.count("\n") == 4
    monkeypatch.setenv("CASEREVIEWS_VOCABULARY", "~/own.yaml")
    assert invoke("list", "--harm", "cold house", "-f", "ids").code == 0
    monkeypatch.setenv("CASEREVIEWS_CACHE", "~/kept")
    assert invoke("cache").err == f"no collection is kept compiled in {tmp_path}/kept/casereviews\n"
    assert not (tmp_path / "~").exists()


@pytest.mark.unprivileged
@pytest.mark.parametrize("way", ["--force", "--into", "--recode"])
def test_a_read_only_file_is_left_as_it_is(invoke: Invoke, tmp_path: Path, way: str) -> None:
    """Whoever writes to it, though its folder would let it be replaced."""
    bulletin = tmp_path / "may.txt"
    bulletin.write_text("May 2033\n\n2033 – Northmere – Child Test\n\nDeath of a 2-month-old boy.\n", "utf-8")
    target = tmp_path / "ours.yaml"
    target.write_text(Path(INVENTED).read_text("utf-8"), "utf-8")
    before = target.read_bytes()
    target.chmod(0o444)
    command = {
        "--force": ("list", "-o", str(target), "--force"),
        "--into": ("import", str(bulletin), "-q", "--into", str(target)),
        "--recode": ("import", "-q", "--recode", str(target)),
    }[way]
    told = f"casereviews: {target} is left as it was: it is read-only\nmake it writable, or write to another file\n"
    assert invoke(*command) == (4, "", told)
    assert target.read_bytes() == before
    assert sorted(os.listdir(tmp_path)) == ["may.txt", "ours.yaml"]
    target.chmod(0o644)
    assert invoke(*command).code == 0


def test_wrong_usage_writes_no_file(invoke: Invoke, tmp_path: Path) -> None:
    """Nothing is created, and nothing replaced, for a command that fails."""
    target = tmp_path / "x.csv"
    for command in (
        ("list", "--harm", "nosuch"),
        ("list", "--fields", "nosuch"),
        ("show", "nobody"),
        ("list", "-f", "x"),
    ):
        assert invoke(*command, "-o", str(target)).code in (1, 2)
        assert os.listdir(tmp_path) == []


def test_what_fails_leaves_the_old_file(invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that fills up half way leaves the old file whole, and no temporary one."""
    target = tmp_path / "x.json"
    target.write_text("old", "utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing, "write_all", full)
    given = invoke("list", "-o", str(target), "--force")
    assert given == (4, "", f"casereviews: {target} cannot be written: no space left on device\n")
    assert target.read_text("utf-8") == "old"
    assert os.listdir(tmp_path) == ["x.json"]


def test_a_dash_is_standard_output(invoke: Invoke) -> None:
    """-o - is as if it were not there."""
    assert invoke("list", "-o", "-") == invoke("list")


# --- Colour and width -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "env", "coloured"),
    [
        ((), {}, True),
        ((), {"TERM": "dumb"}, False),
        ((), {"TERM": ""}, True),
        ((), {"NO_COLOR": "1"}, False),
        ((), {"NO_COLOR": ""}, True),
        ((), {"FORCE_COLOR": "0"}, False),
        ((), {"TERM": "dumb", "FORCE_COLOR": "1"}, True),
        ((), {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        (("--color", "never"), {"FORCE_COLOR": "1"}, False),
        (("--color", "always"), {"NO_COLOR": "1", "TERM": "dumb"}, True),
        (("--color", "auto"), {}, True),
    ],
)
def test_colour_on_a_terminal(options: tuple[str, ...], env: dict[str, str], coloured: bool) -> None:
    """A terminal has colour, unless it or the person will not have it."""
    shown = on_terminal("list", "-n", "1", *options, env={"TERM": "xterm-256color", **env})
    assert bool(ANSI.search(shown)) is coloured
    text = re.sub(rb"\x1b\[[0-9;]*m", b"", shown).decode()
    assert "2022-02/child-rs" in text.split()
    assert "─" in text  # a table, not plain text
    assert max(map(len, text.splitlines())) <= 80


@pytest.mark.parametrize(
    ("options", "env", "coloured"),
    [
        ((), {}, False),
        ((), {"FORCE_COLOR": "1"}, True),
        ((), {"FORCE_COLOR": "0"}, False),
        ((), {"FORCE_COLOR": ""}, False),
        ((), {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        (("--color", "always"), {}, True),
        (("--color", "never"), {"FORCE_COLOR": "1"}, False),
    ],
)
def test_colour_of_a_table_in_a_pipe(
    invoke: Invoke, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...], env: dict[str, str], coloured: bool
) -> None:
    """A pipe has colour only where it is asked for by name."""
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    for command in (("list",), ("show", "Mia"), ("search", "home"), ("themes",)):
        assert ("\x1b" in invoke(*command, "-f", "table", *options).out) is coloured


@pytest.mark.parametrize(
    ("options", "env", "table"),
    [
        ((), {}, False),
        (("--color", "always"), {}, True),
        (("--color", "always"), {"NO_COLOR": "1"}, True),
        ((), {"FORCE_COLOR": "1"}, True),
        ((), {"FORCE_COLOR": "0"}, False),
        ((), {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        (("--color", "never"), {"FORCE_COLOR": "1"}, False),
    ],
)
def test_who_asks_for_colour_gets_a_table(
    invoke: Invoke, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...], env: dict[str, str], table: bool
) -> None:
    """Plain text has no colour, so `--color always | less -R` gets a table where no format is named."""
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    for command in (("list",), ("show", "Mia"), ("themes",)):
        wanted = "table" if table else "plain"
        assert invoke(*command, *options) == invoke(*command, *options, "-f", wanted)
        assert ("\x1b" in invoke(*command, *options).out) is table


@pytest.mark.parametrize("name", FORMATS[1:])
def test_what_is_no_table_never_has_colour(invoke: Invoke, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Other formats are text for programs and files."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b" not in invoke("list", "-f", name, "--color", "always").out


def test_the_terminal_s_own_width() -> None:
    """A terminal's size is kept to; COLUMNS stands above it; other formats do not wrap."""
    for width in (50, 100):
        shown = on_terminal("show", "Child L", env={"TERM": "dumb"}, size=(width, 30)).decode()
        assert max(map(len, shown.splitlines())) == width
    shown = on_terminal("show", "Child L", env={"TERM": "dumb", "COLUMNS": "60"}, size=(100, 30)).decode()
    assert max(map(len, shown.splitlines())) == 60
    shown = on_terminal("show", "Child L", "-f", "plain", env={"TERM": "dumb"}, size=(50, 30)).decode()
    assert max(map(len, shown.splitlines())) > 120


@pytest.mark.parametrize(("columns", "width"), [(None, 50), ("40", 40), ("200", 200)])
def test_notes_break_between_words_on_a_terminal(process: Process, columns: str | None, width: int) -> None:
    """A line of notes and errors is as long as the terminal is wide; in a pipe it is one line, however long."""
    commands = ((("list", "--sex", "female", "--since", "2019"), 0), (("list", "--harm", "neglekt"), 2))
    for command, code in commands:
        piped = process(*command).stderr.decode()
        env = {"COLUMNS": columns} if columns else {}
        shown = on_terminal(*command, env=env, size=(50, 30), stream="stderr", code=code).decode()
        assert max(map(len, piped.splitlines())) > 50
        assert max(map(len, shown.splitlines())) <= width
        assert shown.split() == piped.split()
        assert (shown == piped) is (width == 200)
        assert process(*command, env={"COLUMNS": "40"}).stderr.decode() == piped


def test_a_terminal_of_ascii() -> None:
    """Lines and quotation marks have substitutes; nothing fails, and nothing is beyond ASCII."""
    env = {"PYTHONIOENCODING": "ascii", "TERM": "dumb"}
    shown = on_terminal("show", "Child Ash", "--data", INVENTED, env=env)
    assert shown.isascii()
    assert b"Practitioners wrote 'unknown' - and stopped there." in shown
    assert b"?" not in shown
    assert b"\n+---" in b"\n" + shown
    assert b"####" in on_terminal("themes", env=env)
    for name, load in (("json", json.loads), ("yaml", yaml.safe_load)):
        shown = on_terminal("show", "Child Ash", "--data", INVENTED, "-f", name, env=env)
        assert shown.isascii(), name
        points = load(shown)["learning"]
        assert points[2]["text"] == "Practitioners wrote “unknown” – and stopped there.", name


def test_ascii_in_a_pipe_is_utf_8(process: Process) -> None:
    """What a program reads is UTF-8, whatever the locale or Python is told."""
    for env in ({"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}):
        given = process("show", "Child Ash", "--data", INVENTED, env=env)
        assert given.returncode == 0
        assert "Practitioners wrote “unknown” – and stopped there." in given.stdout.decode("utf-8")


@pytest.mark.parametrize("columns", ["0", "-5", "abc", "", "9" * 400, "12.5", "٣"])
def test_columns_that_are_no_width(invoke: Invoke, monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    """A COLUMNS that means nothing is passed over."""
    monkeypatch.setenv("COLUMNS", columns)
    given = invoke("list", "-f", "table")
    assert (given.code, given.err) == (0, "")
    assert "2022-02/child-rs" in given.out.split()


def test_no_trailing_spaces_and_a_line_end(invoke: Invoke) -> None:
    """In no format; every answer ends with one line end."""
    for command in (("list",), ("show", "Mia"), ("search", "home"), ("themes",), ("themes", "--by", "harm"), ("info",)):
        for name in ("table", "plain", "json", "jsonl", "yaml", "md", *(() if command == ("info",) else ("ids",))):
            shown = invoke(*command, "-f", name).out
            assert not [line for line in shown.split("\n") if line != line.rstrip()], (command, name)
            assert shown.endswith("\n"), (command, name)
            assert not shown.endswith("\n\n"), (command, name)
            assert "\r" not in shown


@pytest.mark.parametrize("command", [["list"], ["themes"], ["validate"]])
@pytest.mark.parametrize("way", ["option", "environment"])
def test_no_input_in_a_folder_is_replaced(
    invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str], way: str
) -> None:
    """A collection in a folder that is being read is one that is being read."""
    source = tmp_path / "mine.yaml"
    text = Path(INVENTED).read_text("utf-8")
    source.write_text(text, "utf-8")
    if way == "environment":
        monkeypatch.setenv("CASEREVIEWS_DATA", str(tmp_path))
        named = []
    else:
        named = [str(tmp_path)] if command == ["validate"] else ["--data", str(tmp_path)]
    given = invoke(*command, *named, "-o", str(source), "--force")
    assert source.read_text("utf-8") == text
    assert (given.code, given.out) == (4, "")
    assert "is the collection that is being read" in given.err


@pytest.mark.parametrize("name", ["mine.yaml", "mine.jsonl"])
def test_no_input_of_the_cache_is_replaced(
    invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Nor where it was compiled before and is not read now."""
    monkeypatch.setattr(library, "CACHED_FROM", 1)
    source = tmp_path / name
    text = Path(INVENTED).read_text("utf-8") if name.endswith("yaml") else invoke("list", "-f", "jsonl").out
    source.write_text(text, "utf-8")
    for _ in range(2):
        given = invoke("list", "--data", str(source), "-o", str(source), "--force")
        assert source.read_text("utf-8") == text
        assert (given.code, given.out) == (4, "")
