"""What a command is asked: of which collections, by which terms, filters and order; and notes on how it was read."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from ..errors import UsageError
from ..files.reading import as_utf8, read_bytes
from ..library.named import named, named_vocabularies
from ..search.order import Order
from .attempt import current
from .options import Narrowing, Ordering, Origin, Output, Selection
from .output import Destination, Inputs
from .progress import ProgressBar

if TYPE_CHECKING:
    from ..answers.chart import Face
    from ..answers.view import Full
    from ..api import Collections
    from ..search.filters import Filters
    from ..store import Store
    from ..vocabulary import Vocabulary

_MOST_NAMED = 3  # collections on a picture

SCREENFUL = 50
"""How many reviews or statements a terminal shows where no limit was named."""


class Session:
    """A command as it is asked; collections are opened when they are needed."""

    def __init__(
        self,
        source: Origin,
        output: Output,
        files: Sequence[str] = (),
        is_piped: bool = False,
    ) -> None:
        """Take the options, and what the command reads besides. Raises UsageError where they contradict.

        `files` are collections that the command names itself; `is_piped` is whether what is asked for is on standard
        input.
        """
        self.source = source
        self.inputs = Inputs(list(files) or named(source.data), named_vocabularies(source.vocabulary), is_piped)
        self.output = Destination(output, self.inputs)

    # --- What is asked ------------------------------------------------------------------------------------------------

    @cached_property
    def collections(self) -> "Collections":
        """The collections in use. Raises DataError."""
        from ..api import open_collections  # it takes 3 ms, and some commands open none

        notes: list[str] = []  # which wait until it is known whether an answer may have to be begun again
        try:
            with ProgressBar(self.output.options.quiet) as progress:
                collections = open_collections(
                    *self.inputs.files,
                    vocabulary=self.inputs.vocabularies,
                    with_bundled=self.source.with_bundled,
                    cached=not self.source.no_cache,
                    progress=progress,
                    note=notes.append,
                )
            current().holds = collections.store.on_disk
        finally:
            for line in notes:
                self.output.note(line)
        collections.note = None if self.output.options.quiet else self.output.note
        return collections

    @property
    def store(self) -> "Store":
        """Their store."""
        return self.collections.store

    @property
    def vocabulary(self) -> "Vocabulary":
        """The terms."""
        return self.store.vocabulary

    def piped(self, what: str) -> list[str]:
        """The lines of standard input that are not empty. Raises UsageError where there are none, DataError."""
        if "-" in (*self.inputs.files, *self.inputs.vocabularies):
            raise UsageError(f"standard input is read once: as a file, or as {what}", "name one of them otherwise")
        text = as_utf8(read_bytes("-")).decode("utf-8", "surrogateescape").removeprefix("\ufeff")
        lines = [stripped for line in text.split("\n") if (stripped := line.strip())]
        if not lines:
            raise UsageError(f"standard input is empty; {what} should be there")
        return lines

    def filters(self, choice: Selection) -> "Filters":
        """The filters that were typed. Raises UsageError; notes how words were read."""
        return self.collections.filters(**choice.given())

    def narrow(self, filters: "Filters", query: Narrowing, sections: Sequence[str]) -> "Filters":
        """The filters, and that a search finds the statement. Raises UsageError; notes what was searched for."""
        return self.collections.narrow(filters, query.search, sections, not query.no_expand)

    def face(self, choice: Selection, query: Narrowing) -> "Face":
        """What stands on a picture besides what was counted. Raises UsageError where the date is none."""
        from .. import __version__
        from ..answers.chart import Face
        from ..answers.wording import asked
        from ..export.selection import made

        given = {name: [value] if isinstance(value, str) else value for name, value in choice.given().items()}
        searched = {"search": [query.search]} if query.search else {}
        collections = self.store.collections()
        few = "; ".join(one["title"] or one["id"] for one in collections)
        source = few if len(collections) <= _MOST_NAMED else f"{len(collections)} collections"
        return Face(asked({**given, **searched}), source, f"Made {made().isoformat()} with casereviews {__version__}")

    def order(self, ordering: Ordering, cut: bool = False) -> Order:
        """The order that was typed; where it may be `cut`, of no more than a screen shows."""
        limit = ordering.limit
        if cut and limit is None and not ordering.counted and self.output.is_screen():
            limit = SCREENFUL
        return Order(ordering.sort, ordering.reverse, limit)

    def tell(self, remarks: Iterable[str]) -> None:
        """Note what is worth telling of an answer; it is worked out only where somebody is told."""
        self.collections.tell(remarks)

    def told(self, remarks: Iterable[str]) -> list[str]:
        """Note the same; gives it as sentences for an answer that is kept without its notes, and nothing for others."""
        lines = [*remarks] if self.output.is_kept() else []
        self.tell(lines or remarks)
        return [f"{line[0].upper()}{line[1:].removesuffix('.')}{'' if line.endswith('?') else '.'}" for line in lines]

    # --- Fields that are worked out, which take 2 ms to import, and only tables and --fields need ---------------------

    def full_reviews(self) -> "Full":
        """The fields of reviews, with those that are worked out."""
        from ..answers import flat

        return flat.of_reviews()

    def full_statements(self) -> "Full":
        """The fields of statements, with those of their reviews."""
        from ..answers import flat

        return flat.of_statements(self.store)
