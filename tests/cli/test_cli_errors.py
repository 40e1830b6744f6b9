"""Wrong usage, wrong files, and exit codes: one clear line, what to do next, and nothing on standard output."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from casereviews import __version__, library
from casereviews.cli.commands import COMMANDS
from casereviews.cli.commands.list import list_reviews  # noqa: F401 - loaded before a test makes it fail
from helpers import FORMATS, Invoke

FIELDS = (
    "id, name, title, review_type, listed, published, area, children, incident_date, outcome, harms, factors, themes, "
    "agencies, summary, learning, recommendations, actions, resources, notes, collection, coding, evidence, year, "
    "year_listed, year_published, children_count, child_1_age, child_1_age_months, child_1_sex, child_2_age, "
    "child_2_age_months, child_2_sex, child_3_age, child_3_age_months, child_3_sex, learning_count, "
    "recommendations_count, actions_count, codes_read, codes_unread, statements_read, statements_unread, not_read"
)

ALL = "casereviews vocabulary {} lists them all"
DATES = "write a year, a month or a day: 2019, 2019-06 or 2019-06-30"
HIT_SORTS = "score, listed, published, name, area, age, incident, outcome, harm, id"
SECTIONS = "title, summary, learning, recommendations, actions"
ANSWERS = (
    "list, show, statement, search, search-statements, similar, themes, theme, themes-by, count, cross, learning, "
    "recommendations, actions, brief, vocabulary, vocabulary-all, info, validate, import, recode, check, cache"
)
GROUPINGS = "harm, factor, outcome, type, agency, sex, listed"


def test_alone_it_helps(invoke: Invoke) -> None:
    """`casereviews` prints its help and exits 0; --help and -h the same."""
    alone = invoke()
    assert (alone.code, alone.err) == (0, "")
    assert alone.out.startswith("Usage: casereviews [OPTIONS] COMMAND [ARGS]...\n")
    for command in COMMANDS:
        assert f"\n  {command} " in alone.out
    assert invoke("--help") == invoke("-h") == alone


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_each_command(invoke: Invoke, command: str) -> None:
    """Exits 0, tells what it does and every option, in lines of no more than 100 characters."""
    given = invoke(command, "--help")
    assert (given.code, given.err) == (0, "")
    assert given.out.startswith(f"Usage: casereviews {command} ")
    assert "-h, --help" in given.out
    assert max(map(len, given.out.splitlines())) <= 100
    assert invoke(command, "-h") == given


def test_summaries_of_commands_are_whole(invoke: Invoke) -> None:
    """The help's list of commands tells what each does in a whole line."""
    assert "..." not in invoke("--help").out.partition("Ask:")[2]


def test_version(invoke: Invoke) -> None:
    """Name and version."""
    assert invoke("--version") == (0, f"casereviews {__version__}\n", "")


@pytest.mark.parametrize(
    ("typed", "message", "hint"),
    [
        ("list --harm neglet", 'unknown harm "neglet"; did you mean "neglect"?', ALL.format("harm")),
        ("list --theme qqq", 'unknown theme "qqq"', ALL.format("theme")),
        ("themes recordin", 'unknown theme "recordin"; did you mean "recording"?', ALL.format("theme")),
        ("list --agency polise", 'unknown agency "polise"; did you mean "police"?', ALL.format("agency")),
        ("list --type lcsp", 'unknown type "lcsp"; did you mean "lcspr"?', ALL.format("type")),
        ("list --fields nam", 'unknown field "nam"; did you mean "name"?', f"allowed: {FIELDS}"),
        ("list -f jsn", 'unknown format "jsn"; did you mean "json"?', f"allowed: {', '.join(FORMATS)}"),
        ("count --by harm -f svgg", 'unknown format "svgg"; did you mean "svg"?', f"allowed: {', '.join(FORMATS)}, svg, png"),
        (
            "brief -f dcx",
            'unknown format "dcx"; did you mean "docx"?',
            f"allowed: {', '.join(FORMATS)}, docx, pdf, html, txt, pptx",
        ),
        ("list --sort nam", 'unknown sort "nam"; did you mean "name"?', "allowed: listed, published, name, area, age, incident, outcome, harm, id"),
        ("themes --sort them", 'unknown sort "them"; did you mean "theme"?', "allowed: reviews, statements, theme"),
        ("search x --sort skore", 'unknown sort "skore"; did you mean "score"?', f"allowed: {HIT_SORTS}"),
        ("search x --in titel", 'unknown section "titel"; did you mean "title"?', f"allowed: {SECTIONS}"),
        ("themes --by harms", 'unknown grouping "harms"; did you mean "harm"?', f"allowed: {GROUPINGS}"),
        ("list --sex femal", 'unknown sex "femal"; did you mean "female"?', "allowed: female, male, not-stated, any"),
        ("list --color sometimes", 'unknown --color "sometimes"', "allowed: auto, always, never"),
        ("list --fields ,", "--fields is empty", "name fields with commas between, as in --fields id,name"),
        ("list --harm ,", "--harm is empty", "name a value, as in --harm VALUE"),
        ("list --since 2019-13", '--since: "2019-13" is not a date', DATES),
        ("list --until 2019-00", '--until: "2019-00" is not a date', DATES),
        ("schema lst", 'unknown answer "lst"; did you mean "list"?', f"allowed: {ANSWERS}"),
    ],
)  # fmt: skip
def test_wrong_values(invoke: Invoke, typed: str, message: str, hint: str) -> None:
    """Exit 2; the nearest is named, and what is allowed or how to see it."""
    assert invoke(*typed.split()) == (2, "", f"casereviews: {message}\n{hint}\n")


