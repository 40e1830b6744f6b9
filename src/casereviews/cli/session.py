"""Where a command works: the collections in use, and the way out for answers and notes."""

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from copy import copy
from functools import cached_property
from typing import TYPE_CHECKING

from ..errors import OutputError, UsageError
from ..text import listed, one_line
from .attempt import current
from .options import Ordering, Output, Query, Selection, Source
from .progress import Progress
from .terminal import WIDTH, blocks, can_show_unicode, columns, is_terminal, say, use_color, write_stdout

if TYPE_CHECKING:
    from ..answers.blocks import Block
    from ..answers.view import View
    from ..render import Screen
    from ..search.filters import Filters
    from ..search.order import Order
    from ..store import Store
    from ..vocabulary import Vocabulary
    from ..wider import Wider

_ENDINGS = {
    "": "plain",
    ".txt": "plain",
    ".json": "json",
    ".jsonl": "jsonl",
    ".csv": "csv",
    ".tsv": "tsv",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".md": "md",
}
_STDOUT = ("-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1")

SCREENFUL = 50
"""How many reviews or statements a terminal shows where no limit was named."""

_CALLED = {  # where a message names a field
    "harm": "any harm",
    "factor": "any factor",
    "listed": "the month listed",
    "published": "the date of publication",
}


