"""`casereviews search`."""

from itertools import chain
from typing import TYPE_CHECKING, Annotated

from typer import Argument, Option

from .desk import Desk
from .options import Ordering, Output, Selection, Source, completing, grouped

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..render.blocks import Block


@grouped
def search(
    words: Annotated[
        list[str],
        Argument(metavar="QUERY...", help='Words, "phrases", prefix*, OR, NOT, ( ); - reads them from standard input.'),
    ],
    choice: Selection,
    ordering: Ordering,
    output: Output,
    source: Source,
    sections: Annotated[
        list[str] | None,
        Option(
            "--in",
            metavar="SECTION",
            help="Look only in title, summary, learning, recommendations or actions.",
            autocompletion=completing("in"),
        ),
    ] = None,
    statements: Annotated[bool, Option("--statements", help="Rank the statements, not the reviews.")] = False,
    why: Annotated[bool, Option("--why", help="Say of each hit what found it.")] = False,
    no_expand: Annotated[bool, Option("--no-expand", help="Search for the words typed alone.")] = False,
) -> None:
    """Search titles, summaries and statements.

    The best answers come first. All words must occur in a review, though not in one sentence. Most endings do not
    matter: bruise finds bruising. "..." is a phrase, with quotation marks that the shell leaves: '"strategy meeting"'.
    NOT, or a hyphen before it, leaves out what has the next word; OR parts alternatives, and parentheses group them.

    A word that the vocabulary knows finds its other words and what is coded with its term too, after the word itself:
    CSA finds child sexual abuse. Quotation marks and --no-expand look for the words as they are.
    Filters select the reviews that are searched. --sort takes score, listed, published, name, area, age,
    incident, outcome, harm or id; what is not stated comes last.
    """
    from .. import search as engine
    from ..query import STATEMENTS
    from ..render import View

    desk = Desk(source, output)
    places = [place.strip().lower() for option in sections or () for place in option.split(",") if place.strip()]
    places = places or list(engine.SECTIONS)
    query = " ".join(desk.typed("the query") if words == ["-"] else words)
    filters = desk.filters(choice)
    order = desk.order(ordering, cut=True)
    found = engine.answer(desk.store, query, filters, places, order, not no_expand, statements)
    for note in (*found.notes, *found.missing):
        desk.note(note)
    desk.note_unstated(filters, lambda asked: engine.count(desk.store, query, asked, places, not no_expand))
    if all(place in STATEMENTS for place in places):
        desk.note_silent(filters, places)

    def page(width: int | None) -> "Iterable[Block]":
        what = "statements" if statements else "reviews"
        blocks = (desk.pages.ranked if statements else desk.pages.hits)(found.records, why)
        return chain(blocks, desk.rest(len(found.records), found.total, ordering, what))

    nothing = None if found.missing else "nothing matches"
    desk.emit(
        View("statement-hit" if statements else "hit", found.records, page, distinct=True), nothing, ordering.counted
    )
