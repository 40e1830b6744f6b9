"""Completion in the shells themselves: nothing that stands in a file is run, and the list is whole.

Each test has a shell load the script that Typer writes for it, and complete as it does when a person presses TAB.
"""

from __future__ import annotations

import json
import os
import pty
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from helpers import Invoke

Complete = Callable[..., list[str]]

MARK = "marker"
FORMS = [
    f"$(touch {MARK})", f"`touch {MARK}`", f"\\$(touch {MARK})", f"\\\\$(touch {MARK})", f"\\`touch {MARK}\\`",
    f"\\\\\\$(touch {MARK})", f"${{x:=$(touch {MARK})}}", f"\\${{x:-\\$(touch {MARK})}}", f"$(({MARK}[$(touch {MARK})]))",
    f"$[x[$(touch {MARK})]]", f"; touch {MARK} ;", f"\\; touch {MARK} \\;", f"| touch {MARK}", f"|| touch {MARK}",
    f"&& touch {MARK}", f"& touch {MARK} &", f'"; touch {MARK}; "', f"'; touch {MARK}; '", f'\\"; touch {MARK}; \\"',
    f"\\'; touch {MARK}; \\'", f"))'; touch {MARK}; : '((", f'"))\'; touch {MARK}; : \'(("', f'")); touch {MARK}; ((',
    f"<(touch {MARK})", f">(touch {MARK})", f"=(touch {MARK})", f"> {MARK}", f">>{MARK}", f">|{MARK}", f"(touch {MARK})",
    f"{{touch,{MARK}}}", f"*(e:'touch {MARK}':)", f"${{(e):-\\$(touch {MARK})}}", f"%{{$(touch {MARK})%}}",
    f":::$(New-Item {MARK})", f"$(New-Item {MARK})", f"@(touch {MARK})", f"(New-Item {MARK})", f"x\ttouch {MARK}",
    f"\u2018; touch {MARK}; \u2019", f"\u201c; touch {MARK}; \u201d",
    f"[red]$(touch {MARK})[/red]", f"\\[red\\]$(touch {MARK})", f"\x00$(touch {MARK})", f"\x1b]0;$(touch {MARK})\x07",
    f"\u2028touch {MARK}", f"\uff04(touch {MARK})", f"\u3164$(touch {MARK})", "!!", "!touch", "^a^b", "~", "~+", "*", "?", "[a-z]*", "#", "%d",
    "a\\", "a\\\\", "a\\\\\\", "'", '"', '""', "''", "`", "$", "${", "$(", ":", ":::", ")", "))", "(", "{", "}", "-o x", "--",
    "", " ", "|", "&", ";", "<", ">", "=ls", "@args", "%", "\u00a0",
]  # fmt: skip
IDS = [f"f{number}" for number in range(len(FORMS))]

ZSH = """
unsetopt global_rcs
PS1= RPS1=
bindkey -e
autoload -Uz compinit && compinit -u -D
source $SCRIPT
zstyle ':completion:*' menu no
LISTMAX=100000
compadd() {
  local -a hits
  builtin compadd -O hits "$@"
  (( $#hits )) && print -rl -- $hits >> $FOUND
  builtin compadd "$@"
}
zle-line-init() { BUFFER=$LINE CURSOR=$#LINE; zle complete-word; exit }
zle -N zle-line-init
"""
BASH = """
source "$SCRIPT"
mapfile -t COMP_WORDS <<< "$WORDS"
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
_casereviews_completion casereviews
printf '%s\\n' "${COMPREPLY[@]}" > "$FOUND"
"""
FISH = 'source $SCRIPT; complete -C "$LINE" > $FOUND'
POWERSHELL = """
. $env:SCRIPT
$found = TabExpansion2 -inputScript $env:LINE -cursorColumn $env:LINE.Length
$found.CompletionMatches | ForEach-Object { $_.CompletionText } | Out-File -Encoding utf8NoBOM $env:FOUND
"""
SHELLS = ["bash", "zsh", "fish", "pwsh"]


def started(shell: str, home: Path) -> list[str]:
    """The command that runs a shell without a person's own settings."""
    if shell == "zsh":
        (home / ".zshrc").write_text(ZSH)
        return ["zsh", "-i"]
    return {
        "bash": ["bash", "--norc", "--noprofile", "-c", BASH],
        "fish": ["fish", "--no-config", "-c", FISH],
        "pwsh": ["pwsh", "-NoProfile", "-NonInteractive", "-Command", POWERSHELL],
    }[shell]