class Desk:
    """Loads what a command asks for, when it asks, and writes what it answers."""

    def __init__(self, source: Source, output: Output, files: Sequence[str] = ()) -> None:
        """Take the options, and the files that a command names itself. Raises UsageError where they contradict."""
        from ..library.named import named, named_vocabularies

        self.output = output._replace(output=_place(output.output))
        self.files = list(files) or named(source.data)
        self.own = named_vocabularies(source.vocabulary)
        self.what = "collection"  # that the files are
        self.with_bundled = source.with_bundled
        self.cached = not source.no_cache
        self.shows_none = False  # where --limit 0 was asked for
        self.is_piped = False  # where what is asked for was read from standard input
        if output.json and output.format not in (None, "json"):
            raise UsageError(f"--json and --format {output.format} contradict each other")
        if output.output == "":
            raise UsageError("--output is empty", "name a file")
        if self.output.output not in (None, "-"):
            from ..files.writing import check_name

            check_name(self.output.output)
        self.color = output.colored()

    @property
    def vocabulary(self) -> "Vocabulary":
        """The terms."""
        return self.store.vocabulary

    @cached_property
    def store(self) -> "Store":
        """The collections in use, compiled. Raises DataError."""
        from ..library import open_store

        with Progress(self.output.quiet) as progress:
            store = open_store(self.files, self.with_bundled, self.cached, progress, self.note, self.own)
        current().holds = store.on_disk
        for line in store.remarks():
            self.note(line)
        return store

    def typed(self, what: str) -> list[str]:
        """The lines of standard input that are not empty. Raises UsageError where there are none, DataError."""
        from ..files.reading import as_utf8, read_bytes

        if "-" in (*self.files, *self.own):
            raise UsageError(f"standard input is read once: as a file, or as {what}", "name one of them otherwise")
        self.is_piped = True
        text = as_utf8(read_bytes("-")).decode("utf-8", "surrogateescape").removeprefix("\ufeff")
        lines = [stripped for line in text.split("\n") if (stripped := line.strip())]
        if not lines:
            raise UsageError(f"standard input is empty; {what} should be there")
        return lines

    def filters(self, choice: Selection) -> "Filters":
        """The filters that were typed. Raises UsageError; tells how words were read."""
        from ..search.filter_values import build

        filters = build(lambda: self.vocabulary, choice.typed(), choice.since, choice.until, self.areas)
        self.tell(filters.notes, filters.wider)
        return filters

    def areas(self) -> list[str]:
        """The areas of the collections in use."""
        from ..answers.reviews import areas

        return areas(self.store)

    def tell(self, notes: "Iterable[str]", wider: "Iterable[Wider]") -> None:
        """Say how words were read: of two meanings, better said otherwise, or narrower than what they are taken for."""
        for note in notes:
            self.note(note)
        if self.output.quiet:
            return
        for it in wider:
            from ..search.records import having

            self.note(it.line(having(self.store, it.kind, it.slug)))

    def narrowed(self, filters: "Filters", query: Query, sections: Sequence[str]) -> "Filters":
        """The filters, and that a search finds the statement. Raises UsageError; tells what was searched for."""
        if query.search is None:
            return filters
        from ..search import engine

        numbers, notes = engine.matched(self.store, query.search, sections, not query.no_expand)
        for note in notes:
            self.note(note)
        self.store.keep_matched(numbers)
        return filters._replace(matched=True)

    def order(self, ordering: Ordering, cut: bool = False) -> "Order":
        """The order that was typed."""
        from ..search.order import Order

        limit = ordering.limit
        self.shows_none = limit == 0
        if cut and limit is None and not ordering.counted and self.is_screen():
            limit = SCREENFUL
        return Order(ordering.sort, ordering.reverse, limit)

    def is_screen(self) -> bool:
        """Whether a person reads the answer on a terminal, as it comes."""
        return is_terminal() and self.output.output in (None, "-") and self.format_name() == "table"

    def rest(self, shown: int, total: int, ordering: Ordering, what: str) -> "list[Block]":
        """A line that says how many more there are, where the screen was the limit."""
        if ordering.limit is not None or shown >= total:
            return []
        from ..answers.blocks import Paragraph

        return [Paragraph(f"{shown} of {total} {what} are shown; --limit {total} shows all, as a pipe or a file does.")]

    def note(self, line: str) -> None:
        """Tell the person something that is not part of the answer."""
        if not self.output.quiet:
            current().note(line)

    def complain(self, line: str) -> None:
        """Tell the person that something failed; this is never quiet."""
        say(f"casereviews: {line}")

    def note_unstated(
        self,
        filters: "Filters",
        answer: "Callable[[Filters], int]",
        statements: "Callable[[Filters], int] | None" = None,
    ) -> None:
        """Say how many are left out only because they do not state what was asked for, or left in all the same.

        `answer` tells how many reviews the question is answered with under other filters, and `statements` how many
        statements, of which theme and agency are asked where there are any.
        """
        if self.output.quiet:
            return
        from ..search.unstated import left_in, left_out

        counts = dict.fromkeys(("theme", "agency"), statements) if statements else {}

        def number_of(name: str, asked: "Filters") -> int:
            return counts.get(name, answer)(asked)

        for name, number in left_out(filters, number_of).items():
            way = "" if name == "incident date" else f"; --{name} not-stated lists {'it' if number == 1 else 'them'}"
            self.note(f"left out: {_silent(number, 'statement' if name in counts else 'review', name)}{way}")
        for name, number in left_in(filters, number_of).items():
            way = f"; --{name} -not-stated leaves {'it' if number == 1 else 'them'} out"
            self.note(f"left in: {_silent(number, 'statement' if name in counts else 'review', name)}{way}")

    def note_silent(self, filters: "Filters", sections: "Sequence[str]") -> None:
        """Say how many of the reviews that are asked do not state any of some sections of statements."""
        if self.output.quiet:
            return
        from ..search.unstated import count_silent

        if number := count_silent(self.store, filters, sections):
            do = "does" if number == 1 else "do"
            self.note(f"{number} of these reviews {do} not state {listed(sections, 'or')}")

    def check_format(self, record: type) -> None:
        """Raise UsageError where an answer of such records could not be given as was asked, before anything is done."""
        from ..render import check

        check(record, self.format_name(), self.output.names())

    def emit(self, view: "View", nothing: str | None = "nothing matches", count: bool = False) -> None:
        """Write an answer in the format and to the place that were asked for. Raises OutputError, UsageError.

        `nothing` is told where there are no records; None where the page says so itself. With `count` the number of the
        records is all that is written, whatever the format.
        """
        from ..render import render

        if count:
            self.check_format(view.record)
            self.write([f"{len((view.rows or view).records)}\n"])
            return
        name = self.format_name()
        pieces = render(view, name, self.screen(name), self.output.names())
        if not view.records and nothing and name in ("table", "plain", "md"):
            if not self.shows_none:
                self.note(nothing)
            pieces = iter(())
        self.write(pieces)

    def elsewhere(self) -> "Desk":
        """A desk like this one that answers on standard output, where --output names something else than the answer."""
        desk = copy(self)
        desk.output = self.output._replace(output=None)
        return desk

    def format_name(self) -> str:
        """The format: the one named, or that of the output file's ending; on a terminal a table, else plain text."""
        if self.output.json:
            return "json"
        if self.output.format:
            return self.output.format
        if self.output.output not in (None, "-"):
            return _ENDINGS[self._ending()]
        return "table" if is_terminal() or use_color(self.color, terminal=False) else "plain"

    def _ending(self) -> str:
        """The ending of the output file. Raises UsageError for one that no format has."""
        ending = os.path.splitext(self.output.output or "")[1].lower()
        if ending not in _ENDINGS:
            known = ", ".join(known for known in _ENDINGS if known)
            raise UsageError(
                f'no format has the ending "{one_line(ending[:20])}"', f"name one with --format, or use {known}"
            )
        return ending

    def screen(self, name: str) -> "Screen":
        """What the output is shown on."""
        from ..render import Screen

        terminal = is_terminal() and self.output.output in (None, "-")
        color = use_color(self.color, terminal)
        default = WIDTH if terminal or color else None  # colour in a pipe is for a pager
        width = columns(sys.stdout if terminal else None, default) if name == "table" else None
        return Screen(width, color, not terminal or can_show_unicode())

    def write(self, pieces: Iterable[str]) -> None:
        """Write text to the output file or to standard output: every byte of it, or an error."""
        from ..files.writing import write

        if self.output.output and self.output.output != "-":
            self.guard_input(self.output.output)
            write(self.output.output, blocks(pieces, "utf-8"), self.output.force)
        else:
            write_stdout(pieces, current().unwritten, None if self.output.no_pager else self.note)

    def guard_input(self, target: str) -> None:
        """Raise OutputError where the output would replace a file that is being read, or be read as a collection."""
        from ..files.reading import expand

        read = [(name, self.what) for name in expand(self.files)[0]] + [(name, "vocabulary") for name in self.own]
        read += [("-", "input")] if self.is_piped else []
        for name, what in read:
            if _is_same(0 if name == "-" else name, target):
                raise OutputError(
                    f"{target} is the {what} that is being read; it is not written to", "name another file"
                )
        if self.what == "collection":
            self._guard_folders(target)

    def _guard_folders(self, target: str) -> None:
        """Raise OutputError where an answer would lie among the collections of a folder that is asked now or always."""
        from ..files.reading import COLLECTION_ENDINGS
        from ..library.named import named

        try:
            places = {os.path.abspath(target), os.path.realpath(target)}
        except OSError:  # in a folder that is gone, where nothing is written
            return
        for place in places:
            folder, base = os.path.split(place)
            if base.lower().endswith(COLLECTION_ENDINGS) and not base.startswith("."):
                for name in [*self.files, *named(None)]:
                    if name != "-" and _is_same(name, folder):
                        raise OutputError(
                            f"{target} would be read as a collection from then on, for {name} is a folder of them",
                            "write it to another folder, or as .csv, .md or .txt",
                        )


def _place(name: str | None) -> str | None:
    """Where --output leads: to standard output by any of its names, or to a file; shells leave ~ behind a sign."""
    return "-" if name in _STDOUT else name and os.path.expanduser(name)


def _is_same(name: str | int, target: str) -> bool:
    """Whether a name or a descriptor means the file of another name. Raises OutputError where that cannot be told."""
    from ..files.reading import reason, status_of

    try:
        one, other = status_of(name), status_of(target)
    except (OSError, ValueError) as error:
        shown = "standard input" if name == 0 else name
        raise OutputError(
            f"{target} cannot be written: whether it is {shown}, which is being read, is not known: {reason(error)}"
        ) from error
    return one is not None and other is not None and os.path.samestat(one, other)


def _silent(number: int, what: str, name: str) -> str:
    """That some reviews or statements do not state a field, or nobody has coded them by it."""
    who = f"{number} {what}" if number == 1 else f"{number} {what}s"
    if name in ("theme", "agency"):
        return f"{who} {'is' if number == 1 else 'are'} not coded by {name}"
    return f"{who} {'does' if number == 1 else 'do'} not state {_CALLED.get(name, f'the {name}')}"
