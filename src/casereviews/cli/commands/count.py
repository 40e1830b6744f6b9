"""`casereviews count`."""

from typing import TYPE_CHECKING, Annotated

from typer import Option

from ...answers import count as answer
from ...answers.tally import OF, REVIEWS
from ...answers.view import View
from ...model.sections import STATEMENTS
from ..options import Narrowing, Ordering, Origin, Output, Selection, completing, grouped, lowered
from ..session import Session

if TYPE_CHECKING:
    from ...answers.blocks import Block
    from ...answers.chart import Chart


@grouped  # of more than 40 lines, as its options and docstring are its help
def count(
    choice: Selection,
    search: Narrowing,
    ordering: Ordering,
    output: Output,
    source: Origin,
    by: Annotated[
        list[str],
        Option(
            "--by",
            metavar="FIELD",
            help="Count by harm, factor, theme, agency, type, outcome, sex, age, area, listed, published, incident, "
            "collection or coding. Twice for a table of two.",
            autocompletion=completing("count-by"),
        ),
    ],
    of: Annotated[
        str,
        Option(
            "--of",
            metavar="WHAT",
            help="Count reviews, statements, learning, recommendations or actions.",
            autocompletion=completing("of"),
            callback=lowered,
        ),
    ] = REVIEWS,
    share: Annotated[bool, Option("--share", help="Show percentages too, where there are 10 or more.")] = False,
) -> None:
    """Answer `casereviews count`.

    What has two values, as a review with two harms, is counted with both. What the source says is none, and what it
    does not state, is counted by itself. Themes and agencies of a review are those of any of its statements; counted by
    each other they are those of one statement, and sex and age those of one child.

    Filters by theme and agency, and --search, are asked of the statement where statements are counted, or reviews by
    what their statements have. --sort takes count or value; without it years, months and ages are in their order.
    """
    fields = [name.lower() for name in by]
    answer.check(fields, of)
    session = Session(source, output)
    filters = session.narrow(session.filters(choice), search, OF[of] or STATEMENTS)
    told = session.told(answer.remarks(session.store, filters, fields, of))
    with_ids = session.output.has_field("ids")
    terms = session.vocabulary
    counts = answer.ask(session.store, terms, filters, fields, of, session.order(ordering), with_ids)

    def page(width: int | None) -> "list[Block]":
        from ...answers.count_page import page  # a page is not needed for JSON

        return page(counts, terms, share)

    def chart() -> "Chart":
        from ...answers.count_page import chart  # nor is a picture

        return chart(counts, terms, session.face(choice, search), ordering.limit, share)

    records = answer.records(session.store, terms, counts)
    view = View(answer.record(counts), records, page, chart=chart)
    session.output.emit(view.with_notes(told), ordering=ordering)
