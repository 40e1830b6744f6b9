"""`casereviews vocabulary`."""

from typing import Annotated

from typer import Argument, Option

from ...answers import terms as answer
from ...answers.view import View
from ...library import vocabularies
from ...vocabulary import KINDS, kind_of
from ..options import Counted, Ordering, Origin, Output, Vocabularies, completing, grouped
from ..session import Session


@grouped
def vocabulary(
    output: Output,
    kind: Annotated[
        str | None,
        Argument(
            metavar="[KIND]", help="harm, outcome, type, theme, factor or agency.", autocompletion=completing("kind")
        ),
    ] = None,
    everything: Annotated[
        bool, Option("--all", help="The everyday words too, which search takes and filters do not, and the questions.")
    ] = False,
    count: Counted = False,
    vocabulary: Vocabularies = None,
) -> None:
    """Answer `casereviews vocabulary`.

    Each with its definition, its synonyms, narrower words, which are for a part of it, and words that are better said
    otherwise.
    """
    session = Session(Origin(vocabulary=vocabulary), output)
    terms = vocabularies.vocabulary(session.inputs.vocabularies, everything)
    kinds = [kind_of(kind)] if kind else list(KINDS)
    found = [term for name in kinds for term in terms.terms(name).values()]
    view = View(
        answer.TermAllRecord if everything else answer.TermRecord,
        answer.ask_all(found) if everything else answer.ask(found),
        lambda width: answer.page(found, terms, everything),
    )
    session.output.emit(view, ordering=Ordering(counted=count))
