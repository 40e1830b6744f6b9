"""`casereviews list`."""

from .desk import Desk
from .options import Ordering, Output, Selection, Source, grouped


@grouped
def list_reviews(choice: Selection, ordering: Ordering, output: Output, source: Source) -> None:
    """List reviews: all, or those that the filters select.

    In a filter a comma means or; a filter that is repeated means and. A value is a slug, a label or a synonym, in any
    case. --sort takes listed, name, age, incident or id.
    """
    from .. import query
    from ..render import View

    desk = Desk(source, output)
    filters = desk.filters(choice)
    records = query.reviews(desk.store, filters, desk.order(ordering))
    desk.note_unstated(filters, lambda asked: query.count(desk.store, asked))
    desk.emit(
        View("review", records, lambda width: desk.pages.reviews(records, desk.vocabulary, width)), "no review matches"
    )
