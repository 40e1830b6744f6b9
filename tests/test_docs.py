"""The documents show what the program prints today, name every command, and point to what is there."""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest
import yaml

from casereviews.answers.contract import ANSWERS
from casereviews.cli.commands import COMMANDS
from casereviews.cli.reference import ENVIRONMENT, EXIT_CODES
from helpers import ROOT, Invoke

PAGES = sorted(path for pattern in ("*.md", "docs/*.md", "benchmarks/*.md") for path in ROOT.glob(pattern))


def test_examples_pictures_and_tables_are_what_the_program_gives() -> None:
    """`make docs` would change nothing."""
    checked = subprocess.run(
        [sys.executable, ROOT / "docs" / "generate.py", "--check"], capture_output=True, text=True, check=False
    )
    assert (checked.returncode, checked.stdout, checked.stderr) == (0, "", "")


def test_no_example_shows_an_error() -> None:
    """As of a file that another example of the page has written."""
    shown = "".join(
        f"```console\n$ {command}\n```\n" for command in ("casereviews info --json", "casereviews show nobody")
    )
    made = subprocess.run(
        [sys.executable, "-c", f"import generate; generate.page({shown!r})"],
        cwd=ROOT / "docs",
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 1
    assert made.stderr.startswith("$ casereviews show nobody\ncasereviews: ")


def test_examples_write_nothing_into_the_checkout() -> None:
    """Those that import run in a folder of their own."""
    shown = (ROOT / "docs" / "import.md").read_text("utf-8")
    written = set(re.findall(r"^\$ casereviews import .* -o (\S+)$", shown, re.MULTILINE))
    assert written
    assert not [name for name in written if (ROOT / name).exists()]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    """Every relative link names a file, and every anchor a heading of it."""
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8")):
        name, _, anchor = target.partition("#")
        file = page.parent / name if name else page
        assert file.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.*)$", file.read_text("utf-8"), re.MULTILINE)
            assert anchor in {heading.lower().replace(" ", "-") for heading in headings}, target


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented(command: str) -> None:
    """In the reference, with its help."""
    assert f"\n## {command}\n" in (ROOT / "docs" / "commands.md").read_text("utf-8")


MANUAL = ROOT / "docs" / "casereviews.1"


def test_the_man_page_has_everything(invoke: Invoke) -> None:
    """Every command with its summary and its options, every variable and every exit code."""
    text = MANUAL.read_text("utf-8").replace("\\-", "-").replace("\\(aq", "'")
    words = " ".join(text.split())
    assert len(COMMANDS) > 10
    for command in COMMANDS:
        told = invoke(command, "--help").out
        assert f".SS {command}\n.B casereviews {command} " in text
        assert " ".join(told.splitlines()[2].split()) in words
        options = set(re.findall(r"^  (?:-\w, )?(--[\w-]+)", told, re.MULTILINE)) - {"--help"}
        assert [option for option in options if not re.search(rf"(?<![\w-]){option}(?![\w-])", text)] == []
    for name in (*ENVIRONMENT, *EXIT_CODES):
        assert f"\n.TP\n.B {name}\n" in text


@pytest.mark.parametrize(
    "command", [["man", "--warnings", "-l"], ["mandoc", "-Tlint", "-Wwarning"]], ids=lambda command: command[0]
)
def test_the_man_page_is_sound(command: list[str]) -> None:
    """By those who would show it; it has no date, which mandoc would like."""
    if not shutil.which(command[0]):
        pytest.skip(f"there is no {command[0]}")
    done = subprocess.run(
        [*command, MANUAL], capture_output=True, text=True, check=False, env={**os.environ, "LANG": "C.UTF-8"}
    )
    told = done.stderr + (done.stdout if command[0] == "mandoc" else "")
    assert [line for line in told.splitlines() if "missing date" not in line] == []


@pytest.mark.parametrize("answer", ANSWERS)
def test_every_answer_is_documented(answer: str) -> None:
    """In the JSON contract."""
    assert f"| `{answer}` |" in (ROOT / "docs" / "json.md").read_text("utf-8")


def test_the_readme_is_short() -> None:
    """About a hundred lines, the examples' own output aside."""
    text = (ROOT / "README.md").read_text("utf-8")
    prose = re.sub(r"```console\n.*?```", "", text, flags=re.DOTALL)
    assert len(prose.splitlines()) <= 110


def test_the_titles_that_are_said_to_be_read_are_read(invoke: Invoke, write: Callable[..., str]) -> None:
    """Each example in the table of titles begins a review."""
    table = (ROOT / "docs" / "import.md").read_text("utf-8").partition("### Titles")[2].partition("###")[0]
    titles = re.findall(r"`([^`]+)`", "".join(line for line in table.splitlines() if line.startswith("|")))
    text = "".join(f"{title}\n\nDeath of a girl in May 2030.\nLearning: ask; listen.\n\n" for title in titles)
    code, out, _ = invoke("import", write(text, "titles.txt"), "--quiet")
    read = [review["title"] for review in yaml.safe_load(out)["reviews"]]
    assert (code, read) == (0, [title.removeprefix("1. ") for title in titles])
    assert len(read) == 9


def test_the_example_collection_is_sound(invoke: Invoke, write: Callable[[str], str]) -> None:
    """What docs/data.md shows can be used as it stands."""
    (text,) = re.findall(r"```yaml\n(.*?)```", (ROOT / "docs" / "data.md").read_text("utf-8"), re.DOTALL)
    path = write(text)
    assert invoke("validate", path) == (
        0,
        f"{path}: 1 review, 1 learning point, 0 recommendations, 0 actions: no problems\n",
        "",
    )


@pytest.mark.parametrize("with_pandas", [False, True])
def test_the_examples_in_python_give_what_they_show(with_pandas: bool) -> None:
    """One after the other; those with pandas where that is installed, and the others everywhere."""
    if with_pandas and not find_spec("pandas"):
        pytest.skip("pandas is not installed")
    blocks = re.findall(r"```pycon\n(.*?)```", (ROOT / "docs" / "python.md").read_text("utf-8"), re.DOTALL)
    shown = [block for block in blocks if with_pandas or "pandas" not in block]
    assert (len(blocks), len(shown)) == (6, 6 if with_pandas else 5)
    test = doctest.DocTestParser().get_doctest("".join(shown), {}, "python.md", "docs/python.md", 0)
    told: list[str] = []
    assert doctest.DocTestRunner(verbose=False).run(test, out=told.append) == (0, len(test.examples)), "".join(told)
