"""`casereviews themes`."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated

from typer import Argument, Option

from ...answers import reviews, statements
from ...answers import themes as answer
from ...answers.themes import ThemeRecord
from ...answers.view import View
from ...errors import UsageError
from ...model.sections import STATEMENTS
from ...search.filters import Filters
from ...search.topic import Topic
from ...text import counted
from ..options import Narrowing, Ordering, Origin, Output, Selection, completing, grouped, lowered
from ..session import Session

if TYPE_CHECKING:
    from ...answers.blocks import Block
    from ...answers.chart import Chart
    from ...answers.themes_by import ThemeByRecord

    Drawing = Callable[[Sequence[ThemeRecord] | Sequence[ThemeByRecord]], Chart]


@grouped  # of more than 40 lines, as its options and docstring are its help
def themes(
    choice: Selection,
    search: Narrowing,
    ordering: Ordering,
    output: Output,
    source: Origin,
    word: Annotated[
        str | None,
        Argument(metavar="[THEME]", help="One theme, to see its statements.", autocompletion=completing("one-theme")),
    ] = None,
    by: Annotated[
        str | None,
        Option(
            "--by",
            metavar="FIELD",
            help="Count by harm, factor, outcome, type, agency, sex or listed.",
            autocompletion=completing("by"),
            callback=lowered,
        ),
    ] = None,
) -> None:
    """Answer `casereviews themes`.

    A theme is counted once for each review that has a statement with it, and once for each such statement. THEME that
    is a harm too, as neglect is, gives all statements of the reviews of that harm besides.

    Filters by theme and agency are asked of the statement, the others of its review; --search counts the statements in
    which a search finds something. --sort takes reviews, statements or theme; with THEME it takes listed, published,
    name, area, age, incident, outcome, harm or id, of the review.
    """
    session = Session(source, output)
    filters = session.narrow(session.filters(choice), search, STATEMENTS)
    if word and by:
        raise UsageError("--by counts every theme; leave THEME out", "or select with --theme")
    topic = answer.topic_of(session.vocabulary, word) if word else None
    remarks = answer.remarks(session.store, filters, topic.codes if topic else {})
    if topic:
        session.tell(remarks)
        _show(session, topic, filters, ordering)
        return

    def chart(records: "Sequence[ThemeRecord] | Sequence[ThemeByRecord]") -> "Chart":
        from ...answers import themes_by

        face = session.face(choice, search)
        return themes_by.chart(session.store, session.vocabulary, filters, records, face, ordering.limit, by)

    told = session.told(remarks)
    view = _by(session, filters, ordering, by, chart) if by else _all(session, filters, ordering, chart)
    session.output.emit(view.with_notes(told), "nothing matches" if by else "no theme matches", ordering)


def _by(session: Session, filters: Filters, ordering: Ordering, by: str, chart: "Drawing") -> View:
    """The counts of all themes by a field."""
    from ...answers import themes_by  # takes 1 ms, of which the counts of all themes have no need

    terms = session.vocabulary
    records = themes_by.ask(session.store, terms, filters, by, session.order(ordering))
    total = reviews.count(session.store, filters)
    has_unread = themes_by.has_unread(session.store, filters, by)
    page = partial(themes_by.page, records, terms, by, total, has_unread=has_unread)
    return View(themes_by.ThemeByRecord, records, page, chart=partial(chart, records))


def _all(session: Session, filters: Filters, ordering: Ordering, chart: "Drawing") -> View:
    """The counts of all themes; a page tells of how many reviews the shares are, where these are not all."""
    output = session.output
    is_page = output.is_page()
    with_ids = output.has_field("review_ids")
    records = answer.ask(session.store, session.vocabulary, filters, session.order(ordering), with_ids)
    total = reviews.count(session.store, filters)
    if is_page and records and not ordering.counted and not output.options.quiet:
        everything = reviews.count(session.store, Filters())
        if total < everything:
            output.note(f"of the {counted(total, 'review')} that the filters select; {everything:,} in all")
    return View(ThemeRecord, records, lambda width: answer.page(records, total), chart=partial(chart, records))


def _show(session: Session, topic: Topic, filters: Filters, ordering: Ordering) -> None:
    """Each theme of a word, with its statements."""
    session.collections.tell(topic.notes, topic.wider)
    records = answer.ask_topic(session.store, topic, filters, session.order(ordering))
    said = answer.statements_of(session.store, records)
    rows = View(
        statements.StatementRecord, said, lambda width: statements.page(said, session.vocabulary), distinct=True
    )

    def page(width: int | None) -> "Iterator[Block]":
        return (block for record in records for block in answer.page_of_one(record, session.vocabulary))

    view = View(answer.ThemeStatementsRecord, records, page, single=len(records) == 1, rows=rows)
    session.output.emit(view, ordering=ordering)
