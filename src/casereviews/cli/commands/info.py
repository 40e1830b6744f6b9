"""`casereviews info`."""

from ...answers import info as answer
from ...answers.view import View
from ..options import Origin, Output, grouped
from ..session import Session


@grouped
def info(output: Output, source: Origin) -> None:
    """Answer `casereviews info`.

    For each field that a source may leave out it tells how many reviews state it.
    """
    session = Session(source, output)
    record = answer.ask(session.store)
    session.output.emit(View(answer.InfoRecord, [record], lambda width: answer.page(record), single=True))
