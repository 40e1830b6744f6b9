"""`casereviews similar`."""

from typing import TYPE_CHECKING, Annotated

from typer import Argument

from ...answers import reviews
from ...answers import similar as answer
from ...answers.view import View
from ...search.filters import Filters
from ..options import Ordering, Origin, Output, Selection, completing, grouped
from ..output import rest
from ..session import Session

if TYPE_CHECKING:
    from ...answers.blocks import Block


@grouped
def similar(
    name: Annotated[str, Argument(metavar="NAME", help="A name or an id.", autocompletion=completing("name"))],
    choice: Selection,
    ordering: Ordering,
    output: Output,
    source: Origin,
) -> None:
    """Answer `casereviews similar`.

    Shared harms, factors, themes and agencies count, the rarer the more. The score is from 0 to 1, which is all that
    the review is coded with. Filters select the reviews that are compared. --sort takes score, listed, published,
    name, area, age, incident, outcome, harm or id; what is not stated comes last.
    """
    session = Session(source, output)
    filters = session.filters(choice)
    identity = session.collections.review_id(name)
    records = answer.ask(session.store, identity, filters, session.order(ordering, cut=True))
    told = session.told(answer.remarks(session.store, identity, filters))

    def page(width: int | None) -> "list[Block]":
        blocks: list[Block] = answer.page(records, reviews.count(session.store, Filters()))
        total = answer.count(session.store, identity, filters) if session.output.is_screen() else len(records)
        return [*blocks, *rest(len(records), total, ordering, "reviews")]

    coded = bool(records) or answer.is_coded(session.store, identity)
    nothing = "no review shares a code with it" if coded else f"{identity} is not coded, so nothing can be compared"
    if not records and reviews.count(session.store, Filters()) == 1:
        nothing = "it is the only review in use, so there is no other to compare it with"
    view = View(answer.SimilarRecord, records, page, distinct=True).with_notes(told)
    session.output.emit(view, nothing, ordering)
