"""The options that commands share, each defined once. A command takes them as a group: `choice: Selection`."""

import inspect
from collections.abc import Callable
from typing import Annotated, Any, Self, dataclass_transform

from typer import Context, Option

from ..errors import UsageError
from ..text import quoted
from .terminal import COLORS

_LONGEST = 18  # digits of a number that is worth telling from a larger one

Words = list[str] | None


@dataclass_transform(kw_only_default=True)
class Group:
    """Options that are taken together, with what each is where it was not given: its default, a class attribute.

    No named tuple nor dataclass, for to make five of those would take each start 1.2 ms of 60.
    """

    def __init__(self, **given: object) -> None:
        """Take the values of some options, by their names."""
        self.__dict__.update(given)

    @classmethod
    def names(cls) -> list[str]:
        """The options, in the order of the help."""
        return list(cls.__annotations__)

    def replaced(self, **given: object) -> Self:
        """The same with other values of some options."""
        return type(self)(**{**self.__dict__, **given})


def grouped(function: Callable[..., None]) -> Callable[..., None]:
    """The function with the fields of its option groups as parameters, which is what Typer reads."""
    groups: dict[str, type[Group]] = {}
    parameters: list[inspect.Parameter] = []
    for parameter in inspect.signature(function).parameters.values():
        group = parameter.annotation
        if isinstance(group, type) and issubclass(group, Group):
            groups[parameter.name] = group
            parameters += [
                inspect.Parameter(name, parameter.KEYWORD_ONLY, default=getattr(group, name), annotation=kind)
                for name, kind in group.__annotations__.items()
            ]
        else:
            parameters.append(parameter.replace(kind=parameter.KEYWORD_ONLY))

    def command(**values: object) -> None:
        for name, group in groups.items():
            values[name] = group(**{option: values.pop(option) for option in group.names()})
        function(**values)

    command.__name__ = function.__name__
    command.__doc__ = function.__doc__
    command.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    return command


def completing(name: str) -> Callable[[Context, str], list[tuple[str, str]]]:
    """A function that completes a value, from the module that is loaded only when the shell asks."""

    def complete(ctx: Context, incomplete: str) -> list[tuple[str, str]]:
        from . import complete as completion

        return completion.answer(name, ctx.info_name or "", ctx.params, incomplete)

    return complete


def lowered(value: str | None) -> str | None:
    """A word of the program's own in lower case: they are understood in any."""
    return value and value.lower()


def whole_number(option: str, least: int = 0) -> Callable[[str], int]:
    """What reads the number that is typed for an option; it raises UsageError where it is none, or below the least."""

    def read(text: str) -> int:
        digits = text.strip()
        number = int(digits.lstrip("0")[:_LONGEST] or 0) if digits.isascii() and digits.isdecimal() else -1
        if number < least:
            raise UsageError(f"{option} takes a whole number, {least} or more, not {quoted(text)}")
        return number

    return read


def _filter(name: str, metavar: str, help_text: str) -> Any:
    return Option(
        f"--{name}", metavar=metavar, help=help_text, autocompletion=completing(name), rich_help_panel="Filters"
    )


class Selection(Group):
    """Filters: which reviews, or which statements."""

    harm: Annotated[Words, _filter("harm", "HARM", "What happened to the child.")] = None
    theme: Annotated[Words, _filter("theme", "THEME", "What a statement speaks about.")] = None
    factor: Annotated[Words, _filter("factor", "FACTOR", "What surrounded the child, as stated or raised.")] = None
    agency: Annotated[Words, _filter("agency", "AGENCY", "Whom a statement speaks to or of.")] = None
    type: Annotated[Words, _filter("type", "TYPE", "The type of review.")] = None
    outcome: Annotated[Words, _filter("outcome", "OUTCOME", "The outcome for the child.")] = None
    sex: Annotated[Words, _filter("sex", "SEX", "A child's sex: female or male.")] = None
    age: Annotated[Words, _filter("age", "AGE", 'A child\'s age: 8m, 2y, "<1y" or 1y..5y.')] = None
    area: Annotated[Words, _filter("area", "AREA", "The place or board, or a word of its name.")] = None
    listed: Annotated[Words, _filter("listed", "DATE", "When a bulletin listed it: 2022, 2022-02, 2020..2022.")] = None
    published: Annotated[Words, _filter("published", "DATE", "When the review came out, likewise.")] = None
    since: Annotated[
        str | None, Option("--since", metavar="DATE", help="Incident on or after a year, month or day: 2019, 2019-06.")
    ] = None
    until: Annotated[str | None, Option("--until", metavar="DATE", help="Incident on or before it.")] = None
    coding: Annotated[
        str | None,
        Option(
            "--coding",
            metavar="CODING",
            help="Only the codes that a person has read, curated, or nobody, automatic.",
            autocompletion=completing("coding"),
            callback=lowered,
        ),
    ] = None

    def given(self) -> dict[str, Any]:
        """What was typed for each filter that was named."""
        return {name: value for name, value in self.__dict__.items() if value}


