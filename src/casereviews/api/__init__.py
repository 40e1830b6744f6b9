"""The front door: what Python programs, and the command line, ask of collections.

Nothing here prints or exits; what goes wrong is one of `errors`. Filters, sorts and sections are the words that the
options of the commands take.

What only some questions need is imported where these are asked: search takes 20 ms, for which `list` is not to wait.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from .. import arguments, library
from ..answers import reviews
from ..errors import NotFoundError, UsageError
from ..model.sections import STATEMENTS, named_in
from ..search.order import order
from ..vocabulary import ANY
from .opened import FILTERS, Opened, Record

if TYPE_CHECKING:
    from typing import Unpack

    from ..answers.brief_record import BriefRecord
    from ..answers.reviews import ReviewRecord
    from ..answers.similar import SimilarRecord
    from ..answers.statements import StatementRecord
    from ..choice import Choice, Words
    from ..export.selection import Selection

__all__ = ["FILTERS", "Collections", "Record", "open_collections"]


def open_collections(
    *files: str | os.PathLike[str],
    vocabulary: str | os.PathLike[str] | Iterable[str | os.PathLike[str]] = (),
    with_bundled: bool = False,
    cached: bool = True,
    progress: library.Progress | None = None,
    note: Callable[[str], None] | None = None,
) -> Collections:
    """The collections of files and folders, or the bundled one where none is named; a context that closes them.

    `vocabulary` are files of terms that are added to the bundled ones, and `with_bundled` asks the bundled collection
    too. What is large is compiled once, into the cache, unless `cached` is false. `progress` is told the share that was
    read and how many reviews that is, `note` what the commands say on standard error. Raises DataError.
    """
    named, own = arguments.paths(files), arguments.paths(arguments.several(vocabulary))
    store = library.open_store(named, with_bundled, cached, progress, note, own)
    collections = Collections(store, note, [*named, *own])
    collections.tell(store.remarks())
    return collections


class Collections(Opened):
    """Collections that are open. A context that closes them; the records that they gave are kept."""

    # --- Questions ----------------------------------------------------------------------------------------------------

    def reviews(
        self, *, sort: str | None = None, reverse: bool = False, limit: int | None = None, **choice: Unpack[Choice]
    ) -> list[ReviewRecord]:
        """The reviews that filters select, as `list --json` gives them. Raises UsageError."""
        filters = self.filters(**choice)
        found = list(reviews.ask(self.store, filters, order(sort, reverse, limit)))
        self.tell(reviews.remarks(self.store, filters))
        return found

    def show(self, name: str) -> Record:
        """The review, or the statement, of a name or an id. Raises NotFoundError, AmbiguousError."""
        from ..search.names import resolve

        self._coding = ANY
        return self.record(resolve(self.store, arguments.text(name, "the name")))

    def search(
        self,
        text: str,
        *,
        sections: Words = (),
        statements: bool = False,
        every: bool = False,
        exact: bool = False,
        expand: bool = True,
        sort: str | None = None,
        reverse: bool = False,
        limit: int | None = None,
        **choice: Unpack[Choice],
    ) -> Sequence[Record]:
        """What a search finds, the best first: reviews, or `statements`, as `search --json` gives them.

        `sections` are those to look in, `every` leaves out what has only some of the words, `exact` takes these as they
        are spelt, and without `expand` no other words are looked for. Raises UsageError.
        """
        from ..answers import hits
        from ..search import engine, strict

        filters = self.filters(**choice)
        places = named_in(arguments.words(sections)) or list(strict.SECTIONS)
        found = engine.answer(
            self.store,
            arguments.text(text, "the query"),
            filters,
            places,
            order(sort, reverse, limit),
            expand,
            statements,
            every,
            exact,
        )
        self.tell(hits.remarks(self.store, found, filters, places))
        return list((hits.ask_statements if statements else hits.ask)(self.store, found.findings))

    def statements(
        self,
        sections: Words = STATEMENTS,
        *,
        search: str | None = None,
        expand: bool = True,
        sort: str | None = None,
        reverse: bool = False,
        limit: int | None = None,
        **choice: Unpack[Choice],
    ) -> list[StatementRecord]:
        """The statements of `learning`, `recommendations` or `actions` that filters and a search select.

        Filters by theme and agency are asked of the statement. Raises UsageError.
        """
        from ..answers import statements
        from ..search.order import choose

        named = named_in(arguments.words(sections))
        for section in named:
            choose("section", section, STATEMENTS)
        filters = self.narrow(self.filters(**choice), search, named, expand)
        found = list(statements.ask(self.store, filters, named, order(sort, reverse, limit)))
        self.tell(statements.remarks(self.store, filters, named))
        return found

    def themes(
        self,
        theme: str | None = None,
        /,
        *,
        by: str | None = None,
        search: str | None = None,
        expand: bool = True,
        sort: str | None = None,
        reverse: bool = False,
        limit: int | None = None,
        **choice: Unpack[Choice],
    ) -> Sequence[Record]:
        """How often each theme occurs, or goes with each value of a field; or the themes of a word with statements.

        The counts are as `themes --json` gives them, `by` is the field, and `theme` the word. Raises UsageError.
        """
        from ..answers import themes as answer

        filters = self.narrow(self.filters(**choice), search, STATEMENTS, expand)
        ordered = order(sort, reverse, limit)
        terms = self.store.vocabulary
        if theme and by:
            raise UsageError("a theme with its statements is not counted by a field", "give one of both")
        topic = answer.topic_of(terms, arguments.text(theme, "the theme")) if theme else None
        self.tell(answer.remarks(self.store, filters, topic.codes if topic else {}))
        if topic:
            self.tell(topic.notes, topic.wider)
            found = answer.ask_topic(self.store, topic, filters, ordered)
            return [{**record, "statements": list(record["statements"])} for record in found]
        if by:
            from ..answers import themes_by

            return themes_by.ask(self.store, terms, filters, arguments.text(by, "the field"), ordered)
        return answer.ask(self.store, terms, filters, ordered)

    def count(
        self,
        by: Words,
        *,
        of: str = "reviews",
        search: str | None = None,
        expand: bool = True,
        sort: str | None = None,
        reverse: bool = False,
        limit: int | None = None,
        **choice: Unpack[Choice],
    ) -> list[Record]:
        """How many reviews, or statements, have each value of a field, or of two, as `count --json` gives them.

        `by` is a field, or a list of two; `of` is what is counted, as `--of` takes it. Raises UsageError.
        """
        from ..answers import count as answer
        from ..answers.tally import OF

        fields = [*arguments.words(by)]
        answer.check(fields, arguments.text(of, "what is counted"))
        filters = self.narrow(self.filters(**choice), search, OF[of] or STATEMENTS, expand)
        self.tell(answer.remarks(self.store, filters, fields, of))
        terms = self.store.vocabulary
        counts = answer.ask(self.store, terms, filters, fields, of, order(sort, reverse, limit), with_ids=True)
        return [*answer.records(self.store, terms, counts)]

    def similar(
        self,
        name: str,
        *,
        sort: str | None = None,
        reverse: bool = False,
        limit: int | None = None,
        **choice: Unpack[Choice],
    ) -> list[SimilarRecord]:
        """The reviews most like one, with what they share. Raises UsageError, NotFoundError, AmbiguousError."""
        from ..answers import similar

        filters = self.filters(**choice)
        identity = self.review_id(name)
        found = list(similar.ask(self.store, identity, filters, order(sort, reverse, limit)))
        self.tell(similar.remarks(self.store, identity, filters))
        return found

    # --- What is handed on --------------------------------------------------------------------------------------------

    def export(
        self,
        file: str | os.PathLike[str],
        *,
        form: str | None = None,
        search: str | None = None,
        expand: bool = True,
        bom: bool = False,
        force: bool = False,
        **choice: Unpack[Choice],
    ) -> int:
        """Write the reviews that filters select to a file, in the form of its ending or the one named; gives how many.

        With `search` they are those in which it finds a statement, each whole. `bom` has Excel know the CSV tables of
        a .zip for UTF-8. A file is replaced only with `force`, and a page of more than 20 MB written; one that is read
        is never replaced. Raises NotFoundError where there is no such review, and then nothing is written; UsageError
        and OutputError.
        """
        from .. import export as forms
        from ..files import reading
        from ..files.writing import check_not_read, write

        (name,) = arguments.paths([file])
        ending = forms.form_of(name, None if form is None else arguments.text(form, "the form"))
        forms.check(ending, bom=bom)
        check_not_read(name, [(one, "file") for one in reading.expand(self._read)[0]])
        selection = self.selection(search, expand, **choice)
        self.tell(selection.left_out)
        write(name, forms.export(selection, ending, bom, force), force)
        self.tell(selection.remarks)
        return len(selection)

    def selection(
        self,
        search: str | None = None,
        expand: bool = True,
        progress: library.Progress | None = None,
        **choice: Unpack[Choice],
    ) -> Selection:
        """What filters and a search select, to be handed on.

        Raises UsageError, and NotFoundError where it is no review.
        """
        from ..export.selection import Selection

        filters = self.narrow(self.filters(**choice), search, STATEMENTS, expand).of_matched_reviews()
        selection = Selection(self.store, filters, arguments.given({"search": search, **choice}), progress)
        if not selection:
            raise NotFoundError("no review matches, so nothing is written")
        return selection

    def brief(
        self,
        word: str | None = None,
        /,
        *,
        search: str | None = None,
        expand: bool = True,
        words: int | None = None,
        detail: bool = True,
        plan: bool = False,
        **choice: Unpack[Choice],
    ) -> BriefRecord:
        """A briefing on a word, a search or what filters select, as `brief --json` gives it.

        It has at most so many `words`; without `detail` it does not tell how children were hurt, and a `plan` asks for
        the form of actions. Raises NotFoundError where there is no such review, and UsageError.
        """
        from ..answers import brief
        from ..export.selection import made
        from ..search.topic import topic_of

        options = brief.options(words, detail, plan)
        topic = (
            topic_of(self.store.vocabulary, arguments.text(word, "the word"), command="brief")
            if word is not None
            else None
        )
        filters = self.filters(**choice).of_topic(topic.codes if topic else {})
        filters = self.narrow(filters, search, STATEMENTS, expand)
        asked = arguments.given({"": topic and topic.typed, "search": search, **choice})
        record = brief.ask(self.store, brief.Asked(filters, asked, topic), options, made())
        self.tell(topic.notes if topic else (), topic.wider if topic else ())
        self.tell(brief.remarks(self.store, filters))
        if not record["reviews"]:
            raise NotFoundError("no review matches, so nothing is written")
        return record
