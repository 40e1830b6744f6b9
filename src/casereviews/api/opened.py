"""Collections that are open, and what every question has in common: filters, names, and what is told besides."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Self

from .. import arguments
from ..answers import reviews
from ..errors import UsageError
from ..likeness import did_you_mean
from ..model.sections import CODINGS
from ..search.filters import Filters
from ..search.records import having
from ..text import quoted
from ..vocabulary import ANY, KINDS

if TYPE_CHECKING:
    from typing import Unpack

    from ..choice import Choice
    from ..search.names import Found
    from ..store import Store
    from ..wider import Wider

Record = Mapping[str, Any]
"""A record of an answer, by the names of its fields, as the JSON contract has them."""

FILTERS = (*KINDS, "sex", "age", "area", "listed", "published", "since", "until", "coding")
"""The names of the filters."""

CODED_BY = (*CODINGS, ANY)
"""What the filter `coding` takes: the codes that a person has read, those that nobody has, and all."""


class Opened:
    """Collections that are open, of which nothing is asked yet. A context that closes them."""

    def __init__(self, store: Store, note: Callable[[str], None] | None = None, read: Sequence[str] = ()) -> None:
        """Take their store, what is told how words were read, and the names of what was read: files and folders."""
        self._store: Store | None = store
        self._held: dict[str, Store] = {}  # by the coding that it is held to
        self._coding = ANY  # of the question that is asked
        self.note = note
        self._read = read

    @property
    def store(self) -> Store:
        """Their store, held to the coding of the last filters. Raises UsageError where they are closed."""
        if self._store is None:
            raise UsageError("the collections are closed", "ask before the end of the context, or open them again")
        return self._held.get(self._coding, self._store)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *failed: object) -> None:
        self.close()

    def close(self) -> None:
        """Close them; whatever is asked afterwards raises UsageError."""
        for store in (self._store, *self._held.values()):
            if store:
                store.database.close()
        self._store, self._held = None, {}

    def filters(self, **choice: Unpack[Choice]) -> Filters:
        """The filters that words mean. Raises UsageError; TypeError where there is no such filter."""
        from ..search.filter_values import build

        for name in sorted(choice.keys() - set(FILTERS)):
            raise TypeError(f"there is no filter {quoted(name)}{did_you_mean(name, FILTERS)}")
        typed = arguments.given(choice)
        since, until, coding = (", ".join(typed.pop(name, ())) or None for name in ("since", "until", "coding"))
        self._hold(coding or ANY)
        found = build(lambda: self.store.vocabulary, typed, since, until, lambda: reviews.areas(self.store))
        self.tell(found.notes, found.wider)
        return found

    def _hold(self, coding: str) -> None:
        """Hold the question to the codes that a person has read, or that nobody has. Raises UsageError."""
        from ..search.order import choose

        choose("coding", coding, CODED_BY)
        self._coding = ANY
        if coding == ANY:
            return
        whole = self.store
        if coding not in self._held:
            from ..library.held import held

            self._held[coding] = held(whole, coding, self.note)
        self._coding = coding
        number, total = (reviews.count(one, Filters()) for one in (self.store, whole))
        who, other = ("a person has", "not read") if coding == "curated" else ("nobody has", "read")
        some = f"{number:,} of {total:,} reviews have any"
        self.tell([f'held to the codes that {who} read: "not stated" is also what is {other}; {some}'])

    def narrow(self, filters: Filters, search: str | None, sections: Sequence[str], expand: bool = True) -> Filters:
        """The filters, and that a search finds the statement, with notes on how it was read. Raises UsageError.

        They hold until the next call, for the store keeps what one search found.
        """
        if search is None:
            return filters
        from ..search import engine

        numbers, notes = engine.matched(self.store, arguments.text(search, "the query"), sections, expand)
        self.tell(notes)
        self.store.keep_matched(numbers)
        return filters._replace(matched=True, notes=(*filters.notes, *notes))

    def record(self, found: Found) -> Record:
        """The review, or the statement, that a name stands for."""
        from ..answers import review, statements

        return (statements.ask_one if found.is_statement else review.ask)(self.store, found.id)

    def review_id(self, name: str) -> str:
        """The id of the review of a name. Raises NotFoundError, AmbiguousError, and UsageError for a statement's."""
        from ..search.names import resolve

        found = resolve(self.store, arguments.text(name, "the name"))
        if found.is_statement:
            raise UsageError(f"{found.id} is a statement", f"name its review: {found.id.rpartition('/')[0]}")
        return found.id

    def tell(self, notes: Iterable[str], wider: Iterable[Wider] = ()) -> None:
        """Tell how words were read, or what is not stated; where nobody is told, it is not worked out."""
        if not self.note:
            return
        for note in notes:
            self.note(note)
        for it in wider:
            self.note(it.line(having(self.store, it.kind, it.slug)))
