"""`casereviews learning` and `casereviews recommendations`."""

from .desk import Desk
from .options import Ordering, Output, Selection, Source, grouped


@grouped
def learning(choice: Selection, ordering: Ordering, output: Output, source: Source) -> None:
    """List learning points, each with its id and its review.

    Filters by theme and agency are asked of the learning point, the others of its review. --sort takes listed, name,
    age, incident or id, of the review.
    """
    answer("learning", choice, ordering, output, source)


@grouped
def recommendations(choice: Selection, ordering: Ordering, output: Output, source: Source) -> None:
    """List recommendations, each with its id and its review.

    Filters by theme and agency are asked of the recommendation, the others of its review: --agency housing is what was
    recommended to housing. --sort takes listed, name, age, incident or id, of the review.
    """
    answer("recommendations", choice, ordering, output, source)


def answer(section: str, choice: Selection, ordering: Ordering, output: Output, source: Source) -> None:
    """The statements of a section."""
    from .. import query
    from ..render import View

    desk = Desk(source, output)
    filters = desk.filters(choice)
    records = query.statements(desk.store, filters, [section], desk.order(ordering))
    desk.note_unstated(filters, lambda asked: query.speaking(desk.store, asked, [section]))
    desk.emit(View("statement", records, lambda width: desk.pages.statements(records, desk.vocabulary)))
