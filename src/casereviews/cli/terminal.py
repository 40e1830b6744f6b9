"""Standard output: whether it is a terminal, what that can show, and writing every byte to it."""

import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NoReturn

from ..errors import OutputError
from ..text import visible, wrapped
from .environment import is_dumb

COMPLETION = "_CASEREVIEWS_COMPLETE"
"""The variable in which a shell's completion script says for which shell it asks."""

WIDTH = 80
"""The width of a terminal that does not tell its own."""

_BLOCK = 1 << 16
_ASCII = {
    ord(old): new
    for old, new in {"‘": "'", "’": "'", "“": "'", "”": "'", "–": "-", "—": "-", "→": "->", "…": "..."}.items()
}


def say(*lines: str) -> None:
    """Lines on standard error, where there is one; what fails here can be told to nobody, and costs no answer.

    On a terminal they break between words; elsewhere a line stays one.
    """
    try:
        width = columns(sys.stderr) if sys.stderr.isatty() else None
        for line in lines:
            shown = wrapped(visible(line), width) if width else [visible(line)]
            sys.stderr.write("".join(f"{piece}\n" for piece in shown))
        sys.stderr.flush()
    except (OSError, AttributeError, ValueError):
        return


class ClosedOutput(io.TextIOBase):
    """In place of a standard output that was closed before the program began: whatever is written is an error."""

    @property
    def buffer(self) -> NoReturn:
        """There is none to write bytes to. Raises OutputError."""
        raise OutputError("standard output is closed")

    def write(self, text: str) -> int:
        """Raise OutputError."""
        raise OutputError("standard output is closed")


def settle_stdout() -> None:
    """Have a standard output in any case, with LF at the end of lines and in UTF-8 off a terminal, on any system."""
    if sys.stdout is None:
        sys.stdout = ClosedOutput()
    stream: Any = sys.stdout
    if os.linesep != "\n" and hasattr(stream, "reconfigure"):
        stream.reconfigure(newline="\n", **({} if is_terminal() else {"encoding": "utf-8"}))


def abandon_stdout() -> None:
    """Let what is still buffered for standard output go nowhere, so that the interpreter's own flush cannot fail."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
    except OSError:
        pass


def write_stdout(
    pieces: Iterable[str],
    unwritten: Callable[[bytes], bytes] = bytes,
    unpaged: Callable[[str], None] | None = None,
) -> None:
    """Write text to standard output; `unwritten` tells what of each block is still to be written.

    With `unpaged`, which is told where that fails, a pager shows what is too long for a terminal. Raises OutputError
    where it is closed, BrokenPipeError where its reader is gone, OSError where it takes no more.
    """
    encoding = "utf-8" if not is_terminal() or can_show_unicode() else sys.stdout.encoding
    data = blocks(pieces, encoding)
    if unpaged and is_terminal():
        from .pager import beyond

        write_stdout_bytes(beyond(data, unwritten, unpaged))
    else:
        write_stdout_bytes(map(unwritten, data))


def write_stdout_bytes(data: Iterable[bytes]) -> None:
    """Write bytes to standard output; raises as `write_stdout` does."""
    from ..files import system  # of which --help has no need
    from ..files.writing import write_all

    stream: Any = sys.stdout
    stream.flush()
    raw = getattr(stream.buffer, "raw", stream.buffer)
    descriptor = stream.fileno() if hasattr(raw, "fileno") and raw is not stream.buffer else 1
    try:
        write_all(raw.write, data, descriptor)
    except OSError as error:
        if system.is_reader_gone(error):
            raise BrokenPipeError(*error.args) from error
        raise


def blocks(pieces: Iterable[str], encoding: str) -> Iterator[bytes]:
    """The text as bytes, in blocks worth writing."""
    gathered: list[str] = []
    size = 0
    for piece in pieces:
        gathered.append(piece)
        size += len(piece)
        if size >= _BLOCK:
            yield encode("".join(gathered), encoding)
            gathered, size = [], 0
    yield encode("".join(gathered), encoding)


def encode(text: str, encoding: str) -> bytes:
    """The text as bytes; what a terminal's encoding lacks is written with the nearest that it has."""
    if encoding == "utf-8":
        return text.encode("utf-8", "replace")
    return text.translate(_ASCII).encode(encoding, "replace")


def is_terminal() -> bool:
    """Whether standard output is a terminal."""
    return sys.stdout.isatty()


def can_show_unicode() -> bool:
    """Whether standard output takes any character."""
    return (getattr(sys.stdout, "encoding", None) or "ascii").lower().replace("_", "-").startswith("utf")


def use_color(when: str, terminal: bool) -> bool:
    """Whether to write colour: --color, then NO_COLOR, FORCE_COLOR, and whether there is a terminal with colours."""
    if when != "auto":
        return when == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return os.environ["FORCE_COLOR"] != "0"
    return terminal and not is_dumb()


def columns(stream: Any, default: int | None = WIDTH) -> int | None:
    """The width to lay out text for: COLUMNS, else that of the terminal which a stream is, else the default."""
    named = os.environ.get("COLUMNS", "")
    if named.isascii() and named.isdecimal() and int(named[:6]) > 0:
        return int(named[:6])
    try:
        return os.get_terminal_size(stream.fileno()).columns or default
    except (OSError, ValueError, AttributeError):
        return default


COLORS = ("auto", "always", "never")
"""What --color takes."""
