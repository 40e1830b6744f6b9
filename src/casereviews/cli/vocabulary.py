"""`casereviews vocabulary`."""

from typing import Annotated

from typer import Argument

from .desk import Desk
from .options import Count, Output, Source, Vocabularies, completing, grouped


@grouped
def vocabulary(
    output: Output,
    kind: Annotated[
        str | None,
        Argument(
            metavar="[KIND]", help="harm, outcome, type, theme, factor or agency.", autocompletion=completing("kind")
        ),
    ] = None,
    count: Count = False,
    vocabulary: Vocabularies = None,
) -> None:
    """List the terms that filters take.

    Each with its definition, its synonyms, narrower words, which are for a part of it, and words that are better said
    otherwise.
    """
    from .. import library
    from ..render import View
    from ..vocabulary import KINDS, kind_of

    desk = Desk(Source(vocabulary=vocabulary), output)
    terms = library.vocabulary(desk.own)
    kinds = [kind_of(kind)] if kind else list(KINDS)
    found = [term for name in kinds for term in terms.terms(name).values()]
    view = View("term", [term.to_dict() for term in found], lambda width: desk.pages.vocabulary(found, terms))
    desk.emit(view, count=count)
