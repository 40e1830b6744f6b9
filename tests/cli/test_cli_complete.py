"""Shell completion, as a shell asks for it, and the choices behind it."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable

import pytest

from casereviews.cli import complete
from casereviews.schema import ANSWERS
from conftest import Invoke

Process = Callable[..., subprocess.CompletedProcess[bytes]]


def bash(process: Process, *words: str) -> list[str]:
    """What bash is offered for the last of the words."""
    env = {"_CASEREVIEWS_COMPLETE": "complete_bash", "COMP_WORDS": "\n".join(("casereviews", *words))}
    given = process(env={**env, "COMP_CWORD": str(len(words))})
    assert (given.returncode, given.stderr) == (0, b"")
    return [line for line in given.stdout.decode().split("\n") if line]


def values(choices: list[tuple[str, str]]) -> list[str]:
    """The values without their help."""
    return [value for value, _ in choices]


def test_bash(process: Process) -> None:
    """Commands, options, terms, names and formats."""
    assert bash(process, "l") == ["list", "learning"]
    assert bash(process, "list", "--ha") == ["--harm"]
    assert bash(process, "list", "--harm", "neglect,ph") == ["neglect,physical-abuse"]
    assert bash(process, "show", "child-r") == ["child-rs", "child-r"]
    assert bash(process, "list", "-f", "j") == ["json", "jsonl"]
    assert bash(process, "similar", "mi") == ["mia"]
    assert bash(process, "search", "x", "--state") == ["--statements"]
    assert bash(process, "learning", "--sea") == ["--search"]


def test_names_of_one_word(process: Process, invoke: Invoke) -> None:
    """They want no quotation marks, so they are offered as people write them, beside the ends of ids."""
    assert bash(process, "show", "Mi") == ["Mia"]
    assert bash(process, "show", "mi") == ["mia"]
    assert bash(process, "show", "J") == ["Joshua"]
    assert invoke("show", "Joshua", "-f", "ids") == invoke("show", "joshua", "-f", "ids") == (0, "2022-02/joshua\n", "")


@pytest.mark.parametrize("words", [["list", "--harm", "CSA"], ["list", "--harm", "Neg"], ["show", "Child"]])
def test_only_what_begins_with_what_was_typed(process: Process, words: list[str]) -> None:
    """The shell puts what is chosen in the place of what was typed; other values would be dropped on the way."""
    assert bash(process, *words) == []


def test_bash_never_spills(process: Process, write: Callable[[str], str]) -> None:
    """What cannot be read offers nothing, silently."""
    assert bash(process, "show", "--data", "/nonexistent", "x") == []
    assert bash(process, "show", "--data", write("reviews: [\n"), "x") == []


def test_zsh(process: Process) -> None:
    """Values with their labels."""
    env = {"_CASEREVIEWS_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "casereviews list --harm ne"}
    given = process(env=env)
    assert (given.returncode, given.stdout, given.stderr) == (0, b"""_arguments '*: :(("neglect":"Neglect"))'\n""", b"")


def test_fish_has_a_line_for_a_choice(process: Process) -> None:
    """A long title is not broken: fish would offer its second line as a value."""
    env = {
        "_CASEREVIEWS_COMPLETE": "complete_fish",
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        "_TYPER_COMPLETE_ARGS": "casereviews show ",
    }
    lines = process(env=env).stdout.decode().splitlines()
    assert [line.partition("\t")[0] for line in lines] == [
        "child-rs", "joshua", "Joshua", "baby-r", "mia", "Mia", "child-r", "child-p", "toby", "Toby", "child-l",
    ]  # fmt: skip


@pytest.mark.parametrize("title", ["[/red]", "[mother] told", "a\\e[31mb", "$(id) `id` 'x' \\\" ; |"])
def test_titles_are_no_markup_for_the_shell_either(process: Process, write: Callable[[str], str], title: str) -> None:
    """A title that looks like markup, or like a command, completes as any other and is not obeyed."""
    path = write(f'reviews:\n- name: "{title} n"\n  title: "{title}"\n  id: t/one\n')
    env = {"_CASEREVIEWS_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": f"casereviews show --data {path} "}
    given = process(env=env)
    assert (given.returncode, given.stderr) == (0, b"")
    shown = given.stdout.decode()
    assert '"one":' in shown
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", shown)
    assert not re.search(r"(?<!\\)[$`]", shown)
    if title.startswith("[mother]"):
        assert "[mother] told" in shown


def test_the_script_for_each_shell(process: Process) -> None:
    """--show-completion prints what the shell is to read."""
    given = process("--show-completion", "bash", env={"_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"})
    assert given.returncode == 0
    assert b"_CASEREVIEWS_COMPLETE=complete_bash" in given.stdout


# --- The choices ------------------------------------------------------------------------------------------------------


def test_every_command_s_sorts_and_fields() -> None:
    """What is offered is what would be taken."""
    assert values(complete.answer("sort", "list", {}, "")) == ["listed", "name", "age", "incident", "id"]
    assert values(complete.answer("sort", "learning", {}, "")) == ["listed", "name", "age", "incident", "id"]
    assert values(complete.answer("sort", "search", {}, "")) == ["score", "listed", "name", "age", "incident", "id"]
    assert values(complete.answer("sort", "similar", {}, "")) == ["score", "listed", "name", "age", "incident", "id"]
    assert values(complete.answer("fields", "similar", {}, "")) == ["id", "name", "title", "score", "shared"]
    assert values(complete.answer("sort", "themes", {}, "")) == ["reviews", "statements", "theme"]
    assert values(complete.answer("fields", "list", {}, "id,na")) == ["id,name"]
    assert values(complete.answer("fields", "recommendations", {}, "")) == [
        "id", "text", "themes", "agencies", "review",
    ]  # fmt: skip
    assert values(complete.answer("fields", "validate", {}, "l")) == ["line"]
    for command in ANSWERS:
        assert complete.answer("fields", command, {}, "")


@pytest.mark.parametrize(
    ("command", "option", "wanted"),
    [("search", "--sort", "score"), ("themes", "--sort", "statements"), ("learning", "--fields", "text")],
)
def test_choices_are_those_of_the_command(process: Process, command: str, option: str, wanted: str) -> None:
    """A sort or a field of another command would be refused."""
    words = [command, "x", option, ""] if command == "search" else [command, option, ""]
    assert wanted in bash(process, *words)


@pytest.mark.parametrize(
    ("name", "incomplete", "offered"),
    [
        ("harm", "", 13),
        ("theme", "", 44),
        ("name", "", 11),
        ("format", "", 9),
        ("sex", "", 3),
        ("in", "", 5),
        ("by", "", 7),
        ("kind", "", 6),
        ("answer", "", 17),
        ("age", "", 0),
        ("harm", "zzz", 0),
        ("nosuch", "", 0),
    ],
)
def test_how_many(name: str, incomplete: str, offered: int) -> None:
    """Everything for nothing typed; nothing for what nothing begins with."""
    assert len(complete.answer(name, "list", {}, incomplete)) == offered


def test_terms_with_their_labels() -> None:
    """The slug is the value and the label its help; a comma begins anew."""
    assert complete.answer("harm", "list", {}, "sexual-a") == [("sexual-abuse", "Sexual abuse")]
    assert values(complete.answer("sex", "list", {}, "female,")) == [
        "female,female", "female,male", "female,not-stated",
    ]  # fmt: skip


def test_help_is_short_and_no_markup(write: Callable[[str], str]) -> None:
    """Typer takes help for markup, and breaks it at 80 characters: a bracket is escaped, and 60 are enough."""
    path = write(f"reviews:\n- {{name: Elm, title: '[mother] {'a word ' * 20}', id: x/elm}}\n")
    for value, told in complete.answer("name", "show", {"data": [path]}, ""):
        assert value in ("elm", "Elm")
        assert "\\[mother] a word" in told
        assert len(told.replace("\\[", "[")) == 60
        assert told.endswith("...")


def test_names_of_a_collection(write: Callable[[str], str]) -> None:
    """The end of the id where it is enough, the whole of it where two end alike; names of a word; help in one line."""
    path = write(
        "reviews:\n- {name: Child Ash, title: T, id: x/ash}\n- {name: Child Ash, title: U, id: y/ash}\n"
        '- {name: Elm, title: "V\\u2028w\\e", id: x/elm}\n'
    )
    assert complete.answer("name", "show", {"data": [path]}, "") == [
        ("x/ash", "Child Ash: T"),
        ("y/ash", "Child Ash: U"),
        ("elm", "Elm: V<U+2028>w<U+001B>"),
        ("Elm", "V<U+2028>w<U+001B>"),
    ]
    assert complete.answer("name", "show", {"data": ["/nonexistent"]}, "") == []
    assert "toby" in values(complete.answer("name", "show", {"data": [path], "with_bundled": True}, "to"))


def test_a_name_of_two_reviews_is_not_offered(write: Callable[[str], str], invoke: Invoke) -> None:
    """Every value that is offered is one that `show` opens, and stands once."""
    path = write("reviews:\n- {name: Ash, title: T, id: x/ash}\n- {name: Ash, title: U, id: y/ash}\n")
    offered = values(complete.answer("name", "show", {"data": [path]}, ""))
    assert {value: invoke("show", value, "--data", path).code for value in offered} == {"x/ash": 0, "y/ash": 0}
    assert len(offered) == 2