def at_a_terminal(command: list[str], folder: Path, environment: Mapping[str, str]) -> str:
    """What a command shows that runs at a terminal of its own, until it ends."""
    parent, child = pty.openpty()
    running = subprocess.Popen(
        command, cwd=folder, env=environment, stdin=child, stdout=child, stderr=child, start_new_session=True
    )
    os.close(child)
    shown = b""
    try:
        while piece := os.read(parent, 65536):
            shown += piece
    except OSError:  # the shell has ended
        pass
    os.close(parent)
    running.wait(60)
    return shown.decode("utf-8", "replace")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the shell stands; whatever it is made to write lies here."""
    (tmp_path / "here").mkdir()
    return tmp_path / "here"


@pytest.fixture(scope="module", params=SHELLS)
def shell(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """A shell that is installed, and a home in which it finds the program and the script that Typer writes for it."""
    name: str = request.param
    if not shutil.which(name):
        pytest.skip(f"{name} is not installed")
    home = tmp_path_factory.mktemp(name)
    program = home / "casereviews"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m casereviews "$@"\n')
    program.chmod(0o755)
    asked = {**os.environ, "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
    script = subprocess.run([program, "--show-completion", name], env=asked, capture_output=True, check=True).stdout
    (home / "script.ps1").write_bytes(script)
    return name, home


@pytest.fixture
def complete(shell: tuple[str, Path], folder: Path) -> Complete:
    """Complete a line in a shell, which may leave nothing behind and say nothing of its own."""
    name, home = shell
    command, found = started(name, home), home / "found"
    environment = {
        **os.environ,
        "PATH": os.pathsep.join([str(home), os.environ["PATH"]]),
        "HOME": str(home), "ZDOTDIR": str(home), "XDG_CONFIG_HOME": str(home), "XDG_DATA_HOME": str(home),
        "LC_ALL": "C.UTF-8", "TERM": "xterm", "SCRIPT": str(home / "script.ps1"), "FOUND": str(found),
    }  # fmt: skip

    def call(line: str, columns: int = 80) -> list[str]:
        before = sorted(path.name for path in folder.iterdir())
        found.write_text("")
        words = re.findall(r"(?:'[^']*'|[^' ])+|(?<= )$", line)
        typed = {"LINE": line, "WORDS": "\n".join(words), "COLUMNS": str(columns)}
        shown = at_a_terminal(command, folder, {**environment, **typed})
        assert sorted(path.name for path in folder.iterdir()) == before, shown
        assert "casereviews:" not in shown
        lines = found.read_text("utf-8").splitlines()
        return list(dict.fromkeys(line.partition("\t")[0] for line in lines if line))

    return call


def collection(folder: Path) -> tuple[str, list[str]]:
    """A collection with reviews that have the forms in their titles and names, and the ends of their ids."""
    texts = {
        "t": [("Child A", f"Review {form} of Rowan") for form in FORMS],
        "n": [(f"Child {form} A", "Sample review") for form in FORMS],
        "b": [("Child A", form) for form in FORMS if form.strip()],
    }
    reviews = {
        f"{letter}{number}": {"name": name, "title": title}
        for letter, pairs in texts.items()
        for number, (name, title) in enumerate(pairs)
    }
    lines = [json.dumps({"id": f"x/{end}", **review}) for end, review in reviews.items()]
    (folder / "forms.jsonl").write_text("\n".join(lines) + "\n")
    return "forms.jsonl", sorted(reviews)


def test_no_text_of_a_review_is_run(complete: Complete, folder: Path) -> None:
    """Whatever a title or a name holds, the review is offered, and nothing of it reaches the shell."""
    name, ends = collection(folder)
    assert len(ends) > 250
    assert sorted(complete(f"casereviews show --data {name} ")) == ends


def test_no_label_of_a_term_is_run(complete: Complete, folder: Path) -> None:
    """Nor what a vocabulary of a person's own says."""
    terms = {
        f"own-{identity}": {"label": f"Term {form} {identity}", "definition": "A sample.", "group": "household"}
        for identity, form in zip(IDS, FORMS, strict=True)
    }
    own = {"groups": {"themes": {"household": "The household $(touch marker)"}}, "themes": terms}
    (folder / "own.yaml").write_text(json.dumps(own))
    assert sorted(complete("casereviews list --vocabulary own.yaml --theme own-")) == sorted(terms)
    assert complete("casereviews list --vocabulary own.yaml --theme recording,own-f11") == ["recording,own-f11"]


