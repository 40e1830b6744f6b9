"""`casereviews show`."""

from typing import TYPE_CHECKING, Annotated

from typer import Argument, Option

from ...answers import evidence, review, reviews, statements
from ...answers.view import View
from ...errors import UsageError
from ...search.names import Found, resolve_all
from ..options import Origin, Output, completing, grouped
from ..session import Session

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from ...answers.blocks import Block


@grouped
def show(
    names: Annotated[
        list[str],
        Argument(
            metavar="NAME...",
            help="A name, an id or a statement's id; - reads them from standard input, one a line.",
            autocompletion=completing("name"),
        ),
    ],
    output: Output,
    source: Origin,
    why: Annotated[bool, Option("--why", help="Show the words in which each value was read.")] = False,
) -> None:
    """Answer `casereviews show`.

    A name is looked up as an id; then as a whole name or the end of an id; then as a whole word of one name or title.
    Case and quotation marks do not matter. Exits with 1 where nothing answers, and with 3 where several reviews do.

    In JSON one name gives an object; several, and whatever standard input names, an array.
    """
    session = Session(source, output, is_piped="-" in names)
    piped = session.piped("names") if "-" in names else []
    found = resolve_all(session.store, [one for name in names for one in (piped if name == "-" else [name])])
    shown = [_shown(session, it, why) for it in found]
    mixed = len({it.is_statement for it in found}) > 1
    if mixed and (output.fields or session.output.format in ("csv", "tsv")):
        raise UsageError("reviews and statements have different fields", "show them one after the other")
    are_statements = all(it.is_statement for it in found)
    kind = statements.StatementRecord if are_statements else reviews.ReviewRecord

    def page(width: int | None) -> "Iterable[Block]":
        return (block for _, blocks in shown for block in blocks())

    records = [record for record, _ in shown]
    is_one = len(records) == 1 and "-" not in names
    full = session.full_statements if are_statements else session.full_reviews
    session.output.emit(View(kind, records, page, single=is_one, full=full, is_flat=not are_statements))


def _shown(session: Session, it: Found, why: bool) -> "tuple[Mapping[str, object], Callable[[], Iterable[Block]]]":
    """The record of a review or a statement, and its page, with its evidence where that is asked."""
    if it.is_statement:
        said = statements.ask_one(session.store, it.id)
        home, _, where = it.id.rpartition("/")
        return said, lambda: [
            *statements.page([said], session.vocabulary),
            *(evidence.page(review.ask(session.store, home), where) if why else []),
        ]
    whole = review.ask(session.store, it.id)
    return whole, lambda: [*review.page(whole, session.vocabulary), *(evidence.page(whole) if why else [])]
