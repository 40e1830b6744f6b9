"""What the shell is offered for a value: names, terms and the rest, from the collections in use.

A completion that fails offers nothing; it must never print.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from ..text import fold, one_line

Choice = tuple[str, str]
"""A value, and a word of help."""


def answer(name: str, params: dict[str, Any], incomplete: str) -> list[Choice]:
    """The values of one option or argument that begin with what was typed."""
    try:
        return list(_CHOICES[name](name, params, incomplete))
    except Exception:  # an unreadable collection must not spill into the command line
        return []


def _terms(kind: str, params: dict[str, Any], incomplete: str) -> Iterable[Choice]:
    """Slugs, also after a comma, that begin with what was typed or have a label or synonym that does."""
    from ..library import vocabulary

    done, comma, word = incomplete.rpartition(",")
    for term in vocabulary().terms(kind).values():
        if any(fold(known).startswith(fold(word)) for known in (term.slug, term.label, *term.synonyms)):
            yield f"{done}{comma}{term.slug}", term.label


def _names(name: str, params: dict[str, Any], incomplete: str) -> Iterable[Choice]:
    """The end of each review's id, which needs no quotation marks; the whole id where two reviews end alike."""
    from ..library import named, open_store

    store = open_store(named(params.get("data")), bool(params.get("with_bundled")))
    reviews = store.ask("SELECT id, name, title FROM review ORDER BY number").fetchall()
    ends = Counter(identity.rpartition("/")[2] for identity, _, _ in reviews)
    for identity, called, title in reviews:
        end = identity.rpartition("/")[2]
        value = end if ends[end] == 1 else identity
        help_text = one_line(f"{called}: {title}")
        if any(fold(known).startswith(fold(incomplete)) for known in (value, identity, called)):
            yield value, help_text
            if incomplete and called.isalpha():  # a name of one word needs no quotation marks either
                yield called, help_text


def _words(known: Callable[[], Iterable[str]]) -> Callable[[str, dict[str, Any], str], Iterable[Choice]]:
    def choices(name: str, params: dict[str, Any], incomplete: str) -> Iterable[Choice]:
        done, comma, word = incomplete.rpartition(",")
        return [(f"{done}{comma}{value}", "") for value in known() if value.startswith(word)]

    return choices


def _sexes() -> Iterable[str]:
    from ..model import SEXES
    from ..store import NOT_STATED

    return [*SEXES, NOT_STATED]


def _formats() -> Iterable[str]:
    from ..render import FORMATS

    return FORMATS


def _sorts() -> Iterable[str]:
    from ..query import REVIEW_SORTS

    return REVIEW_SORTS


def _fields() -> Iterable[str]:
    from ..schema import fields

    return fields("review")


def _sections() -> Iterable[str]:
    from ..search import SECTIONS

    return SECTIONS


def _groupings() -> Iterable[str]:
    from ..query import GROUPINGS

    return GROUPINGS


def _kinds() -> Iterable[str]:
    from ..vocabulary import KINDS

    return KINDS


def _answers() -> Iterable[str]:
    from ..schema import ANSWERS

    return ANSWERS


_CHOICES: dict[str, Callable[[str, dict[str, Any], str], Iterable[Choice]]] = {
    **dict.fromkeys(("harm", "theme", "factor", "agency", "type", "outcome"), _terms),
    "name": _names,
    "sex": _words(_sexes),
    "age": _words(list),
    "format": _words(_formats),
    "sort": _words(_sorts),
    "fields": _words(_fields),
    "in": _words(_sections),
    "by": _words(_groupings),
    "kind": _words(_kinds),
    "answer": _words(_answers),
}
