"""What the shell is offered for a value: names, terms and the rest, from the collections in use.

A completion that fails offers nothing; it must never print.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from ..library import named, named_vocabularies, open_store, vocabulary
from ..model import SEXES
from ..render import FORMATS
from ..store import NOT_STATED
from ..text import shorten
from ..vocabulary import KINDS

Choice = tuple[str, str]
"""A value, and a word of help."""


def answer(name: str, command: str, params: dict[str, Any], incomplete: str) -> list[Choice]:
    """The values of one option or argument of a command that begin with what was typed, also after a comma."""
    try:
        if name == "name":
            choices = _names(params)
        elif name in KINDS:
            choices = [(term.slug, term.label) for term in vocabulary(_own(params)).terms(name).values()]
        else:
            choices = [(word, "") for word in _WORDS[name](command)]
        done, comma, word = incomplete.rpartition(",")
        return [(f"{done}{comma}{value}", _plain(help_text)) for value, help_text in choices if value.startswith(word)]
    except Exception:  # an unreadable collection must not spill into the command line
        return []


def _plain(text: str) -> str:
    """Words of help that Typer, which takes them for markup and breaks them at 80 characters, shows as they are."""
    return shorten(text, 60).replace("[", "\\[")


def _names(params: dict[str, Any]) -> list[Choice]:
    """The end of each review's id, or the whole id where two end alike; and names of one word, which need no quotes."""
    store = open_store(named(params.get("data")), bool(params.get("with_bundled")), own=_own(params))
    reviews = store.ask("SELECT id, name, title FROM review ORDER BY number").fetchall()
    ends = Counter(identity.rpartition("/")[2] for identity, _, _ in reviews)
    names = Counter(name for _, name, _ in reviews)
    choices: list[Choice] = []
    for identity, name, title in reviews:
        end = identity.rpartition("/")[2]
        choices.append((end if ends[end] == 1 else identity, f"{name}: {title}"))
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
}