def test_no_text_of_a_bulletin_is_run(complete: Complete, folder: Path, invoke: Invoke) -> None:
    """The importer keeps a title as it is; what completes from its collection is safe all the same."""
    forms = [form for form in FORMS if MARK in form and form.isprintable() and form.isascii()]
    entries = [
        f"Serious Case Review: Child K{number} {form}\n\nDeath of a boy aged 2 in March 2029.\n"
        "Learning includes: the school was not told.\n"
        for number, form in enumerate(forms)
    ]
    bulletin = folder.parent / "bulletin.txt"
    bulletin.write_text("\n".join(["An invented repository \u2013 May 2031\n", *entries]))
    result = invoke("import", str(bulletin), "-o", str(folder / "c.yaml"))
    assert result.code == 0
    titles = [record["title"] for record in invoke("list", "--data", str(folder / "c.yaml"), "--json").json]
    assert len([title for title in titles if MARK in title]) >= 20
    ends = [line.rpartition("/")[2] for line in invoke("list", "-d", str(folder / "c.yaml"), "-f", "ids").out.split()]
    assert sorted(complete("casereviews show --data c.yaml ")) == sorted(ends)


def test_what_is_typed_is_not_run_either(complete: Complete) -> None:
    """A value goes back to the shell with what stands before its comma."""
    for typed in (f"'$(touch {MARK})',ne", f"'\\$(touch {MARK})',ne", f"'`touch {MARK}`',ne"):
        assert complete(f"casereviews list --harm {typed}") == []


def test_the_bundled_list_is_whole(complete: Complete) -> None:
    """Also on a narrow terminal, where Typer would break what it says of a value."""
    wanted = ["baby-r", "child-l", "child-p", "child-r", "child-rs", "joshua", "mia", "toby"]
    for columns in (80, 20):
        assert sorted(complete("casereviews show ", columns)) == wanted


def test_what_people_type(complete: Complete, shell: tuple[str, Path], folder: Path) -> None:
    """A beginning, what follows a comma, also with a hyphen, and files, also with a name that wants quotation marks."""
    assert complete("casereviews li") == ["list"]
    assert complete("casereviews list --harm neglect,-ph") == ["neglect,-physical-abuse"]
    assert complete("casereviews list --fields id,na") == ["id,name"]
    assert complete("casereviews --json list --harm Neg") == ["Neglect"]
    assert complete("casereviews show 2022-02/mi") == ["2022-02/mia"]
    assert complete("casereviews show mia/R6") == ["mia/R6"]
    assert complete("casereviews show Ma") == []
    (folder / "own file.yaml").write_text("reviews:\n- {name: Elm, title: T, id: x/one}\n")
    assert complete("casereviews show --data 'own file.yaml' o") == ["one"]
    if shell[0] != "bash":  # which goes on to files by itself
        assert "own file.yaml" in complete("casereviews show --data ow")


def test_a_title_that_ends_in_a_backslash(complete: Complete, folder: Path) -> None:
    """It takes nothing of what follows."""
    reviews = "collection: {id: q}\nreviews:\n  - {name: Rowan, title: 'ends with a backslash \\'}\n"
    (folder / "t.yaml").write_text(f"{reviews}  - {{name: Sorrel, title: 'Review of Sorrel'}}\n")
    assert sorted(complete("casereviews show --data t.yaml ")) == ["rowan", "sorrel"]


def test_nothing_is_said_of_a_mistake(complete: Complete, folder: Path) -> None:
    """A command that does not exist, a file that cannot be read, and standard input, which nobody is to wait for."""
    (folder / "bad.yaml").write_text("reviews: [\n")
    for line in ("lst --harm ", "show --data none.yaml x", "show --data bad.yaml x", "show --data - x"):
        assert set(complete(f"casereviews {line}")) <= {"bad.yaml"}  # fish goes on to files