Counted = Annotated[bool, Option("--count", help="Print how many there are, and nothing else.")]
"""Whether the number of the records is the answer."""


class Ordering(Group):
    """How rows are sorted and cut, or only counted."""

    sort: Annotated[
        str | None,
        Option("--sort", metavar="KEY", help="Sort by a key.", autocompletion=completing("sort"), callback=lowered),
    ] = None
    reverse: Annotated[bool, Option("--reverse", "-r", help="Turn the order round.")] = False
    limit: Annotated[
        int | None,
        Option(
            "--limit",
            "-n",
            metavar="N",
            help="At most N rows. On a terminal list, search and similar show the first 50 without it.",
            parser=whole_number("--limit"),
        ),
    ] = None
    counted: Counted = False


class Output(Group):
    """In what format, and where to."""

    format: Annotated[
        str | None,
        Option(
            "--format",
            "-f",
            metavar="FORMAT",
            autocompletion=completing("format"),
            callback=lowered,
            help="table, plain, json, jsonl, csv, tsv, yaml, md or ids; of counts svg or png. On a terminal table, "
            "else plain.",
        ),
    ] = None
    json: Annotated[bool, Option("--json", help="The same as --format json.")] = False
    fields: Annotated[
        str | None, Option("--fields", metavar="A,B", help="Only these fields.", autocompletion=completing("fields"))
    ] = None
    output: Annotated[
        str | None, Option("--output", "-o", metavar="FILE", help="Write to FILE, in the format of its ending.")
    ] = None
    force: Annotated[bool, Option("--force", help="Let --output replace a file.")] = False
    color: Annotated[
        str,
        Option(
            "--color",
            "--colour",
            metavar="WHEN",
            help="auto, always or never.",
            autocompletion=completing("color"),
            callback=lowered,
        ),
    ] = "auto"
    no_color: Annotated[bool, Option("--no-color", "--no-colour", help="The same as --color never.")] = False
    quiet: Annotated[bool, Option("--quiet", "-q", help="No notes on standard error.")] = False

    no_pager: Annotated[bool, Option("--no-pager", help="Write a long answer to the terminal at once.")] = False

    def colored(self) -> str:
        """When to write colour. Raises UsageError for an unknown word, and for what contradicts itself."""
        if self.color not in COLORS:
            raise UsageError(f"unknown --color {quoted(self.color)}", f"allowed: {', '.join(COLORS)}")
        if self.no_color and self.color == "always":
            raise UsageError("--no-color and --color always contradict each other")
        return "never" if self.no_color else self.color

    def chosen(self) -> list[str] | None:
        """The fields that were chosen. Raises UsageError where the list is empty."""
        if self.fields is None:
            return None
        names = list(dict.fromkeys(name.strip() for name in self.fields.split(",") if name.strip()))
        if not names:
            raise UsageError("--fields is empty", "name fields with commas between, as in --fields id,name")
        return names


Vocabularies = Annotated[
    Words,
    Option(
        "--vocabulary",
        metavar="FILE",
        help="Add the terms of this file to the bundled ones. [env: CASEREVIEWS_VOCABULARY]",
    ),
]
"""Files of a person's own terms."""


class Origin(Group):
    """Which collections are asked, and by which terms."""

    data: Annotated[
        Words,
        Option(
            "--data",
            "-d",
            metavar="FILE",
            help="Ask this collection, or those of this folder, not the bundled one; - is standard input. "
            "[env: CASEREVIEWS_DATA]",
        ),
    ] = None
    with_bundled: Annotated[bool, Option("--with-bundled", help="Ask the bundled collection too.")] = False
    no_cache: Annotated[bool, Option("--no-cache", help="Compile large collections anew, and keep nothing.")] = False
    vocabulary: Vocabularies = None


class Narrowing(Group):
    """A search that cuts an answer down."""

    search: Annotated[
        str | None, Option("--search", metavar="QUERY", help="Only what this search finds.", rich_help_panel="Filters")
    ] = None
    no_expand: Annotated[bool, Option("--no-expand", help="Search for the words typed alone.")] = False
