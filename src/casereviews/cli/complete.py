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

from ..answers.reviews import areas
from ..library import open_store
from ..library.named import named, named_vocabularies
from ..library.vocabularies import vocabulary
from ..model.sections import CODINGS, SEXES
from ..render import FORMATS, PICTURES
from ..store import Store
from ..store.tables import IS_STATEMENT
from ..text import fold, has_controls, shorten, without_controls
from ..vocabulary import ANY, KINDS, NEVER_NONE, NONE, NOT_STATED
from .terminal import COLORS, COMPLETION

Choice = tuple[str, str]
"""A value, and a word of help."""

Params = dict[str, Any]
"""What was typed for the options, as Typer has it."""

_VALUE = re.compile(r"\w[\w./-]*(?:,-?\w[\w./-]*)*")  # needs no quotation marks in any shell
_PAUSE = re.compile(r"(?: ?[:;](?= )| \()+")  # reads as a comma
_APOSTROPHE = re.compile(r"(?<=\w)['\u2019](?=\w)")
_QUOTES = re.compile("['\"`\u2018-\u201f\u00ab\u00bb]")
_DASH = re.compile("[\u2010-\u2015\u2212]")
_UNSAFE = re.compile(r"[^\w,./-]+")
_FILTERS = ("sex", "age", "area", "listed", "published")  # that take a hyphen, beside those for terms
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


def answer(name: str, command: str, params: Params, incomplete: str) -> list[Choice]:
    """The values of one option or argument of a command that begin with what was typed, also after a comma.

    Case does not matter, and stays as it was typed: zsh drops what begins otherwise, and every value is understood in
    any case.
    """
    try:
        if name == "name":
            choices = _names(params, incomplete, with_statements=command == "show")
        elif name in KINDS:
            reserved = (NOT_STATED, ANY) if name in NEVER_NONE else (NOT_STATED, NONE, ANY)
            choices = [*_terms(name, params), *((word, "") for word in reserved)]
        elif name == "one-theme":
            choices = _terms("theme", params)
        elif name == "any-term":
            choices = list({slug: label for kind in KINDS for slug, label in _terms(kind, params)}.items())
        elif name == "area":
            choices = [*_areas(params), (NOT_STATED, ""), (ANY, "")]
        else:
            choices = [(word, "") for word in _WORDS[name](command)]
        typed, word = _parted(name, incomplete)
        size = len(word)
        begun = (choice for choice in choices if choice[0][:size].casefold() == word.casefold())
        offered = ((f"{typed}{word}{value[size:]}", help_text) for value, help_text in begun)
        return [(value, _plain(help_text)) for value, help_text in offered if _is_safe(value)]
    except Exception:  # an unreadable collection must not spill into the command line
        return []


def _parted(name: str, incomplete: str) -> tuple[str, str]:
    """What was typed: up to the value, with the hyphen that leaves it out, and of the value."""
    done, comma, word = incomplete.rpartition(",")
    hyphen = "-" if comma and word.startswith("-") and name in (*KINDS, *_FILTERS) else ""
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


def _names(params: Params, word: str, with_statements: bool) -> list[Choice]:
    """What each review can be called, by one who has typed a word of it, each name once.

    That is the end of its id, or its whole id where two end alike or that is what was begun; and a name of one word,
    which needs no quotes. Behind the name of a review and a slash come its statements.
    """
    store = _store(params)
    reviews = store.ask("SELECT id, name, title FROM review ORDER BY number").fetchall()
    ends = Counter(identity.rpartition("/")[2] for identity, _, _ in reviews)
    names = Counter(name.casefold() for _, name, _ in reviews)
    known = {end.casefold() for end in ends}
    choices: list[Choice] = []
    for identity, name, title in reviews:
        end = identity.rpartition("/")[2]
        is_enough = ends[end] == 1 and _VALUE.fullmatch(end) and not _begins(identity, word)
        choices.append((end if is_enough else identity, f"{name}: {title}"))
        if names[name.casefold()] == 1 and name.casefold() not in known and re.fullmatch(r"\w+", name):
            choices.append((name, title))
    return choices + (_statements(store, word.rpartition("/")[0]) if with_statements and "/" in word else [])


def _terms(kind: str, params: Params) -> list[Choice]:
    return [(term.slug, term.label) for term in vocabulary(_own(params)).terms(kind).values()]


def _areas(params: Params) -> list[Choice]:
    """The areas, with hyphens for the spaces: they mean the same, and need no quotes."""
    return [("-".join(area.split()), area) for area in areas(_store(params))]


def _begins(identity: str, word: str) -> bool:
    """Whether something was typed, and a whole id begins so."""
    return bool(word) and identity[: len(word)].casefold() == word.casefold()


def _statements(store: Store, home: str) -> list[Choice]:
    """The statements of the review that is called so."""
    asked = (
        "SELECT passage.id, text FROM passage JOIN alias USING (review) WHERE alias = ? "
        f"AND {IS_STATEMENT} ORDER BY passage.number"
    )
    return [(f"{home}/{identity.rpartition('/')[2]}", text) for identity, text in store.ask(asked, [fold(home)])]


def _store(params: Params) -> Store:
    """The collections in use."""
    return open_store(named(params.get("data")), bool(params.get("with_bundled")), own=_own(params))


def _own(params: Params) -> list[str]:
    """The files of a person's own terms."""
    return named_vocabularies(params.get("vocabulary"))


def _fields(command: str) -> Iterable[str]:
    from ..answers import contract

    return contract.names(contract.ANSWERS[command].full)


def _sorts(command: str) -> Iterable[str]:
    from ..answers.contract import ANSWERS

    sorts: Iterable[str] = ANSWERS[command].module.SORTS
    return sorts


def _sections(command: str) -> Iterable[str]:
    from ..search.strict import SECTIONS

    return SECTIONS


def _groupings(command: str) -> Iterable[str]:
    from ..answers.themes_by import GROUPINGS

    return GROUPINGS


def _countable(command: str) -> Iterable[str]:
    from ..answers.count_fields import FIELDS

    return FIELDS


def _units(command: str) -> Iterable[str]:
    from ..answers.tally import OF

    return OF


def _commands(command: str) -> Iterable[str]:
    from .commands import COMMANDS
    from .reference import TOPICS

    return (*COMMANDS, *TOPICS)


def _answers(command: str) -> Iterable[str]:
    from ..answers.contract import ANSWERS

    return ANSWERS


_WORDS: dict[str, Callable[[str], Iterable[str]]] = {
    "sex": lambda _: (*SEXES, NOT_STATED, ANY),
    "age": lambda _: (NOT_STATED, ANY),
    "listed": lambda _: (NOT_STATED, ANY),
    "published": lambda _: (NOT_STATED, ANY),
    "coding": lambda _: (*CODINGS, ANY),
    "color": lambda _: COLORS,
    "format": lambda command: (*FORMATS, *(PICTURES if command in ("count", "themes") else ())),
    "kind": lambda _: KINDS,
    "sort": _sorts,
    "fields": _fields,
    "in": _sections,
    "by": _groupings,
    "count-by": _countable,
    "of": _units,
    "answer": _answers,
    "command": _commands,
}
