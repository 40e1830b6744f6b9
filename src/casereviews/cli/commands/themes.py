"""`casereviews themes`."""

from typing import TYPE_CHECKING, Annotated

from typer import Argument, Option

from ...errors import UsageError
from ..options import Ordering, Output, Query, Selection, Source, completing, grouped, lowered
from ..session import Desk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...answers.blocks import Block
    from ...search.filters import Filters
    from ...search.order import Order
    from ...vocabulary import Meaning


@grouped
def themes(
    choice: Selection,
    query: Query,
    ordering: Ordering,
    output: Output,
    source: Source,
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

    A theme is counted once for each review that has a statement with it, and once for each such statement.

    Filters by theme and agency are asked of the statement, the others of its review; --search counts the statements in
    which a search finds something. --sort takes reviews, statements or theme; with THEME it takes listed, published,
    name, area, age, incident, outcome, harm or id, of the review.
    """
    from ...answers import reviews, statements
    from ...answers import themes as answer
    from ...answers.view import View
    from ...model.reviews import STATEMENTS
    from ...search.suggest import meaning_of

    desk = Desk(source, output)
    filters = desk.narrowed(desk.filters(choice), query, STATEMENTS)
    order = desk.order(ordering)
    if word and by:
        raise UsageError("--by counts every theme; leave THEME out", "or select with --theme")
    meaning = meaning_of(desk.vocabulary, "theme", word) if word else None
    slugs = tuple(term.slug for term in meaning.terms) if meaning else ()
    desk.note_unstated(
        filters,
        lambda asked: statements.count_reviews(desk.store, asked.of_theme(slugs)),
        lambda asked: statements.count_coded(desk.store, asked.of_theme(slugs)),
    )
    uncoded = statements.count_uncoded(desk.store, filters.of_any_theme()) if not output.quiet else 0
    if uncoded:
        are = "1 statement is" if uncoded == 1 else f"{uncoded} statements are"
        desk.note(f"{are} not coded by theme, and not counted")
    if meaning:
        show_theme(desk, meaning, filters, order, ordering.counted)
    elif by:
        cells = answer.ask_by(desk.store, desk.vocabulary, filters, by, order)
        view = View(answer.ThemeByRecord, cells, lambda width: answer.page_by(cells, desk.vocabulary, by, width))
        desk.emit(view, count=ordering.counted)
    else:
        is_page = desk.format_name() in ("table", "plain", "md")
        with_ids = bool(output.fields) or not (is_page or desk.format_name() == "ids")
        records = answer.ask(desk.store, desk.vocabulary, filters, order, with_ids)
        total = reviews.count(desk.store, filters)
        if is_page and records and not ordering.counted and not output.quiet:
            note_total(desk, total)
        view = View(answer.ThemeRecord, records, lambda width: answer.page(records, total))
        desk.emit(view, "no theme matches", ordering.counted)


def note_total(desk: Desk, total: int) -> None:
    """Say of how many reviews the shares are, where these are not all."""
    from ...answers import reviews
    from ...search.filters import Filters

    everything = reviews.count(desk.store, Filters())
    if total < everything:
        number = "1 review" if total == 1 else f"{total} reviews"
        desk.note(f"of the {number} that the filters select; {everything} in all")


def show_theme(desk: Desk, meaning: "Meaning", filters: "Filters", order: "Order", count: bool) -> None:
    """Each theme that a word stands for, with its statements."""
    from ...answers import statements
    from ...answers import themes as answer
    from ...answers.view import View

    desk.tell([meaning.note] if meaning.note else [], meaning.wider)
    records = [answer.ask_one(desk.store, term, filters, order) for term in meaning.terms]
    said = answer.statements_of(desk.store, records)
    rows = View(statements.StatementRecord, said, lambda width: statements.page(said, desk.vocabulary), distinct=True)

    def page(width: int | None) -> "Iterator[Block]":
        return (block for record in records for block in answer.page_of_one(record, desk.vocabulary))

    desk.emit(View(answer.ThemeStatementsRecord, records, page, single=len(records) == 1, rows=rows), count=count)
