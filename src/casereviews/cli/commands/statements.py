"""`casereviews learning`, `casereviews recommendations` and `casereviews actions`."""

from ...answers import statements
from ...answers.view import View
from ..options import Narrowing, Ordering, Origin, Output, Selection, grouped
from ..session import Session


@grouped
def learning(choice: Selection, search: Narrowing, ordering: Ordering, output: Output, source: Origin) -> None:
    """Answer `casereviews learning`.

    Filters by theme and agency are asked of the learning point, the others of its review. --search keeps those in which
    a search finds something. --sort takes listed, published, name, area, age, incident, outcome, harm or id, of the
    review; what is not stated comes last.
    """
    answer("learning", choice, search, ordering, output, source)


@grouped
def recommendations(choice: Selection, search: Narrowing, ordering: Ordering, output: Output, source: Origin) -> None:
    """Answer `casereviews recommendations`.

    Filters by theme and agency are asked of the recommendation, the others of its review: --agency housing is what
    speaks to or of housing. --search keeps those in which a search finds something. --sort takes listed, published,
    name, area, age, incident, outcome, harm or id, of the review; what is not stated comes last.
    """
    answer("recommendations", choice, search, ordering, output, source)


@grouped
def actions(choice: Selection, search: Narrowing, ordering: Ordering, output: Output, source: Origin) -> None:
    """Answer `casereviews actions`.

    Filters by theme and agency are asked of the action, the others of its review. --search keeps those in which a
    search finds something. --sort takes listed, published, name, area, age, incident, outcome, harm or id, of the
    review; what is not stated comes last.
    """
    answer("actions", choice, search, ordering, output, source)


def answer(
    section: str, choice: Selection, search: Narrowing, ordering: Ordering, output: Output, source: Origin
) -> None:
    """The statements of a section."""
    session = Session(source, output)
    filters = session.narrow(session.filters(choice), search, [section])
    records = statements.ask(session.store, filters, [section], session.order(ordering))
    told = session.told(statements.remarks(session.store, filters, [section]))
    view = View(
        statements.StatementRecord,
        records,
        lambda width: statements.page(records, session.vocabulary),
        distinct=True,
        full=session.full_statements,
    )
    session.output.emit(view.with_notes(told), ordering=ordering)
