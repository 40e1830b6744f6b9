"""The program's commands, each loaded when it is called, and what a person is told who mistypes one."""

import inspect
import os
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from itertools import combinations
from typing import Annotated, Any, cast

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from .. import __version__
from ..errors import UsageError
from ..text import as_argument, shorten, visible
from .commands import COMMANDS, GROUPS
from .terminal import COMPLETION, say

NAME = "casereviews"
_SETTINGS: dict[str, Any] = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
_INDENT = 4  # of what an example gives, beyond the example
_MOST_WORDS = 20  # of a command line, among which the name of a file is looked for
_EXTRA = "Got unexpected extra argument"  # as Typer's message begins
_TYPERS_ERROR = cast("Any", typer.BadParameter.__base__)  # its UsageError, which it names nowhere else in public


class Command(TyperCommand):
    """A command whose usage is the same with every Typer: from 0.27 on it puts braces around what must be given."""

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """What may stand behind its name."""
        return [piece.strip("{}") for piece in super().collect_usage_pieces(ctx)]

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse its arguments. Raises Typer's UsageError, which knows the command in every case."""
        try:
            return super().parse_args(ctx, args)
        except _TYPERS_ERROR as error:
            error.ctx = error.ctx or ctx
            raise

    def format_epilog(self, ctx: object, formatter: Any) -> None:
        """Write examples at the end of its help."""
        _write_examples(self.name or "", formatter)


class Commands(TyperGroup):
    """The group of commands, which imports no more than the one that is called."""

    def list_commands(self, ctx: object) -> list[str]:
        """Their names, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: object, cmd_name: str) -> Any:
        """One command, or None where there is none of the name."""
        if cmd_name not in COMMANDS:
            return None
        alone = typer.Typer(add_completion=False, rich_markup_mode=None, context_settings=_SETTINGS)
        function = load(cmd_name)
        rest = (inspect.getdoc(function) or "").partition("\n")[2]
        alone.command(cmd_name, cls=Command, help=f"{COMMANDS[cmd_name][1]}\n{rest}")(function)
        return get_command(alone)

    def format_commands(self, ctx: object, formatter: Any) -> None:
        """Write them by what they are for, and examples."""
        longest = max(map(len, COMMANDS))
        for title, names in GROUPS.items():
            with formatter.section(title):
                formatter.write_dl([(name.ljust(longest), COMMANDS[name][1]) for name in names])
        _write_examples("", formatter)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the program's own options. Those that commands share may stand before the command."""
        return super().parse_args(ctx, self._command_first(ctx, args))

    def _command_first(self, ctx: Any, args: list[str]) -> list[str]:
        """The arguments with the shared options that stand before the command behind it. Raises UsageError."""
        own = [*ctx.help_option_names, *(name for option in self.params for name in option.opts)]
        if not args or not args[0].startswith("-") or args[0] in own:
            return args
        shared = self.get_command(ctx, "learning").params  # which has each of them
        takes_value = {name: not option.is_flag for option in shared for name in option.opts if name.startswith("-")}
        size = _leading(args, takes_value)
        rest = args[size:]
        if size and not rest and not ctx.resilient_parsing:
            taken = f'; "{args[-1]}" was taken as the value of {args[-2]}' if args[-1] in COMMANDS else ""
            raise UsageError(f"no command is named{taken}", f"{NAME} --help lists them all")
        rest = rest[1:] if rest[:1] == ["--"] else rest
        return rest if rest and rest[0].startswith("-") else [*rest[:1], *args[:size], *rest[1:]]

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that the first argument names. Raises UsageError, with the nearest, where there is none."""
        if args[0] not in COMMANDS:
            from ..library import vocabularies  # these take 8 ms, for a mistyped command alone
            from ..likeness import did_you_mean
            from ..search.suggest import elsewhere

            near = did_you_mean(args[0], COMMANDS) or elsewhere(vocabularies.vocabulary(), args[0], known=())
            raise UsageError(f'unknown command "{shorten(args[0])}"{near}', f"{NAME} --help lists them all")
        return super().resolve_command(ctx, args)


def load(command: str) -> Callable[..., None]:
    """The function that answers a command."""
    module, _, name = COMMANDS[command][0].partition(":")
    function: Callable[..., None] = getattr(import_module(f"{__package__}.commands.{module}"), name)
    return function


def _write_examples(command: str, formatter: Any) -> None:
    """Write what the help of a command, or of the program, ends with."""
    from .reference import EXAMPLES  # only help needs these texts

    with formatter.section("Examples"):
        formatter.write_dl(EXAMPLES[command], col_max=_INDENT - 2)


def _leading(args: Sequence[str], takes_value: Mapping[str, bool]) -> int:
    """How many arguments at the beginning are options of these, with their values."""
    index = 0
    while index < len(args) and (waits := _waits_for_value(args[index], takes_value)) is not None:
        index += 2 if waits else 1
    return min(index, len(args))


def _waits_for_value(typed: str, takes_value: Mapping[str, bool]) -> bool | None:
    """Whether an option's value is the next argument; None where it is none of these. Short ones may stand together."""
    if typed.startswith("--"):
        name, equals, _ = typed.partition("=")
        return takes_value[name] and not equals if name in takes_value else None
    names = [f"-{letter}" for letter in typed[1:]] if typed.startswith("-") else []
    for index, name in enumerate(names):
        if takes_value.get(name, True):  # what follows is its value
            return index + 1 == len(names) if name in takes_value else None
    return False if names else None


