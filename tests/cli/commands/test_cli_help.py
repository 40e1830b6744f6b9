"""Help: `help`, examples that work, options before the command, and the variables and exit codes that are documented."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from casereviews import __version__
from casereviews.cli.commands import COMMANDS, GROUPS
from casereviews.cli.reference import ENVIRONMENT, EXAMPLES, EXIT_CODES
from helpers import ROOT, Invoke

DATA = str(ROOT / "tests" / "expected" / "collection.yaml")
INVENTED = "2024-03/child-ash\n2024-03/siblings-birch\n2024-03/young-person-cedar\n"


# --- help -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command(invoke: Invoke, command: str) -> None:
    """Is what --help prints."""
    assert invoke("help", command) == invoke(command, "--help")
    assert invoke("help", command).out


def test_help_alone(invoke: Invoke) -> None:
    """Is the program's."""
    assert invoke("help") == invoke("--help") == invoke()


def test_help_of_nothing_known(invoke: Invoke) -> None:
    """The nearest is named, and all that there is."""
    given = invoke("help", "lerning")
    assert (given.code, given.out) == (2, "")
    assert given.err.startswith(
        'casereviews: unknown command "lerning"; did you mean "learning"?\nallowed: list, show, '
    )
    assert 'did you mean "environment"?' in invoke("help", "enviroment").err
    assert invoke("help", "list", "show").code == 2


def test_commands_stand_by_what_they_are_for(invoke: Invoke) -> None:
    """Each once, in the order of the groups."""
    told = invoke("--help").out
    found = re.findall(r"^  ([a-z]+)  +[A-Z]", told.partition("\nAsk:\n")[2], re.MULTILINE)
    assert found == [name for names in GROUPS.values() for name in names]
    assert sorted(found) == sorted(COMMANDS)
    assert re.findall(r"^([A-Z][\w ]*):$", told, re.MULTILINE) == ["Options", *GROUPS, "Examples"]


@pytest.mark.parametrize("option", ["--version", "-V"])
def test_version(invoke: Invoke, option: str) -> None:
    """By either name."""
    assert invoke(option) == (0, f"casereviews {__version__}\n", "")


# --- Examples ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_two_examples(invoke: Invoke, command: str) -> None:
    """At the end of each help, one a line, whatever the width."""
    told = invoke(*[command] if command else [], "--help").out.partition("\nExamples:\n")[2]
    assert len(EXAMPLES[command]) == 2
    assert "".join(f"  {line}\n      {text}\n" for line, text in EXAMPLES[command]) == told
    assert all(command in line for line, _ in EXAMPLES[command])


@pytest.fixture
def folder(tmp_path: Path, invoke: Invoke) -> Path:
    """A folder with what the examples name."""
    shutil.copy(ROOT / "docs" / "example-bulletin.txt", tmp_path / "may.txt")
    shutil.copy(ROOT / "docs" / "example-june.txt", tmp_path / "june.txt")
    assert invoke("import", str(tmp_path / "may.txt"), "-q", "-o", str(tmp_path / "ours.yaml")).code == 0
    return tmp_path


@pytest.mark.parametrize("line", [line for examples in EXAMPLES.values() for line, _ in examples])
def test_every_example_works(folder: Path, line: str) -> None:
    """As it stands: it exits with 0, and gives something."""
    if line.endswith("-o ours.yaml"):
        (folder / "ours.yaml").unlink()
    before = {path: path.read_bytes() for path in folder.iterdir()}
    program = f'casereviews() {{ "{sys.executable}" -m casereviews "$@"; }}; set -o pipefail\n'
    done = subprocess.run(["bash", "-c", program + line], cwd=folder, capture_output=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    written = {path: path.read_bytes() for path in folder.iterdir()}
    assert done.stdout or written != before or line.endswith(("cache", "--clear"))
    assert b"nothing matches" not in done.stderr


# --- Options before the command ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("--json list", "list --json"),
        ("-n 2 -f ids list", "list -n 2 -f ids"),
        ("-n2 -fids list -r", "list -n2 -fids -r"),
        ("-qf ids list --sex male", "list -qf ids --sex male"),
        ("-qfids -- list", "list -qfids"),
        ("--format=ids --quiet list --sex male", "list --format=ids --quiet --sex male"),
        (f"--data {DATA} list -f ids", f"list --data {DATA} -f ids"),
        (f"-d{DATA} --with-bundled list -f ids", f"list -d {DATA} --with-bundled -f ids"),
        ("--harm neglect list -f ids", "list --harm neglect -f ids"),
        ("--search bruising learning -f ids", "learning --search bruising -f ids"),
        ("--fields id,name -f tsv search home", "search home --fields id,name -f tsv"),
        ("--json show mia", "show --json mia"),
        ("--json search -- -home", "search --json -- -home"),
        ("--json --help", "--help"),
        ("-q --version", "--version"),
        ("--fields list list -f ids", "list --fields list -f ids"),
    ],
)
def test_options_before_the_command(invoke: Invoke, typed: str, same: str) -> None:
    """Mean what they mean behind it."""
    given = invoke(*typed.split())
    assert given == invoke(*same.split())
    assert given.out or given.code == 2


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("--json", "casereviews: no command is named\ncasereviews --help lists them all\n"),
        ("-f", "casereviews: no command is named\ncasereviews --help lists them all\n"),
        (
            "-q --harm list",
            'casereviews: no command is named; "list" was taken as the value of --harm\ncasereviews --help lists them all\n',
        ),
        ("-q --data x.yaml", "casereviews: no command is named\ncasereviews --help lists them all\n"),
        ("--json lst", 'casereviews: unknown command "lst"; did you mean "list"?\ncasereviews --help lists them all\n'),
        ("--jsn list", "casereviews: no such option: --jsn\ntry 'casereviews --help'\n"),
        ("-z list", "casereviews: no such option: -z\ntry 'casereviews --help'\n"),
        ("--with-bundled vocabulary", "casereviews vocabulary: no such option: --with-bundled"),
        ("-f nosuch list", 'casereviews: unknown format "nosuch"\n'),
    ],
)
def test_wrong_options_before_the_command(invoke: Invoke, typed: str, told: str) -> None:
    """2, and why; an option that the command does not take is the command's affair."""
    given = invoke(*typed.split())
    assert (given.code, given.out) == (2, "")
    assert given.err.startswith(told)


