"""`casereviews search`."""

from itertools import chain
from typing import TYPE_CHECKING, Annotated

from typer import Argument, Option

from ...answers import hits
from ...answers.view import View
from ...model.sections import named_in
from ...search import engine, strict
from ..options import Ordering, Origin, Output, Selection, completing, grouped
from ..output import rest
from ..session import Session

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ...answers.blocks import Block


@grouped  # of more than 40 lines, as its options and docstring are its help
def search(
    words: Annotated[
        list[str],
        Argument(metavar="QUERY...", help='Words, "phrases", prefix*, OR, NOT, ( ); - reads them from standard input.'),
    ],
    choice: Selection,
    ordering: Ordering,
    output: Output,
    source: Origin,
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
    every: Annotated[bool, Option("--all", help="Only what has all of the words.")] = False,
    exact: Annotated[bool, Option("--exact", help="Take the words as they are spelt.")] = False,
    no_expand: Annotated[bool, Option("--no-expand", help="Search for the words typed alone.")] = False,
) -> None:
    """Answer `casereviews search`.

    Ask in your own words. Reviews that have all of them come first, though not in one sentence; then the best of those
    that have some, until there are 50, and --all leaves these out. Most endings do not matter: bruise finds bruising.
    What is misspelt is searched as the nearest word, and a line says so; --exact takes it as it is. "..." is a phrase,
    with quotation marks that the shell leaves: '"strategy meeting"'. With operators all that is asked must hold: NOT,
    or a hyphen before it, leaves out what has the next word; OR separates alternatives, and parentheses group them.

    A word that the vocabulary or everyday language knows finds its other words and what is coded with its term too,
    after the word itself: CSA finds child sexual abuse, dad father. Quotation marks and --no-expand look for the words
    alone. --count counts the reviews that have all.
    Filters select the reviews that are searched. --sort takes score, listed, published, name, area, age,
    incident, outcome, harm or id; what is not stated comes last.
    """
    session = Session(source, output, is_piped=words == ["-"])
    places = named_in(sections or ()) or list(strict.SECTIONS)
    query = " ".join(session.piped("the query") if words == ["-"] else words)
    filters = session.filters(choice)
    order = session.order(ordering, cut=True)
    every = every or ordering.counted
    found = engine.answer(session.store, query, filters, places, order, not no_expand, statements, every, exact)
    told = session.told(hits.remarks(session.store, found, filters, places))

    reviews, said = hits.ask(session.store, found.findings), hits.ask_statements(session.store, found.findings)

    def page(width: int | None) -> "Iterable[Block]":
        what = "statements" if statements else "reviews"
        by_statement = hits.page_of_statements(said, why, found.between)
        blocks = by_statement if statements else hits.page(reviews, why, found.between)
        return chain(blocks, rest(len(found.findings), found.total, ordering, what))

    nothing = None if found.missing else "nothing matches"
    kind, records = (hits.StatementHitRecord, said) if statements else (hits.HitRecord, reviews)
    view = View(kind, records, page, distinct=True).with_notes(told)
    session.output.emit(view, nothing, ordering)
