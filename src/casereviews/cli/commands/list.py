"""`casereviews list`."""

from itertools import chain
from typing import TYPE_CHECKING

from ...answers import reviews
from ...answers.view import View
from ...search.unstated import unread_lines
from ..options import Ordering, Origin, Output, Selection, grouped
from ..output import rest
from ..session import Session

if TYPE_CHECKING:
    from ...answers.blocks import Block


@grouped
def list_reviews(choice: Selection, ordering: Ordering, output: Output, source: Origin) -> None:
    """Answer `casereviews list`.

    In a filter a comma means or; a filter that is repeated means and; a hyphen in front leaves out, as in --harm
    -neglect. A value is a slug, a label or a synonym, in any case. --sort takes listed, published,
    name, area, age, incident, outcome, harm or id; what is not stated comes last.
    """
    session = Session(source, output)
    filters = session.filters(choice)
    records = reviews.ask(session.store, filters, session.order(ordering, cut=True))
    total = reviews.count(session.store, filters) if session.output.is_screen() else len(records)
    told = session.told(chain(reviews.remarks(session.store, filters), unread_lines(session.store, filters)))

    def page(width: int | None) -> "list[Block]":
        blocks = reviews.page(records, session.vocabulary, width)
        return [*blocks, *rest(len(records), total, ordering, "reviews")]

    view = View(reviews.ReviewRecord, records, page, distinct=True, full=session.full_reviews, is_flat=True)
    session.output.emit(view.with_notes(told), "no review matches", ordering)