@pytest.mark.parametrize(
    ("arguments", "message", "place"),
    [
        (["--bogus"], "casereviews: no such option: --bogus", "casereviews"),
        (["show"], "casereviews show: missing argument 'NAME...'", "casereviews show"),
        (["search"], "casereviews search: missing argument 'QUERY...'", "casereviews search"),
        (["list", "extra"], "casereviews list: got unexpected extra argument", "casereviews list"),
        (["list", "--data"], "casereviews list: option '--data' requires an argument", "casereviews list"),
    ],
)
def test_wrong_command_lines(invoke: Invoke, arguments: list[str], message: str, place: str) -> None:
    """Exit 2, a line of what is wrong and a line of where help is: of the command, where Typer says which it is."""
    given = invoke(*arguments)
    assert (given.code, given.out) == (2, "")
    first, second = given.err.splitlines()
    assert first.startswith(message)
    assert second == f"try '{place} --help'"


@pytest.mark.parametrize("typed", ["1.5", "-1", "x", "", "1e3", "1,000", "½", "٣", "0x10", "+5", "five"])
@pytest.mark.parametrize("option", ["--limit", "-n"])
def test_a_limit_that_is_no_number(invoke: Invoke, option: str, typed: str) -> None:
    """What it takes is said in words."""
    told = f'casereviews: --limit takes a whole number, 0 or more, not "{typed}"\n'
    assert invoke("list", option, typed) == (2, "", told)


@pytest.mark.parametrize(("typed", "rows"), [("0", 0), ("1", 1), (" 2 ", 2), ("003", 3), ("8", 8), ("9" * 5000, 8)])
def test_a_limit(invoke: Invoke, typed: str, rows: int) -> None:
    """As many rows, or as there are."""
    assert invoke("list", "--limit", typed, "-f", "ids", "-q").out.count("\n") == rows


@pytest.mark.parametrize("way", [("-f", "ids"), ("-f", "IDS"), ("-f", "ids", "--fields", "version")])
def test_ids_of_what_is_no_list(invoke: Invoke, way: tuple[str, ...]) -> None:
    """A version number is none."""
    given = invoke("info", *way)
    told = "casereviews: info is no list, so it has no ids\n--json and the other formats show it\n"
    assert given == (2, "", told)


def test_an_unknown_command_names_the_nearest(invoke: Invoke) -> None:
    """As every other unknown word does."""
    given = invoke("lst")
    assert (given.code, given.out) == (2, "")
    assert "lst" in given.err
    assert '"list"' in given.err or "'list'" in given.err
    assert "--help" in given.err


def test_an_unknown_option_names_the_nearest(invoke: Invoke) -> None:
    """--hrm is --harm, sooner than --format."""
    given = invoke("list", "--hrm", "neglect")
    assert (given.code, given.out) == (2, "")
    assert "--harm" in given.err
    assert "--format" not in given.err.partition("try")[0].partition("--harm")[0]


