"""Where an answer goes: its format, the screen or the file, and what must not be written over."""

import os
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ..errors import OutputError, UsageError
from ..files.reading import COLLECTION_ENDINGS, expand
from ..files.writing import check_name, check_new, check_not_read, is_same, write
from ..library.named import named
from ..text import listed, one_line
from .attempt import current
from .options import Ordering, Output
from .terminal import (
    WIDTH,
    blocks,
    can_show_unicode,
    columns,
    is_terminal,
    say,
    use_color,
    write_stdout,
    write_stdout_bytes,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..answers.blocks import Block
    from ..answers.view import Full, View
    from ..render import Screen

_FORMATS = {
    "": "plain",
    ".txt": "plain",
    ".json": "json",
    ".jsonl": "jsonl",
    ".csv": "csv",
    ".tsv": "tsv",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".md": "md",
    ".svg": "svg",
    ".png": "png",
}
"""The format of each ending of an output file."""

_PICTURES = ("svg", "png")

_STDOUT = ("-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1")


class Inputs:
    """What a command reads, and so does not write to."""

    def __init__(
        self,
        files: Sequence[str] = (),
        vocabularies: Sequence[str] = (),
        is_piped: bool = False,
    ) -> None:
        """Take the files and folders, and whether something else is read from standard input."""
        self.files = files
        self.vocabularies = vocabularies
        self.is_piped = is_piped

    def guard(self, target: str) -> None:
        """Raise OutputError where the target is a file that is read, or would be read as a collection from then on."""
        read = [(name, "collection") for name in expand(self.files)[0]]
        read += [(name, "vocabulary") for name in self.vocabularies]
        read += [("-", "input")] if self.is_piped else []
        check_not_read(target, read)
        self._guard_folders(target)

    def _guard_folders(self, target: str) -> None:
        """Raise OutputError where an answer would lie among the collections of a folder that is asked now or always."""
        try:
            places = {os.path.abspath(target), os.path.realpath(target)}
        except OSError:  # in a folder that is gone, where nothing is written
            return
        for place in places:
            folder, base = os.path.split(place)
            if base.lower().endswith(COLLECTION_ENDINGS) and not base.startswith("."):
                for name in [*self.files, *named(None)]:
                    if name != "-" and is_same(name, folder):
                        raise OutputError(
                            f"{target} would be read as a collection from then on: {name} is a folder of them",
                            "write it to another folder, or as .csv, .md or .txt",
                        )


class Destination:
    """Where an answer goes, and the notes that come with it."""

    def __init__(self, options: Output, inputs: Inputs) -> None:
        """Take what was asked for, and what is read. Raises UsageError where the options contradict."""
        self.target = None if options.output in _STDOUT else options.output and os.path.expanduser(options.output)
        """The file, with ~ as a shell leaves it behind a sign; None for standard output, by any of its names."""
        self.inputs = inputs
        self.options = options
        self.documents: tuple[str, ...] = ()
        """The endings of the documents that the answer can be written as too."""
        if options.json and options.format not in (None, "json"):
            raise UsageError(f"--json and --format {options.format} contradict each other")
        if self.target == "":
            raise UsageError("--output is empty", "name a file")
        if self.target is not None:
            check_name(self.target)
        self.color = options.colored()

    def on_stdout(self) -> "Destination":
        """The same on standard output, for a command whose --output names something else than the answer."""
        return Destination(self.options.replaced(output=None), self.inputs)

    def check_new(self) -> None:
        """Raise OutputError, before there is an answer, where a file would be replaced without leave."""
        if self.target is not None and not self.options.force:
            check_new(self.target)

    # --- Notes --------------------------------------------------------------------------------------------------------

    def note(self, line: str) -> None:
        """Tell the person something that is not part of the answer."""
        if not self.options.quiet:
            current().note(line)

    def complain(self, line: str) -> None:
        """Tell the person that something failed; this is never quiet."""
        say(f"casereviews: {line}")

    # --- The format and the screen ------------------------------------------------------------------------------------

    @property
    def format(self) -> str:
        """The format: the one named, or that of the output file's ending; on a terminal a table, else plain text."""
        if self.options.json:
            return "json"
        if self.options.format:
            return self.options.format
        if self.target is not None:
            return _format_of(self.target, self.documents)
        return "table" if is_terminal() or use_color(self.color, terminal=False) else "plain"

    def document(self) -> str | None:
        """The ending of the document that was asked for; None where it is one of the formats of every answer."""
        options = self.options
        if options.json:
            return None
        name = f".{options.format}" if options.format else os.path.splitext(self.target or "")[1].lower()
        if name not in self.documents or (options.fields and name == ".md"):
            return None
        if options.fields:
            raise UsageError(
                f"a document has all there is, so {name} takes no --fields", "leave it out, or write .json"
            )
        return name

    def is_page(self) -> bool:
        """Whether the answer is laid out for a person to read, be it on a terminal or in a file."""
        return self.format in ("table", "plain", "md")

    def is_kept(self) -> bool:
        """Whether the answer is handed on without what standard error says: a page in a file or Markdown, a picture."""
        return self.format in ("md", *_PICTURES) or (self.is_page() and self.target is not None)

    def has_field(self, name: str) -> bool:
        """Whether the answer has a field of its records, which may take long to gather."""
        chosen = self.options.chosen()
        if chosen is not None:
            return name in map(str.lower, chosen)
        return not self.is_page() and self.format not in ("ids", *_PICTURES)

    def is_screen(self) -> bool:
        """Whether a person reads the answer on a terminal, as it comes."""
        return is_terminal() and self.target is None and self.format == "table"

    def screen(self, name: str) -> "Screen":
        """What an answer in a format is shown on."""
        from ..render import Screen  # formats are loaded when there is an answer to write

        terminal = is_terminal() and self.target is None
        color = use_color(self.color, terminal)
        default = WIDTH if terminal or color else None  # colour in a pipe is for a pager
        width = columns(sys.stdout if terminal else None, default) if name == "table" else None
        return Screen(width, color, not terminal or can_show_unicode())

    def check_format(self, record: type, full: "Callable[[], Full] | None" = None, rows: type | None = None) -> None:
        """Raise UsageError where an answer of such records could not be given as was asked, before anything is done.

        `full` gives more fields that can be named; `rows` are the records in formats with a row for a record.
        """
        from ..render import check

        others = (ending.removeprefix(".") for ending in self.documents)
        check(record, self.format, self.options.chosen(), full, others, rows)

    # --- Writing ------------------------------------------------------------------------------------------------------

    def emit(self, view: "View", nothing: str | None = "nothing matches", ordering: Ordering | None = None) -> None:
        """Write an answer in the format and to the place that were asked for. Raises OutputError, UsageError.

        `nothing` is told where there are no records, unless none were asked for; None where the page says so itself.
        With --count the number of the records is all that is written, whatever the format.
        """
        from ..render import BINARY, render, render_binary

        if ordering and ordering.counted:
            if not view.chart:
                self.check_format(view.record, view.full)
            self.write([f"{len((view.rows or view).records)}\n"])
            return
        name = self.format
        if name in BINARY:
            self.write_bytes(render_binary(view, name, self.screen(name), self.options.chosen()))
            return
        pieces = render(view, name, self.screen(name), self.options.chosen())
        if not view.records and nothing and self.is_page():
            if not ordering or ordering.limit != 0:
                self.note(nothing)
            pieces = iter(())
        self.write(pieces)

    def write(self, pieces: Iterable[str]) -> None:
        """Write text to the output file or to standard output: every byte of it, or an error."""
        if self.target is not None:
            self.inputs.guard(self.target)
            write(self.target, blocks(pieces, "utf-8"), self.options.force)
        else:
            write_stdout(pieces, current().unwritten, None if self.options.no_pager else self.note)

    def write_bytes(self, pieces: Iterable[bytes]) -> None:
        """Write a file of another program's form, likewise; not to a terminal, which cannot show it."""
        if self.target is not None:
            self.inputs.guard(self.target)
            write(self.target, pieces, self.options.force)
        elif is_terminal():
            raise UsageError("a terminal cannot show this form", "name a file, or send it to another program")
        else:
            write_stdout_bytes(map(current().unwritten, pieces))


def rest(shown: int, total: int, ordering: Ordering, what: str) -> "list[Block]":
    """A line that says how many more there are, where the screen was the limit."""
    if ordering.limit is not None or shown >= total:
        return []
    from ..answers.blocks import Paragraph

    return [Paragraph(f"{shown} of {total} {what} are shown; --limit {total} shows all, as a pipe or a file does.")]


def _format_of(name: str, documents: Iterable[str]) -> str:
    """The format of the ending of a file. Raises UsageError, which names documents too, for one that no format has."""
    ending = os.path.splitext(name)[1].lower()
    if ending not in _FORMATS:
        pictures = [f".{name}" for name in _PICTURES]
        texts = [name for name in _FORMATS if name and name not in pictures]
        known = f"{', '.join(dict.fromkeys([*texts, *documents]))}; of counts {listed(pictures)}"
        raise UsageError(
            f'no format has the ending "{one_line(ending[:20])}"', f"name one with --format, or use {known}"
        )
    return _FORMATS[ending]
