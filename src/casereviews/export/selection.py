"""What is handed on: the reviews that filters select, and what whoever receives them must know of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cached_property

from .. import __version__
from ..answers import collected, reviews, wording
from ..answers.collected import Collected
from ..answers.reviews import ReviewRecord
from ..errors import UsageError
from ..search import unstated
from ..search.filters import Filters
from ..search.records import Records
from ..store import Store
from ..text import counted
from ..vocabulary import Vocabulary
from . import whose_words

_NO_SAMPLE = (
    "These are the reviews that were asked for, and no sample of all cases. What a source does not say is called "
    "not stated, which is never the same as no."
)


_NOT_READ = (
    "Where nothing was read of a field and nobody has read the review it is called not read: whether its source says "
    "it is not known."
)


class Selection:
    """The reviews that filters select, in the order of their collections."""

    def __init__(
        self,
        store: Store,
        filters: Filters,
        asked: Mapping[str, Sequence[str]],
        progress: Callable[[float, int], None] | None = None,
    ) -> None:
        """Take the filters, and the words that they were asked by, by the names of their options."""
        self.store = store
        self.filters = filters
        self._asked = asked
        self._progress = progress
        self.records: Records[ReviewRecord] = reviews.ask(store, filters)
        self.remarks: list[str] = []
        """What the form cannot hold, in lines; known once all is written."""

    def __len__(self) -> int:
        return len(self.records)

    def reviews(self) -> Iterator[ReviewRecord]:
        """The reviews, one at a time; progress is told of each hundred."""
        for number, record in enumerate(self.records):
            if self._progress and number % 100 == 0:
                self._progress(number / len(self.records), number)
            yield record

    def names(self) -> list[tuple[str, str]]:
        """The name and the id of each review."""
        found = reviews.references(self.store, self.records.keys)
        return [(reference["name"], reference["id"]) for reference in found.values()]

    @property
    def vocabulary(self) -> Vocabulary:
        """The terms by which they are coded."""
        return self.store.vocabulary

    # --- What a reader must know of them ------------------------------------------------------------------------------

    @property
    def asked(self) -> str:
        """What was asked, in words: `harm: neglect; age: <1y`, or `all reviews`."""
        return wording.asked(self._asked)

    @property
    def number(self) -> str:
        """How many reviews of how many: `3 of 8 reviews`."""
        everything = reviews.count(self.store, Filters())
        return f"{len(self):,} of {counted(everything, 'review')}"

    @cached_property
    def imported(self) -> int:
        """How many of the reviews have the text of their source, where others have an abstract of it."""
        return sum(map(whose_words.is_imported, self.records))

    @property
    def what_they_are(self) -> tuple[str, str]:
        """What the reviews are, and are not, as paragraphs."""
        called = f"{_NO_SAMPLE} {_NOT_READ}" if self.has_unread else _NO_SAMPLE
        return whose_words.of_reviews(len(self), self.imported), called

    @cached_property
    def has_unread(self) -> bool:
        """Whether nothing was read of some field of some of the reviews, and nobody has read that review for it."""
        fields = tuple(self.store.not_read)
        return bool(fields) and reviews.count(self.store, self.filters.of_not_read(*fields)) > 0

    @cached_property
    def left_out(self) -> list[str]:
        """What is left out, or in, only because it does not state what was asked, in lines for who has the options."""
        return list(reviews.remarks(self.store, self.filters))

    @cached_property
    def made(self) -> date:
        """The day on which it is made: today, or that of SOURCE_DATE_EPOCH. Raises UsageError."""
        return made()

    @cached_property
    def collections(self) -> list[Collected]:
        """The collections that were asked, each with a digest of its reviews."""
        return collected.ask(self.store)

    def about(self, collection: str | None = None) -> list[tuple[str, str]]:
        """What stands on the face of every export, as labels with their values.

        It is of one collection where that is named; of all where a review names one that it was copied from.
        """
        rows = [("Asked", self.asked), ("Reviews", self.number)]
        rows += [("Note", line) for line in unstated.without_options(self.left_out)]
        named = [one for one in self.collections if one.id == collection]
        for one in named or self.collections:
            rows.append(("Collection", f"{one.title} ({one.id}): {counted(one.reviews, 'review')}"))
            rows.append(("Source", one.source or wording.NOT_STATED))
            rows.append(("Digest", f"sha256:{one.digest}"))
            if one.notice:
                rows.append(("Notice", one.notice))
        return [*rows, ("Made", f"{self.made.isoformat()} with casereviews {__version__}")]


def made() -> date:
    """The day of what is made now: today, or that of the variable SOURCE_DATE_EPOCH. Raises UsageError."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH")
    if not seconds:
        return date.today()
    try:
        return datetime.fromtimestamp(int(seconds), UTC).date()
    except (ValueError, OverflowError, OSError) as error:
        hint = "set it to a whole number of seconds since 1970, or unset it"
        raise UsageError("SOURCE_DATE_EPOCH is no time", hint) from error