@pytest.mark.parametrize("age", ["foo", "1..", "..", "5y..1y", "<", "-1y", "1e9y"])
def test_ages(invoke: Invoke, age: str) -> None:
    """An age is read or refused with how to write one; never a bug."""
    given = invoke("list", f"--age={age}")
    assert given.code in (0, 2), given.err
    assert given.code == 0 or "write an age as" in given.err


# --- Files that cannot be read ----------------------------------------------------------------------------------------


def bad(tmp_path: Path, text: bytes) -> str:
    """A file of those bytes."""
    path = tmp_path / "bad.yaml"
    path.write_bytes(text)
    return str(path)


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        (b"", "", "is empty"),
        (b"\n# only a comment\n", "", "is empty"),
        (b"\x7fELF\x02\x01\x01\x00\x00", "", "is not text: NUL at byte 7"),
        (b"reviews:\n- name: A\n  title: caf\xe9\n", ":3:1", "not UTF-8 text, at byte 31"),
        (b"reviews: [\n", ":2:1", "not valid YAML"),
        (b"reviews:\n- name: A\n  title: T\n  title: U\n", ":4:3", 'duplicate key "title", first given in line 3'),
        (b"just text\n", ":1:1", "must be a mapping"),
        (b"reviews: 5\n", ":1:10", "must be a list"),
        (b"reviews:\n- 5\n", ":2:3", "must be a mapping"),
        (b"reviews:\n- &a {name: A, title: T}\n- *a\n", ":2:3", "anchors (&a) are not read"),
        (b"reviews:\n- {name: A, title: T}\n- {name: A, title: U}\n", ":3:3", "first given in line 2"),
        (b"reviews: []\n---\nreviews: []\n", ":2:1", "a second document"),
        (b"reviews: " + b"[" * 400 + b"]" * 400, ":1:", "nested more than"),
        (b"\xff\xfer\x00", "", ""),
        (b"reviews:\n- name: A\n  title: \x1b[31m\n", ":3:10", "U+001B"),
    ],
)  # fmt: skip
def test_bad_files(invoke: Invoke, tmp_path: Path, text: bytes, place: str, reason: str) -> None:
    """Exit 4, `file:line:column: reason` on standard error, nothing on standard output, for every command."""
    path = bad(tmp_path, text)
    for command in (
        ("list",),
        ("show", "A"),
        ("search", "a"),
        ("themes",),
        ("learning",),
        ("info",),
        ("list", "--json"),
    ):
        given = invoke(*command, "--data", path)
        assert (given.code, given.out) == (4, ""), command
        first = given.err.splitlines()[0]
        assert first.startswith(f"casereviews: {path}{place}"), command
        assert reason in first, command
        assert "Traceback" not in given.err


def test_files_that_are_none(invoke: Invoke, tmp_path: Path) -> None:
    """Missing files, folders without a collection, and what is wrong with others: every one of several is told."""
    missing, wrong = tmp_path / "none.yaml", tmp_path / "wrong.txt"
    wrong.write_text("reviews: 5\n", "utf-8")
    endings = ".yaml, .yml, .json, .jsonl, .ndjson"
    told = [
        f"casereviews: {missing}: cannot be read: no such file or directory",
        f"casereviews: {tmp_path}: this folder has no collection: no file that ends in {endings}",
        f'casereviews: {wrong}:1:10: reviews must be a list, not the text "5"',
    ]
    given = invoke("list", "--data", str(missing), "--data", str(tmp_path), "--data", str(wrong))
    assert (given.code, given.out) == (4, "")
    assert sorted(given.err.splitlines()) == sorted(told)


def test_an_empty_file_name(invoke: Invoke) -> None:
    """As a script's empty variable gives: an error that names what is missing."""
    given = invoke("list", "--data", "")
    assert given.code in (2, 4)
    assert "casereviews: :" not in given.err


@pytest.mark.unprivileged
def test_an_unreadable_file(invoke: Invoke, write: Callable[[str], str]) -> None:
    """No permission."""
    path = write("reviews: []\n")
    Path(path).chmod(0)
    assert invoke("list", "--data", path) == (4, "", f"casereviews: {path}: cannot be read: permission denied\n")


