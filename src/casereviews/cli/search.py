"""`casereviews search`."""

from typing import Annotated

from typer import Argument, Option

from .desk import Desk
from .options import Ordering, Output, Selection, Source, completing, grouped


@grouped
def search(
    words: Annotated[list[str], Argument(metavar="QUERY...", help='Words, "phrases", prefix*, OR, NOT, ( ).')],
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
) -> None:
    """Search titles, summaries and statements.

    The best answers come first. All words must occur in a review, though not in one sentence. Most endings do not
    matter: bruise finds bruising. "..." is a phrase, with quotation marks that the shell leaves: '"strategy meeting"'.
    NOT, or a hyphen before it, leaves out what has the next word; OR parts alternatives, and parentheses group them.
    Filters select the reviews that are searched. --sort takes score, listed, name, age, incident or id.
    """
    from .. import search as engine
    from ..query import choose
    from ..render import View

    desk = Desk(source, output)
    places = [place.strip() for option in sections or () for place in option.split(",") if place.strip()]
    for place in places:
        choose("section", place, engine.SECTIONS)
    query = " ".join(words)
    filters = desk.filters(choice)
    records = engine.search(desk.store, query, filters, places or engine.SECTIONS, desk.order(ordering))
    desk.note_unstated(filters, lambda asked: len(engine.search(desk.store, query, asked, places or engine.SECTIONS)))
    nothing = "nothing matches" if engine.parse(query).condition else "the query has no word to look for"
    desk.emit(View("hit", records, lambda width: desk.pages.hits(records)), nothing)
