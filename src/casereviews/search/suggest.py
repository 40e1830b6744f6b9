"""Suggestions for what is not known. Each is the end of a message, or empty."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from ..errors import UsageError
from ..likeness import LONGEST, nearest
from ..model.sections import SEX_WORDS
from ..text import fold, listed, one_line, quoted
from ..vocabulary import KINDS
from .typed_ages import is_age

if TYPE_CHECKING:
    from ..vocabulary import Meaning, Vocabulary

_ARTICLES = {"outcome": "an", "agency": "an", "age": "an"}

_HYPHEN = "put a hyphen in front"
_FORMATS = ("table", "plain", "jsonl", "csv", "tsv", "yaml", "md", "ids")
_ADVICE = {
    **dict.fromkeys(("not", "no", "exclude", "except", "without", "omit"), f"{_HYPHEN}: --harm -neglect"),
    "or": "a comma means or: --harm neglect,CSA",
    "and": "a filter that is repeated means and: --harm neglect --harm CSA",
    **dict.fromkeys(
        ("date", "year", "month", "from", "to", "before", "after", "incident"),
        "--since and --until take the date of the incident, --listed and --published those of the review",
    ),
    **dict.fromkeys(("gender", "sexes"), "--sex takes female, male, not-stated or any"),
    **dict.fromkeys(("topic", "subject", "tag"), "--theme takes what a statement is about"),
    **dict.fromkeys(("place", "region", "council", "authority", "board"), "--area takes the place or board"),
    **dict.fromkeys(
        ("query", "text", "find", "grep", "keyword", "keywords", "word", "words"), "casereviews search looks for words"
    ),
    **{name: f"--format {name}" for name in _FORMATS},
    "markdown": "--format md",
    **dict.fromkeys(("out", "outfile", "file"), "--output writes to a file"),
    **dict.fromkeys(("order", "order-by", "sort-by"), "--sort takes a key"),
    **dict.fromkeys(("desc", "descending"), "--reverse reverses the order"),
    **dict.fromkeys(("max", "top", "head", "first"), "--limit takes a number"),
}
"""What to do instead of an option that other programs have, by its name."""


def meaning_of(vocabulary: Vocabulary, kind: str, typed: str, done: str = "looked up") -> Meaning:
    """What a word means as a term of a kind; `done` is what a note says is done with the terms.

    Raises UsageError, with a suggestion, where it is unknown.
    """
    meaning = vocabulary.meaning(kind, typed, done)
    if meaning is None:
        message = f"unknown {kind} {quoted(typed)}{term(vocabulary, typed, kind)}"
        raise UsageError(message, f"casereviews vocabulary {kind} lists them all")
    return meaning


def elsewhere(vocabulary: Vocabulary, typed: str, kind: str = "", known: Collection[str] | None = None) -> str:
    """What a word is besides a kind: `; GP is an agency: --agency gp`.

    Where the options `known` have no filters, a command that has them is suggested.
    """
    is_word = len(typed) <= LONGEST and not typed.startswith("-")
    found = dict(_meanings(vocabulary, typed, kind)) if is_word else {}
    if not found:
        return ""
    kinds = listed([f"{_ARTICLES.get(other, 'a')} {other}" for other in found], "and")
    asked = "" if known is None or "--harm" in known else "casereviews list "
    return f"; {one_line(typed)} is {kinds}: {asked}{listed([f'--{other} {value}' for other, value in found.items()])}"


def words(vocabulary: Vocabulary, typed: str, known: Collection[str]) -> str:
    """What surplus words are, for a command with the options `known`: all as one, else the first that is known."""
    meant = (elsewhere(vocabulary, word, known=known) for word in (typed, *typed.split()))
    return next(filter(None, meant), "")


def term(vocabulary: Vocabulary, typed: str, kind: str) -> str:
    """What a word is that is not a term of a kind: a term of another, else the nearest of this or other kinds."""
    if meant := elsewhere(vocabulary, typed, kind):
        return meant
    near = vocabulary.nearest_word(kind, typed) or vocabulary.part_of(kind, typed)
    if near:
        return f'; did you mean "{near}"?'
    others = ((other, vocabulary.nearest_word(other, typed)) for other in KINDS if other != kind)
    return next((f"; did you mean --{other} {near}?" for other, near in others if near), "")


def option(
    typed: str, value: str, known: Collection[str], commands: Mapping[str, Iterable[str]], vocabulary: Vocabulary
) -> str:
    """What to do instead of an option that a command lacks, given the value typed after it.

    `known` are the options of the command, and `commands` those of the others, by their names.
    """
    name = typed.lstrip("-")
    advice = _ADVICE.get(name, "")
    if advice and all(word in known for word in advice.split() if word.startswith("--")):
        kinds = dict(_meanings(vocabulary, value.lstrip("-"))) if advice.startswith(_HYPHEN) and value else {}
        wanted = [f"--{kind} -{slug}" for kind, slug in kinds.items()]
        return f"; {_HYPHEN}: {listed(wanted)}" if wanted else f"; {advice}"
    having = [command for command, options in commands.items() if typed in options]
    if having:
        return f"; {listed(having, 'and')} {'has' if len(having) == 1 else 'have'} it"
    if meant := "" if value and not value.startswith("-") else elsewhere(vocabulary, name, known=known):
        return meant
    near = nearest(name.replace("-", ""), [option.replace("-", "") for option in known])
    return next((f"; did you mean {option}?" for option in known if option.replace("-", "") == near), "")


def _meanings(vocabulary: Vocabulary, typed: str, but: str = "") -> Iterator[tuple[str, str]]:
    """Each filter that takes a word, except one, with the value to give."""
    for kind in KINDS:
        meaning = vocabulary.meaning(kind, typed) if kind != but else None
        if meaning and meaning.terms:
            yield kind, ",".join(term.slug for term in meaning.terms)
    if but != "sex" and (sex := SEX_WORDS.get(fold(typed))):
        yield "sex", sex
    if but != "age" and is_age(typed):
        word = one_line(typed)
        yield "age", word if word.isalnum() else f'"{word}"'
