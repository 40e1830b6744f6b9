"""`casereviews validate`."""

from typing import Annotated

from typer import Argument, Exit

from ..options import Count, Output, Source, Vocabularies, grouped
from ..session import Desk


@grouped
def validate(
    output: Output,
    files: Annotated[
        list[str] | None, Argument(metavar="[FILE...]", help="Collections; without any, those in use.")
    ] = None,
    count: Count = False,
    vocabulary: Vocabularies = None,
) -> None:
    """Answer `casereviews validate`.

    Every problem comes with its line and column, and with the nearest term where one was mistyped.

    Exits with 1 where there are problems, and with 4 where a file cannot be read at all or a vocabulary has problems.
    """
    from ...answers import problems as answer
    from ...answers.view import View
    from ...library import validate

    desk = Desk(Source(vocabulary=vocabulary), output, files or ())
    checked, problems, unreadable = validate.check(desk.files, desk.own)
    problems = [*unreadable, *problems]
    view = View(answer.ProblemRecord, answer.ask(problems), lambda width: answer.page(problems, checked))
    desk.emit(view, nothing=None, count=count)
    if problems:
        raise Exit(4 if unreadable else 1)
