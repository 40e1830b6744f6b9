"""The man page, made of what the program says of itself: the help of its commands, its variables and its exit codes."""

from __future__ import annotations

import inspect
import re
import textwrap
from collections.abc import Iterator
from typing import Any, cast

from typer.main import get_command

from casereviews import __version__
from casereviews.cli.app import NAME, app
from casereviews.cli.commands import GROUPS
from casereviews.cli.reference import ENVIRONMENT, EXAMPLES, EXIT_CODES

_SIGNS = {"\\": "\\e", "-": "\\-", "'": "\\(aq", "`": "\\(ga", "^": "\\(ha", "~": "\\(ti"}


def page() -> str:
    """The page, in the language of man."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    program = cast("Any", get_command(app))
    with program.make_context(NAME, ["--help"], resilient_parsing=True) as context:
        commands = {name: program.get_command(context, name) for names in GROUPS.values() for name in names}
        shared = {option.name: option for option in commands["learning"].params}
        yield f'.TH {NAME.upper()} 1 "" "{NAME} {__version__}" "User Commands"'
        yield ".nh"  # names of options are not to be parted
        summary, *paragraphs = _paragraphs(program.help)
        yield from (".SH NAME", f"{NAME} \\- {_text(summary[:1].lower() + summary[1:].rstrip('.'))}")
        yield from (".SH SYNOPSIS", f".B {NAME}", f"{_text('[OPTIONS] COMMAND [ARGS]...')}")
        yield from (".SH DESCRIPTION", *_running(paragraphs)[1:])
        for group, names in GROUPS.items():
            yield f".SH COMMANDS: {group.upper()}"
            for name in names:
                yield from _command(name, commands[name], context, shared)
        yield from (".SH SHARED OPTIONS", *_options(shared.values(), context))
        yield from (".SH ENVIRONMENT", *_entries(ENVIRONMENT.items()))
        yield from (".SH EXIT STATUS", *_entries(EXIT_CODES.items()))
        yield from (".SH EXAMPLES", *list(_examples(""))[1:])


def _command(name: str, command: Any, root: Any, shared: dict[str, Any]) -> Iterator[str]:
    """One command: how it is typed, what it does, what it takes of its own and what of the rest, examples."""
    with command.make_context(name, [], parent=root, resilient_parsing=True) as context:
        yield f".SS {name}"
        yield f".B {_text(' '.join([NAME, name, *command.collect_usage_pieces(context)]))}"
        yield from _running(_paragraphs(command.help))
        params = command.get_params(context)
        yield from _options([it for it in params if it.name not in shared and it.name != "help"], context)
        taken = [next(name for name in it.opts if name.startswith("--")) for it in params if it.name in shared]
        if taken:
            yield from (".P", _text(f"It takes {', '.join(taken)}."))
        yield from _examples(name)


def _examples(name: str) -> Iterator[str]:
    for line, gives in EXAMPLES[name]:
        yield from (".P", _text(f"{gives[:1].upper()}{gives[1:]}:"), ".RS", ".nf", _escaped(line), ".fi", ".RE")


def _options(params: Any, context: Any) -> Iterator[str]:
    yield from _entries(record for record in (param.get_help_record(context) for param in params) if record)


def _entries(entries: Any) -> Iterator[str]:
    """Names, each with what it means."""
    for name, text in entries:
        yield from (".TP", f".B {_text(name)}", _text(" ".join(text.split())))


def _running(paragraphs: list[str]) -> list[str]:
    return [line for paragraph in paragraphs for line in (".P", _text(paragraph))]


def _paragraphs(text: str) -> list[str]:
    return [" ".join(paragraph.split()) for paragraph in inspect.cleandoc(text).split("\n\n")]


def _text(text: str) -> str:
    """Text in which no sign means anything to man, in short lines."""
    lines = textwrap.wrap(_escaped(text), 78, break_long_words=False, break_on_hyphens=False)
    return "\n".join(f"\\&{line}" if line.startswith(".") else line for line in lines)


def _escaped(text: str) -> str:
    return re.sub(r"[\\\-'`^~]", lambda sign: _SIGNS[sign[0]], text)
