"""`casereviews help`, and the parts of a help that Typer knows nothing of."""

import inspect
from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import Annotated, Any

from typer import Argument, Context, echo

from ..options import completing, lowered
from ..reference import EXAMPLES, TOPICS

_INDENT = 4  # of what an example gives, beyond the example


def help_(
    context: Context,
    name: Annotated[
        str | None,
        Argument(
            metavar="[COMMAND]",
            help="A command, environment or exit-codes.",
            autocompletion=completing("command"),
            callback=lowered,
        ),
    ] = None,
) -> None:
    """Tell how a command is used.

    environment tells which variables are read, exit-codes what the exit codes mean.
    """
    from ...search.order import choose

    root: Any = context.parent
    if name in TOPICS:
        formatter: Any = context.make_formatter()
        formatter.write_dl(list(TOPICS[name].items()))
        echo(formatter.getvalue().rstrip("\n"))
    elif name is None:
        echo(root.get_help())
    else:
        choose("command", name, [*root.command.list_commands(root), *TOPICS])
        command = root.command.get_command(root, name)
        with command.make_context(name, [], parent=root, resilient_parsing=True) as asked:
            echo(asked.get_help())


def write_examples(command: str, formatter: Any) -> None:
    """Write what a help ends with."""
    with formatter.section("Examples"):
        formatter.write_dl(EXAMPLES[command], col_max=_INDENT - 2)


def write_commands(groups: Mapping[str, Iterable[str]], functions: Mapping[str, str], formatter: Any) -> None:
    """Write the commands, by what they are for, each with the first line of its help."""
    longest = max(map(len, functions))
    for title, names in groups.items():
        with formatter.section(title):
            formatter.write_dl([(name.ljust(longest), _summary(functions[name])) for name in names])


def _summary(function: str) -> str:
    module, _, name = function.partition(":")
    return (inspect.getdoc(getattr(import_module(f"{__package__}.{module}"), name)) or "").partition("\n")[0]