app = typer.Typer(
    cls=Commands,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings=_SETTINGS,
    no_args_is_help=False,
)


def _version(value: bool) -> None:
    if value:
        typer.echo(f"{NAME} {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def root(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", "-V", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Ask questions of child safeguarding case reviews.

    The reviews are those of the NSPCC repository's bulletin of February 2022, in this project's own abstracts. --data
    FILE asks a collection of your own instead.

    The options that learning has may stand before any command that has them too.
    """
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def execute(arguments: list[str]) -> int:
    """Run a command line, without the program's name: its exit code. Raises what the command does."""
    command = cast("Any", get_command(app))
    try:
        if COMPLETION in os.environ:
            from .complete import serve  # which only a shell asks

            return serve(command, arguments, NAME)
        with command.make_context(NAME, arguments) as context:
            command.invoke(context)
    except typer.Exit as stop:
        return stop.exit_code
    except SystemExit as stop:
        return int(stop.code or 0)
    except _TYPERS_ERROR as error:
        return _misused(command, arguments, error)
    return 0


def _misused(command: Any, arguments: list[str], error: Any) -> int:
    """Say in a line what is wrong with the command line, and where help is."""
    path = error.ctx.command_path if error.ctx else NAME
    message = " ".join(error.format_message().split()).rstrip(".")
    option = getattr(error, "option_name", None)
    if option and hasattr(error, "possibilities"):
        message = f"no such option: {option}{_instead(command, arguments, option, error.ctx)}"
    elif error.ctx and message.startswith(_EXTRA):
        meant = _meant(message.partition(" (")[2].removesuffix(")"), _options(error.ctx.command))
        message += _parted_file(arguments) or meant
    say(f"{path}: {visible(message[:1].lower() + message[1:])}", f"try '{path} --help'")
    return 2


def _parted_file(arguments: list[str]) -> str:
    """What to do where the name of a file was typed without quotation marks, so that its spaces parted it."""
    words = arguments[:_MOST_WORDS]
    for start, end in combinations(range(len(words) + 1), 2):
        name = " ".join(words[start:end])
        if end - start > 1 and os.path.isfile(name):
            return f"; a name with spaces is written in quotation marks: {as_argument(name)}"
    return ""


def _meant(words: str, known: list[str]) -> str:
    """What words are that a command with these options does not take."""
    from ..library import vocabularies  # as for a mistyped command
    from ..search import suggest

    return suggest.words(vocabularies.vocabulary(), words, known)


def _instead(group: Any, arguments: list[str], option: str, context: Any) -> str:
    """What to do instead of an option that there is not."""
    from ..library import vocabularies  # as for a mistyped command
    from ..search import suggest

    words = [part for word in arguments for part in word.split("=", 1)]
    behind = [*words[words.index(option) + 1 :], ""][0] if option in words else ""
    if option in ("-d", "--data") and context and _takes_files(context.command):
        return f"; FILE is an argument: {context.command_path} {behind or 'FILE'}"
    options = {name: _options(group.get_command(context, name)) for name in COMMANDS}
    known = _options(context.command) if context else []
    return suggest.option(option, behind, known, options, vocabularies.vocabulary())


def _takes_files(command: Any) -> bool:
    return any("FILE" in (it.metavar or "") for it in command.params if it.param_type_name == "argument")


def _options(command: Any) -> list[str]:
    return [name for option in command.params for name in option.opts if name.startswith("--")]
