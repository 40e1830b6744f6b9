"""`casereviews learning`, `casereviews recommendations` and `casereviews actions`."""

from ..options import Ordering, Output, Query, Selection, Source, grouped
from ..session import Desk


@grouped
def learning(choice: Selection, query: Query, ordering: Ordering, output: Output, source: Source) -> None:
    """Answer `casereviews learning`.

    Filters by theme and agency are asked of the learning point, the others of its review. --search keeps those in which
    a search finds something. --sort takes listed, published, name, area, age, incident, outcome, harm or id, of the
    review; what is not stated comes last.
    """
    answer("learning", choice, query, ordering, output, source)


@grouped
def recommendations(choice: Selection, query: Query, ordering: Ordering, output: Output, source: Source) -> None:
    """Answer `casereviews recommendations`.

    Filters by theme and agency are asked of the recommendation, the others of its review: --agency housing is what
    speaks to or of housing. --search keeps those in which a search finds something. --sort takes listed, published,
    name, area, age, incident, outcome, harm or id, of the review; what is not stated comes last.
    """
    answer("recommendations", choice, query, ordering, output, source)


@grouped
def actions(choice: Selection, query: Query, ordering: Ordering, output: Output, source: Source) -> None:
    """Answer `casereviews actions`.

    Filters by theme and agency are asked of the action, the others of its review. --search keeps those in which a
    search finds something. --sort takes listed, published, name, area, age, incident, outcome, harm or id, of the
    review; what is not stated comes last.
    """
    answer("actions", choice, query, ordering, output, source)


def answer(section: str, choice: Selection, search: Query, ordering: Ordering, output: Output, source: Source) -> None:
    """The statements of a section."""
    from ...answers import statements
    from ...answers.view import View

    desk = Desk(source, output)
    filters = desk.narrowed(desk.filters(choice), search, [section])
    records = statements.ask(desk.store, filters, [section], desk.order(ordering))
    desk.note_unstated(
        filters,
        lambda asked: statements.count_reviews(desk.store, asked, [section]),
        lambda asked: statements.count(desk.store, asked, [section]),
    )
    desk.note_silent(filters.of_reviews(), [section])
    view = View(
        statements.StatementRecord, records, lambda width: statements.page(records, desk.vocabulary), distinct=True
    )
    desk.emit(view, count=ordering.counted)