def test_two_files_of_the_environment(
    invoke: Invoke, write: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """CASEREVIEWS_DATA takes several, as PATH does; --data stands above it; --with-bundled adds."""
    one = write("reviews:\n- {name: A, title: T, id: x/a}\n", "one.yaml")
    two = write("reviews:\n- {name: B, title: T, id: x/b}\n", "two.yaml")
    monkeypatch.setenv("CASEREVIEWS_DATA", os.pathsep.join((one, two)))
    assert invoke("list", "-f", "ids").out == "x/a\nx/b\n"
    assert invoke("list", "-f", "ids", "--data", two).out == "x/b\n"
    both = invoke("list", "-f", "ids", "--with-bundled").out.split()
    assert (both[0], both[7:]) == ("2022-02/child-rs", ["2022-02/child-l", "x/a", "x/b"])


def test_an_id_in_two_files(invoke: Invoke, write: Callable[..., str]) -> None:
    """What is the same is counted once; what differs has its collection before its id. Both are told."""
    same = "- {name: B, title: T, id: x/b}\n"
    one = write("reviews:\n- {name: A, title: T, id: x/a, learning: [{text: L}]}\n" + same, "one.yaml")
    two = write("reviews:\n- {name: A, title: U, id: x/a, learning: [{text: L}]}\n" + same, "two.yaml")
    told = (
        f"x/a in {two} differs from the review of this id in {one}; here its id is two/x/a\n"
        f"x/b is in {one} and in {two}, and counted once, from {one}\n"
    )
    both = ("--data", one, "--data", two)
    assert invoke("list", *both, "-f", "ids") == (0, "x/a\nx/b\ntwo/x/a\n", told)
    assert invoke("learning", *both, "-f", "ids", "-q") == (0, "x/a/L1\ntwo/x/a/L1\n", "")
    assert invoke("show", "two/x/a/L1", *both, "-f", "ids", "-q").out == "two/x/a/L1\n"
    assert '"title": "T"' in invoke("show", "x/a", *both, "--json", "-q").out
    given = invoke("validate", one, two)
    assert (given.code, given.err) == (0, "")
    assert given.out.endswith(told)


def test_a_file_name_that_is_not_utf_8(invoke: Invoke, tmp_path: Path) -> None:
    """A name from an old system is a name: the file is read, and shown with substitutes."""
    path = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.yaml")
    Path(path).write_text("reviews:\n- {name: A, title: T}\n", "utf-8")
    for command in (("list", "--data", path), ("info", "--data", path, "--json"), ("validate", path)):
        given = invoke(*command)
        assert given.code == 0, given.err


def test_names_with_spaces_colons_and_quotes(invoke: Invoke, write: Callable[..., str]) -> None:
    """A file may be called anything."""
    for name in ("a b.yaml", "a:b.yaml", "it's.yaml", 'say "x".yaml', "-x.yaml", "é漢.yaml", "noending", ".yaml"):
        path = write("reviews:\n- {name: A, title: T}\n", name)
        assert invoke("list", "--data", path).code == 0, name


# --- Exit codes, each once --------------------------------------------------------------------------------------------


def test_a_bug(invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    """70, with how to report it; the traceback only where it is asked for."""

    def fail(*_: object) -> None:
        raise ZeroDivisionError("\x1b[31mboom")

    monkeypatch.setattr(library, "open_store", fail)
    given = invoke("list")
    assert (given.code, given.out) == (70, "")
    assert given.err == (
        f"casereviews {__version__}: this is a bug: ZeroDivisionError: <U+001B>[31mboom\n"
        "please report it with the command that you ran and what it prints when CASEREVIEWS_DEBUG=1 is set\n"
    )
    monkeypatch.setenv("CASEREVIEWS_DEBUG", "1")
    assert "Traceback" in invoke("list").err


def test_interrupted(invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    """130, quietly."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(library, "open_store", interrupt)
    assert invoke("list") == (130, "", "")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["list"], 0),
        (["list", "--harm", "online-harm"], 0),
        (["show", "nobody"], 1),
        (["list", "--harm", "nosuch"], 2),
        (["show", "child"], 3),
        (["list", "--data", "/nonexistent/x.yaml"], 4),
    ],
)
def test_exit_codes(invoke: Invoke, arguments: list[str], code: int) -> None:
    """Those of the design; what fails writes nothing to standard output, and says why in a few lines."""
    given = invoke(*arguments)
    assert given.code == code
    assert bool(given.out) == (code == 0 and len(arguments) == 1)
    assert code == 0 or 0 < len(given.err.splitlines()) < 12
