"""`casereviews validate`."""

from typing import Annotated

from typer import Argument, Exit

from ...answers import problems as answer
from ...answers.view import View
from ...library.validate import check
from ..options import Counted, Ordering, Origin, Output, Vocabularies, grouped
from ..session import Session


@grouped
def validate(
    output: Output,
    files: Annotated[
        list[str] | None, Argument(metavar="[FILE...]", help="Collections; without any, those in use.")
    ] = None,
    count: Counted = False,
    vocabulary: Vocabularies = None,
) -> None:
    """Answer `casereviews validate`.

    Every problem comes with its line and column, and with the nearest term where one was mistyped.

    Exits with 1 where there are problems, and with 4 where a file cannot be read at all or a vocabulary has problems.
    """
    session = Session(Origin(vocabulary=vocabulary), output, files or ())
    checked, problems, unreadable = check(session.inputs.files, session.inputs.vocabularies)
    problems = [*unreadable, *problems]
    view = View(answer.ProblemRecord, answer.ask(problems), lambda width: answer.page(problems, checked))
    session.output.emit(view, nothing=None, ordering=Ordering(counted=count))
    if problems:
        raise Exit(4 if unreadable else 1)
