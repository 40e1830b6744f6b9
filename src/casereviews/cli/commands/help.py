"""`casereviews help`."""

from typing import Annotated, Any

from typer import Argument, Context, echo

from ...search.order import choose
from ..options import completing, lowered
from ..reference import TOPICS


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
    """Answer `casereviews help`.

    environment tells which variables are read, exit-codes what the exit codes mean.
    """
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