# --- Colour -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("option", ["--no-color", "--no-colour"])
def test_no_color(invoke: Invoke, monkeypatch: pytest.MonkeyPatch, option: str) -> None:
    """Is --color never; beside always it contradicts."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b" in invoke("list").out
    assert invoke("list", option) == invoke("list", "--color", "never")
    assert "\x1b" not in invoke("list", option).out
    assert invoke("list", option, "--color", "never").code == 0
    given = invoke("list", option, "--color", "always")
    assert given == (2, "", "casereviews: --no-color and --color always contradict each other\n")


def test_colour_is_color(invoke: Invoke) -> None:
    """As it is written in Britain."""
    assert invoke("list", "--colour", "always") == invoke("list", "--color", "always")
    assert "\x1b" in invoke("list", "--colour", "always").out
    assert invoke("list", "--colour", "sometimes").code == 2


# --- Variables and exit codes -----------------------------------------------------------------------------------------


def _read(tree: ast.AST) -> Iterator[str]:
    """The variables that a module reads of the environment; a name in place of one is looked up in the module."""
    named = {
        target.id: node.value.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("os.environ.get", "os.getenv"):
            asked: ast.expr = node.args[0]
        elif (
            isinstance(node, ast.Subscript)
            and ast.unparse(node.value) == "os.environ"
            and isinstance(node.ctx, ast.Load)
        ):
            asked = node.slice
        elif isinstance(node, ast.Compare) and "os.environ" in map(ast.unparse, node.comparators):
            asked = node.left
        elif isinstance(node, ast.Constant) and re.fullmatch(r"_?CASEREVIEWS_[A-Z]+", str(node.value)):
            asked = node
        else:
            continue
        if isinstance(asked, ast.Constant):
            yield str(asked.value)
        elif isinstance(asked, ast.Name) and asked.id in named:
            yield str(named[asked.id])


def test_every_variable_that_is_read_is_documented() -> None:
    """And none besides."""
    sources = [path for path in (ROOT / "src").rglob("*.py") if path.name != "reference.py"]
    assert len(sources) > 50
    assert {name for path in sources for name in _read(ast.parse(path.read_text("utf-8")))} == set(ENVIRONMENT)


def test_every_exit_code_is_documented() -> None:
    """Those of the errors, of the signals, of a bug and of a closed pipe."""
    sources = [(path, path.read_text("utf-8")) for path in (ROOT / "src" / "casereviews").rglob("*.py")]
    text = "".join(source for path, source in sources if path.name in ("errors.py", "app.py", "exits.py", "process.py"))
    codes = set(re.findall(r"(?:exit_code = |return |\"SIG\w+\": )(\d+)\b", text)) - {"0"}
    assert codes | {"0"} == set(re.findall(r"\d+", " ".join(EXIT_CODES)))


@pytest.mark.parametrize(("topic", "texts"), [("environment", ENVIRONMENT), ("exit-codes", EXIT_CODES)])
def test_topics(invoke: Invoke, topic: str, texts: dict[str, str]) -> None:
    """`help` tells both, for who has installed the program has no documents."""
    given = invoke("help", topic)
    assert (given.code, given.err) == (0, "")
    told = " ".join(given.out.split())
    assert [name for name, text in texts.items() if f"{name} {text}" not in told] == []
    assert max(map(len, given.out.splitlines())) <= 100
