"""What the shell is offered for a value: names, terms and the rest, from the collections in use.

What Typer prints is evaluated: zsh runs it as a command, bash expands it, and PowerShell puts it on the command line as
it stands. Typer escapes some signs and not others, so nothing is left to it: a value or a help holds only characters
that mean nothing to any of the four shells, nor to Rich, which Typer has render the help. A completion that fails
offers nothing; it must never print.
"""

import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from ..library import named, named_vocabularies, open_store, vocabulary
from ..model import SEXES
from ..render import FORMATS
from ..store import NOT_STATED
from ..text import has_controls, shorten, without_controls
from ..vocabulary import KINDS
from .terminal import COMPLETION

Choice = tuple[str, str]
"""A value, and a word of help."""

_VALUE = re.compile(r"\w[\w./-]*(?:,-?\w[\w./-]*)*")  # needs no quotation marks in any shell
_PAUSE = re.compile(r"(?: ?[:;](?= )| \()+")  # reads as a comma
_APOSTROPHE = re.compile(r"(?<=\w)['\u2019](?=\w)")
_QUOTES = re.compile("['\"`\u2018-\u201f\u00ab\u00bb]")
_DASH = re.compile("[\u2010-\u2015\u2212]")
_UNSAFE = re.compile(r"[^\w,./-]+")
_LONGEST_HELP = 60
_LOOKED_AT = 400  # characters of a text that becomes help


def serve(command: Any, arguments: list[str], program: str) -> int:
    """Answer a shell's script through Typer, with 1 where that fails. Nothing is ever printed on standard error."""
    os.environ["TERMINAL_WIDTH"] = "1000"  # Typer breaks help at this width, and fish takes a second line for a value
    try:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)  # --data - would wait for the person who waits for the answer
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        command.main(arguments, prog_name=program)
    except Exception:  # noqa: S110
        pass
    return 1


def answer(name: str, command: str, params: dict[str, Any], incomplete: str) -> list[Choice]:
    """The values of one option or argument of a command that begin with what was typed, also after a comma."""
    try:
        if name == "name":
            choices = _names(params)
        elif name in KINDS:
            choices = [(term.slug, term.label) for term in vocabulary(_own(params)).terms(name).values()]
        else:
            choices = [(word, "") for word in _WORDS[name](command)]
        typed, word = _parted(name, incomplete)
        offered = ((f"{typed}{value}", help_text) for value, help_text in choices if value.startswith(word))
        return [(value, _plain(help_text)) for value, help_text in offered if _is_safe(value)]
    except Exception:  # an unreadable collection must not spill into the command line
        return []


def _parted(name: str, incomplete: str) -> tuple[str, str]:
    """What was typed: up to the value, with the hyphen that leaves it out, and of the value."""
    done, comma, word = incomplete.rpartition(",")
    hyphen = "-" if comma and word.startswith("-") and (name in KINDS or name == "sex") else ""
    return f"{done}{comma}{hyphen}", word.removeprefix(hyphen)


def _is_safe(value: str) -> bool:
    """Whether a shell takes a value for what it is. PowerShell may read other letters than ASCII's by a wrong code."""
    if not _VALUE.fullmatch(value) or has_controls(value):
        return False
    return value.isascii() or not _is_for_powershell()


def _plain(text: str) -> str:
    """Words of help in which every sign that means something to a shell is a harmless one like it, or a space."""
    text = _normalized(without_controls(" ".join(text[:_LOOKED_AT].split())))
    text = _PAUSE.sub(", ", _DASH.sub("-", text)).replace("&", " and ")
    text = _QUOTES.sub("", _APOSTROPHE.sub("\u02bc", text))  # a letter that looks like an apostrophe
    return shorten(_UNSAFE.sub(" ", text).strip(" ,"), _LONGEST_HELP)


def _normalized(text: str) -> str:
    """The text with each letter as one character; for PowerShell in ASCII."""
    if text.isascii():
        return text
    import unicodedata

    if _is_for_powershell():
        return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return unicodedata.normalize("NFC", text)


def _is_for_powershell() -> bool:
    return os.environ.get(COMPLETION, "").endswith(("powershell", "pwsh"))


def _names(params: dict[str, Any]) -> list[Choice]:
    """The end of each review's id, or the whole id where two end alike; and names of one word, which need no quotes."""
    files = [os.path.expanduser(name) for name in params.get("data") or ()]
    store = open_store(named(files), bool(params.get("with_bundled")), own=_own(params))
    reviews = store.ask("SELECT id, name, title FROM review ORDER BY number").fetchall()
    ends = Counter(identity.rpartition("/")[2] for identity, _, _ in reviews)
    names = Counter(name for _, name, _ in reviews)
    choices: list[Choice] = []
    for identity, name, title in reviews:
        end = identity.rpartition("/")[2]
        is_enough = ends[end] == 1 and _VALUE.fullmatch(end)
        choices.append((end if is_enough else identity, f"{name}: {title}"))
        if names[name] == 1 and re.fullmatch(r"\w+", name):
            choices.append((name, title))
    return choices


def _own(params: dict[str, Any]) -> list[str]:
    """The files of a person's own terms."""
    return named_vocabularies(params.get("vocabulary"))


def _fields(command: str) -> Iterable[str]:
    from ..schema import ANSWERS, fields

    return fields(ANSWERS[command][0])


def _sorts(command: str) -> Iterable[str]:
    from ..query import REVIEW_SORTS, THEME_SORTS
    from ..search import SORTS

    return {"search": SORTS, "similar": SORTS, "themes": THEME_SORTS}.get(command, tuple(REVIEW_SORTS))


def _sections(command: str) -> Iterable[str]:
    from ..search import SECTIONS

    return SECTIONS


def _groupings(command: str) -> Iterable[str]:
    from ..query import GROUPINGS

    return GROUPINGS


def _commands(command: str) -> Iterable[str]:
    from .app import COMMANDS
    from .reference import TOPICS

    return (*COMMANDS, *TOPICS)


def _answers(command: str) -> Iterable[str]:
    from ..schema import ANSWERS

    return ANSWERS


_WORDS: dict[str, Callable[[str], Iterable[str]]] = {
    "sex": lambda _: (*SEXES, NOT_STATED),
    "format": lambda _: FORMATS,
    "kind": lambda _: KINDS,
    "sort": _sorts,
    "fields": _fields,
    "in": _sections,
    "by": _groupings,
    "answer": _answers,
    "command": _commands,
}
