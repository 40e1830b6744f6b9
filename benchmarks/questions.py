"""Every command with every option, as the program has them: what `scale.py` measures, and tests hold to linear growth.

A new command, option, sort or grouping is in the list at once. What the list cannot know is an error until it is said
here: what a command is to be asked (`ASKED`), and a value for an option that no list offers (`VALUES`).
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple, cast

import typer
from typer.main import get_command

from casereviews.cli import complete
from casereviews.cli.app import app, load
from casereviews.cli.commands import COMMANDS
from casereviews.errors import CasereviewsError
from casereviews.vocabulary import KINDS, NOT_STATED
from invent import COMMON, PHRASE, RARE

Values = Mapping[str, Any]
"""What is given for the parameters of a command's function, by their names. `{id}` is for the id of a review, `{name}`
for its name, `{file}` for the collection's file and `{bulletin}` for a bulletin that lists as many reviews."""

ASKED: dict[str, tuple[Values, ...]] = {
    "list": ({},),
    "show": ({"names": ["{id}"]}, {"names": ["{name}"]}, {"names": ["{id}/L1"]}, {"names": ["Cihld Nobody"]}),
    "search": ({"words": [COMMON]}, {"words": [COMMON], "statements": True}),
    "similar": ({"name": "{id}"},),
    "themes": ({}, {"word": "voice-of-the-child"}, {"by": "harm"}, {"by": "agency"}),
    "count": (
        {"by": ["harm"]},
        {"by": ["theme", "agency"]},
        {"by": ["age", "sex"]},
        {"by": ["collection", "incident"]},
        {"by": ["theme", "harm"], "of": "statements"},
    ),
    "learning": ({},),
    "recommendations": ({},),
    "actions": ({},),
    "brief": ({}, {"word": "neglect"}),
    "export": ({"file": "-", "form": "md"},),
    "vocabulary": ({},),
    "info": ({},),
    "schema": ({"answer": "list"},),
    "import": ({"files": ["{bulletin}"], "format": "json"},),
    "check": ({},),
    "validate": ({"files": ["{file}"]},),
    "cache": ({},),
    "help": (),
}
"""What each command is asked; each of these with every option of the command. `help` is asked nothing of reviews."""

MORE: tuple[tuple[str, Values], ...] = tuple(
    ("search", {"words": [words], **values})
    for words in (
        RARE, f'"{PHRASE}"', "CSA", "child sexual abuse", f"{COMMON} OR child", f"{COMMON} NOT child", f"NOT {COMMON}",
        "safe*", "safegaurding", f"{COMMON} zzzz", "the child and the mother",
        f"how should {COMMON} be shared with fathers", "what happens when a baby is shaken",
        "young carers missing from scool", f"{COMMON} {RARE} zzzz housing debt police", "broken arm in a toddler",
    )
    for values in ({}, {"statements": True}, {"limit": 20}, {"harm": ["neglect"]})
)  # fmt: skip
"""Searches of every kind, which work in different ways."""

VALUES: dict[str, Any] = {
    "age": "0..5y",
    "since": "2012",
    "until": "2012",
    "area": "any",
    "listed": "2012",
    "published": "2012",
    "coding": "curated",
    "limit": 20,
    "search": COMMON,
    "words": 2000,
}
"""A value for an option that has no list of them."""

UNMEASURED = frozenset((
    "json", "output", "force", "color", "no_color", "no_pager", "quiet", "data", "with_bundled", "no_cache",
    "vocabulary", "clear", "into", "recode", "dry_run", "strict", "accept", "set_", "drop", "all_of", "ask", "undo",
    "coder", "from_",
))  # fmt: skip
"""Options that say where a collection comes from and an answer goes to, however many reviews there are; `into`,
`recode` and what answers give to `check` change files, which other tests measure."""


class Question(NamedTuple):
    """A command with its options."""

    command: str
    values: Values
    way: str = ""
    """What is typed without the option that is measured."""

    @property
    def name(self) -> str:
        """What is typed."""
        return " ".join(f"'{word}'" if " " in word else word for word in self.arguments({"id": "ID", "name": "NAME"}))

    def arguments(self, given: Mapping[str, str]) -> list[str]:
        """What is typed, with what the values are for."""
        options, words = [], []
        for name, value in _filled(self.values, given).items():
            option = parameters(self.command)[name]
            values = value if isinstance(value, list) else [value]
            if option.param_type_name == "argument":
                words += values
            elif option.is_flag:
                options.append(option.opts[0])
            else:
                options += [word for one in values for word in (option.opts[0], str(one))]
        return [self.command, *words, *options]

    def ask(self, given: Mapping[str, str]) -> None:
        """Call the command's function, as the command line would; a refusal is an answer."""
        function = load(self.command)
        defaults = {name: parameter.default for name, parameter in inspect.signature(function).parameters.items()}
        try:
            function(**{**defaults, **_filled(self.values, given)})
        except (CasereviewsError, typer.Exit):
            return


def questions() -> Iterator[Question]:
    """Every command as it is asked, and with each of its options in turn; in JSON unless the option is a format.

    What an answer looks like, and what is not stated, are asked only in the first way in which a command is.
    """
    for command in COMMANDS:
        for place, asked in enumerate(ASKED[command]):
            way = Question(command, asked).name
            yield Question(command, {**asked, **_in_json(command)}, way)
            for name, option in parameters(command).items():
                if option.param_type_name == "option" and name not in UNMEASURED and name not in asked:
                    for value in _choices(command, option, first=not place):
                        given = {**asked, **_in_json(command), name: [value] if option.multiple else value}
                        yield Question(command, given, way)
    for command, asked in MORE:
        yield Question(command, {**asked, **_in_json(command)}, f"{command}, other queries")


def bulletin(size: int) -> str:
    """A bulletin that lists so many reviews."""
    return "May 2033\n\n" + "".join(
        f"2033 – Northmere – Child K{number}\n\nDeath of a {number % 30 + 2}-month-old boy in May 2031.\n\n"
        f"Learning: neglect was not seen in home {number}.\n\nRecommendations: ask {number} times about fathers.\n\n\n"
        for number in range(size)
    )


@cache
def parameters(command: str) -> dict[str, Any]:
    """The options and arguments of a command, by the names of its function's parameters."""
    group = cast("Any", get_command(app))
    return {option.name: option for option in group.get_command(None, command).params if option.name != "help"}


def _choices(command: str, option: Any, first: bool) -> list[Any]:
    """What an option is measured with."""
    if option.is_flag:
        return [True]
    if option.name in VALUES:
        return [VALUES[option.name]]
    word = option.opts[0].lstrip("-")
    offered = [value for value, _ in complete.answer(word, command, {}, "")]
    if not offered:
        raise LookupError(f"{command} --{word}: say in VALUES with what it is to be measured")
    if word in ("format", "fields"):
        return offered[: len(offered) if word == "format" else 1] if first else []
    if NOT_STATED in offered or word in KINDS:
        return [offered[0], NOT_STATED, f"-{offered[0]}"] if first else offered[:1]
    return offered


def _in_json(command: str) -> Values:
    return {"format": "json"} if "format" in parameters(command) else {}


def _filled(values: Values, given: Mapping[str, str]) -> dict[str, Any]:
    """The values with what stands in them for something of the collection."""

    def fill(value: Any) -> Any:
        if isinstance(value, list):
            return [fill(one) for one in value]
        for name, text in given.items() if isinstance(value, str) else ():
            value = value.replace(f"{{{name}}}", text)
        return value

    return {name: fill(value) for name, value in values.items()}
