"""`casereviews list`."""

from typing import TYPE_CHECKING

from ..options import Ordering, Output, Selection, Source, grouped
from ..session import Desk

if TYPE_CHECKING:
    from ...answers.blocks import Block


@grouped
def list_reviews(choice: Selection, ordering: Ordering, output: Output, source: Source) -> None:
    """Answer `casereviews list`.

    In a filter a comma means or; a filter that is repeated means and; a hyphen in front leaves out, as in --harm
    -neglect. A value is a slug, a label or a synonym, in any case. --sort takes listed, published,
    name, area, age, incident, outcome, harm or id; what is not stated comes last.
    """
    from ...answers import reviews
    from ...answers.view import View

    desk = Desk(source, output)
    filters = desk.filters(choice)
    records = reviews.ask(desk.store, filters, desk.order(ordering, cut=True))
    total = reviews.count(desk.store, filters) if desk.is_screen() else len(records)
    desk.note_unstated(filters, lambda asked: reviews.count(desk.store, asked))

    def page(width: int | None) -> "list[Block]":
        rest = desk.rest(len(records), total, ordering, "reviews")
        return [*reviews.page(records, desk.vocabulary, width), *rest]

    desk.emit(View(reviews.ReviewRecord, records, page, distinct=True), "no review matches", ordering.counted)
