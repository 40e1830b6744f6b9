"""`casereviews similar`."""

from typing import TYPE_CHECKING, Annotated

from typer import Argument

from ...errors import UsageError
from ..options import Ordering, Output, Selection, Source, completing, grouped
from ..session import Desk

if TYPE_CHECKING:
    from ...answers.blocks import Block


@grouped
def similar(
    name: Annotated[str, Argument(metavar="NAME", help="A name or an id.", autocompletion=completing("name"))],
    choice: Selection,
    ordering: Ordering,
    output: Output,
    source: Source,
) -> None:
    """Answer `casereviews similar`.

    Shared harms, factors, themes and agencies count, the rarer the more. The score is from 0 to 1, which is all that
    the review is coded with. Filters select the reviews that are compared. --sort takes score, listed, published,
    name, area, age, incident, outcome, harm or id; what is not stated comes last.
    """
    from ...answers import reviews
    from ...answers import similar as likeness
    from ...answers.view import View
    from ...search.filters import Filters
    from ...search.names import resolve

    desk = Desk(source, output)
    found = resolve(desk.store, name)
    if found.is_statement:
        raise UsageError(f"{found.id} is a statement", f"name its review: {found.id.rpartition('/')[0]}")
    filters = desk.filters(choice)
    records = likeness.ask(desk.store, found.id, filters, desk.order(ordering, cut=True))
    desk.note_unstated(filters, lambda asked: likeness.count(desk.store, found.id, asked))

    def page(width: int | None) -> "list[Block]":
        blocks: list[Block] = likeness.page(records, reviews.count(desk.store, Filters()))
        total = likeness.count(desk.store, found.id, filters) if desk.is_screen() else len(records)
        return [*blocks, *desk.rest(len(records), total, ordering, "reviews")]

    coded = bool(records) or likeness.is_coded(desk.store, found.id)
    nothing = "no review shares a code with it" if coded else f"{found.id} is not coded, so nothing can be compared"
    desk.emit(View(likeness.SimilarRecord, records, page, distinct=True), nothing, ordering.counted)
